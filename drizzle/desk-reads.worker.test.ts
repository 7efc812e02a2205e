// Tests the desk's reads over D1: order, filters, pages by key, search, and that lists are read by an index.
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";
import { type ContactId, DeadLetterId, HoldId, TaskId } from "../schema/ids.ts";
import type { Tier } from "../schema/lists.ts";
import type { HoldRow } from "../schema/shipment.ts";
import type { ListedHold } from "../schema/shown-score.ts";
import { d1Crm } from "./d1-crm.ts";
import { d1DeskReads } from "./d1-desk-reads.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { d1DeadLetters } from "./dead-letters.ts";
import type { DeadLetterKey } from "./desk-queries.ts";
import { d1Outbox } from "./outbox.ts";
import { ada, contact, flagsRow, grace, holdRow, linus, outboxRow, shipment, taskRow } from "../testing/rows.ts";

const reads = d1DeskReads([env.EVENTS_0], env.CRM);
const at = (day: number, hour = 9) => new Date(Date.UTC(2026, 10, day, hour)).toISOString();
const now = at(5);
const ended = (day: number, state: "approved" | "expired" | "confirmed") => ({
  state,
  endedAt: at(day),
  endedBy: "robin",
});

const open = {
  first: holdRow("first", { openedAt: at(1), kind: "draft", assignedTo: "robin" }),
  // Two holds that were opened at the same time differ only by their ids.
  twinA: holdRow("twin_a", { openedAt: at(2), streamId: grace, action: "reply" }),
  twinB: holdRow("twin_b", { openedAt: at(2), streamId: linus, snoozedUntil: at(6) }),
  last: holdRow("last", { openedAt: at(3), snoozedUntil: at(4), marked: true, source: "crm" }),
};
/** As a list has them while no contact is scored. */
const listed = (...holds: readonly HoldRow[]): readonly ListedHold[] => holds.map((hold) => ({ ...hold, score: null }));
const decided = {
  old: holdRow("old", { ...ended(1, "expired") }),
  confirmed: holdRow("confirmed", { ...ended(2, "confirmed") }),
  recent: holdRow("recent", { ...ended(3, "approved"), streamId: grace, kind: "draft" }),
};
const tasks = {
  early: taskRow("early", { raisedAt: at(1) }),
  late: taskRow("late", { raisedAt: at(2), streamId: grace }),
  closed: taskRow("closed", { raisedAt: at(1), closedAt: at(2), closedBy: "robin", how: "done" }),
};
const mails = [1, 2, 3].map((day) => outboxRow(`m${day}`, { at: at(day) }));

beforeAll(async () => {
  const rows = {
    holds: Object.values({ ...open, ...decided }),
    tasks: Object.values(tasks),
    contact: flagsRow(ada, { bounced: true }),
  };
  await d1EventLog([env.EVENTS_0]).append([shipment(ada, [], rows)]);
  for (const mail of mails) await d1Outbox(env.EVENTS_0).put(mail);
  const person = (name: string, of: object = {}) => ({
    id: contact(name),
    email: `${name}@example.com`,
    domain: "example.com",
    at: now,
    ...of,
  });
  await d1Crm(env.CRM).upsertContacts([
    person("ada", { name: "Ada Löwe", company: "Engines", title: "CTO" }),
    person("grace", { name: "100%_\\ Grace" }),
    person("linus", { email: "linus@kernel.example", domain: null }),
  ]);
});

describe("open holds", () => {
  const all = { now, limit: 10 };
  const found = async (query: Partial<Parameters<typeof reads.openHolds>[0]>) =>
    (await reads.openHolds({ ...all, ...query })).rows.map(({ holdId }) => holdId.slice(3));

  it("are listed oldest first, with all columns, and without ended holds", async ({ expect }) => {
    expect(await reads.openHolds(all)).toEqual({
      rows: listed(open.first, open.twinA, open.twinB, open.last),
      faults: [],
      next: null,
    });
  });

  it("are filtered by kind, action, person, contact and snooze", async ({ expect }) => {
    expect(await found({ kind: "draft" })).toEqual(["first"]);
    expect(await found({ action: "reply" })).toEqual(["twin_a"]);
    expect(await found({ assignedTo: "robin" })).toEqual(["first"]);
    expect(await found({ assignedTo: null })).toEqual(["twin_a", "twin_b", "last"]);
    expect(await found({ contactId: linus })).toEqual(["twin_b"]);
    expect(await found({ snoozed: "hide" })).toEqual(["first", "twin_a", "last"]);
    expect(await found({ snoozed: "only" })).toEqual(["twin_b"]);
    expect(await found({ snoozed: "only", now: at(6) })).toEqual([]);
  });

  it("are counted by source, and found by source although another source has thousands", async ({ expect }) => {
    expect(await reads.openSources()).toEqual([
      { source: "website", holds: 3, oldest: at(1) },
      { source: "crm", holds: 1, oldest: at(3) },
    ]);
    const flood = Array.from({ length: 3_000 }, (_, n) =>
      holdRow(`flood_${n}`, { openedAt: at(1, 1), source: "flood" }),
    );
    await d1EventLog([env.EVENTS_0]).append([shipment(ada, [], { holds: flood })]);
    expect(await found({ source: "crm" })).toEqual(["last"]);
    expect(await reads.openSources()).toMatchObject([{ source: "flood", holds: 3_000 }, {}, { source: "crm" }]);
    await env.EVENTS_0.prepare("DELETE FROM holds WHERE source = 'flood'").run();
  });

  it("are paged by key, also between two holds of the same time and after a hold that ended between two pages", async ({
    expect,
  }) => {
    const page = await reads.openHolds({ now, limit: 2 });
    expect(page.next).toEqual({ openedAt: open.twinA.openedAt, holdId: open.twinA.holdId });
    const rest = await reads.openHolds({ now, limit: 2, after: page.next ?? undefined });
    expect(rest).toEqual({ rows: listed(open.twinB, open.last), faults: [], next: null });
    expect(await found({ after: { openedAt: at(1, 12), holdId: HoldId.parse("hd_gone") } })).toEqual([
      "twin_a",
      "twin_b",
      "last",
    ]);
  });
});

describe("a row that was changed by hand", () => {
  const id = open.twinA.holdId;
  const set = (assignment: string) =>
    env.EVENTS_0.prepare(["UPDATE holds SET", assignment, "WHERE hold_id = ?"].join(" ")).bind(id).run();

  it("is named in the lists, which show the others and continue after it", async ({ expect }) => {
    for (const [assignment, field] of [
      ["kind = 'letter'", "kind:invalid_value"],
      ["kind = 'preview', shown = 'no JSON'", "shown:custom"],
    ] as const) {
      await set(assignment);
      const faults = [{ table: "holds", id, streamId: open.twinA.streamId, field }];
      const page = await reads.openHolds({ now, limit: 2 });
      expect(page).toEqual({ rows: listed(open.first), faults, next: { openedAt: open.twinA.openedAt, holdId: id } });
      const rest = await reads.openHolds({ now, limit: 2, after: page.next ?? undefined });
      expect(rest).toEqual({ rows: listed(open.twinB, open.last), faults: [], next: null });
    }
    await env.EVENTS_0.prepare("UPDATE holds SET shown = ?1, kind = 'preview' WHERE hold_id = ?2")
      .bind(open.twinA.shown, id)
      .run();
    expect((await reads.openHolds({ now, limit: 10 })).rows).toContainEqual(listed(open.twinA)[0]);
  });
});

describe("the scores of contacts", () => {
  const scoreOf = (tier: Tier | null, composite: number | null) => ({
    vertical: tier && "general",
    tier,
    composite,
    roleFit: tier && ("rule" as const),
    scoredAt: tier && at(4),
  });
  const score = (streamId: ContactId, tier: Tier | null, composite: number | null, version = 1) =>
    d1EventLog([env.EVENTS_0]).append([
      shipment(streamId, [], {
        score: { streamId, version, ...scoreOf(tier, composite), until: null, policy: tier && "p" },
      }),
    ]);
  const rest = { now, limit: 10 };
  const found = async (query: object) =>
    (await reads.openHolds({ ...rest, ...query })).rows.map(({ holdId, score }) => [
      holdId.slice(3),
      score === "unreadable" ? score : score?.tier,
    ]);
  const change = (assignment: string) =>
    env.EVENTS_0.prepare(["UPDATE contact_scores SET", assignment, "WHERE stream_id = ?"].join(" ")).bind(grace).run();

  it("are beside the holds, which stay in their order; by tier the best is first, and no score is last", async ({
    expect,
  }) => {
    await score(grace, "A", 8_100);
    await score(linus, "C", 4_000);
    expect(await found({})).toEqual([
      ["first", undefined],
      ["twin_a", "A"],
      ["twin_b", "C"],
      ["last", undefined],
    ]);
    expect((await reads.openHolds({ ...rest, contactId: grace })).rows[0]?.score).toEqual(scoreOf("A", 8_100));
    const byTier = [
      ["twin_a", "A"],
      ["twin_b", "C"],
      ["first", undefined],
      ["last", undefined],
    ];
    expect(await found({ order: "tier" })).toEqual(byTier);
    expect(await reads.contactScores([ada, grace])).toEqual(new Map([[grace, scoreOf("A", 8_100)]]));
  });

  it("page the order of tiers by key, in a tier by age and then by the hold's id", async ({ expect }) => {
    await score(linus, "A", 8_000, 2);
    const pages: unknown[] = [];
    let after: Parameters<typeof reads.openHolds>[0]["after"];
    do {
      const page = await reads.openHolds({ now, limit: 1, order: "tier", after });
      pages.push(page.rows[0]?.holdId.slice(3));
      after = page.next ?? undefined;
    } while (after);
    expect(pages).toEqual(["twin_a", "twin_b", "first", "last"]);
    // A key of the other order names no place in this one.
    const key = { openedAt: at(3), holdId: open.last.holdId };
    expect((await found({ order: "tier", after: key }))[0]).toEqual(["twin_a", "A"]);
  });

  it("hide no hold when they were changed by hand, and end with an erasure", async ({ expect }) => {
    await change("composite = 'a lot'");
    expect(await found({})).toContainEqual(["twin_a", "unreadable"]);
    expect((await reads.contactScores([grace])).get(grace)).toBe("unreadable");
    await change("composite = 8100, tier = 'AAA'");
    expect(await found({ order: "tier" })).toEqual([
      ["twin_b", "A"],
      ["first", undefined],
      ["twin_a", "unreadable"],
      ["last", undefined],
    ]);
    for (const streamId of [grace, linus]) await score(streamId, null, null, 3);
    expect(await found({})).toContainEqual(["twin_a", undefined]);
    expect(await reads.contactScores([grace])).toEqual(new Map([[grace, null]]));
  });
});

describe("a single hold or task", () => {
  it("is found by its id in any state", async ({ expect }) => {
    expect(await reads.hold(decided.confirmed.holdId)).toEqual(listed(decided.confirmed)[0]);
    expect(await reads.hold(HoldId.parse("hd_nobody"))).toBeNull();
    expect(await reads.task(tasks.closed.taskId)).toEqual(tasks.closed);
    expect(await reads.task(TaskId.parse("tk_nobody"))).toBeNull();
  });
});

describe("the other lists", () => {
  it("show decided holds newest first, without confirmed previews", async ({ expect }) => {
    expect((await reads.endedHolds({ limit: 10 })).rows).toEqual([decided.recent, decided.old]);
    expect((await reads.endedHolds({ limit: 10, contactId: ada })).rows).toEqual([decided.old]);
    const page = await reads.endedHolds({ limit: 1 });
    expect((await reads.endedHolds({ limit: 1, after: page.next ?? undefined })).rows).toEqual([decided.old]);
  });

  it("show open tasks oldest first", async ({ expect }) => {
    expect(await reads.openTasks({ limit: 10 })).toEqual({ rows: [tasks.early, tasks.late], faults: [], next: null });
    expect((await reads.openTasks({ limit: 10, contactId: grace })).rows).toEqual([tasks.late]);
    const page = await reads.openTasks({ limit: 1 });
    expect((await reads.openTasks({ limit: 1, after: page.next ?? undefined })).rows).toEqual([tasks.late]);
  });

  it("show messages newest first, and one by its key", async ({ expect }) => {
    const page = await reads.outbox({ limit: 2 });
    expect(page.rows).toEqual([mails[2], mails[1]]);
    expect((await reads.outbox({ limit: 2, after: page.next ?? undefined })).rows).toEqual([mails[0]]);
    expect(await reads.outboxMessage("key_m1")).toEqual(mails[0]);
    expect(await reads.outboxMessage("key_none")).toBeNull();
  });

  it("show contacts with their flags, page by page", async ({ expect }) => {
    const page = await reads.contacts({ limit: 2 });
    expect(page.rows).toEqual([
      {
        id: ada,
        email: "ada@example.com",
        name: "Ada Löwe",
        companyName: "Engines",
        companyId: null,
        title: "CTO",
        domain: "example.com",
        updatedAt: now,
      },
      expect.objectContaining({ id: grace }),
    ]);
    expect((await reads.contacts({ limit: 2, after: page.next ?? undefined })).rows.map(({ id }) => id)).toEqual([
      linus,
    ]);
    expect(await reads.contactFlags([ada, grace])).toEqual(new Map([[ada, flagsRow(ada, { bounced: true })]]));
    expect((await reads.contactCards([linus, contact("nobody")])).get(linus)?.email).toBe("linus@kernel.example");
    expect([(await reads.contactFlags([])).size, (await reads.contactCards([])).size]).toEqual([0, 0]);
  });

  it("show what a person corrected of a contact, with what is claimed beside it, and find it by both", async ({
    expect,
  }) => {
    const crm = d1Crm(env.CRM);
    await crm.putCorrection({ contactId: linus, words: { name: "L. Benedict" }, version: 3, titleVersion: null });
    const card = (await reads.contactCards([linus])).get(linus);
    expect(card).toMatchObject({ name: "L. Benedict", corrected: { name: { to: "L. Benedict" } } });
    const claimed = card?.corrected?.name?.claimed ?? "";
    for (const search of ["benedict", claimed || "linus@"])
      expect((await reads.contacts({ search, limit: 10 })).rows.map(({ id }) => id)).toEqual([linus]);
    await crm.putCorrection({ contactId: linus, words: {}, version: 4, titleVersion: null });
    expect((await reads.contactCards([linus])).get(linus)).not.toHaveProperty("corrected");
  });

  it("find a contact by part of a name, an address or a company, and treat no character as a pattern", async ({
    expect,
  }) => {
    const search = async (text: string) => (await reads.contacts({ search: text, limit: 10 })).rows.map(({ id }) => id);
    expect(await search("löwe")).toEqual([ada]);
    expect(await search("KERNEL")).toEqual([linus]);
    expect(await search("engine")).toEqual([ada]);
    expect(await search("%")).toEqual([grace]);
    expect(await search("_\\")).toEqual([grace]);
    expect(await search("' OR 1=1 --")).toEqual([]);
    expect(await search("x".repeat(500))).toEqual([]);
  });
});

describe("dead letters", () => {
  const letters = d1DeadLetters([env.EVENTS_0]);
  const letter = (name: string, day: number) => ({
    id: DeadLetterId.parse(`dl_${name}`),
    origin: "plan",
    reason: "retries_exhausted",
    contactId: ada,
    bodySealed: "sealed",
    keyId: "ad_month_2026-11",
    receivedAt: at(day),
    source: null,
  });

  it("are stored once, listed newest first without their bodies, and marked when they were sent again", async ({
    expect,
  }) => {
    await letters.put(letter("a", 1));
    await letters.put(letter("a", 1));
    await letters.put(letter("b", 2));
    const waiting = { redrivenAt: null, redrivenBy: null };
    const unsettled = { ...waiting, receipt: null, discarded: null };
    expect(await letters.get(letter("a", 1).id)).toEqual({ ...letter("a", 1), ...unsettled });
    await letters.markRedriven({ id: letter("a", 1).id, at: at(3), by: "robin" });
    const { rows, next } = await reads.deadLetters({ limit: 1 });
    expect(rows).toEqual([{ id: "dl_b", origin: "plan", reason: "retries_exhausted", receivedAt: at(2), ...waiting }]);
    expect((await reads.deadLetters({ limit: 1, after: next ?? undefined })).rows).toEqual([
      {
        id: "dl_a",
        origin: "plan",
        reason: "retries_exhausted",
        receivedAt: at(1),
        redrivenAt: at(3),
        redrivenBy: "robin",
      },
    ]);
  });

  it("wait again when they return after they were sent again, but not when an old delivery is repeated", async ({
    expect,
  }) => {
    await letters.put(letter("c", 1));
    await letters.markRedriven({ id: letter("c", 1).id, at: at(3), by: "robin" });
    await letters.put(letter("c", 1));
    expect((await letters.get(letter("c", 1).id))?.redrivenAt).toBe(at(3));
    await letters.put(letter("c", 4));
    expect(await letters.get(letter("c", 4).id)).toMatchObject({
      redrivenAt: null,
      redrivenBy: null,
      receivedAt: at(4),
    });
  });

  it("keep the first key of a month", async ({ expect }) => {
    expect(await letters.key("ad_month_2026-12")).toBeNull();
    expect(await letters.addKey("ad_month_2026-12", "first")).toBe("first");
    expect(await letters.addKey("ad_month_2026-12", "second")).toBe("first");
    expect(await letters.get(DeadLetterId.parse("dl_nobody"))).toBeNull();
  });
});

describe("refused bodies", () => {
  const FLOOD = 3_000;
  const ADD = `INSERT INTO dead_letters (id, origin, reason, body_sealed, key_id, received_at, source)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
    SELECT printf('dl_%s_%05d', ?2, i), 'ingest', ?3, 's', 'k', printf('2026-11-02T09:00:00.%03dZ', i % 1000), ?2 FROM n`;
  const add = (count: number, source: string, reason: string) =>
    env.EVENTS_0.prepare(ADD).bind(count, source, reason).run();

  it("of a source that is flooded hide neither another's nor a message between stages, and are listed to the end", async ({
    expect,
  }) => {
    const before = await reads.deadLetters({ limit: 100 });
    await add(FLOOD, "website", "not_json");
    await add(1, "crm", "field_missing:email");
    expect(await reads.refusedGroups()).toMatchObject([
      { source: "crm", reason: "field_missing:email", bodies: 1 },
      { source: "website", reason: "not_json", bodies: FLOOD },
    ]);
    const crm = { of: { source: "crm", reason: "field_missing:email" }, limit: 100 };
    expect((await reads.refusedBodies(crm)).rows).toMatchObject([{ id: "dl_crm_00001", source: "crm" }]);
    expect(await reads.deadLetters({ limit: 100 })).toEqual(before);
    const seen = new Set<string>();
    for (let after: DeadLetterKey | null | undefined; after !== null;) {
      const page = await reads.refusedBodies({
        of: { source: "website", reason: "not_json" },
        limit: 100,
        ...(after ? { after } : {}),
      });
      for (const { id } of page.rows) seen.add(id);
      after = page.next;
    }
    expect(seen.size).toBe(FLOOD);
  });
});

describe("the query plan of a list", () => {
  /** Runs the work on a database that also collects the query plan of each statement. */
  async function planOf(work: (database: D1Database) => Promise<unknown>): Promise<string[]> {
    const plans: string[] = [];
    const explaining = new Proxy(env.EVENTS_0, {
      get: (target, property) => (property === "prepare" ? explained : Reflect.get(target, property)),
    });
    const explained = (sql: string) => ({
      bind: (...values: unknown[]) => {
        const explain = `EXPLAIN QUERY PLAN ${sql}`;
        const plan = env.EVENTS_0.prepare(explain).bind(...values);
        const collect = async () =>
          plans.push(...(await plan.all<{ detail: string }>()).results.map(({ detail }) => detail));
        const statement = env.EVENTS_0.prepare(sql).bind(...values);
        return {
          raw: async () => (await collect(), statement.raw()),
          all: async () => (await collect(), statement.all()),
        };
      },
    });
    await work(explaining);
    return plans;
  }

  const after = { openedAt: at(1), holdId: HoldId.parse("hd_x") };
  const lists: Readonly<Record<string, readonly [index: string, work: (database: D1Database) => Promise<unknown>]>> = {
    "open holds": [
      "holds_open",
      (database) => d1DeskReads([database], env.CRM).openHolds({ now, limit: 2, after, kind: "draft" }),
    ],
    "open holds of a source": [
      "holds_open",
      (database) => d1DeskReads([database], env.CRM).openHolds({ now, limit: 2, source: "crm" }),
    ],
    "decided holds": [
      "holds_ended",
      (database) => d1DeskReads([database], env.CRM).endedHolds({ limit: 2, contactId: ada }),
    ],
    "open tasks": ["tasks_open", (database) => d1DeskReads([database], env.CRM).openTasks({ limit: 2 })],
    "dead letters": ["dead_letters_received", (database) => d1DeskReads([database], env.CRM).deadLetters({ limit: 2 })],
    "refused bodies of a group": [
      "dead_letters_refused",
      (database) =>
        d1DeskReads([database], env.CRM).refusedBodies({
          of: { source: "website", reason: "not_json" },
          limit: 2,
          after: { receivedAt: at(1), id: DeadLetterId.parse("dl_x") },
        }),
    ],
    "groups of refused bodies": [
      "COVERING INDEX dead_letters_refused",
      (database) => d1DeskReads([database], env.CRM).refusedGroups(),
    ],
    "settled refused bodies": [
      "dead_letters_settled",
      (database) => d1DeskReads([database], env.CRM).refusedBodies({ of: null, limit: 2 }),
    ],
    "scores by id": ["PRIMARY KEY", (database) => d1DeskReads([database], env.CRM).contactScores([ada, grace])],
    "a hold": ["PRIMARY KEY", (database) => d1DeskReads([database], env.CRM).hold(open.first.holdId)],
    "flags by id": ["PRIMARY KEY", (database) => d1DeskReads([database], env.CRM).contactFlags([ada, grace])],
  };
  it("sorts the open holds alone when they are in the order of tiers", async ({ expect }) => {
    const byTier = (database: D1Database) =>
      d1DeskReads([database], env.CRM).openHolds({ now, limit: 2, order: "tier", after: { tier: "B", ...after } });
    const plan = (await planOf(byTier)).join("\n");
    expect(plan).toContain("holds_open");
    expect(plan).toContain("SEARCH contact_scores USING PRIMARY KEY");
  });

  for (const [what, [index, work]] of Object.entries(lists)) {
    it(`uses the index and does not sort: ${what}`, async ({ expect }) => {
      const plan = (await planOf(work)).join("\n");
      expect(plan).toContain(index);
      expect(plan).not.toContain("TEMP B-TREE FOR ORDER BY");
    });
  }
});
