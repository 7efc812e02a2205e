// Tests what a row of companies or facts changes of what is recorded, and how the columns of facts beside their value are read.
import { describe, it } from "vitest";
import type { CompanyEntry } from "./entries.ts";
import { importBytes } from "./import-bytes.ts";
import { companiesIn, companyWish, knownCompany, type RecordedCompany } from "./recorded.ts";

const read = <K extends "companies" | "facts">(kind: K, text: string) => {
  const file = importBytes(kind, [new TextEncoder().encode(text)]);
  if (!file.ok) throw new Error(file.error.reason);
  return file.value.rows;
};
const entryIn = (text: string): CompanyEntry => {
  const entry = read("companies", text)[0]?.entry;
  if (!entry) throw new Error("no company");
  return entry;
};

/** Its stream has the id of an earlier main domain. */
const WINTER: RecordedCompany = {
  id: "co_winter",
  name: "Winter & Co",
  domains: ["winter.example", "winter.test"],
  status: "known",
  industry: "logistics",
  size: "120",
};

describe("a row of a company that is recorded", () => {
  it("without a name renames nothing, and without other cells erases nothing", ({ expect }) => {
    const entry = entryIn("domain\nwinter.example\n");
    expect(knownCompany(entry, WINTER)).toMatchObject({ name: "winter.example" });
    expect(companyWish(entry, WINTER)).toEqual({
      company: "co_winter",
      fields: { name: "Winter & Co", status: "known", industry: "logistics", size: "120", domains: WINTER.domains },
    });
  });

  it("goes to the company’s own id, and adds domains to those that it has", ({ expect }) => {
    const entry = entryIn("name,domain,other domains\nWinter,winter.example,winter.test; w.example\n");
    expect(companyWish(entry, WINTER)).toMatchObject({
      company: "co_winter",
      fields: { name: "Winter", domains: ["winter.example", "winter.test", "w.example"] },
    });
    expect(companyWish(entry, undefined)).toMatchObject({
      company: "winter.example",
      fields: { domains: ["winter.test", "w.example"] },
    });
  });

  it("adds to the rows about it before", ({ expect }) => {
    const rows = [
      entryIn("name,domain,industry\nWinter,winter.example,logistics\n"),
      entryIn("domain,status\nwinter.example,blocked\n"),
    ];
    expect(companiesIn(rows).get("winter.example")).toMatchObject({ industry: "logistics", status: "blocked" });
  });
});

it("an industry that is longer than a company’s is left out, and told of", ({ expect }) => {
  const [row] = read("companies", `name,domain,industry\nWinter,winter.example,${"x".repeat(81)}\n`);
  expect(row).toMatchObject({ outcome: "added", notes: [{ reason: "text_too_long", column: "industry" }] });
  expect(row?.entry?.industry).toBeUndefined();
});

it.for([
  ["no", "0.5", { found: false, confidence: 0.5 }, []],
  ["yes", "80 %", { found: true, confidence: 0.8 }, []],
  ["", "", { found: undefined, confidence: undefined }, []],
  ["perhaps", "1", null, ["found_not_understood"]],
  ["yes", "very", null, ["not_a_share"]],
  ["yes", "1.1", null, ["not_a_share"]],
] as const)("a fact that is found: %s, with confidence %s", ([found, confidence, entry, reasons], { expect }) => {
  const [row] = read("facts", `domain,kind,value,found,confidence\nx.example,hiring,two,${found},${confidence}\n`);
  expect(row?.notes.map(({ reason }) => reason)).toEqual(reasons);
  expect(row?.entry && { found: row.entry.found, confidence: row.entry.confidence }).toEqual(entry);
});
