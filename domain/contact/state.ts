// The state of a contact's stream, as plain data: its canonical JSON is compared byte for byte with the fold of the log. It has no
// personal values; words are opened from the events when a reader needs them.
import type { Lookups } from "../../schema/lookups.ts";
import { type Increment, GENESIS_HASH } from "../../schema/events.ts";
import type { ApprovalId, CommandId, CompanyId, DraftId, HoldId, Receipt, RunId, TaskId } from "../../schema/ids.ts";
import type { LadderPolicy, PlanPolicy } from "../../schema/policy.ts";
import type {
  Action,
  CorrectedField,
  Flag,
  HoldEnd,
  HoldKind,
  PlanStage,
  ReplyClass,
  RunStart,
  SignalKind,
  TaskClosing,
  TaskKind,
  Unwritable,
  Verdict,
} from "../../schema/lists.ts";
import { followupDueMs } from "../rules/ladder.ts";
import type { ComparedScore } from "../rules/score.ts";

/** A time in the stream. The version orders events of the same millisecond. */
export interface Stamp {
  readonly at: string;
  readonly version: number;
}

/** Opens the words of the event at `version`; null when it has none or their key is destroyed. */
export type Open = (version: number) => Record<string, unknown> | null;

/** What a run waits for: `plan`, `grade`, `compose`, `dispatch` for a stage, `preview` and `draft` for a person, `claimed` for a provider. */
export type RunStep = "plan" | "grade" | "preview" | "compose" | "draft" | "dispatch" | "claimed" | "ended";

export interface Run {
  readonly runId: RunId;
  readonly correlationId: string;
  readonly startedBy: RunStart;
  /** The webhook source of the signal that started the run. */
  readonly source: string | null;
  readonly startedAt: string;
  /**
   * The lookup digest of the telephone number that the run's lead claims: it vetoes this run, a run that repeats it, and the follow-up of
   * what it sent, but no other. Undefined without a number.
   */
  readonly phone?: string;
  /** The run started beside an edited hold, so it ends after its action is decided. */
  readonly beside: boolean;
  readonly step: RunStep;
  readonly stepAt: string;
  readonly stepVersion: number;
  /** The command whose events moved the run to its step: all of them must be in the log before the next message is sent. */
  readonly stepCommand: CommandId;
  readonly action: Action | null;
  readonly reason: string | null;
  readonly decidedVersion: number | null;
  /** The plan's stages, which order the grades. Undefined on the scripted path. */
  readonly stages?: readonly PlanStage[];
  /** The day until which the plan puts the message off. Undefined where it does not. */
  readonly until?: string;
  /** The number of model calls so far, by step; those for a draft that was made again since have an entry of their own. Undefined while there are none. */
  readonly calls?: Readonly<Record<string, number>>;
  readonly qualification: {
    readonly verdict: Verdict;
    readonly basisPoints: number;
    readonly increments: readonly Increment[];
    /** The company whose row counted, or did not. Undefined where none was found. */
    readonly company?: CompanyId;
    /** The version of the correction of the title that it cites. Undefined where it read a claimed title, or none. */
    readonly titleVersion?: number;
    readonly version: number;
  } | null;
  readonly opportunity: {
    readonly basisPoints: number;
    readonly facts: Readonly<Record<string, number>>;
    readonly summary: string;
    readonly version: number;
  } | null;
  /** When an open hold of the run was last graded again. Undefined while none was. */
  readonly gradedAgainAt?: string;
  readonly holdId: HoldId | null;
  readonly draftId: DraftId | null;
  readonly approvalId: ApprovalId | null;
  /** The version of the last event that set or ended the day on which the run is to be run again. Undefined before the first. */
  readonly revisited?: number;
  /** How the run ended: a skip's reason, a hold's end, `dispatched`, `failed`, `uncertain`, `superseded`, `vetoed`, `erased`. */
  readonly end: string | null;
}

export interface Hold {
  readonly holdId: HoldId;
  readonly runId: RunId;
  readonly kind: HoldKind;
  readonly openedAt: string;
  readonly openedVersion: number;
  readonly expiresAt: string;
  readonly snoozedUntil: string | null;
  readonly assignedTo: string | null;
  readonly edited: boolean;
  /** A newer signal arrived while this edited hold was open. */
  readonly marked: boolean;
  readonly draftId: DraftId | null;
  readonly digest: string | null;
  /** The version of the event with the current words. */
  readonly textVersion: number | null;
  readonly end: { readonly as: HoldEnd; readonly by: string; readonly at: string } | null;
  /** The version of the last event that changed the hold, which is the version of its read-model row. */
  readonly touched: number;
}

export interface Approval {
  readonly approvalId: ApprovalId;
  readonly draftId: DraftId;
  readonly holdId: HoldId;
  readonly runId: RunId;
  readonly digest: string;
  readonly by: string;
  readonly version: number;
  readonly textVersion: number;
  readonly voided: string | null;
  readonly claim: {
    readonly at: string;
    readonly version: number;
    readonly provider: string;
    readonly idempotencyKey: string;
  } | null;
  readonly outcome: "sent" | "failed" | "uncertain" | null;
}

export interface Send {
  readonly at: string;
  readonly version: number;
  /** Null for an imported send. */
  readonly approvalId: ApprovalId | null;
  readonly state: "claimed" | "sent" | "uncertain" | "failed";
}

export interface Task {
  readonly taskId: TaskId;
  readonly kind: TaskKind;
  readonly about: string;
  readonly runId: RunId | null;
  readonly raisedAt: string;
  readonly closed: { readonly by: string; readonly at: string; readonly how: TaskClosing } | null;
  readonly touched: number;
}

/** A person wants a run looked at again on a day; `version` is that of the `RevisitSet`. */
export interface Revisit {
  readonly runId: RunId;
  readonly on: string;
  readonly by: string;
  readonly version: number;
}

/** A contact's score, as its last event says. `value` is null after an erasure. */
export interface ScoreState {
  /** The version of the event that made or ended the score. */
  readonly version: number;
  readonly value:
    | (ComparedScore & {
        readonly asOf: string;
        readonly until: string | null;
      })
    | null;
}

/** The version of the event of each kind of signal under one receipt. Only an opt-out is recorded beside another kind. */
export type RecordedKinds = Readonly<Partial<Record<SignalKind, number>>>;

/** At which company a person placed the contact, and the version of the event. */
export interface Placement {
  readonly companyId: CompanyId | null;
  readonly version: number;
}

/** What a person corrected of the contact. */
export interface Corrections {
  /** The version of the last event that changed any of them. */
  readonly version: number;
  /** The version of the event with the words of each field that is corrected now. */
  readonly fields: Readonly<Partial<Record<CorrectedField, number>>>;
}

export interface Contact {
  readonly version: number;
  readonly head: string;
  readonly at: string | null;
  /** Every command that recorded events, with their first and last version. It detects repeats. */
  readonly commands: Readonly<Record<CommandId, readonly [first: number, last: number]>>;
  /** The signals that are recorded under each receipt: the version of each kind's event. */
  readonly receipts: Readonly<Record<Receipt, RecordedKinds>>;
  /** What the list is read for in every run. A lead's telephone number is not among them, because anybody may claim it: see `Run`. */
  readonly lookups: readonly Lookups[];
  readonly flags: Readonly<Record<Flag, boolean>>;
  readonly lead: Stamp | null;
  readonly message: (Stamp & { readonly class: ReplyClass }) | null;
  /** The latest message of the class `interested` or `info_request`. */
  readonly inbound: Stamp | null;
  readonly notInterested: Stamp | null;
  /** The last outcome that ended what was to be followed up. Undefined without one. */
  readonly settled?: Stamp;
  /** The day until which no follow-up is due, as the contact or an outcome last said. Undefined without one. */
  readonly waitUntil?: string;
  /** The day on which a run that ended without a message is to be run again, and by whom. Undefined without one. */
  readonly revisit?: Revisit;
  /** Why no mail can be written to the address of the latest lead, message of a person, or import. Undefined where one can. */
  readonly unwritable?: Unwritable;
  /** The soft delivery reports since the last message of a person, the first of each day. Undefined before the first. */
  readonly softReports?: readonly Stamp[];
  /** Where a person placed the contact last; at no company after it was taken back. Undefined before the first placement, and after an erasure. */
  readonly placement?: Placement;
  /** Undefined before the first correction, and after an erasure. */
  readonly corrections?: Corrections;
  readonly sends: readonly Send[];
  readonly currentRun: RunId | null;
  readonly runs: Readonly<Record<RunId, Run>>;
  readonly holds: Readonly<Record<HoldId, Hold>>;
  readonly approvals: Readonly<Record<ApprovalId, Approval>>;
  readonly tasks: Readonly<Record<TaskId, Task>>;
  /** Undefined until the contact is scored. No decision reads it. */
  readonly score?: ScoreState;
  /** No words of the contact are stored, until a person lifts the suppression and the contact sends a signal again. */
  readonly erased: boolean;
  /** The version of the last `ContactErased`: events sealed up to it stay closed for ever. */
  readonly erasedVersion: number | null;
  /** The version of the first event that the current key sealed; the key is shipped with it. Null without a key. */
  readonly keyVersion: number | null;
  /** The version of the last event that changed flags or sequence, which is the version of the contact's read-model row. */
  readonly touched: number;
}

export const emptyContact: Contact = {
  version: 0,
  head: GENESIS_HASH,
  at: null,
  commands: {},
  receipts: {},
  lookups: [],
  flags: { do_not_contact: false, bounced: false, unsubscribed: false, replied: false },
  lead: null,
  message: null,
  inbound: null,
  notInterested: null,
  sends: [],
  currentRun: null,
  runs: {},
  holds: {},
  approvals: {},
  tasks: {},
  erased: false,
  erasedVersion: null,
  keyVersion: null,
  touched: 0,
};

/** Whether `a` is newer than `b`; null is older than everything. */
export function isNewer(a: Stamp | null, b: Stamp | null): boolean {
  if (!a) return false;
  return !b || a.at > b.at || (a.at === b.at && a.version > b.version);
}

/** The sends that count: all but failed ones. An uncertain one counts until a person settles it. */
export const countedSends = (contact: Contact): readonly Send[] =>
  contact.sends.filter((send) => send.state !== "failed");

export function lastSend(contact: Contact): Send | null {
  return countedSends(contact).reduce<Send | null>((last, send) => (isNewer(send, last) ? send : last), null);
}

/** The latest send that failed, where it is newer than the latest one that counts. */
export function lastFailed(contact: Contact): Send | null {
  const last = contact.sends.reduce<Send | null>((newest, send) => (isNewer(send, newest) ? send : newest), null);
  return last?.state === "failed" ? last : null;
}

/** The latest `interested` or `info_request` message without a later send. */
export const unanswered = (contact: Contact): Stamp | null =>
  isNewer(contact.inbound, lastSend(contact)) ? contact.inbound : null;

/**
 * A `not_interested`, or an outcome that ends what was to be followed up (an opportunity, a meeting, a loss, not ready for an unknown time), closes
 * the sequence until a new `lead`.
 */
export const isSequenceClosed = ({ notInterested, settled, lead }: Contact): boolean =>
  isNewer(notInterested, lead) || isNewer(settled ?? null, lead);

/** What the list is read for in a run: the contact's lookups, and the telephone number that the run's lead claims. */
export function lookupsIn(contact: Contact, runId: RunId | null): readonly Lookups[] {
  const phone = runId ? contact.runs[runId]?.phone : undefined;
  const [own] = contact.lookups;
  return phone && own ? [...contact.lookups, { ...own, phone }] : contact.lookups;
}

export const currentRun = (contact: Contact): Run | null =>
  contact.currentRun ? (contact.runs[contact.currentRun] ?? null) : null;

/** The current run, unless it has ended. */
export function unfinishedRun(contact: Contact): Run | null {
  const run = currentRun(contact);
  return run && run.step !== "ended" ? run : null;
}

/** The open hold; there is at most one. */
export function openHold(contact: Contact): Hold | null {
  const holdId = unfinishedRun(contact)?.holdId;
  const hold = holdId ? contact.holds[holdId] : undefined;
  return hold && !hold.end ? hold : null;
}

export const holdOfDraft = (contact: Contact, draftId: DraftId): Hold | null =>
  Object.values(contact.holds).find((hold) => hold.draftId === draftId) ?? null;

/** A follow-up that is to be made. */
export interface DueFollowup {
  readonly sequence: number;
  readonly dueAt: string;
  /** The version of the send that it follows. */
  readonly after: number;
  /** The run whose plan put this follow-up off, and how often plans have done so; null for one that is made for the first time. */
  readonly putOff: { readonly by: Run; readonly times: number } | null;
}

/**
 * The next follow-up: the policy's number of days (`ladder`) after the last own send. Null while a run or hold is open, a flag is
 * set, the sequence is closed or a message is unanswered, and when this follow-up was started before, with any result but one: the plan of the
 * contact's newest run put it off until a day (`until`). Then it is made again on that day, so often as the policy allows (`plan`).
 */
export function followupOf(
  contact: Contact,
  { ladder, plan }: { readonly ladder: LadderPolicy; readonly plan: Pick<PlanPolicy, "putOffs"> },
): DueFollowup | null {
  const last = lastSend(contact);
  if (!last?.approvalId || last.state !== "sent" || unfinishedRun(contact) || contact.erased) return null;
  if (Object.values(contact.flags).some((isSet) => isSet) || isSequenceClosed(contact) || unanswered(contact))
    return null;
  const sequence = countedSends(contact).length;
  const byLadder = followupDueMs({ sequence, lastSentAt: last.at }, ladder);
  const made = Object.values(contact.runs).filter((run) => run.startedBy === "followup" && run.startedAt > last.at);
  const putOff = putOffBy(contact, made, plan);
  if (byLadder === null || (made.length > 0 && putOff === null)) return null;
  // Nobody reads a follow-up while they are away, or before the time for which they asked.
  const waits = [contact.waitUntil, putOff?.by.until].map((day) => (day ? Date.parse(day) : 0));
  return { sequence, dueAt: new Date(Math.max(byLadder, ...waits)).toISOString(), after: last.version, putOff };
}

/**
 * The run that put a follow-up off, of the runs made for it. Null where the newest of them ended otherwise, where the contact has a newer run, which a
 * person or a rule has decided since, and where it was put off too often.
 */
function putOffBy(
  { currentRun: newest }: Contact,
  made: readonly Run[],
  { putOffs }: Pick<PlanPolicy, "putOffs">,
): DueFollowup["putOff"] {
  const by = made.at(-1);
  const isPutOff = by?.end === "plan_skip" && by.until !== undefined && by.runId === newest;
  return isPutOff && made.length <= putOffs ? { by, times: made.length } : null;
}

/** The revisit with the time at which it is due: the beginning of its day. Null without one, after an erasure, and while a run is unfinished. */
export const dueRevisit = (contact: Contact): (Revisit & { readonly dueAt: string }) | null =>
  contact.revisit && !contact.erased && !unfinishedRun(contact)
    ? { ...contact.revisit, dueAt: `${contact.revisit.on}T00:00:00.000Z` }
    : null;
