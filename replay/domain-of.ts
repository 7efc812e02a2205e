// Whose domain a contact's address is at. Open only to whoever has the key.
import { registrableDomain } from "../domain/address.ts";
import type { StoredEvent } from "../schema/events.ts";
import type { LogContext } from "./context.ts";
import { text } from "./placed.ts";
import { said } from "./sealed.ts";

/** The domain of the address, where a key opens a signal that says it. */
export function domainOf(events: readonly StoredEvent[], context: LogContext): string | null {
  for (const event of events) {
    if (event.type !== "SignalReceived" && event.type !== "HistoryImported") continue;
    const signal = said(event, context)?.words?.["signal"] as { readonly email?: unknown } | undefined;
    const email = text(signal?.email);
    if (email !== null) return registrableDomain(email);
  }
  return null;
}
