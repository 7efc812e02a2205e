// Tests the text that a planning model reads about a contact: its parts, its size, and what it must not have.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { Hydrated } from "../../schema/hydrated.ts";
import { CompanyId } from "../../schema/ids.ts";
import type { Recall } from "../../schema/recall.ts";
import { newContact } from "../../testing/stages/planner.ts";
import { BUNDLE_CHARACTERS, signalBundle } from "./bundle.ts";
import { ada } from "../../testing/people.ts";

const noRecall: Recall = { source: null, lead: null, message: null, messageClass: null, plans: [], decisions: [] };
const bundle = (recall: Partial<Recall> = {}, hydrated?: Hydrated) =>
  signalBundle({ history: newContact, hydrated, recall: { ...noRecall, ...recall } });

const lead = {
  kind: "lead" as const,
  email: "ada@engine.example",
  phone: "+49 30 123456",
  name: "Ada Lovelace",
  text: "Please send a quote.",
};
const fact = { id: "f", kind: "size", value: "v".repeat(500), observedAt: "", expiresAt: null, found: true };
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
    joinedBy: "domain",
  },
  facts: Array.from({ length: 40 }, () => fact),
};

describe("the bundle", () => {
  it("has five parts, and leaves out unknown fields", ({ expect }) => {
    expect(JSON.parse(bundle())).toEqual({
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

  it("has no address and no phone number of the person", ({ expect }) => {
    const text = bundle({ lead }, hydrated);
    expect(text).not.toContain("ada@");
    expect(text).not.toContain("123456");
  });

  it("stays within its size, for any text", ({ expect }) => {
    const long = fc.string({ unit: "grapheme", minLength: 3_000, maxLength: 8_000 });
    fc.assert(
      fc.property(long, (text) => {
        const message = { kind: "message" as const, email: lead.email, subject: text.slice(0, 200), text };
        const decisions = Array.from({ length: 30 }, () => ({ event: "DraftRejected", why: text.slice(0, 2_000) }));
        const bundled = bundle({ lead: { ...lead, text }, message, decisions }, hydrated);
        expect(bundled.length).toBeLessThan(2 * BUNDLE_CHARACTERS);
      }),
      { numRuns: 50 },
    );
  });
});
