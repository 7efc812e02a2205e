// The two real transports over a world in which one can count what really left.
import {
  cloudflareEmail,
  outboxTransport,
  type OutgoingMail,
  type Transport,
} from "../workers/dispatcher/transports.ts";
import type { Outbox } from "../drizzle/outbox.ts";
import type { Actor, CallGate } from "./call-gate.ts";
import type { Ledger } from "./ledger.ts";

export type TransportName = "outbox" | "cloudflare_email";

export type TransportFor = (actor: Actor) => Transport;

/** `outbox` keeps each key once; `cloudflare_email` delivers whenever it is called. Both say to the ledger what they were handed. */
export function mailOut(name: TransportName, gate: CallGate, ledger: Ledger, outbox?: Outbox): TransportFor {
  const kept = new Set<string>();
  return (actor) => {
    // The binding takes raw text only; whose it is, is known from what the transport was handed.
    const handed = new Map<string, OutgoingMail>();
    const deliver = (mail: OutgoingMail): void => {
      ledger.handedOver(mail);
      if (name === "outbox" && kept.has(mail.idempotencyKey)) return;
      kept.add(mail.idempotencyKey);
      ledger.delivered(mail);
    };
    const transport =
      name === "outbox"
        ? outboxTransport({
            put: (row) =>
              gate.call(actor, "outbox.put", async () => {
                deliver(mailOf(handed, row.message));
                await outbox?.put(row);
              }),
          })
        : cloudflareEmail((_from, _to, raw) =>
            gate.call(actor, "email.send", () => {
              deliver(mailOf(handed, raw));
              return { messageId: mailOf(handed, raw).messageId };
            }),
          );
    return {
      ...transport,
      send: (mail) => {
        handed.set(mail.message, mail);
        return transport.send(mail);
      },
    };
  };
}

function mailOf(handed: ReadonlyMap<string, OutgoingMail>, raw: string): OutgoingMail {
  const mail = handed.get(raw);
  if (!mail) throw new Error("a message left that nobody handed over");
  return mail;
}
