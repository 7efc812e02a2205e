// Tests in workerd, with a moving clock, what waits for a day: a follow-up that a plan puts off, and a run that a person wants looked at again. The
// object's alarm begins the run on the day, also after the object was evicted.
import { env } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, describe, it, vi } from "vitest";
import { beginning } from "../schema/cause.ts";
import { commandIdOf, type ContactId, RunId } from "../schema/ids.ts";
import { performOne } from "../schema/only-answer.ts";
import { DAY_MS, dayAfter } from "../schema/time.ts";
import { underWayReads } from "../drizzle/under-way-reads.ts";
import { unwrittenReads } from "../drizzle/unwritten-reads.ts";
import { anAssembly, passTime } from "../testing/workerd/assembly.ts";
import { planCall } from "../testing/contact/plans.ts";
import { ROSA } from "../testing/people.ts";
import type { Model } from "./model/model.ts";

const stubOf = (contactId: ContactId) => env.CONTACT.get(env.CONTACT.idFromName(contactId));
const today = (): string => new Date().toISOString().slice(0, 10);
const MESSAGE = () => ({ stages: ["qualify", "analyze_opportunity", "compose"] });

/** An assembly whose model plans each run in turn as it is told. */
function planned(...replies: readonly (() => object)[]) {
  const left = [...replies];
  const model: Model = {
    call: async () => ({ outcome: "ok", reply: JSON.stringify((left.shift() ?? MESSAGE)()), call: planCall }),
  };
  return anAssembly({
    reasoning: {
      flag: { kind: "on", percent: 100, onlyLowRisk: false },
      lowRisk: { noPriorReply: false, mostEmployees: null, sources: null },
      model,
      spend: { read: async () => [] },
      random: (bytes) => new Uint8Array(bytes),
    },
  });
}
type Assembly = ReturnType<typeof planned>;

async function toOutbox(system: Assembly, email: string): Promise<ContactId> {
  const first = system.lead(email);
  await system.deliver(first);
  await system.drain();
  await system.confirm(first.contactId);
  await system.drain();
  await system.approve(first.contactId);
  await system.drain();
  return first.contactId;
}

/** The types of the contact's events after those that are known. */
const typesAfter = async (system: Assembly, contactId: ContactId, known: number): Promise<readonly string[]> =>
  (await system.typesLogged(contactId)).slice(known);

async function unwritten(contactId: ContactId) {
  const { results } = await env.EVENTS_0.prepare(
    "SELECT reason, run_id AS runId, revisit_on AS revisitOn, revisit_by AS revisitBy FROM unwritten_runs WHERE stream_id = ? ORDER BY ended_at",
  )
    .bind(contactId)
    .all<{ reason: string; runId: string; revisitOn: string | null; revisitBy: string | null }>();
  return results;
}

async function click(system: Assembly, type: "SetRevisit" | "ClearRevisit", contactId: ContactId, more: object) {
  const commandId = commandIdOf(type, contactId, JSON.stringify(more));
  const wish = { type, ...beginning(commandId), contactId, by: ROSA, why: "they asked to wait", ...more };
  return performOne(system.desk, wish as Parameters<typeof system.desk.perform>[0][number]);
}

afterEach(() => void vi.restoreAllMocks());

describe("a follow-up that a plan puts off", () => {
  it("is made again on its day, by the alarm of an object that slept, and its preview opens", async ({ expect }) => {
    let until = "";
    const skip = () => ({ stages: ["skip"], skip_reason: "not_now", until: (until = dayAfter(today(), 10)) });
    const system = planned(MESSAGE, skip, MESSAGE);
    const contactId = await toOutbox(system, "putoff@engine.example");
    const sent = (await system.typesLogged(contactId)).length;

    await passTime(contactId, 3 * DAY_MS);
    await system.drain();
    const PUT_OFF = ["FollowupDue", "LlmCalled", "PlanProposed", "ActionDecided", "QualificationGraded"];
    expect((await typesAfter(system, contactId, sent)).slice(0, PUT_OFF.length)).toEqual(PUT_OFF);
    expect(await unwritten(contactId)).toMatchObject([{ reason: "plan_skip" }]);
    await expect(system.openHold(contactId)).rejects.toThrow("no open hold");
    const putOff = (await system.typesLogged(contactId)).length;

    // The day before, the alarm finds nothing to do.
    await evictDurableObject(stubOf(contactId));
    await passTime(contactId, Date.parse(until) - Date.now() - DAY_MS);
    await system.drain();
    expect(await typesAfter(system, contactId, putOff)).toEqual([]);

    await evictDurableObject(stubOf(contactId));
    await passTime(contactId, DAY_MS);
    await system.drain();
    expect((await typesAfter(system, contactId, putOff)).filter((type) => type !== "ContactScored")).toEqual([
      "FollowupDue",
      "LlmCalled",
      "PlanProposed",
      "ActionDecided",
      "QualificationGraded",
      "OpportunityAnalyzed",
      "PreviewHeld",
    ]);
    expect(await system.openHold(contactId)).toMatchObject({ kind: "preview" });
    // A second alarm on the same day makes no second run.
    const made = (await system.typesLogged(contactId)).length;
    await runDurableObjectAlarm(stubOf(contactId));
    expect(await typesAfter(system, contactId, made)).toEqual([]);
  });
});

describe("a look again on a day", () => {
  /** A first lead whose plan leaves the message out, and its run. */
  async function notWritten(system: Assembly, email: string) {
    const first = system.lead(email);
    await system.deliver(first);
    await system.drain();
    const [row] = await unwritten(first.contactId);
    return { contactId: first.contactId, runId: RunId.parse(row?.runId) };
  }
  const NO_MESSAGE = () => ({ stages: ["skip"], skip_reason: "no_need" });

  it("begins a run on that day, and its preview opens", async ({ expect }) => {
    const system = planned(NO_MESSAGE, MESSAGE);
    const { contactId, runId } = await notWritten(system, "again@engine.example");
    const on = dayAfter(today(), 4);
    expect(await click(system, "SetRevisit", contactId, { runId, on })).toMatchObject({ refusal: null, logged: true });
    expect(await unwritten(contactId)).toEqual([{ reason: "plan_skip", runId, revisitOn: on, revisitBy: ROSA }]);
    const query = { limit: 1, contactIds: [contactId] };
    expect((await unwrittenReads([env.EVENTS_0]).unwrittenRuns(query)).rows).toMatchObject([{ skipReason: "no_need" }]);
    const known = (await system.typesLogged(contactId)).length;
    await evictDurableObject(stubOf(contactId));
    await passTime(contactId, Date.parse(on) - Date.now());
    await system.drain();
    expect((await typesAfter(system, contactId, known)).slice(0, 1)).toEqual(["RunRequested"]);
    expect(await system.openHold(contactId)).toMatchObject({ kind: "preview" });
    expect(await unwritten(contactId)).toMatchObject([{ revisitOn: null }]);
  });

  it("begins none when it was taken back", async ({ expect }) => {
    const system = planned(NO_MESSAGE);
    const { contactId, runId } = await notWritten(system, "back@engine.example");
    await click(system, "SetRevisit", contactId, { runId, on: dayAfter(today(), 4) });
    await click(system, "ClearRevisit", contactId, { runId });
    const known = (await system.typesLogged(contactId)).length;
    await passTime(contactId, 9 * DAY_MS);
    await system.drain();
    expect(await typesAfter(system, contactId, known)).toEqual([]);
  });
});

describe("a lead whose stage does not come to it", () => {
  it("is under way a minute later, until its preview opens", async ({ expect }) => {
    const system = planned(MESSAGE);
    const first = system.lead("late@engine.example");
    const underWay = async () => (await underWayReads([env.EVENTS_0]).runsUnderWay({ limit: 9 })).rows;
    await system.deliver(first);
    expect(await underWay()).toEqual([]);
    await passTime(first.contactId, 61_000);
    expect(await underWay()).toMatchObject([{ streamId: first.contactId, step: "plan", modelOutcome: null }]);
    await system.drain();
    expect(await system.openHold(first.contactId)).toMatchObject({ kind: "preview" });
    expect(await underWay()).toEqual([]);
  });
});
