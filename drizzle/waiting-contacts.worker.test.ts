// Tests the reading of contacts that wait, in D1: page by page over two databases, in order, by an index; and the newest entry of the list.
import { applyD1Migrations } from "cloudflare:test";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";
import type { ContactId } from "../schema/ids.ts";
import { contact } from "../testing/rows.ts";
import { d1SuppressionList } from "./d1-suppression-list.ts";
import { newestEntry, type Waiting, waitingContacts } from "./waiting-contacts.ts";

const at = (minute: number): string => new Date(Date.parse("2026-11-29T03:00:00.000Z") + minute * 60_000).toISOString();
const both = () => [env.EVENTS_0, env.CRM];
const databaseAt = (shard: number): D1Database => (shard === 0 ? env.EVENTS_0 : env.CRM);

const HOLD = `INSERT INTO holds (hold_id, stream_id, version, run_id, kind, state, action, reason, arithmetic, opened_at, expires_at, marked, shown,
  edited, tokens, micro_dollars, ended_at) VALUES (?1, ?2, 1, ?3, 'draft', ?4, 'initial', 'first_contact', '{}', ?5, ?5, 0, '', 0, 0, 0, ?6)`;
const hold = (shard: number, minute: number, id: string, state: string) =>
  databaseAt(shard)
    .prepare(HOLD)
    .bind(`hd_${id}`, id, `run_${id}`, state, at(minute), state === "open" ? null : at(minute))
    .run();
const FLAGS = `INSERT INTO contact_flags (stream_id, version, do_not_contact, bounced, unsubscribed, replied, sequence, sequence_closed, erased, sends)
  VALUES (?1, 1, 0, 0, 0, 0, 1, 0, 0, ?2)`;
const sent = (shard: number, id: string, run: string, outcome: string) =>
  databaseAt(shard)
    .prepare(FLAGS)
    .bind(id, JSON.stringify({ [run]: outcome }))
    .run();

async function pages(waiting: Waiting, limit: number, from = ""): Promise<readonly (readonly ContactId[])[]> {
  const read: (readonly ContactId[])[] = [];
  for (let after = { at: from, holdId: "" }; ;) {
    const page = await waitingContacts(both(), { waiting, after, limit });
    read.push(page.contacts);
    if (!page.next) return read;
    after = page.next;
  }
}

const open = ["a", "b", "c", "d", "e"].map((name) => contact(`open-${name}`));
const approved = contact("approved");

// The test Worker has one EVENTS database, so the CRM database is the second shard here.
beforeAll(async () => {
  const { TEST_MIGRATIONS } = env as unknown as { TEST_MIGRATIONS: { EVENTS_0: D1Migration[] } };
  await applyD1Migrations(env.CRM, TEST_MIGRATIONS.EVENTS_0, "second_shard_migrations");
  for (const [minute, id] of open.entries()) await hold(minute % 2, minute, id, "open");
  await hold(0, 1, contact("confirmed"), "confirmed");
  for (const [minute, state] of ["rejected", "expired", "voided", "dismissed"].entries())
    await hold(1, minute, contact(state), state);
  await hold(1, 9, approved, "approved");
  await hold(0, 8, contact("sent"), "approved");
  await sent(0, contact("sent"), `run_${contact("sent")}`, "sent");
  await hold(0, 10, contact("again"), "approved");
  await sent(0, contact("again"), "run_before", "sent");
  await hold(1, 11, "no contact", "open");
});

describe("contacts that wait", () => {
  it.for([1, 2, 3, 100])("are those with an open hold, oldest first, in pages of %i", async (limit, { expect }) => {
    const read = await pages("open", limit);
    expect(read.flat()).toEqual(open);
    expect(Math.max(...read.map(({ length }) => length))).toBeLessThanOrEqual(limit);
  });

  it.for([1, 3, 100])("are those whose approval no send has settled, in pages of %i", async (limit, { expect }) => {
    expect((await pages("approved", limit)).flat()).toEqual([approved, contact("again")]);
    expect((await pages("approved", limit, at(10))).flat()).toEqual([contact("again")]);
  });

  it("are found by the indexes of the inbox and of what was decided", async ({ expect }) => {
    for (const [state, index] of [
      ["state = 'open' AND (opened_at, hold_id) > ('', '') ORDER BY opened_at, hold_id", "holds_open"],
      [
        "state NOT IN ('open', 'confirmed') AND (ended_at, hold_id) > ('', '') ORDER BY ended_at, hold_id",
        "holds_ended",
      ],
    ]) {
      const plan = `EXPLAIN QUERY PLAN SELECT hold_id FROM holds WHERE ${state} LIMIT 9`;
      const { results } = await env.EVENTS_0.prepare(plan).all<{ detail: string }>();
      expect(results.map(({ detail }) => detail).join()).toContain(index);
      expect(results.map(({ detail }) => detail).join()).not.toContain("TEMP B-TREE");
    }
  });
});

it("the newest entry is the last that was added; a lift is none", async ({ expect }) => {
  const list = d1SuppressionList(env.CRM);
  expect(await newestEntry(env.CRM)).toBe(0);
  await list.add([{ kind: "domain", digest: "a".repeat(22), cause: "desk" }], 0);
  await list.add([{ kind: "phone", digest: "b".repeat(22), cause: "desk" }], 0);
  await list.lift({ kind: "phone", digest: "b".repeat(22), by: "rosa" }, 0);
  expect(await newestEntry(env.CRM)).toBe(2);
});
