// Tests that verification resolves what grades cite of companies: each fault by name, as of the cited version, and the laws of a company's stream.
import { describe, it } from "vitest";
import { companyIdOf, FactId, type StreamId } from "../schema/ids.ts";
import { companyWish, factWish } from "../testing/companies.ts";
import { deploymentAfter, edited, rechained, replanted } from "../testing/honest-log.ts";
import { idOf, ROSA, SYSTEM_KEY } from "../testing/people.ts";
import { lead } from "../testing/contact/scenario.ts";
import { memorySource } from "./source.ts";
import { verifyLog } from "./verify.ts";
import type { EventRow } from "../schema/shipment.ts";
import type { StoredEvent } from "../schema/events.ts";

const DOMAIN = "engine.example";
const id = companyIdOf(SYSTEM_KEY, DOMAIN);
const ada = idOf(`ada@${DOMAIN}`);
const FACT = FactId.parse("fact_hiring");

/** A log in which a lead of a known company with a fact was graded; then the company is blocked and the fact is taken back. */
async function gradedLog(): Promise<readonly EventRow[]> {
  const deployment = await deploymentAfter([]);
  const { companies } = deployment;
  await companies(companyWish(DOMAIN));
  await companies(factWish(DOMAIN, { factId: FACT }));
  deployment.receive(lead().signal);
  await deployment.drain();
  await companies(companyWish(DOMAIN, { status: "blocked" }));
  await companies({ type: "DropFact", company: DOMAIN, factId: FACT, by: ROSA, reason: "mistake", why: "" });
  return deployment.rows();
}
const rows = await gradedLog();

const faultsOf = async (all: readonly EventRow[]) => {
  const { faults } = await verifyLog(memorySource(all));
  return faults.map(({ name, streamId, field }) => [name, streamId, field?.split(".").at(-1) ?? null]);
};

/** The log with one changed event, whose stream has every hash and signature made again. */
function withEvent(streamId: StreamId, version: number, change: (event: StoredEvent) => unknown): EventRow[] {
  const own = rows.filter((row) => row.streamId === streamId);
  return [...rows.filter((row) => row.streamId !== streamId), ...replanted(own, version, change)];
}
const versionOf = (type: string): number =>
  rows.find((row) => row.streamId === ada && row.body.includes(`"type":"${type}"`))?.version ?? 0;

/** Changes the row of evidence of a grade or a score that cites this table. */
const citing = (type: "QualificationGraded" | "OpportunityAnalyzed" | "ContactScored", table: string, change: object) =>
  withEvent(ada, versionOf(type), (event) => ({
    ...event,
    provenance: {
      ...event.provenance,
      evidence: event.provenance.evidence.map((row) => (row.table === table ? { ...row, ...change } : row)),
    },
  }));

describe("what a grade cites of a company", () => {
  it("is without a fault, also after the company was blocked and the fact taken back", async ({ expect }) => {
    expect(rows.filter(({ streamId }) => streamId === id)).toHaveLength(4);
    expect(rows.some(({ body }) => body.includes(`"${id}@2"`))).toBe(true);
    expect(await faultsOf(rows)).toEqual([]);
  });

  it("stays without a fault after the company was merged away and the fact got another value, and is resolved as of then", async ({
    expect,
  }) => {
    const deployment = await deploymentAfter([]);
    const { companies } = deployment;
    await companies(companyWish(DOMAIN));
    await companies(factWish(DOMAIN, { factId: FACT }));
    deployment.receive(lead().signal);
    await deployment.drain();
    await companies(factWish(DOMAIN, { factId: FACT, value: "ten planners" }));
    await companies(companyWish("whole.example"));
    await companies({
      type: "MergeCompanies",
      company: DOMAIN,
      into: "whole.example",
      by: ROSA,
      reason: "mistake",
      why: "",
    });
    const merged = deployment.rows();
    expect(merged.some(({ body }) => body.includes('"type":"CompaniesMerged"'))).toBe(true);
    expect(await faultsOf(merged)).toEqual([]);
    const own = merged.filter(({ streamId }) => streamId === ada);
    const analyzed = own.find(({ body }) => body.includes('"type":"OpportunityAnalyzed"'));
    // The newer value is in the log, and was not when the grade was made.
    const newer = replanted(own, analyzed?.version ?? 0, (event) =>
      JSON.parse(JSON.stringify(event).replaceAll("two planners", "ten planners")),
    );
    const planted = [...merged.filter(({ streamId }) => streamId !== ada), ...newer];
    expect(await faultsOf(planted)).toContainEqual(["company_value_differs", ada, "value"]);
  });

  it.for([
    ["company_unknown", "QualificationGraded", "companies", { id: `${companyIdOf(SYSTEM_KEY, "x.example")}@1` }, "id"],
    ["company_version_unknown", "QualificationGraded", "companies", { id: `${id}@9` }, "id"],
    ["company_value_differs", "QualificationGraded", "companies", { id: `${id}@3` }, "status"],
    ["fact_unknown", "OpportunityAnalyzed", "company_facts", { id: `${id}@1` }, "id"],
    ["fact_left_out", "OpportunityAnalyzed", "company_facts", { id: `${id}@2`, columns: { found: false } }, "id"],
  ] as const)("is the fault %s", async ([name, type, table, change, field], { expect }) => {
    expect(await faultsOf(citing(type, table, change))).toContainEqual([name, ada, field]);
  });

  it("is the fault company_value_differs for another value, and the summary differs with it", async ({ expect }) => {
    const other = withEvent(ada, versionOf("OpportunityAnalyzed"), (event) =>
      JSON.parse(JSON.stringify(event).replaceAll("two planners", "ten planners")),
    );
    expect(await faultsOf(other)).toEqual([["company_value_differs", ada, "value"]]);
  });

  it("by the id of a row, without a version, is the fault company_version_unknown: no rule since the streams of companies does so", async ({
    expect,
  }) => {
    const unknown = ["company_version_unknown", ada, "evidence"];
    expect(await faultsOf(citing("QualificationGraded", "companies", { id }))).toEqual([unknown]);
    expect(await faultsOf(citing("QualificationGraded", "companies", { id: "co_nobody" }))).toEqual([unknown]);
    expect(await faultsOf(citing("OpportunityAnalyzed", "company_facts", { id: FACT }))).toContainEqual(unknown);
    // So does no score: each release that has scores has streams of companies.
    expect(await faultsOf(citing("ContactScored", "companies", { id }))).toEqual([unknown]);
    expect(await faultsOf(citing("ContactScored", "companies", { id: "co_nobody" }))).toEqual([unknown]);
  });

  it("is found when the company's own event is changed, and when its stream is missing", async ({ expect }) => {
    const changed = withEvent(id, 2, (event) => ({ ...event, payload: { ...event.payload, value: "ten planners" } }));
    expect(await faultsOf(changed)).toContainEqual(["company_value_differs", ada, "value"]);
    const without = rows.filter(({ streamId }) => streamId !== id);
    expect((await faultsOf(without)).every(([name]) => name === "company_unknown")).toBe(true);
  });
});

describe("a company's stream", () => {
  it.for([
    ["a fact of a company that was not recorded", [2]],
    ["a fact that was never recorded and is taken back", [1, 4]],
  ] as const)("has the fault event_unlawful for %s", async ([, versions], { expect }) => {
    const own = rows.filter((row) => row.streamId === id);
    const kept = versions.flatMap((version) => own[version - 1] ?? []);
    const others = rows.filter((row) => row.streamId !== id && row.streamId !== ada);
    const made = rechained(
      kept.map((row, index) => ({
        ...edited(row, (event) => ({ ...event, version: index + 1 })),
        signature: row.signature,
      })),
    );
    expect(await faultsOf([...others, ...made])).toContainEqual(["event_unlawful", id, expect.any(String)]);
  });

  it("has the fault stream_not_allowed for an event of a contact, and a contact for one of a company", async ({
    expect,
  }) => {
    const moved = (from: StreamId, to: StreamId) => {
      const own = rows.filter((row) => row.streamId === from);
      return [
        ...rows.filter((row) => row.streamId !== to),
        ...rechained(
          own.map((row) => ({ ...edited(row, (event) => ({ ...event, streamId: to })), signature: row.signature })),
        ),
      ];
    };
    expect((await faultsOf(moved(ada, id))).some(([name, at]) => name === "stream_not_allowed" && at === id)).toBe(
      true,
    );
    expect((await faultsOf(moved(id, ada))).some(([name, at]) => name === "stream_not_allowed" && at === ada)).toBe(
      true,
    );
  });
});

describe("a merge", () => {
  const OTHER = "other.example";
  const other = companyIdOf(SYSTEM_KEY, OTHER);
  const [merged, into] = id < other ? [id, other] : [other, id];

  /** Both companies have facts, and one is merged into the other: in both orders in which a log is read. */
  async function mergedLog(isFirstMerged: boolean) {
    const { companies, rows: all } = await deploymentAfter([]);
    for (const domain of [DOMAIN, OTHER]) {
      await companies(companyWish(domain));
      await companies(factWish(domain, { value: domain }));
    }
    const [company, survivor] = isFirstMerged ? [merged, into] : [into, merged];
    await companies({ type: "MergeCompanies", company, into: survivor, by: ROSA, reason: "mistake", why: "" });
    return { rows: all(), company, survivor };
  }

  it.for([true, false])(
    "is compared in both streams, the merged one read first: %s",
    async (isFirstMerged, { expect }) => {
      const { rows: log, company, survivor } = await mergedLog(isFirstMerged);
      expect(await faultsOf(log)).toEqual([]);
      const replaced = (streamId: StreamId, version: number, change: (event: StoredEvent) => unknown) => {
        const own = log.filter((row) => row.streamId === streamId);
        return [...log.filter((row) => row.streamId !== streamId), ...replanted(own, version, change)];
      };
      const withPayload = (more: object) => (event: StoredEvent) => ({
        ...event,
        payload: { ...event.payload, ...more },
      });
      // The copy says something else than the merged company's fact, or the fact itself was changed.
      for (const [streamId, version] of [
        [survivor, 3],
        [company, 2],
      ] as const)
        expect(await faultsOf(replaced(streamId, version, withPayload({ value: "forged" })))).toContainEqual([
          "event_unlawful",
          isFirstMerged ? survivor : company,
          "facts",
        ]);
      const cited = (event: StoredEvent) => ({
        ...event,
        provenance: {
          ...event.provenance,
          evidence: [event.provenance.evidence[0], { ...event.provenance.evidence[1], id: `${company}@1` }],
        },
      });
      expect((await faultsOf(replaced(survivor, 4, cited))).map(([name]) => name)).toContain("evidence_unresolved");
      const elsewhere = withPayload({ merged: survivor, into: survivor });
      expect((await faultsOf(replaced(survivor, 4, elsewhere))).map(([name]) => name)).toContain("event_unlawful");
    },
  );
});
