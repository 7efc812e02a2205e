import { describe, it } from "vitest";
import { LEXICONS } from "./lexicon/all.ts";
import { PhraseBook } from "./phrase-patterns.ts";
import { phrasesOf } from "./phrase-source.ts";
import { readSentences, SECTIONS } from "./phrase-books.ts";

const NO_BOUNDS = { leads: new Set<string>(), tails: new Set<string>(), contrasts: new Set<string>() };
const read = (section: string, sets: Readonly<Record<string, string>> = {}) => phrasesOf(section, sets, "en optOut");
const has = (section: string, text: string): boolean =>
  readSentences(text).some((sentence) => new PhraseBook(read(section), NO_BOUNDS).has(sentence));

describe("alternatives of several words", () => {
  it.for([
    ["{stop|give up} writing", "give up writing", true],
    ["{stop|give up} writing", "stop writing", true],
    ["{stop|give up} writing", "stop up writing", false],
    ["{keep|leave} {me|us} out", "leave us out", true],
    ["write {no more|never}", "write no more", true],
    ["stop {all of}? it", "stop it", true],
    ["stop {all of}? it", "stop all of it", true],
    ["stop {all of}? it", "stop of it", false],
    ["{please|kindly}? stop", "stop", true],
    ["配信{停止|を解除}", "配信を解除", true],
    ["DMは不要", "DMは不要", true],
  ] as const)("%j in %j: %s", ([section, text, found], { expect }) => {
    expect(has(section, text)).toBe(found);
  });
});

describe("a phrase that cannot be meant", () => {
  it.for([
    ["stop|give up writing", '"up" beside "stop|give"'],
    ["go away|off", '"go" beside "away|off"'],
    ["stop {now", "a brace has no partner"],
    ["un{subscribe|list} me", "a group needs a space beside it"],
    ["stop|", "an alternative is empty"],
    ["e-mail me", 'no text has the word "e-mail"'],
    ["don't write", 'no text has the word "don\'t"'],
    ["stop ~~~ it", 'no text has the word "~~~"'],
    ["<nobody> stop", "no set of words is named nobody"],
    ["ab*", "a stem needs 3 letters"],
    ["~ ^", 'no text has the word "^"'],
    ["!", "a phrase needs a word"],
    ["~~", "a phrase needs a first word"],
    ["opt out", '"opt out" is one word in a text: optout'],
    ["配信停止|解除", '"配信停止" is several words'],
    ["退订。", 'no text has the word "。"'],
  ])("is refused with its place: %j", ([source, reason], { expect }) => {
    expect(() => read(`stop it\n${source}; quit`)).toThrow(/^lexicon en optOut, line 2: /);
    expect(() => read(source!)).toThrow(`${reason}`);
  });
});

describe("the lexicons", () => {
  it.for(Object.keys(LEXICONS) as (keyof typeof LEXICONS)[])("can be read as a whole: %s", (language, { expect }) => {
    const lexicon = LEXICONS[language];
    for (const section of SECTIONS)
      expect(() => phrasesOf(lexicon[section] ?? "", lexicon.sets, `${language} ${section}`)).not.toThrow();
  });
});
