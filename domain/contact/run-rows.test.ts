// Tests the rows that the numbers count: when a run gets its row, what the row has, and which run a report is about.
import { describe, it } from "vitest";
import type { Outcome } from "../../schema/lists.ts";
import type { ProposedPlan } from "../../schema/task-plan.ts";
import { planOfRun } from "../../schema/planned-run.ts";
import { actionUnder, aPlan, gradesUnder, noPlan } from "../../testing/contact/plans.ts";
import { ADA, ada } from "../../testing/people.ts";
import {
  aContact,
  action,
  type AContact,
  approve,
  confirm,
  draft,
  edit,
  erase,
  flag,
  followup,
  grades,
  lead,
  optOut,
  previewOf,
  requestRun,
  runOf,
  signal,
  withDraft,
  withPreview,
  withSend,
} from "../../testing/contact/scenario.ts";
import { shownPlan } from "./run-plan.ts";
import { contactRow, holdRow } from "./rows.ts";
import { reportRows, runRows } from "./run-rows.ts";

const run = runOf("1");
const second = runOf("2");
const rowsOf = ({ stream }: AContact) => runRows(ada, stream.contact, stream.events);
const reportsOf = ({ stream }: AContact) => reportRows(ada, stream.contact, stream.events);
const outcome = (id: string, what: Outcome) => signal(id, { kind: "outcome", email: ADA, outcome: what });

describe("a run's row", () => {
  it("is made with both grades, and has the decision", ({ expect }) => {
    expect(rowsOf(aContact().given(lead(), action(run)))).toEqual([]);
    const contact = withPreview();
    const [row] = rowsOf(contact);
    expect(row).toMatchObject({
      runId: run,
      beganAt: contact.stream.events[0]!.at,
      version: contact.stream.contact.version,
      startedBy: "signal",
      source: "test",
      population: "scripted",
      arm: "scripted",
      action: "initial",
      reason: "first_contact",
      hits: "[]",
      plan: null,
      verdict: "qualified",
      previewId: previewOf(run),
    });
    expect(row?.gradedAt).not.toBeNull();
    expect(row?.ladder).not.toBe("");
  });

  it("stays as it is while people work on its holds", ({ expect }) => {
    const before = rowsOf(withPreview());
    expect(rowsOf(withSend())).toEqual(before);
  });

  it("is made when a veto ends the run before its grades, with all hits", ({ expect }) => {
    const contact = aContact().given(lead(), flag("do_not_contact"), flag("replied"), action(run));
    expect(rowsOf(contact)).toMatchObject([
      {
        action: "skip",
        reason: "do_not_contact",
        hits: '["do_not_contact","replied"]',
        gradedAt: null,
        previewId: null,
      },
    ]);
  });

  it("has a veto at its first hold, and gets a later one with a higher version", ({ expect }) => {
    const stopped = aContact().given(lead(), action(run), flag("bounced"));
    stopped.perform(grades(run));
    expect(rowsOf(stopped)).toMatchObject([
      { action: "initial", hits: '["bounced"]', verdict: "qualified", previewId: null },
    ]);
    const waiting = withPreview().given(confirm(run));
    const [before] = rowsOf(waiting);
    waiting.given(flag("replied"));
    waiting.perform(draft(run));
    expect(rowsOf(waiting)).toMatchObject([{ hits: '["replied"]', version: waiting.stream.contact.version }]);
    expect(before?.version).toBeLessThan(waiting.stream.contact.version);
  });

  it("is not made for a run that was replaced before its action was decided, and is for one that was replaced after", ({
    expect,
  }) => {
    expect(rowsOf(aContact().given(lead(), lead("2"), action(second), grades(second)))).toMatchObject([
      { runId: second },
    ]);
    expect(rowsOf(aContact().given(lead(), action(run), lead("2")))).toMatchObject([
      { runId: run, gradedAt: null, version: 3 },
    ]);
  });

  it("is made for a run beside an edited hold, which ends with its decision", ({ expect }) => {
    const contact = withDraft();
    contact.given(edit(run, contact.digest(run), "Better words."), lead("2"), action(second, "skip", "hold_open"));
    expect(rowsOf(contact)).toMatchObject([{ runId: run }, { runId: second, reason: "hold_open", gradedAt: null }]);
  });

  it("of a requested run and of an erased contact has the last signal's source and no words", ({ expect }) => {
    const contact = withPreview().given(requestRun());
    const requested = contact.stream.contact.currentRun!;
    contact.given(action(requested), erase());
    expect(rowsOf(contact)).toMatchObject([
      { startedBy: "signal" },
      { startedBy: "request", source: "test", version: contact.stream.contact.version },
    ]);
  });
});

describe("the plan in a run’s row", () => {
  const withPlan = (plan: ProposedPlan): AContact => {
    const contact = aContact().given(lead());
    contact.perform(actionUnder(run, plan), { hit: false, revision: 3 });
    return contact.given(gradesUnder(contact, run));
  };
  const planned = (plan: ProposedPlan) => rowsOf(withPlan(plan))[0];

  it("is null on the scripted path", ({ expect }) => {
    expect(rowsOf(withPreview())).toMatchObject([
      { plan: null, planArm: null, shownPlan: null, skipReason: null, compared: null },
    ]);
  });

  it("is the model’s with its order, and agrees where the message stays", ({ expect }) => {
    const row = planned(aPlan());
    expect(row).toMatchObject({ plan: "usable", planArm: "reasoning", compared: "agrees", skipReason: null });
    expect(planOfRun(row!)).toEqual(shownPlan(run, withPlan(aPlan()).stream.events));
    expect(planOfRun(row!)?.order.map(({ stage }) => stage)).toEqual(["analyze_opportunity", "qualify", "compose"]);
  });

  it("differs where it leaves the message out, also in the shadow, and says why and until when", ({ expect }) => {
    expect(planned(aPlan({ stages: ["skip"], skipReason: "not_now", until: "2027-01-11" }))).toMatchObject({
      planArm: "reasoning",
      action: "skip",
      reason: "plan_skip",
      skipReason: "not_now",
      compared: "differs",
      shownPlan: expect.stringContaining('"until":"2027-01-11"'),
    });
    expect(planned(aPlan({ arm: "shadow", stages: ["skip"], skipReason: "no_need" }))).toMatchObject({
      planArm: "shadow",
      action: "initial",
      skipReason: "no_need",
      compared: "differs",
    });
  });

  it("is no plan where the model gave none, with the cause", ({ expect }) => {
    const row = planned(noPlan());
    expect(row).toMatchObject({ plan: "fallback", planArm: "reasoning", compared: "no_plan" });
    expect(planOfRun(row!)).toMatchObject({ fallback: true, reason: "timeout", source: "rule_based_fallback" });
  });

  it("is not known where a row of an older release says only that a model was asked", ({ expect }) => {
    expect(planOfRun({ plan: "usable", shownPlan: null, action: "initial", gradedAt: null })).toBeNull();
    expect(planOfRun({ plan: null, shownPlan: null, action: "skip", gradedAt: null })?.order).toEqual([
      { stage: "skip", planned: true },
    ]);
  });
});

describe("a report", () => {
  it("is about the run that was handed over last before it, or about none", ({ expect }) => {
    expect(reportsOf(withPreview().given(outcome("o", "not_ready")))).toMatchObject([
      { beganAt: "", runId: null, kind: "not_ready" },
    ]);
    const contact = withSend().given(outcome("o1", "meeting_booked"));
    contact.pass(4 * 24 * 3_600_000);
    contact.given(followup(1));
    const next = contact.stream.contact.currentRun!;
    contact.given(action(next, "followup", "followup_due"), grades(next), outcome("o2", "lost"), confirm(next));
    contact.given(outcome("o3", "opportunity_created"));
    expect(reportsOf(contact)).toMatchObject([
      { beganAt: contact.stream.contact.runs[run]!.startedAt, runId: run, kind: "meeting_booked" },
      { runId: run, kind: "lost" },
      { runId: next, kind: "opportunity_created" },
    ]);
  });

  it("of a bounce, a complaint or an opt-out is about the last message, and is not made without one", ({ expect }) => {
    expect(reportsOf(withDraft().given(optOut("b", "bounce")))).toEqual([]);
    const contact = withSend().given(optOut("b", "bounce"), optOut("c", "complaint"));
    expect(reportsOf(contact)).toMatchObject([
      { runId: run, kind: "bounced" },
      { runId: run, kind: "complained" },
    ]);
  });
});

describe("the columns for the numbers", () => {
  it("of a hold have its run's beginning and decision, the template, and whether a person edited it", ({ expect }) => {
    const contact = withDraft();
    contact.given(edit(run, contact.digest(run), "Better words."));
    contact.given(approve(run, contact.digest(run)));
    const { stream } = contact;
    const [preview, held] = Object.values(stream.contact.holds).map((hold) =>
      holdRow(ada, stream.contact, hold, stream.events, stream.open),
    );
    const own = { beganAt: stream.events[0]!.at, population: "scripted", arm: "scripted", tokens: 0 };
    expect(preview).toMatchObject({ ...own, template: null, edited: false });
    expect(held).toMatchObject({ ...own, edited: true, writing: null });
    expect(held?.template).not.toBeNull();
  });

  it("of a contact have the end of each run's dispatch", ({ expect }) => {
    expect(contactRow(ada, withSend().stream.contact)?.sends).toBe(JSON.stringify({ [run]: "sent" }));
  });
});
