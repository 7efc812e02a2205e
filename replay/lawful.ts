// Laws: invariants of holds, approvals, runs and tasks that every event must keep, independently of any decision. Deriving decisions again is in
// rederive.ts.
import { atEvent, type EventTable, nothingAt } from "../schema/event-table.ts";
import type { EventOf } from "../schema/events.ts";
import { openHold } from "../domain/contact/state.ts";
import { optOutOf } from "../domain/rules/opt-out.ts";
import type { LogContext } from "./context.ts";
import { same, type Report } from "./faults.ts";
import { isNew, isUnfinished, type Law, notErased, type UnderLaw } from "./law.ts";
import { lawsOfHolds } from "./laws-of-holds.ts";
import { lawsOfRuns } from "./laws-of-runs.ts";
import { lawsOfSends } from "./laws-of-sends.ts";
import type { Placed } from "./placed.ts";

/** Checks the event against the laws, given the contact's state before it. */
export function judgeLaws({ event, before }: Placed, { policies }: LogContext, report: Report): void {
  const law: Law = (field, expected, found) => same(report, "event_unlawful", field, expected, found);
  // Events by people, timers and webhooks must have confidence 1.
  const { confidence, source } = event.provenance;
  if (confidence !== 1 && /^(human|webhook|timer)/.test(source)) law("provenance.confidence", 1, confidence);
  atEvent(LAWS, event, { before, policies, law });
}

/** The law of each event. A flag, a link, a score and an event of the installation may come at any time. */
export const LAWS: EventTable<UnderLaw, void> = {
  SignalReceived: signalReceived,
  OutcomeReported: isReceivedOnce,
  HistoryImported: isReceivedOnce,
  ...lawsOfRuns,
  ...lawsOfHolds,
  ...lawsOfSends,
  TaskRaised: ({ payload }, { before, law }) => isNew(law, "payload.taskId", before.tasks[payload.taskId]),
  TaskClosed: ({ payload }, { before, law }) => {
    const task = before.tasks[payload.taskId];
    law("payload.taskId", "open", task ? (task.closed ? "closed" : "open") : "unknown task");
  },
  ContactErased: (_, { before, law }) => {
    notErased(law, before);
    const hold = openHold(before);
    law("payload", "no open hold", hold ? `open ${hold.kind}` : "no open hold");
  },
  ...nothingAt(
    "ContactFlagged",
    "ContactScored",
    "ContactsLinked",
    "ContactsUnlinked",
    "PolicyAdopted",
    "SourceChanged",
    "SuppressionAdded",
    "SuppressionLifted",
    "ExportOpened",
    "RootPublished",
    "ReleaseJudged",
    "RoleChanged",
  ),
};

function signalReceived({ payload }: EventOf<"SignalReceived">, { before, law }: UnderLaw): void {
  const { receipt, runId, supersedes, kind, class: as } = payload;
  // An opt-out that is not yet in force is recorded even under a receipt that is known.
  const optOut = optOutOf(kind, as);
  if (!optOut || before.flags[optOut.flag]) isNew(law, "payload.receipt", before.receipts[receipt]);
  if (runId) isNew(law, "payload.runId", before.runs[runId]);
  if (supersedes) isUnfinished(law, "payload.supersedes", before.runs[supersedes]);
}

function isReceivedOnce({ payload }: EventOf<"OutcomeReported" | "HistoryImported">, { before, law }: UnderLaw): void {
  isNew(law, "payload.receipt", before.receipts[payload.receipt]);
}
