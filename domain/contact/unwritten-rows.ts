// Makes the read-model rows of the runs that ended without a message: why, when, and who decided it. Like rows.ts, a row's version is that of the last
// event that changed it, so that an equal repeat writes nothing.
import type { StoredEvent } from "../../schema/events.ts";
import type { ContactId } from "../../schema/ids.ts";
import { UnwrittenReason, VetoReason } from "../../schema/lists.ts";
import type { UnwrittenRow } from "../../schema/shipment.ts";
import { listOf } from "./run-list.ts";
import { sourceOf } from "./run-rows.ts";
import type { Contact, Run } from "./state.ts";

/** The rows of a contact's runs, with a version above `above`. */
export function unwrittenRows(
  streamId: ContactId,
  contact: Contact,
  events: readonly StoredEvent[],
  above = 0,
): UnwrittenRow[] {
  return Object.values(contact.runs).flatMap((run) => {
    const ended = endOf(run, contact, events);
    if (!ended) return [];
    const row = rowOf(streamId, { run, contact, events, ...ended });
    return row.version > above ? [row] : [];
  });
}

interface Ended {
  readonly event: StoredEvent;
  readonly reason: UnwrittenReason;
}

/** The event that ended a run without a message, and why; null for a run that stands in another list. */
function endOf(run: Run, contact: Contact, events: readonly StoredEvent[]): Ended | null {
  if (listOf(run, contact) !== "not_written") return null;
  const { approvalId } = run;
  const approval = approvalId ? contact.approvals[approvalId] : undefined;
  if (approval?.claim) {
    const failed = events.find(({ type, payload }) => type === "DispatchFailed" && payload.approvalId === approvalId);
    return failed ? { event: failed, reason: "failed" } : null;
  }
  const event = events[run.stepVersion - 1];
  return event ? { event, reason: reasonOf(run, event, events) } : null;
}

/** A run that a veto or an opt-out ended has the veto's reason, or the flag that the same command set. */
function reasonOf({ end, runId }: Run, { commandId }: StoredEvent, events: readonly StoredEvent[]): UnwrittenReason {
  if (end !== "vetoed") return UnwrittenReason.parse(end);
  const veto = events.find(({ type, payload }) => type === "SafetyVetoed" && payload.runId === runId);
  if (veto?.type === "SafetyVetoed") return veto.payload.reason;
  const flagged = events.find((event) => event.type === "ContactFlagged" && event.commandId === commandId);
  return VetoReason.parse(flagged?.type === "ContactFlagged" ? flagged.payload.flag : "suppressed");
}

interface Of {
  readonly run: Run;
  readonly contact: Contact;
  readonly events: readonly StoredEvent[];
}

function rowOf(streamId: ContactId, { run, contact, events, event, reason }: Ended & Of): UnwrittenRow {
  const { payload } = event;
  const revisit = contact.revisit?.runId === run.runId ? contact.revisit : null;
  return {
    endedAt: event.at,
    runId: run.runId,
    streamId,
    version: Math.max(event.version, run.revisited ?? 0),
    reason,
    startedBy: run.startedBy,
    source: sourceOf(run.runId, events),
    action: run.action,
    endedBy: "by" in payload && typeof payload.by === "string" ? payload.by : null,
    revisitOn: revisit?.on ?? null,
    revisitBy: revisit?.by ?? null,
  };
}
