// Tests signed webhooks with hostile content: never a 5xx, at most one queue message, and that message is valid.
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, it } from "vitest";
import * as z from "zod";
import { sliceOf } from "../../testing/full.ts";
import { corpusRows, hostileTexts } from "../../testing/corpora.ts";
import { SIGNAL_LIMITS } from "../../schema/signals.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import {
  ADDRESS,
  exampleOf,
  inheritedNames,
  LEADS,
  leaksOf,
  NAMED_SOURCES,
  SOURCE_NAMES,
  webhook,
} from "../../testing/stages/ingest.ts";
import { ingestDeployment } from "../../testing/memory/ingest.ts";
import type { SampleSource } from "../../samples/leads.ts";
import { DAY_MS } from "../../schema/time.ts";

const inherited = inheritedNames();
let world = ingestDeployment();
beforeEach(() => {
  world = ingestDeployment();
});
afterEach(({ expect }) => {
  expect(inheritedNames()).toBe(inherited);
  expect(Reflect.get({}, "email")).toBeUndefined();
  expect(leaksOf([...world.lines, ...world.answers])).toEqual([]);
});

describe("the corpus of hostile bodies", () => {
  const Recipe = z.object({
    prefix: z.string().default(""),
    repeat: z.string().default(""),
    times: z.number().default(0),
    suffix_repeat: z.string().default(""),
    suffix: z.string().default(""),
    gzip_of_zeros_bytes: z.number().optional(),
    number_digits: z.number().default(0),
  });
  const Row = z.object({
    id: z.string(),
    note: z.string(),
    expected: z.string(),
    content_type: z.string().nullable(),
    content_encoding: z.string().optional(),
    text: z.string().default(""),
    recipe: Recipe.optional(),
  });
  const bodyOf = ({ text, recipe }: z.infer<typeof Row>): string => {
    if (recipe === undefined) return text;
    const { prefix, repeat, times, suffix_repeat, suffix, number_digits, gzip_of_zeros_bytes } = recipe;
    if (gzip_of_zeros_bytes !== undefined) return gzipSync(new Uint8Array(gzip_of_zeros_bytes)).toString("latin1");
    return prefix + repeat.repeat(times) + suffix_repeat.repeat(times) + suffix + "9".repeat(number_digits);
  };

  it.for(
    corpusRows("json/hostile_bodies.jsonl", Row).map((row) => [`${row.id} ${row.note}: ${row.expected}`, row] as const),
  )("%s", { timeout: LONG_MILLISECONDS }, async ([, row], { expect }) => {
    const text = bodyOf(row);
    for (const source of SOURCE_NAMES) {
      const request = webhook(source, text, { id: row.id });
      if (row.content_type === null) request.headers.delete("content-type");
      else request.headers.set("content-type", row.content_type);
      if (row.content_encoding !== undefined) request.headers.set("content-encoding", row.content_encoding);
      const status = await world.checkedStatus(request.clone());
      expect(await world.checkedStatus(request), source).toBe(status);
      if (row.expected.startsWith("4xx_or_parked")) expect(status, source).toBeGreaterThanOrEqual(400);
    }
  });
});

/** Every text in a value, at any depth. */
const textsIn = (value: unknown): readonly string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap((inner) => textsIn(inner))
      : [];

describe("a hostile text", () => {
  const inEveryField = (text: string): Readonly<Record<SampleSource, object>> => {
    const fields = {
      name: text,
      first_name: text,
      company: text,
      title: text,
      phone: text,
      message: text,
      [text]: text,
    };
    const answer = (ref: string) => ({ type: "text", text, field: { id: text, ref, type: "long_text" } });
    return {
      crm: LEADS.crm(ADDRESS, fields),
      typeform: LEADS.typeform(ADDRESS, {
        hidden: fields,
        definition: { fields: [{ id: text, title: text, ref: text, type: text }] },
        answers: [{ type: "email", email: ADDRESS }, ...["name", "company", "title", "message", text].map(answer)],
      }),
      website: LEADS.website(ADDRESS, fields),
    };
  };

  it("is accepted when it is in every field", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    for (const { id, text } of sliceOf(hostileTexts(), 6)) {
      for (const source of NAMED_SOURCES) {
        const status = await world.checkedStatus(webhook(source, inEveryField(text)[source], { id }));
        expect(status, `${id} ${source}`).toBe(202);
        expect(world.sent.at(-1)?.signal, id).toMatchObject({ email: ADDRESS });
        // A word like "delete" alone is an opt-out.
        expect(["lead", "message"], id).toContain(world.sent.at(-1)?.signal.kind);
      }
    }
  });

  it.for(SOURCE_NAMES)(
    "in place of any text in the example of %s gives a signal of the same sender, or none",
    { timeout: LONG_MILLISECONDS },
    async (source, { expect }) => {
      const example = JSON.stringify(exampleOf(source));
      const places = textsIn(exampleOf(source));
      expect(places.length).toBeGreaterThan(1);
      // Each text is tried in one place, and each place with many texts.
      for (const [index, { id, text }] of sliceOf(hostileTexts(), 5).entries()) {
        const place = JSON.stringify(places[index % places.length]);
        const body = example.replaceAll(place, () => JSON.stringify(text));
        await world.checkedStatus(webhook(source, z.looseObject({}).parse(JSON.parse(body)), { id }));
      }
      expect(world.sent.length).toBeGreaterThan(0);
      for (const { signal } of world.sent) expect(signal.email).toBe(ADDRESS);
    },
  );

  it("is refused or ignored in every other field", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    for (const [index, { id, text }] of sliceOf(hostileTexts(), 5).entries()) {
      const sends = [text, { at: text }];
      const bodies: readonly (readonly [SampleSource, object])[] = [
        ["crm", { type: text, data: { email: ADDRESS } }],
        ["crm", { type: "lead.created", timestamp: text, data: { email: text } }],
        ["crm", { type: "outcome.reported", data: { email: ADDRESS, outcome: text } }],
        ["crm", { type: "history.imported", data: { email: ADDRESS, sends, messages: sends, flags: sends } }],
        ["typeform", { event_type: text }],
        ["typeform", LEADS.typeform(text, { token: text })],
        ["website", LEADS.website(text, { submission_id: text })],
      ];
      // hostile-payloads.test.ts tries each text with each mapping; here each text is in one of the bodies.
      const [source, body] = bodies[index % bodies.length]!;
      await world.checkedStatus(webhook(source, body, { id }));
    }
    expect(world.sent).toEqual([]);
  });

  it("of the largest size fits into a queue", async ({ expect }) => {
    const times = Array.from({ length: SIGNAL_LIMITS.history }, (_, i) => new Date(i * DAY_MS).toISOString());
    const history = {
      type: "history.imported",
      data: {
        email: ADDRESS,
        name: "\u{1f469}\u200d".repeat(90),
        sends: times,
        messages: times.map((at) => ({ at, class: "not_interested" })),
        flags: ["do_not_contact", "bounced", "unsubscribed", "replied"],
      },
    };
    expect(await world.checkedStatus(webhook("crm", history))).toBe(202);
    for (const letter of ["\u{1f469}", "\u0800", "\\", '"', "\u2028"]) {
      const message = letter.repeat(SIGNAL_LIMITS.text / letter.length);
      expect(await world.checkedStatus(webhook("website", LEADS.website(ADDRESS, { message }))), letter).toBe(202);
      expect(world.sent.at(-1)?.signal).toMatchObject({ kind: "lead" });
    }
  });
});
