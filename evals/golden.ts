// Golden lines: an input, what we expect of it, and why. They are data under `golden/`; a suite says how to run one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { canonicalJson, digestOf } from "../schema/canonical.ts";
import { REPLY_CHARACTERS } from "../schema/model-call.ts";
import type { Policy } from "../schema/policy.ts";
import { type Model, promptDigestOf, unasked } from "../workers/model/model.ts";
import { isEqual, mean, type Scored } from "./scorers.ts";
import { Day } from "../schema/formats.ts";

const text = z.string().max(REPLY_CHARACTERS);

/**
 * What a model said in this case. `scripted`: somebody wrote it. `recorded`: a model said it, in a run that is named, and a person looked
 * through the line and took out what was personal.
 */
export const GoldenReply = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("scripted"), text }),
  z.strictObject({
    kind: z.literal("recorded"),
    text,
    /** The run of the log it was said in. */
    run: z.string().regex(/^run_[\w-]+$/),
    model: z.string().min(1).max(80),
    /** The day it was said. */
    at: Day,
    curatedBy: z.string().min(2).max(80),
  }),
]);
export type GoldenReply = z.infer<typeof GoldenReply>;

/** One line of `golden/<suite>.jsonl`. */
export const GoldenLine = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  input: z.unknown(),
  reply: GoldenReply.optional(),
  expected: z.unknown(),
  /** The rule the line holds, in words: a line without one cannot be judged when it fails. */
  why: z.string().min(30).max(300),
});
export type GoldenLine = z.infer<typeof GoldenLine>;

/** What a case is run with. */
export interface CaseSetup {
  readonly policy: Policy;
  /** What is asked where the case has a model: one that says the line's own reply, or, in a live run, a real one. */
  readonly model: Model;
}

/** One line of a suite, closed over its input: `answer` runs the product's own steps on it. */
export interface GoldenCase {
  readonly id: string;
  readonly why: string;
  readonly expected: unknown;
  readonly reply: GoldenReply | null;
  /** What is asked, as a text: lines that differ only in the reply they script have the same. */
  readonly question: string;
  /** Without a model the line's own reply is said. */
  answer(policy: Policy, model?: Model): Promise<unknown>;
  /** From 0, wrong, to 1, as expected. */
  score(found: unknown): number;
  /** The same of a model's own reply, where how we came to it does not matter. */
  liveScore(found: unknown): number;
  /** What a judge is shown of a draft in a live run; null where there is none. */
  judging(found: unknown): Judging | null;
}

/** A draft, and what it was written from. */
export interface Judging {
  readonly material: readonly { readonly about: string; readonly text: string }[];
  readonly subject: string;
  readonly body: string;
}

export interface Suite {
  readonly name: string;
  readonly cases: readonly GoldenCase[];
  /** A line that is not in the file yet. Throws what is wrong with it. */
  read(text: string): GoldenCase;
  /** What must be reached, by name, with the ids of the lines that reach it. */
  readonly branches: Readonly<Record<string, readonly string[]>>;
  /** Of all lines, so that a score says of which data it is. */
  readonly dataset: string;
  /** Of the fixed prompt whose replies the suite is about; null where no model is asked. */
  readonly prompt: string | null;
  /** Whether a live run asks a real model about these cases. */
  readonly live: boolean;
  /** The suite's score, from its cases'. */
  scoreOf(scored: readonly Scored[]): number;
}

interface SuiteDefinition<I, E> {
  readonly input: z.ZodType<I>;
  readonly expected: z.ZodType<E>;
  /** Whether every line has a reply: of a model that the steps ask. */
  readonly asks?: { readonly prompt: string; readonly live: boolean };
  answer(input: I, given: CaseSetup): unknown;
  /** Where more than equal or not can be said of an answer. */
  score?(expected: E, found: unknown): number;
  liveScore?(expected: E, found: unknown): number;
  judging?(input: I, found: unknown): Judging | null;
  /** What lines only name, as a text: it belongs to the data. */
  refersTo?(input: I): string;
  scoreOf?(scored: readonly Scored[]): number;
  readonly branches: Readonly<Record<string, (input: I, expected: E, reply: string) => boolean>>;
}

/** Reads `golden/<name>.jsonl`. A line that does not parse is an error of the suite, told with its number. */
export function goldenSuite<I, E>(name: string, suite: SuiteDefinition<I, E>): Suite {
  const { asks, score = isEqual, liveScore = score, judging = () => null, refersTo = () => null } = suite;
  const lines = readLines(name, suite);
  const caseOf = ({ id, why, input, expected, reply }: (typeof lines)[number]): GoldenCase => ({
    id,
    why,
    expected,
    reply,
    question: canonicalJson(input),
    answer: async (policy, model = scripted(reply)) => await suite.answer(input, { policy, model }),
    score: (found) => score(expected, found),
    liveScore: (found) => liveScore(expected, found),
    judging: (found) => judging(input, found),
  });
  return {
    name,
    cases: lines.map(caseOf),
    read: (text) => caseOf(readLine(text, name, suite)),
    branches: Object.fromEntries(
      Object.entries(suite.branches).map(([branch, reaches]) => [
        branch,
        lines.filter(({ input, expected, reply }) => reaches(input, expected, reply?.text ?? "")).map(({ id }) => id),
      ]),
    ),
    dataset: digestOf(lines.map(({ source, input }) => [source, refersTo(input)])),
    prompt: asks?.prompt ?? null,
    live: asks?.live ?? false,
    scoreOf: suite.scoreOf ?? ((scored) => mean(scored.map(({ score: one }) => one))),
  };
}

/** A model that says this, whatever it is asked, at no cost. */
const scripted = (reply: GoldenReply | null): Model => ({
  call: async ({ step, prefix, tool }) =>
    reply === null
      ? unasked("not_configured")
      : {
          outcome: "ok",
          reply: reply.text,
          call: {
            step,
            model: "scripted",
            promptDigest: promptDigestOf({ prefix, tool }),
            tokensIn: 0,
            tokensCached: 0,
            tokensOut: 0,
            costMicroDollars: 0,
            latencyMs: 0,
            outcome: "ok",
          },
        },
});

function readLines<I, E>(name: string, told: SuiteDefinition<I, E>) {
  const path = join(import.meta.dirname, "golden", `${name}.jsonl`);
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((text, index) => (text === "" ? [] : [readLine(text, `${name}.jsonl, line ${index + 1}`, told)]));
}

function readLine<I, E>(text: string, place: string, { input, expected, asks }: SuiteDefinition<I, E>) {
  const source: unknown = JSON.parse(text);
  const line = parsed(source, place, GoldenLine);
  if ((line.reply === undefined) !== (asks === undefined))
    throw new Error(
      `${place}: ${asks ? "a model is asked here, and" : "no model is asked here:"} a reply is ${line.reply ? "there" : "missing"}`,
    );
  return {
    source,
    id: line.id,
    why: line.why,
    reply: line.reply ?? null,
    input: parsed(line.input, `${place}, input`, input),
    expected: parsed(line.expected, `${place}, expected`, expected),
  };
}

function parsed<T>(value: unknown, place: string, shape: z.ZodType<T>): T {
  const result = shape.safeParse(value);
  if (!result.success) throw new Error(`${place}: ${z.prettifyError(result.error)}`);
  return result.data;
}
