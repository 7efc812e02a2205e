// What is kept of a person beside the sealed words of the log, as the rest of the system knows it: all of it can be destroyed.
import type { ApprovalId, ContactId, HoldId } from "../schema/ids.ts";

export interface Destruction {
  readonly contactId: ContactId;
  /** The version of its `ContactErased`. A key that sealed anything later stays. */
  readonly version: number;
  readonly at: string;
  readonly holdIds: readonly HoldId[];
  /** Claims whose outcome is not known: a message that is kept for one of them now is kept without its text. */
  readonly claims: readonly { readonly approvalId: ApprovalId; readonly idempotencyKey: string }[];
}

export interface PersonalStores {
  /**
   * Destroys the key that the log keeps, dead letters, messages that were kept instead of sent, and the personal columns of the read models and the CRM.
   * What comes late finds the emptied rows and leaves them so. Again is harmless. Throws when some of it is left.
   */
  destroy(what: Destruction): Promise<void>;
  /** Lets the CRM's row be filled again: a person let them back while the destruction was still under way. */
  readmit(contactId: ContactId): Promise<void>;
}
