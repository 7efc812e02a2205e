// Tests the compose stage without a model: the template's draft with its evidence, one read of the CRM per batch, and failures.
import { portThat, runOver } from "../../testing/stages/port.ts";
import { describe, it } from "vitest";
import type { Hydrated } from "../../schema/hydrated.ts";
import type { Brief } from "../../schema/answers.ts";
import { type CommandOf, HoldDraft } from "../../schema/commands.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { DraftText } from "../../schema/events.ts";
import { type ContactId, holdIdOf } from "../../schema/ids.ts";
import { composeMessage } from "../../schema/messages.ts";
import { hostileTexts } from "../../testing/corpora.ts";
import { ada, contactNamed } from "../../testing/people.ts";
import { causeOf, delivered } from "../../testing/stages/people.ts";
import { UnsubscribeKeys, verifyUnsubscribe } from "../../domain/unsubscribe-token.ts";
import { type ComposePorts, composeStage } from "./compose.ts";

const unsubscribeKeys = UnsubscribeKeys.parse({ current: "k1", keys: { k1: Buffer.alloc(32, 1).toString("base64") } });

const adaLead: Brief = {
  runId: causeOf(ada).runId,
  action: "initial",
  sequence: 0,
  lead: { kind: "lead", email: "ada@engine.example", name: "Ada Lovelace", text: "I need an engine." },
  message: null,
  messageClass: null,
  version: 4,
  flags: { do_not_contact: false, bounced: false, unsubscribed: false, replied: false },
  lookups: [],
  source: "website",
  sent: null,
  turns: [],
  calls: { ofRun: 0, ofStep: 0 },
};
const adaAsks: Brief = {
  ...adaLead,
  action: "reply",
  message: { kind: "message", email: "ada@engine.example", subject: "Re: Prices", text: "What does it cost?" },
  messageClass: "info_request",
};

function world(
  given: {
    brief?: Brief | null;
    briefs?: Readonly<Record<string, () => Brief | null>>;
    rows?: Readonly<Record<string, Hydrated>>;
  } & Partial<ComposePorts> = {},
) {
  const held: CommandOf<"HoldDraft">[] = [];
  const hydrated: (readonly ContactId[])[] = [];
  const poison: string[] = [];
  const port = portThat<"composer">({
    async Brief({ contactId }) {
      const brief = given.briefs?.[contactId]?.() ?? (given.brief === undefined ? adaLead : given.brief);
      return { next: [], refusal: brief ? null : { reason: "superseded" }, brief };
    },
    async HoldDraft(command) {
      held.push(HoldDraft.parse(command));
      return { next: [], refusal: null };
    },
  });
  const ports: ComposePorts = {
    policy: samplePolicy,
    unsubscribeKeys,
    publicUrl: "https://desk.example",
    crm: {
      async hydrate(ids) {
        hydrated.push(ids);
        return new Map(ids.flatMap((id) => (given.rows?.[id] ? [[id, given.rows[id]]] : [])));
      },
    },
    ...given,
  };
  const deliver = async (...names: string[]) => {
    const deliveries = names.map((name) => {
      const cause = causeOf(contactNamed(name), 4);
      return delivered(composeMessage(cause, holdIdOf(cause.runId, "preview")));
    });
    await runOver(composeStage(ports), deliveries, {
      port,
      deadLetter: async ({ reason }) => void poison.push(reason),
    });
    return deliveries.map(({ became }) => (became.acked > 0 ? "acked" : "retried"));
  };
  return { held, hydrated, poison, deliver };
}

const draftOf = async (brief: Brief, rows?: Readonly<Record<string, Hydrated>>) => {
  const { deliver, held } = world({ brief, ...(rows ? { rows } : {}) });
  await deliver("ada");
  return held[0];
};

describe("a draft", () => {
  it("has a greeting, the policy's text, and the footer that code adds", async ({ expect }) => {
    const command = await draftOf(adaLead);
    expect(command).toMatchObject({
      template: "initial",
      draft: { recipient: "ada@engine.example", subject: "Your enquiry to Sample Works Ltd" },
    });
    expect(command?.draft.body.startsWith("Hello Ada,\n")).toBe(true);
    expect(command?.draft.body).not.toContain("engine.");
    const { sender } = samplePolicy.compose;
    for (const part of [sender.organisation, sender.postalAddress, command?.draft.unsubscribeUrl ?? "-"])
      expect(command?.draft.footer).toContain(part);
  });

  it("has an opt-out link that is the contact's own", async ({ expect }) => {
    const url = new URL((await draftOf(adaLead))?.draft.unsubscribeUrl ?? "");
    expect(url.origin).toBe("https://desk.example");
    expect(verifyUnsubscribe(unsubscribeKeys, url.pathname.replace("/u/", ""))).toBe(ada);
  });

  it("replies under the person's own subject", async ({ expect }) => {
    expect(await draftOf(adaAsks)).toMatchObject({ template: "reply", draft: { subject: "Re: Prices" } });
  });

  it.for([
    ["AW: [EXTERNAL] Re: Prices", "Re: Prices"],
    ["Re:", "Re: your message"],
    [undefined, "Re: your message"],
  ] as const)(
    "replies to %j under %j, also where the template has other words around it",
    async ([theirs, subject], { expect }) => {
      const message = {
        kind: "message",
        email: "ada@engine.example",
        text: "x",
        ...(theirs ? { subject: theirs } : {}),
      } as const;
      expect((await draftOf({ ...adaAsks, message }))?.draft.subject).toBe(subject);
    },
  );

  it("follows up under the template's own subject, whatever they wrote", async ({ expect }) => {
    const brief: Brief = { ...adaAsks, action: "followup", sequence: 1 };
    expect((await draftOf(brief))?.draft.subject).toBe("Following up on your enquiry");
  });

  it.for([
    [1, "followup_1"],
    [2, "followup_2"],
    [3, "followup_3"],
    [4, "followup_3"],
    [0, "followup_1"],
  ] as const)("after %i sends is %s", async ([sequence, template], { expect }) => {
    expect((await draftOf({ ...adaLead, action: "followup", sequence }))?.template).toBe(template);
  });

  it.for([
    ["a form asked for it apart", { name: "Wang Xiaoming", firstName: "Xiaoming" }, undefined, "Xiaoming"],
    ["nothing says which name is the first", { name: "Wang Xiaoming" }, undefined, undefined],
    ["a mail has the form's name", { name: "Ada King", firstName: "Augusta" }, "Ada King", "Augusta"],
    ["a mail has another name", { name: "Ada King", firstName: "Augusta" }, "Greta Baumann", "Greta"],
    ["a mail has a name that is none", { name: "Ada King", firstName: "Augusta" }, "Sales Team", undefined],
  ] as const)("greets by the first name that is certain: %s", async ([, names, mailed, greeted], { expect }) => {
    const lead = { kind: "lead", email: "ada@engine.example", ...names } as const;
    const message = { kind: "message", email: "ada@engine.example", name: mailed, text: "Prices?" } as const;
    const command = await draftOf({ ...adaLead, lead, message: mailed === undefined ? null : message });
    expect(command?.draft.body.split(",\n")[0]).toBe(greeted === undefined ? "Hello" : `Hello ${greeted}`);
  });

  it("has the personal values of its evidence apart from the open columns", async ({ expect }) => {
    const command = await draftOf(adaAsks);
    expect(command?.evidence.map(({ table }) => table)).toEqual(["events", "policy"]);
    expect(command?.evidence[0]?.personal).toEqual({ recipient: "ada@engine.example", first_name: "Ada" });
    expect(JSON.stringify(command?.evidence.map(({ id, columns }) => [id, columns]))).not.toMatch(
      /engine\.example|Ada|Prices/,
    );
  });

  it("is the same again for the same message", async ({ expect }) => {
    expect(await draftOf(adaLead)).toEqual(await draftOf(adaLead));
  });

  it("keeps its shape, recipient and footer, for any text of a stranger", async ({ expect }) => {
    const plain = await draftOf({
      ...adaAsks,
      lead: null,
      message: { kind: "message", email: "ada@engine.example", text: "x" },
    });
    for (const { id, text } of hostileTexts()) {
      const short = text.slice(0, 200).trim() || "x";
      const command = await draftOf({
        ...adaAsks,
        lead: null,
        message: { kind: "message", email: "ada@engine.example", name: short, subject: short, text },
      });
      expect(DraftText.safeParse(command?.draft).success, id).toBe(true);
      expect(command?.draft, id).toMatchObject({ recipient: plain?.draft.recipient, footer: plain?.draft.footer });
      expect(command?.draft.body.replace(/^Hello.*,/, "Hello,"), id).toBe(plain?.draft.body);
      expect(command?.draft.subject, id).not.toMatch(/[\p{Cc}\p{Cf}]|:\/\//u);
    }
  });
});

describe("a batch of drafts", () => {
  it("reads the CRM once, only for contacts without a signal of their own", async ({ expect }) => {
    const silent = { ...adaLead, action: "followup" as const, sequence: 1, lead: null };
    const contact = {
      id: contactNamed("bob"),
      email: "bob@engine.example",
      name: "Bob",
      title: null,
      companyName: null,
      seniority: null,
      senioritySource: null,
    };
    const rows = { [contactNamed("bob")]: { contact, company: null, facts: [] } };
    const { deliver, hydrated, held } = world({
      briefs: { [contactNamed("bob")]: () => silent, [contactNamed("cy")]: () => silent },
      rows,
    });
    expect(await deliver("ada", "bob")).toEqual(["acked", "acked"]);
    expect(hydrated).toEqual([[contactNamed("bob")]]);
    expect(held.map(({ draft }) => draft.recipient)).toEqual(["ada@engine.example", "bob@engine.example"]);
    expect(held[1]?.evidence.map(({ table }) => table)).toEqual(["events", "policy", "contacts"]);
  });

  it("dead-letters a draft without a recipient or without an action", async ({ expect }) => {
    const withoutRecipient = world({ brief: { ...adaLead, lead: null } });
    expect(await withoutRecipient.deliver("ada")).toEqual(["acked"]);
    const withoutAction = world({ brief: { ...adaLead, action: "skip" } });
    await withoutAction.deliver("ada");
    expect([...withoutRecipient.poison, ...withoutAction.poison]).toEqual(["no_recipient", "nothing_to_compose"]);
  });

  it("acknowledges a draft that exists or is no longer wanted", async ({ expect }) => {
    const { deliver, held } = world({ brief: null });
    expect(await deliver("ada")).toEqual(["acked"]);
    expect(held).toEqual([]);
  });

  it("retries only failing messages: one object's, or imported contacts' while the CRM is down", async ({ expect }) => {
    const { deliver } = world({
      briefs: {
        [contactNamed("bob")]: () => {
          throw new Error("overloaded");
        },
        [contactNamed("cy")]: () => ({ ...adaLead, lead: null }),
      },
      crm: { hydrate: () => Promise.reject(new Error("down")) },
    });
    expect(await deliver("ada", "bob", "cy")).toEqual(["acked", "retried", "retried"]);
  });
});
