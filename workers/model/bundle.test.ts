// Tests the text that a planning model reads about a contact: its parts, its size, and what it must not have.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { Hydrated } from "../../schema/hydrated.ts";
import { CompanyId } from "../../schema/ids.ts";
import { runs } from "../../testing/properties.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { type Turn, TurnAuthor } from "../../schema/turn.ts";
import type { Recall } from "../../schema/recall.ts";
import { newContact } from "../../testing/stages/planner.ts";
import { bundleCharacters, signalBundle } from "./bundle.ts";
import { ada } from "../../testing/people.ts";

const noRecall: Recall = {
  source: null,
  lead: null,
  message: null,
  messageClass: null,
  turns: [],
  plans: [],
  decisions: [],
};
const { conversation } = samplePolicy;
const bundle = (recall: Partial<Recall> = {}, hydrated?: Hydrated) =>
  JSON.stringify(signalBundle({ history: newContact, hydrated, recall: { ...noRecall, ...recall }, conversation }));

const lead = {
  kind: "lead" as const,
  email: "ada@engine.example",
  phone: "+49 30 123456",
  name: "Ada Lovelace",
  text: "Please send a quote.",
};
const fact = {
  id: "f",
  kind: "size",
  value: "v".repeat(500),
  source: "register.example",
  observedAt: "",
  expiresAt: null,
  found: true,
  version: 2,
};
const hydrated: Hydrated = {
  contact: {
    id: ada,
    email: "ada@engine.example",
    name: "Ada",
    title: "Director",
    companyName: null,
    seniority: null,
    senioritySource: null,
  },
  company: {
    id: CompanyId.parse("co_1"),
    name: "Engine",
    domain: "engine.example",
    status: "known",
    version: 1,
    head: 1,
    joinedBy: "domain",
  },
  facts: Array.from({ length: 40 }, () => fact),
};

const turnsOf = (text: string): Turn[] =>
  TurnAuthor.options.map((by, index) => ({ by, at: newContact.at, version: index + 1, subject: "Prices", text }));

describe("the bundle", () => {
  it("has five parts, and leaves out unknown fields", ({ expect }) => {
    expect(JSON.parse(bundle())).toEqual({
      today: newContact.at.slice(0, 10),
      contact: {},
      company: null,
      company_facts: [],
      thread: { sent: 0 },
      memory: {},
    });
    expect(
      JSON.parse(
        bundle({ lead, plans: [["skip"]], decisions: [{ event: "DraftRejected", why: "too early" }] }, hydrated),
      ),
    ).toMatchObject({
      contact: { name: "Ada", title: "Director" },
      company: { name: "Engine", status: "known" },
      thread: { form: "Please send a quote." },
      memory: { plans: [["skip"]], people_decided: [{ event: "DraftRejected", why: "too early" }] },
    });
  });

  it("has the earlier turns with who wrote them, and without their contact data", ({ expect }) => {
    const { thread } = JSON.parse(bundle({ turns: turnsOf("Call +49 30 1234567.") })) as { readonly thread: unknown };
    expect(thread).toEqual({
      sent: 0,
      earlier: ["them", "their colleague", "us"].map((by) => ({
        by,
        at: newContact.at,
        text: "Prices\nCall [phone].",
      })),
    });
  });

  it("has no contact data, in any field", ({ expect }) => {
    const data = "ada at engine dot example, +49 30 1234567, DE89 3704 0044 0532 0130 00, 4111 1111 1111 1111";
    const told = "[address], [phone], [iban], [card]";
    const person = { kind: "lead", email: "ada@engine.example", phone: "+49 30 123456" } as const;
    const message = { kind: "message", email: person.email, subject: data, text: data } as const;
    const decisions = [{ event: "DraftRejected", why: data }];
    const text = bundle({
      lead: { ...person, name: data, title: data, company: data, text: data },
      message,
      decisions,
    });
    expect(text).not.toMatch(/engine|123456|3704|4111/);
    expect(JSON.parse(text)).toMatchObject({
      contact: { name: told, title: told, says_company: told },
      thread: { form: told, subject: told, message: told },
      memory: { people_decided: [{ why: told }] },
    });
    const rows = {
      contact: { ...hydrated.contact!, name: data, title: data, companyName: data },
      company: { ...hydrated.company!, name: data },
      facts: [{ ...fact, kind: "note", value: data }],
    };
    expect(JSON.parse(bundle({ lead: person }, rows))).toMatchObject({
      contact: { name: told, title: told, says_company: told },
      company: { name: told, domain: "engine.example" },
      company_facts: [{ kind: "note", value: told }],
    });
  });

  it("stays within its size, for any text", ({ expect }) => {
    const long = fc.string({ unit: "grapheme", minLength: 3_000, maxLength: 8_000 });
    fc.assert(
      fc.property(long, (text) => {
        const message = { kind: "message" as const, email: lead.email, subject: text.slice(0, 200), text };
        const decisions = Array.from({ length: 30 }, () => ({ event: "DraftRejected", why: text.slice(0, 2_000) }));
        const bundled = bundle({ lead: { ...lead, text }, message, turns: turnsOf(text), decisions }, hydrated);
        expect(bundled.length).toBeLessThan(2 * bundleCharacters(conversation));
      }),
      runs(15),
    );
  });
});
