// Tests the first grade: which stored rows give which grade and verdict, and the evidence of the grade.
import { describe, it } from "vitest";
import type { Hydrated } from "../../schema/hydrated.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { hostileTexts } from "../../testing/corpora.ts";
import { ada } from "../../testing/people.ts";
import { qualify } from "./qualify.ts";
import { adaWith, directorAtKnownCompany, knownCompany, unknownAda } from "../../testing/stages/qualifier.ts";

const gradeOf = (hydrated: Hydrated | undefined) => {
  const { basisPoints, verdict } = qualify(ada, hydrated, samplePolicy);
  return [basisPoints, verdict];
};
const company = (status: "known" | "blocked" | "unknown") =>
  ({ company: { ...knownCompany, status } }) as Partial<Hydrated>;

describe("the qualification", () => {
  it.for<readonly [string, Hydrated | undefined, number, string]>([
    ["company and role known", directorAtKnownCompany, 10_000, "qualified"],
    ["only the company known", adaWith({}, company("known")), 7_000, "qualified"],
    ["only the role known", adaWith({ title: "CEO" }), 7_000, "qualified"],
    ["neither company nor role known", unknownAda, 4_000, "needs_review"],
    ["no row at all", undefined, 4_000, "needs_review"],
    ["an erased row", { contact: null, company: null, facts: [] }, 4_000, "needs_review"],
    ["a blocked company", adaWith({}, company("blocked")), 4_000, "needs_review"],
    ["a company of the status unknown", adaWith({}, company("unknown")), 4_000, "needs_review"],
    ["a company that the form names", adaWith({ companyName: "Engine Works" }), 4_000, "needs_review"],
    ["a title that no rule knows", adaWith({ title: "Prefer not to say" }), 4_000, "needs_review"],
    ["a title in Cyrillic look-alike letters", adaWith({ title: "\u0421\u0415\u041e" }), 4_000, "needs_review"],
    [
      "a stored seniority with its source",
      adaWith({ seniority: "Director", senioritySource: "vendor-7" }),
      7_000,
      "qualified",
    ],
    ["a stored seniority without a source", adaWith({ seniority: "Director" }), 4_000, "needs_review"],
    [
      "a stored seniority that is a default value",
      adaWith({ seniority: " Unknown ", senioritySource: "vendor-7" }),
      4_000,
      "needs_review",
    ],
    ["an empty seniority", adaWith({ seniority: "", senioritySource: "vendor-7" }), 4_000, "needs_review"],
    [
      "both title and seniority known, which count once",
      adaWith({ title: "CEO", seniority: "C-level", senioritySource: "v" }),
      7_000,
      "qualified",
    ],
  ])("with %s", ([, hydrated, basisPoints, verdict], { expect }) => {
    expect(gradeOf(hydrated)).toEqual([basisPoints, verdict]);
  });

  it("is qualified from exactly the policy's threshold", ({ expect }) => {
    const from = (qualifiedFrom: number) =>
      qualify(ada, adaWith({ title: "CEO" }), {
        ...samplePolicy,
        qualify: { ...samplePolicy.qualify, qualifiedFrom },
      }).verdict;
    expect([from(6_999), from(7_000), from(7_001)]).toEqual(["qualified", "qualified", "needs_review"]);
  });

  it("shows its arithmetic, each increment with whether it applied", ({ expect }) => {
    const { increments, basisPoints } = qualify(ada, adaWith({}, company("known")), samplePolicy);
    expect(increments).toEqual([
      { rule: "base", basisPoints: 4_000, applied: true },
      { rule: "company_known", basisPoints: 3_000, applied: true },
      { rule: "role_or_seniority_known", basisPoints: 3_000, applied: false },
    ]);
    expect(increments.filter(({ applied }) => applied).reduce((sum, one) => sum + one.basisPoints, 0)).toBe(
      basisPoints,
    );
  });

  it("records missing rows as evidence", ({ expect }) => {
    const { evidence } = qualify(ada, undefined, samplePolicy);
    expect(evidence.filter(({ columns }) => columns["found"] === false).map(({ table, id }) => [table, id])).toEqual([
      ["contacts", ada],
      ["companies", ada],
    ]);
  });

  it("keeps the person's words out of the open columns", ({ expect }) => {
    const { evidence } = qualify(ada, directorAtKnownCompany, samplePolicy);
    const [row] = evidence;
    expect(row?.personal).toEqual({ title: "Director of Engineering" });
    expect(row?.columns).toMatchObject({ title_seniority: "director", found: true });
    const open = JSON.stringify(evidence.map(({ columns, id }) => ({ columns, id })));
    for (const word of ["Lovelace", "Engineering", "ada@", "Engine Works"]) expect(open).not.toContain(word);
  });

  it("is not changed by any name or company name that a lead writes", ({ expect }) => {
    const grades = hostileTexts().map(({ text }) => gradeOf(adaWith({ name: text, companyName: text })));
    expect(new Set(grades.map(String))).toEqual(new Set([String([4_000, "needs_review"])]));
  });
});
