// Decides the event of `ad_audit` that brings a key of the log's signatures into force. Checking adoptions is in domain/log-keys.ts.
import type { EventOf, PayloadOf, StoredEvent } from "../../schema/events.ts";
import type { LogSigner } from "../../schema/log-signature.ts";
import { logKeyEvidence } from "../evidence.ts";
import { certain, type Decided } from "./decision.ts";

/**
 * The event that brings the signer's key into force, after the events of `ad_audit`: null when it is in force already, and `key_differs` when
 * another key is, which the signer does not have.
 */
export function adoptionBy(signer: LogSigner, events: readonly StoredEvent[]): Decided | "key_differs" | null {
  const last = events.findLast((event): event is EventOf<"LogKeyAdopted"> => event.type === "LogKeyAdopted");
  const newest = last?.payload.key ?? null;
  if (newest === signer.key) return null;
  if (newest !== null && newest !== signer.before) return "key_differs";
  const payload: PayloadOf<"LogKeyAdopted"> = { key: signer.key, before: newest, proof: signer.prove(newest) };
  const evidence = logKeyEvidence(signer.key, { before: newest ?? "none" });
  const why = certain("log_key", "rule:log-key@1", evidence);
  return { type: "LogKeyAdopted", writer: "deploy", payload, why, policy: null };
}
