// The two real transports over a simulated provider, which records every mail that is really delivered.
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

/** `outbox` delivers each key once; `cloudflare_email` delivers at every call. Both report to the ledger. */
export function mailOut(name: TransportName, gate: CallGate, ledger: Ledger, outbox?: Outbox): TransportFor {
  const kept = new Set<string>();
  return (actor) => {
    // The binding gets only the raw text. The mail is found by the text that the transport was given.
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
  if (!mail) throw new Error("a raw text was sent that the transport was not given");
  return mail;
}
