// The two production transports over a simulated provider, which reports each call and each delivery to the ledger. Faults are
// planted by the call gate, not here.
import type { OutgoingMail, Transport } from "../workers/dispatcher/transports.ts";
import type { Outbox } from "../drizzle/outbox.ts";
import type { Actor, CallGate } from "./call-gate.ts";
import type { Ledger } from "./ledger.ts";
import type { System } from "./system.ts";

export type TransportName = "outbox" | "cloudflare_email";

export type TransportFor = (actor: Actor) => Transport;

/**
 * Makes the transport of each actor. `outbox` delivers each idempotency key once over all actors; `cloudflare_email` delivers at
 * every call.
 */
export function transportsOf(
  name: TransportName,
  { gate, ledger, system, outbox }: { gate: CallGate; ledger: Ledger; system: System; outbox: Outbox | undefined },
): TransportFor {
  const { cloudflareEmail, outboxTransport } = system.transports;
  const deliveredKeys = new Set<string>();
  return (actor) => {
    // The provider gets only the raw text of a mail, so the whole mail is found by its text.
    const mailByText = new Map<string, OutgoingMail>();
    const deliver = (mail: OutgoingMail): void => {
      ledger.handedOver(mail);
      if (name === "outbox" && deliveredKeys.has(mail.idempotencyKey)) return;
      deliveredKeys.add(mail.idempotencyKey);
      ledger.delivered(mail);
    };
    const transport =
      name === "outbox"
        ? outboxTransport({
            put: (row) =>
              gate.call(actor, "outbox.put", async () => {
                deliver(mailOf(mailByText, row.message));
                await outbox?.put(row);
              }),
          })
        : cloudflareEmail((_from, _to, raw) =>
            gate.call(actor, "email.send", () => {
              deliver(mailOf(mailByText, raw));
              return { messageId: mailOf(mailByText, raw).messageId };
            }),
          );
    return {
      ...transport,
      send: (mail) => {
        mailByText.set(mail.message, mail);
        return transport.send(mail);
      },
    };
  };
}

function mailOf(mailByText: ReadonlyMap<string, OutgoingMail>, raw: string): OutgoingMail {
  const mail = mailByText.get(raw);
  if (!mail) throw new Error("the provider got a text that no transport was asked to send");
  return mail;
}
