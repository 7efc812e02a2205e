// The suppression list, rebuilt from the log's events. Entries are kept by digest and by the revision that the CRM gave them, so that the state of
// the list at a gate's reading depends on revisions and not on clocks.
import type { Lookups } from "../schema/lookups.ts";
import type { StoredEvent } from "../schema/events.ts";
import type { SuppressionKind } from "../schema/lists.ts";

export interface Entry {
  readonly revision: number;
  readonly op: "add" | "lift";
  readonly kind: SuppressionKind;
  /** The event that added or lifted the entry. */
  readonly event: Pick<StoredEvent, "streamId" | "version" | "at">;
}

export interface Suppressions {
  /** The entry that was valid for a digest at a revision of the list; null when the digest was not on the list. */
  standing(digest: string, revision: number): Entry | null;
  /** The first entry that was valid at a revision for any of a contact's lookups; null when there is none. */
  hit(lookups: readonly Lookups[], revision: number): Entry | null;
  /** Whether a digest ever was on the list. */
  knows(digest: string): boolean;
  /** The number of entries. */
  count(): number;
  /** The number of revisions up to the highest that no event of the log has. */
  unlogged(): number;
}

export interface SuppressionBook extends Suppressions {
  /** Adds the entries of a `SuppressionAdded` or `SuppressionLifted` event; ignores other events. */
  learn(event: StoredEvent): void;
}

/** The newest entry of a digest, linked to the entries before it. */
interface LinkedEntry extends Entry {
  readonly before: LinkedEntry | null;
}

/** An empty book. With `only` it keeps entries of these digests only, for checks of one contact; its counts then cover only these entries. */
export function suppressionBook(only?: ReadonlySet<string>): SuppressionBook {
  const newest = new Map<string, LinkedEntry>();
  let [count, highest] = [0, 0];

  const add = (digest: string, entry: Entry): void => {
    const key = keyOf(digest);
    const linked = newest.get(key) ?? null;
    if (has(linked, entry.revision)) return;
    newest.set(key, inserted(linked, entry));
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
    knows: (digest) => newest.has(keyOf(digest)),
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

/** The digest as bytes, which saves memory on long lists. */
const keyOf = (digest: string): string => Buffer.from(digest, "base64url").toString("latin1");

const has = (entry: LinkedEntry | null, revision: number): boolean =>
  entry !== null && (entry.revision === revision || has(entry.before, revision));

const inserted = (newest: LinkedEntry | null, entry: Entry): LinkedEntry =>
  newest && newest.revision > entry.revision
    ? { ...newest, before: inserted(newest.before, entry) }
    : { ...entry, before: newest };
