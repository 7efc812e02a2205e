// Tests that the compiled checks of shape.ts agree with the schemas, and that read-event.ts accepts only canonical bodies.
import * as fc from "fast-check";
import { it } from "vitest";
import * as z from "zod";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { wholeForm } from "../schema/stored-form.ts";
import { canonicalJson } from "../schema/canonical.ts";
import { DraftText, Envelope, eventInRow, EVENTS } from "../schema/events.ts";
import { Policy } from "../schema/policy.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { anyStory, deploymentAfter } from "../testing/honest-log.ts";
import { readEvent } from "./read-event.ts";
import { checkOf, REFUSED, UNSURE } from "./shape.ts";

const LONG = { timeout: LONG_MILLISECONDS };
const inOrder = (value: unknown): unknown => JSON.parse(canonicalJson(value));

const isAccepted = (schema: z.ZodType, value: unknown): boolean => checkOf(schema)(value) !== REFUSED;

const hasOddKey = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  Object.entries(value).some(
    ([key, inner]) => (!Array.isArray(value) && /^(\d|__proto__$)/.test(key)) || hasOddKey(inner),
  );

/**
 * Whether the check and the schema agree. The check may refuse a valid value only if it has a numeric key, which JSON.parse moves to the
 * front.
 */
function isSame(schema: z.ZodType, value: unknown): boolean {
  const [length, verdict, text] = [checkOf(schema)(value), schema.safeParse(value).success, canonicalJson(value)];
  if (length === REFUSED) return !verdict || hasOddKey(value);
  return verdict && (length >= UNSURE || text.includes("\\") || length === text.length);
}

/** A path into a value, and the new value for it. */
const anyChange = fc.record({
  at: fc.array(fc.nat(50), { minLength: 1, maxLength: 5 }),
  to: fc.oneof(
    fc.constantFrom(
      null,
      true,
      "",
      "x",
      "a".repeat(3_000),
      -1,
      0.5,
      1e30,
      [],
      {},
      "2026-02-30T00:00:00Z",
      "ct_x",
      "==",
    ),
    fc.jsonValue(),
  ),
  how: fc.constantFrom("value", "delete", "add"),
});
type Change = typeof anyChange extends fc.Arbitrary<infer T> ? T : never;

function changed(value: unknown, { at, to, how }: Change): unknown {
  const copy = structuredClone(value) as Record<string, unknown>;
  let place: Record<string, unknown> = copy;
  let key = "";
  for (const [depth, step] of at.entries()) {
    const keys = Object.keys(place);
    key = keys[step % (keys.length || 1)] ?? "x";
    const inner = place[key];
    if (depth === at.length - 1 || typeof inner !== "object" || inner === null) break;
    place = inner as Record<string, unknown>;
  }
  if (how === "delete") delete place[key];
  else place[how === "add" ? `${key}x` : key] = to;
  return copy;
}

it("agrees with the schema on every event of honest logs, and on random changes of them", LONG, async ({ expect }) => {
  await fc.assert(
    fc.asyncProperty(anyStory(), fc.array(anyChange, { minLength: 20, maxLength: 20 }), async (story, changes) => {
      const deployment = await deploymentAfter(story);
      for (const row of deployment.rows()) {
        const event = eventInRow(row);
        expect(readEvent(row)).toEqual({ event, findings: [] });
        for (const change of changes) {
          const other = inOrder(changed(event, change));
          expect([other, isSame(Envelope, other)]).toEqual([other, true]);
          const { payload } = EVENTS[event.type];
          const part = inOrder(changed(event.payload, change));
          expect([part, isSame(payload, part)]).toEqual([part, true]);
        }
      }
    }),
    runs(6),
  );
});

it.for([
  ["a policy", Policy, samplePolicy],
  [
    "a draft",
    DraftText,
    { recipient: "a@b.example", subject: "s", body: "b", footer: "f", unsubscribeUrl: "https://x.example" },
  ],
  ["a partial record", z.partialRecord(z.enum(["a", "b"]), z.string().max(5)), { a: "x" }],
  ["any record", z.record(z.string().max(5), z.unknown()), { a: { b: [1] } }],
] as const)("agrees with the schema on %s", LONG, ([, schema, value], { expect }) => {
  expect(isAccepted(schema, inOrder(value))).toBe(true);
  fc.assert(
    fc.property(anyChange, (change) => {
      const other = inOrder(changed(value, change));
      expect([other, isSame(schema, other)]).toEqual([other, true]);
    }),
    runs(200),
  );
});

it("refuses keys that are not in canonical order, at any depth", ({ expect }) => {
  const schema = z.record(z.string(), z.unknown());
  expect(isAccepted(schema, { a: 1, b: { c: 1, d: 2 } })).toBe(true);
  expect(isAccepted(schema, { b: 1, a: 1 })).toBe(false);
  expect(isAccepted(schema, { a: { d: 1, c: 2 } })).toBe(false);
  expect(isAccepted(schema, { a: [{ d: 1, c: 2 }] })).toBe(false);
});

it("returns the length of the canonical text, or at least UNSURE", LONG, ({ expect }) => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 4 }),
      fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      fc.integer(),
      (some, real, whole) => {
        const value = inOrder({ some, real, whole, hundreds: whole * 100, few: Math.round(real * 100) / 100 });
        expect(isSame(z.record(z.string(), z.unknown()), value)).toBe(true);
      },
    ),
    runs(500),
  );
});

it.for(["1e2", "1E2", "0.070", "7e-2", "-0", "1.0", "1e21", "0.30000000000000005"])(
  "does not accept the number %s as canonical",
  (text, { expect }) => {
    const value: unknown = JSON.parse(`{"n":${text}}`);
    const length = checkOf(z.record(z.string(), z.number()))(value);
    expect(length >= UNSURE || length !== `{"n":${text}}`.length).toBe(true);
  },
);

const ELSEWHERE = { streamId: "ct_elsewhere", version: 9, sealed: null };
it.for([
  ["no JSON", () => "{", "body_unreadable"],
  [
    "an unknown type",
    (body: string) => body.replace('"SignalReceived"', '"SignalSent"').replace('"schemaVersion":2,', ""),
    "event_invalid",
  ],
  ["an unknown key", (body: string) => `{"a":1,${body.slice(1)}`, "event_invalid"],
  ["a key twice", (body: string) => `{"at":"x",${body.slice(1)}`, "body_not_canonical"],
  [
    "a number in another spelling",
    (body: string) => body.replace('"confidence":1,', '"confidence":1e0,'),
    "body_not_canonical",
  ],
  [
    "an unnecessary escape",
    (body: string) => body.replace("SignalReceived", "Signal\\u0052eceived"),
    "body_not_canonical",
  ],
  ["the place of its row", (body: string) => canonicalJson({ ...JSON.parse(body), version: 1 }), "body_not_canonical"],
  [
    "its whole event, in another place",
    (body: string) =>
      canonicalJson({ ...(wholeForm(JSON.parse(body), ELSEWHERE) as object), schemaVersion: 1, policy: null }),
    "body_not_canonical",
  ],
  ["a space", (body: string) => body.replace(":", ": "), "body_not_canonical"],
  [
    "keys out of order",
    (body: string) => JSON.stringify({ type: "", ...(JSON.parse(body) as object) }),
    "body_not_canonical",
  ],
] as const)("has a fault for a body with %s", async ([, change, name], { expect }) => {
  const { rows } = await deploymentAfter([{ what: "lead", who: 0, pick: 0 }]);
  const row = rows().find(({ body }) => body.includes('"SignalReceived"'));
  const { event, findings } = readEvent({ ...row!, body: change(row!.body) });
  expect(findings).toMatchObject([{ name }]);
  expect(event === null).toBe(name !== "body_not_canonical");
  if (event) expect(event).toMatchObject({ streamId: row!.streamId, version: row!.version, sealed: row!.sealed });
});

it("accepts a body with numeric keys, which JSON.parse moves to the front", async ({ expect }) => {
  const deployment = await deploymentAfter([{ what: "lead", who: 0, pick: 0 }]);
  await deployment.drain();
  const row = deployment.rows().find(({ body }) => body.includes("OpportunityAnalyzed"));
  const event = JSON.parse(row?.body ?? "") as { payload: { facts: Record<string, number> } };
  event.payload.facts = { "10": 1, "9": 1, hiring: 2 };
  const odd = { ...row!, body: canonicalJson(event) };
  expect(odd.body).toContain('{"10":1,"9":1,"hiring":2}');
  expect(readEvent(odd)).toEqual({ event: eventInRow(odd), findings: [] });
});
