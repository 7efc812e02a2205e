// Scorers: each gives an answer a score from 0 to 1. They are pure functions of the expectation and the answer.
import { canonicalJson } from "../schema/canonical.ts";

/** A case with its answer and its score. */
export interface Scored {
  readonly expected: unknown;
  readonly found: unknown;
  readonly score: number;
}

/** 1 when both are the same JSON; the order of fields does not matter. Otherwise 0. */
export const isEqual = (expected: unknown, found: unknown): number =>
  canonicalJson(expected) === canonicalJson(found) ? 1 : 0;

/** The mean of the scores. Without scores it is 0: an empty suite must not look perfect. */
export const mean = (scores: readonly number[]): number =>
  scores.length === 0 ? 0 : scores.reduce((sum, one) => sum + one, 0) / scores.length;

/**
 * The agreement of two orders: the share of all expected pairs that have the same order in `found`. An expected entry that is missing agrees in
 * no pair; an unexpected entry is ignored. An expectation of fewer than two entries has no pairs: the score is 1 when all its entries are found.
 */
export function orderAgreement(expected: readonly string[], found: readonly string[]): number {
  if (expected.length < 2) return expected.every((one) => found.includes(one)) ? 1 : 0;
  const pairs = expected.flatMap((first, index) => expected.slice(index + 1).map((second) => [first, second] as const));
  const agreeing = pairs.filter(([first, second]) => {
    const [at, then] = [found.indexOf(first), found.indexOf(second)];
    return at >= 0 && then > at;
  });
  return agreeing.length / pairs.length;
}

/**
 * The agreement of classes: the mean, over the expected classes, of the share that was found. Each class has the same weight, so a model that
 * always answers with the most frequent class gains nothing.
 */
export function classAgreement(pairs: readonly { readonly expected: string; readonly found: string }[]): number {
  const classes = [...new Set(pairs.map(({ expected }) => expected))];
  return mean(
    classes.map((one) => {
      const of = pairs.filter(({ expected }) => expected === one);
      return of.filter(({ found }) => found === one).length / of.length;
    }),
  );
}

export interface Claim {
  readonly text: string;
  /** The references of the sources that the claim cites. */
  readonly evidence: readonly string[];
}

/**
 * Whether the cited sources contain every number and every name of the claim. A number is digits with the signs between them; a name is a word
 * with a capital letter that does not begin a sentence. A claim without a citation, or with an unknown one, is not supported.
 */
export function isSupported({ text, evidence }: Claim, sources: Readonly<Record<string, string>>): boolean {
  if (evidence.length === 0 || evidence.some((ref) => sources[ref] === undefined)) return false;
  const sourceWords = wordsOf(evidence.map((ref) => sources[ref] ?? "").join("\n"));
  return [...numbersOf(text), ...namesOf(text)].every((one) => sourceWords.has(one));
}

/** The share of the claims that are supported. It is 1 for a draft without claims. */
export const groundedness = (claims: readonly Claim[], sources: Readonly<Record<string, string>>): number =>
  claims.length === 0 ? 1 : mean(claims.map((claim) => (isSupported(claim, sources) ? 1 : 0)));

const NUMBER = /\p{N}+(?:[.,:/]\p{N}+)*/gu;
const WORD = /[\p{L}\p{M}][\p{L}\p{M}'’-]*/gu;

/** The number without separators of thousands, since texts write "1,200" and "1200". */
const plainNumber = (number: string): string => number.replaceAll(/[.,](?=\p{N}{3}(?:\D|$))/gu, "");
const plainWord = (word: string): string =>
  word.normalize("NFKC").toLowerCase().replaceAll("’", "'").replace(/'s$/, "");

const numbersOf = (text: string): string[] => (text.match(NUMBER) ?? []).map(plainNumber);

function namesOf(text: string): string[] {
  return [...text.matchAll(WORD)]
    .filter(([word], index) => /^\p{Lu}/u.test(word) && index > 0)
    .filter((match) => !/(?:^|[.!?:]["”']?\s+)$/u.test(text.slice(0, match.index)))
    .map(([word]) => plainWord(word))
    .filter((word) => word !== "i" && !word.startsWith("i'"));
}

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set([...numbersOf(text), ...(text.match(WORD) ?? []).map(plainWord)]);
