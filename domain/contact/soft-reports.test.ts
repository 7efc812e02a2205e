// Tests the count of delivery reports that are not final: which count, which make the address final, and what begins the count anew. The property
// compares the fold with a count over all events.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { isFull } from "../../testing/full.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { StoredEvent } from "../../schema/events.ts";
import type { HearingMark } from "../../schema/hearing.ts";
import type { ReplyClass } from "../../schema/lists.ts";
import { policyMark } from "../../schema/policy.ts";
import { DAY_MS, HOUR_MS } from "../../schema/time.ts";
import { ADA } from "../../testing/people.ts";
import {
  aContact,
  type AContact,
  flag,
  lead,
  runOf,
  signal,
  withDraft,
  withSend,
} from "../../testing/contact/scenario.ts";
import { runs } from "../../testing/properties.ts";
import { openHold } from "./state.ts";

const { bounces } = samplePolicy;
const REVISION = 7;

const heard = (id: string, as: ReplyClass, marks: readonly HearingMark[]) => {
  const command = signal(id, { kind: "message", email: ADA, text: "…" }, as);
  return { ...command, reply: { class: as, rule: "test", hearing: { marks: [...marks] } } };
};
/** A soft report, with the row of the list that the object has written if it is the last one. */
const soft = (id: string) => ({ ...heard(id, "auto_reply", ["machine", "soft_report"]), revision: REVISION });

/** So many reports, each a day after the one before. */
function reported(contact: AContact, count: number, from = 1): AContact {
  for (let index = 0; index < count; index += 1) contact.pass(DAY_MS).given(soft(`s${from + index}`));
  return contact;
}
const flagOf = ({ stream }: AContact) => stream.events.findLast(({ type }) => type === "ContactFlagged");
const isBounced = ({ stream }: AContact): boolean => stream.contact.flags.bounced;

describe("soft delivery reports", () => {
  it("set the flag with the last that the policy asks for, and cite all that counted", ({ expect }) => {
    const contact = reported(withSend(), bounces.softReports - 1);
    expect(isBounced(contact)).toBe(false);
    reported(contact, 1, bounces.softReports);
    const cited = contact.stream.events
      .filter((event) => event.type === "SignalReceived" && event.payload.kind === "message")
      .map(({ version }) => `${contact.stream.streamId}@${version}`);
    expect(flagOf(contact)).toMatchObject({
      writer: "ingest",
      payload: { flag: "bounced", on: true, cause: "soft_reports", revision: REVISION },
      policy: policyMark(samplePolicy, "bounces"),
      provenance: { source: "rule:soft-reports@1", evidence: cited.map((id) => ({ table: "events", id })) },
    });
    expect(cited).toHaveLength(bounces.softReports);
  });

  it("void what is open", ({ expect }) => {
    const contact = withDraft().given(soft("s1"));
    expect(openHold(contact.stream.contact)).not.toBeNull();
    const { made } = reported(contact, bounces.softReports - 2, 2)
      .pass(DAY_MS)
      .perform(soft("last"));
    expect(made).toEqual(["SignalReceived", "ContactFlagged", "HoldVoided"]);
  });

  it("set no flag before the mailbox is on the list, and the next one does", ({ expect }) => {
    const contact = reported(withSend(), bounces.softReports - 1).pass(DAY_MS);
    const { revision: _, ...unlisted } = soft("unlisted");
    expect(contact.perform(unlisted).made).toEqual(["SignalReceived"]);
    expect(contact.perform(soft("listed")).made).toEqual(["SignalReceived", "ContactFlagged"]);
  });

  it.for([
    ["of one day, as of one mail", HOUR_MS / 2],
    ["that are too far apart", ((bounces.withinDays + 1) / (bounces.softReports - 1)) * DAY_MS],
  ] as const)("do not count together: %s", ([, apart], { expect }) => {
    const contact = withSend();
    for (let index = 0; index < 3 * bounces.softReports; index += 1) contact.pass(apart).given(soft(`s${index}`));
    expect(isBounced(contact)).toBe(false);
  });

  it.for<[string, ReturnType<typeof lead>, boolean]>([
    ["words of the person, because their mailbox works", heard("m", "interested", []), false],
    ["a refusal of the person", heard("m", "not_interested", ["alone"]), false],
    ["an automatic reply", heard("m", "auto_reply", ["machine"]), true],
    ["a form, which anybody can fill in", lead("m"), true],
  ])("count on after %s: %#", ([, between, isFinal], { expect }) => {
    const contact = reported(withSend(), bounces.softReports - 1).given(between);
    expect(isBounced(reported(contact, 1, bounces.softReports))).toBe(isFinal);
  });

  it("begin anew after a person has taken the flag back", ({ expect }) => {
    const contact = reported(withSend(), bounces.softReports).given(flag("bounced", false));
    expect(isBounced(reported(contact, bounces.softReports - 1, 10))).toBe(false);
    expect(isBounced(reported(contact, 1, 20))).toBe(true);
  });

  it("say nothing more of an address that is final", ({ expect }) => {
    const contact = reported(aContact().given(lead()), bounces.softReports).pass(DAY_MS);
    expect(contact.perform(soft("more")).made).toEqual(["SignalReceived"]);
    expect(contact.stream.contact.runs[runOf("1")]).toBeDefined();
  });
});

/** Whether the events up to a version make the address final: counted anew over all of them, without the fold. */
function isFinalAt(events: readonly StoredEvent[]): boolean {
  const last = events.at(-1)!;
  const from = events.findLastIndex(
    (event) =>
      (event.type === "SignalReceived" && event.payload.kind === "message" && event.payload.class === "interested") ||
      (event.type === "ContactFlagged" && !event.payload.on),
  );
  const firsts = new Map<string, string>();
  for (const { type, payload, at } of events.slice(from + 1))
    if (type === "SignalReceived" && payload.hearing?.marks.includes("soft_report") && !firsts.has(at.slice(0, 10)))
      firsts.set(at.slice(0, 10), at);
  const after = Date.parse(last.at) - bounces.withinDays * DAY_MS;
  return [...firsts.values()].filter((at) => Date.parse(at) > after).length >= bounces.softReports;
}

it("a flag follows exactly where a count over all events says so, in any order and distance", ({ expect }) => {
  const step = fc.record({
    what: fc.oneof(
      { weight: 12, arbitrary: fc.constant("soft" as const) },
      { weight: 1, arbitrary: fc.constantFrom("human", "machine", "lead", "lift") },
    ),
    hours: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 24 * 8 })),
  });
  let flags = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      const contact = aContact().given(lead());
      for (const [index, { what, hours }] of steps.entries()) {
        const id = `${what}${index}`;
        const wasBounced = isBounced(contact.pass(hours * HOUR_MS));
        if (what === "human") contact.given(heard(id, "interested", []));
        if (what === "machine") contact.given(heard(id, "auto_reply", ["machine"]));
        if (what === "lead") contact.given(lead(id));
        if (what === "lift") contact.perform({ ...flag("bounced", false), commandId: lead(id).commandId });
        if (what !== "soft") continue;
        const { made } = contact.perform(soft(id));
        const isNow = made.includes("ContactFlagged");
        const at = contact.stream.events.findLastIndex(({ type }) => type === "SignalReceived");
        expect(isNow).toBe(!wasBounced && isFinalAt(contact.stream.events.slice(0, at + 1)));
        flags += isNow ? 1 : 0;
      }
    }),
    runs(150),
  );
  expect(flags).toBeGreaterThan(isFull ? 20 : 5);
});
