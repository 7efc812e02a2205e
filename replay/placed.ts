// An event in its place: with everything the stream said before it. What is judged is judged against that and nothing later.
import type { StoredEvent } from "../schema/events.ts";
import type { ContactId } from "../schema/ids.ts";
import type { Evidence, EvidenceTable, Scalar } from "../schema/provenance.ts";
import type { Contact } from "../domain/contact/state.ts";

export interface Placed {
  readonly contactId: ContactId;
  readonly event: StoredEvent;
  /** The contact just before the event. */
  readonly before: Contact;
  /** The contact at each version; the first entry is the empty one. */
  readonly states: readonly Contact[];
  /** The events before, the first at 0. */
  readonly past: readonly StoredEvent[];
}

export type EventOf<T extends StoredEvent["type"]> = Extract<StoredEvent, { readonly type: T }>;
export type Columns = Readonly<Record<string, Scalar>>;

/** The first row of a table among an event's evidence. */
export const evidenceOf = ({ provenance }: StoredEvent, table: EvidenceTable): Evidence | undefined =>
  provenance.evidence.find((one) => one.table === table);

/** The version that a reference to an event of this stream names; null when it names none. */
export function versionOf(streamId: string, id: string): number | null {
  if (id[streamId.length] !== "@" || !id.startsWith(streamId)) return null;
  const version = Number(id.slice(streamId.length + 1));
  return Number.isSafeInteger(version) && version >= 1 ? version : null;
}

export const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
