// Standard Webhooks (standardwebhooks.com), symmetric signatures: `v1,<base64>` over "id.timestamp.body".
import { anyMatches, freshTimestamp, hmac, liveSecrets, REFUSED, type Verify } from "./secrets.ts";

const SECRET_PREFIX = "whsec_";
/** The specification asks for 24 to 64 bytes; below 16 a key can be guessed, and text that is no base64 gives none at all. */
const KEY_BYTES = 16;
/** Printable, and without the dot that separates the signed parts, so that "id.timestamp.body" has one reading. */
const MESSAGE_ID = /^[\x21-\x2d\x2f-\x7e]{1,256}$/;

export const verifyStandardWebhooks: Verify = (request) => {
  const { headers, body, secrets, nowSeconds } = request;
  const id = headers.get("webhook-id");
  const timestamp = freshTimestamp("webhook-timestamp", request);
  if (id === null || !MESSAGE_ID.test(id) || timestamp === undefined) return REFUSED;
  const expected = liveSecrets(secrets, nowSeconds)
    .map(keyOf)
    .filter((key) => key.length >= KEY_BYTES)
    .map((key) => `v1,${hmac(key, "base64", `${id}.${timestamp}.`, body)}`);
  const given = (headers.get("webhook-signature") ?? "").split(" ");
  return anyMatches(given, expected) ? { ok: true, providerId: id } : REFUSED;
};

const keyOf = (secret: string): Uint8Array =>
  Buffer.from(secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret, "base64");
