// One stream in memory: its events, their fold, its key. It records decided events through a synchronous store and opens sealed
// words. It decides nothing.
import { eventInRow, type StoredEvent } from "../../schema/events.ts";
import type { CommandId, StreamId } from "../../schema/ids.ts";
import type { LogSigner } from "../../schema/log-signature.ts";
import { fillerFor, isFiller } from "../../schema/filler.ts";
import type { EventRow } from "../../schema/shipment.ts";
import type { Decided } from "./decision.ts";
import { evolve, fold } from "./evolve.ts";
import { isPersonal, record, type Recorded } from "./record.ts";
import { KEY_BYTES, openEvent, type Random, rewrapKey, unwrapKey, wordsDigest, wrapKey } from "./seal.ts";
import type { Contact } from "./state.ts";

/** An object's storage. `commit` is one transaction: rows, key and alarm together or none. */
export interface StreamStore {
  load(): { readonly rows: readonly EventRow[]; readonly wrappedKey: string | null };
  commit(change: {
    readonly rows: readonly EventRow[];
    readonly wrappedKey: string | null;
    readonly alarmAt: number | null;
  }): void;
  /** Replaces the stored key by another form of it. Where no key is stored, it stores none: an erasure stays an erasure. */
  replaceKey(wrappedKey: string): void;
  /** Deletes the key. */
  forgetKey(): void;
}

/** The cause of a batch of events, which every event of the batch records. */
export interface Cause {
  readonly commandId: CommandId;
  readonly causationId: string;
  readonly correlationId: string;
}

export interface Stream {
  readonly streamId: StreamId | null;
  readonly contact: Contact;
  readonly events: readonly StoredEvent[];
  readonly rows: readonly EventRow[];
  readonly wrappedKey: string | null;
  /** Whether an erasure is recorded but not complete: the stream's own key is destroyed last. */
  readonly isDestroying: boolean;
  /** Whether there are sealed words that were not erased, and the stream's key is missing or damaged. */
  readonly hasLostKey: boolean;
  /** The words of an event; null when it has none or the key is destroyed. */
  open(version: number): Record<string, unknown> | null;
  /** The clear values of the personal evidence of an event. */
  openEvidence(version: number): Record<string, unknown> | null;
  /** The digest of personal words under the stream's key; null when there is no key, or its words are erased. */
  digest(value: unknown): string | null;
  /** The events that a command recorded; null when it recorded none. */
  recorded(commandId: CommandId): readonly StoredEvent[] | null;
  /** Appends `decided` to the stream. Storage is written before memory, never the other way round. */
  write(
    streamId: StreamId,
    decided: readonly Decided[],
    cause: Cause,
    at: string,
    alarmFor: (after: Contact) => number | null,
    /** The signal of an erased contact whom a person took off the suppression list: it is sealed under a new key. */
    isReturn?: boolean,
  ): void;
  /**
   * Marks a complete erasure as incomplete again, with an empty key, because copies may be back: of a restored database, or of a second
   * erasure. Does nothing for a contact with a key, or who is not erased.
   */
  reopenErasure(): void;
  /** Wraps the key under the newest master key, unless it is already. Throws when no master key opens it. */
  rewrapKey(): void;
  /**
   * Overwrites the stored key with filler: what it sealed can never be opened again. The filler is the mark of an erasure that is not complete.
   */
  overwriteKey(): void;
  /** Deletes the key, overwritten first: a deleted row leaves its bytes in the file. */
  forgetKey(): void;
}

export function openStream({
  store,
  masterKey,
  signer,
  random,
}: {
  store: StreamStore;
  masterKey: string;
  signer: LogSigner;
  random: Random;
}): Stream {
  const loaded = store.load();
  let rows: readonly EventRow[] = loaded.rows;
  let events: readonly StoredEvent[] = rows.map((row) => eventInRow(row));
  let contact = fold(
    events,
    rows.map(({ hash }) => hash),
  );
  let wrappedKey = loaded.wrappedKey !== null && isFiller(loaded.wrappedKey) ? NO_KEY : loaded.wrappedKey;
  let key: Uint8Array | null = null;

  const keyOf = (streamId: StreamId): Uint8Array | null => {
    if (!key && wrappedKey) key = unwrapKey(masterKey, streamId, wrappedKey);
    return key;
  };
  const isKeyLost = (streamId: StreamId): boolean => {
    try {
      return keyOf(streamId) === null;
    } catch {
      return true;
    }
  };
  const overwriteKey = (): void => {
    if (!wrappedKey) return;
    store.replaceKey(fillerFor(wrappedKey));
    wrappedKey = NO_KEY;
    key = null;
  };
  const unsealed = (version: number) => {
    if (version <= (contact.erasedVersion ?? 0)) return null;
    const event = events[version - 1];
    const opener = event?.sealed ? keyOf(event.streamId) : null;
    return event?.sealed && opener ? openEvent(opener, event, event.sealed) : null;
  };

  return {
    get streamId() {
      return events[0]?.streamId ?? null;
    },
    get contact() {
      return contact;
    },
    get events() {
      return events;
    },
    get rows() {
      return rows;
    },
    get wrappedKey() {
      return wrappedKey;
    },
    get isDestroying() {
      return contact.erased && wrappedKey !== null;
    },
    get hasLostKey() {
      const [first] = events;
      return first !== undefined && contact.keyVersion !== null && isKeyLost(first.streamId);
    },
    open: (version) => unsealed(version)?.words ?? null,
    openEvidence: (version) => unsealed(version)?.evidence ?? null,
    digest: (value) => {
      const [first] = events;
      const own = first && !contact.erased ? keyOf(first.streamId) : null;
      return own && wordsDigest(own, value);
    },
    recorded: (commandId) => {
      const range = contact.commands[commandId];
      return range ? events.slice(range[0] - 1, range[1]) : null;
    },
    write: (streamId, decided, cause, at, alarmFor, isReturn = false) => {
      // A stream has one key at a time: until the old key is destroyed, a return is refused and retried.
      if (isReturn && wrappedKey !== null) throw new Error("an erasure is not finished");
      const isKeyless = contact.erased ? isReturn : !wrappedKey;
      const isNewKeyNeeded = isKeyless && streamId.startsWith("ct_") && decided.some(isPersonal);
      // The stream has sealed events and no key, so the key is lost. A new key would not open those events. The log has the lost
      // key, and a rebuild restores it.
      if (isNewKeyNeeded && contact.keyVersion !== null) throw new Error("the stream has lost its key");
      const newKey = isNewKeyNeeded ? random(KEY_BYTES) : null;
      const newWrapped = newKey ? wrapKey(masterKey, streamId, newKey, random) : noKeyOf(decided, wrappedKey);
      const sealing = newKey ?? (contact.erased ? null : keyOf(streamId));
      const { commandId, causationId, correlationId } = cause;
      let after = contact;
      const added = decided.map((one) => {
        const made = record(
          one,
          { streamId, version: after.version + 1, prevHash: after.head, at, commandId, causationId, correlationId },
          sealing,
          random,
        );
        after = evolve(after, made.event, made.row.hash);
        return made;
      });
      const newRows = signedRows(added, signer);
      store.commit({ rows: newRows, wrappedKey: newWrapped, alarmAt: alarmFor(after) });
      rows = [...rows, ...newRows];
      events = [...events, ...added.map((one) => one.event)];
      contact = after;
      wrappedKey = newWrapped ?? wrappedKey;
      key = newKey ?? key;
    },
    reopenErasure: () => {
      if (!contact.erased || wrappedKey !== null) return;
      store.commit({ rows: [], wrappedKey: NO_KEY, alarmAt: null });
      wrappedKey = NO_KEY;
    },
    rewrapKey: () => {
      const [first] = events;
      if (!first || !wrappedKey) return;
      const renewed = rewrapKey(masterKey, first.streamId, wrappedKey, random);
      if (renewed === wrappedKey) return;
      store.replaceKey(renewed);
      wrappedKey = renewed;
    },
    overwriteKey,
    forgetKey: () => {
      overwriteKey();
      store.forgetKey();
      wrappedKey = null;
    },
  };
}

/** The rows of a commit: its last event is signed. The adoption of a log key is signed by the key before it. */
function signedRows(added: readonly Recorded[], signer: LogSigner): readonly EventRow[] {
  const last = added.at(-1);
  if (!last) return [];
  const adoption = added.map(({ event }) => event).findLast(({ type }) => type === "LogKeyAdopted");
  const by = (adoption?.type === "LogKeyAdopted" ? adoption.payload.before : null) ?? signer.key;
  return [...added.slice(0, -1).map(({ row }) => row), { ...last.row, signature: signer.sign(last.row, by) }];
}

/** An empty key, which opens nothing. A stored filler is read as one. */
const NO_KEY = "";

/**
 * A contact that never had a key gets an empty one when it is erased, so that its erasure too stays incomplete until that key is
 * destroyed.
 */
const noKeyOf = (decided: readonly Decided[], wrappedKey: string | null): string | null =>
  wrappedKey === null && decided.some(({ type }) => type === "ContactErased") ? NO_KEY : null;
