// Tests the reads of the grades that rest on a company: the same holds as their rows say, over two databases, newest first, and by the index.
import { describe, it } from "vitest";
import { canonicalJson } from "../schema/canonical.ts";
import { companyIdOf } from "../schema/ids.ts";
import type { HoldRow } from "../schema/shipment.ts";
import { sqliteD1 } from "../simulator/sqlite-d1.ts";
import { SYSTEM_KEY } from "../testing/people.ts";
import { contact, heldShipments } from "../testing/rows.ts";
import { companyGradeReads } from "./company-grade-reads.ts";
import { d1EventLog } from "./d1-event-log.ts";

const engine = companyIdOf(SYSTEM_KEY, "engine.example");
const winter = companyIdOf(SYSTEM_KEY, "winter.example");
const citing = (company: string | null) =>
  canonicalJson({ increments: [], facts: {}, summary: "", ...(company === null ? {} : { company }) });

async function aLog(holds: readonly (Partial<HoldRow> & { readonly name: string })[]) {
  const databases = [sqliteD1("events").database, sqliteD1("events").database];
  const report = await d1EventLog(databases).append(heldShipments(holds));
  if (report.failed.length > 0) throw new Error(JSON.stringify(report));
  return { databases, reads: companyGradeReads(databases) };
}

describe("the grades that rest on a company", () => {
  it("are those whose qualification found it, the newest first, with the version that they cite", async ({
    expect,
  }) => {
    const { reads } = await aLog([
      {
        name: "a",
        arithmetic: citing(`${engine}@1`),
        state: "approved",
        kind: "draft",
        endedAt: "2026-11-21T00:00:00.000Z",
      },
      { name: "b", arithmetic: citing(`${winter}@7`) },
      { name: "c", arithmetic: citing(null) },
      { name: "d", arithmetic: citing(`${engine}@3`) },
      // The draft hold of its run continues a confirmed preview; an erased contact is on no page of a company.
      { name: "e", arithmetic: citing(`${engine}@3`), state: "confirmed" },
      { name: "f", arithmetic: citing(`${engine}@3`), shown: "" },
      { name: "g", arithmetic: "{" },
    ]);
    const { rows, isCut } = await reads.companyGrades({ companies: [engine], limit: 10 });
    expect(rows.map(({ contactId, state, companyId, version }) => [contactId, state, companyId, version])).toEqual([
      [contact("d"), "open", engine, 3],
      [contact("a"), "approved", engine, 1],
    ]);
    expect(isCut).toBe(false);
    const both = await reads.companyGrades({ companies: [engine, winter], limit: 2 });
    expect([both.rows.map(({ contactId }) => contactId), both.isCut]).toEqual([[contact("d"), contact("b")], true]);
    expect(await reads.companyGrades({ companies: [], limit: 2 })).toEqual({ rows: [], isCut: false });
  });

  it("are found by their index, without a sort", async ({ expect }) => {
    const { databases } = await aLog([]);
    const plans: string[] = [];
    const explaining = new Proxy(databases[0]!, {
      get: (target, property) =>
        property === "prepare"
          ? (sql: string) => (plans.push(`EXPLAIN QUERY PLAN ${sql}`), target.prepare(sql))
          : Reflect.get(target, property),
    });
    await companyGradeReads([explaining]).companyGrades({ companies: [engine], limit: 5 });
    const planOf = async (sql: string, ...values: unknown[]) =>
      (
        await databases[0]!
          .prepare(sql)
          .bind(...values)
          .all<{ detail: string }>()
      ).results
        .map(({ detail }) => detail)
        .join();
    expect(await planOf(plans[0]!, engine, 6)).toMatch(/^SEARCH holds USING INDEX holds_company \(<expr>=\?\)$/);
    expect(await planOf(plans[1]!, engine, 6, 2_000)).toContain("SCAN holds USING INDEX holds_open");
  });
});
