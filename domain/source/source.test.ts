// Tests the stream of sources: what is recorded of each command, what is refused, and the rows that follow.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { record } from "../contact/record.ts";
import { beginning } from "../../schema/cause.ts";
import { GENESIS_HASH, type StoredEvent } from "../../schema/events.ts";
import { commandIdOf } from "../../schema/ids.ts";
import { SourceCommand } from "../../schema/source-commands.ts";
import { MOST_SOURCES, SOURCES_STREAM } from "../../schema/sources.ts";
import { upcast } from "../../schema/upcast.ts";
import { decideSource } from "./decide.ts";
import { foldSources, noSources, evolveSources, sourceRows } from "./state.ts";

const AT = "2026-11-02T09:00:00.000Z";
const settings = {
  trust: "public",
  kinds: ["lead"],
  sends: "signals",
  makesIds: false,
  labels: {},
  dailyBudget: null,
};
const sealed = (mark: string) => ({ mark, since: AT, month: "2026-11", sealed: `sealed under a key, ${mark}` });
const [ONE, TWO, THREE] = ["one_mark", "two_mark", "tri_mark"] as const;

let count = 0;
const command = (fields: object, source = "website"): SourceCommand =>
  SourceCommand.parse({
    ...beginning(commandIdOf("test", String((count += 1)))),
    streamId: SOURCES_STREAM,
    source,
    by: "rosa",
    ...fields,
  });
const add = (more: object = {}, source?: string) =>
  command(
    { type: "AddSource", sourceType: "signed_form", settings: { ...settings, ...more }, secret: sealed(ONE) },
    source,
  );
const change = (more: object) => command({ type: "ChangeSource", settings: { ...settings, ...more } });
const second = (mark: string) => command({ type: "AddSourceSecret", secret: sealed(mark) });
const drop = (mark: string) => command({ type: "DropSourceSecret", mark });
const enable = (enabled: boolean) => command({ type: "EnableSource", enabled });

/** What each command answers, and the events of all. */
function after(...commands: readonly SourceCommand[]) {
  const events: StoredEvent[] = [];
  let sources = noSources;
  let prevHash = GENESIS_HASH;
  const answers = commands.map((one) => {
    const decided = decideSource(one, sources, "desk");
    if (!decided.ok) return decided.error.reason;
    for (const event of decided.value) {
      const { commandId, causationId, correlationId } = one;
      const cause = { commandId, causationId, correlationId };
      const place = { streamId: SOURCES_STREAM, version: events.length + 1, prevHash, at: AT, ...cause };
      const made = record(event, place, null, () => new Uint8Array());
      events.push(made.event);
      prevHash = made.row.hash;
      sources = evolveSources(sources, made.event);
    }
    return decided.value.map(({ payload }) => ("change" in payload ? payload.change : "")).join(" ") || "nothing";
  });
  return { answers, events, sources, rows: sourceRows(sources) };
}

describe("a source", () => {
  it("is added, changed, rotated, disabled and enabled, each as one event that says what the source is then", ({
    expect,
  }) => {
    const steps = [add(), change({ dailyBudget: 100 }), second(TWO), drop(ONE), enable(false), enable(true)];
    const { answers, rows } = after(...steps);
    expect(answers).toEqual(["added", "changed", "secret_added", "secret_dropped", "disabled", "enabled"]);
    expect(rows).toMatchObject([{ name: "website", dailyBudget: 100, enabled: true, version: 6, changedBy: "rosa" }]);
    expect(JSON.parse(rows[0]?.secrets ?? "")).toEqual([sealed(TWO)]);
  });

  it("has two secrets at a time, the newest first, and never none", ({ expect }) => {
    const { answers, rows } = after(add(), drop(ONE), second(TWO), second(THREE), second(TWO));
    expect(answers).toEqual(["added", "last_secret", "secret_added", "two_secrets", "nothing"]);
    expect(JSON.parse(rows[0]?.secrets ?? "")).toEqual([sealed(TWO), sealed(ONE)]);
  });

  it("is recorded once, and not again by the same click; another one of its name is refused", ({ expect }) => {
    const again = after(add(), add(), add({ trust: "trusted" }), change({}), enable(true), drop(THREE));
    expect(again.answers).toEqual(["added", "nothing", "source_exists", "nothing", "nothing", "nothing"]);
    expect(again.events.length).toBe(1);
  });

  it("must exist before it is changed, and there are not more than the door keeps", ({ expect }) => {
    expect(after(change({}), second(TWO), drop(ONE), enable(false)).answers).toEqual(Array(4).fill("unknown"));
    const many = Array.from({ length: MOST_SOURCES + 1 }, (_, place) => add({}, `source-${place}`));
    expect(after(...many).answers.slice(-2)).toEqual(["added", "invalid"]);
  });

  it("cites the event that it follows, or that there is no such source", ({ expect }) => {
    const { events } = after(add(), enable(false));
    expect(events.map(({ provenance }) => provenance.evidence[0])).toMatchObject([
      { id: "source-website", columns: { found: false, version: 0 } },
      { id: "ad_sources@1", columns: { source: "website" } },
    ]);
  });

  it("is unknown by an event of version 1, which said no more than that something was changed", ({ expect }) => {
    const [event] = after(add()).events;
    const before = { ...event, schemaVersion: 1, payload: { source: "website", change: "added", by: "rosa" } };
    const read = upcast(before) as StoredEvent;
    expect(read.payload).toEqual({ ...before.payload, now: null });
    expect(sourceRows(foldSources([read]))).toEqual([]);
  });

  const anyStep = fc.oneof(
    fc.constantFrom(ONE, TWO, THREE).map(second),
    fc.constantFrom(ONE, TWO, THREE).map(drop),
    fc.boolean().map(enable),
    fc.constantFrom(null, 10, 20).map((dailyBudget) => change({ dailyBudget })),
  );
  it("always has one or two secrets, and each step twice is as once", ({ expect }) => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 12 }), (steps) => {
        const once = after(add(), ...steps);
        const twice = after(add(), ...steps.flatMap((step) => [step, { ...step }]));
        expect(twice.rows).toEqual(once.rows);
        const secrets = JSON.parse(once.rows[0]?.secrets ?? "[]") as readonly object[];
        expect([1, 2]).toContain(secrets.length);
      }),
    );
  });
});
