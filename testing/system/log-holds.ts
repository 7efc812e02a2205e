// Checks the log of the whole system after a pipeline test: `verify` finds no fault, with the master key, in events, words and rows; and the
// state of each object is the fold of its events, byte for byte. Objects without new events since they last passed are not checked again.
import { wholeContext } from "../whole-context.ts";
import { askOne } from "../../schema/only-answer.ts";
import { afterEach } from "vitest";
import { d1Source } from "../../cli/sources/d1-source.ts";
import type { Query } from "../../cli/sources/query.ts";
import { verifySource } from "../../cli/verify-log.ts";
import { fold } from "../../domain/contact/evolve.ts";
import { unwrapKey } from "../../domain/contact/seal.ts";
import type { LogContext } from "../../replay/context.ts";
import { type Fault, faultAt } from "../../replay/faults.ts";
import { headOf } from "../../domain/merkle.ts";
import type { Keys, StreamRows } from "../../replay/source.ts";
import { compareState } from "../../replay/verify.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { eventInRow } from "../../schema/events.ts";
import { type ContactId, type StreamId } from "../../schema/ids.ts";
import type { Port } from "../../schema/ports.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { eventually } from "../../local/eventually.ts";
import type { Harness } from "./harness.ts";
import { MASTER_KEY } from "../people.ts";

const SELECT_KEYS = "SELECT stream_id AS streamId, wrapped FROM stream_keys WHERE wrapped <> ''";
const SELECT_OBJECT =
  "SELECT stream_id AS streamId, version, hash, body, sealed, signature FROM events ORDER BY version";

/**
 * A fault may be temporary while the system works: an event is in its object a moment before it is in the log. So the check
 * repeats.
 */
const SETTLED = { everyMilliseconds: 250 };

const EVERYTHING = { since: null, root: null, against: null, onEvents: () => undefined };

/** Checks the log after each test of a file; the test fails when the log has faults. */
export function holdsAfterEach(system: () => Harness): void {
  let findFaults: (() => Promise<readonly Fault[]>) | undefined;
  afterEach(async ({ expect }) => {
    findFaults ??= faultFinder(system());
    expect(await lastingFaults(findFaults)).toEqual([]);
  });
}

/** Checks the log once, for a test that closes its system itself. Throws when the log has faults. */
export async function logHolds(system: Harness): Promise<void> {
  const faults = await lastingFaults(faultFinder(system));
  if (faults.length > 0) throw new Error(`the log has faults: ${JSON.stringify(faults)}`);
}

/** The faults that remain after repeated checks; empty as soon as one check finds none. */
async function lastingFaults(findFaults: () => Promise<readonly Fault[]>): Promise<readonly Fault[]> {
  let faults: readonly Fault[] = [];
  const isQuiet = async () => (faults = await findFaults()).length === 0;
  await eventually(isQuiet, SETTLED).catch((cause: unknown) => {
    if (faults.length === 0) throw cause;
  });
  return faults;
}

/** Returns a function that finds the faults of the log now. It checks only streams with new events since they last passed. */
export function faultFinder(system: Harness): () => Promise<readonly Fault[]> {
  /** The head hash of each stream that passed the check. */
  const passed = new Map<StreamId, string>();
  return async () => {
    const databases = databasesOf(system);
    const log = d1Source(databases);
    const changed: StreamRows[] = [];
    for await (const stream of log.streams())
      if (passed.get(stream.streamId) !== headOf(stream)?.hash) changed.push(stream);
    if (changed.length === 0) return [];
    const crm = queryOf(system.crm);
    const source = {
      name: "the log of a test",
      log,
      databases,
      crm,
      file: null,
      masterKey: MASTER_KEY,
      close: async () => undefined,
    };
    const { faults } = await verifySource(source, { ...EVERYTHING, now: new Date() });
    if (faults.length > 0) return faults as readonly Fault[];
    const keys = await keysOf(databases);
    const context = await wholeContext(log, keys);
    for (const stream of changed) {
      const found = await objectFaults(system, stream, context);
      if (found.length > 0) return found;
      passed.set(stream.streamId, headOf(stream)?.hash ?? "");
    }
    return [];
  };
}

/** The databases of the log, as the query functions that the command line uses. */
const databasesOf = ({ shards }: Harness): readonly Query[] => shards.map(queryOf);

const queryOf =
  (database: D1Database): Query =>
  async (sql, parameters) => {
    const { results } = await database
      .prepare(sql)
      .bind(...parameters)
      .all();
    return results;
  };

async function keysOf(databases: readonly Query[]): Promise<Keys> {
  const rows = (await Promise.all(databases.map((database) => database(SELECT_KEYS, [])))).flat();
  const wrapped = new Map(
    (rows as { streamId: StreamId; wrapped: string }[]).map((row) => [row.streamId, row.wrapped]),
  );
  return (streamId) => {
    const own = wrapped.get(streamId);
    return own === undefined ? null : unwrapKey(MASTER_KEY, streamId, own);
  };
}

/**
 * Compares the object with the log: its stored rows, the state that it wakes with, and the version and hashes that it has in
 * memory.
 */
async function objectFaults(system: Harness, stream: StreamRows, context: LogContext): Promise<readonly Fault[]> {
  const { streamId } = stream;
  const own = (await system.objectRows(streamId, SELECT_OBJECT)) as readonly EventRow[];
  const differs = (field: string, expected: unknown, found: unknown): readonly Fault[] =>
    canonicalJson(expected) === canonicalJson(found)
      ? []
      : [faultAt(streamId, stream.rows.length, { name: "state_differs", field, expected, found })];
  const state = fold(
    own.map((row) => eventInRow(row)),
    own.map(({ hash }) => hash),
  );
  const rows = differs("rows", stream.rows, own);
  if (!streamId.startsWith("ct_")) return rows;
  const { PORT } = await system.env<{ PORT: Port<"desk"> }>("desk");
  const { version, entries } = await askOne(PORT, { type: "Timeline", contactId: streamId as ContactId, by: "rosa" });
  return [
    ...rows,
    ...compareState(stream, context, state),
    ...differs("version", state.version, version),
    ...differs(
      "hashes",
      stream.rows.map(({ hash }) => hash),
      entries.map(({ hash }) => hash),
    ),
  ];
}
