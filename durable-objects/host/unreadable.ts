// Opens an object's stream, and finds damage of its storage. Damage is one error, `ObjectUnreadable`, so that every caller can name
// the object. What a person then does is in docs/operations.md.
import { chainHash } from "../../domain/contact/record.ts";
import { emptyContact } from "../../domain/contact/state.ts";
import { openStream, type Stream, type StreamStore } from "../../domain/contact/stream.ts";
import { brokenAt } from "./logged-stream.ts";

/** The storage of an object is damaged: only a rebuild, or an erasure when its key is lost, can continue it. */
export class ObjectUnreadable extends Error {
  /** What is damaged: `storage`, `event <version>` or `key`. */
  readonly detail: string;

  constructor(detail: string, options: { readonly cause?: unknown } = {}) {
    super(`the object cannot be read: ${detail}`, options);
    this.name = "ObjectUnreadable";
    this.detail = detail;
  }
}

type Opening = Parameters<typeof openStream>[0];

/** Opens the stream of an object. Throws `ObjectUnreadable` when its storage does not have a chain of events. */
export function openWhole({ store, masterKey, signer, random }: Opening): Stream {
  const loaded = loadedFrom(store);
  const [first] = loaded.rows;
  let stream: Stream;
  try {
    stream = openStream({ store: { ...store, load: () => loaded }, masterKey, signer, random });
  } catch (cause) {
    const version = first ? brokenAt(first.streamId, loaded.rows) : null;
    throw new ObjectUnreadable(eventAt(version ?? loaded.rows.length), { cause });
  }
  const misplaced = misplacedAt(stream);
  if (misplaced !== null) throw new ObjectUnreadable(eventAt(misplaced));
  return stream;
}

/** Throws `ObjectUnreadable` when a stream's hashes are not those of its events. */
export function requireChain({ streamId, rows }: Stream): void {
  const version = streamId === null ? null : brokenAt(streamId, rows);
  if (version !== null) throw new ObjectUnreadable(eventAt(version));
}

const eventAt = (version: number): string => `event ${version}`;

function loadedFrom(store: StreamStore): ReturnType<StreamStore["load"]> {
  try {
    return store.load();
  } catch (cause) {
    throw new ObjectUnreadable("storage", { cause });
  }
}

/**
 * The first event that does not follow the one before it, or is not in its own row; null when there is none. Of the hashes only the
 * last is computed: all of them would add about a tenth to the time in which a long stream is opened. `requireChain` computes all.
 */
function misplacedAt({ rows, events }: Pick<Stream, "rows" | "events">): number | null {
  const [first] = events;
  let prevHash = emptyContact.head;
  for (const [index, event] of events.entries()) {
    const { hash = "", streamId, version, body = "" } = rows[index] ?? {};
    const isInPlace = event.version === version && event.streamId === streamId && streamId === first?.streamId;
    const isLast = index === events.length - 1;
    if (!isInPlace || event.prevHash !== prevHash || (isLast && hash !== chainHash(prevHash, body))) return index + 1;
    prevHash = hash;
  }
  return null;
}
