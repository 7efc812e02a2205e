import { describe, it } from "vitest";
import { verifySignedForm } from "../workers/ingest/verify/signed-form.ts";
import { verifyStandardWebhooks } from "../workers/ingest/verify/standard-webhooks.ts";
import { verifyTypeform } from "../workers/ingest/verify/typeform.ts";
import { contentTypeOf, signedHeaders } from "./sign.ts";
import type { SourceType } from "./sources.ts";

const VERIFIERS = {
  standard_webhooks: verifyStandardWebhooks,
  typeform: verifyTypeform,
  signed_form: verifySignedForm,
};
const SECRETS: Readonly<Record<SourceType, string>> = {
  standard_webhooks: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
  typeform: "a secret of a form at Typeform",
  signed_form: "a secret of a form handler",
};
const nowSeconds = 1_750_000_000;

describe.for(["standard_webhooks", "typeform", "signed_form"] as const)("a body signed as %s", (type) => {
  const body = '{"email":"ada@example.com","name":"Ada Ünal"}';
  const headers = signedHeaders({
    type,
    secret: SECRETS[type],
    body,
    id: "msg_1",
    contentType: "application/json",
    nowSeconds,
  });
  const verdict = (text: string) =>
    VERIFIERS[type]({
      headers: new Headers(headers),
      body: new TextEncoder().encode(text),
      secrets: [{ secret: SECRETS[type] }],
      nowSeconds,
      toleranceSeconds: 300,
    });

  it("is accepted by that source's own check, and another body is not", ({ expect }) => {
    expect(verdict(body).ok).toBe(true);
    expect(verdict(`${body} `).ok).toBe(false);
  });
});

it("takes a file of form fields by its name", ({ expect }) => {
  expect(contentTypeOf("a/b.form")).toBe("application/x-www-form-urlencoded");
  expect(contentTypeOf("a/b.json")).toBe("application/json");
});
