// How a draft came about that a model was to write, for people: what the event says openly and, where its seal opens, what the model was given,
// and its claims with the rows they cite.
import { z } from "zod";
import type { PayloadOf } from "../schema/events.ts";
import { WritingWords } from "../schema/written-draft.ts";
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

interface Held {
  readonly payload: Pick<PayloadOf<"DraftHeld">, "writing">;
  readonly source: string;
  /** The opened words of the event; null where they stay sealed. */
  readonly words: Readonly<Record<string, unknown>> | null;
}

/** Null where no model was to write. */
export function writingOf({ payload, source, words }: Held): WritingReceipt | null {
  if (!payload.writing) return null;
  const { outcome, offences, flags } = payload.writing;
  const told = { outcome, offences, flags, source };
  const said = WritingWords.safeParse(words?.["writing"]);
  if (!said.success) return { ...told, claims: null, given: null };
  const given = givenIn(said.data.given);
  const claims = said.data.claims.map(({ text, evidence }) => ({
    text,
    cites: given.filter(({ ref }) => evidence.includes(ref)),
  }));
  return { ...told, claims, given };
}

function givenIn(text: string): readonly SourceReceipt[] {
  const material = Material.safeParse(jsonOf(text));
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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
