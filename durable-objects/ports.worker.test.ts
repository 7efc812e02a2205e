// The real objects behind the real ports, in workerd.
import { evictDurableObject, reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, it, vi } from "vitest";
import { migrate } from "../testing/workerd/test.ts";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { d1ModelSpend } from "../drizzle/model-spend.ts";
import type { Answer } from "../schema/answers.ts";
import * as ports from "./ports.ts";
import { lookupsOf } from "../domain/address.ts";
import { AdminId } from "../schema/ids.ts";
import {
  ADA,
  ada,
  action,
  approve,
  confirm,
  draft,
  grades,
  lead,
  runOf,
  HOUR,
  waited,
} from "../testing/contact/scenario.ts";

const METHODS: Readonly<Record<string, readonly string[]>> = {
  IngestPort: ["receive", "reportConflict", "standing", "addSuppressions"],
  PlannerPort: ["history", "recall", "recordCall", "recordAction"],
  QualifierPort: ["recordGrades"],
  ComposerPort: ["brief", "recordCall", "holdDraft"],
  DispatcherPort: ["claim", "settle"],
  DeskPort: [
    "act",
    "timeline",
    "wake",
    "suppress",
    "liftSuppression",
    "adoptPolicy",
    "erase",
    "rebuild",
    "rebuildReadModels",
    "openExport",
    "judgeRelease",
    "redrive",
  ],
};

describe("a port", () => {
  it.for(Object.entries(METHODS))("%s has these methods and no others", ([name, methods], { expect }) => {
    const port = Object.entries(ports).find(([exported]) => exported === name)?.[1];
    expect(
      Object.getOwnPropertyNames(port?.prototype)
        .filter((method) => method !== "constructor")
        .toSorted(),
    ).toEqual([...methods].toSorted());
  });
  it("is one of these", ({ expect }) => {
    expect(Object.keys(ports).toSorted()).toEqual(Object.keys(METHODS).toSorted());
  });
});

const run = runOf("1");
const stub = () => env.CONTACT.get(env.CONTACT.idFromName(ada));

/** The ports as other Workers reach them. */
const roles = {
  ingest: exports.IngestPort,
  planner: exports.PlannerPort,
  qualifier: exports.QualifierPort,
  composer: exports.ComposerPort,
  dispatcher: exports.DispatcherPort,
  desk: exports.DeskPort,
};

const log = () => d1EventLog([env.EVENTS_0]);
async function relay(answer: Answer): Promise<void> {
  const report = await log().append([answer.ship]);
  if (report.appended.length === 0) throw new Error(JSON.stringify(report));
}

async function toDraft(first = lead()): Promise<void> {
  await relay(await roles.ingest.receive(first));
  await relay(await roles.planner.recordAction(action(run)));
  await relay(await roles.qualifier.recordGrades(grades(run)));
  await roles.desk.act(confirm(run));
  await relay(await roles.composer.holdDraft(draft(run)));
}

const typesLogged = async (): Promise<string[]> =>
  (await log().read({ streamId: ada })).map(({ body }) => String(JSON.parse(body).type));
const digest = async (): Promise<string> => {
  const { entries } = await roles.desk.timeline({ contactId: ada });
  return String(JSON.parse(entries.findLast((entry) => entry.type === "DraftHeld")?.payload ?? "{}").digest);
};

describe("an object", () => {
  beforeEach(async () => {
    await reset();
    await migrate();
  });

  it("goes from a lead to a draft hold over the real ports, every step in the log", async ({ expect }) => {
    await toDraft();
    expect(await typesLogged()).toEqual([
      "SignalReceived",
      "ActionDecided",
      "QualificationGraded",
      "OpportunityAnalyzed",
      "PreviewHeld",
      "PreviewConfirmed",
      "DraftHeld",
    ]);
    const open = await env.EVENTS_0.prepare("SELECT kind FROM holds WHERE state = 'open'").all();
    expect(open.results).toEqual([{ kind: "draft" }]);
  });

  it("gives the same answers after an eviction", async ({ expect }) => {
    await toDraft();
    const before = await roles.desk.timeline({ contactId: ada });
    await evictDurableObject(stub());
    expect(await roles.desk.timeline({ contactId: ada })).toEqual(before);
    expect((await roles.composer.holdDraft(draft(run))).refusal).toBeNull();
    expect((await roles.desk.timeline({ contactId: ada })).version).toBe(before.version);
  });

  it("knows a model's delay after an eviction, and counts its cost once", async ({ expect }) => {
    await relay(await roles.ingest.receive(lead()));
    const called = waited(run);
    await relay(await roles.planner.recordCall(called));
    await evictDurableObject(stub());
    await relay(await roles.planner.recordCall(called));
    const { history } = await roles.planner.history({ contactId: ada, runId: run, follows: 1 });
    expect(history?.calls).toEqual({ ofRun: 1, ofStep: 1 });
    expect(await typesLogged()).toEqual(["SignalReceived", "LlmCalled"]);
    const day = new Date().toISOString().slice(0, 10);
    expect(await d1ModelSpend([env.EVENTS_0]).read(day)).toEqual([
      { source: "test", calls: 1, tokens: 0, microDollars: 0 },
    ]);
  });

  it("treats twenty parallel approvals as one", async ({ expect }) => {
    await toDraft();
    const click = approve(run, await digest());
    const answers = await Promise.all(Array.from({ length: 20 }, () => roles.desk.act(click)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
    expect((await typesLogged()).filter((type) => type === "DraftApproved")).toHaveLength(1);
  });

  it("expires its hold by its own alarm", async ({ expect }) => {
    await toDraft();
    vi.setSystemTime(new Date(Date.now() + 73 * HOUR));
    try {
      expect(await runDurableObjectAlarm(stub())).toBe(true);
      expect((await typesLogged()).at(-1)).toBe("HoldExpired");
    } finally {
      vi.useRealTimers();
    }
  });

  it("loses nothing of a commit before an abort", async ({ expect }) => {
    await relay(await roles.ingest.receive(lead()));
    await runInDurableObject(stub(), (_, state) => state.abort("test")).catch(() => undefined);
    expect((await roles.planner.history({ contactId: ada, runId: run, follows: 1 })).history).not.toBeNull();
  });

  it("adopts a policy once", async ({ expect }) => {
    expect(await roles.desk.adoptPolicy({ by: "rosa" })).toMatchObject({ logged: true, version: 1 });
    expect(await roles.desk.adoptPolicy({ by: "ben" })).toMatchObject({ logged: true, version: 1 });
  });

  it("records once who opens an export, before anything is opened", async ({ expect }) => {
    const wish = { root: "a".repeat(64), streams: 2, events: 9, by: "rosa", why: "An audit" };
    expect(await roles.desk.openExport(wish)).toEqual({ logged: true, version: 1, refusal: null });
    expect(await roles.desk.openExport(wish)).toMatchObject({ version: 1 });
    const [row] = await log().read({ streamId: AdminId.parse("ad_audit") });
    expect(JSON.parse(row?.body ?? "{}")).toMatchObject({
      type: "ExportOpened",
      writer: "desk",
      provenance: { confidence: 1, source: "human:rosa" },
      payload: wish,
    });
  });

  it("records once the evals' verdict on a deployed release", async ({ expect }) => {
    const wish = { release: "1.0.0", verdict: "PROMOTE", sources: "b".repeat(64), by: "rosa" } as const;
    expect(await roles.desk.judgeRelease(wish)).toEqual({ logged: true, version: 1, refusal: null });
    expect(await roles.desk.judgeRelease(wish)).toMatchObject({ version: 1 });
    const [row] = await log().read({ streamId: AdminId.parse("ad_releases") });
    expect(JSON.parse(row?.body ?? "{}")).toMatchObject({ type: "ReleaseJudged", writer: "deploy", payload: wish });
  });

  it("suppresses, vetoes, lifts and suppresses again", async ({ expect }) => {
    const lookups = lookupsOf(env.SYSTEM_KEY, { address: ADA });
    await toDraft({ ...lead(), lookups });
    const wish = { kind: "address" as const, value: "Ada+news@Engine.example", by: "rosa", why: "asked on the phone" };
    expect(await roles.desk.suppress([wish])).toMatchObject({ logged: true, refusal: null });
    expect(await roles.desk.liftSuppression(wish)).toMatchObject({ logged: true, refusal: null });
    expect(await roles.desk.suppress([wish])).toMatchObject({ logged: true, refusal: null });
    expect((await roles.desk.act(approve(run, await digest()))).refusal).toMatchObject({
      reason: "vetoed",
      veto: "suppressed",
    });
  });
});
