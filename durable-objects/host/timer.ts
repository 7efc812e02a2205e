// The timer of one object: it expires an undecided hold whose time is over, and starts a follow-up that is due.
import { followupOf, openHold } from "../../domain/contact/state.ts";
import type { Stream } from "../../domain/contact/stream.ts";
import { beginning } from "../../schema/cause.ts";
import { type CommandId, commandIdOf, type ContactId } from "../../schema/ids.ts";
import type { Policy } from "../../schema/policy.ts";
import type { Settling } from "./settling.ts";

interface Ports {
  readonly policy: Policy;
  readonly timeOf: () => string;
  readonly turn: Settling["turn"];
}

/** The function that lets a contact's clock tick; it does nothing for another stream. */
export function openTimer(stream: Stream, { policy, timeOf, turn }: Ports): () => void {
  return () => {
    const { streamId } = stream;
    if (!streamId?.startsWith("ct_")) return;
    const contactId = streamId as ContactId;
    const now = timeOf();
    const timer = (commandId: CommandId) => ({ ...beginning(commandId), contactId });
    const hold = openHold(stream.contact);
    if (hold && hold.expiresAt <= now) {
      const { holdId, expiresAt } = hold;
      turn({ type: "ExpireHold", holdId, ...timer(commandIdOf("ExpireHold", holdId, expiresAt)) }, null);
    }
    const due = followupOf(stream.contact, policy.ladder);
    if (due && due.dueAt <= now) {
      const { sequence, dueAt } = due;
      const commandId = commandIdOf("MakeFollowupDue", contactId, String(sequence), dueAt);
      turn({ type: "MakeFollowupDue", sequence, ...timer(commandId) }, null);
    }
  };
}
