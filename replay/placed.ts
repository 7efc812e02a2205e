// The type of an event together with everything that its stream had before it. Checks compare an event with this, and not with
// later events.
import type { StoredEvent } from "../schema/events.ts";
import type { ContactId } from "../schema/ids.ts";
import type { Evidence, EvidenceTable, Scalar } from "../schema/provenance.ts";
import type { Contact } from "../domain/contact/state.ts";

export interface Placed {
  readonly contactId: ContactId;
  readonly event: StoredEvent;
  /** The contact's state directly before the event. */
  readonly before: Contact;
  /** The contact's state at each version; the entry at 0 is the empty state. */
  readonly states: readonly Contact[];
  /** The events before this one; the event of version 1 is at index 0. */
  readonly past: readonly StoredEvent[];
}

export type Columns = Readonly<Record<string, Scalar>>;

/** The first row of a table among an event's evidence. */
export const evidenceOf = ({ provenance }: StoredEvent, table: EvidenceTable): Evidence | undefined =>
  provenance.evidence.find((one) => one.table === table);

/** The version in a reference to an event of this stream (`<stream id>@<version>`); null when it is no such reference. */
export function versionOf(streamId: string, id: string): number | null {
  if (id[streamId.length] !== "@" || !id.startsWith(streamId)) return null;
  const version = Number(id.slice(streamId.length + 1));
  return Number.isSafeInteger(version) && version >= 1 ? version : null;
}

export const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
