// Tests what the reads of open holds say is missing: the same as the rows in JavaScript, over two databases, and without an error for changed rows.
import { describe, it } from "vitest";
import { canonicalJson } from "../schema/canonical.ts";
import { shardOf } from "../schema/ids.ts";
import type { HoldRow } from "../schema/shipment.ts";
import { sqliteD1 } from "../simulator/sqlite-d1.ts";
import { contact, heldShipments } from "../testing/rows.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { gapReads } from "./gap-reads.ts";

const grade = (company: boolean, role: boolean, more: object = {}) =>
  canonicalJson({
    increments: [
      { rule: "base", basisPoints: 4_000, applied: true },
      { rule: "company_known", basisPoints: 3_000, applied: company },
      { rule: "role_or_seniority_known", basisPoints: 3_000, applied: role },
    ],
    ...more,
  });
const shown = (email: string, title: string | null) =>
  canonicalJson({ email, title, company: "Engine Ltd", wrote: "x" });

async function aLog(holds: readonly (Partial<HoldRow> & { readonly name: string })[]) {
  const databases = [sqliteD1("events").database, sqliteD1("events").database];
  const shipments = heldShipments(holds.map((hold) => ({ verdict: "needs_review", ...hold })));
  const report = await d1EventLog(databases).append(shipments);
  if (report.failed.length > 0) throw new Error(JSON.stringify(report));
  return { databases, reads: gapReads(databases) };
}

describe("the open holds that need review", () => {
  it("say what their grades had, and what is known of the rest", async ({ expect }) => {
    const { reads } = await aLog([
      { name: "a", arithmetic: grade(false, true), shown: shown("a@engine.example", "Director") },
      { name: "b", arithmetic: grade(false, false, { company: "co_1@7" }), shown: shown("b@engine.example", null) },
      { name: "c", verdict: "qualified", arithmetic: grade(true, true) },
      { name: "d", state: "expired", arithmetic: grade(false, false) },
    ]);
    const { rows, ...counts } = await reads.heldGaps(10);
    expect(rows).toMatchObject([
      {
        streamId: contact("a"),
        hasCompany: false,
        hasRole: true,
        company: null,
        email: "a@engine.example",
        title: "Director",
      },
      {
        streamId: contact("b"),
        hasCompany: false,
        hasRole: false,
        company: "co_1@7",
        companyName: "Engine Ltd",
        title: null,
      },
    ]);
    expect(counts).toEqual({ isCut: false, open: 3, qualified: 1 });
  });

  it("are the longest waiting ones of all databases, and say when there are more", async ({ expect }) => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    expect(new Set(names.map((name) => shardOf(contact(name), 2))).size).toBe(2);
    const { reads } = await aLog(names.map((name) => ({ name, arithmetic: grade(false, false) })));
    const { rows, ...counts } = await reads.heldGaps(3);
    expect(rows.map(({ streamId }) => streamId)).toEqual(["a", "b", "c"].map((name) => contact(name)));
    expect(counts).toEqual({ isCut: true, open: 7, qualified: 0 });
  });

  it("are read all the same when a row was changed to no JSON", async ({ expect }) => {
    const { reads } = await aLog([
      { name: "a", arithmetic: "{", shown: "[" },
      { name: "b", arithmetic: grade(false, true), shown: shown("b@engine.example", null) },
    ]);
    const { rows } = await reads.heldGaps(10);
    expect(rows).toMatchObject([{ company: null, email: null }, { email: "b@engine.example" }]);
  });

  it("are found by the index of open holds", async ({ expect }) => {
    const { databases } = await aLog([]);
    const { results } = await databases[0]!
      .prepare(
        "EXPLAIN QUERY PLAN SELECT 1 FROM holds WHERE state = 'open' AND verdict = 'needs_review' ORDER BY opened_at, hold_id LIMIT 9",
      )
      .all<{ detail: string }>();
    expect(results.map(({ detail }) => detail).join()).toMatch(/^SCAN holds USING INDEX holds_open$/);
  });
});
