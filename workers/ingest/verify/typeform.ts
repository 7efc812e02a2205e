// Typeform: `typeform-signature: sha256=<base64>` over the body. Nothing signed carries a time, so a replay is met by the receipt alone.
import { anyMatches, hmac, liveSecrets, REFUSED, type Verify } from "./secrets.ts";

export const verifyTypeform: Verify = ({ headers, body, secrets, nowSeconds }) => {
  const expected = liveSecrets(secrets, nowSeconds).map((secret) => `sha256=${hmac(secret, "base64", body)}`);
  return anyMatches([headers.get("typeform-signature") ?? ""], expected) ? { ok: true } : REFUSED;
};
