// Reads the domain of a contact's address from the sealed signals. Without the contact's key there is no result.
import { registrableDomain } from "../domain/address.ts";
import type { StoredEvent } from "../schema/events.ts";
import type { LogContext } from "./context.ts";
import { text } from "./placed.ts";
import { openSealed } from "./sealed.ts";

/** The registrable domain of the contact's address; null when no signal with an address can be opened. */
export function domainOf(events: readonly StoredEvent[], context: LogContext): string | null {
  for (const event of events) {
    if (event.type !== "SignalReceived" && event.type !== "HistoryImported") continue;
    const signal = openSealed(event, context)?.words?.["signal"] as { readonly email?: unknown } | undefined;
    const email = text(signal?.email);
    if (email !== null) return registrableDomain(email);
  }
  return null;
}
