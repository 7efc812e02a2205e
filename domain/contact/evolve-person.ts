// State changes for events about the whole contact and not about one run: flags, tasks for people, reported outcomes, the score, the erasure. It
// decides nothing.
import type { EventTable } from "../../schema/event-table.ts";
import type { EventOf } from "../../schema/events.ts";
import { pointsOf } from "../rules/score.ts";
import { endRevisit, endRun, withReceipt } from "./parts.ts";
import type { Contact } from "./state.ts";

export const contactEvents = {
  ContactFlagged: (event, contact) => ({
    ...contact,
    flags: { ...contact.flags, [event.payload.flag]: event.payload.on },
    // A person has looked at the address: what was reported before counts no more.
    ...(event.payload.flag === "bounced" && !event.payload.on && contact.softReports ? { softReports: [] } : {}),
    touched: event.version,
  }),
  TaskRaised: taskRaised,
  TaskClosed: taskClosed,
  ActivityReported: (event, contact) => ({
    ...contact,
    receipts: withReceipt(contact, event.payload.receipt, "activity", event.version),
  }),
  OutcomeReported: outcomeReported,
  ContactScored: contactScored,
  ContactPlaced: ({ version, payload: { companyId } }, contact) => ({ ...contact, placement: { companyId, version } }),
  ContactCorrected: contactCorrected,
  ContactErased: contactErased,
} satisfies Partial<EventTable<Contact, Contact>>;

/**
 * A contact who is not ready until a day waits for it; any other outcome ends what was to be followed up. An event of version 1 says nothing about
 * either.
 */
function outcomeReported({ at, version, payload }: EventOf<"OutcomeReported">, contact: Contact): Contact {
  const reported = { ...contact, receipts: withReceipt(contact, payload.receipt, "outcome", version) };
  if (payload.until === undefined) return reported;
  return payload.until === null
    ? { ...reported, settled: { at, version }, touched: version }
    : { ...reported, waitUntil: payload.until };
}

function taskRaised(event: EventOf<"TaskRaised">, contact: Contact): Contact {
  const { taskId, kind, about, runId } = event.payload;
  const task = {
    taskId,
    kind,
    about,
    runId: runId ?? null,
    raisedAt: event.at,
    closed: null,
    touched: event.version,
  };
  return { ...contact, tasks: { ...contact.tasks, [taskId]: task } };
}

function taskClosed(event: EventOf<"TaskClosed">, contact: Contact): Contact {
  const { taskId, by, how } = event.payload;
  const task = contact.tasks[taskId];
  if (!task) return contact;
  const closed = { ...task, closed: { by, at: event.at, how }, touched: event.version };
  const next = { ...contact, tasks: { ...contact.tasks, [taskId]: closed } };
  // A person is to be answered after all: their message waits from now on, whatever ended it before.
  return how === "answered" ? { ...next, inbound: { at: event.at, version: event.version } } : next;
}

function contactScored({ version, payload, policy }: EventOf<"ContactScored">, contact: Contact): Contact {
  const { vertical, asOf, terms, composite, tier, roleFit, until } = payload;
  const scored = { vertical, terms: pointsOf(terms), composite, tier, roleFit: roleFit?.by ?? null };
  return { ...contact, score: { version, value: { ...scored, policy: policy?.digest ?? "", asOf, until } } };
}

function contactCorrected({ version, payload }: EventOf<"ContactCorrected">, contact: Contact): Contact {
  const { corrected, takenBack } = payload;
  const before = Object.entries(contact.corrections?.fields ?? {});
  const kept = before.filter(([field]) => !takenBack.some((one) => one === field));
  const fields = Object.fromEntries([...kept, ...corrected.map((field) => [field, version] as const)]);
  return { ...contact, corrections: { version, fields } };
}

/**
 * Ends every run except claimed runs, which still wait for their outcome, and removes the unanswered message. Every hold that opened after
 * the last erasure gets this event's version: its row is written again without words, and an older row that arrives late changes nothing.
 */
function contactErased(
  event: EventOf<"ContactErased">,
  { placement: _placement, corrections: _corrections, ...contact }: Contact,
): Contact {
  const ended = Object.values(contact.runs)
    .filter(({ step }) => step !== "claimed")
    .reduce((next, { runId }) => endRun(next, runId, "erased", event), endRevisit(contact, event));
  const holds = Object.values(ended.holds).map((hold) =>
    hold.openedVersion > (contact.erasedVersion ?? 0) ? { ...hold, touched: event.version } : hold,
  );
  return {
    ...ended,
    holds: Object.fromEntries(holds.map((hold) => [hold.holdId, hold])),
    message: null,
    inbound: null,
    erased: true,
    erasedVersion: event.version,
    keyVersion: null,
    touched: event.version,
    ...(contact.score ? { score: { version: event.version, value: null } } : {}),
  };
}
