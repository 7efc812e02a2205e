// Tests the decisions of the stop switch: what a stop and a resumption record, and what a claim does while sending is stopped.
import { describe, it } from "vitest";
import { approve, claim, runOf, withDraft } from "../../testing/contact/scenario.ts";
import { beginning } from "../../schema/cause.ts";
import { ResumeDispatch, StopDispatch } from "../../schema/commands.ts";
import { type DispatchingRow, NEVER_STOPPED } from "../../schema/dispatching.ts";
import type { StoredEvent } from "../../schema/events.ts";
import { commandIdOf, DISPATCH_STREAM, type HoldId } from "../../schema/ids.ts";
import { decideDispatching, rowOfStop, stopAgain, waitingSince } from "./dispatching.ts";

const SINCE = "2026-11-22T09:00:00.000Z";
const command = <T extends string>(type: T, of: object = {}) => ({
  type,
  ...beginning(commandIdOf(type, "1")),
  streamId: DISPATCH_STREAM,
  by: "rosa",
  reason: "incident",
  ...of,
});
const stop = StopDispatch.parse(command("StopDispatch"));
const stopped: DispatchingRow = rowOfStop(stop, NEVER_STOPPED, SINCE);
const resume = (of: number) => ResumeDispatch.parse(command("ResumeDispatch", { stopped: of }));
const decided = (...of: Parameters<typeof decideDispatching>) => {
  const result = decideDispatching(...of);
  return result.ok ? result.value.map(({ type, writer, why }) => [type, writer, why.source]) : result.error;
};

describe("the stop switch", () => {
  it("records a stop once, and a resumption of the stop that the person saw", ({ expect }) => {
    expect(decided(stop, NEVER_STOPPED, "desk")).toEqual([["DispatchStopped", "desk", "human:rosa"]]);
    expect(decided(stop, stopped, "desk")).toEqual([]);
    expect(decided(resume(1), stopped, "desk")).toEqual([["DispatchResumed", "desk", "human:rosa"]]);
    expect(decided(resume(1), { ...stopped, isStopped: false, version: 2 }, "desk")).toEqual([]);
    expect(decided(resume(1), { ...stopped, version: 3 }, "desk")).toEqual({
      reason: "dispatch_stopped",
      since: SINCE,
      by: "rosa",
      version: 3,
    });
  });

  it("makes the command of a stop again from its row", ({ expect }) => {
    if (!stopped.stop) throw new Error("no stop");
    expect(stopAgain(stopped.stop)).toEqual(stop);
    expect(decided(stopAgain(stopped.stop), NEVER_STOPPED, "cron")).toEqual([
      ["DispatchStopped", "cron", "rule:reconcile@1"],
    ]);
  });
});

describe("from when on approvals may wait", () => {
  const [STOPPED, RESUMED] = ["DispatchStopped", "DispatchResumed"] as const;
  const since = (...events: readonly (readonly [type: string, at: string])[]) =>
    waitingSince(events.map(([type, at]) => ({ type, at: `2026-11-${at}:00.000Z` }) as StoredEvent));

  it.for([
    ["nobody ever stopped it", [], null],
    ["a stop", [[STOPPED, "22T09:00"]], "20T09:00"],
    [
      "a stop that was ended",
      [
        [STOPPED, "22T09:00"],
        [RESUMED, "25T09:00"],
      ],
      "20T09:00",
    ],
    [
      "a stop shortly after a resumption",
      [
        [STOPPED, "12T09:00"],
        [RESUMED, "22T08:59"],
        [STOPPED, "22T09:00"],
      ],
      "10T09:00",
    ],
    [
      "a stop on the next day",
      [
        [STOPPED, "12T09:00"],
        [RESUMED, "21T09:00"],
        [STOPPED, "22T09:00"],
      ],
      "20T09:00",
    ],
    [
      "one stop after another",
      [
        [STOPPED, "12T09:00"],
        [RESUMED, "13T09:00"],
        [STOPPED, "13T10:00"],
        [RESUMED, "14T09:00"],
        [STOPPED, "14T12:59"],
      ],
      "10T09:00",
    ],
  ] as const)("follows from the stops: %s", ([, events, at], { expect }) => {
    expect(since(...events)).toBe(at === null ? null : `2026-11-${at}:00.000Z`);
  });
});

describe("a claim", () => {
  const list = { hit: false, revision: 3 };
  const run = runOf("1");
  const approved = () => {
    const contact = withDraft();
    return contact.given(
      approve(run, contact.stream.contact.holds[Object.keys(contact.stream.contact.holds).at(-1) as HoldId]!.digest!),
    );
  };

  it("waits while sending is stopped, and while it is not known whether it is: nothing is recorded", ({ expect }) => {
    const contact = approved();
    const version = contact.stream.contact.version;
    const claiming = claim(run, contact.approvalOf(run));
    expect(contact.perform(claiming, { ...list, dispatching: stopped })).toEqual({
      made: [],
      refusal: { reason: "dispatch_stopped", since: SINCE, by: "rosa", version: 1 },
    });
    for (const dispatching of [null, undefined])
      expect(contact.perform(claiming, { ...list, ...(dispatching === null ? { dispatching } : {}) }).refusal).toEqual({
        reason: "dispatching_unknown",
      });
    expect(contact.stream.contact.version).toBe(version);
    const going = { ...stopped, isStopped: false, version: 2 };
    expect(contact.perform(claiming, { ...list, dispatching: going }).made).toEqual(["DispatchClaimed"]);
    expect(contact.stream.events.at(-1)).toMatchObject({ payload: { gate: { revision: 3, dispatching: 2 } } });
  });

  it("names no version while nobody had ever stopped sending", ({ expect }) => {
    const contact = approved();
    contact.given(claim(run, contact.approvalOf(run)));
    const claimed = contact.stream.events.at(-1);
    expect(claimed?.type === "DispatchClaimed" && "dispatching" in claimed.payload.gate).toBe(false);
  });

  it("is vetoed also while sending is stopped", ({ expect }) => {
    const contact = approved();
    const { made } = contact.perform(claim(run, contact.approvalOf(run)), {
      hit: true,
      revision: 9,
      dispatching: stopped,
    });
    expect(made).toContain("SafetyVetoed");
  });
});
