// Verifies a log: every stream's chain, every event against the events before it, every decision derived again, and the root over all heads. It is
// pure and synchronous over one stream at a time, so that a caller with a million events can show progress and keep its memory constant.
import { canonicalJson } from "../schema/canonical.ts";
import type { StoredEvent } from "../schema/events.ts";
import { CompanyId, type ContactId, type StreamId } from "../schema/ids.ts";
import { openFold } from "../domain/contact/evolve.ts";
import { type Contact, emptyContact } from "../domain/contact/state.ts";
import { linksOf } from "./chain.ts";
import { lacksCall, NO_CALL } from "./class-again.ts";
import { companyBook, companyJudge } from "./companies.ts";
import type { LogContext } from "./context.ts";
import { checkpointBook } from "./checkpoints.ts";
import { judgeEvidence } from "./evidence.ts";
import { type Fault, faultAt, type Report } from "./faults.ts";
import { judgeLaws } from "./lawful.ts";
import { headOf, merkleTree } from "../domain/merkle.ts";
import { type LogKeys, logKeysOf, unsignedFrom } from "../domain/log-keys.ts";
import type { EventRow, Head } from "../schema/shipment.ts";
import { policiesOf } from "../domain/policies.ts";
import type { Placed } from "./placed.ts";
import { readingsJudge } from "./readings.ts";
import { rederive } from "./rederive.ts";
import { judgeSealed, lacksWords } from "./sealed.ts";
import { secondPersonBook } from "./second-person.ts";
import { type Keys, type LogSource, noKeys, type StreamQuery, type StreamRows } from "./source.ts";
import { suppressionBook } from "./suppressions.ts";
import { judgeWriter } from "./writers.ts";

/** The number of sealed events that stayed closed or were opened. An erased contact has no key: that is counted here and is no fault. */
export interface SealedCount {
  readonly closed: number;
  readonly opened: number;
  readonly erased: boolean;
}

export interface StreamReport {
  readonly streamId: StreamId;
  readonly events: number;
  readonly head: Head | null;
  readonly faults: readonly Fault[];
  readonly sealed: SealedCount;
  /** The folded state; null when the chain is broken, and for administrative streams. */
  readonly contact: Contact | null;
  /** The first version that no object wrote, because the log's key has not signed it; null when the head is signed. */
  readonly unsignedFrom: number | null;
}

interface JudgeOptions {
  /** Called with every readable event, in order. It collects policies, suppressions and log keys from administrative streams. */
  readonly learn?: (event: StoredEvent, row: EventRow, report: Report) => void;
  /** An ISO time: only events from this time on are checked, but the whole chain is always checked. */
  readonly since?: string | null;
}

/** The faults of one stream. */
export const verifyStream = (stream: StreamRows, context: LogContext): readonly Fault[] =>
  judgeStream(stream, context).faults;

/** Verifies one stream, and returns its faults, its head and its folded state. */
export function judgeStream(
  stream: StreamRows,
  given: LogContext,
  { learn, since = null }: JudgeOptions = {},
): StreamReport {
  const { streamId, openedWords } = stream;
  const context = openedWords
    ? { ...given, openWords: ({ version }: StoredEvent) => openedWords.get(version) ?? null }
    : given;
  const isContact = isOfContact(stream);
  const contactId = streamId as ContactId;
  const ownKey = isContact && !context.openWords ? context.keys(streamId) : null;
  // After an erasure and a readmission the contact has a new key, which opens only the events after the erasure.
  const closedUpTo = ownKey ? erasedVersion(stream) : 0;
  const faults: Fault[] = [];
  let version = 0;
  const report: Report = (finding) => void faults.push(faultAt(streamId, version, finding));
  const past: StoredEvent[] = [];
  const states: Contact[] = [emptyContact];
  const fold = openFold();
  let contact: Contact | null = emptyContact;
  let [at, sealed, opened] = ["", 0, 0];
  const judgeReading = readingsJudge();
  const companyId = CompanyId.safeParse(streamId);
  const judgeCompany = companyId.success ? companyJudge(companyId.data, context.companies) : null;

  /** Checks a claimed call of a model when the next event, or the end of the stream, is known. */
  const judgeCall = (next: StoredEvent | null): void => {
    const last = past.at(-1);
    if (last && (since === null || last.at >= since) && lacksCall(last, next))
      faults.push(faultAt(streamId, last.version, NO_CALL));
  };

  for (const { row, event, findings, follows } of linksOf(stream)) {
    version = row.version;
    const key = version > closedUpTo ? ownKey : null;
    for (const finding of findings) report(finding);
    if (!follows || !event) {
      contact = null;
      continue;
    }
    learn?.(event, row, report);
    if (event.sealed !== null) sealed += 1;
    if (event.sealed !== null && (key || context.openWords?.(event))) opened += 1;
    const before = contact;
    if (since === null || event.at >= since) {
      if (event.at < at) report({ name: "time_reversed", field: "at", expected: at, found: event.at });
      judgeWriter(event, report);
      judgeReading(event, report);
      judgeCompany?.(event, report);
      if (event.sealed !== null && (key || context.openWords)) judgeSealed(event, key, context, report);
      if (before && lacksWords(event, before)) report({ name: "words_missing", field: "sealed" });
      if (before && isContact) judgePlaced({ contactId, event, before, states, past }, context, report);
    }
    at = event.at;
    if (!before || !isContact) continue;
    judgeCall(event);
    contact = fold(event, row.hash);
    past.push(event);
    states.push(contact);
  }
  if (contact) judgeCall(null);
  const unsigned = unsignedFrom(stream.rows, context.logKeys);
  if (unsigned !== null) faults.push(faultAt(streamId, unsigned, { name: "unsigned_tail", field: "signature" }));
  const erased = contact?.erased ?? false;
  return {
    streamId,
    events: stream.rows.length,
    head: headOf(stream),
    faults,
    sealed: { closed: sealed - opened, opened, erased },
    contact: isContact ? contact : null,
    unsignedFrom: unsigned,
  };
}

/** A stream without the rows from a version on, which its object did not write. */
const partBefore = (stream: StreamRows, from: number | null): StreamRows =>
  from === null ? stream : { ...stream, rows: stream.rows.filter(({ version }) => version < from) };

/**
 * The part of a contact's stream from which its rows follow. Null when nothing can follow: the chain is broken, an event could not happen, or
 * nothing is signed.
 */
export function lawfulPart(
  stream: StreamRows,
  { faults, contact, unsignedFrom: from }: Pick<StreamReport, "faults" | "contact" | "unsignedFrom">,
): StreamRows | null {
  if (!contact || faults.some(({ name }) => name === "event_unlawful")) return null;
  const part = partBefore(stream, from);
  return part.rows.length === 0 ? null : part;
}

/** A log as its objects signed it. Rows beside the log are compared with this part only: the rest follows from nothing. */
export const signedLog = (log: LogSource, logKeys: Pick<LogKeys, "isSigned">): LogSource => ({
  async *streams(query = {}) {
    for await (const stream of log.streams(query)) {
      const part = partBefore(stream, unsignedFrom(stream.rows, logKeys));
      if (part.rows.length > 0) yield part;
    }
  },
});

/** Marks an erasure in a body. No string value can contain this text, because quotes are escaped in JSON strings. */
const ERASED = '"type":"ContactErased"';

/** The version of the last erasure of a stream; 0 when there is none. Sealed events up to it cannot be opened. */
export const erasedVersion = ({ rows }: StreamRows): number =>
  rows.findLast(({ body }) => body.includes(ERASED))?.version ?? 0;

/** Checks an event of a contact against the events before it. Administrative events depend on nothing in the log, so they are not checked here. */
function judgePlaced(placed: Placed, context: LogContext, report: Report): void {
  const { event, before } = placed;
  const command = before.commands[event.commandId];
  if (command && command[1] !== event.version - 1)
    report({ name: "command_split", field: "commandId", expected: event.version - 1, found: command[1] });
  judgeLaws(placed, context, report);
  judgeEvidence(placed, context, report);
  rederive(placed, context, report);
}

/** What the caller knows about the log from another place: a published root, or heads that were recorded earlier. */
export interface OutsideKnowledge {
  readonly root?: string;
  readonly heads?: ReadonlyMap<StreamId, Head>;
  /** The newest public key of the log's signatures. */
  readonly logKey?: string;
}

export interface VerifyOptions {
  readonly keys?: Keys;
  readonly since?: string | null;
  readonly expected?: OutsideKnowledge;
}

export interface LogReport {
  readonly streams: number;
  readonly events: number;
  readonly root: string;
  /** The newest public key of the log's signatures; null when it has adopted none. */
  readonly logKey: string | null;
  /** Faults of the log as a whole; those of a stream are in its own report. */
  readonly faults: readonly Fault[];
  readonly sealed: { readonly closed: number; readonly opened: number; readonly erasedStreams: number };
}

/** Judges the streams of a log, one by one. */
export interface LogJudge {
  /** The keys of the log, as far as they were adopted in the streams so far. */
  readonly logKeys: LogKeys;
  /** Judges an administrative stream or a company's, and learns its policies, suppressions, keys and facts. All come before the first contact. */
  learn(stream: StreamRows): StreamReport;
  /** Judges a stream by what was learned. The order does not matter, so several judges can share the contacts of a log. */
  judge(stream: StreamRows): StreamReport;
}

/** A judge that knows nothing of the log yet. */
export function openJudge({ keys = noKeys, since = null }: Omit<VerifyOptions, "expected"> = {}): LogJudge {
  const [policies, suppressions, companies, logKeys] = [policiesOf(), suppressionBook(), companyBook(), logKeysOf()];
  const [roots, secondPersons] = [checkpointBook(logKeys), secondPersonBook()];
  const context: LogContext = { policies, suppressions, companies, keys, logKeys };
  const learn = (event: StoredEvent, row: EventRow, report: Report): void => {
    policies.learn(event);
    suppressions.learn(event);
    companies.learn(event);
    if (!logKeys.learn(event, row)) report({ name: "log_key_unproved", field: "proof" });
    roots.learn(event, report);
    secondPersons.learn(event, report);
  };
  return {
    logKeys,
    learn: (stream) => {
      const report = judgeStream(stream, context, { since, learn });
      return { ...report, faults: [...report.faults, ...secondPersons.settle(stream.streamId)] };
    },
    judge: (stream) =>
      judgeStream(stream, context, { since, learn: (event, _, report) => secondPersons.judge(event, report) }),
  };
}

export interface LogSum {
  /** Adds the report of the next stream. Streams must be in ascending order of their ids. */
  add(report: Pick<StreamReport, "streamId" | "events" | "head" | "sealed">): void;
  end(logKey: string | null): LogReport;
}

/** Sums up the reports of all streams to that of the log. */
export function openSum({ root: expectedRoot, heads, logKey: expectedKey }: OutsideKnowledge = {}): LogSum {
  const tree = merkleTree();
  const missing = new Map(heads);
  let [streams, events, closed, opened, erasedStreams] = [0, 0, 0, 0, 0];
  return {
    add: (report) => {
      streams += 1;
      events += report.events;
      closed += report.sealed.closed;
      opened += report.sealed.opened;
      erasedStreams += report.sealed.erased ? 1 : 0;
      if (report.head) tree.add(report.head);
      missing.delete(report.streamId);
    },
    end: (logKey) => {
      const root = tree.root();
      const isOther = expectedRoot !== undefined && expectedRoot !== root;
      return {
        streams,
        events,
        root,
        logKey,
        faults: [
          ...keyFault(expectedKey, logKey),
          ...(isOther ? [faultAt(null, null, { name: "root_differs", expected: expectedRoot, found: root })] : []),
          ...[...missing.values()].map(missingStream),
        ],
        sealed: { closed, opened, erasedStreams },
      };
    },
  };
}

/** Whether a stream is of a contact. A judge learns from all others. */
export const isOfContact = ({ streamId }: Pick<StreamRows, "streamId">): boolean => streamId.startsWith("ct_");

/** The faults of a stream beside heads that were recorded earlier. A stream without a known head is newer than they are. */
export function againstHeads(stream: StreamRows, heads: ReadonlyMap<StreamId, Head> | null): readonly Fault[] {
  const head = heads?.get(stream.streamId);
  return head ? againstHead(stream, head) : [];
}

/** Compares the newest key of a log with the one that the caller knows. A log that was made anew with another key has every signature. */
function keyFault(expected: string | undefined, found: string | null): readonly Fault[] {
  const differs = expected !== undefined && expected !== found;
  return differs ? [faultAt(null, null, { name: "log_key_differs", expected, found: found ?? "none" })] : [];
}

/** Compares a stream with a head that it had: the stream may be longer now, but must still have that event. */
export function againstHead({ streamId, rows }: StreamRows, head: Head): readonly Fault[] {
  const row = rows.find(({ version }) => version === head.version);
  if (!row)
    return [
      faultAt(streamId, head.version, {
        name: "stream_truncated",
        expected: head.version,
        found: rows.at(-1)?.version,
      }),
    ];
  return row.hash === head.hash
    ? []
    : [faultAt(streamId, head.version, { name: "head_differs", expected: head.hash, found: row.hash })];
}

/** The fault for a stream that had a head and does not exist any more. */
export const missingStream = ({ streamId, version }: Head): Fault =>
  faultAt(streamId, null, { name: "stream_missing", expected: version });

/** Verifies a whole source, and collects the faults of all streams in memory. For a large log, tally the faults of each stream. */
export async function verifyLog(
  source: LogSource,
  { expected = {}, ...options }: VerifyOptions = {},
  query: StreamQuery = {},
): Promise<LogReport> {
  const [judge, sum] = [openJudge(options), openSum(expected)];
  const faults: Fault[] = [];
  for await (const stream of source.streams(query)) {
    const report = isOfContact(stream) ? judge.judge(stream) : judge.learn(stream);
    faults.push(...againstHeads(stream, expected.heads ?? null), ...report.faults);
    sum.add(report);
  }
  const report = sum.end(judge.logKeys.newest());
  return { ...report, faults: [...report.faults, ...faults] };
}

/** Compares the folded state of a stream with its object's state, byte for byte in canonical JSON. */
export function compareState(stream: StreamRows, context: LogContext, state: Contact): readonly Fault[] {
  const { contact } = judgeStream(stream, context);
  const differing = contact && Object.keys(contact).find((field) => !isSame(contact, state, field as keyof Contact));
  if (!contact) return [faultAt(stream.streamId, null, { name: "state_differs", expected: "a fold" })];
  if (differing === undefined || differing === null) return [];
  const field = differing as keyof Contact;
  return [
    faultAt(stream.streamId, contact.version, {
      name: "state_differs",
      field: differing,
      expected: canonicalJson(contact[field]),
      found: canonicalJson(state[field]),
    }),
  ];
}

const isSame = (one: Contact, other: Contact, field: keyof Contact): boolean =>
  canonicalJson(one[field]) === canonicalJson(other[field]);
