// The central suppression list as the log tells it: by digest and by the number that `CRM` gave each entry, so that what stood at a
// reading is a matter of numbers and not of clocks.
import type { Lookups } from "../schema/lookups.ts";
import type { StoredEvent } from "../schema/events.ts";
import type { SuppressionKind } from "../schema/lists.ts";

export interface Entry {
  readonly revision: number;
  readonly op: "add" | "lift";
  readonly kind: SuppressionKind;
  /** The event that says so. */
  readonly event: Pick<StoredEvent, "streamId" | "version" | "at">;
}

export interface Suppressions {
  /** The entry that stood for a digest when the list's highest number was `revision`; null when none stood. */
  standing(digest: string, revision: number): Entry | null;
  /** The first entry that stood then for anything the list is asked about a contact. */
  hit(lookups: readonly Lookups[], revision: number): Entry | null;
  /** How many entries there are. */
  count(): number;
  /** Numbers up to the highest that no event carries: entries the log does not know of. */
  unlogged(): number;
}

export interface SuppressionBook extends Suppressions {
  /** Takes up what an event of `ad_suppressions_…` adds or lifts; other events say nothing here. */
  learn(event: StoredEvent): void;
}

/** The newest entry of a digest, with the ones before it. */
interface Kept extends Entry {
  readonly before: Kept | null;
}

/** `only` keeps no other digests than these, for questions about one contact: then the counts are those of what was kept. */
export function suppressionBook(only?: ReadonlySet<string>): SuppressionBook {
  const newest = new Map<string, Kept>();
  let [count, highest] = [0, 0];

  const add = (digest: string, entry: Entry): void => {
    const key = keyOf(digest);
    const known = newest.get(key) ?? null;
    if (has(known, entry.revision)) return;
    newest.set(key, inserted(known, entry));
    count += 1;
    highest = Math.max(highest, entry.revision);
  };
  const standing = (digest: string, revision: number): Entry | null => {
    let entry = newest.get(keyOf(digest)) ?? null;
    while (entry && entry.revision > revision) entry = entry.before;
    return entry?.op === "add" ? entry : null;
  };
  return {
    standing,
    hit: (lookups, revision) => {
      if (count === 0) return null;
      for (const { address, comparison, domain, phone } of lookups) {
        const entry =
          standing(address, revision) ??
          standing(comparison, revision) ??
          standing(domain, revision) ??
          (phone === undefined ? null : standing(phone, revision));
        if (entry) return entry;
      }
      return null;
    },
    count: () => count,
    unlogged: () => highest - count,
    learn: (event) => {
      if (event.type !== "SuppressionAdded" && event.type !== "SuppressionLifted") return;
      const { streamId, version, at, type, payload } = event;
      const op = type === "SuppressionAdded" ? "add" : "lift";
      const source = { streamId, version, at };
      const entries = "entries" in payload ? payload.entries : [payload];
      for (const { digest, revision, kind } of entries)
        if (!only || only.has(digest)) add(digest, { revision, op, kind, event: source });
    },
  };
}

/** Half of the digest, as bytes: lists are long, and 128 bits tell any two entries apart. */
const keyOf = (digest: string): string => Buffer.from(digest.slice(0, 32), "hex").toString("latin1");

const has = (entry: Kept | null, revision: number): boolean =>
  entry !== null && (entry.revision === revision || has(entry.before, revision));

const inserted = (known: Kept | null, entry: Entry): Kept =>
  known && known.revision > entry.revision
    ? { ...known, before: inserted(known.before, entry) }
    : { ...entry, before: known };
