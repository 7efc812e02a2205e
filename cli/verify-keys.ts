// Checks the keys of sealed words in a live log: a contact that was not erased has one, an erased contact has none, and each opens with the
// master key when this machine has it. Then its words are checked too.
import { unwrapKey } from "../domain/contact/seal.ts";
import { type Fault, faultAt, type Finding } from "../replay/faults.ts";
import type { StreamRows } from "../replay/source.ts";
import { erasedVersion } from "../replay/verify.ts";
import type { StreamId } from "../schema/ids.ts";
import { MINUTE_MS } from "../schema/time.ts";
import { keyRow, keyRowsInOrder, type KeyRow } from "./sources/key-rows.ts";
import type { OpenedSource } from "./sources/opened-source.ts";

/** An erasure destroys the key after its event. The time that it has for that, with the retries of a database that is down for a moment. */
const PATIENCE_MS = 15 * MINUTE_MS;
/** How often a stream and its key are read before a fault is reported: the system may be working during the check. */
const READS = 3;

type LiveLog = Pick<OpenedSource, "log" | "databases" | "masterKey">;

export interface CheckedKey {
  /** The key; null when it was destroyed, or does not open, or this machine has no master key. */
  readonly key: Uint8Array | null;
  readonly faults: readonly Fault[];
}
const NO_KEY: CheckedKey = { key: null, faults: [] };

/** A check of the streams that the caller passes in ascending order of their ids. */
export function openKeyCheck(source: LiveLog, now: Date): (stream: StreamRows) => Promise<CheckedKey> {
  const rowOf = keyRowsInOrder(source.databases);
  return async (stream) => {
    if (!stream.streamId.startsWith("ct_")) return NO_KEY;
    const checked = judgeKey(stream, await rowOf(stream.streamId), { source, now });
    return checked.faults.length === 0 ? checked : contactKey(source, stream.streamId, now);
  };
}

/** Reads and checks the key of one contact. */
export async function contactKey(source: LiveLog, streamId: StreamId, now: Date): Promise<CheckedKey> {
  let checked = NO_KEY;
  for (let read = 0; read < READS; read += 1) {
    for await (const stream of source.log.streams({ ids: [streamId] }))
      checked = judgeKey(stream, await keyRow(source.databases, streamId), { source, now });
    if (checked.faults.length === 0) break;
  }
  return checked;
}

interface Given {
  readonly source: Pick<LiveLog, "masterKey">;
  readonly now: Date;
}

function judgeKey(stream: StreamRows, row: KeyRow | null, { source: { masterKey }, now }: Given): CheckedKey {
  const { streamId, rows } = stream;
  const erased = erasedVersion(stream);
  const found = (name: Finding["name"], version: number): CheckedKey => ({
    key: null,
    faults: [faultAt(streamId, version, { name, field: `stream_keys.${streamId}` })],
  });
  if (!row || row.wrapped === "") {
    const sealed = rows.find(({ version, sealed }) => version > erased && sealed !== null);
    return sealed ? found("key_missing", sealed.version) : NO_KEY;
  }
  if (row.since <= erased) return isUnderWay(stream, erased, now) ? NO_KEY : found("key_left", erased);
  if (masterKey === null) return NO_KEY;
  try {
    return { key: unwrapKey(masterKey, streamId, row.wrapped), faults: [] };
  } catch {
    return found("key_unusable", row.since);
  }
}

/** Whether the erasure may still be destroying the key. */
function isUnderWay({ rows }: StreamRows, erased: number, now: Date): boolean {
  const body = rows.find(({ version }) => version === erased)?.body ?? "";
  const at = /"at":"([^"]+)"/.exec(body)?.[1] ?? "";
  return Math.abs(now.getTime() - Date.parse(at)) < PATIENCE_MS;
}
