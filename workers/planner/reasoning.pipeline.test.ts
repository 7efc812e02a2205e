// Tests the planner with a model, in the whole system, against the local peer: for any behaviour of the model, a lead ends at a
// hold that records it, or where the rules end it. After each test the log is verified: every plan is repaired again, and every
// action is decided again under its plan.
import type { Port } from "../../schema/ports.ts";
import { performOne } from "../../schema/only-answer.ts";
import { describe, it } from "vitest";
import { aSystem, askingAt, the } from "../../testing/system/model-system.ts";
import { typesOf } from "../../testing/system/types-of.ts";
import type { ModelPeer } from "../../testing/peers/model/peer.ts";
import type { Behaviour } from "../../testing/peers/model/rules.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../../testing/secrets.ts";
import { DAY_MS } from "../../schema/time.ts";

/** Two sources of one kind. */
const FORMS = {
  SOURCES: JSON.stringify({ website: { type: "signed_form" }, partners: { type: "signed_form" } }),
  SOURCE_SECRETS: JSON.stringify({
    website: [{ secret: TEST_SOURCE_SECRETS.website }],
    partners: [{ secret: TEST_SOURCE_SECRETS.website }],
  }),
};
const says = (...stages: readonly string[]): Behaviour => ({ kind: "reply", says: { stages } });

/** A system whose planner has the flag. */
const aPlanner = (flag: string) =>
  aSystem((url) => ({ planner: { ...askingAt(url), SALES_SUPPORT_SEQUENCER_REASONING: flag }, ingest: FORMS }));

describe("with the flag on", () => {
  const { peer, system, plays, lead, until, askedAbout } = aPlanner("on");

  it("a plan orders the grades, and the lead goes to its hold", async ({ expect }) => {
    plays({ ada: says("analyze_opportunity", "compose", "qualify") });
    await lead("ada");
    const events = await until("ada", "PreviewHeld");
    expect(typesOf(events)).toEqual([
      "SignalReceived",
      "LlmCalled",
      "PlanProposed",
      "ActionDecided",
      "OpportunityAnalyzed",
      "QualificationGraded",
      "PreviewHeld",
    ]);
    expect(the(events, "ActionDecided").payload).toMatchObject({ arm: "reasoning", action: "initial" });
    expect(the(events, "PlanProposed").provenance).toMatchObject({ reason: "plan_kept", confidence: 1 });
    expect(the(events, "LlmCalled").payload).toMatchObject({ step: "plan_tasks", outcome: "ok" });
    expect(askedAbout("ada")).toBe(1);
    const [{ body, headers }] = peer().received as [ModelPeer["received"][number]];
    expect(JSON.stringify(body)).not.toContain("@engine.example");
    expect(body).toMatchObject({ max_tokens: 120, thinking: { type: "disabled" } });
    expect(headers["cf-aig-collect-log-payload"]).toBe("false");
  });

  it("a grade that the plan leaves out is still made, and marked", async ({ expect }) => {
    plays({ bea: says("compose", "analyze_opportunity", "approve", "compose") });
    await lead("bea");
    const events = await until("bea", "PreviewHeld");
    expect(typesOf(events).slice(-3)).toEqual(["OpportunityAnalyzed", "QualificationGraded", "PreviewHeld"]);
    expect(the(events, "QualificationGraded").payload.planned).toBe(false);
    expect(the(events, "OpportunityAnalyzed").payload.planned).toBe(true);
    expect(the(events, "PlanProposed").payload).toMatchObject({
      proposed: 4,
      dropped: ["unknown", "duplicate:compose"],
    });
    expect(the(events, "PlanProposed").provenance).toMatchObject({ reason: "plan_repaired", confidence: 0.5 });
  });

  it("a plan that skips ends the run after its grades, without a hold", async ({ expect }) => {
    plays({ cy: says("qualify", "skip", "compose"), dora: says("qualify", "analyze_opportunity") });
    await Promise.all([lead("cy"), lead("dora")]);
    for (const name of ["cy", "dora"]) {
      const events = await until(name, "OpportunityAnalyzed");
      expect(the(events, "ActionDecided").payload).toMatchObject({ action: "skip", reason: "plan_skip" });
      expect(the(events, "ActionDecided").provenance.source).toBe("rule:plan@1");
      expect(typesOf(events)).not.toContain("PreviewHeld");
    }
  });

  it("each behaviour of a model leads to a hold that records it", async ({ expect }) => {
    const plan = { stages: ["skip"] };
    const ends: Readonly<Record<string, readonly [Behaviour, string]>> = {
      words: [{ kind: "reply", says: "Here is the plan: skip" }, "plan_unreadable"],
      nothing: [{ kind: "reply", says: { stages: ["approve", "send"] } }, "plan_empty"],
      content: [{ kind: "reply", says: plan, as: "content" }, "malformed"],
      long: [{ kind: "reply", says: { stages: Array(400).fill("skip") } }, "cut_off"],
      page: [{ kind: "wrong_schema", what: "html" }, "malformed"],
      empty: [{ kind: "wrong_schema", what: "null_content" }, "empty"],
      tool: [{ kind: "wrong_schema", what: "other_tool" }, "malformed"],
      // The local runtime does not report a connection that breaks inside a body: the deadline ends the call.
      broken: [{ kind: "cut_off", afterBytes: 30, says: plan }, "timeout"],
      drip: [{ kind: "drip", lines: null, everyMilliseconds: 100, says: plan }, "timeout"],
      failing: [{ kind: "failure", status: 503 }, "unavailable"],
      busy: [{ kind: "rate_limited", retryAfterSeconds: 0 }, "rate_limited"],
      obeying: [{ kind: "obeys", says: "{{shown}}" }, "cut_off"],
    };
    plays(Object.fromEntries(Object.entries(ends).map(([name, [behaviour]]) => [name, behaviour])));
    await Promise.all(Object.keys(ends).map((name) => lead(name)));
    for (const [name, [, how]] of Object.entries(ends)) {
      const events = await until(name, "PreviewHeld");
      const { payload, provenance } = the(events, "PlanProposed");
      expect([name, provenance.reason, payload.fallback, askedAbout(name)]).toEqual([name, how, true, 1]);
      expect([provenance.source, provenance.confidence]).toEqual(["rule_based_fallback", 0]);
      expect(the(events, "ActionDecided").payload).toMatchObject({ arm: "reasoning", action: "initial" });
      expect(the(events, "QualificationGraded").payload.planned).toBe(true);
    }
    // The deadline covers the whole call: arriving data does not extend it.
    const [dripped, broken] = await Promise.all(
      ["drip", "broken"].map(async (name) => the(await until(name, "PreviewHeld"), "LlmCalled").payload.latencyMs),
    );
    expect(dripped).toBeGreaterThan(14_000);
    expect(dripped).toBeLessThan(2 * (broken ?? 0));
  });

  it("a model that sends retry-after is called once more, and its plan is used", async ({ expect }) => {
    const waits: Behaviour = { kind: "rate_limited", retryAfterSeconds: 1 };
    peer().play([
      { shows: "I am wanda.", behaviour: waits, times: 1 },
      { shows: "I am wanda.", behaviour: says("compose", "qualify", "analyze_opportunity") },
    ]);
    await lead("wanda");
    const events = await until("wanda", "PreviewHeld");
    expect(typesOf(events).slice(0, 5)).toEqual([
      "SignalReceived",
      "LlmCalled",
      "LlmCalled",
      "PlanProposed",
      "ActionDecided",
    ]);
    const [first, second] = events.filter((event) => event.type === "LlmCalled");
    expect(first?.payload).toMatchObject({ outcome: "rate_limited", source: "website", step: "plan_tasks" });
    expect(second?.payload).toMatchObject({ outcome: "ok", source: "website" });
    expect(Date.parse(second?.at ?? "") - Date.parse(first?.at ?? "")).toBeGreaterThanOrEqual(1_000);
    expect(the(events, "PlanProposed").payload).toMatchObject({ fallback: false, proposed: 3 });
    expect(askedAbout("wanda")).toBe(2);
  });

  it("a model that sends retry-after twice is not called again, and the rules plan", async ({ expect }) => {
    plays({ zoe: { kind: "rate_limited", retryAfterSeconds: 1 } });
    await lead("zoe");
    const events = await until("zoe", "PreviewHeld");
    expect(events.filter(({ type }) => type === "LlmCalled")).toHaveLength(2);
    expect(the(events, "PlanProposed").provenance).toMatchObject({
      reason: "rate_limited",
      source: "rule_based_fallback",
    });
    expect(askedAbout("zoe")).toBe(2);
  });

  it("no model is asked about a vetoed contact", async ({ expect }) => {
    const { PORT } = await system().env<{ PORT: Port<"desk"> }>("desk");
    await performOne(PORT, {
      type: "Suppress",
      wishes: [{ kind: "address", value: "vera@engine.example", by: "grace", reason: "other", why: "asked" }],
    });
    const before = peer().received.length;
    plays({ vera: says("compose") });
    await lead("vera");
    const events = await until("vera", "SafetyVetoed");
    expect(typesOf(events)).toEqual(["SignalReceived", "SafetyVetoed", "ActionDecided", "TaskRaised"]);
    expect(peer().received).toHaveLength(before);
  });
});

describe("with the budget of a source used up", () => {
  const { system, plays, lead, until, askedAbout } = aPlanner("on");

  it("no model is asked about the source's leads, their plans record it, and other sources continue", async ({
    expect,
  }) => {
    // Counts calls as if made today, and removes them afterwards: the log has no events of them.
    const today = new Date().toISOString().slice(0, 10);
    const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
    const [first] = system().shards;
    const spent = (sql: string) => Promise.all([today, tomorrow].map((day) => first?.prepare(sql).bind(day).run()));
    await spent("INSERT INTO model_spend VALUES (?1, 'website', 1000, 2000000, 1)");
    plays({ ada: says("skip"), bea: says("skip") });
    await lead("ada");
    const events = await until("ada", "PreviewHeld");
    expect(the(events, "PlanProposed").provenance).toMatchObject({
      reason: "over_budget",
      source: "rule_based_fallback",
    });
    expect(typesOf(events)).not.toContain("LlmCalled");
    expect(askedAbout("ada")).toBe(0);

    await lead("bea", "partners");
    const other = await until("bea", "OpportunityAnalyzed");
    expect(the(other, "ActionDecided").payload).toMatchObject({ action: "skip", reason: "plan_skip" });
    expect(the(other, "LlmCalled").payload.source).toBe("partners");
    await spent("DELETE FROM model_spend WHERE day = ?1 AND source = 'website'");
  });
});

describe("in the shadow", () => {
  const { system, plays, lead, until, askedAbout, contactOf } = aPlanner("shadow");

  it("the rules act, and the model's plan is in the log", async ({ expect }) => {
    plays({ ada: says("skip") });
    await lead("ada");
    const events = await until("ada", "PreviewHeld");
    expect(the(events, "PlanProposed").payload).toMatchObject({ arm: "shadow", stages: ["skip"], fallback: false });
    expect(the(events, "ActionDecided").payload).toMatchObject({ arm: "scripted", action: "initial" });
    expect(the(events, "ActionDecided").provenance.source).toBe("rule:ladder@1");
    expect(typesOf(events).slice(-3)).toEqual(["QualificationGraded", "OpportunityAnalyzed", "PreviewHeld"]);
    expect(askedAbout("ada")).toBe(1);
  });

  it("the desk lists runs that differ and counts those that agree", async ({ expect }) => {
    plays({ bea: says("skip"), cy: says("compose", "qualify"), dora: { kind: "failure", status: 500 } });
    await Promise.all(["bea", "cy", "dora"].map((name) => lead(name)));
    const decided = new Map<string, string>();
    for (const name of ["bea", "cy", "dora"])
      decided.set(name, the(await until(name, "PreviewHeld"), "ActionDecided").payload.runId);
    const headers = { authorization: `Bearer ${Object.keys(TEST_DESK_TOKENS)[0]}` };
    const asked = async (path: string): Promise<Record<string, unknown>[]> => {
      const answer = await fetch(new URL(`/api/v1/plans${path}`, system().url), { headers });
      return ((await answer.json()) as { items: Record<string, unknown>[] }).items;
    };
    const of = (items: readonly Record<string, unknown>[], name: string) =>
      items.find(({ runId }) => runId === decided.get(name));
    const differing = await asked("/shadow");
    expect(of(differing, "bea")).toMatchObject({
      streamId: contactOf("bea"),
      result: "differs",
      action: "initial",
      planReason: "plan_kept",
      planSource: expect.stringMatching(/^llm:/),
    });
    expect([of(differing, "cy"), of(differing, "dora")]).toEqual([undefined, undefined]);
    expect(of(await asked("/shadow?result=agrees"), "cy")).toMatchObject({ action: "initial" });
    expect(of(await asked("/shadow?result=no_plan"), "dora")).toMatchObject({ planReason: "unavailable" });
    // The lead of the previous test also differs, if that test ran; midnight may fall between them.
    const days = await asked("/days");
    const sum = (field: string) => days.reduce((total, day) => total + Number(day[field]), 0);
    expect([sum("agrees"), sum("differs") >= 1, sum("noPlan")]).toEqual([1, true, 1]);
  });
});
