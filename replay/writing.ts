// How a draft came about that a model was to write, for people: what the event says openly and, where its seal opens, what the model was given,
// and its claims with the rows they cite.
import { z } from "zod";
import { jsonIn } from "../schema/json.ts";
import type { PayloadOf } from "../schema/events.ts";
import type { SourceReceipt, WritingReceipt } from "./receipt.ts";

/** Of the material, what the model saw and where it stands. Other fields are for judging. */
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

/** The sealed words, as far as people are shown them. */
const Said = z.object({
  given: z.string(),
  replies: z.array(z.string()),
  claims: z.array(z.object({ text: z.string(), evidence: z.array(z.string()) })),
});

interface Held {
  readonly payload: Pick<PayloadOf<"DraftHeld">, "writing">;
  readonly source: string;
  /** The opened words of the event; null where they stay sealed. */
  readonly words: Readonly<Record<string, unknown>> | null;
}

/** More than a receipt says: for whoever decides about the draft. All three are null where they stay sealed. */
export interface WholeWriting extends WritingReceipt {
  readonly given: readonly SourceReceipt[] | null;
  /** What the model said, as it said it; the last one is the draft's, where a model's draft was kept. */
  readonly replies: readonly string[] | null;
}

/** What a receipt says of it. Null where no model was to write. */
export function writingReceipt(held: Held): WritingReceipt | null {
  const whole = wholeWriting(held);
  if (!whole) return null;
  const { given: _, replies: __, ...receipt } = whole;
  return receipt;
}

/** Null where no model was to write. */
export function wholeWriting({ payload, source, words }: Held): WholeWriting | null {
  if (!payload.writing) return null;
  const { outcome, offences, flags } = payload.writing;
  const told = { outcome, offences, flags, source };
  const said = Said.safeParse(words?.["writing"]);
  if (!said.success) return { ...told, claims: null, given: null, replies: null };
  const given = givenIn(said.data.given);
  const claims = said.data.claims.map(({ text, evidence }) => ({
    text,
    cites: given.filter(({ ref }) => evidence.includes(ref)),
  }));
  return { ...told, claims, given, replies: said.data.replies };
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
