// The lexicon of titles in the form in which the grammar looks words up: folded, with the endings of gender and of compounds.
import type { Department, Seniority, TitleRules, TitleVocabulary } from "../../schema/title-rules.ts";
import { DEPARTMENTS, FIELDS, type TitleField } from "./title-fields.ts";
import { MARKS, MARKS_2, type TitleMark } from "./title-marks.ts";
import { folded, isCjk } from "./title-text.ts";
import { TRADES } from "./title-trades.ts";

/** A noun of a title rule. */
export interface TitleNoun {
  readonly ruleId: string;
  /** The noun in the form of the lexicon. */
  readonly base: string;
  /** The first noun decides, as in French; otherwise the last one does, as in English. */
  readonly leadsPhrase: boolean;
  readonly language: string;
  /** What stands before the noun in a compound: "vertrieb" in "Vertriebsleiter". */
  readonly prefix: string;
}

export interface FoundWord {
  readonly noun: TitleNoun | null;
  readonly marks: ReadonlySet<TitleMark>;
}

type Topic = Department | `in:${TitleField}`;

export interface Lexicon {
  /** The noun and the marks of a word, or of several words as a phrase. */
  readonly find: (phrase: string) => FoundWord | null;
  /** The noun at the end of a compound. */
  readonly findCompound: (word: string) => FoundWord | null;
  /** Whether a word or phrase belongs to sentences only. */
  readonly isSpeech: (phrase: string) => boolean;
  /** What the words of a phrase are about. */
  readonly topicsOf: (phrase: string) => ReadonlySet<Topic>;
  /** The most words of a phrase. */
  readonly longest: number;
  readonly seniorities: ReadonlyMap<string, Seniority>;
  /** The version of the words and of the grammar around them. */
  readonly vocabulary: TitleVocabulary;
}

/** The first noun decides in these languages: "Assistente del direttore", "Asystent dyrektora". */
const FIRST_NOUN_DECIDES = new Set(["fr", "es", "it", "pt", "pl", "ru", "ar"]);
/** German "Leiter" and "Leitung" have what they lead after them: "Leitung Einkauf". */
const LEADS_AFTER = /(?:leiter|leitung)$/;

/** An abbreviation may be another word in English, as "AD" in "Ad Copy Writer", so that a noun after it decides. */
const LONGEST_ABBREVIATION = 3;

/** The shortest noun that is read at the end of a compound. A shorter one ends too many other words. */
const SHORTEST_END = 4;
const SHORTEST_ENGLISH_END = 5;
/** The longest end of a compound that is looked up, so that the work for a word is linear in its length. */
const LONGEST_END = 24;
/** The longest stem of a topic. */
const LONGEST_STEM = 16;

/** Endings of gender, number and case, with what stands in their place in the lexicon. */
const ENDINGS: readonly (readonly [ending: string, instead: string, least: number])[] = [
  ["innen", "", 3],
  ["in", "", 3],
  ["trice", "teur", 2],
  ["trice", "tore", 2],
  ["rice", "eur", 3],
  ["euse", "eur", 2],
  ["iere", "ier", 2],
  ["ienne", "ien", 2],
  ["enne", "en", 2],
  ["ffe", "f", 2],
  ["aresse", "aar", 3],
  ["ster", "er", 5],
  ["essa", "e", 3],
  ["esa", "e", 4],
  ["ora", "or", 2],
  ["oa", "o", 3],
  ["czka", "k", 3],
  ["ka", "", 4],
  ["a", "o", 2],
  ["a", "e", 3],
  ["a", "y", 4],
  ["a", "", 5],
  ["er", "", 5],
  ["es", "", 5],
  ["em", "", 5],
  ["en", "", 5],
  ["e", "", 4],
  ["s", "", 5],
  ["ة", "", 3],
];

const compiled = new WeakMap<TitleRules, Lexicon>();

/** The compiled lexicon, once for each policy object, because a policy object is never changed. */
export function lexiconOf(policy: TitleRules): Lexicon {
  const known = compiled.get(policy);
  if (known) return known;
  const lexicon = compile(policy);
  compiled.set(policy, lexicon);
  return lexicon;
}

const listed = (words: string): readonly string[] =>
  words
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => folded(word.replaceAll(/[_-]/g, " ")).trim());

function compile({ rules, vocabulary }: TitleRules): Lexicon {
  const nouns = new Map<string, TitleNoun>();
  for (const { id, words } of [...rules, { id: "title.individual", words: TRADES }])
    for (const [language, text] of Object.entries(words))
      for (const base of listed(text)) {
        const leadsPhrase =
          (FIRST_NOUN_DECIDES.has(language) && base.length > LONGEST_ABBREVIATION) || LEADS_AFTER.test(base);
        if (!nouns.has(base)) nouns.set(base, { ruleId: id, base, leadsPhrase, language, prefix: "" });
      }
  const marked = new Map<string, Set<TitleMark>>();
  const marks = [...Object.entries(MARKS), ...(vocabulary === 1 ? [] : Object.entries(MARKS_2))];
  for (const [mark, text] of marks)
    for (const word of listed(text)) marked.set(word, (marked.get(word) ?? new Set()).add(mark as TitleMark));
  const { exact, stems, ends } = topics();

  const plain = (word: string): FoundWord | null => {
    const noun = nouns.get(word) ?? null;
    const set = marked.get(word);
    return noun || set ? { noun, marks: set ?? NO_MARKS } : null;
  };
  const find = (phrase: string): FoundWord | null => {
    const found = plain(phrase);
    if (found || phrase.length < SHORTEST_END) return found;
    return firstOf(phrase.includes(" ") ? phraseFormsOf(phrase) : formsOf(phrase), plain);
  };
  return {
    find,
    findCompound: (word) => compound(word, { nouns, marked }),
    isSpeech: (phrase) => marked.get(phrase)?.has("speech") ?? false,
    topicsOf: (phrase) => {
      const found = new Set(exact.get(phrase));
      if (!phrase.includes(" "))
        for (let length = 2; length <= Math.min(phrase.length, LONGEST_STEM); length += 1)
          for (const topic of [
            ...(stems.get(phrase.slice(0, length)) ?? []),
            ...(ends.get(phrase.slice(-length)) ?? []),
          ])
            found.add(topic);
      if (isCjk(phrase))
        for (const part of shortPartsOf(phrase)) for (const topic of exact.get(part) ?? []) found.add(topic);
      return found;
    },
    longest: Math.max(...[...nouns.keys(), ...marked.keys(), ...exact.keys()].map((key) => key.split(" ").length)),
    seniorities: new Map(rules.map(({ id, seniority }) => [id, seniority])),
    vocabulary,
  };
}

const NO_MARKS: ReadonlySet<TitleMark> = new Set();

function topics() {
  const exact = new Map<string, Topic[]>();
  const stems = new Map<string, Topic[]>();
  const ends = new Map<string, Topic[]>();
  const add = (text: string, topic: Topic): void => {
    for (const word of text.split(" ").filter((one) => one !== "")) {
      const map = word.endsWith("*") ? stems : word.startsWith("*") ? ends : exact;
      const key = folded(word.replaceAll("*", "").replaceAll(/[_-]/g, " ")).trim();
      map.set(key, [...(map.get(key) ?? []), topic]);
    }
  };
  for (const [department, text] of Object.entries(DEPARTMENTS)) add(text, department as Department);
  for (const [field, text] of Object.entries(FIELDS)) add(text, `in:${field as TitleField}`);
  return { exact, stems, ends };
}

/** The word without its ending of gender, number or case, in each form that the lexicon may have. */
function formsOf(word: string): readonly string[] {
  return ENDINGS.filter(([ending, , least]) => word.endsWith(ending) && word.length - ending.length >= least).map(
    ([ending, instead]) => word.slice(0, -ending.length) + instead,
  );
}

/** Of a phrase, the first and the last word may each have another ending: "geschäftsführender Gesellschafter", "directrice générale". */
function phraseFormsOf(phrase: string): readonly string[] {
  const first = phrase.slice(0, phrase.indexOf(" "));
  const last = phrase.slice(phrase.lastIndexOf(" ") + 1);
  const middle = phrase.slice(first.length, phrase.length - last.length);
  const lasts = [last, ...formsOf(last)];
  return [first, ...formsOf(first)].flatMap((one) => lasts.map((other) => one + middle + other));
}

function firstOf<T>(forms: readonly string[], find: (form: string) => T | null): T | null {
  for (const form of forms) {
    const found = find(form);
    if (found) return found;
  }
  return null;
}

function compound(
  word: string,
  { nouns, marked }: { nouns: ReadonlyMap<string, TitleNoun>; marked: ReadonlyMap<string, ReadonlySet<TitleMark>> },
): FoundWord | null {
  const least = isCjk(word) ? 1 : SHORTEST_END;
  const forms = isCjk(word) ? [word] : [word, ...formsOf(word)];
  for (let start = Math.max(1, word.length - LONGEST_END); start <= word.length - least; start += 1) {
    for (const form of forms) {
      const noun = nouns.get(form.slice(start));
      if (!noun || noun.base.length < least || (noun.language === "en" && !endsEnglishCompound(noun))) continue;
      const prefix = form.slice(0, start);
      const kept = [...(marked.get(noun.base) ?? [])].filter((mark) => BASE_MARKS.has(mark));
      return { noun: { ...noun, prefix }, marks: new Set([...marksOfPrefix(prefix, marked), ...kept]) };
    }
  }
  return null;
}

/** An English word is read at the end of another one only when it is no title of the top: a wheelchair is no chair. */
const endsEnglishCompound = ({ base, ruleId }: TitleNoun): boolean =>
  base.length >= SHORTEST_ENGLISH_END && !/^title\.(?:c_level|board|founder|president|vp|head)$/.test(ruleId);

/** The marks of the beginning of a compound: "Senior" in "Seniorberater", "副" in "副总经理". */
function marksOfPrefix(prefix: string, marked: ReadonlyMap<string, ReadonlySet<TitleMark>>): ReadonlySet<TitleMark> {
  const ends = isCjk(prefix) ? [prefix, prefix.slice(0, 1), prefix.slice(0, 2), prefix.slice(0, 3)] : [prefix];
  const found = ends.flatMap((one) => [...(marked.get(one) ?? [])]);
  return new Set(found.filter((mark) => COMPOUND_MARKS.has(mark)));
}

/** The marks of the end of a compound that are also those of the whole: "Produktmanager", "Klassensprecher". */
const BASE_MARKS: ReadonlySet<TitleMark> = new Set(["manages", "seat"]);
const COMPOUND_MARKS: ReadonlySet<TitleMark> = new Set(["senior", "junior", "deputy", "former", "chief", "lead"]);

function shortPartsOf(word: string): readonly string[] {
  const starts = [...Array(Math.min(word.length, LONGEST_STEM)).keys()];
  return starts.flatMap((start) => [1, 2, 3, 4].map((length) => word.slice(start, start + length)));
}
