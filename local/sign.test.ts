// Tests that the check of each source type accepts a body that `sign.ts` has signed.
import { describe, it } from "vitest";
import { SOURCE_TYPES, SOURCES } from "../workers/ingest/sources.ts";
import { contentTypeOf, signedHeaders } from "./sign.ts";
import { signalIn } from "./signal-in.ts";

const nowSeconds = 1_750_000_000;

describe.for(SOURCE_TYPES)("a body signed as %s", (type) => {
  const { verify, secret: form, example } = SOURCES[type];
  const secret = form.fresh((bytes) => Buffer.alloc(bytes, 7));
  const file = example.format === "form" ? "example.form" : "example.json";
  const contentType = contentTypeOf(file);
  const body = `${example.body} Ünal`;
  const headers = signedHeaders({ type, secret, body, id: "msg_1", contentType, nowSeconds });
  const verdict = (text: string) =>
    verify({
      headers: new Headers(headers),
      body: new TextEncoder().encode(text),
      secrets: [{ secret }],
      nowSeconds,
      toleranceSeconds: 300,
    });

  it("is accepted by the check of its source, and another body is refused", ({ expect }) => {
    expect(headers["content-type"]).toBe(contentType);
    expect(verdict(body).ok).toBe(true);
    expect(verdict(`${body} `).ok).toBe(false);
  });

  it("is mapped to the signal of the example", async ({ expect }) => {
    expect(await signalIn({ type, file, body: example.body })).toEqual(example.signal);
  });
});

it("chooses the content type by the name of the file", ({ expect }) => {
  expect(contentTypeOf("a/b.form")).toBe("application/x-www-form-urlencoded");
  expect(contentTypeOf("a/b.json")).toBe("application/json");
});
