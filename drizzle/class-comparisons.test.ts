// Tests the `class_comparisons` rows that the database's trigger writes for messages of which a model was asked: they are those of `classRows`,
// and no other event has one.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { classRows } from "../domain/contact/rows.ts";
import { GENESIS_HASH, type StoredEvent } from "../schema/events.ts";
import { ReplyClass } from "../schema/lists.ts";
import { wholeForm } from "../schema/stored-form.ts";
import type { ClassComparisonRow, EventRow } from "../schema/shipment.ts";
import { sqliteD1 } from "../simulator/sqlite-d1.ts";
import { contact, eventAfter, shipment } from "../testing/rows.ts";
import { d1EventLog } from "./d1-event-log.ts";

interface Message {
  readonly type?: string;
  readonly class?: string;
  /** What the first row of the evidence says beside the class. */
  readonly says?: Readonly<Record<string, string | number | null>>;
}

const streamId = contact("ada");
const AT = "2026-11-20T09:00:00.000Z";

const eventsOf = (messages: readonly Message[]): EventRow[] =>
  messages.reduce<EventRow[]>((rows, { type = "SignalReceived", class: own, says = {} }) => {
    const evidence = [["receipts", "@", { kind: "message", ...says }]];
    const event = eventAfter(rows.at(-1)?.hash ?? GENESIS_HASH, {
      streamId,
      version: rows.length + 1,
      type,
      at: AT,
      names: { kind: "message", source: "website", ...(own === undefined ? {} : { class: own }) },
      provenance: { confidence: 1, reason: "message", source: "webhook:website", evidence },
    });
    return [...rows, event];
  }, []);

/** The rows in the table after the events were appended twice, and those that the events make. */
async function rowsOf(messages: readonly Message[]) {
  const { database } = sqliteD1("events");
  const events = eventsOf(messages);
  for (const _ of [1, 2]) await d1EventLog([database]).append([shipment(streamId, events)]);
  const { results } = await database
    .prepare(
      "SELECT at, stream_id AS streamId, version, source, by_rules AS byRules, by_model AS byModel, counted FROM class_comparisons ORDER BY version",
    )
    .all<ClassComparisonRow>();
  // A sample row is no event that the parser knows.
  const whole = events.map((row) => wholeForm(JSON.parse(row.body), row) as StoredEvent);
  return { stored: results.map((row) => ({ ...row })), made: classRows(streamId, whole) };
}

describe("a comparison of classes", () => {
  it("has the model's class where it counts, and where the rules' class stays", async ({ expect }) => {
    const { stored, made } = await rowsOf([
      { class: "interested", says: { by_rules: "not_interested" } },
      { class: "info_request", says: { by_model: "unsubscribe" } },
    ]);
    const own = { at: AT, streamId, source: "website" };
    expect(stored).toEqual([
      { ...own, version: 1, byRules: "not_interested", byModel: "interested", counted: "model" },
      { ...own, version: 2, byRules: "info_request", byModel: "unsubscribe", counted: "rules" },
    ]);
    expect(made).toEqual(stored);
  });

  it.for<readonly [string, Message]>([
    ["of which no model was asked", { class: "interested" }],
    ["whose model did not answer", { class: "interested", says: { fallback: "timeout" } }],
    ["of a flag with the same evidence", { type: "ContactFlagged", says: { by_model: "unsubscribe" } }],
    ["without a class", { says: { by_model: "unsubscribe" } }],
  ])("does not exist for an event %s", async ([, message], { expect }) => {
    expect(await rowsOf([message])).toEqual({ stored: [], made: [] });
  });

  it("is the same in the table and from the events, for any messages", async ({ expect }) => {
    const classes = fc.constantFrom(...ReplyClass.options);
    const messages = fc.array(
      fc.record(
        {
          type: fc.constantFrom("SignalReceived", "ContactFlagged"),
          class: classes,
          says: fc.record(
            { by_rules: classes, by_model: classes, fallback: fc.constant("timeout") },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(messages, async (some) => {
        const { stored, made } = await rowsOf(some);
        expect(made).toEqual(stored);
      }),
    );
  });
});
