// Reads from a contact's timeline how a model's draft was written. An edit changes the words, not their origin.
import * as z from "zod";
import { type WholeWriting, wholeWriting } from "../../replay/writing.ts";
import type { Timeline } from "../../schema/answers.ts";
import type { HoldRow } from "../../schema/shipment.ts";
import { jsonIn } from "../../schema/json.ts";
import { isModels, Writing, WritingWords } from "../../schema/written-draft.ts";
import type { MarkedSentence } from "../../domain/draft/check-nowhere.ts";
import { DraftMaterial } from "../../domain/draft/given.ts";
import { marksOf } from "../../domain/draft/letter-marks.ts";

export interface DraftOrigin extends WholeWriting {
  /** The template of the action: used in place of the model's text, or replaced by it. */
  readonly template: string;
  /** The person who edited the draft last; null when nobody did. */
  readonly editedBy: string | null;
}

const Held = z.object({ draftId: z.string(), template: z.string(), writing: Writing });
const Edited = z.object({ draftId: z.string(), by: z.string() });

/** Null when no model was meant to write the draft, and when the words are erased. */
export function originOf({ draftId }: HoldRow, { entries }: Timeline): DraftOrigin | null {
  const held = heldOf(draftId, entries);
  if (!held || held.words === null) return null;
  const payload = Held.safeParse(JSON.parse(held.payload));
  if (!payload.success) return null;
  const { source } = JSON.parse(held.provenance) as { readonly source: string };
  const words = JSON.parse(held.words) as Readonly<Record<string, unknown>>;
  const whole = wholeWriting({ payload: payload.data, source, words });
  const edit = entries.findLast(({ type, payload: edited }) => type === "DraftEdited" && isOf(edited, draftId));
  const editedBy = edit ? Edited.parse(JSON.parse(edit.payload)).by : null;
  return whole && { ...whole, template: payload.data.template, editedBy };
}

const heldOf = (draftId: string | null, entries: Timeline["entries"]) =>
  entries.findLast(({ type, payload }) => type === "DraftHeld" && isOf(payload, draftId));

/** The sentences of a model's letter that a reviewer has to compare, as it stands now. None where a person's template was used. */
export function toCompare(
  { draftId }: HoldRow,
  { timeline, letter }: { readonly timeline: Timeline; readonly letter: string },
): readonly MarkedSentence[] {
  const held = heldOf(draftId, timeline.entries);
  const payload = Held.safeParse(jsonIn(held?.payload ?? ""));
  if (!payload.success || !isModels(payload.data.writing.outcome)) return [];
  const words = Words.safeParse(jsonIn(held?.words ?? ""));
  const material = words.success ? DraftMaterial.safeParse(jsonIn(words.data.writing.given)) : undefined;
  return words.success && material?.success ? marksOf(letter, material.data, words.data.writing.claims) : [];
}
const Words = z.object({ writing: WritingWords });

const isOf = (payload: string, draftId: string | null): boolean => {
  const parsed: unknown = JSON.parse(payload);
  return typeof parsed === "object" && parsed !== null && "draftId" in parsed && parsed.draftId === draftId;
};
