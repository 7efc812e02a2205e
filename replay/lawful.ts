// Laws: invariants of holds, approvals, runs and tasks that every event must keep, independently of any decision. rederive.ts
// derives decisions again.
import { atEvent, type EventTable, nothingAt } from "../schema/event-table.ts";
import type { EventOf } from "../schema/events.ts";
import { openHold } from "../domain/contact/state.ts";
import { optOutOf } from "../domain/rules/opt-out.ts";
import { OTHER_STREAMS_EVENTS } from "../schema/administrative-events.ts";
import type { LogContext } from "./context.ts";
import { compare, type Report } from "./faults.ts";
import { mustBeNew, mustBeUnfinished, type Law, mustNotBeErased, type UnderLaw } from "./law.ts";
import { lawsOfHolds } from "./laws-of-holds.ts";
import { lawsOfRuns } from "./laws-of-runs.ts";
import { lawsOfSends } from "./laws-of-sends.ts";
import type { Placed } from "./placed.ts";

/** Checks an event against the laws. */
export function judgeLaws({ event, before, states, past }: Placed, { policies }: LogContext, report: Report): void {
  const law: Law = (field, expected, found) => compare(report, "event_unlawful", field, expected, found);
  // Events by people, timers and webhooks must have confidence 1.
  const { confidence, source } = event.provenance;
  if (confidence !== 1 && /^(human|webhook|timer)/.test(source)) law("provenance.confidence", 1, confidence);
  atEvent(LAWS, event, { before, states, past, policies, law });
}

/** The law of each event type. Flags, links, scores and administrative events have none, because they are lawful at any time. */
export const LAWS: EventTable<UnderLaw, void> = {
  SignalReceived: signalReceived,
  OutcomeReported: mustBeReceivedOnce,
  ActivityReported: mustBeReceivedOnce,
  HistoryImported: mustBeReceivedOnce,
  ...lawsOfRuns,
  ...lawsOfHolds,
  ...lawsOfSends,
  TaskRaised: ({ payload }, { before, law }) => mustBeNew(law, "payload.taskId", before.tasks[payload.taskId]),
  TaskClosed: ({ payload }, { before, law }) => {
    const task = before.tasks[payload.taskId];
    law("payload.taskId", "open", task ? (task.closed ? "closed" : "open") : "unknown task");
  },
  ContactErased: (_, { before, law }) => {
    mustNotBeErased(law, before);
    const hold = openHold(before);
    law("payload", "no open hold", hold ? `open ${hold.kind}` : "no open hold");
  },
  ContactPlaced: ({ payload: { companyId } }, { before, law }) => {
    mustNotBeErased(law, before);
    const at = before.placement?.companyId ?? null;
    law("payload.companyId", "another company", at === companyId ? "the same company" : "another company");
  },
  ContactCorrected: ({ payload: { corrected, takenBack, title } }, { before, law }) => {
    mustNotBeErased(law, before);
    const changed = [...corrected, ...takenBack];
    law(
      "payload",
      "each field once",
      changed.length > 0 && new Set(changed).size === changed.length ? "each field once" : changed.join(" "),
    );
    const standing = before.corrections?.fields ?? {};
    const others = takenBack.filter((field) => standing[field] === undefined);
    law(
      "payload.takenBack",
      "fields that are corrected",
      others.length === 0 ? "fields that are corrected" : others.join(" "),
    );
    law("payload.title", corrected.includes("title"), title !== undefined);
  },
  ...nothingAt("ContactFlagged", "ContactScored", "ContactsLinked", "ContactsUnlinked", ...OTHER_STREAMS_EVENTS),
};

function signalReceived({ payload }: EventOf<"SignalReceived">, { before, law }: UnderLaw): void {
  const { receipt, runId, supersedes, kind, class: as } = payload;
  // An opt-out that is not yet in force is recorded even when its receipt was recorded before, with another kind of signal.
  const optOut = optOutOf(kind, as);
  const recorded = before.receipts[receipt];
  mustBeNew(law, "payload.receipt", !optOut || before.flags[optOut.flag] ? recorded : recorded?.[kind]);
  if (runId) mustBeNew(law, "payload.runId", before.runs[runId]);
  if (supersedes) mustBeUnfinished(law, "payload.supersedes", before.runs[supersedes]);
}

function mustBeReceivedOnce(
  { payload }: EventOf<"OutcomeReported" | "ActivityReported" | "HistoryImported">,
  { before, law }: UnderLaw,
): void {
  mustBeNew(law, "payload.receipt", before.receipts[payload.receipt]);
}
