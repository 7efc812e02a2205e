// What holds for the log of the whole system after any test: it verifies, with and without keys; each object's state is the fold of its
// events, byte for byte; the rows made for reading are what the events say; and models cost what was
// counted. Streams that did not move since the last look are left out.
import { askOne } from "../../schema/only-answer.ts";
import { afterEach } from "vitest";
import { d1Source } from "../../cli/sources/d1-source.ts";
import type { Query } from "../../cli/sources/query.ts";
import { findRows } from "../../cli/sources/read-models.ts";
import { verifySource } from "../../cli/verify-log.ts";
import { WRONG_SPEND } from "../../drizzle/model-spend.ts";
import { fold } from "../../domain/contact/evolve.ts";
import { unwrapKey } from "../../domain/contact/seal.ts";
import { gatherContext, type LogContext } from "../../replay/context.ts";
import { type Fault, faultAt } from "../../replay/faults.ts";
import { headOf } from "../../domain/merkle.ts";
import { compareReadModels, readModelsOf } from "../../replay/read-models.ts";
import type { Keys, StreamRows } from "../../replay/source.ts";
import { compareState, judgeStream } from "../../replay/verify.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { parseEvent } from "../../schema/events.ts";
import { type ContactId, type StreamId } from "../../schema/ids.ts";
import type { Port } from "../../schema/ports.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { eventually } from "../../local/eventually.ts";
import type { Harness } from "./harness.ts";
import { MASTER_KEY } from "../people.ts";
import { databaseOf } from "../../drizzle/database-of.ts";

const SELECT_KEYS = "SELECT stream_id AS streamId, wrapped FROM stream_keys WHERE wrapped <> ''";
const SELECT_OBJECT = "SELECT stream_id AS streamId, version, hash, body FROM events ORDER BY version";

/** A system at work moves on: an event is in its object a moment before the log has it. */
const SETTLED = { everyMilliseconds: 250 };

const EVERYTHING = { since: null, root: null, against: null, onEvents: () => undefined };

/** Looks at the log after each test of a file, and says what is wrong with it. */
export function holdsAfterEach(system: () => Harness): void {
  let look: (() => Promise<readonly Fault[]>) | undefined;
  afterEach(async ({ expect }) => {
    look ??= openLook(system());
    expect(await settled(look)).toEqual([]);
  });
}

/** The same once, for a system that is about to be closed. Throws what is wrong. */
export async function logHolds(system: Harness): Promise<void> {
  const faults = await settled(openLook(system));
  if (faults.length > 0) throw new Error(`the log does not hold: ${JSON.stringify(faults)}`);
}

/** What is still wrong when nothing moves any more. */
async function settled(look: () => Promise<readonly Fault[]>): Promise<readonly Fault[]> {
  let faults: readonly Fault[] = [];
  const isQuiet = async () => (faults = await look()).length === 0;
  await eventually(isQuiet, SETTLED).catch((cause: unknown) => {
    if (faults.length === 0) throw cause;
  });
  return faults;
}

/** Whoever calls what this gives is told what is wrong at the moment with all that moved since nothing was. */
export function openLook(system: Harness): () => Promise<readonly Fault[]> {
  /** The head of each stream that held. */
  const held = new Map<StreamId, string>();
  return async () => {
    const databases = databasesOf(system);
    const log = d1Source(databases);
    const moved: StreamRows[] = [];
    for await (const stream of log.streams())
      if (held.get(stream.streamId) !== headOf(stream)?.hash) moved.push(stream);
    if (moved.length === 0) return [];
    const source = { name: "the log of a test", log, databases, file: null, close: async () => undefined };
    const { faults } = await verifySource(source, EVERYTHING);
    if (faults.length > 0) return faults as readonly Fault[];
    const keys = await keysOf(databases);
    const context = await gatherContext(log, keys);
    for (const stream of moved) {
      const isContact = stream.streamId.startsWith("ct_");
      const found = [
        ...judgeStream(stream, context).faults,
        ...(await objectFaults(system, stream, context)),
        ...(isContact ? await rowFaults(databases, stream, keys) : []),
      ];
      if (found.length > 0) return found;
      held.set(stream.streamId, headOf(stream)?.hash ?? "");
    }
    return spendFaults(databases);
  };
}

/** The databases of the log, as the command line asks them. */
const databasesOf = ({ shards }: Harness): readonly Query[] =>
  shards.map((database) => async (sql, parameters) => {
    const { results } = await database
      .prepare(sql)
      .bind(...parameters)
      .all();
    return results;
  });

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

/** The object's own rows, the state it wakes with, and the state that it has in memory, against those of the log. */
async function objectFaults(system: Harness, stream: StreamRows, context: LogContext): Promise<readonly Fault[]> {
  const { streamId } = stream;
  const own = (await system.objectRows(streamId, SELECT_OBJECT)) as readonly EventRow[];
  const differs = (field: string, expected: unknown, found: unknown): readonly Fault[] =>
    canonicalJson(expected) === canonicalJson(found)
      ? []
      : [faultAt(streamId, stream.rows.length, { name: "state_differs", field, expected, found })];
  const state = fold(
    own.map(({ body }) => parseEvent(JSON.parse(body))),
    own.map(({ hash }) => hash),
  );
  const rows = differs("rows", stream.rows, own);
  if (!streamId.startsWith("ct_")) return rows;
  const { PORT } = await system.env<{ PORT: Port<"desk"> }>("desk");
  const { version, entries } = await askOne(PORT, { type: "Timeline", contactId: streamId as ContactId });
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

/** What models cost, as each database counted it, against the calls in its log. */
async function spendFaults(databases: readonly Query[]): Promise<readonly Fault[]> {
  const wrong = (await Promise.all(databases.map((database) => database(WRONG_SPEND, [])))).flat();
  return wrong.map((row) => faultAt(null, null, { name: "read_model_differs", field: "model_spend", found: row }));
}

/** The rows made for reading, their personal column included. */
async function rowFaults(databases: readonly Query[], stream: StreamRows, keys: Keys): Promise<readonly Fault[]> {
  const database = databaseOf(databases, stream.streamId);
  const [there] = await findRows(database, [{ streamId: stream.streamId, made: readModelsOf(stream) }]);
  return there ? compareReadModels(stream, there, keys) : [];
}
