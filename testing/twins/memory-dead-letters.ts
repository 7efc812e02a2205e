// The memory twin of the dead letters (drizzle/dead-letters.ts), for tests and the simulator. The keys of contacts, which the database has from
// the log, are given to it.
import type { DeadLetter, DeadLetters } from "../../drizzle/dead-letters.ts";
import { newestKey } from "../../drizzle/parcel.ts";
import type { ContactId, DeadLetterId } from "../../schema/ids.ts";
import { RECEIPT_CONFLICT } from "../../schema/messages.ts";
import type { Shipment } from "../../schema/shipment.ts";

export interface MemoryDeadLetters extends DeadLetters {
  row(id: DeadLetterId): DeadLetter | null;
  /** The log has these shipments: their keys replace those with a lower `since`. */
  logged(shipments: readonly Shipment[]): void;
  /** The contact's key and the bodies of their letters are destroyed, by the erasure of this version. */
  destroyed(erased: { readonly contactId: ContactId; readonly version: number }): void;
}

const WAITING = { redrivenAt: null, redrivenBy: null, receipt: null, discarded: null };

export function memoryDeadLetters(): MemoryDeadLetters {
  const keys = new Map<string, { readonly wrapped: string; readonly since: number }>();
  const rows = new Map<DeadLetterId, DeadLetter>();
  const replaceKey = (keyId: string, wrapped: string, since: number): void => {
    if (since > (keys.get(keyId)?.since ?? 0)) keys.set(keyId, { wrapped, since });
  };
  const empty = (id: DeadLetterId): void => {
    const row = rows.get(id);
    if (row) rows.set(id, { ...row, bodySealed: null });
  };
  return {
    row: (id) => rows.get(id) ?? null,
    logged(shipments) {
      for (const one of shipments) {
        const key = newestKey([one]);
        if (key) replaceKey(one.streamId, key.wrapped, key.since);
      }
    },
    destroyed({ contactId, version }) {
      replaceKey(contactId, "", version);
      for (const { id } of [...rows.values()].filter((row) => row.contactId === contactId)) empty(id);
    },
    key: async (keyId) => keys.get(keyId)?.wrapped ?? null,
    async addKey(keyId, wrapped) {
      if (!keys.has(keyId)) replaceKey(keyId, wrapped, 1);
      return keys.get(keyId)?.wrapped ?? wrapped;
    },
    async put(letter) {
      const stored = rows.get(letter.id);
      if (!stored) return void rows.set(letter.id, { ...letter, ...WAITING });
      const last = stored.redrivenAt ?? (stored.source === null ? null : stored.receivedAt);
      const isBack = last !== null && letter.receivedAt > last && letter.reason !== RECEIPT_CONFLICT;
      const { origin, source } = stored;
      if (isBack && stored.discarded === null) rows.set(letter.id, { ...letter, origin, source, ...WAITING });
    },
    empty: async (id) => empty(id),
    get: async (id) => rows.get(id) ?? null,
    async markRedriven({ id, at, by }) {
      const row = rows.get(id);
      if (row && (row.source === null || row.receivedAt <= at))
        rows.set(id, { ...row, redrivenAt: at, redrivenBy: by });
    },
    async markTaken({ taken, receipt, contactId = null, at }) {
      const row = rows.get(taken);
      if (!row || row.source === null || row.discarded !== null) return;
      rows.set(taken, { ...row, receipt, contactId, redrivenAt: row.redrivenAt ?? at, bodySealed: null });
    },
    async discard({ id, at, by, reason }) {
      const row = rows.get(id);
      if (!row || row.source === null || row.redrivenAt !== null) return false;
      rows.set(id, { ...row, redrivenAt: at, redrivenBy: by, discarded: reason, bodySealed: null });
      return true;
    },
  };
}
