// Reads the labels of a form: which field of ours a label or question means, and whether it names another person. The words are data by
// language (label-words.ts); a deployment's own labels of a source go first.
import { FormField } from "../../schema/lists.ts";
import { LABEL_CHARACTERS, type SourceLabels } from "../../schema/source-labels.ts";
import { FILLER_WORDS, LABEL_WORDS, OTHER_PERSON_WORDS, OWN_WORDS, SECOND_WORDS } from "./label-words.ts";

/** Without accents, in lower case: `Prénom` and `PRENOM` are the same label. */
const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ı", "i")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l");

/** What stands in a label beside its words: recalled answers, tags, formatting, remarks in brackets. */
const BESIDE = /\{\{[^{}]*\}\}|\{[^{}]*\}|<[^<>]*>|\([^()]*\)|\[[^[\]]*\]|（[^（）]*）|【[^【】]*】/gu;
/** Ids that form builders put before or after a name: q3_, field_1, wpforms-4, input-2. */
const BUILDER_WORD = /^(?:q?\d+|wpforms|wpcf7|acf|fld|frm|gform)$/u;

/** Elementor's label of a field without one, before the name that the page gave it. */
const NO_LABEL = /^no label\s+(?=\S)/iu;

/** A text as the words of a label, in lower case without accents: `firstName`, `First_Name`, "First name (required)*" become the same. */
export function wordsOf(text: string): readonly string[] {
  const bare = text.slice(0, LABEL_CHARACTERS).replace(NO_LABEL, "").replace(BESIDE, " ");
  const given = /[\p{L}\p{N}]/u.test(bare) ? bare : text.slice(0, LABEL_CHARACTERS);
  const split = given
    .replaceAll("\u2019", "'")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  return folded(split).match(/[\p{L}\p{N}']+/gu) ?? [];
}

const listOf = (words: string): readonly string[] => words.split(", ").map((word) => word.trim());
const FILLERS = new Set(listOf(FILLER_WORDS).flatMap((word) => wordsOf(word)));

/** Chinese and Japanese write them without a blank before or after the field. */
const UNSPACED_FILLERS = new RegExp(
  [...FILLERS].filter((word) => /^[\p{Script=Han}\p{Script=Hiragana}]{2,}$/u.test(word)).join("|") || "(?!)",
  "gu",
);

/** A label or question without what says nothing about its field. */
export function plainLabel(label: string): string {
  const words = wordsOf(label).filter((word) => !BUILDER_WORD.test(word));
  const plain = words
    .map((word) => word.replace(UNSPACED_FILLERS, ""))
    .filter((word) => word !== "" && !FILLERS.has(word));
  // "Name?" in a language whose word for a field is a filler in another one.
  return (plain.length === 0 ? words : plain).join(" ");
}

const FIELD_OF: ReadonlyMap<string, FormField> = new Map(
  Object.values(LABEL_WORDS)
    .toReversed()
    .flatMap((words) =>
      FormField.options
        .toReversed()
        .flatMap((field) => listOf(words[field] ?? "").map((label) => [plainLabel(label), field] as const)),
    )
    .filter(([label]) => label !== ""),
);

/** Words by which one among the words of a label is found; those of Chinese and Japanese stand without blanks. */
function finder(lists: readonly string[]): (label: string) => boolean {
  const words = lists.flatMap(listOf).filter((word) => word !== "");
  const isUnspaced = (word: string): boolean => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word);
  const unspaced = words.filter(isUnspaced).map(folded);
  const spaced = words
    .filter((word) => !isUnspaced(word))
    .map((word) => ({ word: wordsOf(word.replace("*", "")).join(" "), isStem: word.endsWith("*") }));
  const single = spaced.filter(({ word }) => !word.includes(" "));
  const whole = new Set(single.map(({ word }) => word));
  const stems = new Set(single.filter(({ isStem }) => isStem).map(({ word }) => word));
  const phrases = spaced
    .filter(({ word }) => word.includes(" "))
    .map(({ word, isStem }) => (isStem ? ` ${word}` : ` ${word} `));
  const isWord = (word: string): boolean => {
    const plain = word.replace(/'s$/u, "");
    return whole.has(plain) || Array.from(plain, (_, at) => plain.slice(0, at + 1)).some((start) => stems.has(start));
  };
  return (label) => {
    const given = wordsOf(label);
    const text = ` ${given.join(" ")} `;
    return (
      given.some(isWord) ||
      phrases.some((phrase) => text.includes(phrase)) ||
      unspaced.some((word) => text.includes(word))
    );
  };
}

/** Whether a label names another person than the one who filled the form in. */
export const namesOther = finder(Object.values(OTHER_PERSON_WORDS));
/** Whether a label says that the address is the person's own, and the one to use. */
export const saysOwn = finder([OWN_WORDS]);
/** Whether a label says that the address is a second one: a private one, or a repetition. */
export const saysSecond = (label: string): boolean =>
  hasSecondWord(label) || /[a-z\s_-](?:[2-9]|1\d)$/iu.test(label.trim());
const hasSecondWord = finder([SECOND_WORDS]);

/** The field that a source's own labels give one; undefined for other labels. */
export function sourceField(label: string, labels: SourceLabels): FormField | undefined {
  const asked = wordsOf(label).join(" ");
  return FormField.options.find((field) => labels[field]?.some((one) => wordsOf(one).join(" ") === asked));
}

/** The field that a label means, by the words of all languages; undefined where it means none. */
export function fieldOf(label: string): FormField | undefined {
  const short = label.slice(0, LABEL_CHARACTERS);
  const plain = plainLabel(short);
  const found =
    partOf(short) ??
    FIELD_OF.get(plain) ??
    // "LinkedIn" and "WhatsApp" are one word each.
    FIELD_OF.get(plainLabel(short.toLowerCase())) ??
    sameOfAll(short) ??
    withoutId(short);
  if (found !== undefined) return found;
  // "What is the best email to reach you at?": an address is no other thing.
  return /(?:^| )e ?mail(?: |$)/u.test(plain) && plain.split(" ").length <= MOST_QUESTION_WORDS ? "email" : undefined;
}
const wholeField = (label: string): FormField | undefined => FIELD_OF.get(plainLabel(label));

/** "Name (First)" and "Name: First Name" are that part of it. */
function partOf(label: string): FormField | undefined {
  const { whole, part } =
    (
      /^(?<whole>[^():]{1,100})(?:\((?<part>[^()]{1,60})\)|:)\W*$/u.exec(label) ??
      /^(?<whole>[^():]{1,100}):\s*(?<part>[^():]{1,60})$/u.exec(label)
    )?.groups ?? {};
  if (whole === undefined || part === undefined || wholeField(whole) !== "name") return undefined;
  const field = wholeField(part);
  return field === "firstName" || field === "lastName" ? field : undefined;
}

/** "Company / Organisation": all its names mean the same field. */
function sameOfAll(label: string): FormField | undefined {
  const names = label.split(/\s*[/|]\s*/u);
  if (names.length < 2 || names.length > MOST_NAMES) return undefined;
  const fields = new Set(names.map(wholeField));
  const [field] = fields;
  return fields.size === 1 ? field : undefined;
}
const MOST_NAMES = 4;

/** Names that a form builder made different by an id: `fullName3`, `first_name_9f2a`, `email_1523908522106`. */
function withoutId(label: string): FormField | undefined {
  // The last digits of a payment card.
  if (/^last_?4$/iu.test(label)) return undefined;
  const field = wholeField(
    label.replace(/[_\s-](?:\d[a-z0-9]{0,39}|[a-f]{1,8}\d[a-f0-9]{0,31})$/u, "").replace(/(?<=\p{L}{2})\d{1,3}$/u, ""),
  );
  // A numbered question stays below its label.
  return field === "text" || field === "subject" ? undefined : field;
}
const MOST_QUESTION_WORDS = 10;

export type Fields = Readonly<Partial<Record<FormField, unknown>>>;

/** The fields among a program's own entries, for events that no form makes. A repeated field keeps its first value; what has no field is left out. */
export function pickFields(entries: Iterable<readonly [label: string, value: unknown]>): Fields {
  const fields: Partial<Record<FormField, unknown>> = {};
  for (const [label, value] of entries) {
    const field = fieldOf(label);
    if (field !== undefined && isPresent(value) && !Object.hasOwn(fields, field)) fields[field] = value;
  }
  return fields;
}

/** Null, undefined and blank text are unfilled fields. */
export const isPresent = (value: unknown): boolean =>
  value !== undefined && value !== null && !(typeof value === "string" && value.trim() === "");

/** The own properties of an object; nothing for other values. */
export const entriesOf = (value: unknown): readonly [string, unknown][] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
