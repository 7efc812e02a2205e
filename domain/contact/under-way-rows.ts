// Makes the rows of the runs that wait for a stage or a provider. The log gets a row only when the object's alarm finds that the run waits too long, so
// that a run that goes its way costs none; and it loses the row with the events that move the run on.
import type { ContactId, RunId } from "../../schema/ids.ts";
import type { Policy } from "../../schema/policy.ts";
import type { StoredEvent } from "../../schema/events.ts";
import type { MovedRun, UnderWayRow, UnderWayStep } from "../../schema/shipment.ts";
import { listOf } from "./run-list.ts";
import type { Contact, Run } from "./state.ts";

/** The rows of the contact's runs that are under way, whether they wait long or not. */
export const underWayRows = (streamId: ContactId, contact: Contact): UnderWayRow[] =>
  Object.values(contact.runs).flatMap((run) => {
    const waits = waitOf(run, contact);
    if (!waits) return [];
    const { startedAt: beganAt, runId, startedBy, source } = run;
    return [{ beganAt, runId, streamId, version: contact.version, startedBy, source, ...waits }];
  });

/** What the run waits for, and since when; null for a run that stands in another list. */
function waitOf(run: Run, contact: Contact): Pick<UnderWayRow, "step" | "since" | "stepVersion"> | null {
  if (listOf(run, contact) !== "under_way") return null;
  const claim = run.approvalId ? contact.approvals[run.approvalId]?.claim : null;
  // Whatever becomes of the contact meanwhile: a provider has the message.
  if (claim) return { step: "claimed", since: claim.at, stepVersion: claim.version };
  return { step: run.step as UnderWayStep, since: run.stepAt, stepVersion: run.stepVersion };
}

/** The rows that the log is to have at `now`: of runs that wait for their step longer than the policy's first patience. */
export const lateRows = (
  streamId: ContactId,
  contact: Contact,
  { now, hold }: { readonly now: number; readonly hold: Policy["hold"] },
): UnderWayRow[] =>
  underWayRows(streamId, contact).filter(({ since }) => now >= Date.parse(since) + hold.stepPatienceSeconds * 1_000);

/** The runs that the events above `shipped` moved on, or ended. */
export function movedRuns(
  streamId: ContactId,
  contact: Contact,
  events: readonly StoredEvent[],
  shipped: number,
): MovedRun[] {
  const waiting = new Map(underWayRows(streamId, contact).map(({ runId, stepVersion }) => [runId, stepVersion]));
  const settled = new Set(events.slice(shipped).flatMap((event) => settledBy(event, contact)));
  return Object.values(contact.runs)
    .filter(({ runId, stepVersion }) => stepVersion > shipped || settled.has(runId))
    .map(({ startedAt: beganAt, runId }) => ({
      beganAt,
      runId,
      version: waiting.get(runId) ?? contact.version + 1,
    }));
}

/** The run whose claimed message an event settles. */
function settledBy({ type, payload }: StoredEvent, { approvals }: Contact): readonly RunId[] {
  if (type !== "DispatchSucceeded" && type !== "DispatchFailed" && type !== "DispatchUncertain") return [];
  const approval = approvals[payload.approvalId];
  return approval ? [approval.runId] : [];
}
