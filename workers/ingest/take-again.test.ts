// Tests refused bodies that a person sends again: they are mapped by the configuration of then, make the receipt that the sender's own retry makes,
// and are never lost.
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, it } from "vitest";
import { START, SYSTEM_KEY } from "../../testing/people.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { ADDRESS, leaksOf, person, secretWith, SOURCE_NAMES, webhook } from "../../testing/stages/ingest.ts";
import { ingestDeployment } from "../../testing/memory/ingest.ts";
import { isCut, KEPT_BYTES, type RefusedBody, refusedLetterIdOf } from "../../schema/refused-bodies.ts";
import { refusedBodyOf } from "./refused.ts";
import { readSources } from "./sources.ts";

/** Without a mapping, the address is a colleague's. */
const FORM = { "Colleague email": ADDRESS, Who: "Ada Winter", Message: "Please send a quote." };
const LABELS = { email: ["Colleague email"], name: ["Who"] };

/** The source `website`, with the labels of a form that were added later. */
const withLabels = () =>
  readSources({
    SOURCES: JSON.stringify({ website: { type: "signed_form", labels: LABELS } }),
    SOURCE_SECRETS: JSON.stringify({ website: [{ secret: secretWith("website", 6) }] }),
  });

let world = ingestDeployment();
beforeEach(() => {
  world = ingestDeployment();
});
afterEach(({ expect }) => {
  expect(leaksOf([...world.lines, ...world.answers])).toEqual([]);
});

/** Posts a body that is refused, and returns what is kept of it. */
async function refused(source: string, body: string | object, contentType?: string): Promise<RefusedBody> {
  const before = world.dead.length;
  const { status } = await world.ask(
    webhook(source, body, { nowSeconds: world.nowSeconds(), ...(contentType === undefined ? {} : { contentType }) }),
  );
  const kept = world.refused()[before]?.body;
  if (!kept) throw new Error(`the body was answered with ${status} and not kept`);
  return kept;
}
const idOf = (body: RefusedBody) => refusedLetterIdOf(SYSTEM_KEY, body);
const lastRefusal = () => world.refused().at(-1);

describe("a refused body that is sent again", () => {
  it("is the lead that it would have been, once its source has the labels", async ({ expect }) => {
    const body = await refused("website", FORM);
    expect(await world.sendAgain([body])).toEqual(["acked"]);
    expect(lastRefusal()).toEqual({ reason: "field_missing:email:of_another", body });
    expect(await world.sendAgain([body], withLabels)).toEqual(["acked"]);
    expect(world.sent).toMatchObject([
      { source: "website", contactId: person, signal: { kind: "lead", email: ADDRESS, name: "Ada Winter" } },
    ]);
    expect(world.taken).toEqual([
      { queue: "dead-letters", taken: idOf(body), contactId: person, receipt: world.sent[0]?.receipt },
    ]);
  });

  it("makes the receipt of the sender's own retry, however late it is sent", async ({ expect }) => {
    for (const source of ["crm", "typeform", "website"]) {
      const text = source === "crm" ? { type: "lead.created", data: {} } : {};
      const body = await refused(source, text);
      const bytes = Buffer.from(leadText(source));
      const mended = { ...body, body: bytes.toString("base64"), bytes: bytes.length };
      const own = await world.ask(webhook(source, leadText(source), { nowSeconds: world.nowSeconds() }));
      const { receipt } = (await own.json()) as { receipt: string };
      world.pass(3 * 86_400);
      expect(await world.sendAgain([mended])).toEqual(["acked"]);
      expect(world.sent.at(-1)).toMatchObject({ contactId: person, receipt });
      expect(world.taken.at(-1)).toEqual({ queue: "dead-letters", taken: idOf(mended), contactId: person, receipt });
    }
  });

  it("is one lead, when it is sent twice and by its sender too", async ({ expect }) => {
    const body = refusedBodyOf("website", { ...received(leadText("website")) });
    await world.ask(webhook("website", leadText("website")));
    expect(await world.sendAgain([body, body])).toEqual(["acked", "acked"]);
    expect(await world.record(...world.sent)).toEqual(["acked", "acked", "acked"]);
    expect(await world.logged(person)).toEqual(["SignalReceived"]);
  });

  it("returns with its new reason when it is refused again, as the same letter", async ({ expect }) => {
    const body = await refused("website", "{");
    expect(await world.sendAgain([body])).toEqual(["acked"]);
    expect(lastRefusal()).toEqual({ reason: "not_json", body });
    const mended = { ...body, source: "nobody" };
    await world.sendAgain([mended]);
    expect(lastRefusal()).toEqual({ reason: "source_unknown", body: mended });
    const unused = refusedBodyOf("crm", received('{"type":"invoice.paid"}'));
    await world.sendAgain([unused]);
    expect(lastRefusal()).toEqual({ reason: "ignored:invoice.paid", body: unused });
    expect([world.sent, world.taken]).toEqual([[], []]);
  });

  it("may be an opt-out, which the stage records as it does a person's", async ({ expect }) => {
    const text = JSON.stringify({ type: "contact.unsubscribed", data: { email: ADDRESS } });
    expect(await world.sendAgain([refusedBodyOf("crm", { ...received(text), providerId: "msg_9" })])).toEqual([
      "acked",
    ]);
    expect(await world.record(...world.sent)).toEqual(["acked"]);
    expect(await world.suppressed()).toEqual({ address: true, comparison: true });
  });

  it("may be a mail", async ({ expect }) => {
    const mail = `From: Ada <${ADDRESS}>\r\nMessage-ID: <1@engine.example>\r\n\r\nYes, please call me.`;
    expect(await world.sendAgain([refusedBodyOf("email", { ...received(mail), format: "mail" })])).toEqual(["acked"]);
    expect(world.sent).toMatchObject([{ source: "email", contactId: person, signal: { kind: "message" } }]);
    await world.sendAgain([refusedBodyOf("email", { ...received("no head"), format: "mail" })]);
    expect(lastRefusal()).toMatchObject({ reason: "field_missing:email" });
  });

  it.for(["queue", "dead_letters"] as const)(
    "is tried again while %s is away, and then taken",
    async (part, { expect }) => {
      const body = refusedBodyOf("website", received(leadText("website")));
      world.broken.add(part);
      expect(await world.sendAgain([body])).toEqual(["retried"]);
      expect(world.taken).toEqual([]);
      world.broken.clear();
      expect(await world.sendAgain([body])).toEqual(["acked"]);
      expect(new Set(world.sent.map(({ receipt }) => receipt)).size).toBe(1);
      expect(world.taken).toHaveLength(1);
    },
  );

  it("is tried again when it cannot be returned to the desk", async ({ expect }) => {
    const body = await refused("website", "{");
    world.broken.add("dead_letters");
    expect(await world.sendAgain([body])).toEqual(["retried"]);
  });

  it.for(["differs", "unknown"] as const)("waits when the Worker's key %s", async (key, { expect }) => {
    const body = refusedBodyOf("website", received(leadText("website")));
    world.keyIs(key);
    expect(await world.sendAgain([body])).toEqual(["retried"]);
    expect([world.sent, world.dead]).toEqual([[], []]);
  });

  it("waits when the configuration cannot be read, and stops no other", async ({ expect }) => {
    const bodies = [
      refusedBodyOf("website", received("{}")),
      refusedBodyOf("email", { ...received("x"), format: "mail" }),
    ];
    const unreadable = () => {
      throw new Error("SOURCES");
    };
    expect(await world.sendAgain(bodies, unreadable)).toEqual(["retried", "acked"]);
  });
});

describe("what is kept of a refused body", () => {
  it("is all of any webhook, and the beginning of a mail that no queue's message takes", async ({ expect }) => {
    const whole = refusedBodyOf("website", { ...received(""), bytes: new Uint8Array(65_536).fill(255) });
    expect(isCut(whole)).toBe(false);
    const mail = refusedBodyOf("email", { ...received(""), format: "mail", bytes: new Uint8Array(KEPT_BYTES + 1) });
    expect([isCut(mail), mail.bytes]).toEqual([true, KEPT_BYTES + 1]);
  });

  it("is one letter for a repeat, and another for another source or content", async ({ expect }) => {
    const [first, again] = [
      await refused("website", "name=Ada", FORM_TYPE),
      await refused("website", "name=Ada", FORM_TYPE),
    ];
    expect(idOf(first)).toBe(idOf(again));
    const others = [
      { ...first, source: "typeform" },
      await refused("website", "name=Ida", FORM_TYPE),
      await refused("website", "name=Ada"),
    ];
    expect(new Set([first, ...others].map(idOf)).size).toBe(4);
  });

  it(
    "is refused again for the same reason, under the same id, while nothing has changed",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      const bodies = fc.oneof(
        fc.json(),
        fc.string({ unit: "binary" }).map((text) => text.toWellFormed()),
        fc
          .dictionary(fc.constantFrom("type", "data", "event_type", "email"), fc.jsonValue())
          .map((one) => JSON.stringify(one)),
      );
      const types = fc.constantFrom("application/json", FORM_TYPE, "text/plain");
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...SOURCE_NAMES), bodies, types, async (source, text, contentType) => {
          const before = world.dead.length;
          await world.ask(webhook(source, text, { contentType }));
          const [kept] = world.refused().slice(before);
          if (!kept) return;
          const sent = world.sent.length;
          expect(await world.sendAgain([JSON.parse(JSON.stringify(kept.body))])).toEqual(["acked"]);
          expect(world.sent.length).toBe(sent);
          expect(lastRefusal()).toEqual(kept);
        }),
        runs(150),
      );
      expect(world.dead.length).toBeGreaterThan(33);
    },
  );
});

const FORM_TYPE = "application/x-www-form-urlencoded";
const received = (text: string) => ({ format: "json" as const, bytes: Buffer.from(text), at: new Date(START) });

function leadText(source: string): string {
  if (source === "crm") return JSON.stringify({ type: "lead.created", data: { email: ADDRESS, message: "Hello" } });
  if (source !== "typeform") return JSON.stringify({ email: ADDRESS, message: "Hello" });
  const answers = [{ type: "email", email: ADDRESS }];
  return JSON.stringify({ event_type: "form_response", form_response: { form_id: "f", token: "t", answers } });
}
