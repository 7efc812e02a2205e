// Compares, one bounded page per turn: objects with the log and with the rows of their holds, and the CRM's receipts with their events. It
// completes what can be completed and reports the rest. Objects check themselves; this job only samples. The suppression list is in
// complete-list.ts.
import type { CronWork } from "../../drizzle/cron-work.ts";
import type { ListRow, ReceiptRow } from "../../drizzle/crm-sweeps.ts";
import type { HeadsPage, LoggedHead } from "../../drizzle/log-heads.ts";
import type { ContactId, StreamId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { troubleOf, UNSIGNED } from "../../schema/object-damage.ts";
import type { Compared, Relation } from "../../domain/contact/compare-head.ts";
import { compared, differingHolds } from "./compare-holds.ts";
import { answersOf, comparedIn, isCompared, isForPeople } from "./compare-page.ts";
import { type AgainPorts, askNotedAgain, notesOf, type StreamNote } from "./unreadable-again.ts";
import { HOUR_MS } from "../../schema/time.ts";

export interface ReconcilePorts extends AgainPorts {
  readonly work: CronWork;
  readonly heads: (page: { readonly after: string; readonly limit: number }) => Promise<HeadsPage<LoggedHead>>;
  readonly listRows: (page: {
    readonly after: number;
    readonly limit: number;
  }) => Promise<{ readonly rows: readonly ListRow[]; readonly highest: number }>;
  /** The list's highest revision and its number of rows. */
  readonly countList: () => Promise<{ readonly highest: number; readonly rows: number }>;
  /** The highest revision of the list that the log has. */
  readonly logRevision: () => Promise<number>;
  readonly receipts: (page: { readonly after: string; readonly limit: number }) => Promise<readonly ReceiptRow[]>;
  readonly withoutEvent: (rows: readonly ReceiptRow[]) => Promise<readonly ReceiptRow[]>;
  readonly now: () => number;
}

/**
 * Each stream is one request to an object, which may have to wake. With a turn every quarter of an hour, 9,600 streams are
 * compared a day: ten thousand contacts about once a day; a larger log is sampled.
 */
const STREAMS_PER_TURN = 100;
/** For each receipt, one row of the CRM and a short stream of the log are read; no object is woken. */
const RECEIPTS_PER_TURN = 500;

/** A message is tried a hundred times, at most twenty minutes apart: about 32 hours. After that it is a dead letter. */
const RECEIPT_PATIENCE_MS = 36 * HOUR_MS;

/** The most entries in a log line; the counts are complete. */
const MOST_LISTED = 20;

export interface HeadsFound {
  readonly compared: number;
  /** The number of streams in each relation, without zeros. */
  readonly relations: Readonly<Partial<Record<Relation, number>>>;
  /** Objects with events that the log does not accept now. */
  readonly unlogged: number;
  /** Objects that did not answer. */
  readonly silent: number;
  /**
   * Streams whose last event in the log is not signed by its key, so that no object wrote it: of these streams, and of all that were
   * noted before.
   */
  readonly unsigned: number;
  /** Objects that cannot be read, counted likewise. */
  readonly unreadable: number;
  /** Objects whose storage has other events than those that were recorded, counted likewise. */
  readonly objectDiffers: number;
  /** Streams whose rows of holds are not as their objects say, counted likewise. */
  readonly readModelDiffers: number;
  /** The first streams with a finding. */
  readonly streams: readonly StreamId[];
}

/** What a turn has found that compared nothing. */
export const NO_HEADS: HeadsFound = {
  compared: 0,
  relations: {},
  unlogged: 0,
  silent: 0,
  unsigned: 0,
  unreadable: 0,
  objectDiffers: 0,
  readModelDiffers: 0,
  streams: [],
};

/** Compares the next page of streams with their objects, which ship what the log lacks. */
export async function sampleHeads(ports: ReconcilePorts): Promise<HeadsFound> {
  const { work, heads, now, logKeys } = ports;
  const before = await askNotedAgain(ports);
  const from = await work.read("heads");
  const { heads: page, next } = await heads({ after: from ?? "", limit: STREAMS_PER_TURN });
  const keys = await logKeys();
  const unsigned = page
    .filter((head) => !keys.isSigned(head, head.at))
    .map(({ streamId }) => ({ streamId, detail: UNSIGNED }));
  const answers = await answersOf(page, ports);
  const answered = comparedIn(answers);
  const comparisons = answered.map(({ answer }) => answer);
  const damaged = answers.flatMap(({ streamId, answer }) =>
    answer && "reason" in answer ? { streamId, detail: answer.detail } : [],
  );
  const odd = [...unsigned, ...notesOf(await differingHolds(answered, ports))];
  // Before the place: a stream whose note was refused would otherwise be compared again only after all others.
  await noteAll(odd, ports);
  // Another turn may have stored its place meanwhile; then this one is not stored, and some streams are compared twice.
  await work.replace({ name: "heads", from, to: next ?? "", at: new Date(now()).toISOString() });
  const found = [...before, ...damaged, ...odd];
  const troubles = countBy([...new Map(found.map(({ streamId, detail }) => [streamId, troubleOf(detail)])).values()]);
  const named = new Set(found.map(({ streamId }) => streamId));
  const unwell = answers.filter(
    ({ streamId, answer }) => named.has(streamId) || !isCompared(answer) || !isWell(answer),
  );
  return {
    compared: answers.length,
    relations: countBy(comparisons.map(({ relation }) => relation)),
    unlogged: comparisons.filter(({ relation, logged }) => !logged && !isForPeople(relation)).length,
    silent: answers.length - comparisons.length - damaged.length,
    unsigned: troubles.unsigned_tail ?? 0,
    unreadable: troubles.object_unreadable ?? 0,
    objectDiffers: troubles.object_differs ?? 0,
    readModelDiffers: troubles.read_model_differs ?? 0,
    streams: [...new Set([...before, ...unwell].map(({ streamId }) => streamId))].slice(0, MOST_LISTED),
  };
}

/** Lists the streams on the desk, until they are right again. Objects note themselves when they cannot be read. */
async function noteAll(notes: readonly StreamNote[], { unreadable, now }: ReconcilePorts): Promise<void> {
  const at = new Date(now()).toISOString();
  await inParallel(notes, (note) => unreadable.note({ ...note, at }));
}

const isWell = ({ relation, logged }: Compared): boolean =>
  logged && (relation === "equal" || relation === "under_way");

export interface ReceiptsFound {
  readonly receipts: number;
  /** Accepted receipts without an event. Their signal is in a dead letter, or lost: then only its sender has it. */
  readonly withoutEvent: number;
  /** The first receipts without an event. */
  readonly told: readonly Pick<ReceiptRow, "receipt" | "contactId">[];
}

/** Finds accepted webhooks without an event. Their words are not stored, so they cannot be completed, only reported. */
export async function sampleReceipts(ports: ReconcilePorts): Promise<ReceiptsFound> {
  const { work, receipts, withoutEvent, now } = ports;
  const from = await work.read("receipts");
  const page = await receipts({ after: from ?? "", limit: RECEIPTS_PER_TURN });
  const due = page.filter(({ at }) => now() - Date.parse(at) >= RECEIPT_PATIENCE_MS);
  const suspects = await withoutEvent(due);
  // The contact's object may have the event: it ships it first, and then the log is read again.
  await inParallel([...new Set(suspects.map(({ contactId }) => contactId))], (contactId) => shipped(contactId, ports));
  const lacking = suspects.length === 0 ? [] : await withoutEvent(suspects);
  const to = page.length < RECEIPTS_PER_TURN ? "" : (page.at(-1)?.receipt ?? "");
  await work.replace({ name: "receipts", from, to, at: new Date(now()).toISOString() });
  return {
    receipts: due.length,
    withoutEvent: lacking.length,
    told: lacking.slice(0, MOST_LISTED).map(({ receipt, contactId }) => ({ receipt, contactId })),
  };
}

/** Lets a contact's object ship what the log lacks. Whether it did is visible when the log is read again. */
async function shipped(contactId: ContactId, { object, head }: ReconcilePorts): Promise<void> {
  try {
    await compared(object(contactId), await head(contactId));
  } catch {
    // Reported anyway: the log has no event of the receipt.
  }
}

function countBy<Key extends string>(all: readonly Key[]): Partial<Record<Key, number>> {
  const groups = Map.groupBy(all, (key) => key);
  return Object.fromEntries([...groups].map(([key, own]) => [key, own.length])) as Partial<Record<Key, number>>;
}
