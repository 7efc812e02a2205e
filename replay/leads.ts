// Reads the leads of a contact from its events alone, for the numbers. The desk counts the same leads in the read models; so that one proves the
// other, nothing here uses a contact's state or a row for reading. Counting is in numbers.ts.
import { OTHER_STREAMS_EVENTS } from "../schema/administrative-events.ts";
import { atEvent, type EventTable, nothingAt } from "../schema/event-table.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import type { ContactId, HoldId, RunId } from "../schema/ids.ts";
import type { ReportKind, RunStart } from "../schema/lists.ts";

/** What became of a hold of a lead. */
export interface LeadHold {
  readonly kind: "preview" | "draft";
  readonly openedAt: string;
  state: "open" | "confirmed" | "dismissed" | "approved" | "rejected" | "expired" | "voided";
  endedAt: string | null;
  by: string | null;
  readonly template: string | null;
  readonly writing: string | null;
  edited: boolean;
  change: EventOf<"DraftEdited">["payload"]["change"];
  rejection: string | null;
  owner: string | null;
  /** The version of the last event that changed the hold. */
  touched: number;
  readonly openedVersion: number;
}

export interface Lead {
  readonly runId: RunId;
  readonly streamId: ContactId;
  readonly beganAt: string;
  readonly startedBy: RunStart;
  readonly source: string | null;
  readonly isBeside: boolean;
  decision: (EventOf<"ActionDecided">["payload"] & { readonly ladder: string }) | null;
  readonly hits: Set<string>;
  plan: "usable" | "fallback" | null;
  gradedAt: string | null;
  isAnalyzed: boolean;
  /** The version by which the decision was complete, or of a later veto; null while it is not complete. */
  complete: number | null;
  preview: LeadHold | null;
  draft: LeadHold | null;
  readonly calls: { readonly version: number; readonly tokens: number; readonly microDollars: number }[];
  sent: "sent" | "failed" | "uncertain" | null;
  readonly reports: Set<ReportKind>;
  /** The contact's scores, the latest last. An erasure ends a score. They are the same for all leads of the contact. */
  readonly scores: readonly LeadScore[];
}

export interface LeadScore {
  readonly version: number;
  readonly at: string;
  readonly vertical: string | null;
  readonly tier: string | null;
  readonly roleFit: string | null;
}

const OPTED_OUT: Readonly<Partial<Record<string, ReportKind>>> = {
  bounce: "bounced",
  reply_bounced: "bounced",
  soft_reports: "bounced",
  complaint: "complained",
  unsubscribe: "unsubscribed",
  reply_unsubscribe: "unsubscribed",
};

/** Classes of messages that no person wrote. */
const BY_MACHINE: ReadonlySet<string | undefined> = new Set(["auto_reply", "bounced"]);

/** What is known of a contact's leads so far. Every event changes it. */
interface Book {
  readonly streamId: ContactId;
  readonly leads: Map<RunId, Lead>;
  readonly holds: Map<HoldId, LeadHold>;
  /** The last version of each command's events. */
  readonly lastOfCommand: ReadonlyMap<string, number>;
  /** The source of the last signal that began a run. */
  source: string | null;
  /** The lead that was handed over last, and the one whose message was sent last. */
  handedOver: Lead | undefined;
  dispatched: Lead | undefined;
  erasedVersion: number;
  readonly scores: LeadScore[];
}

function begin(event: StoredEvent, book: Book, runId: RunId, startedBy: RunStart, isBeside = false): void {
  book.leads.set(runId, {
    runId,
    streamId: book.streamId,
    beganAt: event.at,
    startedBy,
    source: book.source,
    isBeside,
    decision: null,
    hits: new Set(),
    plan: null,
    gradedAt: null,
    isAnalyzed: false,
    complete: null,
    preview: null,
    draft: null,
    calls: [],
    sent: null,
    reports: new Set(),
    scores: book.scores,
  });
}

/** The decision of a lead is complete with the last event of this event's command. A later veto moves the version, nothing else does. */
function complete(lead: Lead | undefined, { commandId }: StoredEvent, book: Book, isVeto = false): void {
  if (lead?.decision && (lead.complete === null || isVeto)) lead.complete = book.lastOfCommand.get(commandId) ?? null;
}

/** Ends a run before its grades, if it has none yet. */
const replace = (runId: RunId | undefined, event: StoredEvent, book: Book): void =>
  complete(runId && book.leads.get(runId), event, book);

function change(holdId: HoldId, { version }: StoredEvent, book: Book, to: Partial<LeadHold>): void {
  const hold = book.holds.get(holdId);
  if (hold) Object.assign(hold, to, { touched: version });
}

function open(
  event: EventOf<"PreviewHeld" | "DraftHeld">,
  book: Book,
  of: Pick<LeadHold, "kind" | "template" | "writing">,
): void {
  const lead = book.leads.get(event.payload.runId);
  if (!lead) return;
  const hold: LeadHold = {
    ...of,
    openedAt: event.at,
    state: "open",
    endedAt: null,
    by: null,
    edited: false,
    change: null,
    rejection: null,
    owner: null,
    touched: event.version,
    openedVersion: event.version,
  };
  book.holds.set(event.payload.holdId, hold);
  lead[of.kind] = hold;
}

const ended =
  (state: LeadHold["state"]) =>
  (event: EventOf<"PreviewDismissed" | "DraftApproved" | "DraftRejected">, book: Book): void =>
    change(event.payload.holdId, event, book, { state, endedAt: event.at, by: event.payload.by });

const settled =
  (sent: NonNullable<Lead["sent"]>) =>
  (event: EventOf<"DispatchSucceeded" | "DispatchFailed" | "DispatchUncertain">, book: Book): void => {
    const lead = book.leads.get(event.payload.runId);
    if (lead) lead.sent = sent;
    if (lead && sent === "sent") book.dispatched = lead;
  };

/** What each event says of leads. */
export const LEAD_EVENTS: EventTable<Book, void> = {
  SignalReceived: (event, book) => {
    const { kind, class: reply, source, runId, beside, supersedes } = event.payload;
    if (kind === "lead" || (kind === "message" && !BY_MACHINE.has(reply)))
      for (const hold of book.holds.values()) if (hold.state === "open" && hold.edited) hold.touched = event.version;
    replace(supersedes, event, book);
    if (!runId) return;
    book.source = source;
    begin(event, book, runId, "signal", beside);
  },
  RunRequested: (event, book) => {
    replace(event.payload.supersedes, event, book);
    begin(event, book, event.payload.runId, "request");
  },
  FollowupDue: (event, book) => begin(event, book, event.payload.runId, "followup"),
  SafetyVetoed: (event, book) => {
    const lead = book.leads.get(event.payload.runId);
    for (const hit of event.payload.hits) lead?.hits.add(hit);
    complete(lead, event, book, true);
  },
  PlanProposed: ({ payload }, book) => {
    const lead = book.leads.get(payload.runId);
    if (lead && lead.plan === null && lead.complete === null) lead.plan = payload.fallback ? "fallback" : "usable";
  },
  ActionDecided: (event, book) => {
    const lead = book.leads.get(event.payload.runId);
    if (!lead) return;
    lead.decision = { ...event.payload, ladder: event.policy?.digest ?? "" };
    if (lead.isBeside || event.payload.vetoedAt !== undefined) complete(lead, event, book);
  },
  QualificationGraded: (event, book) => {
    const lead = book.leads.get(event.payload.runId);
    if (lead) lead.gradedAt = event.at;
    if (lead?.isAnalyzed) complete(lead, event, book);
  },
  OpportunityAnalyzed: (event, book) => {
    const lead = book.leads.get(event.payload.runId);
    if (lead) lead.isAnalyzed = true;
    if (lead?.gradedAt) complete(lead, event, book);
  },
  LlmCalled: ({ version, payload }, book) => {
    const { runId, tokensIn, tokensOut, costMicroDollars } = payload;
    const call = { version, tokens: tokensIn + tokensOut, microDollars: costMicroDollars };
    if (runId) book.leads.get(runId)?.calls.push(call);
  },
  PreviewHeld: (event, book) => open(event, book, { kind: "preview", template: null, writing: null }),
  DraftHeld: (event, book) => {
    const { template, writing } = event.payload;
    open(event, book, { kind: "draft", template, writing: writing?.outcome ?? null });
  },
  PreviewConfirmed: (event, book) => {
    const { holdId, runId, by } = event.payload;
    change(holdId, event, book, { state: "confirmed", endedAt: event.at, by });
    book.handedOver = book.leads.get(runId);
  },
  PreviewDismissed: ended("dismissed"),
  DraftApproved: ended("approved"),
  DraftRejected: (event, book) => {
    ended("rejected")(event, book);
    change(event.payload.holdId, event, book, { rejection: event.payload.reason });
  },
  HoldExpired: (event, book) =>
    change(event.payload.holdId, event, book, { state: "expired", endedAt: event.at, by: "timer" }),
  HoldVoided: (event, book) => {
    const { holdId, cause } = event.payload;
    change(holdId, event, book, { state: "voided", endedAt: event.at, by: cause });
  },
  DraftEdited: (event, book) =>
    change(event.payload.holdId, event, book, { edited: true, change: event.payload.change }),
  HoldSnoozed: (event, book) => change(event.payload.holdId, event, book, {}),
  HoldReassigned: (event, book) => change(event.payload.holdId, event, book, { owner: event.payload.to }),
  DispatchSucceeded: settled("sent"),
  DispatchFailed: settled("failed"),
  DispatchUncertain: settled("uncertain"),
  OutcomeReported: ({ payload }, book) => void book.handedOver?.reports.add(payload.outcome),
  ContactFlagged: ({ payload }, book) => {
    const kind = payload.on ? OPTED_OUT[payload.cause] : undefined;
    if (kind) book.dispatched?.reports.add(kind);
  },
  ContactErased: (event, book) => {
    for (const lead of book.leads.values()) complete(lead, event, book);
    for (const hold of book.holds.values()) if (hold.openedVersion > book.erasedVersion) hold.touched = event.version;
    book.erasedVersion = event.version;
    book.scores.push({ version: event.version, at: event.at, vertical: null, tier: null, roleFit: null });
  },
  ContactScored: ({ version, at, payload: { vertical, tier, roleFit } }, book) =>
    void book.scores.push({ version, at, vertical, tier, roleFit: roleFit?.by ?? null }),
  ...nothingAt(
    "RevisitSet",
    "RevisitCleared",
    "ActivityReported",
    "DraftUnused",
    "ApprovalVoided",
    "DispatchClaimed",
    "ContactsLinked",
    "ContactsUnlinked",
    "ContactPlaced",
    "ContactCorrected",
    "TaskRaised",
    "TaskClosed",
    "HistoryImported",
    ...OTHER_STREAMS_EVENTS,
  ),
};

/** The leads of a contact, complete or not. */
export function leadsOf(streamId: ContactId, events: readonly StoredEvent[]): readonly Lead[] {
  const book: Book = {
    streamId,
    leads: new Map(),
    holds: new Map(),
    lastOfCommand: new Map(events.map(({ commandId, version }) => [commandId, version])),
    source: null,
    handedOver: undefined,
    dispatched: undefined,
    erasedVersion: 0,
    scores: [],
  };
  for (const event of events) atEvent(LEAD_EVENTS, event, book);
  return [...book.leads.values()];
}
