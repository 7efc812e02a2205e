// Tests a conversation over the real stages: answers from other addresses reach the contact who was written to, and the mailbox rests under each of
// its spellings.
import { describe, it } from "vitest";
import { comparisonKey, lookupsOf } from "../domain/address.ts";
import { unwrapKey } from "../domain/contact/seal.ts";
import { openHold } from "../domain/contact/state.ts";
import { timelineOf } from "../domain/contact/views.ts";
import { neverContact } from "../replay/never-contact.ts";
import { memorySource } from "../replay/source.ts";
import { verifyLog } from "../replay/verify.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { commandIdOf } from "../schema/ids.ts";
import { performOne } from "../schema/only-answer.ts";
import { DAY_MS } from "../schema/time.ts";
import { AS_DRAWN } from "../testing/contact/scenario.ts";
import { fixtureDeployment, idOf } from "../testing/memory/fixture-deployment.ts";
import { keyOf } from "../testing/people.ts";
import { inboundIn } from "./desk/inbound.ts";

const [SHOP, PLAIN, CARL] = ["ann+shop@x.example", "ann@x.example", "carl@y.example"] as const;
const ann = idOf(SHOP);

interface Mail {
  readonly text: string;
  readonly name?: string;
  readonly subject?: string;
  /** The Message-IDs of the mails before it. */
  readonly references?: readonly string[];
  readonly auto_submitted?: boolean;
}

/** A deployment, and what a test does in it. */
function world() {
  const deployment = fixtureDeployment({ policy: samplePolicy });
  let count = 0;
  const contactOf = (email: string) => deployment.streamOf(idOf(email)).contact;
  const settle = async (): Promise<void> => {
    for (let message = deployment.waiting.shift(); message; message = deployment.waiting.shift())
      await deployment.deliver(message);
  };
  const post = async (type: string, data: object): Promise<void> => {
    deployment.pass(1_000);
    count += 1;
    const body = JSON.stringify({ type, data });
    const contentType = "application/json";
    await deployment.post({ do: "webhook", source: "standard_webhooks", id: `w${count}`, contentType, body });
    await settle();
  };
  const click = async (email: string, command: object): Promise<void> => {
    deployment.pass(1_000);
    count += 1;
    const commandId = commandIdOf("click", String(count));
    const cause = { commandId, contactId: idOf(email), correlationId: commandId, causationId: commandId };
    await performOne(deployment.desk, { ...cause, by: "rosa", why: "so", ...command } as never);
    await settle();
  };
  return {
    ...deployment,
    contactOf,
    click,
    lead: (email: string) => post("lead.created", { email, name: "Ann Field", text: "Please send a quote for us." }),
    mail: (email: string, { references = [], ...mail }: Mail) =>
      post("message.received", { email, ...mail, thread: { references } }),
    /** Sends what is held for the contact, and returns the Message-ID of the mail. */
    async release(email: string): Promise<string> {
      const held = () => openHold(contactOf(email));
      if (held()?.kind === "preview")
        await click(email, { type: "ConfirmPreview", holdId: held()!.holdId, digest: AS_DRAWN });
      await click(email, { type: "ApproveDraft", draftId: held()!.draftId, digest: AS_DRAWN });
      return deployment.mails.at(-1)!.messageId;
    },
    async passDays(days: number): Promise<void> {
      deployment.pass(days * DAY_MS);
      await deployment.alarms();
      await settle();
    },
    /** What the contact's signals were found by, in order. */
    methods: (email: string) =>
      deployment
        .streamOf(idOf(email))
        .events.flatMap(({ type, provenance }) =>
          type === "SignalReceived" ? [provenance.evidence[0]?.columns["conversation"] ?? null] : [],
        ),
    reasons: (email: string) => Object.values(contactOf(email).runs).map(({ reason }) => reason),
    tasks: (email: string) => Object.values(contactOf(email).tasks).map(({ kind }) => kind),
    async suppressed(email: string) {
      const { address, comparison } = lookupsOf(deployment.systemKey, { address: email });
      const { suppressed } = await deployment.list.read([address, comparison], 0);
      return suppressed.length;
    },
    /** What `verify` and `never-contact` say of the log. */
    async judged() {
      const source = memorySource(deployment.rows());
      const keys = (id: Parameters<typeof deployment.storeOf>[0]) => {
        const { wrappedKey } = deployment.storeOf(id).load();
        return wrappedKey ? unwrapKey(keyOf(21), id, wrappedKey) : null;
      };
      const { faults } = await verifyLog(source, { keys });
      return { faults, never: (await neverContact(source)).result };
    },
  };
}

describe("an answer from another address", () => {
  it("of the same mailbox reaches the contact who was written to, with a hold", async ({ expect }) => {
    const { lead, mail, release, contactOf, methods, crm, judged } = world();
    await lead(SHOP);
    await release(SHOP);
    await mail(PLAIN, { text: "Yes, I am interested. When can we talk?", name: "Somebody Else" });
    expect(methods(SHOP)).toEqual([null, "alias"]);
    expect([openHold(contactOf(SHOP))?.kind, contactOf(PLAIN).version]).toEqual(["preview", 0]);
    // The row stays the contact's own.
    const { contact } = (await crm.hydrate([ann])).get(ann) ?? {};
    expect(contact).toMatchObject({ email: SHOP, name: "Ann Field" });
    expect(await judged()).toEqual({ faults: [], never: "holds" });
  });

  it("of a colleague who opts out silences both mailboxes, and a person sees who asked for it", async ({ expect }) => {
    const { lead, mail, release, contactOf, streamOf, methods, tasks, suppressed, judged } = world();
    await lead(SHOP);
    const messageId = await release(SHOP);
    await mail(CARL, { text: "Please remove me from your list.", references: ["<1@y.example>", messageId] });
    expect(methods(SHOP)).toEqual([null, "message_id"]);
    expect(contactOf(SHOP).flags.unsubscribed).toBe(true);
    expect([await suppressed(SHOP), await suppressed(PLAIN), await suppressed(CARL)]).toEqual([2, 1, 2]);
    expect(tasks(SHOP)).toEqual(["inbound_unanswered"]);
    expect(inboundIn(timelineOf(streamOf(ann)))).toMatchObject({ from: CARL, class: "unsubscribe" });
    // Both are vetoed from now on, as contacts of their own, too.
    for (const email of [PLAIN, CARL]) await lead(email);
    expect([contactOf(PLAIN), contactOf(CARL)].map(openHold)).toEqual([null, null]);
    expect(await judged()).toEqual({ faults: [], never: "holds" });
  });

  it("is answered to its author, without the contact's name", async ({ expect }) => {
    const { lead, mail, release, mails, judged } = world();
    await lead(SHOP);
    const messageId = await release(SHOP);
    await mail(CARL, { text: "I am interested. Which dates do you offer?", references: [messageId] });
    await release(SHOP);
    expect(mails.at(-1)?.recipient).toBe(CARL);
    expect(mails.at(-1)?.message).not.toContain("Hello Ann");
    expect(await judged()).toEqual({ faults: [], never: "holds" });
  });

  it("by a machine changes nothing of a follow-up, which goes to the contact", async ({ expect }) => {
    const { lead, mail, release, mails, methods, passDays, judged } = world();
    await lead(SHOP);
    const messageId = await release(SHOP);
    await mail("support@y.example", { text: "Ticket 17 is open.", auto_submitted: true, references: [messageId] });
    expect(methods(SHOP)).toEqual([null, "message_id"]);
    await passDays(4);
    await release(SHOP);
    expect(mails).toHaveLength(2);
    expect(mails.at(-1)?.recipient).toBe(SHOP);
    expect(await judged()).toEqual({ faults: [], never: "holds" });
  });

  it("of another contact stays with that contact", async ({ expect }) => {
    const { lead, mail, release, methods } = world();
    await lead(SHOP);
    const messageId = await release(SHOP);
    await lead(CARL);
    await mail(CARL, { text: "I am interested. Which dates do you offer?", references: [messageId] });
    expect([methods(SHOP), methods(CARL)]).toEqual([[null], [null, "address"]]);
  });

  it("is found by its subject, while only one contact was sent it", async ({ expect }) => {
    const { lead, mail, release, methods, mails } = world();
    await lead(SHOP);
    await release(SHOP);
    const answer = { text: "I am interested.", subject: `AW: ${mails.at(-1)?.subject}` };
    await mail(CARL, answer);
    expect(methods(SHOP)).toEqual([null, "subject"]);
    await lead("bob@x.example");
    await release("bob@x.example");
    await mail("dora@y.example", answer);
    expect(methods("dora@y.example")).toEqual([null]);
  });
});

describe("a mailbox that was written to", () => {
  it("rests under each of its spellings, and a person sees the lead that waits for it", async ({ expect }) => {
    const { lead, release, contactOf, reasons, tasks, passDays, streamOf, judged } = world();
    await lead(SHOP);
    await release(SHOP);
    await passDays(1);
    await lead(PLAIN);
    expect([reasons(PLAIN), tasks(PLAIN)]).toEqual([["too_soon"], ["inbound_unanswered"]]);
    const evidence = JSON.stringify(streamOf(idOf(PLAIN)).events.map(({ provenance }) => provenance));
    expect(evidence).toContain("identities");
    expect(evidence).not.toContain(comparisonKey(SHOP));
    await passDays(3);
    await lead(PLAIN);
    expect(openHold(contactOf(PLAIN))?.kind).toBe("preview");
    expect(await judged()).toEqual({ faults: [], never: "holds" });
  });

  it("does not wait for what a person says was not sent", async ({ expect }) => {
    const { lead, release, transportAnswers, click, contactOf, reasons, judged } = world();
    await lead(SHOP);
    transportAnswers("uncertain");
    await release(SHOP);
    const [task] = Object.values(contactOf(SHOP).tasks);
    await click(SHOP, { type: "CloseTask", taskId: task?.taskId, how: "not_sent" });
    await lead(SHOP);
    expect(reasons(SHOP).at(-1)).toBe("first_contact");
    expect(await judged()).toEqual({ faults: [], never: "holds" });
  });
});
