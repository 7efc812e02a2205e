// Tests the stored form of events: it leaves out what the event repeats of itself, and every event is made whole from it again.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { anyStory, deploymentAfter } from "../testing/honest-log.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { canonicalJson } from "./canonical.ts";
import { eventInRow, parseEvent } from "./events.ts";
import { Flag } from "./lists.ts";
import { isStoredForm, storedForm, wholeForm } from "./stored-form.ts";

const NONE = Object.fromEntries(Flag.options.map((flag) => [flag, false]));
const flags = { table: "flags", id: "ct_ada", columns: NONE };
const UNKNOWN = { seniority_has_source: false, stored_seniority_known: false };
const list = { table: "suppressions", id: "revision-3", columns: { hit: false, revision: 3 } };

interface Like {
  readonly evidence?: readonly object[];
  readonly payload?: object;
}
const PLACE = { streamId: "ct_ada", version: 3, sealed: null };
const IDS = { commandId: "cmd_1", causationId: "msg_1", correlationId: "msg_1" };
const shortWith = ({ evidence = [], payload = {} }: Like) => ({
  ...IDS,
  type: "PreviewHeld",
  policy: { section: "hold", digest: "p1" },
  provenance: { reason: "sample", evidence },
  payload,
});
const eventWith = (of: Like) => ({ ...shortWith(of), ...PLACE, schemaVersion: 1 });
const rowOf = (table: string, id: string, columns: object = {}) => ({ table, id, columns });
/** A row as it is stored. */
const stored = (table: string, id: string, ...columns: readonly object[]) => [table, id, ...columns];

describe("the stored form", () => {
  it.for([
    ["an event of the own stream", { evidence: [rowOf("events", "ct_ada@7")] }, { evidence: [stored("events", "@7")] }],
    ["the own contact", { evidence: [rowOf("contacts", "ct_ada")] }, { evidence: [stored("contacts", "@")] }],
    [
      "the own policy",
      { evidence: [rowOf("policy", "p1", { section: "other" })] },
      { evidence: [stored("policy", "@", { section: "other" })] },
    ],
    [
      "the own receipt",
      { evidence: [rowOf("receipts", "rc_1")], payload: { receipt: "rc_1" } },
      { evidence: [stored("receipts", "@")], payload: { receipt: "rc_1" } },
    ],
    [
      "the own hold and digest",
      {
        evidence: [rowOf("events", "ct_ada@1", { hold_id: "hd_1", digest: "d" })],
        payload: { holdId: "hd_1", digest: "d" },
      },
      { evidence: [stored("events", "@1", { hold_id: "@", digest: "@" })], payload: { holdId: "hd_1", digest: "d" } },
    ],
    [
      "a gate with the evidence's flags and revision",
      { evidence: [flags, list], payload: { gate: { where: "plan", flags: NONE, revision: 3 } } },
      {
        evidence: [stored("flags", "@"), stored("suppressions", "@", { revision: 3 })],
        payload: { gate: { where: "plan" } },
      },
    ],
    [
      "a gate whose event has no flags in its evidence",
      { evidence: [list], payload: { gate: { where: "hold", flags: NONE, revision: 3 } } },
      {
        evidence: [stored("suppressions", "@", { revision: 3 })],
        payload: { gate: { flags: NONE } },
      },
    ],
    [
      "the section of the own policy",
      { evidence: [rowOf("policy", "p1", { section: "hold" })] },
      { evidence: [stored("policy", "@")] },
    ],
    [
      "the receipt of a signal",
      { payload: { receipt: "rc_1", signalId: "sg_1" } },
      { payload: { receipt: "rc_1", signalId: "@" } },
    ],
    [
      "a flag that is on",
      { evidence: [{ ...flags, columns: { ...NONE, replied: true } }] },
      { evidence: [stored("flags", "@", { replied: true })] },
    ],
    [
      "what the row of a contact does not know",
      { evidence: [rowOf("contacts", "ct_ada", { ...UNKNOWN, found: true, title_rule: null })] },
      { evidence: [stored("contacts", "@", { found: true, title_rule: null })] },
    ],
    [
      "the names of an increment",
      {
        payload: {
          increments: [
            { rule: "base", basisPoints: 4_000, applied: true },
            { rule: "company_known", basisPoints: 3_000, applied: false },
          ],
        },
      },
      {
        payload: {
          increments: [
            ["base", 4_000],
            ["company_known", 3_000, false],
          ],
        },
      },
    ],
  ] as const)("leaves out %s, and has it again when it is read", ([, whole, short], { expect }) => {
    expect(storedForm(eventWith(whole))).toEqual(shortWith(short));
    expect(wholeForm(shortWith(short), PLACE)).toEqual(eventWith(whole));
    expect(isStoredForm(shortWith(short), eventWith(whole))).toBe(true);
    for (const more of [PLACE, { streamId: "ct_ada" }, { version: 3 }, { sealed: null }])
      expect(isStoredForm({ ...shortWith(short), ...more }, eventWith(whole))).toBe(false);
  });

  it.for([
    ["the own stream", { evidence: [stored("events", "ct_ada@7")] }, { evidence: [rowOf("events", "ct_ada@7")] }],
    [
      "what a contact's row does not know",
      { evidence: [stored("contacts", "@", { ...UNKNOWN, title_rule: null })] },
      { evidence: [rowOf("contacts", "ct_ada", { ...UNKNOWN, title_rule: null })] },
    ],
    [
      "that an increment was applied",
      { payload: { increments: [["base", 4_000, true]] } },
      { payload: { increments: [{ rule: "base", basisPoints: 4_000, applied: true }] } },
    ],
  ] as const)("is not a body that says %s", ([, long, whole], { expect }) => {
    expect(wholeForm(shortWith(long), PLACE)).toEqual(eventWith(whole));
    expect(isStoredForm(shortWith(long), eventWith(whole))).toBe(false);
  });

  it("has no columns that are empty, which are left to the parser", ({ expect }) => {
    const body = shortWith({ evidence: [stored("events", "@7", {})] });
    expect(wholeForm(body, PLACE)).toEqual({ ...body, ...PLACE });
    expect(isStoredForm(body, eventWith({ evidence: [rowOf("events", "ct_ada@7")] }))).toBe(false);
  });

  it("is not the whole event, and has its place from the row alone", ({ expect }) => {
    const whole = eventWith({ evidence: [rowOf("events", "ct_ada@7")] });
    expect(wholeForm({ ...whole, streamId: "ct_other", version: 9, sealed: "AAAA" }, PLACE)).toEqual(whole);
    expect(isStoredForm(whole, whole)).toBe(false);
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
    const short = {
      ...whole,
      evidence: whole.evidence.map(({ table, id, columns }) =>
        Object.keys(columns).length === 0 ? [table, id] : [table, id, columns],
      ),
    };
    expect(storedForm(eventWith(whole))).toEqual(shortWith(short));
    expect(wholeForm(shortWith(short), PLACE)).toEqual(eventWith(whole));
  });

  it("leaves out what an event usually has, and a cause that its payload or its command names", ({ expect }) => {
    const whole = eventWith({ payload: { holdId: "hd_1", runId: "run_1" } });
    const { commandId, type, provenance, payload } = whole;
    const rest = { commandId, type, provenance, payload };
    const caused = { ...whole, policy: null, causationId: "hd_1", correlationId: "run_1" };
    const short = { ...rest, causationId: "@", correlationId: "@" };
    expect(storedForm(caused)).toEqual(short);
    expect(wholeForm(short, PLACE)).toEqual(caused);
    for (const said of [{ policy: null }, { schemaVersion: 1 }, { causationId: "hd_1" }])
      expect(isStoredForm({ ...short, ...said }, caused), JSON.stringify(said)).toBe(false);
    const commanded = { ...whole, policy: null, causationId: "cmd_1", correlationId: "cmd_1" };
    expect(storedForm(commanded)).toEqual(rest);
    expect(wholeForm(rest, PLACE)).toEqual(commanded);
    expect(isStoredForm({ ...rest, causationId: "cmd_1" }, commanded)).toBe(false);
  });

  it.for([null, 7, "text", [], {}, { streamId: "ct_ada", payload: {}, provenance: { evidence: [7] } }])(
    "leaves %j to the parser",
    (value, { expect }) => {
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      expect([wholeForm(value, PLACE), storedForm(value)]).toEqual([isObject ? { ...value, ...PLACE } : value, value]);
    },
  );

  it(
    "of every event of honest logs is its body, and is read as the same event",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(anyStory(), async (story) => {
          for (const row of (await deploymentAfter(story)).rows()) {
            const whole = eventInRow(row);
            expect(canonicalJson(storedForm(whole))).toBe(row.body);
            expect(parseEvent(whole)).toEqual(whole);
            expect(isStoredForm(JSON.parse(row.body), whole)).toBe(true);
          }
        }),
        runs(6),
      );
    },
  );
});
