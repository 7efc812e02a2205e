// Tests that the numbers counted in the read models are those counted from the events alone: after random histories with redelivery, late copies,
// erasure and a rebuild, under two policies, over several databases; and that a row counted twice is found.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { EventLog } from "../drizzle/event-log.ts";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { numberReads } from "../drizzle/number-reads.ts";
import { d1ReadModelRows } from "../drizzle/read-model-rows.ts";
import { openNumberCount } from "../replay/numbers.ts";
import { readModelsOf } from "../replay/read-models.ts";
import { type Keys, type LogSource, memorySource } from "../replay/source.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { ReplyClass } from "../schema/lists.ts";
import { type Counted, MOST_DAYS, NumberDimension, NUMBERS, type NumbersQuery } from "../schema/numbers.ts";
import type { Shipment } from "../schema/shipment.ts";
import { DAY_MS } from "../schema/time.ts";
import { isFull } from "../testing/full.ts";
import { anyStory, deploymentAfter, FULL_STORY, type Move } from "../testing/honest-log.ts";
import { MASTER_KEY, START } from "../testing/people.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { campaign } from "./campaign.ts";
import { openDatabases } from "./databases.ts";
import { payingModel } from "./paying-model.ts";
import { sqliteD1 } from "./sqlite-d1.ts";

const day = (days: number): string => new Date(START + days * DAY_MS).toISOString().slice(0, 10);
const period = { from: day(-1), to: day(MOST_DAYS - 2) };
const now = new Date(START + 9 * DAY_MS).toISOString();
const QUERIES: readonly NumbersQuery[] = [undefined, ...NumberDimension.options].map((by) => ({
  period,
  now,
  hours: samplePolicy.hours,
  ...(by === undefined ? {} : { by }),
}));

async function countedFrom(source: LogSource, query: NumbersQuery): Promise<Counted> {
  const count = openNumberCount(query);
  for await (const stream of source.streams({ prefix: "ct_" })) count.add(stream);
  return count.counted();
}

const plain = ({ numbers, openHolds, classes }: Counted) => ({
  numbers: [...numbers].map(([id, { total, groups }]) => ({ id, total, groups: groups && [...groups] })),
  openHolds,
  classes,
});

/** The databases of a log and its numbers, as they are counted there and from the events. */
function compared(shards: readonly D1Database[], source: LogSource) {
  const reads = numberReads(shards);
  return Promise.all(
    QUERIES.map(async (query) => ({
      by: query.by,
      fast: plain(await reads.numbers(query)),
      slow: plain(await countedFrom(source, query)),
    })),
  );
}

/** Makes the read models again from the events. */
async function restoreRows(shards: readonly D1Database[], source: LogSource, keys?: Keys): Promise<void> {
  for await (const stream of source.streams({ prefix: "ct_" }))
    await d1ReadModelRows(shards).restore(
      { streamId: stream.streamId, version: stream.rows.length },
      readModelsOf(stream, keys),
    );
}

/** A log in tables that gets some shipments again, at once and much later. `change` plants a bug. */
function repeating(log: EventLog, change: (shipment: Shipment) => Shipment = (shipment) => shipment): EventLog {
  const past: Shipment[] = [];
  return {
    ...log,
    append: async (sent) => {
      const shipments = sent.map(change);
      past.push(...shipments);
      const report = await log.append(shipments);
      await log.append(past.filter((_, index) => (index + past.length) % 5 === 0));
      return report;
    },
  };
}

const otherPolicy = { ...samplePolicy, ladder: { ...samplePolicy.ladder, followupDays: [1, 2] } };

async function played(
  story: readonly Move[],
  options: { readonly isOther?: boolean; readonly change?: (shipment: Shipment) => Shipment } = {},
) {
  const shards = [sqliteD1("events"), sqliteD1("events")].map(({ database }) => database);
  const alongside = repeating(d1EventLog(shards), options.change);
  const deployment = await deploymentAfter(story, { alongside, ...(options.isOther ? { policy: otherPolicy } : {}) });
  return { shards, deployment, source: memorySource(deployment.rows()) };
}

/** A story in which messages are answered by outcomes, edits and opt-outs. */
const LONG_STORY: readonly Move[] = [
  ...FULL_STORY,
  ...(["outcome", "drain", "lead", "onward", "onward", "outcome", "optOut", "drain"] as const).map((what) => ({
    what,
    who: 1,
    pick: 2,
  })),
  ...(["lead", "drain", "dismiss", "flag", "lead", "drain"] as const).map((what) => ({ what, who: 2, pick: 1 })),
];

/** Drafts that are assigned, edited twice, approved, and rejected. */
const REVIEWERS_STORY: readonly Move[] = [
  ...(["lead", "drain", "confirm", "drain", "reassign", "edit", "edit", "pass", "approve", "drain"] as const).map(
    (what) => ({ what, who: 1, pick: 3 }),
  ),
  ...(["lead", "drain", "reassign", "confirm", "drain", "reject", "drain"] as const).map((what) => ({
    what,
    who: 2,
    pick: 4,
  })),
];

/** The model of ingest gives one class after the other, whatever the message says, and so contradicts the rules. */
const contradicting: typeof payingModel = (around, world) => {
  const { models = {}, ...paying } = payingModel(around, world);
  let calls = 0;
  const ingest: typeof models.ingest = (...of) => ({
    call: async (request) => {
      const reply = await models.ingest!(...of).call(request);
      calls += 1;
      const says = ReplyClass.options[calls % ReplyClass.options.length];
      return reply.outcome === "ok" ? { ...reply, reply: JSON.stringify({ class: says }) } : reply;
    },
  });
  return { ...paying, models: { ...models, ingest } };
};

describe("the numbers of the read models", { timeout: LONG_MILLISECONDS * 2 }, () => {
  it("are those of the events, for any story and policy, and after a rebuild", async ({ expect }) => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyStory(70), fc.boolean(), async (story, isOther) => {
        const { shards, deployment, source } = await played(story, { isOther });
        for (const { fast, slow } of await compared(shards, source)) {
          expect(fast).toEqual(slow);
          for (const { id, total } of slow.numbers) if (total.of > 0) seen.add(id);
        }
        for (const database of shards)
          await database.batch(
            ["DELETE FROM runs", "DELETE FROM reports", "DELETE FROM holds", "DELETE FROM contact_flags"].map((sql) =>
              database.prepare(sql),
            ),
          );
        await restoreRows(shards, source, deployment.keys);
        for (const { fast, slow } of await compared(shards, source)) expect(fast).toEqual(slow);
      }),
      { ...runs(12), examples: [[REVIEWERS_STORY, false]] },
    );
    // A slice has too few stories for each skip and veto, and for an outcome of a lead that was handed over and not ready.
    const rare = [
      "plan_fallbacks",
      "draft_fallbacks",
      ...(isFull ? [] : ["false_positives", "skip_reasons", "veto_hits"]),
    ];
    expect(NUMBERS.map(({ id }) => id).filter((id) => !seen.has(id) && !rare.includes(id))).toEqual([]);
  });

  it("are those of the events with models, crashes and repeats", async ({ expect }) => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= (isFull ? 300 : 4); seed += 1) {
      const databases = openDatabases(MASTER_KEY);
      const { world } = await campaign(seed, {
        plant: { surroundings: seed % 2 === 0 ? contradicting : payingModel },
        databases,
      });
      const source = memorySource(world.ledger.streams().flatMap((id) => world.ledger.of(id).rows));
      for (const { fast, slow } of await compared(databases.shards, source)) {
        expect(fast, `HOLDPOINT_SEED=${seed}`).toEqual(slow);
        for (const { id, total } of slow.numbers) if (total.of > 0) seen.add(id);
        for (const { counted, byRules, byModel } of slow.classes)
          seen.add(`${counted}, ${byRules === byModel ? "same" : "different"}`);
      }
      const before = await compared(databases.shards, source);
      for (const database of databases.shards) await database.prepare("DELETE FROM class_comparisons").run();
      await restoreRows(databases.shards, source);
      expect(await compared(databases.shards, source), `HOLDPOINT_SEED=${seed}`).toEqual(before);
    }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        "plan_fallbacks",
        "draft_fallbacks",
        "dollars_per_release",
        "model, same",
        // Rare: a slice has too few campaigns.
        ...(isFull ? ["model, different", "rules, different"] : []),
        "rules, same",
      ]),
    );
  });

  it("differ when a run is counted twice, when a report is lost, and when a row is shipped without its version", async ({
    expect,
  }) => {
    const bugs: readonly ((shipment: Shipment) => Shipment)[] = [
      (one) => ({
        ...one,
        runs: one.runs.flatMap((run) => [run, { ...run, runId: `${run.runId}x` as typeof run.runId }]),
      }),
      (one) => ({ ...one, reports: [] }),
      (one) => ({ ...one, holds: one.holds.map((hold) => ({ ...hold, version: 1 })) }),
    ];
    const honest = await played(LONG_STORY);
    for (const { fast, slow } of await compared(honest.shards, honest.source)) expect(fast).toEqual(slow);
    for (const change of bugs) {
      const { shards, source } = await played(LONG_STORY, { change });
      const found = await compared(shards, source);
      expect(found.filter(({ fast, slow }) => JSON.stringify(fast) !== JSON.stringify(slow))).not.toEqual([]);
    }
  });
});

it("the list of a number has exactly the leads that it counts, in pages of any size", async ({ expect }) => {
  const { shards } = await played(LONG_STORY);
  const reads = numberReads(shards);
  const listed = async (query: Omit<Parameters<typeof reads.countedLeads>[0], "limit" | "period">, limit: number) => {
    const ids: string[] = [];
    let after: Awaited<ReturnType<typeof reads.countedLeads>>["next"] | undefined;
    do {
      const page = await reads.countedLeads({ ...query, period, limit, ...(after ? { after } : {}) });
      ids.push(...page.rows.map(({ runId }) => runId));
      after = page.next;
    } while (after);
    expect(new Set(ids).size).toBe(ids.length);
    return ids.length;
  };
  for (const query of QUERIES) {
    const { numbers } = await reads.numbers(query);
    for (const { id, unit } of NUMBERS) {
      const { total, groups } = numbers.get(id)!;
      expect(await listed({ number: id, part: "of" }, 2)).toBe(total.of);
      if (unit === "share") expect(await listed({ number: id, part: "out" }, 1)).toBe(total.out);
      for (const [key, figure] of groups ?? [])
        expect(await listed({ number: id, part: "of", by: query.by, key }, 100)).toBe(figure.of);
    }
  }
});
