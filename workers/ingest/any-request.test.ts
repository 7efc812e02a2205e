// Tests any request, signed or not, to any route and with any body: the answer is never a 5xx, and every queued message is valid.
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, it } from "vitest";
import { isFull } from "../../testing/full.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { ADDRESS, exampleOf, leadOf, leaksOf, SOURCE_NAMES, webhook } from "../../testing/stages/ingest.ts";
import { ingestDeployment } from "../../testing/memory/ingest.ts";
import { SOURCE_TYPES, SOURCES } from "./sources.ts";

let world = ingestDeployment();
beforeEach(() => {
  world = ingestDeployment();
});
afterEach(({ expect }) => {
  expect(leaksOf([...world.lines, ...world.answers])).toEqual([]);
});

/** The names in a value, at any depth. */
const namesIn = (value: unknown): readonly string[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [...(Array.isArray(value) ? [] : [name]), ...namesIn(inner)])
    : [];

/** Names that a mapping reads, and names that every object has. */
const NAMES = [
  ..."email name type data timestamp event_type form_response answers hidden token submission_id".split(" "),
  ..."submitted_at message sends flags outcome __proto__ constructor toString".split(" "),
  ...SOURCE_NAMES.flatMap((source) => namesIn(exampleOf(source))),
];
/** Headers that a route reads. */
const HEADERS = [
  ..."content-type content-length content-encoding x-forwarded-for cookie origin".split(" "),
  ...SOURCE_TYPES.flatMap((type) =>
    Object.keys(SOURCES[type].sign({ secret: "any secret", body: "", id: "msg_1", nowSeconds: 0 })),
  ),
];

describe("any request", () => {
  const words = fc.constantFrom(...NAMES);
  const leaf = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      ADDRESS,
      "lead.created",
      "message.received",
      "contact.bounced",
      "history.imported",
      "form_response",
    ),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(fc.oneof(words, fc.string()), tie("tree"), { maxKeys: 8 }),
    ),
  }));
  const shaped = fc.oneof(
    tree,
    fc.record({ type: leaf, data: tree, timestamp: tree }, { requiredKeys: [] }),
    fc.record({ event_type: fc.constant("form_response"), form_response: tree }),
    fc.dictionary(words, leaf).map((fields) => ({ email: ADDRESS, ...fields })),
    fc.tuple(words, tree).map(([word, value]) => ({ type: "lead.created", data: { email: ADDRESS, [word]: value } })),
  );
  const texts = fc.oneof(
    shaped.map((value) => JSON.stringify(value)),
    fc.anything({ withNullPrototype: true, withSparseArray: true }).map((value) => JSON.stringify(value) ?? ""),
    fc.json({ stringUnit: "binary" }),
    fc.string({ unit: "binary" }),
    fc.dictionary(words, fc.string({ unit: "grapheme" })).map((fields) => String(new URLSearchParams(fields))),
  );

  it.for(SOURCE_NAMES)(
    "signed by %s is accepted or refused, never a 5xx",
    { timeout: LONG_MILLISECONDS },
    async (source, { expect }) => {
      const types = fc.constantFrom("application/json", "application/x-www-form-urlencoded");
      // Half of the bodies are leads with unusual fields, because few random bodies have a valid address.
      const oddLead = fc
        .dictionary(words, tree, { maxKeys: 4 })
        .map((more) => webhook(source, leadOf(source, ADDRESS, more)));
      const oddBody = fc
        .tuple(texts, types)
        .map(([text, contentType]) => webhook(source, text.toWellFormed(), { contentType }));
      await fc.assert(
        fc.asyncProperty(fc.oneof(oddLead, oddBody), async (request) => void (await world.checkedStatus(request))),
        runs(200),
      );
      // The test is useful only if enough of the generated bodies are leads, and enough are refused.
      expect(world.sent.length).toBeGreaterThan(isFull ? 33 : 10);
      expect(world.lines.length).toBeGreaterThan(isFull ? 33 : 10);
    },
  );

  it(
    "without a signature is refused, on every route and with any headers",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      const name = fc.constantFrom(...HEADERS);
      const headers = fc.dictionary(name, fc.stringMatching(/^[!-~]{0,80}$/));
      const path = fc.oneof(
        fc.webPath(),
        fc
          .constantFrom("/webhooks/", "/u/")
          .chain((route) => fc.string().map((rest) => route + encodeURIComponent(rest.toWellFormed()))),
      );
      const methods = fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");
      await fc.assert(
        fc.asyncProperty(path, methods, headers, texts, async (at, method, sentHeaders, text) => {
          const body = method === "GET" || method === "HEAD" ? {} : { body: text.toWellFormed() };
          const status = await world.checkedStatus(
            new Request(`https://desk.example${at}`, { method, headers: sentHeaders, ...body }),
          );
          expect(status).toBeGreaterThanOrEqual(400);
        }),
        runs(400),
      );
      expect(world.order).toEqual([]);
    },
  );
});
