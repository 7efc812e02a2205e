// How a model's draft was written, as data for people: the outcome from the payload and, when the words can be decrypted, the
// material of the model's request and the draft's claims with the rows that they cite. draft-again.ts checks the draft.
import * as z from "zod";
import { jsonIn } from "../schema/json.ts";
import type { PayloadOf } from "../schema/events.ts";
import type { SourceReceipt, WritingReceipt } from "./receipt.ts";

/** The fields of the model's material that people are shown. The other fields are for checking the draft again. */
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

/** The fields of the sealed `writing` that people are shown. */
const SealedWriting = z.object({
  given: z.string(),
  replies: z.array(z.string()),
  claims: z.array(z.object({ text: z.string(), evidence: z.array(z.string()) })),
});

interface HeldDraft {
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

/** The record of the writing without material and replies, for a receipt. Null when no model was meant to write this draft. */
export function writingReceipt(held: HeldDraft): WritingReceipt | null {
  const whole = wholeWriting(held);
  if (!whole) return null;
  const { given: _, replies: __, ...receipt } = whole;
  return receipt;
}

/** The whole record of the writing, with material and replies. Null when no model was meant to write this draft. */
export function wholeWriting({ payload, source, words }: HeldDraft): WholeWriting | null {
  if (!payload.writing) return null;
  const { outcome, offences, flags } = payload.writing;
  const open = { outcome, offences, flags, source };
  const record = SealedWriting.safeParse(words?.["writing"]);
  if (!record.success) return { ...open, claims: null, given: null, replies: null };
  const given = sourcesIn(record.data.given);
  const claims = record.data.claims.map(({ text, evidence }) => ({
    text,
    cites: given.filter(({ ref }) => evidence.includes(ref)),
  }));
  return { ...open, claims, given, replies: record.data.replies };
}

function sourcesIn(text: string): readonly SourceReceipt[] {
  const material = Material.safeParse(jsonIn(text));
  return material.success
    ? material.data.sources.map(({ ref, about, text: value, row: { table, id } }) => ({
        ref,
        about,
        table,
        id,
        text: value,
      }))
    : [];
}
