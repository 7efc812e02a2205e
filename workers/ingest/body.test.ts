// Tests the reading and parsing of a request body: the limits, the cleaning, and the corpus of hostile bodies.
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { afterEach, describe, it, vi } from "vitest";
import * as z from "zod";
import { corpusRows } from "../../testing/corpora.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { BODY_MS } from "../stage/read-bytes.ts";
import { type BodyFormat, openBody, parseBody, type RawBody, readBody } from "./body.ts";
import { signedForm } from "./sources/signed-form.ts";
import { ok } from "../../schema/result.ts";
import { PROBLEM_STATUS } from "./problem.ts";

const limits = { bodyBytes: 65_536, depth: 20, keys: 500 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (text: string, format: RawBody["format"] = "json") => {
  const parsed = parseBody({ format, bytes: bytes(text) }, limits);
  return parsed.ok ? ok(parsed.value.value) : parsed;
};

/** A body in chunks, which reports whether its reader cancelled it. */
function streamed(chunks: Iterable<Uint8Array>): {
  body: ReadableStream<Uint8Array>;
  seen: { sent: number; isCancelled: boolean };
} {
  const seen = { sent: 0, isCancelled: false };
  const iterator = chunks[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = iterator.next();
      if (done === true) return controller.close();
      seen.sent += value.byteLength;
      controller.enqueue(value);
    },
    cancel() {
      seen.isCancelled = true;
    },
  });
  return { body, seen };
}

const receive = (
  body: ReadableStream<Uint8Array> | null,
  headers: Record<string, string> = { "content-type": "application/json" },
) => readBody({ headers: new Headers(headers), body }, limits);

const prototypeNames = Reflect.ownKeys(Object.prototype).length;
afterEach(({ expect }) => {
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(prototypeNames);
  expect(({} as Record<string, unknown>)["email"]).toBeUndefined();
});

describe("reading a body", () => {
  it("joins the chunks", async ({ expect }) => {
    const { body } = streamed([bytes('{"a"'), bytes(""), bytes(":1}")]);
    expect(await receive(body)).toEqual({ ok: true, value: { format: "json", bytes: bytes('{"a":1}') } });
  });

  it("accepts exactly the limit and stops one byte later, for any length header", async ({ expect }) => {
    const exact = await receive(streamed([new Uint8Array(limits.bodyBytes)]).body);
    expect(exact.ok).toBe(true);
    const lying = { "content-type": "application/json", "content-length": "2" };
    expect(await receive(streamed([new Uint8Array(limits.bodyBytes + 1)]).body, lying)).toEqual({
      ok: false,
      error: { reason: "body_too_large" },
    });
  });

  it("does not read a hundred megabytes to refuse them", async ({ expect }) => {
    function* flood() {
      for (let i = 0; i < 100; i += 1) yield new Uint8Array(1_048_576);
    }
    const { body, seen } = streamed(flood());
    expect(await receive(body)).toEqual({ ok: false, error: { reason: "body_too_large" } });
    expect(seen.isCancelled).toBe(true);
    expect(seen.sent).toBeLessThan(4_000_000);
  });

  it("refuses at once by a length header above the limit", async ({ expect }) => {
    const headers = { "content-type": "application/json", "content-length": "65537" };
    expect(await receive(streamed([bytes("{}")]).body, headers)).toEqual({
      ok: false,
      error: { reason: "body_too_large" },
    });
  });

  it("refuses a body that does not come within its time", async ({ expect }) => {
    vi.useFakeTimers();
    const refused = receive(new ReadableStream({ pull: () => new Promise(() => undefined) }));
    await vi.advanceTimersByTimeAsync(BODY_MS);
    expect(await refused).toEqual({ ok: false, error: { reason: "body_too_slow" } });
    expect(PROBLEM_STATUS.body_too_slow).toBe(408);
    vi.useRealTimers();
  });

  it("reports a sender that disconnects", async ({ expect }) => {
    const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error("gone")) });
    expect(await receive(broken)).toEqual({ ok: false, error: { reason: "body_unreadable" } });
  });

  it.for([
    ["application/json", "json"],
    ["Application/JSON; Charset=UTF-8", "json"],
    ['application/json;charset="utf-8"', "json"],
    ["application/x-www-form-urlencoded", "form"],
    ["application/vnd.api+json", "json"],
    ["text/json", "json"],
    ["multipart/form-data; boundary=x", "multipart"],
    ["", "other"],
    ["text/plain", "other"],
    ["application/json, text/html", "other"],
    ["constructor", "other"],
  ] as const)("reads content type %j as %s", async ([contentType, format], { expect }) => {
    const result = await receive(streamed([bytes("{}")]).body, { "content-type": contentType });
    expect(result).toEqual({ ok: true, value: { format, bytes: bytes("{}") } });
  });

  it("keeps the stated encoding of the text", async ({ expect }) => {
    const type = "application/x-www-form-urlencoded; charset=ISO-8859-1";
    const result = await receive(streamed([bytes("a=b")]).body, { "content-type": type });
    expect(result).toEqual({ ok: true, value: { format: "form", charset: "iso-8859-1", bytes: bytes("a=b") } });
  });

  it.for(["gzip", "br", "x-evil", "identity, gzip"])(
    "does not open content encoding %s",
    async (encoding, { expect }) => {
      const headers = { "content-type": "application/json", "content-encoding": encoding };
      const compressed = new Uint8Array(gzipSync("{}"));
      expect(await receive(streamed([compressed]).body, headers)).toEqual({
        ok: true,
        value: { format: "encoded", bytes: compressed },
      });
    },
  );
});

describe("parsing a body", () => {
  it.for([
    ["lone surrogates", String.raw`{"a\udc00":"x\ud83d"}`, { "a\ufffd": "x\ufffd" }],
    ["NUL", String.raw`{"a\u0000b":"x\u0000y"}`, { ab: "xy" }],
    ["a byte order mark", "\ufeff{}", {}],
    ["equal names", '{"a":1,"a":2}', { a: 2 }],
    [
      "names that every object has",
      '{"__proto__":{"x":1},"constructor":1,"toString":2,"prototype":3,"b":{"__proto__":[]}}',
      { b: {} },
    ],
    ["a disguised __proto__", String.raw`{"__pro\u0000to__":{"x":1}}`, {}],
    ["lists and leaves", '[1,"a",null,true,[{}],-0.5]', [1, "a", null, true, [{}], -0.5]],
  ] as const)("cleans %s", ([, text, expected], { expect }) => {
    expect(parse(text)).toEqual({ ok: true, value: expected });
  });

  it.for([
    ["two byte order marks", "\ufeff\ufeff{}", "not_json"],
    ["an empty body", "", "not_json"],
    ["a number beyond JSON's range", '{"a":1e999}', "not_json"],
    ["twenty-one levels", `${"[".repeat(21)}${"]".repeat(21)}`, "too_deep"],
    ["501 names", JSON.stringify(Array.from({ length: 501 }, (_, i) => ({ [`k${i}`]: 1 }))), "too_many_keys"],
  ] as const)("refuses %s", ([, text, reason], { expect }) => {
    expect(parse(text)).toEqual({ ok: false, error: { reason } });
  });

  it("accepts twenty levels and 500 names", ({ expect }) => {
    expect(parse(`${"[".repeat(20)}${"]".repeat(20)}`).ok).toBe(true);
    expect(parse(JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, 1])))).ok).toBe(
      true,
    );
  });

  it.for([[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80]])(
    "takes bytes that are no UTF-8 for windows-1252: %j",
    (invalid, { expect }) => {
      const value = Buffer.from(invalid).toString("latin1").replaceAll("\x80", "\u20ac");
      expect(parseBody({ format: "json", bytes: new Uint8Array([0x22, ...invalid, 0x22]) }, limits)).toEqual(
        ok({ format: "json", value }),
      );
    },
  );

  it("refuses bytes that are no text in the encoding that they state", ({ expect }) => {
    const wrong = { ok: false, error: { reason: "charset_invalid" } };
    // A mark of UTF-16, and half a character.
    expect(parseBody({ format: "json", bytes: new Uint8Array([0xfe, 0xff, 0x00]) }, limits)).toEqual(wrong);
    expect(
      parseBody({ format: "json", charset: "shift_jis", bytes: new Uint8Array([0x22, 0x81, 0x22]) }, limits),
    ).toEqual(wrong);
    // An encoding that nobody knows says nothing.
    expect(parseBody({ format: "json", charset: "x-evil", bytes: bytes('"ü"') }, limits)).toEqual(
      ok({ format: "json", value: "ü" }),
    );
  });

  it.for<[RawBody["format"], string, BodyFormat | undefined]>([
    ["other", '{"a":"1"}', "json"],
    ["other", '[{"a":"1"}]', "json"],
    ["other", "a=1", "form"],
    ["form", '{"a":"1"}', "json"],
    ["form", '{"a":"1=2"}', "json"],
    ["json", "a=1", "form"],
    ["json", '"{\\"a\\":\\"1\\"}"', "json"],
    ["form", "{a=1", "form"],
    ["other", "Dear all", undefined],
    ["other", "<a href=1>", undefined],
    ["other", "", undefined],
  ])("is read as what it says: stated %s, %j", ([format, text, expected], { expect }) => {
    const parsed = parseBody({ format, bytes: bytes(text) }, limits);
    expect(parsed.ok ? parsed.value.format : undefined).toBe(expected);
    if (expected === undefined) expect(parsed).toEqual({ ok: false, error: { reason: "content_type_unsupported" } });
  });

  describe("in parts", () => {
    const parts = (...given: readonly (readonly [head: string, value: string])[]): Uint8Array =>
      bytes(
        `${given.map(([head, value]) => `----X\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`).join("")}----X--\r\n`,
      );

    it("has its fields, all values of a repeated one, and the names of files", async ({ expect }) => {
      const body = parts(
        ['name="email"', "ada@example.com"],
        ['name="interest[]"', "a"],
        ['name="interest[]"', "b\r\nc"],
        ['name="cv"; filename="cv.pdf"\r\nContent-Type: application/pdf', "%PDF"],
        ['name="photo"; filename=""\r\nContent-Type: application/octet-stream', ""],
      );
      expect(await openBody({ format: "multipart", bytes: body }, limits)).toEqual(
        ok({
          format: "form",
          value: {
            email: "ada@example.com",
            "interest[]": ["a", "b\r\nc"],
            cv: "cv.pdf (a file of 4 bytes, not kept)",
            photo: "",
          },
        }),
      );
    });

    it.for(["", "--", "----X", "----X\r\n", "----X\r\nnothing\r\n----X--", "x".repeat(2_000), '--a"b\r\n\r\n'])(
      "is refused when it is none: %j",
      async (text, { expect }) => {
        const opened = await openBody({ format: "multipart", bytes: bytes(text) }, limits);
        if (!opened.ok) expect(opened.error.reason).toBe("payload_unrecognised");
        else expect(opened.value).toEqual({ format: "form", value: {} });
      },
    );

    it("has the limits of any body", async ({ expect }) => {
      const many = parts(...Array.from({ length: 501 }, (_, i) => [`name="k${i}"`, "1"] as const));
      expect(await openBody({ format: "multipart", bytes: many }, limits)).toEqual({
        ok: false,
        error: { reason: "too_many_keys" },
      });
    });
  });

  it("reads form fields: all values of equal names, no inherited names, no NUL", ({ expect }) => {
    expect(parse("a=1&a=2&__proto__=x&b=%00y+z&c=%ff", "form")).toEqual({
      ok: true,
      value: { a: ["1", "2"], b: "y z", c: "ÿ" },
    });
    expect(parse(Array.from({ length: 501 }, (_, i) => `k${i}=1`).join("&"), "form")).toEqual({
      ok: false,
      error: { reason: "too_many_keys" },
    });
  });

  it(
    "returns any JSON's value in a form that can be hashed and cloned",
    { timeout: LONG_MILLISECONDS },
    ({ expect }) => {
      const wide = { ...limits, keys: 1_000_000, depth: 1_000 };
      fc.assert(
        fc.property(fc.json({ stringUnit: "binary" }), (text) => {
          const result = parseBody({ format: "json", bytes: bytes(text) }, wide);
          if (!result.ok) return;
          const again = canonicalJson(result.value.value);
          expect(canonicalJson(structuredClone(result.value.value))).toBe(again);
          expect(parseBody({ format: "json", bytes: bytes(again) }, wide)).toEqual(result);
        }),
        runs(500),
      );
    },
  );

  it("answers any bytes with a value or a problem", { timeout: LONG_MILLISECONDS }, ({ expect }) => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom<RawBody["format"]>("json", "form", "other"),
        (body, format) => {
          const result = parseBody({ format, bytes: body }, limits);
          if (!result.ok) expect([400, 415]).toContain(PROBLEM_STATUS[result.error.reason]);
        },
      ),
      runs(500),
    );
  });
});

const Recipe = z.object({
  prefix: z.string().default(""),
  repeat: z.string().default(""),
  times: z.number().default(0),
  suffix_repeat: z.string().default(""),
  suffix: z.string().default(""),
  gzip_of_zeros_bytes: z.number().optional(),
  number_digits: z.number().default(0),
});
const HostileBody = z.object({
  id: z.string(),
  note: z.string(),
  expected: z.string(),
  content_type: z.string().nullable(),
  content_encoding: z.string().optional(),
  text: z.string().optional(),
  recipe: Recipe.optional(),
});

function bodyOf({ text, recipe }: z.infer<typeof HostileBody>): Uint8Array {
  if (recipe === undefined) return bytes(text ?? "");
  if (recipe.gzip_of_zeros_bytes !== undefined) return gzipSync(new Uint8Array(recipe.gzip_of_zeros_bytes));
  const { prefix, repeat, times, suffix_repeat, suffix, number_digits } = recipe;
  return bytes(prefix + repeat.repeat(times) + suffix_repeat.repeat(times) + suffix + "9".repeat(number_digits));
}

describe("the corpus of hostile bodies", () => {
  for (const row of corpusRows("json/hostile_bodies.jsonl", HostileBody)) {
    /** The status that a webhook with this body gets, from a source with the most lenient mapping. */
    async function outcome(body: Uint8Array, limit: number): Promise<number> {
      const headers = new Headers(row.content_type === null ? {} : { "content-type": row.content_type });
      if (row.content_encoding !== undefined) headers.set("content-encoding", row.content_encoding);
      const within = { ...limits, bodyBytes: limit };
      const raw = await readBody({ headers, body: streamed([body]).body }, within);
      const parsed = raw.ok ? parseBody(raw.value, within) : raw;
      const mapped = parsed.ok ? signedForm.map(parsed.value.value) : parsed;
      return mapped.ok ? 202 : PROBLEM_STATUS[mapped.error.reason];
    }

    it(`${row.id} ${row.note}: ${row.expected}`, { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
      const body = bodyOf(row);
      const status = await outcome(body, limits.bodyBytes);
      if (row.expected.startsWith("4xx_or_parked")) expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(await outcome(body, limits.bodyBytes)).toBe(status);
      // Without the byte limit, a deep body must not overflow the call stack.
      expect(await outcome(body, 200_000_000)).toBeLessThan(500);
    });
  }

  it("parses a million open brackets, and a million closed ones", { timeout: LONG_MILLISECONDS }, ({ expect }) => {
    expect(parse("[".repeat(1_000_000))).toEqual({ ok: false, error: { reason: "not_json" } });
    expect(parse("[".repeat(1_000_000) + "]".repeat(1_000_000))).toEqual({ ok: false, error: { reason: "too_deep" } });
  });
});
