// The keys of the log's signatures. Each key is adopted by an event of `ad_audit`: the event is signed by the key before it, and the new key
// names that key itself, so that nobody but the holder of both can put a key between two others. Adopting a key is in
// contact/adopt-log-key.ts, making signatures in schema/log-signature.ts.
import { type EventOf, eventInRow, type StoredEvent } from "../schema/events.ts";
import { AdminId } from "../schema/ids.ts";
import { hasProved, hasSigned } from "../schema/log-signature.ts";
import type { EventRow } from "../schema/shipment.ts";
import { HOUR_MS } from "../schema/time.ts";

/** The stream with the adoptions. */
export const AUDIT_STREAM = AdminId.parse("ad_audit");

/** Instances of the Worker with the key before it may still be signing when the next key is adopted. */
const OVERLAP_MS = HOUR_MS;

type SignedHead = Pick<EventRow, "streamId" | "version" | "hash" | "signature">;

interface Adopted {
  readonly key: string;
  /** The time of the adoption, in milliseconds; for the first key of a log, the beginning of time. */
  readonly from: number;
}

export interface LogKeys {
  /** Whether a key that was in force at the time of its event, `at`, has signed this head. */
  isSigned(head: SignedHead, at: string): boolean;
  /** The newest key; null when the log has adopted none. */
  newest(): string | null;
  /** All keys that the log has adopted, the newest last. */
  keys(): readonly string[];
}

export interface LogKeyBook extends LogKeys {
  /** Adds the key of a `LogKeyAdopted` event. False: the adoption is not proved, and the key counts for nothing. Other events are ignored. */
  learn(event: StoredEvent, row: EventRow): boolean;
}

/** A book with `known`: a key that the caller knows from elsewhere, in force at every time. */
export function logKeysOf(known: readonly string[] = []): LogKeyBook {
  const keys: Adopted[] = [];
  const inForce = (at: string): readonly string[] => {
    const time = Date.parse(at);
    const adopted = keys.filter(
      ({ from }, index) => from <= time && time < (keys[index + 1]?.from ?? Infinity) + OVERLAP_MS,
    );
    return [...known, ...adopted.map(({ key }) => key)];
  };
  return {
    isSigned: (head, at) => {
      const { signature } = head;
      return signature !== null && inForce(at).some((key) => hasSigned(key, head, signature));
    },
    newest: () => keys.at(-1)?.key ?? known.at(-1) ?? null,
    keys: () => [...known, ...keys.map((adopted) => adopted.key)],
    learn: (event, row) => {
      if (event.type !== "LogKeyAdopted") return true;
      if (!isProved(event, row, keys.at(-1)?.key ?? null)) return false;
      keys.push({ key: event.payload.key, from: keys.length === 0 ? -Infinity : Date.parse(event.at) });
      return true;
    },
  };
}

/** Adds the keys in the rows of `ad_audit`. Rows that are no event are left out. */
export function learnKeys(rows: readonly EventRow[], keys: LogKeyBook): void {
  for (const row of rows) {
    if (!row.body.includes(ADOPTED)) continue;
    try {
      keys.learn(eventInRow(row), row);
    } catch {
      // Verification reports a row that cannot be read.
    }
  }
}
/** Marks an adoption in a body. No string value can contain this text, because quotes are escaped in JSON strings. */
const ADOPTED = '"type":"LogKeyAdopted"';

function isProved(event: EventOf<"LogKeyAdopted">, row: EventRow, newest: string | null): boolean {
  const { key, before, proof } = event.payload;
  if (event.streamId !== AUDIT_STREAM || before !== newest) return false;
  return hasProved(key, before, proof) && row.signature !== null && hasSigned(before ?? key, row, row.signature);
}

/**
 * The first version after the last signed event of a stream; null when its head is signed. Nothing from this version on was written by the
 * stream's object.
 */
export function unsignedFrom(rows: readonly EventRow[], keys: Pick<LogKeys, "isSigned">): number | null {
  const last = rows.findLastIndex((row) => row.signature !== null && keys.isSigned(row, timeIn(row)));
  return last === rows.length - 1 ? null : (rows[last + 1]?.version ?? null);
}

function timeIn({ body }: EventRow): string {
  try {
    return String((JSON.parse(body) as { readonly at?: unknown } | null)?.at);
  } catch {
    return "";
  }
}
