// Rebuilds the read-model rows from the log: first each stream's rows from its events, then the removal of rows that no event
// makes. It works in pages, each with the start of the next; a repeated page changes nothing.
import * as z from "zod";
import type { ReadModelsAnswer } from "../../schema/answers.ts";
import { CompanyId, ContactId, shardOf, StreamId } from "../../schema/ids.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { HeadsPage } from "../../drizzle/log-heads.ts";
import {
  READ_MODEL_TABLES,
  type ReadModelRows,
  type ReadModelTable,
  type StreamModels,
} from "../../drizzle/read-model-rows.ts";
import type { StreamKeys } from "../../drizzle/stream-keys.ts";
import type { SourceRows } from "../../drizzle/source-rows.ts";
import { SOURCES_STREAM } from "../../schema/sources.ts";
import { type CompanyPorts, removeUnlogged, restoreCompany } from "./rebuild-companies.ts";
import { restoreSources } from "./rebuild-sources.ts";
import { brokenAt, loggedStream } from "./logged-stream.ts";
import { contactModel } from "../../domain/contact/contact-rows.ts";
import type { ContactRows } from "../../drizzle/contact-rows.ts";
import type { ContactModel } from "../../schema/contact-rows.ts";
import { classRows, comparisonRows } from "../../domain/contact/rows.ts";
import { correctionRow } from "../../domain/contact/corrections.ts";
import type { CorrectionRow } from "../../schema/correction.ts";
import type { Placement } from "../../domain/contact/state.ts";
import { shipmentOf } from "../../domain/contact/ship.ts";

export interface ReadModelPorts extends Pick<CompanyPorts, "companies"> {
  readonly contacts: ContactRows;
  readonly sources: Pick<SourceRows, "restore">;
  readonly log: EventLog;
  readonly keys: StreamKeys;
  readonly rows: ReadModelRows;
  /** The companies and contacts after an id. */
  readonly headsAfter: (query: { readonly after: string; readonly limit: number }) => Promise<HeadsPage>;
  /** Called for a stream whose rows were different and are right now. */
  readonly repaired: (streamId: StreamId) => Promise<void>;
  readonly shards: number;
  readonly masterKey: string;
  readonly systemKey: string;
}

/**
 * The first page starts after this text: the ids of all companies and contacts sort after it, and the id of every administrative stream before it.
 */
const BEFORE_COMPANIES = "co_";

/** The start of a page. It is sent as text, which the caller does not interpret. */
const PageStart = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("streams"), after: z.string() }),
  z.strictObject({
    of: z.enum(READ_MODEL_TABLES),
    shard: z.int().min(0),
    after: z.string(),
  }),
  z.strictObject({ of: z.literal("companies"), after: z.string() }),
  z.strictObject({ of: z.literal("model_spend"), shard: z.int().min(0) }),
]);
type PageStart = z.infer<typeof PageStart>;
const FIRST: PageStart = { of: "streams", after: BEFORE_COMPANIES };

export interface ReadModelsQuery {
  /** `next` of the previous page; null for the first page. */
  readonly after: string | null;
  /** How many streams or rows per page. */
  readonly limit: number;
}

/** Rebuilds one page. Throws when a database does not answer. */
export async function rebuildReadModels(
  { after, limit }: ReadModelsQuery,
  ports: ReadModelPorts,
): Promise<ReadModelsAnswer> {
  const place = after === null ? FIRST : pageStartIn(after);
  const { next, ...done } = await pageAt(place, limit, ports);
  return { ...done, next: next && JSON.stringify(next) };
}

/** Parses a page's start. An invalid one becomes the first page, because a repeat changes nothing. */
function pageStartIn(text: string): PageStart {
  try {
    return PageStart.parse(JSON.parse(text));
  } catch {
    return FIRST;
  }
}

type Page = Omit<ReadModelsAnswer, "next"> & { readonly next: PageStart | null };

function pageAt(place: PageStart, limit: number, ports: ReadModelPorts): Promise<Page> {
  if (place.of === "streams") return restorePage(place.after, limit, ports);
  if (place.of === "companies") return removeCompanies(place.after, limit, ports);
  if (place.of === "model_spend") return recountPage(place.shard, ports);
  return removePage({ ...place, limit }, ports);
}

async function restorePage(after: string, limit: number, ports: ReadModelPorts): Promise<Page> {
  const { heads, next } = await ports.headsAfter({ after, limit });
  const left: StreamId[] = [];
  let changed = 0;
  for (const { streamId } of heads) {
    const restored = await restore(streamId, ports);
    if (restored === null) left.push(streamId);
    else changed += restored;
    if (restored) await ports.repaired(streamId);
  }
  return {
    streams: heads.length,
    changed,
    removed: 0,
    left,
    next: next === null ? { of: "companies", after: "" } : { of: "streams", after: next },
  };
}

async function removeCompanies(after: string, limit: number, ports: ReadModelPorts): Promise<Page> {
  // The few rows of sources are made again with the first page.
  const restored = after === "" ? await restoreSources(ports) : 0;
  const { removed, next } = await removeUnlogged({ after, limit }, ports);
  const following: PageStart = next === null ? { of: "holds", shard: 0, after: "" } : { of: "companies", after: next };
  const left = restored === null ? [SOURCES_STREAM] : [];
  return { streams: 0, changed: restored ?? 0, removed, left, next: following };
}

/** A contact changes a few times a minute at most, so three tries are enough. */
const MOST_TRIES = 3;

async function restore(streamId: StreamId, ports: ReadModelPorts): Promise<number | null> {
  const company = CompanyId.safeParse(streamId);
  if (company.success) return restoreCompany(company.data, ports);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const made = await modelsOf(streamId, ports);
    const id = ContactId.safeParse(streamId).data;
    // The rows of the log's database come last: they are not written where an event was added meanwhile, and then both are made again.
    // The contact's row is first: placement and corrections are columns of it.
    const recorded = made?.row ? await ports.contacts.restore(made.row) : 0;
    const placed = made && id ? await ports.companies.restorePlacement(id, made.placement) : 0;
    const corrected = made && id ? await ports.companies.restoreCorrection(id, made.correction) : 0;
    const restored = made && (await ports.rows.restore({ streamId, version: made.version }, made.models));
    if (restored !== null) return recorded + placed + corrected + restored;
  }
  return null;
}

/** The rows of a stream's events; null when they are not a chain, or when their key does not open them. */
async function modelsOf(
  streamId: StreamId,
  { log, keys, masterKey, systemKey }: Pick<ReadModelPorts, "log" | "keys" | "masterKey" | "systemKey">,
): Promise<{
  readonly version: number;
  readonly models: StreamModels;
  readonly row: ContactModel | null;
  readonly placement: Placement | null;
  readonly correction: CorrectionRow | null;
} | null> {
  // The key is read first, so that a key destroyed meanwhile is not combined with events before the erasure.
  const wrappedKey = await keys(streamId);
  const rows = await log.read({ streamId });
  if (brokenAt(streamId, rows) !== null) return null;
  try {
    const stream = loggedStream({ rows, wrappedKey, masterKey });
    const { holds, tasks, contact, score = null, runs, reports, unwritten = [] } = shipmentOf(streamId, stream, 0);
    const id = ContactId.safeParse(streamId);
    const comparisons = id.success ? comparisonRows(id.data, stream.events) : [];
    const classes = id.success ? classRows(id.data, stream.events) : [];
    return {
      version: rows.length,
      row: id.success ? contactModel(id.data, stream, systemKey) : null,
      placement: stream.contact.placement ?? null,
      correction: id.success ? correctionRow(id.data, stream.contact, stream.open) : null,
      models: { holds, tasks, contact, comparisons, score, runs, reports, classes, unwritten },
    };
  } catch {
    return null;
  }
}

async function removePage(
  { of, shard, after, limit }: Extract<PageStart, { of: ReadModelTable }> & { readonly limit: number },
  ports: ReadModelPorts,
): Promise<Page> {
  const keys = await ports.rows.keysAfter(of, { shard, after, limit });
  const left: StreamId[] = [];
  let removed = 0;
  for (const [text, own] of Map.groupBy(keys, ({ streamId }) => streamId)) {
    const id = StreamId.safeParse(text);
    // No event makes a row without a stream, or a row of a stream in another database.
    const streamId = id.success && shardOf(id.data, ports.shards) === shard ? id.data : null;
    const made = streamId && (await modelsOf(streamId, ports));
    if (streamId && !made) {
      left.push(streamId);
      continue;
    }
    const valid = new Set(made ? keysIn(of, made.models) : []);
    const excess = own.map(({ key }) => key).filter((key) => !valid.has(key));
    if (excess.length === 0) continue;
    const stream = { streamId: text, version: made?.version ?? 0 };
    removed += await ports.rows.remove(of, { shard, keys: excess, stream });
  }
  const last = keys.at(-1);
  const next: PageStart | null =
    last && keys.length === limit ? { of, shard, after: last.key } : pageStartAfter(of, shard);
  return { streams: 0, changed: 0, removed, left, next };
}

function pageStartAfter(of: ReadModelTable, shard: number): PageStart {
  const table = READ_MODEL_TABLES[READ_MODEL_TABLES.indexOf(of) + 1];
  return table ? { of: table, shard, after: "" } : { of: "model_spend", shard };
}

/** Model calls are counted per database, not per stream, so no event of another stream can interfere. */
async function recountPage(shard: number, { rows, shards }: ReadModelPorts): Promise<Page> {
  const done = await rows.recount(shard);
  const next: PageStart | null = shard + 1 < shards ? { of: "holds", shard: shard + 1, after: "" } : null;
  return { streams: 0, left: [], ...done, next };
}

function keysIn(
  of: ReadModelTable,
  { holds, tasks, contact, comparisons, score, runs, reports, classes, unwritten }: StreamModels,
): readonly string[] {
  switch (of) {
    case "holds":
      return holds.map(({ holdId }) => holdId);
    case "tasks":
      return tasks.map(({ taskId }) => taskId);
    case "contact_flags":
      return contact ? [contact.streamId] : [];
    case "plan_comparisons":
      return comparisons.map(({ runId }) => runId);
    case "contact_scores":
      return score ? [score.streamId] : [];
    case "runs":
      return runs.map(({ beganAt, runId }) => JSON.stringify([beganAt, runId]));
    case "reports":
      return reports.map(({ beganAt, streamId, version }) => JSON.stringify([beganAt, streamId, version]));
    case "class_comparisons":
      return classes.map(({ at, streamId, version }) => JSON.stringify([at, streamId, version]));
    case "unwritten_runs":
      return unwritten.map(({ endedAt, runId }) => JSON.stringify([endedAt, runId]));
  }
}
