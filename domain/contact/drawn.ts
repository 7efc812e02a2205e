// What a reviewer is shown of a hold, from the contact's own events, with the digest of exactly that. A click sends the digest back, so
// that nothing is released but what was drawn. Rows for reading have no part in it.
import type { DrawnHold } from "../../schema/answers.ts";
import type { ContactCommand } from "../../schema/commands.ts";
import type { DraftText, EventOf, Gate, Sealed } from "../../schema/events.ts";
import type { ContactId, HoldId } from "../../schema/ids.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { Unwritable } from "../../schema/lists.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { HoldRow } from "../../schema/shipment.ts";
import { shownOf } from "../../schema/shown-hold.ts";
import { whyUnwritable } from "../writable-address.ts";
import type { Drawn } from "./decision.ts";
import { type DraftWords, draftWordsOf, withPersonal } from "./draft-digest.ts";
import { holdRow } from "./rows.ts";
import { type Hold, holdOfDraft } from "./state.ts";
import type { Stream } from "./stream.ts";

type Opened = Pick<Stream, "contact" | "events" | "open" | "openEvidence" | "digest">;

/** A hold as its reviewer sees it. Refused when the contact has no such hold, or when its words are not those that its event states. */
export function drawnHold(stream: Opened, contactId: ContactId, holdId: HoldId): Result<DrawnHold, Refusal> {
  const { contact, events, open } = stream;
  const hold = contact.holds[holdId];
  if (!hold) return err({ reason: "unknown", what: "hold" });
  const words = draftOf(stream, hold);
  if (!words.ok) return words;
  const row = holdRow(contactId, contact, hold, events, open);
  const { gate, evidence } = openingOf(stream, hold);
  if (hold.kind === "draft") {
    const { digest = null, text = null, evidence: covered = evidence } = words.value ?? {};
    return ok({ row, digest, text, evidence: [...covered], gate, unwritable: unwritableAt(text?.recipient) });
  }
  const digest = row.shown === "" ? null : stream.digest(previewWords(row, gate, evidence));
  // What is shown is where the mail would go. Once the words are erased, the mark of the last signal is left.
  const { email } = shownOf(row);
  const unwritable = email === "" ? (contact.unwritable ?? null) : whyUnwritable(email);
  return ok({ row, digest, text: null, evidence: [...evidence], gate, unwritable });
}

const unwritableAt = (address = ""): Unwritable | null => (address === "" ? null : whyUnwritable(address));

/** The digest and the text of the hold that a command decides or releases; null when the command is about no hold that exists. */
export function drawnFor(stream: Opened, command: ContactCommand): Result<Drawn, Refusal> | null {
  const hold = holdOf(stream, command);
  if (!hold) return null;
  if (hold.kind === "preview") return drawnHold(stream, command.contactId, hold.holdId);
  const drawn = draftDrawn(stream, hold);
  return drawn.ok && command.type === "EditDraft" ? ok({ ...drawn.value, held: heldText(stream, hold) }) : drawn;
}

/** The text of a draft as it was held, before any edit. */
function heldText(stream: Opened, { openedVersion }: Hold): DraftText | null {
  const opened = openedAt(stream, openedVersion);
  const event = stream.events[openedVersion - 1] as EventOf<"DraftHeld">;
  return opened && (draftWordsOf(event, opened)?.text ?? null);
}

function holdOf({ contact }: Opened, command: ContactCommand): Hold | null {
  const { type } = command;
  if (type === "ConfirmPreview" || type === "DismissPreview") return contact.holds[command.holdId] ?? null;
  if (type === "EditDraft" || type === "ApproveDraft" || type === "RejectDraft")
    return holdOfDraft(contact, command.draftId);
  const approval = type === "ClaimDispatch" ? contact.approvals[command.approvalId] : undefined;
  return (approval && contact.holds[approval.holdId]) ?? null;
}

function draftDrawn(stream: Opened, hold: Hold): Result<Drawn, Refusal> {
  const words = draftOf(stream, hold);
  if (!words.ok) return words;
  const { digest, text } = words.value ?? { digest: null, text: null };
  return ok({ digest, text, unwritable: unwritableAt(text?.recipient) });
}

/**
 * The words of a draft, whose digest must be the one in their event. Null for a preview, and when an erasure has destroyed the words.
 */
function draftOf(stream: Opened, { kind, textVersion, digest }: Hold): Result<DraftWords | null, Refusal> {
  if (kind === "preview" || textVersion === null) return ok(null);
  const opened = openedAt(stream, textVersion);
  if (!opened) return ok(null);
  const event = stream.events[textVersion - 1] as EventOf<"DraftHeld" | "DraftEdited">;
  const words = draftWordsOf(event, opened);
  return words && words.digest === digest ? ok(words) : err({ reason: "digest_differs", version: textVersion });
}

function openedAt({ open, openEvidence }: Opened, version: number): Sealed | null {
  const words = open(version);
  const evidence = openEvidence(version) as Sealed["evidence"] | null;
  return words ? { words, ...(evidence ? { evidence } : {}) } : null;
}

/** The gate that the hold passed when it opened, and the evidence of its event. */
function openingOf(stream: Opened, { openedVersion }: Hold): Pick<DrawnHold, "gate" | "evidence"> {
  const event = stream.events[openedVersion - 1] as EventOf<"PreviewHeld" | "DraftHeld">;
  const evidence = (stream.openEvidence(openedVersion) ?? {}) as NonNullable<Sealed["evidence"]>;
  return { gate: event.payload.gate, evidence: [...withPersonal(event, { evidence })] };
}

/** What the digest of a preview covers: the person and their words, why a message is due, the grades, the gate and the evidence. */
const previewWords = (
  { shown, action, reason, verdict, qualifyBasisPoints, analyzeBasisPoints, arithmetic }: HoldRow,
  gate: Gate,
  evidence: DrawnHold["evidence"],
) => ({
  shown,
  action,
  reason,
  grades: { verdict, qualifyBasisPoints, analyzeBasisPoints, arithmetic },
  gate,
  evidence,
});
