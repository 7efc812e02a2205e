// The symmetric signature of Standard Webhooks (standardwebhooks.com): `v1,<base64>` over "id.timestamp.body". One scheme for what is verified at the
// door and for what the command line sends there.
import { createHmac } from "node:crypto";

const SECRET_PREFIX = "whsec_";

/** The key of a secret, which is base64 behind `whsec_`. Text that is not base64 gives a shorter key, or none. */
export const webhookKey = (secret: string): Uint8Array =>
  Buffer.from(secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret, "base64");

/** The signature of a body with its id and its time, in seconds as the header has it. */
export const webhookSignature = (
  key: Uint8Array,
  { id, timestamp, body }: { readonly id: string; readonly timestamp: string; readonly body: string | Uint8Array },
): string => `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64")}`;

/** The headers of a signed webhook. */
export const signedWebhook = (
  secret: string,
  { id, seconds, body }: { readonly id: string; readonly seconds: number; readonly body: string | Uint8Array },
): Readonly<Record<string, string>> => ({
  "webhook-id": id,
  "webhook-timestamp": String(seconds),
  "webhook-signature": webhookSignature(webhookKey(secret), { id, timestamp: String(seconds), body }),
});
