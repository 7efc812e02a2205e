// Tests what a person corrects of a contact: in the contact's stream, then in the row of the CRM, where it counts before what forms say, then in the
// grades, which cite it; and that it goes with an erasure.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { openHold } from "../../domain/contact/state.ts";
import { memorySource } from "../../replay/source.ts";
import { verifyLog } from "../../replay/verify.ts";
import { beginning } from "../../schema/cause.ts";
import type { CommandOf } from "../../schema/commands.ts";
import { commandIdOf } from "../../schema/ids.ts";
import { performOne } from "../../schema/only-answer.ts";
import { HOUR_MS } from "../../schema/time.ts";
import { action, grades, lead, runOf } from "../../testing/contact/scenario.ts";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { leadFrom } from "../../testing/memory/held.ts";
import { gradingCron } from "../../testing/memory/open-grades.ts";
import { deploymentAfter } from "../../testing/honest-log.ts";
import { ada, ADA, idOf, ROSA } from "../../testing/people.ts";

type Fields = CommandOf<"CorrectContact">["fields"];
let count = 0;
const correct = (fields: Fields): CommandOf<"CorrectContact"> => ({
  type: "CorrectContact",
  ...beginning(commandIdOf("test", String((count += 1)))),
  contactId: ada,
  fields,
  by: ROSA,
  why: "she told us",
});

const MONDAY = "2026-11-02T00:00:00.000Z";
const TUESDAY = "2026-11-03T00:00:00.000Z";

async function aWorld() {
  const down = { crm: false };
  const deployment = aDeployment({
    inside: (ports) => ({
      ...ports,
      companies: {
        ...ports.companies,
        putCorrection: async (row) => {
          await new Promise((resolve) => setImmediate(resolve));
          if (down.crm) throw new Error("down");
          return ports.companies.putCorrection(row);
        },
      },
    }),
  });
  const { crm, desk, port, streamOf } = deployment;
  await crm.upsertContacts([{ id: ada, email: ADA, name: "A. Byron", title: "Poet", domain: null, at: MONDAY }]);
  await performOne(port("ingest"), lead());
  return {
    ...deployment,
    down,
    click: (command: CommandOf<"CorrectContact">) => performOne(desk, command),
    known: async () => {
      const { name, title, titleVersion } = (await crm.hydrate([ada])).get(ada)?.contact ?? {};
      return [name, title, titleVersion];
    },
    corrections: () => streamOf(ada).events.filter(({ type }) => type === "ContactCorrected"),
    async alarm(): Promise<void> {
      deployment.pass(HOUR_MS);
      await deployment.host(ada).alarm();
    },
  };
}

describe("a correction", () => {
  it("counts before what a later form says, is replaced by a later correction, and taken back by an empty one", async ({
    expect,
  }) => {
    const { click, known, crm, corrections } = await aWorld();
    const { version } = await click(correct({ title: "Head of Sales" }));
    expect(await known()).toEqual(["A. Byron", "Head of Sales", version]);
    await crm.upsertContacts([
      { id: ada, email: ADA, name: "Ada Byron", title: "Countess", domain: null, at: TUESDAY },
    ]);
    expect(await known()).toEqual(["Ada Byron", "Head of Sales", version]);
    await click(correct({ title: "Head of Sales" }));
    const later = await click(correct({ name: "Ada Lovelace", title: "CTO" }));
    expect(await known()).toEqual(["Ada Lovelace", "CTO", later.version]);
    await click(correct({ title: null }));
    await click(correct({ title: null, company: null }));
    expect(await known()).toEqual(["Ada Lovelace", "Countess", undefined]);
    expect(corrections()).toHaveLength(3);
  });

  it("says in clear which fields, by whom and how the title is read, and nothing of the words", async ({ expect }) => {
    const { click, corrections, streamOf } = await aWorld();
    await click(correct({ name: "Augusta King", title: "Head of Sales" }));
    const [event] = corrections();
    expect(event?.payload).toMatchObject({ corrected: ["name", "title"], takenBack: [], by: ROSA });
    expect(event?.payload).toHaveProperty("title.seniority", expect.any(String));
    expect(JSON.stringify([event?.payload, event?.provenance])).not.toMatch(/Augusta|Head|told/);
    expect(streamOf(ada).open(event?.version ?? 0)).toEqual({
      name: "Augusta King",
      title: "Head of Sales",
      why: "she told us",
    });
  });

  it("is refused for an unknown contact", async ({ expect }) => {
    const { click, corrections } = await aWorld();
    const { refusal } = await click({ ...correct({ title: "CTO" }), contactId: idOf("nobody@gmail.com") });
    expect(refusal).toEqual({ reason: "unknown", what: "contact" });
    expect(corrections()).toEqual([]);
  });

  it.for([false, true])(
    "is written by the alarm when the CRM was down, also after an eviction: %s",
    async (isEvicted, { expect }) => {
      const { click, known, down, alarm, evict } = await aWorld();
      down.crm = true;
      expect(await click(correct({ name: "Ada Lovelace" }))).toMatchObject({ logged: true, refusal: null });
      await alarm();
      expect((await known())[0]).toBe("A. Byron");
      down.crm = false;
      if (isEvicted) evict();
      await alarm();
      expect((await known())[0]).toBe("Ada Lovelace");
    },
  );

  it("is cited by a grade only while it counts", async ({ expect }) => {
    const { click, port } = await aWorld();
    const run = runOf("1");
    const first = await click(correct({ title: "Head of Sales" }));
    const { version } = await click(correct({ title: "CTO" }));
    const citing = (cited: number): CommandOf<"RecordGrades"> => {
      const command = grades(run);
      const row = { table: "events" as const, id: `${ada}@${cited}`, columns: { corrects: "title" } };
      return {
        ...command,
        qualification: { ...command.qualification, evidence: [...command.qualification.evidence, row] },
      };
    };
    const reasonOf = async (given: CommandOf<"RecordGrades">) => {
      const { refusal } = await performOne(port("qualifier"), given);
      return refusal && "what" in refusal ? refusal.what : refusal?.reason;
    };
    await performOne(port("planner"), action(run));
    expect(await reasonOf(citing(first.version))).toBe("correction_differs");
    expect(await reasonOf(citing(version))).toBeUndefined();
  });

  it("makes the role known in the grade of a lead, which cites it, and verify finds no fault", async ({ expect }) => {
    const { receive, drain, desk, streamOf, rows } = await deploymentAfter([]);
    receive({ ...lead().signal, title: "Wizard" });
    await drain();
    const { version } = await performOne(desk, correct({ title: "Head of Sales" }));
    receive({ ...lead().signal, title: "Wizard", occurredAt: TUESDAY });
    await drain();
    const graded = streamOf(ada).events.findLast(({ type }) => type === "QualificationGraded");
    expect(graded?.payload).toMatchObject({ increments: [{}, {}, { rule: "role_or_seniority_known", applied: true }] });
    const cited = graded?.provenance.evidence.map(({ id, columns }) => [id, columns["corrects"]]);
    expect(cited).toContainEqual([`${ada}@${version}`, "title"]);
    expect((await verifyLog(memorySource(rows()))).faults).toEqual([]);
  });

  it("of the title makes the open hold again, with a grade that cites it", async ({ expect }) => {
    const deployment = aDeployment();
    const { crm, desk, port, streamOf, deliver, pass } = deployment;
    const at = new Date(deployment.now() - 1).toISOString();
    await crm.upsertContacts([{ id: ada, email: ADA, title: "Wizard", domain: null, at }]);
    const held = await leadFrom(deployment, ADA);
    for (const message of (await performOne(port("planner"), held.own(action(held.runId)))).next)
      await deliver(message);
    const graded = () => streamOf(ada).contact.runs[held.runId]?.qualification;
    const cron = gradingCron(deployment);
    const holds = [openHold(streamOf(ada).contact)?.holdId];
    const given: unknown[] = [[graded()?.basisPoints, graded()?.titleVersion]];
    for (const title of ["Head of Sales", null]) {
      pass(2 * HOUR_MS);
      const { version } = await performOne(desk, correct({ title }));
      expect(await cron.turn()).toMatchObject({ compared: 1, graded: 1 });
      expect(await cron.turn()).toMatchObject({ compared: 1, graded: 0 });
      holds.push(openHold(streamOf(ada).contact)?.holdId);
      given.push([graded()?.basisPoints, graded()?.titleVersion === version]);
    }
    expect(given).toEqual([
      [4_000, undefined],
      [7_000, true],
      [4_000, false],
    ]);
    expect(new Set(holds).size).toBe(3);
    // The name changes no grade, so the hold stays.
    await performOne(desk, correct({ name: "Ada Lovelace" }));
    expect(await cron.turn()).toMatchObject({ compared: 1, graded: 0 });
  });

  it("of the name is what a draft greets by, whatever the form said", async ({ expect }) => {
    const { receive, drain, desk, happen, streamOf } = await deploymentAfter([]);
    receive({ ...lead().signal, name: "Ada Byron" });
    await drain();
    await performOne(desk, correct({ name: "Grace Hopper" }));
    await happen({ what: "onward", who: 0, pick: 0 });
    const { contact, open } = streamOf(ada);
    const text = JSON.stringify(open(openHold(contact)?.textVersion ?? 0));
    expect(text).toContain("Grace");
    expect(text).not.toContain("Ada ");
  });

  it("goes with an erasure", async ({ expect }) => {
    const { click, desk, known, streamOf, evict, alarm } = await aWorld();
    await click(correct({ name: "Ada Lovelace", title: "CTO" }));
    const erase = {
      type: "EraseContact",
      ...beginning(commandIdOf("test", "erase")),
      contactId: ada,
      by: ROSA,
    } as const;
    await performOne(desk, { ...erase, reason: "person_asked", why: "" });
    evict();
    await alarm();
    expect(streamOf(ada).contact.corrections).toBeUndefined();
    expect(await known()).toEqual([null, null, undefined]);
    expect((await click(correct({ title: "CTO" }))).refusal).toEqual({ reason: "erased" });
  });

  it("is in the row what the last click on each field said, whatever forms say in between", async ({ expect }) => {
    const word = fc.constantFrom("One", "Two", null);
    const step = fc.oneof(
      fc.record({ name: word, title: word, company: word }, { requiredKeys: [] }),
      fc.constantFrom("form" as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const { click, crm } = await aWorld();
        const last: Record<string, string | null> = { name: null, title: null, company: null };
        for (const [index, one] of steps.entries()) {
          const at = new Date(Date.parse(MONDAY) + (index + 1) * HOUR_MS).toISOString();
          if (one === "form")
            await crm.upsertContacts([{ id: ada, email: ADA, name: "F", title: "F", company: "F", domain: null, at }]);
          else {
            await click(correct(one));
            Object.assign(last, one);
          }
        }
        const isFilled = steps.includes("form");
        const { name, title, companyName } = (await crm.hydrate([ada])).get(ada)?.contact ?? {};
        const claimed = isFilled ? ["F", "F", "F"] : ["A. Byron", "Poet", null];
        expect([name, title, companyName]).toEqual(
          [last["name"], last["title"], last["company"]].map((given, index) => given ?? claimed[index]),
        );
      }),
      { numRuns: 25 },
    );
  });
});
