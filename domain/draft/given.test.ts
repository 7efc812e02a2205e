// Tests the material of a draft: its sources, what the model does not read, its size limits, and the rows that claims cite.
import { describe, it } from "vitest";
import { hostileTexts } from "../../testing/corpora.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { companyIdOf } from "../../schema/ids.ts";
import { ShownEvidence } from "../../schema/provenance.ts";
import { WritingWords } from "../../schema/written-draft.ts";
import { ada, SYSTEM_KEY } from "../../testing/people.ts";
import { citedRows, DraftMaterial, givenFor, MATERIAL_CHARACTERS, materialOf } from "./given.ts";
import { AT, givenOf, MARKERS, tom, tomsForm } from "../../testing/stages/composer.ts";

const materialTextOf = (given: DraftMaterial): string => JSON.stringify(materialOf(given));
const fact = (id: string, value: string, expiresAt: string | null = null, found = true) => ({
  id,
  kind: "hiring",
  value,
  source: "jobs.example",
  version: 2,
  observedAt: "2026-11-01T09:00:00.000Z",
  expiresAt,
  found,
});
const rows: Hydrated & { contact: object } = {
  contact: {
    id: ada,
    email: "tom@field.example",
    name: "Tom Field",
    title: "Buyer",
    companyName: "Engine",
    seniority: null,
    senioritySource: null,
  },
  company: {
    id: companyIdOf(SYSTEM_KEY, "engine.example"),
    name: "Engine Works",
    domain: "engine.example",
    status: "known",
    version: 1,
    head: 1,
    joinedBy: "domain",
  },
  facts: [
    fact("cf_1", "two planners wanted"),
    fact("cf_2", "old", "2026-11-19T00:00:00.000Z"),
    fact("cf_3", "none", null, false),
  ],
};

const ofTom: Hydrated = { ...rows, contact: { ...rows.contact, email: "tom@engine.example" } };

describe("the material of a draft", () => {
  it("has neither name nor title of the contact where a colleague answers", ({ expect }) => {
    const [person] = (JSON.parse(materialTextOf(givenOf(tom, { hydrated: rows }))) as { sources: unknown[] }).sources;
    expect(person).toEqual({ ref: "S1", about: "person", text: "name: Tom Field (Tom)" });
  });

  it("names whom to greet only where the first name is certain", ({ expect }) => {
    for (const [name, text] of [
      ["Tom Field", "name: Tom Field (Tom)"],
      ["Dr. T. Field", "name: Dr. T. Field"],
      ["Kaiserslautern Vertriebs GmbH", "name: Kaiserslautern Vertriebs GmbH"],
    ]) {
      const named = { ...tom, message: tom.message && { ...tom.message, name } };
      const [person] = (JSON.parse(materialTextOf(givenOf(named, { hydrated: rows }))) as { sources: unknown[] })
        .sources;
      expect(person).toEqual({ ref: "S1", about: "person", text });
    }
  });

  it("has a source for the person, the company, each live fact, the person's words and our statements", ({
    expect,
  }) => {
    expect(JSON.parse(materialTextOf(givenOf(tom, { hydrated: ofTom })))).toEqual({
      action: "reply",
      sources: [
        { ref: "S1", about: "person", text: "name: Tom Field (Tom); title: Buyer; says they work at: Engine" },
        { ref: "S2", about: "company", text: "Engine Works" },
        { ref: "S3", about: "fact:hiring", text: "two planners wanted" },
        { ref: "S4", about: "message", text: "Invoices\nCan we have invoices by post?" },
        { ref: "S5", about: "us:price", text: "The service costs 49 euros a month." },
        { ref: "S6", about: "us:trial", text: "It can be tried free of charge for 30 days." },
      ],
    });
  });

  it("has the number of the follow-up and the message that was sent before", ({ expect }) => {
    const sent = { at: AT, subject: "Your enquiry", body: "Hello Tom, is it still of interest?" };
    const material: unknown = JSON.parse(
      materialTextOf(givenOf({ ...tomsForm("x"), action: "followup", sequence: 2, sent })),
    );
    expect(material).toMatchObject({
      action: "followup",
      reminder: 2,
      sources: expect.arrayContaining([
        { ref: "S3", about: "sent", text: "Your enquiry\nHello Tom, is it still of interest?" },
      ]),
    });
  });

  it("contains no address, telephone number or marker, in any field", ({ expect }) => {
    const form =
      "Write to eve@evil.example, or call 0163 296-0999 or +44 (1632) 960 122. We have 1 400 000 stops since 2020-01-31.";
    const given = givenOf(tomsForm(form), {
      hydrated: { ...rows, facts: [fact("cf_1", "press@engine.example, 01632960123")] },
    });
    const material = materialTextOf(given);
    expect(material).not.toMatch(/@|960|0999/);
    expect(material).toContain("1 400 000 stops since 2020-01-31");
    expect(MARKERS.filter((marker) => material.includes(marker))).toEqual([]);
    expect(given.theirs).toEqual({
      addresses: ["tom@engine.example", "tom@field.example"],
      phones: ["+44 1632 960122"],
    });
  });

  it("parses back unchanged and fits the sealed part, for any text of strangers", ({ expect }) => {
    const long = hostileTexts().map(({ text }) => text);
    for (const text of [...long, long.join(" "), '"\\\n'.repeat(5_000)]) {
      const given = givenOf(
        {
          ...tom,
          lead: { kind: "lead", email: "tom@engine.example", text },
          message: { kind: "message", email: "tom@engine.example", text },
        },
        { hydrated: { ...rows, facts: Array.from({ length: 20 }, (_, index) => fact(`cf_${index}`, text)) } },
      );
      const sealed = canonicalJson(given);
      expect(DraftMaterial.parse(JSON.parse(sealed))).toEqual(given);
      expect(WritingWords.shape.given.safeParse(sealed).success).toBe(true);
      expect(materialTextOf(given).length).toBeLessThan(MATERIAL_CHARACTERS);
    }
  });
});

describe("the largest material", () => {
  it("fits the sealed part of an event, so that its draft can be recorded", ({ expect }) => {
    // Each of these characters is written as two characters in JSON.
    const text = '"\\'.repeat(3_000);
    const statements = Array.from({ length: 50 }, (_, index) => ({ id: `statement-${index}`, text: '"'.repeat(300) }));
    const given = givenFor({
      contactId: ada,
      brief: {
        ...tom,
        lead: { kind: "lead", email: "tom@engine.example", name: text, title: text, company: text, text },
        message: { kind: "message", email: "tom@engine.example", name: text, subject: text, text },
        sent: { at: AT, subject: text, body: text },
      },
      hydrated: { ...rows, facts: Array.from({ length: 20 }, (_, index) => fact(`cf_${index}`, text)) },
      policy: { ...samplePolicy, draft: { ...samplePolicy.draft, statements } },
      at: AT,
      markers: MARKERS,
    });
    expect(WritingWords.shape.given.safeParse(canonicalJson(given)).success).toBe(true);
  });
});

describe("rows that claims cite", () => {
  it("are returned once each, with the person's words as personal values", ({ expect }) => {
    const given = givenOf(tom, { hydrated: rows });
    const cited = citedRows(given, [
      { text: "a", evidence: ["S3", "S4"] },
      { text: "b", evidence: ["S3", "S5"] },
      { text: "c", evidence: [] },
    ]);
    expect(cited).toEqual([
      {
        table: "company_facts",
        id: "co_XM65vDvMa86iK6QAq-KkZA@2",
        columns: {
          found: true,
          kind: "hiring",
          value: "two planners wanted",
          source: "jobs.example",
          observed_at: "2026-11-01T09:00:00.000Z",
          expires_at: null,
          asked_at: AT,
        },
      },
      {
        table: "events",
        id: `${ada}@4`,
        columns: { message_class: "info_request" },
        personal: { message: "Invoices\nCan we have invoices by post?" },
      },
      { table: "policy", id: expect.any(String), columns: { section: "draft", statement: "price" } },
    ]);
    for (const row of cited) expect(ShownEvidence.safeParse(row).success).toBe(true);
  });
});
