// The port for destroying a contact's personal data outside the object and the log's sealed fields. The D1 adapter is in d1-personal-stores.ts.
import type { ApprovalId, ContactId, HoldId } from "../schema/ids.ts";

export interface Destruction {
  readonly contactId: ContactId;
  /** The version of the contact's `ContactErased` event. A key that sealed only later events is kept. */
  readonly version: number;
  readonly at: string;
  readonly holdIds: readonly HoldId[];
  /** Claimed dispatches whose outcome is unknown: a message that is put into the outbox for one of them later is stored without its text. */
  readonly claims: readonly { readonly approvalId: ApprovalId; readonly idempotencyKey: string }[];
}

export interface PersonalStores {
  /**
   * Destroys the wrapped key, the bodies of dead letters, the messages of the outbox, and the personal columns of the read models and the CRM:
   * overwrites each with filler of the same length, then empties it. The emptied rows stay, so that a late write does not fill them again. A repeat is harmless. Throws when a part could not be destroyed.
   */
  destroy(what: Destruction): Promise<void>;
  /** Lets the CRM's row be filled again, for a contact who was readmitted while the destruction was not yet complete. */
  readmit(contactId: ContactId): Promise<void>;
}
