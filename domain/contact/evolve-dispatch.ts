// State changes for approvals and sends: an approved draft is claimed for a provider, and the provider's outcome settles it.
import type { EventTable } from "../../schema/event-table.ts";
import type { EventOf } from "../../schema/events.ts";
import { endRun, moveRun, patchApproval } from "./parts.ts";
import type { Contact, Send } from "./state.ts";

export const dispatchEvents = {
  ApprovalVoided: (event, contact) => {
    const { approvalId, runId, cause } = event.payload;
    return endRun(patchApproval(contact, approvalId, { voided: cause }), runId, cause, event);
  },
  DispatchClaimed: dispatchClaimed,
  DispatchSucceeded: (event, contact) => settled(event, contact, "sent", "dispatched"),
  DispatchFailed: (event, contact) => settled(event, contact, "failed", "failed"),
  DispatchUncertain: (event, contact) => settled(event, contact, "uncertain", "uncertain"),
} satisfies Partial<EventTable<Contact, Contact>>;

function dispatchClaimed(event: EventOf<"DispatchClaimed">, contact: Contact): Contact {
  const { approvalId, runId, provider, idempotencyKey } = event.payload;
  const send: Send = { at: event.at, version: event.version, approvalId, state: "claimed" };
  const claimed = patchApproval(contact, approvalId, {
    claim: { at: event.at, version: event.version, provider, idempotencyKey },
  });
  return moveRun({ ...claimed, sends: [...claimed.sends, send] }, runId, "claimed", event);
}

function settled(
  event: EventOf<"DispatchSucceeded" | "DispatchFailed" | "DispatchUncertain">,
  contact: Contact,
  outcome: "sent" | "failed" | "uncertain",
  end: string,
): Contact {
  const { approvalId, runId } = event.payload;
  const sends = contact.sends.map((send) => (send.approvalId === approvalId ? { ...send, state: outcome } : send));
  return endRun(
    { ...patchApproval(contact, approvalId, { outcome }), sends, touched: event.version },
    runId,
    end,
    event,
  );
}
