// What an answer is worth, from 0 to 1. Pure: an expectation and an answer in, a number out.
import { canonicalJson } from "../schema/canonical.ts";

/** A case with what came of it. */
export interface Scored {
  readonly expected: unknown;
  readonly found: unknown;
  readonly score: number;
}

/** 1 when both are the same JSON, whatever the order of their fields; else 0. */
export const isEqual = (expected: unknown, found: unknown): number =>
  canonicalJson(expected) === canonicalJson(found) ? 1 : 0;

/** Nothing scored is worth nothing: an empty suite must not look like a perfect one. */
export const mean = (scores: readonly number[]): number =>
  scores.length === 0 ? 0 : scores.reduce((sum, one) => sum + one, 0) / scores.length;

/**
 * How far an order is the one that was expected: the share of its pairs that stand the same way round. What is expected and missing agrees in no
 * pair; what was not expected is not looked at. One that has fewer than two entries has no order to be wrong about: then it is there, or not.
 */
export function orderAgreement(expected: readonly string[], found: readonly string[]): number {
  if (expected.length < 2) return expected.every((one) => found.includes(one)) ? 1 : 0;
  const pairs = expected.flatMap((first, index) => expected.slice(index + 1).map((second) => [first, second] as const));
  const kept = pairs.filter(([first, second]) => {
    const [at, then] = [found.indexOf(first), found.indexOf(second)];
    return at >= 0 && then > at;
  });
  return kept.length / pairs.length;
}

/**
 * Agreement on classes, each class weighing the same: the mean, over the classes that were expected, of the share that was found. A guess of the
 * most frequent class gains nothing by being frequent.
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
  /** The sources it cites. */
  readonly evidence: readonly string[];
}

/**
 * Whether what a claim cites has every number and every name of the claim. A number is digits with what stands between them; a name is a word with
 * a capital letter that does not begin the sentence. A claim that cites nothing, or something that is not there, is not supported.
 */
export function isSupported({ text, evidence }: Claim, sources: Readonly<Record<string, string>>): boolean {
  if (evidence.length === 0 || evidence.some((ref) => sources[ref] === undefined)) return false;
  const said = wordsOf(evidence.map((ref) => sources[ref] ?? "").join("\n"));
  return [...numbersOf(text), ...namesOf(text)].every((one) => said.has(one));
}

/** The share of the claims that are supported; 1 of a draft that claims nothing. */
export const groundedness = (claims: readonly Claim[], sources: Readonly<Record<string, string>>): number =>
  claims.length === 0 ? 1 : mean(claims.map((claim) => (isSupported(claim, sources) ? 1 : 0)));

const NUMBER = /\p{N}+(?:[.,:/]\p{N}+)*/gu;
const WORD = /[\p{L}\p{M}][\p{L}\p{M}'’-]*/gu;

/** Thousands are written with and without a sign. */
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
