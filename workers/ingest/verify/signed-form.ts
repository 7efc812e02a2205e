// A signed form post, a scheme of our own for a form handler that can compute one HMAC:
//   holdpoint-timestamp: <Unix seconds>
//   holdpoint-signature: v1=<hex of HMAC-SHA-256, keyed with the secret as text, over "timestamp.body">
// The body is JSON or application/x-www-form-urlencoded, and is signed as it is sent.
import { anyMatches, freshTimestamp, hmac, liveSecrets, REFUSED, type Verify } from "./secrets.ts";

const signature = (secret: string, timestamp: string, body: string | Uint8Array): string =>
  `v1=${hmac(secret, "hex", `${timestamp}.`, body)}`;

export const verifySignedForm: Verify = (request) => {
  const { headers, body, secrets, nowSeconds } = request;
  const timestamp = freshTimestamp("holdpoint-timestamp", request);
  if (timestamp === undefined) return REFUSED;
  const expected = liveSecrets(secrets, nowSeconds).map((secret) => signature(secret, timestamp, body));
  return anyMatches([headers.get("holdpoint-signature") ?? ""], expected) ? { ok: true } : REFUSED;
};

/** The headers a sender adds. */
export const signForm = (
  secret: string,
  body: string | Uint8Array,
  nowSeconds: number,
): Readonly<Record<string, string>> => ({
  "holdpoint-timestamp": String(nowSeconds),
  "holdpoint-signature": signature(secret, String(nowSeconds), body),
});
