// Opens an object's stream, and finds damage of its storage. Damage is one error, `ObjectUnreadable`, so that every caller can name
// the object. What a person then does is in docs/operations.md.
import { chainHash } from "../../domain/contact/record.ts";
import { emptyContact } from "../../domain/contact/state.ts";
import { openStream, type Stream, type StreamStore } from "../../domain/contact/stream.ts";
import { damageOf, differsAt, type ObjectDamage } from "../../schema/object-damage.ts";
import { brokenAt } from "./logged-stream.ts";

/** The storage of an object is damaged: only a rebuild, or an erasure when its key is lost, can continue it. */
export class ObjectUnreadable extends Error {
  /** What is damaged: `storage`, `event <version>` or `key`. */
  readonly detail: string;
  readonly reason: ObjectDamage;

  constructor(detail: string, options: { readonly cause?: unknown } = {}) {
    super(`the object cannot be read: ${detail}`, options);
    this.name = "ObjectUnreadable";
    this.detail = detail;
    this.reason = damageOf(detail);
  }
}

type Opening = Parameters<typeof openStream>[0];

/** Opens the stream of an object. Throws `ObjectUnreadable` when its storage does not have the events that it recorded. */
export function openWhole({ store, masterKey, signer, random }: Opening): Stream {
  const loaded = loadedFrom(store);
  const [first] = loaded.rows;
  let stream: Stream;
  try {
    stream = openStream({ store: { ...store, load: () => loaded }, masterKey, signer, random });
  } catch (cause) {
    const version = first ? brokenAt(first.streamId, loaded.rows) : null;
    throw new ObjectUnreadable(differsAt(version ?? loaded.rows.length), { cause });
  }
  requireRecorded(stream);
  return stream;
}

/**
 * Throws `ObjectUnreadable` when the storage does not have the events of a stream that is open. Its memory was checked when it
 * woke, so every difference is a change of the storage since then.
 */
export function requireStored(stream: Stream, store: Pick<StreamStore, "load">): void {
  const { rows } = loadedFrom(store);
  const other = stream.streamId === null ? null : brokenAt(stream.streamId, rows);
  const differing = stream.rows.findIndex(({ hash }, index) => hash !== rows[index]?.hash);
  const versions = [other, differing === -1 ? null : differing + 1].filter((version) => version !== null);
  if (versions.length > 0) throw new ObjectUnreadable(differsAt(Math.min(...versions)));
  if (rows.length > stream.rows.length) throw new ObjectUnreadable(differsAt(stream.rows.length + 1));
}

function loadedFrom(store: Pick<StreamStore, "load">): ReturnType<StreamStore["load"]> {
  try {
    return store.load();
  } catch (cause) {
    throw new ObjectUnreadable("storage", { cause });
  }
}

/**
 * The one check of what an object has loaded: each event is in its own row, follows the event before it, and has its hash. Throws
 * `ObjectUnreadable` at the first that is not.
 *
 * Every hash is computed each time that an object wakes. Measured (Node 24, 720 bytes an event): 2.8 ms for 1,000 events and 44 ms
 * for 10,000, where opening the stream takes 21 ms and 244 ms. A mark of the last checked version would save that, and would be
 * trusted itself.
 */
function requireRecorded({ rows, events }: Pick<Stream, "rows" | "events">): void {
  const [first] = events;
  let prevHash = emptyContact.head;
  for (const [index, event] of events.entries()) {
    const row = rows[index];
    const isInPlace = event.version === index + 1 && event.streamId === first?.streamId;
    if (!row || !isInPlace || row.hash !== chainHash(prevHash, row)) throw new ObjectUnreadable(differsAt(index + 1));
    prevHash = row.hash;
  }
}
