// Rebuilds an object's storage from the log: its events, its key, and an alarm that soon checks which work is due.
import type { RebuildAnswer, RebuildTrouble } from "../../schema/answers.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import type { RebuildObject } from "../../schema/object-calls.ts";
import type { EventRow, Shipment } from "../../schema/shipment.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { StreamKeys } from "../../drizzle/stream-keys.ts";
import { brokenAt, intactOf, loggedStream } from "./logged-stream.ts";
import type { Report } from "./report.ts";
import { type LogKeys, unsignedFrom } from "../../domain/log-keys.ts";
import { KEY_BYTES, type Random, rewrapKey, wrapKey } from "../../domain/contact/seal.ts";
import { shipmentOf } from "../../domain/contact/ship.ts";
import type { StreamStore } from "../../domain/contact/stream.ts";

/** The stored part of a stream, as `StreamStore.load` returns it. */
export type Stored = ReturnType<StreamStore["load"]>;

export interface RebuildPorts {
  readonly store: Pick<StreamStore, "load"> & {
    /** Whether the file of the storage has no fault. */
    readonly isSound: () => boolean;
  };
  readonly log: EventLog;
  readonly keys: StreamKeys;
  /** Reads the keys of the log's signatures. */
  readonly logKeys: () => Promise<Pick<LogKeys, "isSigned">>;
  readonly masterKey: string;
  readonly random: Random;
  readonly report: Report;
  /**
   * Replaces everything stored by `stored`, in this same turn: in one transaction, or in a new file when the present one is not
   * sound.
   */
  readonly replace: (stored: Stored, isSound: boolean) => void;
}

/** The most tries. A try is repeated when events of the object had to be shipped to the log first. */
const MOST_TRIES = 3;

/**
 * Replaces the object's events by the log's. Events that only the object has are shipped first. Where the log refuses them, because
 * it has others at those versions, nothing changes unless `discard`: no message followed from them, because the log is written
 * before any message is sent. Events that cannot be read from the storage are lost, unless the log has them; so an object of which the
 * log has nothing becomes empty.
 */
export async function rebuildObject(
  { streamId, discard }: Omit<RebuildObject, "type">,
  { store, log, keys, logKeys, masterKey, random, report, replace }: RebuildPorts,
): Promise<RebuildAnswer> {
  /** The shipment of the object's own events after the log's; null where they do not follow or cannot be opened. */
  const shipmentOn = (
    logged: readonly EventRow[],
    own: readonly EventRow[],
    wrappedKeys: readonly (string | null)[],
  ): Shipment | null => {
    const rows = [...logged, ...own];
    if (brokenAt(streamId, rows) !== null) return null;
    try {
      const key = keyFor({ rows, keys: wrappedKeys, masterKey });
      if (key === "differs") return null;
      return shipmentOf(streamId, loggedStream({ rows, wrappedKey: key.wrappedKey, masterKey }), logged.length);
    } catch {
      return null;
    }
  };

  /** The key under the newest master key: the log's copy may have been read before it was wrapped anew. A key that does not open stays. */
  const newestForm = (wrapped: string | null): string | null => {
    try {
      return wrapped && rewrapKey(masterKey, streamId, wrapped, random);
    } catch {
      return wrapped;
    }
  };

  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    let logged: readonly EventRow[];
    let loggedKey: string | null;
    let signatures: Pick<LogKeys, "isSigned">;
    try {
      [logged, loggedKey, signatures] = await Promise.all([log.read({ streamId }), keys(streamId), logKeys()]);
    } catch {
      return refused("log_unavailable");
    }
    // No await from here to the replacement, so that no other turn runs in between.
    const { isSound, ...own } = loadedFrom(store);
    if (isSound && logged.length + own.rows.length === 0) return refused("unknown");
    const broken = brokenAt(streamId, logged);
    if (broken !== null) return refused("log_broken", broken);
    // What is not signed, no object has written: it must not get into one.
    const unsigned = unsignedFrom(logged, signatures);
    if (unsigned !== null) return refused("unsigned_tail", unsigned);

    const wrappedKeys = [loggedKey, own.wrappedKey];
    const alone = onlyIn(own.rows, logged);
    const [first] = alone;
    if (first && !discard) {
      const shipment = first.version > logged.length ? shipmentOn(logged, alone, wrappedKeys) : null;
      if (!shipment) return { ...refused("forked", first.version), discarded: alone.length };
      const { appended } = await log.append([shipment]);
      if (!appended.includes(streamId)) return refused("log_unavailable");
      continue;
    }

    const key = keyFor({ rows: logged, keys: wrappedKeys, masterKey });
    if (key === "differs") return refused("key_differs");
    const stored = { rows: logged, wrappedKey: newestForm(key.wrappedKey) };
    const isChanged = !isSound || canonicalJson(stored) !== canonicalJson(own);
    if (isChanged) {
      // An object that lost its storage cannot know whether its erasure was complete. A key that opens nothing marks it as
      // incomplete, so that everything is destroyed again, which is harmless, and then the key.
      const mark = () => wrapKey(masterKey, streamId, random(KEY_BYTES), random);
      replace(key.isErased ? { ...stored, wrappedKey: stored.wrappedKey ?? mark() } : stored, isSound);
      report({ reason: "object_rebuilt", streamId, detail: `events ${logged.length}, discarded ${alone.length}` });
    }
    return {
      refusal: null,
      at: null,
      events: logged.length,
      changed: isChanged,
      discarded: alone.length,
      wordsLost: key.wordsLost,
    };
  }
  return refused("log_unavailable");
}

/** What is stored; nothing when it cannot be read. */
function loadedFrom(store: RebuildPorts["store"]): Stored & { readonly isSound: boolean } {
  try {
    return { ...store.load(), isSound: store.isSound() };
  } catch {
    return { rows: [], wrappedKey: null, isSound: false };
  }
}

/**
 * The object's events that the log does not have. A row that is damaged, and whose place in the log has an event, is none of them:
 * the object never recorded it.
 */
function onlyIn(own: readonly EventRow[], logged: readonly EventRow[]): readonly EventRow[] {
  const inLog = new Set(logged.map(({ hash }) => hash));
  const intact = new Set(intactOf(own, logged));
  return own.filter((row) => !inLog.has(row.hash) && (row.version > logged.length || intact.has(row)));
}

const refused = (refusal: RebuildTrouble, at: number | null = null): RebuildAnswer => ({
  refusal,
  at,
  events: 0,
  changed: false,
  discarded: 0,
  wordsLost: false,
});

interface FoundKey {
  /** The first key that opens the currently sealed events; null when there is none. */
  readonly wrappedKey: string | null;
  readonly wordsLost: boolean;
  readonly isErased: boolean;
}

/** Chooses the key; `differs` when there are keys and none opens the sealed events. */
function keyFor({
  rows,
  keys,
  masterKey,
}: {
  readonly rows: readonly EventRow[];
  readonly keys: readonly (string | null)[];
  readonly masterKey: string;
}): FoundKey | "differs" {
  const candidates = keys.filter((key) => key !== null);
  const { keyVersion, erased: isErased } = loggedStream({ rows, wrappedKey: null, masterKey }).contact;
  // A key that an erasure must still destroy is kept, so that the erasure continues.
  if (keyVersion === null || candidates.length === 0)
    return { wrappedKey: candidates[0] ?? null, wordsLost: keyVersion !== null, isErased };
  const wrappedKey = candidates.find((key) => {
    const stream = loggedStream({ rows, wrappedKey: key, masterKey });
    try {
      return stream.open(keyVersion) !== null || stream.openEvidence(keyVersion) !== null;
    } catch {
      return false;
    }
  });
  return wrappedKey === undefined ? "differs" : { wrappedKey, wordsLost: false, isErased };
}
