// Tests the state of a contact in a few words, from timelines of the desk.
import { describe, it } from "vitest";
import { isMoving, stateOf } from "./contact-state.ts";
import type { ContactView } from "./desk-api.ts";

type TimelineEvent = readonly [type: string, payload: Record<string, unknown>];

function contact(step: string | null, ...events: readonly TimelineEvent[]): ContactView {
  const timeline = events.map(([type, payload], index) => ({
    version: index + 1,
    type,
    at: "2026-01-01T00:00:00.000Z",
    payload,
  }));
  return { contactId: "ct_ada", version: timeline.length, step, card: null, score: null, holds: [], timeline };
}

const first: TimelineEvent = ["ActionDecided", { runId: "run_1", action: "initial", reason: "first_contact" }];
const graded: TimelineEvent = ["QualificationGraded", { runId: "run_1", verdict: "qualified", basisPoints: 7_000 }];
const tooSoon: TimelineEvent = ["ActionDecided", { runId: "run_2", action: "skip", reason: "too_soon" }];
const vetoed: TimelineEvent = ["ActionDecided", { runId: "run_2", action: "skip", reason: "replied", vetoedAt: 3 }];
const task: TimelineEvent = ["TaskRaised", { taskId: "tk_1", kind: "hot_reply" }];

describe("the state of a contact", () => {
  it.for<[string, ContactView]>([
    ["preview hold", contact("preview_hold", first, graded)],
    ["draft hold", contact("draft_hold", first, graded)],
    ["on its way to compose", contact("compose", first, graded)],
    ["ladder", contact(null, tooSoon)],
    ["veto", contact(null, vetoed)],
    ["veto", contact(null, first, graded, ["SafetyVetoed", { runId: "run_1" }])],
    ["sent", contact(null, first, graded, ["DispatchSucceeded", { runId: "run_1" }])],
    ["rejected", contact(null, first, graded, ["DraftRejected", { runId: "run_1" }])],
    ["flag bounced", contact(null, ["SignalReceived", {}], ["ContactFlagged", { flag: "bounced", on: true }])],
    ["not decided", contact(null, ["SignalReceived", {}], ["ContactFlagged", { flag: "bounced", on: false }])],
    ["away until 2026-12-07", contact(null, ["SignalReceived", { hearing: { marks: [], until: "2026-12-07" } }])],
    ["not decided", contact(null)],
  ])("has the stop “%s”", ([stop, view], { expect }) => {
    expect(stateOf(view).stop).toBe(stop);
  });

  it("describes the latest run, with the grade of this run only", ({ expect }) => {
    const view = contact(null, first, graded, ["DispatchSucceeded", { runId: "run_1" }], vetoed);
    expect(stateOf(view)).toMatchObject({ action: "skip", reason: "replied", grade: null, stop: "veto" });
  });

  it("lists only open tasks", ({ expect }) => {
    expect(stateOf(contact(null, vetoed, task)).tasks).toEqual(["hot_reply"]);
    expect(stateOf(contact(null, vetoed, task, ["TaskClosed", { taskId: "tk_1" }])).tasks).toEqual([]);
  });
});

it("isMoving is true while a stage has work, and false while the run waits for a person", ({ expect }) => {
  const steps = ["plan", "grade", "preview_hold", "compose", "draft_hold", "dispatch", "claimed", null];
  expect(steps.filter(isMoving)).toEqual(["plan", "grade", "compose", "dispatch", "claimed"]);
});
