// Tests the host of a contact's stream for commands that carry paid calls of a model: it reads the list itself, and records the calls
// whatever became of the run.
import { describe, it } from "vitest";
import type { CommandOf } from "../../schema/commands.ts";
import { commandIdOf } from "../../schema/ids.ts";
import { lookupsOf } from "../../domain/address.ts";
import { hosted } from "../../testing/contact/hosted.ts";
import { ada, ADA, SYSTEM_KEY } from "../../testing/people.ts";
import { action, erase, lead, runOf, waited } from "../../testing/contact/scenario.ts";

const run = runOf("1");
const { address } = lookupsOf(SYSTEM_KEY, { address: ADA });

/** The planner's command with a plan that one delivery paid for; the planner had read the list before the contact was listed. */
const planned = (payment = "1"): CommandOf<"RecordAction"> => ({
  ...action(run),
  commandId: commandIdOf("RecordAction", run, payment),
  evidence: [{ table: "events", id: `${ada}@1`, columns: {} }],
  plan: {
    arm: "reasoning",
    stages: ["compose"],
    proposed: 1,
    dropped: [],
    fallback: false,
    reason: "plan_kept",
    reply: '{"stages":["compose"]}',
    call: { ...waited(run).call, outcome: "ok" },
  },
});

async function typesIn({ logged }: ReturnType<typeof hosted>): Promise<string[]> {
  return (await logged()).map(({ body }) => (JSON.parse(body) as { type: string }).type);
}

describe("a plan that the object is handed", () => {
  it("is vetoed when the object finds the contact on the list, whatever the planner had read", async ({ expect }) => {
    const contact = hosted();
    await contact.stage(lead());
    await contact.suppressions.add([{ kind: "address", digest: address, cause: "desk", commandKey: "a person" }], 0);
    const { refusal } = await contact.stage(planned());
    expect(refusal).toBeNull();
    expect(await typesIn(contact)).toEqual([
      "SignalReceived",
      "LlmCalled",
      "PlanProposed",
      "SafetyVetoed",
      "ActionDecided",
      "TaskRaised",
    ]);
    expect(contact.counts.readings).toBe(1);
  });

  it("decides nothing while the list cannot be read, and the same command later", async ({ expect }) => {
    const contact = hosted();
    await contact.stage(lead());
    contact.broken.list = true;
    expect((await contact.stage(planned())).refusal).toEqual({ reason: "list_unreadable" });
    expect(await typesIn(contact)).toEqual(["SignalReceived"]);
    contact.broken.list = false;
    expect((await contact.stage(planned())).refusal).toBeNull();
    expect((await typesIn(contact)).slice(1)).toEqual(["LlmCalled", "PlanProposed", "ActionDecided"]);
  });

  it("needs no reading on the scripted path", async ({ expect }) => {
    const contact = hosted();
    await contact.stage(lead());
    await contact.stage(action(run));
    expect(contact.counts.readings).toBe(0);
  });

  it("is recorded for each of two deliveries at once, and once for a repeat; the first decides", async ({ expect }) => {
    const contact = hosted();
    await contact.stage(lead());
    const answers = await Promise.all([planned("1"), planned("2")].map((command) => contact.stage(command)));
    expect(answers.map(({ refusal }) => refusal)).toEqual([null, { reason: "not_wanted", step: "grade" }]);
    contact.evict();
    for (const [index, payment] of ["1", "2"].entries())
      expect((await contact.stage(planned(payment))).refusal).toEqual(answers[index]?.refusal);
    expect((await typesIn(contact)).slice(1)).toEqual([
      "LlmCalled",
      "PlanProposed",
      "ActionDecided",
      "LlmCalled",
      "PlanProposed",
    ]);
  });

  it("leaves its call in the log of an erased contact, and no word and no key", async ({ expect }) => {
    const contact = hosted();
    await contact.stage(lead());
    await contact.perform({ type: "Erase", command: erase() });
    expect((await contact.stage(planned())).refusal).toEqual({ reason: "erased" });
    const rows = await contact.logged();
    expect(rows.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
      "SignalReceived",
      "ContactErased",
      "LlmCalled",
    ]);
    expect(rows.at(-1)?.sealed).toBeNull();
    expect(contact.store.load().wrappedKey).toBeNull();
  });
});
