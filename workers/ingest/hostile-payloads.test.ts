// Tests the mappings of all source types with hostile texts and with any payload: the result is a valid signal or a problem.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { sliceOf } from "../../testing/full.ts";
import { hostileTexts } from "../../testing/corpora.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { Signal, SIGNAL_LIMITS } from "../../schema/signals.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { hear } from "../../domain/replies/hear.ts";
import { manyLines, oneLine } from "../../domain/forms/values.ts";
import { SOURCE_TYPES, SOURCES } from "./sources.ts";

const { map: mapForm } = SOURCES.signed_form;
const { map: mapStandardWebhooks } = SOURCES.standard_webhooks;
const { map: mapTypeform } = SOURCES.typeform;

const isOptOutAlone = (text: string): boolean => hear({ text }, "2000-01-01T00:00:00.000Z").class === "unsubscribe";
const signal = (fields: object, more: object = {}) => ({ ok: true, value: { signal: fields, ...more } });
const envelope = (type: string, data: object, more: object = {}) => mapStandardWebhooks({ type, data, ...more });

describe("hostile text", () => {
  const typeformOf = (text: string) => ({
    event_type: "form_response",
    form_response: {
      answers: [
        { type: "email", email: "ada@example.com" },
        ...["name", "company", "title"].map((ref) => ({ type: "text", text, field: { ref, type: "short_text" } })),
        { type: "text", text, field: { ref: "x", type: "long_text" } },
      ],
    },
  });

  it(
    "passes through every field as data, cut or cleaned, and nothing throws",
    { timeout: LONG_MILLISECONDS },
    ({ expect }) => {
      for (const { id, text } of sliceOf(hostileTexts(), 6)) {
        const [short, long] = [oneLine(text), manyLines(text)];
        const fields = { ...(short && { name: short, company: short, title: short }), ...(long && { text: long }) };
        // A word like "delete" alone is an opt-out, and what a field cut stands below the text.
        const isPlain = (long?.length ?? 0) <= SIGNAL_LIMITS.short && !isOptOutAlone(long ?? "");
        const expected = isPlain
          ? signal({ kind: "lead", email: "ada@example.com", ...fields })
          : { ok: true, value: { signal: expect.objectContaining({ email: "ada@example.com" }) } };
        const form = { email: "ada@example.com", name: text, company: text, title: text, message: text };
        expect(mapForm(form), id).toEqual(expected);
        expect(envelope("lead.created", form), id).toEqual(expected);
        expect(mapTypeform(typeformOf(text)), id).toEqual(expected);
      }
    },
  );

  it("keeps its letters: cleaning only removes control characters and outer space, and cuts long text", ({
    expect,
  }) => {
    for (const { id, text } of hostileTexts()) {
      const kept = manyLines(text) ?? "";
      const plain = text
        .replace(/\r\n?/g, "\n")
        .replace(/(?![\n\t])\p{Cc}/gu, "")
        .trim();
      expect(plain.startsWith(kept), id).toBe(true);
      expect(kept.length === plain.length || kept.length >= SIGNAL_LIMITS.text - 1, id).toBe(true);
    }
  });

  it("is refused or ignored in the address and the type, and nothing throws", ({ expect }) => {
    for (const { id, text } of hostileTexts()) {
      expect(mapForm({ email: text }).ok, id).toBe(false);
      const typed = envelope(text, {});
      expect(typed.ok && "ignored" in typed.value, id).toBe(true);
      envelope("outcome.reported", { email: "ada@example.com", outcome: text });
      envelope("history.imported", { email: "ada@example.com", sends: [text], flags: [text] });
    }
  });
});

describe("any payload", () => {
  const key = fc.oneof(
    fc.constantFrom(
      "email",
      "name",
      "type",
      "data",
      "timestamp",
      "event_type",
      "form_response",
      "answers",
      "hidden",
      "__proto__",
    ),
    fc.string(),
  );
  const anything = fc.anything({
    key,
    maxDepth: 6,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withSparseArray: true,
    stringUnit: "binary",
  });
  const shaped = fc.oneof(
    anything,
    fc.record(
      {
        type: fc.constantFrom("lead.created", "message.received", "history.imported", "outcome.reported"),
        data: anything,
        timestamp: anything,
      },
      { requiredKeys: [] },
    ),
    fc.record({
      event_type: fc.constant("form_response"),
      form_response: fc.record(
        { answers: fc.array(anything), hidden: anything, definition: anything, token: anything },
        { requiredKeys: [] },
      ),
    }),
    fc
      .dictionary(fc.constantFrom("name", "company", "message", "phone", "submitted_at", "submission_id"), anything)
      .map((fields) => ({ email: "ada@example.com", ...fields })),
  );

  it.for(SOURCE_TYPES)(
    "mapped by %s gives a valid signal or a problem",
    { timeout: LONG_MILLISECONDS },
    (type, { expect }) => {
      fc.assert(
        fc.property(shaped, (payload) => {
          const result = SOURCES[type].map(payload);
          if (!result.ok || !("signal" in result.value)) return;
          const found = result.value.signal;
          expect(Signal.parse(found)).toEqual(found);
          expect(canonicalJson(structuredClone(found))).toBe(canonicalJson(found));
          expect(JSON.stringify(found).isWellFormed()).toBe(true);
        }),
        runs(400),
      );
    },
  );
});
