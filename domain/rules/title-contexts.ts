// What the words around the deciding noun make of it: ranks of other fields, managers of subjects, deputies, seniors and juniors.
import type { TitleVocabulary } from "../../schema/title-rules.ts";
import type { TitleField } from "./title-fields.ts";
import { has, isIn, isUnknown, type TitleItem } from "./title-items.ts";
import { isCjk } from "./title-text.ts";

interface Surroundings {
  readonly core: readonly TitleItem[];
  readonly complement: readonly TitleItem[];
  /** The parts without a noun that follow. */
  readonly additions: readonly TitleItem[];
  /** The complement begins with "of". */
  readonly isOf: boolean;
  /** The complement is one thing that has no name: "of a dog". */
  readonly isOfOne: boolean;
  /** The complement is one word after "of". */
  readonly isOfPerson: boolean;
  readonly vocabulary: TitleVocabulary;
}

const anyIn = (items: readonly TitleItem[], field: TitleField): boolean => items.some((item) => isIn(item, field));

/** The rule for the deciding noun among its surroundings; null: no title. */
export function ruleInContext(head: TitleItem, surroundings: Surroundings): string | null {
  const { core } = surroundings;
  const words = { ...surroundings, before: core.slice(0, core.indexOf(head)) };
  const rule = head.noun?.ruleId ?? NO_TITLE;
  const base = BY_RULE[rule]?.(head, words) ?? rule;
  return base === NO_TITLE ? null : raisedOrLowered(base, head, words);
}

interface Words extends Surroundings {
  /** The core before the deciding noun. */
  readonly before: readonly TitleItem[];
}

/** What the words make of a noun: a rule, NO_TITLE, or nothing, so that the rule of the noun decides. */
type Reader = (head: TitleItem, words: Words) => string | undefined;

const NO_TITLE = "none";

const allOf = ({ core, complement, additions }: Surroundings): readonly TitleItem[] => [
  ...core,
  ...complement,
  ...additions,
];

/** The offices of clubs are no titles of companies, and nobody is the head of a household. */
const office: Reader = (_, words) => (inClub(allOf(words)) || areJokes(words.complement) ? NO_TITLE : undefined);

/** "Head of Naps". Beside another word the same words are a field: "Director of Family Services". */
const areJokes = (items: readonly TitleItem[]): boolean =>
  items.length > 0 && items.every((item) => isIn(item, "joke"));

/** Student affairs are a department of a university, and no club. */
export const inClub = (items: readonly TitleItem[]): boolean =>
  items.some((item, at) => isIn(item, "club") && !isProgramme(items[at + 1]));

/** A rank in the arts, at sea, in a kitchen: "Film Director", "Chef de partie". */
const rank: Reader = (head, words) => {
  if (anyIn(allOf(words), "elsewhere")) return "title.elsewhere";
  const beside = words.core.filter((item) => item !== head && item.marks.size === 0);
  return isJoke(words) || areJokes(beside) ? NO_TITLE : undefined;
};

const BY_RULE: Readonly<Record<string, Reader>> = {
  "title.president": office,
  "title.board": (head, words) => office(head, words) ?? chairOf(head, words),
  "title.founder": office,
  "title.c_level": (_, { complement }) => (areJokes(complement) ? NO_TITLE : undefined),
  "title.vp": (head, words) => office(head, words) ?? (isJoke(words) ? NO_TITLE : undefined),
  "title.director": rank,
  "title.head": (head, words) => rank(head, words) ?? headOfUnit(head, words),
  "title.manager": (head, words) => office(head, { ...words, core: [] }) ?? rank(head, words) ?? managerOf(head, words),
  "title.owner": ownerOf,
  "title.partner": partnerOf,
  "title.senior": (head, { core, complement }) => {
    if (head.text !== "principal") return undefined;
    return anyIn([...core, ...complement], "school") ? "title.head" : undefined;
  },
  "title.individual": tradeOf,
};

/** The chair of a department is its head: only the chair of a board is at the top. A board of another kind is a thing. */
function chairOf(head: TitleItem, { before }: Words): string | undefined {
  if (head.noun?.base === "board" && before.length > 0) return NO_TITLE;
  const isOfUnit = before.some(
    (item) => isIn(item, "programme") || (isIn(item, "unit") && item.departments.length === 0),
  );
  return head.text.startsWith("chair") && isOfUnit ? "title.head" : undefined;
}

/** The head of a department leads it; the head of a team, of a shift or of an unknown compound is a manager. */
function headOfUnit(head: TitleItem, words: Words): string | undefined {
  const isPlainHead = head.text === "head" || head.text === "hd";
  if (isPlainHead && words.complement.length === 0 && !allOf(words).some(isKnownField)) return NO_TITLE;
  if (anyIn([head, ...allOf(words)], "team") && !isIn(head, "unit")) return "title.manager";
  return head.noun?.prefix === "" || isKnownField(head) || isCjk(head.text) ? undefined : "title.manager";
}

const isKnownField = (item: TitleItem): boolean => item.fields.has("unit") || item.departments.length > 0;

/** Nouns that head a department when it is in the same word, as "Inköpschef"; "Chef" alone does not. */
const HEADS_IN_COMPOUNDS = /^(?:chef|sjef)$/;

/** French, Spanish and Italian: "Responsable achats" leads the department. */
const RESPONSIBLE = /^responsab(?:le|ile)$/;

/** "Product Manager", "Chef de projet": manages a subject. A lead or a team is people. In English a chef is a cook. */
function managerOf(head: TitleItem, words: Words): string | undefined {
  const { core, complement, before } = words;
  if (head.noun && head.noun.prefix !== "" && HEADS_IN_COMPOUNDS.test(head.noun.base))
    return isKnownField(head) && !isIn(head, "team") ? "title.head" : undefined;
  if (head.text === "chef" && complement.length === 0 && before.some(({ noun, marks }) => noun ?? marks.has("chief")))
    return "title.elsewhere";
  if (words.vocabulary > 1 && RESPONSIBLE.test(head.text)) {
    const about = [...core, ...complement].filter((item) => item !== head);
    return about.some(({ departments }) => departments.length > 0) && !anyIn(about, "team") ? "title.head" : undefined;
  }
  if (!has(head, "manages")) return undefined;
  const subject = head.noun?.leadsPhrase ? [...core.slice(core.indexOf(head) + 1), ...complement] : before.slice(-1);
  const isSubject = anyIn(subject.slice(0, 2), "subject") || (head.noun?.prefix !== "" && isIn(head, "subject"));
  return isSubject ? "title.named" : undefined;
}

/** The owner of a company, a process or a dog. An unknown thing is no company. */
function ownerOf(head: TitleItem, words: Words): string | undefined {
  if (office(head, words) === NO_TITLE) return NO_TITLE;
  const before = words.before.filter(({ noun, marks }) => noun === null && (marks.size === 0 || marks.has("nobody")));
  const isOfThings =
    words.complement.some((item) => has(item, "nobody") || isIn(item, "joke")) && !anyIn(words.complement, "business");
  if (isOfThings || (words.isOfOne && !anyIn(words.complement, "business"))) return NO_TITLE;
  if (anyIn(words.before, "business")) return undefined;
  if (anyIn(words.before, "process")) return "title.named";
  if (head.noun?.prefix && !isIn(head, "business")) return isIn(head, "process") ? "title.named" : NO_TITLE;
  return before.length === 0 || head.noun?.leadsPhrase ? undefined : NO_TITLE;
}

/** A partner of a firm, or of other departments and companies: "HR Business Partner", "Vertriebspartner". The partner of a person is no title. */
function partnerOf(head: TitleItem, words: Words): string | undefined {
  if (office(head, words) === NO_TITLE || words.complement.some(({ noun }) => noun !== null)) return NO_TITLE;
  if (words.isOfPerson && words.complement.every(isUnknown)) return NO_TITLE;
  if (head.noun?.prefix && !isIn(head, "partnership")) return "title.named";
  const isFirm = words.before.every(
    (item) => isIn(item, "partnership") || item.noun !== null || has(item, "senior") || has(item, "junior"),
  );
  return isFirm || head.noun?.leadsPhrase ? undefined : "title.named";
}

/** A noun of a trade: with "chief" it leads the trade, with "officer" a company. */
function tradeOf(head: TitleItem, words: Words): string | undefined {
  const { core, before } = words;
  if (isIn(head, "trade") && head.noun?.language === "en" && !core.some((item) => item.departments.length > 0))
    return NO_TITLE;
  if (has(head, "seat") && inClub(allOf(words))) return NO_TITLE;
  if (!before.some((item) => has(item, "chief")) && !has(head, "chief")) return undefined;
  if (anyIn(allOf(words), "elsewhere")) return "title.elsewhere";
  if (head.noun?.base !== "officer") return "title.chief";
  return before.length > 1 && !areJokes(before.filter((item) => !has(item, "chief"))) ? "title.c_level" : NO_TITLE;
}

/** The field of a joke: "Head of Naps". After "of", one unknown word that is no abstract noun and no place is no department either. */
function isJoke({ complement, isOf }: Surroundings): boolean {
  if (areJokes(complement)) return true;
  const [first, ...others] = complement;
  if (!isOf || !first || others.length > 0 || !isUnknown(first)) return false;
  return !ABSTRACT.test(first.text) && /^[a-z]+$/.test(first.text) && first.text.length > 3;
}

/** Endings of fields of work, of several things, and of countries, as far as "of" stands before them. */
const ABSTRACT =
  /(?:s|ing|tions?|sions?|ments?|[ae]nce|ency|ity|ities|ics|log(?:y|ies)|ships?|tures?|ures|gy|ry|ries|cy|ware|land|ia|rica|ung|heit|keit|schaft)$/;

const RAISED: ReadonlySet<string> = new Set(["title.individual", "title.named", "title.aide"]);
const LOWERED: ReadonlySet<string> = new Set([
  ...RAISED,
  "title.manager",
  "title.elsewhere",
  "title.senior",
  "title.director",
]);

/** "Deputy" lowers a chief, "senior" raises a person without a team, "junior" lowers all but the highest. */
function raisedOrLowered(rule: string, head: TitleItem, { core, before }: Words): string {
  const next = (item: TitleItem): TitleItem | undefined => core[core.indexOf(item) + 1];
  if ((rule === "title.c_level" || rule === "title.board") && core.some((item) => isDeputy(item, head)))
    return "title.deputy";
  if (before.some((item) => item.noun?.ruleId === "title.junior" && !isProgramme(next(item)))) return "title.junior";
  if (
    LOWERED.has(rule) &&
    core.some((item) => has(item, "junior") && !isProgramme(next(item)) && !isNamedByStudents(item, rule))
  )
    return "title.junior";
  const isRaised = core.some((item) => has(item, "senior") && !isProgramme(next(item)));
  return RAISED.has(rule) && (isRaised || before.some((item) => raises(item, next(item)))) ? "title.senior" : rule;
}

const isDeputy = (item: TitleItem, head: TitleItem): boolean =>
  has(item, "deputy") ||
  (item !== head && item.noun?.language === "en" && /^(?:assistant|asst|associate)$/.test(item.text));

const isProgramme = (item: TitleItem | undefined): boolean => item !== undefined && isIn(item, "programme");
/** A director whose department is named by students, as in "Student Affairs Director". */
const isNamedByStudents = (item: TitleItem, rule: string): boolean =>
  item.text.startsWith("student") && rule !== "title.individual" && rule !== "title.aide";

/** Words before a noun that raise it: "Lead Designer", "Principal Consultant", "Staff Engineer". */
function raises(item: TitleItem, next: TitleItem | undefined): boolean {
  if (next === undefined) return false;
  if (has(item, "lead") || item.text === "principal") return !isIn(next, "leads");
  return has(item, "staff") && isIn(next, "technical");
}
