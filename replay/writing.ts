// How a model's draft was written, as data for people: the outcome from the payload and, when the seal opens, the material that the model was given
// and its claims with the rows that they cite. Judging the draft is in draft-again.ts.
import { z } from "zod";
import { jsonIn } from "../schema/json.ts";
import type { PayloadOf } from "../schema/events.ts";
import type { SourceReceipt, WritingReceipt } from "./receipt.ts";

/** The part of the material that the model was given. The other fields are for judging the draft. */
const Material = z.object({
  sources: z.array(
    z.object({
      ref: z.string(),
      about: z.string(),
      text: z.string(),
      row: z.object({ table: z.string(), id: z.string() }),
    }),
  ),
});

/** The part of the sealed words that people are shown. */
const Shown = z.object({
  given: z.string(),
  replies: z.array(z.string()),
  claims: z.array(z.object({ text: z.string(), evidence: z.array(z.string()) })),
});

interface Held {
  readonly payload: Pick<PayloadOf<"DraftHeld">, "writing">;
  readonly source: string;
  /** The opened words of the event; null when they stay sealed. */
  readonly words: Readonly<Record<string, unknown>> | null;
}

/** A `WritingReceipt` with the material and the replies, for the reviewer of the draft. `claims`, `given` and `replies` are null when sealed. */
export interface WholeWriting extends WritingReceipt {
  readonly given: readonly SourceReceipt[] | null;
  /** The model's replies, unchanged. If a model's draft was kept, it is the last reply. */
  readonly replies: readonly string[] | null;
}

/** The part for a receipt. Null when no model was to write. */
export function writingReceipt(held: Held): WritingReceipt | null {
  const whole = wholeWriting(held);
  if (!whole) return null;
  const { given: _, replies: __, ...receipt } = whole;
  return receipt;
}

/** The whole record, with material and replies. Null when no model was to write. */
export function wholeWriting({ payload, source, words }: Held): WholeWriting | null {
  if (!payload.writing) return null;
  const { outcome, offences, flags } = payload.writing;
  const open = { outcome, offences, flags, source };
  const sealed = Shown.safeParse(words?.["writing"]);
  if (!sealed.success) return { ...open, claims: null, given: null, replies: null };
  const given = givenIn(sealed.data.given);
  const claims = sealed.data.claims.map(({ text, evidence }) => ({
    text,
    cites: given.filter(({ ref }) => evidence.includes(ref)),
  }));
  return { ...open, claims, given, replies: sealed.data.replies };
}

function givenIn(text: string): readonly SourceReceipt[] {
  const material = Material.safeParse(jsonIn(text));
  return material.success
    ? material.data.sources.map(({ ref, about, text: said, row: { table, id } }) => ({
        ref,
        about,
        table,
        id,
        text: said,
      }))
    : [];
}
