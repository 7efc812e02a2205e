// What the cron compares, a bounded page at a time, and goes on with where it stopped: objects with the log, the suppression list and the
// receipts of the CRM with their events. What can be completed is completed; the rest is told. Objects watch themselves: this only samples.
import type { CronWork } from "../../drizzle/cron-work.ts";
import type { ListRow, ReceiptRow } from "../../drizzle/crm-sweeps.ts";
import type { HeadsPage } from "../../drizzle/log-heads.ts";
import { AddSuppressions, type AdminCommand, LiftSuppression } from "../../schema/commands.ts";
import { type AdminId, commandIdOf, type ContactId, type StreamId, suppressionStreamOf } from "../../schema/ids.ts";
import type { Compared, LogHead, Relation } from "../../domain/contact/compare-head.ts";
import { HOUR_MS } from "../../schema/time.ts";

/** An object as reconcile knows it. */
interface ObjectPort {
  compare(head: LogHead | null): Promise<Compared>;
  unlisted(revisions: readonly number[]): Promise<readonly number[]>;
  record(command: AdminCommand, writer: "cron"): Promise<unknown>;
}

export interface ReconcilePorts {
  readonly work: CronWork;
  readonly object: (streamId: StreamId) => ObjectPort;
  readonly heads: (page: { readonly after: string; readonly limit: number }) => Promise<HeadsPage>;
  /** The last event of one stream in the log. */
  readonly head: (streamId: StreamId) => Promise<LogHead | null>;
  readonly listRows: (page: {
    readonly after: number;
    readonly limit: number;
  }) => Promise<{ readonly rows: readonly ListRow[]; readonly highest: number }>;
  readonly receipts: (page: { readonly after: string; readonly limit: number }) => Promise<readonly ReceiptRow[]>;
  readonly withoutEvent: (rows: readonly ReceiptRow[]) => Promise<readonly ReceiptRow[]>;
  readonly now: () => number;
}

/**
 * Each is a request to an object that may sleep. With a turn every quarter of an hour these are 9,600 a day: a log of ten thousand
 * contacts is gone through about once a day, a larger one is sampled.
 */
const STREAMS_PER_TURN = 100;
/** As many as one event of the list holds. */
const LIST_ROWS_PER_PAGE = 500;
/** An import of 100,000 entries is gone through in five hours. */
const LIST_PAGES_PER_TURN = 10;
/** One row read of the CRM and a short stream of the log for each; no object is woken. */
const RECEIPTS_PER_TURN = 500;

/** Whoever wrote a row of the list is still at its event, or is trying again: a provider that heard 503 does so within minutes. */
const LIST_PATIENCE_MS = 15 * 60 * 1_000;
/** A message is tried a hundred times, at most twenty minutes apart: some 32 hours. After that it is a dead letter. */
const RECEIPT_PATIENCE_MS = 36 * HOUR_MS;

/** An invocation has six connections. */
const CALLS_AT_ONCE = 6;
/** What a line of a log can show; the counts are whole. */
const TOLD_AT_MOST = 20;

export interface HeadsFound {
  readonly compared: number;
  /** How many were found in each relation; nothing where none was. */
  readonly relations: Readonly<Partial<Record<Relation, number>>>;
  /** Objects that have what the log does not take now. */
  readonly unlogged: number;
  /** Objects that did not answer. */
  readonly silent: number;
  /** The first streams of which something is to be told. */
  readonly streams: readonly StreamId[];
}

/** Compares the next page of streams with their objects, which ship what the log lacks. */
export async function sampleHeads({ work, object, heads, now }: ReconcilePorts): Promise<HeadsFound> {
  const from = await work.read("heads");
  const { heads: page, next } = await heads({ after: from ?? "", limit: STREAMS_PER_TURN });
  const answers = await sixAtOnce(page, async (head) => ({
    streamId: head.streamId,
    answer: await object(head.streamId)
      .compare({ version: head.version, hash: head.hash })
      .catch(() => null),
  }));
  // Another turn may have gone on from here meanwhile: then these streams were compared twice.
  await work.replace({ name: "heads", from, to: next ?? "", at: new Date(now()).toISOString() });
  const given = answers.flatMap(({ answer }) => answer ?? []);
  const odd = answers.filter(
    ({ answer }) => !answer?.logged || (answer.relation !== "equal" && answer.relation !== "under_way"),
  );
  return {
    compared: answers.length,
    relations: countBy(given.map(({ relation }) => relation)),
    unlogged: given.filter(({ relation, logged }) => !logged && !isForPeople(relation)).length,
    silent: answers.length - given.length,
    streams: odd.slice(0, TOLD_AT_MOST).map(({ streamId }) => streamId),
  };
}

/** Neither object nor log may be written over the other here. */
const isForPeople = (relation: Relation): boolean => relation === "object_behind" || relation === "differs";

export interface ListFound {
  /** Entries that were looked at. */
  readonly rows: number;
  /** Entries that had no event, and have one now. */
  readonly completed: number;
  /** Entries without an event that do not say who made them: a lift must. */
  readonly incompletable: number;
  /** The list's highest number is behind what was read of it before: the database was taken back, and people it knew are not on it. */
  readonly isTakenBack: boolean;
}

/** Gives every entry of the suppression list its event: without it, never-contact cannot be proved. */
export async function completeList(ports: ReconcilePorts): Promise<ListFound> {
  const { work, listRows, now } = ports;
  let from = await work.read("list");
  let [rows, completed, incompletable] = [0, 0, 0];
  for (let page = 0; page < LIST_PAGES_PER_TURN; page += 1) {
    const after = Number(from ?? 0);
    const read = await listRows({ after, limit: LIST_ROWS_PER_PAGE });
    if (read.highest < after) return { rows, completed, incompletable, isTakenBack: true };
    const old = read.rows.filter(({ at }) => now() - Date.parse(at) >= LIST_PATIENCE_MS);
    // Numbers ascend with time, but for two clocks: whatever stands behind a young entry waits with it.
    const due = read.rows.slice(0, firstMissing(read.rows, old));
    const last = due.at(-1);
    if (!last) break;
    const missing = await unlisted(due, ports);
    const commands = commandsFor(missing);
    for (const command of commands) await ports.object(command.streamId).record(command, "cron");
    rows += due.length;
    const made = commands.reduce((sum, command) => sum + entriesIn(command), 0);
    completed += made;
    incompletable += missing.length - made;
    const to = String(last.revision);
    if (!(await work.replace({ name: "list", from, to, at: new Date(now()).toISOString() }))) break;
    from = to;
    if (due.length < LIST_ROWS_PER_PAGE) break;
  }
  return { rows, completed, incompletable, isTakenBack: false };
}

function firstMissing(all: readonly ListRow[], some: readonly ListRow[]): number {
  const index = all.findIndex((row, place) => some[place] !== row);
  return index === -1 ? all.length : index;
}

/** The rows whose number no event of their stream carries. */
async function unlisted(rows: readonly ListRow[], { object }: ReconcilePorts): Promise<readonly ListRow[]> {
  const byStream = Map.groupBy(rows, ({ digest }) => suppressionStreamOf(digest));
  const missing = await sixAtOnce([...byStream], async ([streamId, own]) =>
    object(streamId).unlisted(own.map(({ revision }) => revision)),
  );
  const numbers = new Set(missing.flat());
  return rows.filter(({ revision }) => numbers.has(revision));
}

type Completing = Extract<AdminCommand, { type: "AddSuppressions" | "LiftSuppression" }>;
const entriesIn = (command: Completing): number => (command.type === "AddSuppressions" ? command.entries.length : 1);

/** The events that rows lack, as their rows tell them. Adds of one person for one cause go together; a lift is an event of its own. */
function commandsFor(rows: readonly ListRow[]): readonly Completing[] {
  const adds = Map.groupBy(
    rows.filter(({ op }) => op === "add"),
    ({ digest, cause, by }) => JSON.stringify([suppressionStreamOf(digest), cause, by]),
  );
  const lifts = rows.filter(({ op, by }) => op === "lift" && by !== null);
  return [
    ...[...adds.values()].flatMap((own) => {
      const [first] = own;
      if (!first) return [];
      const streamId = suppressionStreamOf(first.digest);
      const entries = own.map(({ revision, kind, digest }) => ({ revision, kind, digest }));
      const cause = causeOf("AddSuppressions", streamId, own);
      return AddSuppressions.parse({ ...cause, entries, cause: first.cause, ...(first.by ? { by: first.by } : {}) });
    }),
    ...lifts.map((row) => {
      const { revision, kind, digest, by } = row;
      const cause = causeOf("LiftSuppression", suppressionStreamOf(digest), [row]);
      return LiftSuppression.parse({ ...cause, revision, kind, digest, by, why: "" });
    }),
  ];
}

function causeOf<T extends Completing["type"]>(type: T, streamId: AdminId, rows: readonly ListRow[]) {
  const commandId = commandIdOf(type, "reconcile", streamId, ...rows.map(({ revision }) => String(revision)));
  return { type, streamId, commandId, correlationId: commandId, causationId: commandId };
}

export interface ReceiptsFound {
  readonly receipts: number;
  /** Receipts that were accepted and came to no event. What they carried is in a dead letter, or lost: only its sender has it. */
  readonly withoutEvent: number;
  /** The first of them. */
  readonly told: readonly Pick<ReceiptRow, "receipt" | "contactId">[];
}

/** Looks for accepted webhooks that came to nothing. Their words are not kept anywhere to complete them from, so they are told. */
export async function sampleReceipts(ports: ReconcilePorts): Promise<ReceiptsFound> {
  const { work, receipts, withoutEvent, now } = ports;
  const from = await work.read("receipts");
  const page = await receipts({ after: from ?? "", limit: RECEIPTS_PER_TURN });
  const due = page.filter(({ at }) => now() - Date.parse(at) >= RECEIPT_PATIENCE_MS);
  const suspects = await withoutEvent(due);
  // The object may have what the log lacks: it is asked to ship before anything is said.
  await sixAtOnce([...new Set(suspects.map(({ contactId }) => contactId))], (contactId) => shipped(contactId, ports));
  const lacking = suspects.length === 0 ? [] : await withoutEvent(suspects);
  const to = page.length < RECEIPTS_PER_TURN ? "" : (page.at(-1)?.receipt ?? "");
  await work.replace({ name: "receipts", from, to, at: new Date(now()).toISOString() });
  return {
    receipts: due.length,
    withoutEvent: lacking.length,
    told: lacking.slice(0, TOLD_AT_MOST).map(({ receipt, contactId }) => ({ receipt, contactId })),
  };
}

/** Lets a contact's object ship what the log lacks. Whether it could is found when the log is asked again. */
async function shipped(contactId: ContactId, { object, head }: ReconcilePorts): Promise<void> {
  try {
    await object(contactId).compare(await head(contactId));
  } catch {
    // Told as what it is: the log has no event of it.
  }
}

function countBy<Key extends string>(all: readonly Key[]): Partial<Record<Key, number>> {
  const groups = Map.groupBy(all, (key) => key);
  return Object.fromEntries([...groups].map(([key, own]) => [key, own.length])) as Partial<Record<Key, number>>;
}

async function sixAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let next = 0; next < items.length; next += CALLS_AT_ONCE)
    results.push(...(await Promise.all(items.slice(next, next + CALLS_AT_ONCE).map(work))));
  return results;
}
