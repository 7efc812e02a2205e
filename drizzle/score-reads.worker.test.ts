// Tests the reading of scores that are due in D1: page by page over two databases, in the order of the contacts' ids.
import { applyD1Migrations } from "cloudflare:test";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";
import { ContactId } from "../schema/ids.ts";
import { contact, flagsRow, runRow, shipment } from "../testing/rows.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { type ScoresDueAt, scoresDue } from "./score-reads.ts";

const AT = "2026-11-29T03:00:00.000Z";
const INSERT = "INSERT INTO contact_scores (stream_id, version, composite, until, policy) VALUES (?1, ?2, ?3, ?4, ?5)";
const POLICY = "p".repeat(22);
const both = () => [env.EVENTS_0, env.CRM];

interface Stored {
  readonly composite?: number | null;
  readonly until?: string | null;
  readonly policy?: string;
}
const insert = (shard: number, id: ContactId, { composite = 5_000, until = AT, policy = POLICY }: Stored = {}) =>
  both()[shard]!.prepare(INSERT).bind(id, 2, composite, until, policy).run();

const idAt = (place: number): ContactId => ContactId.parse(`ct_${String(place).padStart(22, "0")}`);

/** All pages of this size. */
async function pages(limit: number, options: Partial<ScoresDueAt> = {}): Promise<readonly (readonly ContactId[])[]> {
  const read: (readonly ContactId[])[] = [];
  let after: ContactId | null = null;
  do {
    const page = await scoresDue(both(), { at: AT, policy: POLICY, after, limit, ...options });
    read.push(page.due.map(({ contactId }) => contactId));
    after = page.next;
  } while (after !== null);
  return read;
}

// The test Worker has one EVENTS database, so the CRM database is the second shard here.
beforeAll(async () => {
  const { TEST_MIGRATIONS } = env as unknown as { TEST_MIGRATIONS: { EVENTS_0: D1Migration[] } };
  await applyD1Migrations(env.CRM, TEST_MIGRATIONS.EVENTS_0, "second_shard_migrations");
  // Nine due contacts, five in the first database; and contacts that are not due.
  for (let place = 0; place < 9; place += 1) await insert(place % 2, idAt(place));
  await insert(0, contact("later"), { until: "2026-11-29T03:00:00.001Z" });
  await insert(1, contact("never"), { until: null });
  await insert(0, contact("erased"), { composite: null, until: null, policy: "" });
});

describe("scores that are due", () => {
  it("are those whose time has come, at that very moment too", async ({ expect }) => {
    expect(await pages(100)).toEqual([Array.from({ length: 9 }, (_, place) => idAt(place))]);
    expect(await pages(100, { at: "2026-11-29T02:59:59.999Z" })).toEqual([[]]);
  });

  it("are those of another policy, but not an erased contact's", async ({ expect }) => {
    const [all] = await pages(100, { policy: "q".repeat(22) });
    expect(all).toHaveLength(11);
    expect(all).not.toContain(contact("erased"));
  });

  it.for([1, 2, 3, 4, 9])("are read once each, in the order of ids, in pages of %i", async (limit, { expect }) => {
    const read = await pages(limit);
    expect(read.flat()).toEqual(Array.from({ length: 9 }, (_, place) => idAt(place)));
    expect(read.every(({ length }) => length <= limit)).toBe(true);
  });

  it("are not read when a database does not answer", async ({ expect }) => {
    const dead = { prepare: () => ({ bind: () => ({ all: () => Promise.reject(new Error("D1_ERROR")) }) }) };
    const query = { at: AT, policy: POLICY, after: null, limit: 5 };
    await expect(scoresDue([env.EVENTS_0, dead as unknown as D1Database], query)).rejects.toThrow();
  });

  it("are those that were never made, of young leads and of nobody who is erased", async ({ expect }) => {
    const began = async (id: ContactId, beganAt: string) =>
      d1EventLog([env.EVENTS_0]).append([shipment(id, [], { runs: [runRow(id, { streamId: id, beganAt })] })]);
    const [missed, gone, old] = [contact("missed"), contact("gone"), contact("old")];
    await began(missed, "2026-11-28T09:00:00.000Z");
    await began(missed, "2026-11-27T09:00:00.000Z");
    await began(old, "2026-10-29T09:00:00.000Z");
    await began(gone, "2026-11-28T09:00:00.000Z");
    await began(idAt(0), "2026-11-28T09:00:00.000Z");
    await d1EventLog([env.EVENTS_0]).append([shipment(gone, [], { contact: flagsRow(gone, { erased: true }) })]);
    const due = (await pages(3)).flat();
    expect(due).toEqual([...Array.from({ length: 9 }, (_, place) => idAt(place)), missed].toSorted());
    await insert(0, missed, { until: null });
    expect((await pages(3)).flat()).not.toContain(missed);
  });
});
