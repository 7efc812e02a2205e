// The timer of one object: expires an undecided hold whose time is over, runs again what a person wants looked at today, and starts a follow-up that is due. It runs at
// each alarm and at each `Wake`; the time of the alarm is in alarm-clock.ts.
import { dueRevisit, followupOf, openHold } from "../../domain/contact/state.ts";
import type { Stream } from "../../domain/contact/stream.ts";
import type { Policies } from "../../domain/policies.ts";
import { beginning } from "../../schema/cause.ts";
import { type CommandId, commandIdOf, type ContactId } from "../../schema/ids.ts";
import type { Settling } from "./settling.ts";

interface Ports {
  readonly policies: Pick<Policies, "inForce">;
  readonly timeOf: () => string;
  readonly turn: Settling["turn"];
}

/** Returns the function that expires and starts what is due now. For an administrative stream it does nothing. */
export function openTimer(stream: Stream, { policies, timeOf, turn }: Ports): () => void {
  return () => {
    const { streamId } = stream;
    if (!streamId?.startsWith("ct_")) return;
    const contactId = streamId as ContactId;
    const now = timeOf();
    const idsOf = (commandId: CommandId) => ({ ...beginning(commandId), contactId });
    const hold = openHold(stream.contact);
    if (hold && hold.expiresAt <= now) {
      const { holdId, expiresAt } = hold;
      turn({ type: "ExpireHold", holdId, ...idsOf(commandIdOf("ExpireHold", holdId, expiresAt)) }, null);
    }
    // A person's wish comes first: a follow-up waits until that run has ended.
    const revisit = dueRevisit(stream.contact);
    if (revisit && revisit.dueAt <= now) {
      const { version } = revisit;
      turn(
        { type: "MakeRevisitDue", version, ...idsOf(commandIdOf("MakeRevisitDue", contactId, String(version))) },
        null,
      );
    }
    const due = followupOf(stream.contact, policies.inForce());
    if (due && due.dueAt <= now) {
      const { sequence, dueAt } = due;
      const commandId = commandIdOf("MakeFollowupDue", contactId, String(sequence), dueAt);
      turn({ type: "MakeFollowupDue", sequence, ...idsOf(commandId) }, null);
    }
  };
}
