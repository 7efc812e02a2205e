// Golden lines: an input, the expected answer, and the reason why. The lines are data in `golden/`; a suite defines how a line is run and scored.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { canonicalJson, digestOf } from "../schema/canonical.ts";
import { REPLY_CHARACTERS } from "../schema/model-call.ts";
import type { Policy } from "../schema/policy.ts";
import { type Model, promptDigestOf, unasked } from "../workers/model/model.ts";
import { isEqual, mean, type Scored } from "./scorers.ts";
import { Day } from "../schema/formats.ts";

const text = z.string().max(REPLY_CHARACTERS);

/**
 * The model's reply in a case. `scripted`: a person wrote it. `recorded`: a model replied so in the named run, and a person read the line and
 * removed personal data.
 */
export const GoldenReply = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("scripted"), text }),
  z.strictObject({
    kind: z.literal("recorded"),
    text,
    /** The run in the log that recorded the reply. */
    run: z.string().regex(/^run_[\w-]+$/),
    model: z.string().min(1).max(80),
    /** The day of the reply. */
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
  /**
   * The rule that the line tests, in words. Without the rule a reader cannot decide whether a failing line or the code is wrong.
   */
  why: z.string().min(30).max(300),
});
export type GoldenLine = z.infer<typeof GoldenLine>;

/** The policy and the model that a case is run with. */
export interface CaseSetup {
  readonly policy: Policy;
  /** The model that the steps of the case ask. It answers with the line's own reply, or is a real model in a live run. */
  readonly model: Model;
}

/** One line of a suite with its input. `answer` runs the product's own steps on the input. */
export interface GoldenCase {
  readonly id: string;
  readonly why: string;
  readonly expected: unknown;
  readonly reply: GoldenReply | null;
  /** The input as canonical JSON. Lines that differ only in their scripted reply have the same question. */
  readonly question: string;
  /** Without `model`, the reply of the line answers. */
  answer(policy: Policy, model?: Model): Promise<unknown>;
  /** From 0, which is wrong, to 1, which is as expected. */
  score(found: unknown): number;
  /** The score of an answer in a live run. */
  liveScore(found: unknown): number;
  /** The draft that the judge scores in a live run; null when there is none. */
  judging(found: unknown): Judging | null;
}

/** A draft with the material it was written from. */
export interface Judging {
  readonly material: readonly { readonly about: string; readonly text: string }[];
  readonly subject: string;
  readonly body: string;
}

export interface Suite {
  readonly name: string;
  readonly cases: readonly GoldenCase[];
  /** Reads a line that is not in the file. Throws when the line is invalid. */
  read(text: string): GoldenCase;
  /** Branches that the lines must cover: the ids of the lines that reach each branch, by its name. */
  readonly branches: Readonly<Record<string, readonly string[]>>;
  /** The digest of all lines: it identifies the data that a score was measured on. */
  readonly dataset: string;
  /** The digest of the fixed prompt; null when the suite asks no model. */
  readonly prompt: string | null;
  /** Whether a live run asks a real model about these cases. */
  readonly live: boolean;
  /** The score of the suite from the scores of its cases. */
  scoreOf(scored: readonly Scored[]): number;
}

interface SuiteDefinition<I, E> {
  readonly input: z.ZodType<I>;
  readonly expected: z.ZodType<E>;
  /** Set when the steps ask a model. Every line must then have a reply, unless some lines are about what happens without one. */
  readonly asks?: { readonly prompt: string; readonly live: boolean; readonly isOptional?: boolean };
  /** The lines, where a corpus has them instead of `golden/<name>.jsonl`. */
  lines?(): readonly GoldenLine[];
  answer(input: I, given: CaseSetup): unknown;
  /** Replaces the default score, which is 1 for equal JSON and otherwise 0. */
  score?(expected: E, found: unknown): number;
  liveScore?(expected: E, found: unknown): number;
  judging?(input: I, found: unknown): Judging | null;
  /** The data that a line refers to by name, as a text. It becomes part of the digest of the data. */
  refersTo?(input: I): string;
  scoreOf?(scored: readonly Scored[]): number;
  readonly branches: Readonly<Record<string, (input: I, expected: E, reply: string) => boolean>>;
}

/** Reads the lines of the suite. Throws with the number of the line when a line is invalid. */
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

/** A model that answers every request with this reply, at no cost. */
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

function readLines<I, E>(name: string, definition: SuiteDefinition<I, E>) {
  if (definition.lines)
    return definition
      .lines()
      .map((line, index) => readLine(JSON.stringify(line), `${name}, line ${index + 1}`, definition));
  const path = join(import.meta.dirname, "golden", `${name}.jsonl`);
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((text, index) => (text === "" ? [] : [readLine(text, `${name}.jsonl, line ${index + 1}`, definition)]));
}

function readLine<I, E>(text: string, place: string, { input, expected, asks }: SuiteDefinition<I, E>) {
  const source: unknown = JSON.parse(text);
  const line = parsed(source, place, GoldenLine);
  const hasReply = line.reply !== undefined;
  if (asks ? !hasReply && !asks.isOptional : hasReply)
    throw new Error(
      `${place}: ${asks ? "the suite asks a model, but the line has no reply" : "the suite asks no model, but the line has a reply"}`,
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
