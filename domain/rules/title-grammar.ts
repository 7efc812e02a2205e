// Decides what one part of a title means, by the noun that decides and the words around it. The lexicon names words, this file their order.
import { inClub, ruleInContext } from "./title-contexts.ts";
import type { TitleVocabulary } from "../../schema/title-rules.ts";
import { has, isIn, isUnknown, type TitleItem } from "./title-items.ts";

/** What a part of a title says: the rule that decided, or none, and what that means for the parts beside it. */
export interface PartReading {
  readonly ruleId: string | null;
  /** The deciding noun. */
  readonly head: TitleItem | null;
  /** The title is past or wished. `isAlone`: the part says nothing else, so it is about the parts before it. */
  readonly past: "no" | "yes" | "alone";
  /** Serves or is about somebody else, so that what follows an "and" is still that person's: "Assistant to the CEO and CFO". */
  readonly isAbout: boolean;
  /** The part is about roles or relatives, and so is the part that "and" joins to it: "VP and Director roles". */
  readonly isNobody: boolean;
  /** The part has no noun: it says more about the part before it. */
  readonly isAddition: boolean;
}

/** The two halves of a part: the nouns that may decide, and what follows a preposition. */
interface Halves {
  readonly core: readonly TitleItem[];
  readonly complement: readonly TitleItem[];
}

const NOTHING: PartReading = {
  ruleId: null,
  head: null,
  past: "no",
  isAbout: false,
  isNobody: false,
  isAddition: true,
};

/** Reads a part; `additions` are the parts without a noun that follow it: "Head, Information Security". */
export function readPart(
  all: readonly TitleItem[],
  additions: readonly TitleItem[],
  vocabulary: TitleVocabulary,
): PartReading {
  const items = all.slice(all.findIndex((item) => !has(item, "preposition")));
  if (items.some((item) => has(item, "former") || has(item, "wish"))) return pastOf(items);
  const halves = halvesOf(items);
  const { core } = halves;
  const complement = halves.complement.filter((item) => !has(item, "preposition"));
  if (endsInNobody(core)) return { ...NOTHING, isNobody: true, isAddition: false };
  const nouns = core.flatMap((item, index) =>
    isOwn(item, { before: core[index - 1], next: core[index + 1], core }) ? [item] : [],
  );
  const board = items.find(({ noun }) => noun?.ruleId === "title.board");
  if (board && core.some((item) => has(item, "seat")))
    return { ...NOTHING, ruleId: inClub(items) ? null : "title.board", head: board, isAddition: false };
  const head = headOf(nouns, core);
  if (head === null) return withoutNoun(halves, additions);
  const at = core.indexOf(head);
  if (!head.noun?.leadsPhrase && isStrangersNoun(core.slice(at + 1)))
    return { ...NOTHING, ruleId: "title.individual", isAbout: true, isAddition: false };
  if (isAnothers(head, core.slice(0, at))) return { ...NOTHING, isAddition: false };
  const isOf = halves.complement[0]?.text === "of";
  const isOfOne = vocabulary > 1 && halves.complement.some(({ text }) => INDEFINITE.test(text));
  const isOfPerson = vocabulary > 1 && OF.test(halves.complement[0]?.text ?? "") && complement.length === 1;
  const ruleId = ruleInContext(head, { core, complement, additions, isOf, isOfOne, isOfPerson, vocabulary });
  // "Consultant at Acme" serves a company, and a title after it is the person's own; an assistant serves a person who may have any name.
  const serves = ruleId === "title.aide" || complement.some(({ noun }) => noun !== null);
  const isAbout = complement.length > 0 && serves && LOW_RULES.has(ruleId ?? "");
  return { ...NOTHING, ruleId, head, isAbout, isAddition: false };
}

/** The articles of one thing that is not named. */
const INDEFINITE = /^(?:an?|eine?[rsmn]?|une?|uma?|een|ett|en)$/;
const OF = /^(?:of|von)$/;

const LOW_RULES: ReadonlySet<string> = new Set([
  "title.individual",
  "title.aide",
  "title.junior",
  "title.senior",
  "title.named",
  "title.elsewhere",
  "title.deputy_to",
]);

function pastOf(items: readonly TitleItem[]): PartReading {
  const isAlone = items.every((item) => has(item, "former"));
  return { ...NOTHING, past: isAlone ? "alone" : "yes", isAddition: false };
}

/** A preposition ends the core once the core has a noun or a word that can stand for one. */
function halvesOf(items: readonly TitleItem[]): Halves {
  const start = items.findIndex((item, index) => has(item, "preposition") && !item.hyphen && index > 0);
  return start === -1
    ? { core: items, complement: [] }
    : { core: items.slice(0, start), complement: items.slice(start) };
}

/**
 * Whether the words before a noun are a person of whom the noun speaks: no Arabic adjective stands before its noun, "prezesa" is a Polish
 * genitive, and "żona" a relative.
 */
function isAnothers({ text, noun }: TitleItem, before: readonly TitleItem[]): boolean {
  const isDependent = noun?.language === "ar" || (noun?.language === "pl" && text === `${noun.base}a`);
  const isUnknown = before.some((item) => item.noun === null && item.marks.size === 0 && item.departments.length === 0);
  const [first] = before;
  return (isDependent && isUnknown) || (noun?.leadsPhrase === true && first !== undefined && has(first, "nobody"));
}

/** The last word is a relative or a thing: "CEO's wife". */
function endsInNobody(core: readonly TitleItem[]): boolean {
  const last = core.at(-1);
  return last !== undefined && has(last, "nobody");
}

interface Neighbours {
  readonly before: TitleItem | undefined;
  readonly next: TitleItem | undefined;
  readonly core: readonly TitleItem[];
}

/**
 * A noun is the person's own unless it owns what follows ("President's assistant"), is the beginning of a compound that is no title
 * ("CTO-approved", "VP Office"), is a surname ("Peter Koch"), or is an adjective beside another noun ("Directeur commercial").
 */
function isOwn(item: TitleItem, { before, next, core }: Neighbours): boolean {
  const { noun } = item;
  if (noun === null || item.possessive) return false;
  if (!noun.leadsPhrase && next?.hyphen && isUnknown(next)) return false;
  if (next && OFFICE.test(next.text) && !has(item, "manages") && TOP_RULES.has(noun.ruleId)) return false;
  if (CREDENTIAL.test(item.text) && core.slice(0, core.indexOf(item)).some((other) => other.noun !== null))
    return false;
  if (has(item, "surname") && before && isUnknown(before)) return false;
  return !isIn(item, "trade") || !core.some((other) => other !== item && other.noun !== null && !isIn(other, "trade"));
}

/** A doctor of medicine when a noun is before it: "Physician MD". */
const CREDENTIAL = /^md$/;

/** The office of a person at the top, where others work. */
const OFFICE = /^(?:office|bureau|buro)$/;
const TOP_RULES: ReadonlySet<string> = new Set(
  ["c_level", "board", "president", "founder", "vp"].map((name) => `title.${name}`),
);

function headOf(nouns: readonly TitleItem[], core: readonly TitleItem[]): TitleItem | null {
  const [first] = nouns;
  if (first?.noun === undefined || first.noun === null) return null;
  if (first.noun.ruleId === "title.aide" && first.noun.language !== "en") return first;
  if (servesNext(first, nouns, core)) return first;
  if (!first.noun.leadsPhrase) return isAdjectiveAfter(first, nouns) ? first : lastOf(nouns);
  // "Avocate associée": the second noun is the rank of the first.
  return nouns.find(({ noun }) => OWN_RANKS.has(noun?.ruleId ?? "")) ?? first;
}

/** An assistant to one person, whose title may follow at once: "Executive Assistant CEO", "PA MD". An "Assistant Director" is a deputy. */
function servesNext(first: TitleItem, nouns: readonly TitleItem[], core: readonly TitleItem[]): boolean {
  const last = nouns.at(-1)?.noun?.ruleId ?? "";
  if (first.noun?.ruleId !== "title.aide" || last === "title.manager" || LOW_RULES.has(last)) return false;
  return !DEPUTIES.test(first.text) || core.slice(0, core.indexOf(first)).some(({ text }) => PERSONAL.test(text));
}

const DEPUTIES = /^(?:assistant|asst)$/;
const PERSONAL = /^(?:executive|exec|personal|private|administrative|admin|virtual)$/;

/** "Director técnico": the rank is English and Spanish, and the trade after it is a Spanish adjective. */
function isAdjectiveAfter({ noun }: TitleItem, nouns: readonly TitleItem[]): boolean {
  const last = nouns.at(-1)?.noun;
  return (
    !LOW_RULES.has(noun?.ruleId ?? "") && last?.ruleId === "title.individual" && last.leadsPhrase && nouns.length === 2
  );
}

/** The last noun, unless it is the board that the noun before it serves: "Referent Vorstand". */
function lastOf(nouns: readonly TitleItem[]): TitleItem | null {
  const last = nouns.at(-1) ?? null;
  const isBoard = last?.noun?.ruleId === "title.board" && last.noun.prefix === "";
  return (isBoard && nouns.findLast(({ noun }) => LOW_RULES.has(noun?.ruleId ?? ""))) || last;
}

const OWN_RANKS: ReadonlySet<string> = new Set(["title.partner", "title.founder", "title.owner"]);

/** An unknown word for a person after a rank: "CEO Whisperer". Who has the rank is somebody else. */
const PERSON_ENDING = /(?:er|or|ist|ian|ant|eur|man|woman|mann|frau)$/;
/** Places and things with such an ending. */
const NO_PERSON =
  /(?:center|chester|minster|hannover|dover|vancouver|denver|(?<!ob)server|computer|tower|power|paper|quarter|water|motor|reactor|sensor|hammer|consumer|user|number|corner|border|river|semester|winter|summer|container|cluster|layer|router|carrier|berger)$/;

const isPerson = (word: string): boolean => PERSON_ENDING.test(word) && !NO_PERSON.test(word);

function isStrangersNoun(after: readonly TitleItem[]): boolean {
  const last = after.at(-1);
  return last !== undefined && isUnknown(last) && isPerson(last.text);
}

/** Endings of trades that are no endings of surnames. */
const TRADE_ENDING = /(?:[^h]ist|ician|itian)$/;
const SHORTEST_TRADE = 7;

/** A trade that the lexicon lacks: "Nutritionist"; with another ending only after a known field, because it may be a surname. */
function isUnknownTrade(core: readonly TitleItem[]): boolean {
  const last = core.at(-1);
  if (!last || !isUnknown(last) || !/^[a-z]+$/.test(last.text)) return false;
  if (TRADE_ENDING.test(last.text)) return last.text.length >= SHORTEST_TRADE;
  const hasField = core.slice(0, -1).some(({ departments }) => departments.length > 0);
  return hasField && last.text.length > 4 && isPerson(last.text);
}

/** "Project Lead", "Adjoint au directeur", and parts that name no person. */
function withoutNoun({ core, complement }: Halves, additions: readonly TitleItem[]): PartReading {
  if (isUnknownTrade(core)) return { ...NOTHING, ruleId: "title.individual", isAddition: false };
  const lead = core.findIndex((item) => has(item, "lead"));
  if (lead !== -1 && !core.slice(lead + 1).some((item) => isIn(item, "leads")))
    return {
      ...NOTHING,
      // "Lead" alone leads somebody's work, or people: the lower of the two.
      ruleId: core.length + complement.length + additions.length === 1 ? "title.senior" : "title.manager",
      head: core[lead] ?? null,
      isAddition: false,
    };
  const chief = core.findIndex((item) => has(item, "chief"));
  const isOfField =
    complement.some(({ text }) => text === "of") && complement.some(({ departments }) => departments.length > 0);
  if (chief === core.length - 1 && (chief > 0 || (chief === 0 && isOfField)))
    return { ...NOTHING, ruleId: "title.chief", head: core[chief] ?? null, isAddition: false };
  if (core.some((item) => has(item, "deputy")) && complement.length > 0)
    return { ...NOTHING, ruleId: "title.deputy_to", isAbout: true, isAddition: false };
  return NOTHING;
}
