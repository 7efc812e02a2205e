// Signs a body as one of the source types does, for the samples and for leads of one's own.
import { hmac } from "../workers/ingest/verify/secrets.ts";
import { signForm } from "../workers/ingest/verify/signed-form.ts";
import type { SourceType } from "./sources.ts";

interface Unsigned {
  readonly type: SourceType;
  readonly secret: string;
  readonly body: string;
  /** The sender's id of the event. Only Standard Webhooks carries one in its headers. */
  readonly id: string;
  readonly contentType: string;
  readonly nowSeconds: number;
}

/** The headers that go with the body. */
export function signedHeaders({
  type,
  secret,
  body,
  id,
  contentType,
  nowSeconds,
}: Unsigned): Readonly<Record<string, string>> {
  const content = { "content-type": contentType };
  switch (type) {
    case "standard_webhooks": {
      const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
      const signature = `v1,${hmac(key, "base64", `${id}.${nowSeconds}.`, body)}`;
      return { ...content, "webhook-id": id, "webhook-timestamp": String(nowSeconds), "webhook-signature": signature };
    }
    case "typeform":
      return { ...content, "typeform-signature": `sha256=${hmac(secret, "base64", body)}` };
    case "signed_form":
      return { ...content, ...signForm(secret, body, nowSeconds) };
  }
}

/** A file of form fields says so by its name; all else is JSON. */
export const contentTypeOf = (file: string): string =>
  file.endsWith(".form") ? "application/x-www-form-urlencoded" : "application/json";
