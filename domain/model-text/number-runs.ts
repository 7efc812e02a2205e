// Splits running text into runs of digits with the separators that people write within one number. What a run is, is decided in
// cards.ts and phones.ts.

/** Digits without a separator between them. */
export interface Group {
  readonly digits: string;
  readonly at: number;
  readonly end: number;
}

/** Groups that may be one number, with the signs before the first and what stands between them. */
export interface Run {
  readonly groups: readonly Group[];
  /** Where the signs before the first group begin: `+`, `(`, `+(`. */
  readonly at: number;
  readonly hasPlus: boolean;
}

/** A number in one line. No comma and no dot before a gap: they divide the numbers of a list, thousands, and sentences. */
const RUN = /(?:\+\s?\(?|\(\s?\+?)?\d(?:(?:[ \t()/\-·~_]|\.(?!\s)){0,4}\d)*/gu;

export function runsIn(view: string): Run[] {
  return [...view.matchAll(RUN)].map(({ 0: run, index }) => {
    const groups = [...run.matchAll(/\d+/g)].map(({ 0: digits, index: within }) => ({
      digits,
      at: index + within,
      end: index + within + digits.length,
    }));
    const sign = /^[+(\s]*/.exec(run)?.[0] ?? "";
    // A bracket that closes behind the run belongs to the sentence.
    const first = countOf(run, "(") > countOf(run, ")") ? sign.replace(/^[(\s]+/, "") : sign;
    return { groups, at: index + sign.length - first.length, hasPlus: sign.includes("+") };
  });
}

const countOf = (text: string, sign: string): number => text.split(sign).length - 1;

/** Some groups of a run. Signs before the whole run belong to its beginning. */
export function partOf(run: Run, from: number, to: number = run.groups.length): Run {
  const groups = run.groups.slice(from, to);
  return from === 0 ? { ...run, groups } : { groups, at: groups[0]?.at ?? run.at, hasPlus: false };
}

export const digitsOf = ({ groups }: Pick<Run, "groups">): string => groups.map(({ digits }) => digits).join("");

export const textOf = (view: string, { groups }: Pick<Run, "groups">): string =>
  view.slice(groups[0]?.at ?? 0, groups.at(-1)?.end ?? 0);
