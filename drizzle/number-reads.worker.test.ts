// Tests the counting of the numbers in real D1: every statement runs, over two databases, and rows of other days are not counted. That the numbers
// are right is tested in simulator/numbers.test.ts.
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";
import { samplePolicy } from "../testing/sample-policy.ts";
import { DeadLetterId, HoldId } from "../schema/ids.ts";
import { LEAD_ROWS } from "../schema/lead-rows.ts";
import { NumberDimension, NUMBERS } from "../schema/numbers.ts";
import { ada, flagsRow, grace, holdRow, reportRow, runRow, shipment } from "../testing/rows.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { d1DeadLetters } from "./dead-letters.ts";
import { numberReads } from "./number-reads.ts";
import { lastRunsBySource, runsBySource } from "./runs-by-source.ts";

const reads = numberReads([env.EVENTS_0]);
const now = "2026-11-03T09:00:00.000Z";
const { hours } = samplePolicy;
const period = { from: "2026-11-02", to: "2026-11-02" };
const [previewId, draftHoldId] = [HoldId.parse("hd_p"), HoldId.parse("hd_d")];

beforeAll(async () => {
  const ended = { endedAt: "2026-11-02T09:00:02.500Z", endedBy: "rosa" };
  const one = shipment(ada, [], {
    runs: [
      runRow("1", { previewId, draftHoldId }),
      runRow("old", { beganAt: "2026-11-01T23:59:59.999Z" }),
      runRow("next", { beganAt: "2026-11-03T00:00:00.000Z" }),
    ],
    holds: [
      holdRow("p", { state: "confirmed", ...ended }),
      holdRow("d", {
        kind: "draft",
        state: "approved",
        template: "initial@1",
        edited: true,
        words: 40,
        changedWords: 12,
        sentences: 8,
        deletedSentences: 2,
        tokens: 90,
        microDollars: 7,
        ...ended,
      }),
    ],
    contact: flagsRow(ada, { sends: JSON.stringify({ run_1: "sent" }) }),
    reports: [reportRow(9)],
  });
  const other = shipment(grace, [], {
    runs: [
      runRow("2", {
        streamId: grace,
        source: null,
        action: "skip",
        reason: "bounced",
        hits: '["bounced","replied"]',
        gradedAt: null,
      }),
    ],
  });
  await d1EventLog([env.EVENTS_0]).append([one, other]);
});

describe("the numbers", () => {
  it("are counted for the leads that began in the days", async ({ expect }) => {
    const { numbers } = await reads.numbers({ period, now, hours });
    const figureOf = (id: (typeof NUMBERS)[number]["id"]) => numbers.get(id)?.total;
    expect(figureOf("leads")).toMatchObject({ of: 2 });
    expect(figureOf("conversion")).toMatchObject({ of: 1, out: 1 });
    expect(figureOf("mail_sent")).toMatchObject({ of: 1, out: 1 });
    expect(figureOf("quick_approvals")).toMatchObject({ of: 1, out: 1 });
    expect(figureOf("release_clock")).toMatchObject({ of: 1, times: [[2_500, 1]] });
    expect(figureOf("time_to_qualification")).toMatchObject({ of: 1, times: [[2_000, 1]] });
    expect(figureOf("dollars_per_lead")).toMatchObject({ of: 2, sum: 7 });
    expect(figureOf("words_changed")).toMatchObject({ of: 1, sum: 12 });
    expect(figureOf("sentences_deleted")).toMatchObject({ of: 1, sum: 2, whole: 8 });
    expect(figureOf("rows_per_lead")).toMatchObject({ of: 2, sum: LEAD_ROWS.sent + LEAD_ROWS.ended });
    expect(figureOf("skipped")).toMatchObject({ of: 2, out: 1 });
  });

  it.for(NumberDimension.options)("are divided by %s, and each group's leads are listed", async (by, { expect }) => {
    const { numbers } = await reads.numbers({ period, now, hours, by });
    for (const number of NUMBERS) {
      const { total, groups } = numbers.get(number.id)!;
      expect(groups === null).toBe(!(by in number.by));
      const sum = [...(groups?.values() ?? [])].reduce((all, { of }) => all + of, 0);
      if (groups && by !== "hit") expect(sum).toBe(total.of);
      for (const [key, { of }] of groups ?? [])
        expect(
          (await reads.countedLeads({ period, number: number.id, part: "of", by, key, limit: 9 })).rows,
        ).toHaveLength(of);
    }
    if (by === "hit")
      expect([...(numbers.get("veto_hits")?.groups ?? [])]).toMatchObject([
        ["bounced", { of: 1 }],
        ["replied", { of: 1 }],
      ]);
  });

  it("have the open holds by age, the waiting dead letters, and the newest root", async ({ expect }) => {
    await d1EventLog([env.EVENTS_0]).append([
      shipment(ada, [], { holds: [holdRow("o", { openedAt: "2026-11-03T08:00:00.000Z" })] }),
    ]);
    const letter = { origin: "plan", contactId: null, bodySealed: "s", keyId: "k", receivedAt: now, reason: "r" };
    const letters = d1DeadLetters([env.EVENTS_0]);
    const kept = [null, "website", "website"].map(async (source, index) =>
      letters.put({ ...letter, id: DeadLetterId.parse(`dl_${index}`), source }),
    );
    await Promise.all(kept);
    await letters.discard({ id: DeadLetterId.parse("dl_2"), at: now, by: "rosa", reason: "spam" });
    const { openHolds, deadLetters, refusedBodies } = await reads.numbers({ period, now, hours });
    expect(openHolds).toEqual({ under4Hours: 1, under1Day: 0, under3Days: 0, older: 0 });
    expect([deadLetters, refusedBodies]).toEqual([1, 1]);
    expect(await reads.newestRoot()).toBeNull();
  });

  it("read a range of the key of `runs`, and each hold and contact by its key", async ({ expect }) => {
    const PLAN = `EXPLAIN QUERY PLAN SELECT count(*) FROM runs AS r
      LEFT JOIN holds AS p ON p.hold_id = r.preview_id LEFT JOIN contact_flags AS c ON c.stream_id = r.stream_id
      WHERE r.began_at >= ?1 AND r.began_at < ?2 AND p.state = 'confirmed' AND c.sends <> ''
        AND EXISTS (SELECT 1 FROM reports AS o WHERE o.began_at = r.began_at AND o.stream_id = r.stream_id AND o.run_id = r.run_id)`;
    const { results } = await env.EVENTS_0.prepare(PLAN).bind("a", "b").all<{ detail: string }>();
    const details = results.map(({ detail }) => detail);
    expect(details.filter((detail) => detail.startsWith("SCAN"))).toEqual([]);
    expect(details).toContainEqual(expect.stringContaining("SEARCH r USING PRIMARY KEY (began_at>? AND began_at<?)"));
  });
});

describe("the runs of sources", () => {
  const counted = async (day: string) => [...(await runsBySource([env.EVENTS_0], day))];
  const last = async (since: string) => [...(await lastRunsBySource([env.EVENTS_0], since))];

  it("are counted by day, and the last that a signal began is known since a day", async ({ expect }) => {
    const ofWebsite = { streamId: ada, source: "website" } as const;
    await d1EventLog([env.EVENTS_0]).append([
      shipment(ada, [], {
        runs: [
          runRow("s1", { ...ofWebsite, beganAt: "2026-12-01T08:00:00.000Z" }),
          runRow("s2", { ...ofWebsite, beganAt: "2026-12-02T08:00:00.000Z" }),
          runRow("s3", { ...ofWebsite, beganAt: "2026-12-02T09:00:00.000Z", startedBy: "followup" }),
        ],
      }),
    ]);
    expect(await counted("2026-12-02")).toEqual([["website", 2]]);
    expect(await last("2026-12-01")).toEqual([["website", "2026-12-02T08:00:00.000Z"]]);
    expect(await last("2026-12-03")).toEqual([]);
  });
});
