// Reads the labels of a form: which field of ours a label or question means, and whether it names another person. The words are data by
// language (label-words.ts); a deployment's own labels of a source go first.
import * as z from "zod";
import {
  type Field,
  FIELDS,
  FILLER_WORDS,
  LABEL_WORDS,
  OTHER_PERSON_WORDS,
  OWN_WORDS,
  SECOND_WORDS,
} from "./label-words.ts";

const LABEL_CHARACTERS = 200;

/** A source's own labels by field, in any spelling: they go before the words of languages. */
export const SourceLabels = z.partialRecord(z.enum(FIELDS), z.array(z.string().min(1).max(LABEL_CHARACTERS)).max(40));
export type SourceLabels = z.infer<typeof SourceLabels>;

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

/** A text as the words of a label, in lower case without accents: `firstName`, `First_Name`, "First name (required)*" become the same. */
function wordsOf(text: string): readonly string[] {
  const bare = text.slice(0, LABEL_CHARACTERS).replace(BESIDE, " ");
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

const FIELD_OF: ReadonlyMap<string, Field> = new Map(
  Object.values(LABEL_WORDS)
    .toReversed()
    .flatMap((words) =>
      FIELDS.toReversed().flatMap((field) =>
        listOf(words[field] ?? "").map((label) => [plainLabel(label), field] as const),
      ),
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
export function sourceField(label: string, labels: SourceLabels): Field | undefined {
  const asked = wordsOf(label).join(" ");
  return FIELDS.find((field) => labels[field]?.some((one) => wordsOf(one).join(" ") === asked));
}

/** The field that a label means, by the words of all languages; undefined where it means none. */
export function fieldOf(label: string): Field | undefined {
  const plain = plainLabel(label);
  const found = FIELD_OF.get(plain);
  if (found !== undefined) return found;
  // "What is the best email to reach you at?": an address is no other thing.
  return /(?:^| )e ?mail(?: |$)/u.test(plain) && plain.split(" ").length <= MOST_QUESTION_WORDS ? "email" : undefined;
}
const MOST_QUESTION_WORDS = 10;

/** What programs put into a submission that no person answered: ids, addresses of pages, browsers, secrets. */
const TECHNICAL =
  /^(?:(?:(?:form|form element|event|submission|response|respondent|lead|contact|user|ad|adset|adgroup|campaign|page|post|site|account|workspace|portal|object|entry|unique|visitor|session|client|run|signal|creative|google|api|webhook|request|message|transaction|payment|hubspot|hs|team|receipt|landing page|source|g) )?(?:id|ids|uuid|guid|ip|key|secret|token|nonce|signature|password|csrf|captcha|recaptcha|hcaptcha|turnstile|hash|slug|ref|version|schema|url|uri|referer|referrer url|path|locale)|id|kind|type|source|event|event type|event name|object|action|status|score|verdict|provenance|policy|receipt|signal|flags|sends|run id|timestamp|time stamp|utm \w+|utm|gclid|fbclid|msclkid|gcl id|hutk|user agent|useragent|remote ip|ip address|page url|page name|page title|page path|site url|source url|powered by|form|form name|form title|formtitle|form element id|honeypot|honey|bot field|gotcha|cookie\w*|trigger type|method|landed at|vid|network|platform|is test|is organic|api version|campaign\w*|campaign name|ad name|adset name|adgroup name|creative\w*|post id|transaction id|payment\w*|created by|date updated|updated at|updatedat|is starred|is read|currency|submit|submit source|build date|js execution tracker|event source|webhook url|username|pretty|auto submitted|portal|handshake key|unread)$/u;

/** Whether an entry is the form program's own, and no answer. */
export const isTechnical = (label: string): boolean => {
  const words = wordsOf(label).join(" ");
  return TECHNICAL.test(words) && !/^(?:linkedin|profile|website|company) url$/u.test(words);
};

export type Fields = Readonly<Partial<Record<Field, unknown>>>;

/** The fields among a program's own entries, for events that no form makes. A repeated field keeps its first value; what has no field is left out. */
export function pickFields(entries: Iterable<readonly [label: string, value: unknown]>): Fields {
  const fields: Partial<Record<Field, unknown>> = {};
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
