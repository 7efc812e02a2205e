// The parts of a title together: which are the person's own, and what the deciding one is about.
import type { Department } from "../../schema/title-rules.ts";
import { type PartReading, readPart } from "./title-grammar.ts";
import { itemsOf, type TitleItem } from "./title-items.ts";
import type { Lexicon } from "./title-lexicon.ts";
import type { TitleMark } from "./title-marks.ts";
import type { TitlePart, TitleWord } from "./title-text.ts";

/** A part of a title with its items and what they say. */
export interface ReadPart extends PartReading {
  readonly items: readonly TitleItem[];
  readonly before: TitlePart["before"];
}

/** Splits a part at the words for "and". */
export function partsAtConjunctions(part: TitlePart, lexicon: Lexicon): readonly TitlePart[] {
  const parts: { words: TitleWord[]; before: TitlePart["before"] }[] = [{ words: [], before: part.before }];
  for (const word of part.words) {
    const words = parts.at(-1)?.words ?? [];
    if (words.length > 0 && joinsTitles(word, words, lexicon)) parts.push({ words: [], before: "and" });
    else words.push(word);
  }
  return parts.filter(({ words }) => words.length > 0);
}

/** Dutch "en" joins; in French and Spanish the same word is a preposition, and the noun before it tells which. */
function joinsTitles({ text, hyphen }: TitleWord, before: readonly TitleWord[], lexicon: Lexicon): boolean {
  if (hyphen) return false;
  if (text !== "en") return lexicon.find(text)?.marks.has("and") ?? false;
  const last = before.at(-1)?.text ?? "";
  const noun = (lexicon.find(last) ?? lexicon.findCompound(last))?.noun;
  return noun !== null && noun !== undefined && !noun.leadsPhrase;
}

/** Words that wait for a noun: "Chief People and Culture Officer" is one title. */
const WAITS: ReadonlySet<TitleMark> = new Set(["chief", "senior", "junior", "deputy", "lead"]);

/** Joins a part that has begun a title to the next one, which ends it. */
export function joinedParts(parts: readonly TitlePart[], lexicon: Lexicon): readonly TitlePart[] {
  const joined: TitlePart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last && waitsForNoun(last, part, lexicon))
      joined[joined.length - 1] = { ...last, words: [...last.words, ...part.words] };
    else joined.push(part);
  }
  return joined;
}

function waitsForNoun(part: TitlePart, { before }: TitlePart, lexicon: Lexicon): boolean {
  const items = itemsOf(part, lexicon);
  const waiting = [...(items[0]?.marks ?? [])].filter((mark) => WAITS.has(mark));
  const isLead = waiting.includes("lead");
  if (waiting.length === 0 || items.some(({ noun }) => noun !== null)) return false;
  return before === "and" ? !isLead || items.length > 1 : before === "comma" && !isLead;
}

/** Reads each part, with the parts without a noun that follow it. */
export function readParts(parts: readonly TitlePart[], lexicon: Lexicon): readonly ReadPart[] {
  let additions: readonly TitleItem[] = [];
  return parts
    .map((part) => ({ items: itemsOf(part, lexicon), before: part.before }))
    .toReversed()
    .map(({ items, before }): ReadPart => {
      const read = { ...readPart(items, additions, lexicon.vocabulary), items, before };
      additions = read.isAddition ? [...items, ...additions] : [];
      return read;
    })
    .toReversed();
}

/**
 * The parts that are the person's own. A past title and those joined to it by "and" are not; "(retired)" alone ends all before it. What follows a
 * noun that serves another person still belongs to that person.
 */
export function ownParts(parts: readonly ReadPart[]): readonly ReadPart[] {
  let own: ReadPart[] = [];
  let isPast = false;
  let isAbout = false;
  for (const part of parts) {
    if (part.past === "alone") own = [];
    if (part.isNobody && part.before === "and") own = own.slice(0, -1);
    isPast = part.past !== "no" || (isPast && part.before === "and");
    if (isPast) continue;
    if (isAbout && (part.before === "and" || part.before === "comma")) continue;
    isAbout = part.isAbout;
    own = [...own, part];
  }
  return own;
}

/** Rules whose holders work for the whole company when the title names no department. */
const GENERAL_RULES: ReadonlySet<string> = new Set(
  ["c_level", "board", "founder", "owner", "president", "partner", "vp", "aide", "deputy"].map(
    (name) => `title.${name}`,
  ),
);
/** Rules of people who do the work of their noun, so that the noun tells the department: an "HR Software Engineer" is an engineer. */
const TRADE_RULES: ReadonlySet<string> = new Set(
  ["individual", "senior", "chief", "junior"].map((name) => `title.${name}`),
);

/** The department of a title and whether its holder is a gatekeeper. */
export function fieldOf(
  part: ReadPart,
  own: readonly ReadPart[],
): { readonly department: Department; readonly isGatekeeper: boolean } {
  const { head, ruleId } = part;
  const items = [...part.items, ...additionsOf(part, own)];
  const about = items.filter((item, index) => !isPersonal(item, items[index + 1], head));
  const isTrade = TRADE_RULES.has(ruleId ?? "");
  const ordered = isTrade && head !== null ? [head, ...about] : about;
  const departments = ordered.flatMap((item) => item.departments);
  const specific = departments.find((one) => one !== "general");
  const makes = isTrade && head !== null && specific !== "hr" && head.departments.includes("engineering");
  return {
    department: specific ?? withoutDepartment(ruleId, departments),
    isGatekeeper: departments.includes("hr") && !makes,
  };
}

function withoutDepartment(ruleId: string | null, departments: readonly Department[]): Department {
  if (ruleId === "title.elsewhere") return "other";
  return departments.includes("general") || GENERAL_RULES.has(ruleId ?? "") ? "general" : "unknown";
}

/** "Personal" is German for staff, and English for a trainer who works with one person. */
const isPersonal = (item: TitleItem, next: TitleItem | undefined, head: TitleItem | null): boolean =>
  item.text === "personal" && next?.noun?.language === "en" && next === head;

/** Parts without a noun beside a part: "VP, Sales", "Sales - Director". */
function additionsOf(part: ReadPart, own: readonly ReadPart[]): readonly TitleItem[] {
  const at = own.indexOf(part);
  const after = own.slice(at + 1);
  const end = after.findIndex(({ isAddition }) => !isAddition);
  const before = own[at - 1];
  return [...after.slice(0, end === -1 ? after.length : end), ...(before?.isAddition ? [before] : [])].flatMap(
    ({ items }) => items,
  );
}
