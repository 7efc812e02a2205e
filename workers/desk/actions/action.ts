// What a person can do, said once: a page's form and the JSON API both end here.
import { z } from "zod";
import type { ClickAnswer } from "../../../schema/answers.ts";
import type { Refusal } from "../../../schema/refusals.ts";
import type { Desk } from "../desk.ts";
import type { Notice } from "../notices.ts";

/** What became of a click. Only `done` changed something, or had changed it before. */
export type Outcome =
  | {
      readonly kind: "done";
      readonly logged: boolean;
      readonly version: number;
      readonly approvalId?: string;
      /** Of an erasure: whether nothing is left to destroy. */
      readonly isComplete?: boolean;
    }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "invalid"; readonly fields: readonly string[] }
  | { readonly kind: "not_redriven"; readonly cause: string };

/** A click of a signed-in person on the thing named by `id` (empty where the path names none). */
export interface Click<Input> {
  readonly desk: Desk;
  readonly by: string;
  readonly id: string;
  readonly input: Input;
}

export interface Action {
  /** Where it is posted to: on a page as it stands, in the API under `/api/v1`. */
  readonly path: string;
  /** What the page it leads back to says when it was done. */
  readonly notice: Notice;
  /** The page to go back to. */
  readonly back: (id: string, fields: Readonly<Record<string, unknown>>) => string;
  /** A field that a page's form has to send, and a program need not: what a person types to show that they mean it. */
  readonly typed?: string;
  /** Fields come from a form or a JSON body; only those the action names are taken. */
  readonly run: (click: Click<Readonly<Record<string, unknown>>>) => Promise<Outcome>;
}

interface Definition<Fields extends z.ZodType> extends Omit<Action, "run"> {
  readonly fields: Fields;
  readonly act: (click: Click<z.output<Fields>>) => Promise<Outcome>;
}

export function action<Fields extends z.ZodType>({ fields, act, ...rest }: Definition<Fields>): Action {
  return {
    ...rest,
    run: async (click) => {
      const input = fields.safeParse(click.input);
      if (!input.success) return invalidIn(input.error);
      return act({ ...click, input: input.data });
    },
  };
}

/** The fields that a shape refuses. */
export const invalidIn = ({ issues }: z.ZodError): ReturnType<typeof invalid> => invalid(...issues.flatMap(fieldsOf));

const fieldsOf = (issue: z.core.$ZodIssue): readonly string[] =>
  issue.code === "unrecognized_keys" ? ["unrecognised"] : [String(issue.path[0] ?? "body")];

export const invalid = (...fields: readonly string[]): Extract<Outcome, { kind: "invalid" }> => ({
  kind: "invalid",
  fields: [...new Set(fields)],
});
export const refused = (refusal: Refusal): Outcome => ({ kind: "refused", refusal });
export const unknown = (what: Extract<Refusal, { reason: "unknown" }>["what"]): Outcome =>
  refused({ reason: "unknown", what });

export function outcomeOf(answer: ClickAnswer, more: { readonly approvalId?: string } = {}): Outcome {
  return answer.refusal
    ? refused(answer.refusal)
    : { kind: "done", logged: answer.logged, version: answer.version, ...more };
}

const WHY_CHARACTERS = 2_000;

/** A reason that may be left out. */
export const why = z.string().trim().max(WHY_CHARACTERS).default("");
/** A reason that somebody will ask for later. */
export const requiredWhy = z.string().trim().min(1).max(WHY_CHARACTERS);

/**
 * The version the person saw. It makes the same wish a new one after something has happened since, and a double click the same one.
 * Forms send it as text.
 */
export const seen = z.coerce.number().int().min(0);
