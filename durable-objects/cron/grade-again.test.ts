// Tests the job that grades open holds again, over real objects, stages and companies in memory: whom it reaches, how much a turn asks, and that
// nothing is lost by a failure.
import { describe, it } from "vitest";
import { suppressionDigest } from "../../domain/address.ts";
import { openHold, unfinishedRun } from "../../domain/contact/state.ts";
import { contactIdOf, type ContactId } from "../../schema/ids.ts";
import { performOne } from "../../schema/only-answer.ts";
import { err } from "../../schema/result.ts";
import { HOUR_MS, MINUTE_MS } from "../../schema/time.ts";
import { companyWish, factWish } from "../../testing/companies.ts";
import { action, approve, confirm, edit } from "../../testing/contact/scenario.ts";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { type Held, leadFrom } from "../../testing/memory/held.ts";
import { gradingCron } from "../../testing/memory/open-grades.ts";
import { isFull } from "../../testing/full.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";

type Deployment = ReturnType<typeof aDeployment>;

/** A lead with an open preview, graded by the qualifier. */
async function previewOf(deployment: Deployment, email: string): Promise<Held> {
  const id = contactIdOf(deployment.systemKey, email);
  const [, domain = ""] = email.split("@");
  await deployment.crm.upsertContacts([
    { id, email, domain, title: "Director", at: new Date(deployment.now() - 1).toISOString() },
  ]);
  const held = await leadFrom(deployment, email);
  const { next } = await performOne(deployment.port("planner"), held.own(action(held.runId)));
  for (const message of next) await deployment.deliver(message);
  return held;
}
/** Delivers what the objects have sent. */
async function deliverAll(deployment: Deployment): Promise<void> {
  for (let message = deployment.waiting.shift(); message; message = deployment.waiting.shift())
    await deployment.deliver(message);
}
async function draftOf(deployment: Deployment, email: string): Promise<Held> {
  const held = await previewOf(deployment, email);
  await performOne(deployment.desk, held.own(confirm(held.runId)));
  await deliverAll(deployment);
  return held;
}
const contactOf = (deployment: Deployment, { contactId }: Pick<Held, "contactId">) =>
  deployment.streamOf(contactId).contact;
const holdIn = (deployment: Deployment, held: Held) => openHold(contactOf(deployment, held));
const gradeIn = (deployment: Deployment, held: Held) =>
  contactOf(deployment, held).runs[held.runId]?.qualification?.basisPoints;
const typesIn = (deployment: Deployment, { contactId }: Held, from: number) =>
  deployment
    .streamOf(contactId)
    .events.slice(from)
    .map(({ type }) => type);

const NOTHING = { graded: 0, waiting: 0, silent: 0, isUnderWay: false, trouble: null };

describe("a turn after a company was recorded", () => {
  it("grades the open holds of its people again, and nobody else's", async ({ expect }) => {
    const deployment = aDeployment();
    const [ada, grace] = [
      await previewOf(deployment, "ada@engine.example"),
      await previewOf(deployment, "grace@other.example"),
    ];
    const cron = gradingCron(deployment);
    expect(await cron.turn()).toEqual({ ...NOTHING, compared: 2 });
    await deployment.companies(companyWish("engine.example"));
    await deployment.companies(factWish("engine.example"));
    expect(await cron.turn()).toEqual({ ...NOTHING, compared: 2, graded: 1 });
    expect([gradeIn(deployment, ada), gradeIn(deployment, grace)]).toEqual([10_000, 7_000]);
    expect(cron.asked).toEqual([ada.contactId]);
    const height = deployment.rows().length;
    expect(await cron.turn()).toEqual({ ...NOTHING, compared: 2 });
    expect(deployment.rows()).toHaveLength(height);
  });

  it("makes an unedited draft again, keeps an edited one, and leaves an approval", async ({ expect }) => {
    const deployment = aDeployment();
    const [plain, edited, approved] = [
      await draftOf(deployment, "plain@engine.example"),
      await draftOf(deployment, "edited@engine.example"),
      await draftOf(deployment, "approved@engine.example"),
    ];
    const [first, second] = [holdIn(deployment, edited)!, holdIn(deployment, approved)!];
    await performOne(
      deployment.desk,
      edited.own({ ...edit(edited.runId, first.digest!, "Own words."), draftId: first.draftId! }),
    );
    await performOne(deployment.desk, approved.own(approve(approved.runId, second.digest!)));
    const before = contactOf(deployment, plain);
    await deployment.companies(companyWish("engine.example"));
    const cron = gradingCron(deployment);
    expect(await cron.turn()).toEqual({ ...NOTHING, compared: 2, graded: 2 });
    await deliverAll(deployment);
    expect(typesIn(deployment, plain, before.version)).toEqual([
      "HoldVoided",
      "QualificationGraded",
      "OpportunityAnalyzed",
      "DraftHeld",
    ]);
    expect(holdIn(deployment, plain)).toMatchObject({ kind: "draft", edited: false });
    expect(holdIn(deployment, edited)).toMatchObject({ holdId: first.holdId, edited: true });
    expect(gradeIn(deployment, edited)).toBe(10_000);
    expect(contactOf(deployment, approved).runs[approved.runId]).toMatchObject({ end: "dispatched" });
    expect(deployment.mails).toHaveLength(1);
    expect(await cron.turn()).toEqual({ ...NOTHING, compared: 2 });
  });

  it("grades down after a block and a retraction", async ({ expect }) => {
    const deployment = aDeployment();
    await deployment.companies(companyWish("engine.example"));
    const { factId } = await deployment.companies(factWish("engine.example"));
    const ada = await previewOf(deployment, "ada@engine.example");
    const cron = gradingCron(deployment);
    await deployment.companies({
      type: "DropFact",
      company: "engine.example",
      factId: factId!,
      by: "rosa",
      reason: "mistake",
      why: "",
    });
    await deployment.companies(companyWish("engine.example", { status: "blocked" }));
    expect(await cron.turn()).toMatchObject({ graded: 1 });
    expect(contactOf(deployment, ada).runs[ada.runId]).toMatchObject({
      qualification: { basisPoints: 7_000 },
      opportunity: { basisPoints: 5_000 },
    });
  });

  it("makes nothing again when only a name changed", async ({ expect }) => {
    const deployment = aDeployment();
    await deployment.companies(companyWish("engine.example"));
    await previewOf(deployment, "ada@engine.example");
    await deployment.companies(companyWish("engine.example", { name: "Engine Works Ltd", industry: "machines" }));
    const cron = gradingCron(deployment);
    expect(await cron.turn()).toEqual({ ...NOTHING, compared: 1 });
    expect(cron.asked).toEqual([]);
  });
});

describe("what cannot be graded now", () => {
  it("waits for the hour of its run, and is graded by what is recorded then", async ({ expect }) => {
    const deployment = aDeployment();
    const ada = await previewOf(deployment, "ada@engine.example");
    const cron = gradingCron(deployment);
    await deployment.companies(companyWish("engine.example"));
    await cron.turn();
    await deployment.companies(factWish("engine.example"));
    deployment.pass(30 * MINUTE_MS);
    expect(await cron.turn()).toEqual({ ...NOTHING, compared: 1, waiting: 1 });
    await deployment.companies(factWish("engine.example", { kind: "funding", value: "€4m" }));
    deployment.pass(30 * MINUTE_MS);
    expect(await cron.turn()).toMatchObject({ graded: 1 });
    expect(contactOf(deployment, ada).runs[ada.runId]?.opportunity).toMatchObject({ basisPoints: 7_000 });
  });

  it("is found at the next turn when an object, or the log, did not answer", async ({ expect }) => {
    const deployment = aDeployment();
    const ada = await previewOf(deployment, "ada@engine.example");
    let broken: "object" | "log" | null = "object";
    const cron = gradingCron(deployment, ({ object, log }) => ({
      object: (id) =>
        broken === "object"
          ? { ...object(id), perform: async () => [err({ reason: "failed", detail: "reset" })] }
          : object(id),
      log: { read: (query) => (broken === "log" ? Promise.reject(new Error("down")) : log.read(query)) },
    }));
    await deployment.companies(companyWish("engine.example"));
    expect(await cron.turn()).toMatchObject({ graded: 0, silent: 1 });
    broken = "log";
    expect(await cron.turn()).toMatchObject({ graded: 0, silent: 1 });
    broken = null;
    expect(await cron.turn()).toMatchObject({ graded: 1, silent: 0 });
    expect(gradeIn(deployment, ada)).toBe(10_000);
  });

  it("is not graded by a row that the log does not have; the row is written again", async ({ expect }) => {
    const deployment = aDeployment();
    const ada = await previewOf(deployment, "ada@engine.example");
    const { companyId } = await deployment.companies(companyWish("engine.example", { status: "blocked" }));
    const row = await deployment.crm.hydrate([ada.contactId]);
    const forged = {
      ...row.get(ada.contactId)!,
      company: { ...row.get(ada.contactId)!.company!, status: "known" as const },
    };
    const cron = gradingCron(deployment, () => ({ crm: { hydrate: async () => new Map([[ada.contactId, forged]]) } }));
    expect(await cron.turn()).toMatchObject({ graded: 0, silent: 1 });
    expect(cron.asked).toEqual([companyId, ada.contactId]);
    expect(gradeIn(deployment, ada)).toBe(7_000);
  });

  it("stops the turn when an object cannot read the list, and begins there again", async ({ expect }) => {
    let isDown = true;
    const deployment = aDeployment({
      inside: (ports) => ({
        ...ports,
        list: {
          ...ports.list,
          read: (...given) => (isDown ? Promise.reject(new Error("down")) : ports.list.read(...given)),
        },
      }),
    });
    isDown = false;
    const ada = await previewOf(deployment, "ada@engine.example");
    await deployment.companies(companyWish("engine.example"));
    isDown = true;
    const cron = gradingCron(deployment);
    expect(await cron.turn()).toMatchObject({ graded: 0, trouble: "list_unreadable" });
    isDown = false;
    expect(await cron.turn()).toMatchObject({ graded: 1, trouble: null });
    expect(gradeIn(deployment, ada)).toBe(10_000);
  });

  it("is ended by a veto that was found meanwhile", async ({ expect }) => {
    const deployment = aDeployment();
    const ada = await previewOf(deployment, "ada@engine.example");
    await deployment.companies(companyWish("engine.example"));
    const digest = suppressionDigest(deployment.systemKey, "domain", "engine.example");
    await deployment.list.add([{ kind: "domain", digest, cause: "desk", by: "rosa" }], 0);
    expect(await gradingCron(deployment).turn()).toMatchObject({ graded: 0 });
    expect(unfinishedRun(contactOf(deployment, ada))).toBeNull();
    expect(contactOf(deployment, ada).runs[ada.runId]?.end).toBe("vetoed");
  });
});

describe("many open holds", () => {
  const HOLDS = isFull ? 3_000 : 220;
  const MOST_PER_TURN = 300;
  it(
    `of one company (${HOLDS}) are graded in bounded turns, each once`,
    async ({ expect }) => {
      const deployment = aDeployment();
      const held: Held[] = [];
      for (let number = 0; number < HOLDS; number += 1) {
        if (number % 7 === 0) deployment.pass(1);
        held.push(await previewOf(deployment, `person-${number}@engine.example`));
      }
      await deployment.companies(companyWish("engine.example"));
      const cron = gradingCron(deployment);
      let graded = 0;
      for (let turns = 0; graded < HOLDS && turns < HOLDS; turns += 1) {
        const before = cron.asked.length;
        graded += (await cron.turn()).graded;
        expect(cron.asked.length - before).toBeLessThanOrEqual(MOST_PER_TURN);
        // Each object is forgotten between two turns: its storage is what counts.
        deployment.evict();
      }
      expect(graded).toBe(HOLDS);
      expect(new Set(cron.asked).size).toBe(HOLDS);
      expect(held.filter((one) => gradeIn(deployment, one) !== 10_000)).toEqual([]);
      const ids = held.map(({ contactId }): ContactId => contactId);
      expect(ids.filter((id) => Object.keys(deployment.streamOf(id).contact.holds).length !== 2)).toEqual([]);
    },
    LONG_MILLISECONDS,
  );

  it("a fact reaches them also while no turn finds the last page, and a deadline of an hour passes", async ({
    expect,
  }) => {
    const deployment = aDeployment();
    const ada = await previewOf(deployment, "ada@engine.example");
    const cron = gradingCron(deployment);
    cron.stored.set("grade-again", JSON.stringify({ after: { at: "9", holdId: "" } }));
    await deployment.companies(companyWish("engine.example"));
    deployment.pass(HOUR_MS);
    expect(await cron.turn()).toMatchObject({ compared: 0 });
    expect(await cron.turn()).toMatchObject({ graded: 1 });
    expect(gradeIn(deployment, ada)).toBe(10_000);
  });
});
