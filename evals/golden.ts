// Golden lines: an input, what we expect of it, and why. They are data under `golden/`; a suite says how to run one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Policy } from "../schema/policy.ts";

/** One line of a suite, closed over its input: `answer` runs the product's own steps on it. */
export interface GoldenCase {
  readonly id: string;
  readonly why: string;
  readonly expected: unknown;
  answer(policy: Policy): Promise<unknown>;
}

export interface Suite {
  readonly name: string;
  /** Fewer lines than this are not a suite: a golden set only grows, and a line that goes needs its reason. */
  readonly floor: number;
  readonly cases: readonly GoldenCase[];
  /** What must be reached, by name, with the ids of the lines that reach it. */
  readonly branches: Readonly<Record<string, readonly string[]>>;
}

const Line = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  input: z.unknown(),
  expected: z.unknown(),
  /** The rule the line holds, in words: a line without one cannot be judged when it fails. */
  why: z.string().min(30).max(300),
});

/** Reads `golden/<name>.jsonl`. A line that does not parse is an error of the suite, told with its number. */
export function goldenSuite<I, E>(
  name: string,
  suite: {
    readonly floor: number;
    readonly input: z.ZodType<I>;
    readonly expected: z.ZodType<E>;
    answer(input: I, policy: Policy): E | Promise<E>;
    readonly branches: Readonly<Record<string, (input: I, expected: E) => boolean>>;
  },
): Suite {
  const lines = readLines(name, suite);
  return {
    name,
    floor: suite.floor,
    cases: lines.map(({ id, why, input, expected }) => ({
      id,
      why,
      expected,
      answer: async (policy) => await suite.answer(input, policy),
    })),
    branches: Object.fromEntries(
      Object.entries(suite.branches).map(([branch, reaches]) => [
        branch,
        lines.filter(({ input, expected }) => reaches(input, expected)).map(({ id }) => id),
      ]),
    ),
  };
}

interface Shape<I, E> {
  readonly input: z.ZodType<I>;
  readonly expected: z.ZodType<E>;
}

function readLines<I, E>(name: string, shape: Shape<I, E>) {
  const path = join(import.meta.dirname, "golden", `${name}.jsonl`);
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((text, index) => (text === "" ? [] : [readLine(text, `${name}.jsonl, line ${index + 1}`, shape)]));
}

function readLine<I, E>(text: string, place: string, { input, expected }: Shape<I, E>) {
  const line = parsed(JSON.parse(text), place, Line);
  return {
    id: line.id,
    why: line.why,
    input: parsed(line.input, `${place}, input`, input),
    expected: parsed(line.expected, `${place}, expected`, expected),
  };
}

function parsed<T>(value: unknown, place: string, shape: z.ZodType<T>): T {
  const result = shape.safeParse(value);
  if (!result.success) throw new Error(`${place}: ${z.prettifyError(result.error)}`);
  return result.data;
}
