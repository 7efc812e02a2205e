// Appends to the log what the answers of a batch's objects ship, in ONE append, and removes it from the answers: what a port answers
// is in the log. An entry whose stream could not be appended fails; the others are not affected.
import { reasonOf } from "../../drizzle/d1-event-log.ts";
import type { AppendReport, EventLog } from "../../drizzle/event-log.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { WithShipment } from "../../schema/object-calls.ts";
import type { Answered, Failed } from "../../schema/ports.ts";
import { err, ok } from "../../schema/result.ts";
import type { Shipment } from "../../schema/shipment.ts";

/** The answers without their shipments, after the log has these. An answer without a shipment stays as it is. Does not throw. */
export async function loggedAnswers(
  answers: readonly Answered<unknown>[],
  log: Pick<EventLog, "append">,
): Promise<readonly Answered<unknown>[]> {
  const shipments = answers.flatMap((answer) => (isShipping(answer) ? [answer.value.ship] : [])).filter(hasContent);
  const failures = shipments.length === 0 ? NO_FAILURES : await append(shipments, log);
  return answers.map((answer) => {
    if (!isShipping(answer)) return answer;
    const { ship, ...rest } = answer.value;
    const failed = failures.get(ship.streamId);
    return failed ? err(failed) : ok(rest);
  });
}

/** Why a stream is not in the log, for each stream that could not be appended. */
type Failures = ReadonlyMap<StreamId, Failed>;
const NO_FAILURES: Failures = new Map();

async function append(shipments: readonly Shipment[], log: Pick<EventLog, "append">): Promise<Failures> {
  try {
    return failuresIn(await log.append(shipments));
  } catch (error) {
    const failed: Failed = { reason: "log_unavailable", detail: reasonOf(error) };
    return new Map(shipments.map(({ streamId }) => [streamId, failed]));
  }
}

const failuresIn = ({ conflicts, failed }: AppendReport): Failures =>
  new Map([
    ...conflicts.map(({ streamId, version }): [StreamId, Failed] => [
      streamId,
      { reason: "log_conflict", detail: `version ${version}` },
    ]),
    ...failed.flatMap(({ streamIds, reason }) =>
      streamIds.map((streamId): [StreamId, Failed] => [streamId, { reason: "log_unavailable", detail: reason }]),
    ),
  ]);

interface Shipping {
  readonly ok: true;
  readonly value: WithShipment<object>;
}

/** Only an object's answer for a stage has a shipment; every other answer is passed on as it is. */
const isShipping = (answer: Answered<unknown>): answer is Shipping =>
  answer.ok && typeof answer.value === "object" && answer.value !== null && "ship" in answer.value;

/** Whether a shipment has anything for the log to write. */
const hasContent = ({ events, holds, tasks, contact, score }: Shipment): boolean =>
  events.length > 0 || holds.length > 0 || tasks.length > 0 || contact !== null || score !== undefined;
