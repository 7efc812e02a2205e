// Reads the words of a part of a title as items: nouns, marks and other words, with what each is about.
import type { Department } from "../../schema/title-rules.ts";
import type { TitleField } from "./title-fields.ts";
import type { Lexicon, TitleNoun } from "./title-lexicon.ts";
import type { TitleMark } from "./title-marks.ts";
import { isCjk, type TitlePart, type TitleWord } from "./title-text.ts";

export interface TitleItem {
  readonly text: string;
  readonly noun: TitleNoun | null;
  readonly marks: ReadonlySet<TitleMark>;
  readonly fields: ReadonlySet<TitleField>;
  readonly departments: readonly Department[];
  readonly hyphen: boolean;
  readonly possessive: boolean;
}

export const has = ({ marks }: TitleItem, mark: TitleMark): boolean => marks.has(mark);
export const isIn = ({ fields }: TitleItem, field: TitleField): boolean => fields.has(field);
/** The item says nothing that the vocabulary knows. */
export const isUnknown = ({ noun, marks, departments, fields }: TitleItem): boolean =>
  noun === null && marks.size === 0 && departments.length + fields.size === 0;

/** The items of a part. The longest phrase at each place is one item. */
export function itemsOf({ words }: TitlePart, lexicon: Lexicon): readonly TitleItem[] {
  const items: TitleItem[] = [];
  for (let at = 0; at < words.length;) {
    const { item, length } = itemAt(words, at, lexicon);
    items.push(item);
    at += length;
  }
  return items.map((item, index) => withoutTwoMeanings(item, items.slice(0, index)));
}

function itemAt(words: readonly TitleWord[], at: number, lexicon: Lexicon): { item: TitleItem; length: number } {
  for (let length = Math.min(lexicon.longest, words.length - at); length > 1; length -= 1) {
    const phrase = words.slice(at, at + length);
    if (phrase.slice(0, -1).some(({ possessive }) => possessive)) continue;
    const text = phrase.map((word) => word.text).join(" ");
    const found = lexicon.find(text);
    const isTopic = lexicon.topicsOf(text).size > 0 && !phrase.some((word) => hasNoun(word.text, lexicon));
    if (found || isTopic) return { item: itemOf(text, phrase, found, lexicon), length };
  }
  const word = words.slice(at, at + 1);
  const text = word[0]?.text ?? "";
  const bare = text.startsWith("ال") ? text.slice(2) : text;
  const found = lexicon.find(text) ?? lexicon.find(bare) ?? lexicon.findCompound(text);
  return { item: itemOf(text, word, found, lexicon), length: 1 };
}

const hasNoun = (word: string, lexicon: Lexicon): boolean =>
  Boolean((lexicon.find(word) ?? lexicon.findCompound(word))?.noun);

function itemOf(
  text: string,
  words: readonly TitleWord[],
  found: ReturnType<Lexicon["find"]>,
  lexicon: Lexicon,
): TitleItem {
  const topics = new Set(
    [text, ...(words.length > 1 ? words.map((word) => word.text) : [])].flatMap((one) => [...lexicon.topicsOf(one)]),
  );
  const isPhraseTopic = words.length > 1 && lexicon.topicsOf(text).size > 0;
  const kept = isPhraseTopic ? [...lexicon.topicsOf(text)] : [...topics];
  return {
    text,
    noun: found?.noun ?? null,
    marks: found?.marks ?? new Set(),
    fields: new Set(kept.flatMap((topic) => (topic.startsWith("in:") ? [topic.slice(3) as TitleField] : []))),
    departments: kept.flatMap((topic) => (topic.startsWith("in:") ? [] : [topic as Department])),
    hyphen: words[0]?.hyphen ?? false,
    possessive: words.at(-1)?.possessive ?? false,
  };
}

/**
 * Some short words are a title or another word: "AD" is a managing director in Italian, and "a. D." is German for retired after a noun; "PA" is an
 * assistant, and "på" a Swedish preposition after a noun; "AI" is a field, and an Italian preposition after a noun.
 */
function withoutTwoMeanings(item: TitleItem, before: readonly TitleItem[]): TitleItem {
  const isBoth = item.marks.has("former") || item.marks.has("preposition");
  const isOther = item.noun !== null || (item.departments.length > 0 && item.marks.has("preposition"));
  if (!isOther || !isBoth || isCjk(item.text) || (item.noun?.prefix ?? "") !== "") return item;
  const last = before.at(-1);
  const isAfterNoun = before.some(({ noun }) => noun !== null) && last !== undefined && !has(last, "preposition");
  return isAfterNoun
    ? { ...item, noun: null }
    : { ...item, marks: new Set([...item.marks].filter((mark) => mark !== "former" && mark !== "preposition")) };
}
