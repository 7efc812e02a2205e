// Sample rows for the tests of the databases: events with a valid hash chain, and one row of each read model.
import { LOG_SIGNER } from "./log-keys.ts";
import { chainHash } from "../domain/contact/record.ts";
import { canonicalJson } from "../schema/canonical.ts";
import { GENESIS_HASH } from "../schema/events.ts";
import { ApprovalId, ContactId, HoldId, RunId, type StreamId, TaskId } from "../schema/ids.ts";
import type {
  ContactRow,
  EventRow,
  HoldRow,
  HoldShown,
  ReportRow,
  RunRow,
  Shipment,
  TaskRow,
  UnderWayRow,
  UnwrittenRow,
} from "../schema/shipment.ts";
import type { OutboxRow } from "../schema/errands.ts";

export const contact = (name: string): ContactId => ContactId.parse(`ct_${name}`);
export const [ada, grace, linus] = [contact("ada"), contact("grace"), contact("linus")] as const;

const provenance = {
  confidence: 1,
  reason: "sample",
  source: "rule:sample",
  evidence: [["events", "ct_x@1"]],
};

/** One event row after `prevHash`. `says` makes two events of one version differ. A test may set an invalid `provenance`. */
export function eventAfter(
  prevHash: string,
  of: {
    streamId: StreamId;
    version: number;
    says?: string;
    provenance?: unknown;
    type?: string;
    at?: string;
    names?: object;
  },
): EventRow {
  const { streamId, version } = of;
  const payload = { says: of.says ?? "", ...of.names };
  const body = canonicalJson({
    type: of.type ?? "SampleMade",
    ...(of.at === undefined ? {} : { at: of.at }),
    provenance: of.provenance ?? provenance,
    payload,
  });
  const written = { streamId, version, body, sealed: null };
  const hash = chainHash(prevHash, written);
  const row = { ...written, hash, signature: LOG_SIGNER.sign({ streamId, version, hash }) };
  PREVIOUS.set(row, prevHash);
  return row;
}

/** The hash after which each row was made: the row itself does not have it. */
const PREVIOUS = new WeakMap<EventRow, string>();

/** The first `count` events of a stream, with a valid hash chain. */
export function chain(streamId: StreamId, count: number, says = ""): EventRow[] {
  const events: EventRow[] = [];
  for (let version = 1; version <= count; version += 1) {
    events.push(eventAfter(events.at(-1)?.hash ?? GENESIS_HASH, { streamId, version, says }));
  }
  return events;
}

export const shipment = (streamId: StreamId, events: EventRow[], rest: Partial<Shipment> = {}): Shipment => ({
  streamId,
  events,
  prevHash: (events[0] && PREVIOUS.get(events[0])) ?? GENESIS_HASH,
  wrappedKey: null,
  holds: [],
  tasks: [],
  contact: null,
  runs: [],
  reports: [],
  ...rest,
});

export const holdRow = (name: string, of: Partial<HoldRow> = {}): HoldRow => ({
  holdId: HoldId.parse(`hd_${name}`),
  streamId: ada,
  version: 1,
  runId: RunId.parse("run_1"),
  kind: "preview",
  state: "open",
  action: "initial",
  reason: "first_contact",
  verdict: "qualified",
  qualifyBasisPoints: 7_000,
  analyzeBasisPoints: 5_000,
  arithmetic: canonicalJson({ increments: [], facts: {}, summary: "" }),
  openedAt: "2026-11-02T09:00:00.000Z",
  expiresAt: "2026-11-05T09:00:00.000Z",
  snoozedUntil: null,
  assignedTo: null,
  marked: false,
  endedAt: null,
  endedBy: null,
  draftId: null,
  digest: null,
  shown: canonicalJson({
    name: null,
    email: "",
    company: null,
    title: null,
    wrote: null,
    subject: null,
    body: null,
    footer: null,
  } satisfies HoldShown),
  source: "website",
  beganAt: "2026-11-02T08:59:00.000Z",
  population: "scripted",
  arm: "scripted",
  template: null,
  writing: null,
  edited: false,
  words: null,
  changedWords: null,
  sentences: null,
  deletedSentences: null,
  rejection: null,
  plan: null,
  vertical: null,
  tier: null,
  roleFit: null,
  scoredAt: null,
  tokens: 0,
  microDollars: 0,
  ...of,
});

export const taskRow = (name: string, of: Partial<TaskRow> = {}): TaskRow => ({
  taskId: TaskId.parse(`tk_${name}`),
  streamId: ada,
  version: 1,
  kind: "hot_reply",
  about: "sg_1",
  runId: null,
  raisedAt: "2026-11-02T09:00:00.000Z",
  closedAt: null,
  closedBy: null,
  how: null,
  ...of,
});

export const flagsRow = (streamId: ContactId, of: Partial<ContactRow> = {}): ContactRow => ({
  streamId,
  version: 1,
  doNotContact: false,
  bounced: false,
  unsubscribed: false,
  replied: false,
  sequence: 0,
  lastSentAt: null,
  sequenceClosed: false,
  erased: false,
  sends: "{}",
  ...of,
});

export const runRow = (name: string, of: Partial<RunRow> = {}): RunRow => ({
  beganAt: "2026-11-02T08:59:00.000Z",
  runId: RunId.parse(`run_${name}`),
  streamId: ada,
  version: 4,
  startedBy: "signal",
  source: "website",
  population: "scripted",
  arm: "scripted",
  action: "initial",
  reason: "first_contact",
  hits: "[]",
  plan: null,
  planArm: null,
  shownPlan: null,
  skipReason: null,
  compared: null,
  decidedAt: "2026-11-02T08:59:01.000Z",
  gradedAt: "2026-11-02T08:59:02.000Z",
  verdict: "qualified",
  ladder: "0".repeat(22),
  vertical: null,
  tier: null,
  roleFit: null,
  scoredAt: null,
  tokens: 0,
  microDollars: 0,
  previewId: null,
  draftHoldId: null,
  ...of,
});

export const reportRow = (version: number, of: Partial<ReportRow> = {}): ReportRow => ({
  beganAt: "2026-11-02T08:59:00.000Z",
  streamId: ada,
  version,
  runId: RunId.parse("run_1"),
  kind: "opportunity_created",
  at: "2026-11-09T09:00:00.000Z",
  ...of,
});

export const underWayRow = (name: string, of: Partial<UnderWayRow> = {}): UnderWayRow => ({
  beganAt: "2026-11-02T08:59:00.000Z",
  runId: RunId.parse(`run_${name}`),
  streamId: ada,
  version: 4,
  startedBy: "signal",
  source: "website",
  step: "plan",
  since: "2026-11-02T08:59:00.000Z",
  stepVersion: 1,
  ...of,
});

export const unwrittenRow = (name: string, of: Partial<UnwrittenRow> = {}): UnwrittenRow => ({
  endedAt: "2026-11-02T08:59:02.000Z",
  runId: RunId.parse(`run_${name}`),
  streamId: ada,
  version: 4,
  reason: "too_soon",
  startedBy: "signal",
  source: "website",
  action: "skip",
  endedBy: null,
  revisitOn: null,
  revisitBy: null,
  ...of,
});

export const outboxRow = (name: string, of: Partial<OutboxRow> = {}): OutboxRow => ({
  idempotencyKey: `key_${name}`,
  streamId: ada,
  approvalId: ApprovalId.parse("ap_1"),
  recipient: "ada@example.com",
  subject: "Your enquiry",
  message: "Subject: Your enquiry\r\n\r\nHello",
  at: "2026-11-02T09:00:00.000Z",
  ...of,
});

/** A shipment for each hold: of a contact with its name, opened in the order of the list. */
export const heldShipments = (holds: readonly (Partial<HoldRow> & { readonly name: string })[]): Shipment[] =>
  holds.map(({ name, ...of }, index) => {
    const streamId = contact(name);
    const event = eventAfter(GENESIS_HASH, { streamId, version: 1, at: "2026-11-20T09:00:00.000Z" });
    const openedAt = new Date(Date.parse("2026-11-20T09:00:00.000Z") + index * 60_000).toISOString();
    return shipment(streamId, [event], { holds: [holdRow(name, { streamId, openedAt, ...of })] });
  });
