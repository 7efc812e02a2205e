// Tests how traces are made from a contact's events: which spans a run has, what they contain, and that they contain no personal
// words. Sending them is in tracing.test.ts.
import { HOUR_MS } from "../../schema/time.ts";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { CommandOf } from "../../schema/commands.ts";
import type { ProposedPlan } from "../../schema/task-plan.ts";
import type { WrittenDraft } from "../../schema/written-draft.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { story, playStory } from "../../testing/contact/any-story.ts";
import { firstGrades, type GradedCompany } from "../../testing/contact/graded.ts";
import { ada, ADA, MASTER_KEY } from "../../testing/people.ts";
import {
  type AContact,
  aContact,
  action,
  approve,
  claim,
  confirm,
  draft,
  draftText,
  edit,
  erase,
  grades,
  lead,
  message,
  runOf,
  settle,
  withApproval,
  withDraft,
  withPreview,
  withSend,
} from "../../testing/contact/scenario.ts";
import { type Span, type Trace, tracesOf } from "./trace.ts";
import { traceWords } from "./trace-words.ts";

const run = runOf("1");
const suppressed = { hit: true, revision: 9 };
const rowsOf = (contact: AContact) => contact.store.load().rows;
const of = (contact: AContact): Trace => tracesOf(rowsOf(contact))[0]!;
const names = ({ steps }: Trace): readonly string[] => steps.map(({ span }) => span.name);
const stepOf = ({ steps }: Trace, name: string): Span => steps.find(({ span }) => span.name === name)!.span;

const call: NonNullable<ProposedPlan["call"]> = {
  step: "plan_tasks",
  model: "deepseek-flash",
  promptDigest: "a".repeat(22),
  tokensIn: 900,
  tokensCached: 640,
  tokensOut: 20,
  costMicroDollars: 53,
  latencyMs: 800,
  outcome: "ok",
};
const plan = (fields: Partial<ProposedPlan> = {}): ProposedPlan => ({
  arm: "reasoning",
  stages: ["analyze_opportunity", "compose"],
  proposed: 2,
  dropped: [],
  fallback: false,
  reason: "plan_kept",
  reply: '{"stages":["analyze_opportunity","compose"]}',
  call,
  ...fields,
});
const planned = (fields: Partial<ProposedPlan> = {}): CommandOf<"RecordAction"> => ({
  ...action(run),
  evidence: [{ table: "events", id: `${ada}@1`, columns: { sequence: 0 } }],
  plan: plan(fields),
});

describe("the trace of a run", () => {
  it("has a span for each of its events, in their order, under the run", ({ expect }) => {
    const trace = of(withSend());
    expect(names(trace)).toEqual([
      "receive_signal",
      "decide_action",
      "qualify",
      "analyze_opportunity",
      "hold_preview",
      "confirm_preview",
      "hold_draft",
      "approve_draft",
      "claim_dispatch",
      "dispatch",
    ]);
    expect(trace.run).toMatchObject({ name: "lead", kind: "chain", parentId: null, traceId: trace.run.id });
    expect(trace.run.outputs).toMatchObject({ end: "dispatched", action: "initial", verdict: "qualified" });
    expect(trace.run.endedAt).not.toBeNull();
    for (const { span } of trace.steps)
      expect(span).toMatchObject({ traceId: trace.run.id, parentId: trace.run.id, failure: null });
  });

  it("has no end while the run waits, and the span of an event begins with the event before it", ({ expect }) => {
    const contact = withPreview();
    expect(of(contact).run).toMatchObject({ endedAt: null, outputs: { step: "preview", end: null } });
    const held = contact.at();
    contact.pass(5 * HOUR_MS).given(confirm(run));
    expect(stepOf(of(contact), "confirm_preview")).toMatchObject({ startedAt: held, endedAt: contact.at() });
  });

  it("has a model call's step, time, cost and outcome", ({ expect }) => {
    const contact = aContact().given(lead()).pass(HOUR_MS).given(planned());
    const span = stepOf(of(contact), "call_model:plan_tasks");
    expect(span).toMatchObject({
      kind: "llm",
      failure: null,
      endedAt: contact.at(),
      metadata: {
        ls_model_name: "deepseek-flash",
        usage_metadata: { input_tokens: 900, output_tokens: 20, total_tokens: 920, total_cost: 0.000053 },
      },
    });
    expect(Date.parse(span.endedAt!) - Date.parse(span.startedAt)).toBe(800);
    expect(of(contact).run.outputs["models"]).toEqual({ calls: 1, tokens: 920, costMicroDollars: 53 });
    const late = aContact().given(
      lead(),
      planned({ call: { ...call, outcome: "timeout" }, fallback: true, stages: [] }),
    );
    expect(stepOf(of(late), "call_model:plan_tasks").failure).toBe("timeout");
  });

  it("moves a model call that began before the run to the run's start", ({ expect }) => {
    const trace = of(aContact().given(lead(), planned()));
    const span = stepOf(trace, "call_model:plan_tasks");
    expect(span.startedAt).toBe(trace.run.startedAt);
    expect(Date.parse(span.endedAt!) - Date.parse(span.startedAt)).toBe(800);
  });

  it("has the model call that classified its message, although that call names no run", ({ expect }) => {
    const classified = { outcome: "ok" as const, call: { ...call, step: "classify_reply" } };
    const contact = aContact().given({ ...message("2", "interested"), classified });
    expect(names(of(contact))).toEqual(["receive_signal", "call_model:classify_reply"]);
    const withoutRun = aContact().given({ ...message("3", "auto_reply"), classified });
    expect(tracesOf(rowsOf(withoutRun))).toEqual([]);
  });

  it("counts what was found apart from what was sought and not found", ({ expect }) => {
    const counted = (company: GradedCompany | null) => {
      const contact = aContact().given(lead(), planned());
      return stepOf(of(contact.given(firstGrades(run, company))), "analyze_opportunity").inputs;
    };
    expect(counted({ facts: { hiring: "3" } })).toMatchObject({ evidence: { company_facts: 1 } });
    const { evidence, absent } = counted({});
    expect(evidence).not.toHaveProperty("company_facts");
    expect(absent).toMatchObject({ company_facts: 1 });
  });

  it("ends with the event that superseded it; the same event begins the next run", ({ expect }) => {
    const contact = aContact().given(lead()).pass(HOUR_MS).given(message("2", "interested"));
    const [first, second] = tracesOf(rowsOf(contact));
    expect(names(first!)).toEqual(["receive_signal", "receive_signal"]);
    expect(first!.run).toMatchObject({ endedAt: contact.at(), outputs: { end: "superseded" } });
    expect(second!.run).toMatchObject({ startedAt: contact.at(), endedAt: null });
    expect(first!.steps[1]!.span.id).not.toBe(second!.steps[0]!.span.id);
  });

  it("ends with an erasure", ({ expect }) => {
    const contact = aContact().given(lead(), erase());
    expect(names(of(contact))).toEqual(["receive_signal", "erase_contact"]);
    expect(of(contact).run.outputs).toMatchObject({ end: "erased" });
  });
});

describe("a veto", () => {
  const stopped = (contact: AContact) => stepOf(of(contact), "safety_veto").inputs["stopped"];

  it("before the plan stops only the run", ({ expect }) => {
    const contact = aContact().given(lead(), action(run, "skip", "suppressed", ["suppressed"]));
    expect(names(of(contact))).toEqual(["receive_signal", "safety_veto", "decide_action", "raise_task"]);
    expect(stopped(contact)).toEqual({ plan: null, action: null, holdId: null, draft: null, approvalId: null });
    expect(stepOf(of(contact), "safety_veto").outputs).toMatchObject({ where: "plan", reason: "suppressed" });
    expect(of(contact).run).toMatchObject({ outputs: { end: "vetoed", action: "skip", stages: null }, failure: null });
  });

  it("at a hold shows the plan that it stopped", ({ expect }) => {
    const contact = aContact().given(lead(), planned());
    contact.perform(grades(run), suppressed);
    expect(stepOf(of(contact), "safety_veto").outputs).toMatchObject({ where: "hold" });
    expect(stopped(contact)).toMatchObject({
      plan: { stages: ["analyze_opportunity", "compose"], isScripted: false },
      action: "initial",
      draft: null,
    });
    const writing = withPreview().given(confirm(run));
    writing.perform(draft(run), suppressed);
    expect(stopped(writing)).toMatchObject({
      plan: { stages: ["qualify", "analyze_opportunity", "compose"], isScripted: true },
      draft: null,
    });
  });

  it("at a draft hold shows the digest of the draft that a model had written", ({ expect }) => {
    const written: WrittenDraft = {
      outcome: "written",
      offences: [],
      flags: [],
      claims: [],
      given: "{}",
      replies: ["{}"],
      calls: [{ ...call, step: "write_draft" }],
    };
    const contact = withPreview().given(confirm(run));
    const evidence = [{ table: "events" as const, id: `${ada}@1`, columns: { action: "initial" } }];
    contact.perform({ ...draft(run), evidence, written }, suppressed);
    const [digest] = contact.stream.events.flatMap(({ type, payload }) =>
      type === "SafetyVetoed" && "digest" in payload ? [payload.digest] : [],
    );
    expect(digest).toMatch(/^[\w-]{22}$/);
    expect(stopped(contact)).toMatchObject({ plan: { isScripted: true }, draft: { digest } });
    expect(names(of(contact)).slice(-3)).toEqual(["call_model:write_draft", "keep_unused_draft", "safety_veto"]);
  });

  it("at the approval shows the plan and the last version of the draft", ({ expect }) => {
    const contact = withDraft();
    contact.given(edit(run, contact.digest(run), "Hello Ada, otherwise."));
    const digest = contact.digest(run);
    contact.perform(approve(run, digest), suppressed);
    expect(stepOf(of(contact), "safety_veto").outputs).toMatchObject({ where: "approve" });
    expect(stopped(contact)).toMatchObject({ plan: { isScripted: true }, draft: { digest }, approvalId: null });
    expect(names(of(contact)).at(-1)).toBe("void_hold");
  });

  it("at dispatch shows the draft and the approval that it stopped", ({ expect }) => {
    const contact = withApproval();
    const approvalId = contact.approvalOf(run);
    contact.perform(claim(run, approvalId), suppressed);
    expect(stepOf(of(contact), "safety_veto").outputs).toMatchObject({ where: "dispatch" });
    expect(stopped(contact)).toMatchObject({ draft: { digest: contact.digest(run) }, approvalId });
  });
});

it("a failed or uncertain dispatch is marked as failed", ({ expect }) => {
  for (const kind of ["failed", "uncertain"] as const) {
    const contact = withApproval();
    const approvalId = contact.approvalOf(run);
    contact.given(claim(run, approvalId), settle(approvalId, { kind, reason: "no_answer" }));
    expect(stepOf(of(contact), "dispatch")).toMatchObject({ kind: "tool", failure: "no_answer" });
  }
});

describe("for generated series of events", () => {
  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  /** Words of a lead, a reviewer and a draft in a story. */
  const CANARIES = [ADA, "Byron", "Engine Ltd", "Director", "call me", "your mail", "rosa", "omar", "Hello Ada"];

  it(
    "each span has its own id, and more events change no earlier span",
    { timeout: LONG_MILLISECONDS },
    ({ expect }) => {
      fc.assert(
        fc.property(story, (scenes) => {
          const rows = rowsOf(playStory(scenes, () => undefined));
          const whole = tracesOf(rows);
          const all = whole.flatMap((trace) => [trace.run, ...trace.steps.map(({ span }) => span)]);
          expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
          for (const { run, steps } of whole) {
            expect(run.id).toMatch(UUID);
            expect(run.order).toMatch(/^\d{8}T\d{12}Z[0-9a-f-]{36}$/);
            for (const { span } of steps) {
              expect(span.id).toMatch(UUID);
              expect(span.order.split(".")).toEqual([run.order, expect.stringMatching(/^\d{8}T\d{12}Z/)]);
              expect(span.order.split(".")[1]! > run.order.slice(0, 22)).toBe(true);
              expect(span.startedAt >= run.startedAt && span.endedAt! >= span.startedAt).toBe(true);
            }
          }
          const half = tracesOf(rows.slice(0, Math.ceil(rows.length / 2)));
          for (const [index, { run, steps }] of half.entries()) {
            expect(whole[index]!.run.order).toBe(run.order);
            expect(whole[index]!.steps.slice(0, steps.length)).toEqual(steps);
          }
        }),
        runs(60),
      );
    },
  );

  it("no span has a personal word of the contact or of a reviewer", { timeout: LONG_MILLISECONDS }, ({ expect }) => {
    fc.assert(
      fc.property(story, (scenes) => {
        const text = JSON.stringify(tracesOf(rowsOf(playStory(scenes, () => undefined))));
        for (const canary of CANARIES) expect(text).not.toContain(canary);
      }),
      runs(100),
    );
  });
});

describe("the words that a trace may contain", () => {
  const opened = async (contact: AContact, wrapped: string | null = contact.store.load().wrappedKey) => {
    const rows = rowsOf(contact);
    return tracesOf(rows, await traceWords(async () => wrapped, MASTER_KEY)(ada, rows))[0]!;
  };

  it("are the reply of a plan and the text of a draft, and no others", async ({ expect }) => {
    const contact = aContact().given(lead(), planned(), grades(run), confirm(run), draft(run));
    const trace = await opened(contact);
    expect(stepOf(trace, "plan_tasks").outputs["reply"]).toBe(plan().reply);
    expect(stepOf(trace, "hold_draft").outputs).toMatchObject({ subject: draftText.subject, body: draftText.body });
    const text = JSON.stringify(trace);
    for (const closed of [ADA, "call me", draftText.footer, draftText.unsubscribeUrl, "Byron"])
      expect(text).not.toContain(closed);
    contact.perform(approve(run, contact.digest(run)), suppressed);
    expect(stepOf(await opened(contact), "safety_veto").inputs["stopped"]).toMatchObject({
      draft: { subject: draftText.subject, body: draftText.body },
    });
  });

  it("are missing without the key", async ({ expect }) => {
    const contact = withDraft().given(erase());
    for (const key of [null, contact.store.load().wrappedKey])
      expect(stepOf(await opened(contact, key), "hold_draft").outputs).not.toHaveProperty("body");
  });
});
