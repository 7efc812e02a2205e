// Defines a click: its path, its fields and its command. A page's form and the JSON API run the same definition.
import * as z from "zod";
import { canonicalJson, keyedDigest } from "../../../schema/canonical.ts";
import type { ClickAnswer } from "../../../schema/answers.ts";
import type { Refusal } from "../../../schema/refusals.ts";
import type { Desk } from "../desk.ts";
import type { Notice } from "../notices.ts";

/** The result of a click. Only `done` changed something now, or on an earlier identical click. */
export type ClickOutcome =
  | {
      readonly kind: "done";
      readonly logged: boolean;
      readonly version: number;
      readonly approvalId?: string;
      /** Of an approval: sending is stopped, and the message waits. */
      readonly waits?: "dispatch_stopped";
      /** Of a company or a fact that was recorded. */
      readonly companyId?: string;
      readonly factId?: string;
      /** For an erasure: whether every copy is destroyed. */
      readonly isComplete?: boolean;
    }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "invalid"; readonly fields: readonly string[] }
  | { readonly kind: "not_redriven"; readonly cause: string }
  | { readonly kind: "not_discarded"; readonly cause: "unknown" | "not_waiting" };

/** A click of a signed-in person on the thing with this `id` (empty where the path has none). */
export interface Click<Input> {
  readonly desk: Desk;
  readonly by: string;
  readonly id: string;
  readonly input: Input;
}

export interface ClickDefinition {
  /** The path to which the form is posted; in the API it is under `/api/v1`. */
  readonly path: string;
  /** The notice that the next page shows after success. */
  readonly notice: Notice;
  /** The page to which the browser returns. */
  readonly back: (id: string, fields: Readonly<Record<string, unknown>>) => string;
  /** A field that only a page's form must send: what the person types to confirm. */
  readonly typed?: string;
  /** The fields of a page's form that say something also where the person left or made them empty; other empty fields are as not sent. */
  readonly blanks?: readonly string[];
  /** Fields come from a form or a JSON body; unknown fields are refused. */
  readonly run: (click: Click<Readonly<Record<string, unknown>>>) => Promise<ClickOutcome>;
}

interface TypedDefinition<Fields extends z.ZodType> extends Omit<ClickDefinition, "run"> {
  readonly fields: Fields;
  readonly act: (click: Click<z.output<Fields>>) => Promise<ClickOutcome>;
}

export function defineClick<Fields extends z.ZodType>({
  fields,
  act,
  ...rest
}: TypedDefinition<Fields>): ClickDefinition {
  return {
    ...rest,
    run: async (click) => {
      const input = fields.safeParse(click.input);
      if (!input.success) return invalidIn(input.error);
      return act({ ...click, input: input.data });
    },
  };
}

/** The names of the fields that a schema refused. */
export const invalidIn = ({ issues }: z.ZodError): ReturnType<typeof invalid> => invalid(...issues.flatMap(fieldsOf));

const fieldsOf = (issue: z.core.$ZodIssue): readonly string[] =>
  issue.code === "unrecognized_keys" ? ["unrecognised"] : [String(issue.path[0] ?? "body")];

export const invalid = (...fields: readonly string[]): Extract<ClickOutcome, { kind: "invalid" }> => ({
  kind: "invalid",
  fields: [...new Set(fields)],
});
export const refused = (refusal: Refusal): ClickOutcome => ({ kind: "refused", refusal });
export const unknown = (what: Extract<Refusal, { reason: "unknown" }>["what"]): ClickOutcome =>
  refused({ reason: "unknown", what });

export function outcomeOfClick(
  answer: ClickAnswer,
  more: Pick<Extract<ClickOutcome, { kind: "done" }>, "approvalId" | "companyId" | "waits"> = {},
): ClickOutcome {
  return answer.refusal
    ? refused(answer.refusal)
    : { kind: "done", logged: answer.logged, version: answer.version, ...more };
}

/**
 * A part of a command's id that stands for words of a person, so that a repeated click is the same command. Keyed, because the id is in the log in clear.
 * The desk does not hold the system key; the key of the sessions serves.
 */
export function wordsKey({ identities }: Desk, purpose: "edit" | "correct", words: readonly (string | null)[]): string {
  // Without a key the digest would confirm every guess of the words.
  if (!identities) throw new Error("a closed desk records no words");
  return keyedDigest(identities.sessionKey, purpose, canonicalJson(words));
}

const WHY_CHARACTERS = 2_000;

/** An optional reason. */
export const why = z.string().trim().max(WHY_CHARACTERS).default("");
/** A required reason, for a later audit. */
export const requiredWhy = z.string().trim().min(1).max(WHY_CHARACTERS);

/**
 * The stream version that the person saw. It makes a double click the same command, and the same click after a new event another
 * command. Forms send it as text.
 */
export const seen = z.coerce.number().int().min(0);
