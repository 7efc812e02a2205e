// Which canonical addresses a mail can be written to. One rule for ingest, which marks the others, for the desk, and for the dispatcher, which
// writes to no other.
import type { Unwritable } from "../schema/lists.ts";

// ASCII only: a mailbox name with other letters needs SMTPUTF8, which no transport here promises. No character that would end an
// angle bracket, a comment or a list.
const ADDRESS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9.-]+\.[a-z0-9-]+$/;

/** RFC 5321, 4.5.3.1.3: a path of 256 octets, with its angle brackets. */
const ADDRESS_CHARACTERS = 254;

/** Whether the address can stand in a header of a mail. */
export const isHeaderAddress = (address: string): boolean =>
  address.length <= ADDRESS_CHARACTERS && ADDRESS.test(address);

/**
 * Names that never lead to a mailbox (RFC 6761, 6762, 7686, and ICANN's `internal`). Not `example` and `test`: they are reserved, too, but for samples and
 * trials, whose mails go to the outbox.
 */
const NOWHERE = /\.(?:localhost|localdomain|invalid|local|internal|onion|arpa)$/;

/** Why no mail can be written to this canonical address; null when one can. */
export function whyUnwritable(address: string): Unwritable | null {
  if (!isHeaderAddress(address)) return "mailbox_name";
  return NOWHERE.test(address) ? "domain_reserved" : null;
}
