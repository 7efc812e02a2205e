// Tests the reading of what the grades of open holds say, in D1: page by page over two databases, in order, by the index of the inbox.
import { applyD1Migrations } from "cloudflare:test";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { env } from "cloudflare:workers";
import { beforeAll, it } from "vitest";
import { canonicalJson } from "../schema/canonical.ts";
import { contact } from "../testing/rows.ts";
import { openGrades } from "./open-grades.ts";

const at = (minute: number): string => new Date(Date.parse("2026-11-29T03:00:00.000Z") + minute * 60_000).toISOString();
const both = () => [env.EVENTS_0, env.CRM];
const ARITHMETIC = { increments: [], facts: { hiring: 1 }, summary: "hiring: two", company: "co_a@3" };

const HOLD = `INSERT INTO holds (hold_id, stream_id, version, run_id, kind, state, action, reason, arithmetic, opened_at, expires_at, marked, shown,
  edited, tokens, micro_dollars) VALUES (?1, ?2, 1, ?3, 'draft', ?4, 'initial', 'first_contact', ?6, ?5, ?5, 0, '', 0, 0, 0)`;
const hold = (minute: number, id: string, state = "open", arithmetic = canonicalJson(ARITHMETIC)) =>
  (minute % 2 === 0 ? env.EVENTS_0 : env.CRM)
    .prepare(HOLD)
    .bind(`hd_${id}`, id, `run_${id}`, state, at(minute), arithmetic)
    .run();

const open = ["a", "b", "c", "d", "e"].map((name) => contact(`open-${name}`));

// The test Worker has one EVENTS database, so the CRM database is the second shard here.
beforeAll(async () => {
  const { TEST_MIGRATIONS } = env as unknown as { TEST_MIGRATIONS: { EVENTS_0: D1Migration[] } };
  await applyD1Migrations(env.CRM, TEST_MIGRATIONS.EVENTS_0, "second_shard_migrations");
  for (const [minute, id] of open.entries()) await hold(minute, id);
  for (const state of ["confirmed", "approved", "voided"]) await hold(1, contact(state), state);
  await hold(6, contact("by-hand"), "open", "no JSON");
  await hold(7, "no contact");
});

it.for([1, 2, 3, 100])("open holds are read oldest first, each once, in pages of %i", async (limit, { expect }) => {
  const found = [];
  for (let after = { at: "", holdId: "" }, isMore = true; isMore;) {
    const page = await openGrades(both(), { after, limit });
    expect(page.grades.length).toBeLessThanOrEqual(limit);
    found.push(...page.grades);
    isMore = page.next !== null;
    after = page.next ?? after;
  }
  expect(found.map(({ contactId }) => contactId)).toEqual([...open, contact("by-hand")]);
  expect(found[0]?.arithmetic).toEqual(ARITHMETIC);
  expect(found.at(-1)?.arithmetic).toBeNull();
});

it("no more rows are read than the page has, by the index of the inbox", async ({ expect }) => {
  const plan = await env.EVENTS_0.prepare(
    `EXPLAIN QUERY PLAN SELECT arithmetic FROM holds WHERE state = 'open' AND (opened_at, hold_id) > ('', '') ORDER BY opened_at, hold_id LIMIT 3`,
  ).all<{ detail: string }>();
  expect(plan.results.map(({ detail }) => detail).join()).toContain("holds_open");
});
