// Appends and sends what the messages of a batch caused: ONE append to the log, then one send per target queue. A message is sent
// only after the log has the events that it follows from. Deliveries are acknowledged later, in settle.ts.
import type { AppendReport, EventLog } from "../../drizzle/event-log.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { Queue } from "../../schema/lists.ts";
import type { Message } from "../../schema/messages.ts";
import type { PortRole } from "../../schema/roles.ts";
import type { Shipment } from "../../schema/shipment.ts";
import type { Handled } from "./delivery.ts";
import { thrown } from "./outcome.ts";
import { sendBatches } from "./queues.ts";
import type { Ended } from "./step.ts";

export interface RelayPorts {
  readonly log: Pick<EventLog, "append">;
  /** Sends at most what one call allows; `queues.ts` splits. */
  send(queue: Queue, messages: readonly Message[]): Promise<void>;
}

/** Appends, then sends. A message whose append or send fails gets the outcome "retry"; the others are not affected. */
export async function relay<R extends PortRole, M>(
  handled: readonly Handled<R, M>[],
  ports: RelayPorts,
): Promise<readonly Handled<R, M>[]> {
  const appended = await append(handled, ports);
  const messages = appended.flatMap(({ outcome }) => (outcome.kind === "done" ? outcome.next : []));
  const unsent = await sendBatches(messages, (queue, batch) => ports.send(queue, batch));
  return appended.map((one) =>
    one.outcome.kind === "done" && one.outcome.next.some(({ id }) => unsent.has(id))
      ? { ...one, outcome: { kind: "retry", reason: "send_failed" } }
      : one,
  );
}

async function append<R extends PortRole, M>(
  handled: readonly Handled<R, M>[],
  { log }: Pick<RelayPorts, "log">,
): Promise<readonly Handled<R, M>[]> {
  const shipments = handled.flatMap(({ outcome }) => (outcome.kind === "done" ? outcome.ship : [])).filter(hasContent);
  if (shipments.length === 0) return handled;
  let report: AppendReport;
  try {
    report = await log.append(shipments);
  } catch (error) {
    return handled.map((one) =>
      one.outcome.kind === "done" ? { ...one, outcome: thrown("append_failed", error) } : one,
    );
  }
  const failed = new Map(
    report.failed.flatMap(({ streamIds, reason }) => streamIds.map((streamId) => [streamId, reason])),
  );
  const conflicting = new Set(report.conflicts.map(({ streamId }) => streamId));
  return handled.map((one) => ({ ...one, outcome: afterAppend(one.outcome, { failed, conflicting }) }));
}

/** The outcome of a message after the append: a failed stream retries it, a conflicting stream rejects it. */
function afterAppend<R extends PortRole>(
  outcome: Ended<R>,
  {
    failed,
    conflicting,
  }: { readonly failed: ReadonlyMap<StreamId, string>; readonly conflicting: ReadonlySet<StreamId> },
): Ended<R> {
  if (outcome.kind !== "done") return outcome;
  const streams = outcome.ship.map(({ streamId }) => streamId);
  const failure = streams.map((streamId) => failed.get(streamId)).find((reason) => reason !== undefined);
  if (failure !== undefined) return { kind: "retry", reason: `log_unavailable:${failure}` };
  return streams.some((streamId) => conflicting.has(streamId)) ? { kind: "reject", reason: "log_conflict" } : outcome;
}

/** Whether a shipment has anything for the log to write. */
const hasContent = ({ events, holds, tasks, contact }: Shipment): boolean =>
  events.length > 0 || holds.length > 0 || tasks.length > 0 || contact !== null;
