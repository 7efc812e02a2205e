// Tests the signature checks of all source types: with the corpus of vectors, during a rotation of secrets, and with random
// signatures.
import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusRows } from "../../testing/corpora.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { liveSecrets, type SourceSecret } from "./signing.ts";
import { SOURCE_TYPES, SOURCES, type SourceType } from "./sources.ts";

const { verify: verifyStandardWebhooks } = SOURCES.standard_webhooks;
const { verify: verifyTypeform } = SOURCES.typeform;
const { verify: verifySignedForm } = SOURCES.signed_form;
const signForm = (secret: string, body: string | Uint8Array, nowSeconds: number) =>
  SOURCES.signed_form.sign({ secret, body, id: "", nowSeconds });

const REFUSED = { ok: false };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const secretsOf = (...secrets: string[]): SourceSecret[] => secrets.map((secret) => ({ secret }));

const Vector = z.object({
  id: z.string(),
  case: z.string(),
  now: z.number(),
  headers: z.record(z.string(), z.string()),
  body_b64: z.string(),
  expected: z.string(),
});
const StandardVector = Vector.extend({
  secrets: z.array(z.string()),
  tolerance_s: z.number(),
  second: z.object({ body_b64: z.string(), signature: z.string() }).optional(),
});
const ProviderVector = Vector.extend({ provider: z.literal("typeform"), secret: z.string() });

describe("Standard Webhooks", () => {
  for (const row of corpusRows("webhooks/standard_webhooks_vectors.jsonl", StandardVector)) {
    const verdict = (headers: Record<string, string>, body: string) =>
      verifyStandardWebhooks({
        headers: new Headers(headers),
        body: Buffer.from(body, "base64"),
        secrets: secretsOf(...row.secrets),
        nowSeconds: row.now,
        toleranceSeconds: row.tolerance_s,
      });

    it(`${row.id} ${row.case}: ${row.expected}`, ({ expect }) => {
      const found = verdict(row.headers, row.body_b64);
      if (row.expected.startsWith("accept")) expect(found).toEqual({ ok: true, providerId: row.headers["webhook-id"] });
      if (row.expected === "reject") expect(found).toEqual(REFUSED);
      // Where the vectors allow both, the code is strict: digits only, no dot in an id. HTTP removes outer spaces of header
      // values.
      if (row.expected === "either") expect(found.ok).toBe(row.headers["webhook-timestamp"]?.startsWith(" ") ?? false);
      if (row.second === undefined) return;
      const again = verdict({ ...row.headers, "webhook-signature": row.second.signature }, row.second.body_b64);
      expect(again).toEqual({ ok: true, providerId: row.headers["webhook-id"] });
    });
  }

  it("is the same under the names of Svix, with other signatures before it, and in a header that was sent twice", ({
    expect,
  }) => {
    const [id, nowSeconds, body] = ["msg_1", 1_700_000_000, "{}"];
    const secret = "whsec_bXVjaCBsb25nZXIgdGhhbiBhIHdlYWsgc2VjcmV0";
    const signed: Readonly<Record<string, string>> = SOURCES.standard_webhooks.sign({ secret, body, id, nowSeconds });
    const verified = (headers: Readonly<Record<string, string | undefined>>) =>
      verifyStandardWebhooks({
        headers: new Headers(Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : []))),
        body: bytes(body),
        secrets: secretsOf(secret),
        nowSeconds,
        toleranceSeconds: 300,
      }).ok;
    const renamed = Object.fromEntries(
      Object.entries(signed).map(([name, value]) => [name.replace("webhook", "Svix"), value]),
    );
    const signature = signed["webhook-signature"];
    expect(verified(renamed)).toBe(true);
    for (const several of [
      `v1a,AAAA ${signature}`,
      `v1,AAAA, ${signature}`,
      `${signature} v1,AAAA`,
      `${signature}, v2,x`,
    ])
      expect(verified({ ...signed, "webhook-signature": several }), several).toBe(true);
    // The names of one scheme belong together.
    expect(verified({ ...renamed, "webhook-id": "msg_2" })).toBe(false);
    expect(verified({ ...renamed, "Svix-signature": "v1,AAAA" })).toBe(false);
  });

  it("never matches a secret that is not a key", ({ expect }) => {
    for (const secret of ["whsec_", "whsec_!!!!!!!!!!!!!!!!!!!!", "", "whsec_AAAA", "whsec_c2hvcnRrZXk="]) {
      const key = Buffer.from(secret.replace("whsec_", ""), "base64");
      const signature = `v1,${createHmac("sha256", key).update("msg_1.1000.{}").digest("base64")}`;
      const headers = new Headers({
        "webhook-id": "msg_1",
        "webhook-timestamp": "1000",
        "webhook-signature": signature,
      });
      expect(
        verifyStandardWebhooks({
          headers,
          body: bytes("{}"),
          secrets: secretsOf(secret),
          nowSeconds: 1_000,
          toleranceSeconds: 300,
        }),
      ).toEqual(REFUSED);
    }
  });
});

describe("Typeform", () => {
  for (const row of corpusRows("webhooks/provider_signature_vectors.jsonl", ProviderVector)) {
    it(`${row.id} ${row.case}: ${row.expected}`, ({ expect }) => {
      const found = verifyTypeform({
        headers: new Headers(row.headers),
        body: Buffer.from(row.body_b64, "base64"),
        secrets: secretsOf(row.secret),
        nowSeconds: row.now,
        toleranceSeconds: 300,
      });
      expect(found).toEqual({ ok: row.expected === "accept" });
    });
  }
});

describe("a signed form", () => {
  const secret = "a secret of a form handler";
  const now = 1_750_000_000;
  const body = bytes("email=ada%40example.com");
  interface Change {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Uint8Array;
    readonly secrets?: readonly SourceSecret[];
    readonly now?: number;
  }
  const verdict = (change: Change = {}) =>
    verifySignedForm({
      headers: new Headers({ ...signForm(secret, body, now), ...change.headers }),
      body: change.body ?? body,
      secrets: change.secrets ?? secretsOf(secret),
      nowSeconds: change.now ?? now,
      toleranceSeconds: 300,
    });

  it("is accepted with its own headers, body and secret", ({ expect }) => {
    expect(verdict()).toEqual({ ok: true, signedSeconds: now });
    expect(signForm(secret, body, now)).toEqual(signForm(secret, "email=ada%40example.com", now));
  });

  it("is accepted up to the tolerance before and after, and not a second beyond", ({ expect }) => {
    expect([-301, -300, 300, 301].map((seconds) => verdict({ now: now + seconds }).ok)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it.for([
    ["another body", { body: bytes("email=eve%40example.com") }],
    ["another timestamp", { headers: { "holdpoint-timestamp": String(now + 1) } }],
    ["another secret", { secrets: secretsOf("a secret of another handler") }],
    ["no secret at all", { secrets: [] }],
    ["no signature", { headers: { "holdpoint-signature": "" } }],
    [
      "a signature without its version",
      { headers: { "holdpoint-signature": signForm(secret, body, now)["holdpoint-signature"]?.slice(3) ?? "" } },
    ],
    ["a timestamp with a fraction", { headers: { "holdpoint-timestamp": `${now}.0` } }],
  ] as const)("is refused with %s", ([, change], { expect }) => {
    expect(verdict(change)).toEqual(REFUSED);
  });
});

describe("a rotation of secrets", () => {
  const oldSecret = { secret: "the secret until Tuesday", notAfter: "2025-06-10T00:00:00Z" };
  const newSecret = { secret: "the secret since Monday", notBefore: "2025-06-09T00:00:00Z" };
  const at = (time: string): number => Date.parse(time) / 1_000;

  it.for([
    ["2025-06-08T23:59:59Z", [oldSecret.secret]],
    ["2025-06-09T00:00:00Z", [oldSecret.secret, newSecret.secret]],
    ["2025-06-09T23:59:59Z", [oldSecret.secret, newSecret.secret]],
    ["2025-06-10T00:00:00Z", [newSecret.secret]],
  ] as const)("at %s uses the valid secrets", ([time, expected], { expect }) => {
    expect(liveSecrets([oldSecret, newSecret], at(time))).toEqual(expected);
  });

  it("ignores secrets that are too short or have an unreadable time", ({ expect }) => {
    expect(
      liveSecrets(
        [{ secret: "short" }, { secret: "" }, { ...newSecret, notBefore: "soon" }, { ...newSecret, notAfter: "late" }],
        at("2025-06-11T00:00:00Z"),
      ),
    ).toEqual([]);
  });

  it("refuses no request while both are valid", ({ expect }) => {
    const now = at("2025-06-09T12:00:00Z");
    for (const { secret } of [oldSecret, newSecret]) {
      const body = bytes("{}");
      const headers = new Headers(signForm(secret, body, now));
      expect(
        verifySignedForm({ headers, body, secrets: [oldSecret, newSecret], nowSeconds: now, toleranceSeconds: 300 }),
      ).toEqual({ ok: true, signedSeconds: now });
    }
  });
});

/** The headers that `sign` makes at 1,000 seconds with this secret. */
const headersOf = (type: SourceType, byte: number) => {
  const secret = SOURCES[type].secret.fresh((count) => Buffer.alloc(count, byte));
  return SOURCES[type].sign({ secret, body: "{}", id: "msg_1", nowSeconds: 1_000 });
};

/** The header with the signature, and the fixed text before the signature in it. */
function signatureOf(type: SourceType): { readonly header: string; readonly prefix: string } {
  const [one, other] = [headersOf(type, 1), headersOf(type, 2)];
  const header = Object.keys(one).find((name) => one[name] !== other[name]) ?? "";
  return { header, prefix: /^[a-z0-9]+[=,]/.exec(one[header] ?? "")?.[0] ?? "" };
}

it.for(SOURCE_TYPES)(
  "refuses any signature of %s made without the secret, with the same answer",
  { timeout: LONG_MILLISECONDS },
  (type, { expect }) => {
    const { header, prefix } = signatureOf(type);
    expect(header).not.toBe("");
    const printable = fc.stringMatching(/^[ -~]{0,200}$/);
    fc.assert(
      fc.property(printable, fc.boolean(), fc.uint8Array(), (text, isPrefixed, body) => {
        const headers = new Headers({ ...headersOf(type, 3), [header]: isPrefixed ? prefix + text : text });
        const secrets = secretsOf(SOURCES[type].secret.fresh((count) => Buffer.alloc(count, 4)));
        const found = SOURCES[type].verify({ headers, body, secrets, nowSeconds: 1_000, toleranceSeconds: 300 });
        expect(found).toEqual(REFUSED);
      }),
      runs(200),
    );
  },
);
