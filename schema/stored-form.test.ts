// Tests the stored form of events: it leaves out what the event repeats of itself, and every event is made whole from it again.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { anyStory, deploymentAfter } from "../testing/honest-log.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { canonicalJson } from "./canonical.ts";
import { parseEvent } from "./events.ts";
import { Flag } from "./lists.ts";
import { isStoredForm, storedForm, wholeForm } from "./stored-form.ts";

const NONE = Object.fromEntries(Flag.options.map((flag) => [flag, false]));
const flags = { table: "flags", id: "ct_ada", columns: NONE };
const list = { table: "suppressions", id: "revision-3", columns: { hit: false, revision: 3 } };

interface Like {
  readonly evidence?: readonly object[];
  readonly payload?: object;
}
const shortWith = ({ evidence = [], payload = {} }: Like) => ({
  streamId: "ct_ada",
  type: "PreviewHeld",
  policy: { section: "hold", digest: "p1" },
  provenance: { reason: "sample", evidence },
  payload,
});
const eventWith = (of: Like) => ({ ...shortWith(of), schemaVersion: 1, sealed: null });
const rowOf = (table: string, id: string, columns: object = {}) => ({ table, id, columns });

describe("the stored form", () => {
  it.for([
    ["an event of the own stream", { evidence: [rowOf("events", "ct_ada@7")] }, { evidence: [rowOf("events", "@7")] }],
    ["the own contact", { evidence: [rowOf("contacts", "ct_ada")] }, { evidence: [rowOf("contacts", "@")] }],
    [
      "the own policy",
      { evidence: [rowOf("policy", "p1", { section: "other" })] },
      { evidence: [rowOf("policy", "@", { section: "other" })] },
    ],
    [
      "the own receipt",
      { evidence: [rowOf("receipts", "rc_1")], payload: { receipt: "rc_1" } },
      { evidence: [rowOf("receipts", "@")], payload: { receipt: "rc_1" } },
    ],
    [
      "the own hold and digest",
      {
        evidence: [rowOf("events", "ct_ada@1", { hold_id: "hd_1", digest: "d" })],
        payload: { holdId: "hd_1", digest: "d" },
      },
      { evidence: [rowOf("events", "@1", { hold_id: "@", digest: "@" })], payload: { holdId: "hd_1", digest: "d" } },
    ],
    [
      "a gate with the evidence's flags and revision",
      { evidence: [flags, list], payload: { gate: { where: "plan", flags: NONE, revision: 3 } } },
      {
        evidence: [rowOf("flags", "@"), rowOf("suppressions", "@", { revision: 3 })],
        payload: { gate: { where: "plan" } },
      },
    ],
    [
      "a gate whose event has no flags in its evidence",
      { evidence: [list], payload: { gate: { where: "hold", flags: NONE, revision: 3 } } },
      {
        evidence: [rowOf("suppressions", "@", { revision: 3 })],
        payload: { gate: { flags: NONE } },
      },
    ],
    [
      "the section of the own policy",
      { evidence: [rowOf("policy", "p1", { section: "hold" })] },
      { evidence: [rowOf("policy", "@")] },
    ],
    [
      "the receipt of a signal",
      { payload: { receipt: "rc_1", signalId: "sg_1" } },
      { payload: { receipt: "rc_1", signalId: "@" } },
    ],
    [
      "a flag that is on",
      { evidence: [{ ...flags, columns: { ...NONE, replied: true } }] },
      { evidence: [rowOf("flags", "@", { replied: true })] },
    ],
  ] as const)("leaves out %s, and has it again when it is read", ([, whole, stored], { expect }) => {
    expect(storedForm(eventWith(whole))).toEqual(shortWith(stored));
    expect(wholeForm(shortWith(stored))).toEqual(eventWith(whole));
    expect(isStoredForm(shortWith(stored), eventWith(whole))).toBe(true);
    expect(isStoredForm(eventWith(whole), eventWith(whole))).toBe(false);
  });

  it.for([
    ["another stream's event", { evidence: [rowOf("events", "ct_other@7")] }],
    [
      "a stream whose name begins with this one's",
      { evidence: [rowOf("events", "ct_adam@7"), rowOf("contacts", "ct_adam")] },
    ],
    ["another policy", { evidence: [rowOf("policy", "p2")] }],
    ["a row of the company's facts", { evidence: [rowOf("company_facts", "ct_ada"), rowOf("company_facts", "@")] }],
    ["another hold", { evidence: [rowOf("events", "root-1", { hold_id: "hd_2" })], payload: { holdId: "hd_1" } }],
    [
      "a gate with other flags and another revision",
      {
        evidence: [
          rowOf("flags", "ct_other", { replied: true, bounced: "?" }),
          rowOf("suppressions", "list", { hit: true, revision: 4 }),
        ],
        payload: { gate: { where: "plan", flags: NONE, revision: 3 } },
      },
    ],
  ] as const)("keeps %s", ([, whole], { expect }) => {
    expect(storedForm(eventWith(whole))).toEqual(shortWith(whole));
    expect(wholeForm(shortWith(whole))).toEqual(eventWith(whole));
  });

  it("leaves out what an event usually has, and a cause that its payload names", ({ expect }) => {
    const whole = eventWith({ payload: { holdId: "hd_1", runId: "run_1" } });
    const caused = { ...whole, policy: null, causationId: "hd_1", correlationId: "run_1" };
    const { streamId, type, provenance, payload } = whole;
    const stored = { streamId, type, provenance, payload, causationId: "@", correlationId: "@" };
    expect(storedForm(caused)).toEqual(stored);
    expect(wholeForm(stored)).toEqual(caused);
    for (const said of [{ policy: null }, { sealed: null }, { schemaVersion: 1 }, { causationId: "hd_1" }])
      expect(isStoredForm({ ...stored, ...said }, caused), JSON.stringify(said)).toBe(false);
  });

  it.for([null, 7, "text", [], {}, { streamId: "ct_ada", payload: {}, provenance: { evidence: [7] } }])(
    "leaves %j to the parser",
    (value, { expect }) => {
      expect([wholeForm(value), storedForm(value)]).toEqual([value, value]);
    },
  );

  it(
    "of every event of honest logs is its body, and is read as the same event",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(anyStory(), async (story) => {
          for (const { body } of (await deploymentAfter(story)).rows()) {
            const whole = parseEvent(JSON.parse(body));
            expect(canonicalJson(storedForm(whole))).toBe(body);
            expect(parseEvent(whole)).toEqual(whole);
            expect(isStoredForm(JSON.parse(body), whole)).toBe(true);
          }
        }),
        runs(6),
      );
    },
  );
});
