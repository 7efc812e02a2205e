// Measures an edit again from the opened words of the draft and of the edit. Without the words nothing is checked here.
import type { EventOf, StoredEvent } from "../schema/events.ts";
import { draftWordsOf } from "../domain/contact/draft-digest.ts";
import { editChange } from "../domain/draft/edit-change.ts";
import type { LogContext } from "./context.ts";
import { compare, type Report } from "./faults.ts";
import type { Placed } from "./placed.ts";
import { openSealed } from "./sealed.ts";

/** Checks how much an edit says that it changed. An edit of an older release says nothing about it. */
export function checkEdit(
  event: EventOf<"DraftEdited">,
  { before, past }: Placed,
  context: LogContext,
  report: Report,
): void {
  const { change, holdId } = event.payload;
  if (change === null) return;
  const opened = before.holds[holdId]?.openedVersion;
  const held = textIn(opened === undefined ? undefined : past[opened - 1], context);
  const edited = textIn(event, context);
  if (!held || !edited) return;
  const again = editChange(held, edited);
  for (const field of ["words", "changed", "sentences", "deleted"] as const)
    compare(report, "draft_differs", `payload.change.${field}`, again[field], change[field]);
}

function textIn(event: StoredEvent | undefined, context: LogContext) {
  if (event?.type !== "DraftHeld" && event?.type !== "DraftEdited") return null;
  const words = openSealed(event, context);
  return words && (draftWordsOf(event, words)?.text ?? null);
}
