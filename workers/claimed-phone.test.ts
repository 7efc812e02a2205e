// Tests that the telephone number of a lead vetoes that lead's run only: anybody may put any number into a form. An imported history's
// number is the contact's own.
import { describe, it } from "vitest";
import { samplePolicy } from "../testing/sample-policy.ts";
import { commandIdOf } from "../schema/ids.ts";
import { performOne } from "../schema/only-answer.ts";
import { DAY_MS } from "../schema/time.ts";
import { openHold, unfinishedRun } from "../domain/contact/state.ts";
import { AS_DRAWN } from "../testing/contact/scenario.ts";
import { fixtureDeployment, idOf } from "../testing/memory/fixture-deployment.ts";

const ADA = "ada@engine.example";
const ada = idOf(ADA);
/** Somebody asked by telephone not to be written to. */
const LISTED = "+49 30 1234567";
const WISH = { kind: "phone", value: LISTED, by: "rosa", reason: "person_asked", why: "asked by telephone" } as const;

/** A deployment whose list has the number, and what a test does in it. */
async function world({ isListed = true } = {}) {
  const deployment = fixtureDeployment({ policy: samplePolicy });
  const { suppressions } = deployment;
  if (isListed) await suppressions.add([WISH]);
  let count = 0;
  const contact = () => deployment.streamOf(ada).contact;
  const settle = async (): Promise<void> => {
    for (let message = deployment.waiting.shift(); message; message = deployment.waiting.shift())
      await deployment.deliver(message);
  };
  const post = async (source: "signed_form" | "standard_webhooks", body: object): Promise<void> => {
    deployment.pass(1_000);
    count += 1;
    const [id, contentType] = [`w${count}`, "application/json"];
    await deployment.post({ do: "webhook", source, id, contentType, body: JSON.stringify(body) });
    await settle();
  };
  const click = async (command: object): Promise<void> => {
    deployment.pass(1_000);
    count += 1;
    const commandId = commandIdOf("click", String(count));
    const cause = { commandId, contactId: ada, correlationId: commandId, causationId: commandId };
    await performOne(deployment.desk, { ...cause, by: "rosa", why: "so", ...command } as never);
    await settle();
  };
  return {
    suppressions,
    contact,
    form: (fields: object) => post("signed_form", { email: ADA, message: `Hello ${count}`, ...fields }),
    message: (text: string) => post("standard_webhooks", { type: "message.received", data: { email: ADA, text } }),
    history: (phone: string) => post("standard_webhooks", { type: "history.imported", data: { email: ADA, phone } }),
    /** Confirms, approves and sends what is held. */
    async release() {
      await click({ type: "ConfirmPreview", holdId: openHold(contact())!.holdId, digest: AS_DRAWN });
      await click({ type: "ApproveDraft", draftId: openHold(contact())!.draftId, digest: AS_DRAWN });
    },
    run: (about?: string) => click({ type: "RequestRun", ...(about ? { about } : {}) }),
    async passDays(days: number) {
      deployment.pass(days * DAY_MS);
      await deployment.alarms();
      await settle();
    },
    /** `held` or how each run ended, in order. */
    ends: () =>
      Object.values(contact().runs).map(({ end, action, reason }) => end ?? (action === "skip" ? reason : "held")),
  };
}

describe("a form with a telephone number on the list", () => {
  it("is vetoed, and no other lead or message of the contact is", async ({ expect }) => {
    const { form, message, ends } = await world();
    await form({ phone: LISTED });
    expect(ends()).toEqual(["vetoed"]);
    await form({});
    expect(ends()).toEqual(["vetoed", "held"]);
    await message("I am interested, when can we talk?");
    expect(ends()).toEqual(["vetoed", "superseded", "held"]);
    await form({ phone: "+49 30 7654321" });
    expect(ends()).toEqual(["vetoed", "superseded", "superseded", "held"]);
    await form({ phone: "0049 30 1234567" });
    expect(ends().at(-1)).toBe("vetoed");
  });

  it("is let through when the number is lifted as the page shows it", async ({ expect }) => {
    const { form, suppressions, ends } = await world();
    await form({ phone: LISTED });
    await suppressions.lift(WISH);
    await form({ phone: LISTED });
    expect(ends()).toEqual(["vetoed", "held"]);
  });

  it("is vetoed at each later gate of its run, when the number is listed meanwhile", async ({ expect }) => {
    const { form, suppressions, release, contact } = await world({ isListed: false });
    await form({ phone: LISTED });
    await suppressions.add([WISH]);
    await release().catch(() => undefined);
    expect(unfinishedRun(contact())).toBeNull();
    expect(Object.values(contact().runs)).toMatchObject([{ end: "vetoed" }]);
  });

  it("vetoes the follow-up of what was sent to this lead, and the run that a person asks for again", async ({
    expect,
  }) => {
    const { form, suppressions, release, run, passDays, ends } = await world({ isListed: false });
    await form({ phone: LISTED });
    await release();
    expect(ends()).toEqual(["dispatched"]);
    await suppressions.add([WISH]);
    await passDays(4);
    expect(ends()).toEqual(["dispatched", "vetoed"]);
    await run();
    expect(ends()).toEqual(["dispatched", "vetoed", "vetoed"]);
  });

  it("does not veto a run that a person asks for again about the hold of another lead", async ({ expect }) => {
    const { form, run, contact, ends } = await world();
    await form({});
    const { holdId } = openHold(contact())!;
    await form({ phone: LISTED });
    expect(ends()).toEqual(["superseded", "vetoed"]);
    await run(holdId);
    expect(ends()).toEqual(["superseded", "vetoed", "held"]);
  });
});

it("an imported history's number vetoes every run of the contact", async ({ expect }) => {
  const { form, history, ends } = await world();
  await history(LISTED);
  await form({});
  expect(ends()).toEqual(["vetoed"]);
});
