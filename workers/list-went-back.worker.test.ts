// Tests in workerd what follows when the suppression list loses entries: nothing is planned, approved, sent or written to the list, by name,
// until a rebuild has made the rows again from the log.
import { reset } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, it, vi } from "vitest";
import { cronTurn } from "../durable-objects/cron/cron.ts";
import type { DeskReads } from "../drizzle/desk-reads.ts";
import { lookupsOf, suppressionDigest } from "../domain/address.ts";
import { beginning } from "../schema/cause.ts";
import { commandIdOf, type ContactId, suppressionStreamOf } from "../schema/ids.ts";
import { performOne } from "../schema/only-answer.ts";
import { SECOND_MS } from "../schema/time.ts";
import { ADA, ROSA, SYSTEM_KEY } from "../testing/people.ts";
import { chanceOf } from "../testing/seed.ts";
import { anAssembly } from "../testing/workerd/assembly.ts";
import { ports } from "../testing/workerd/ports.ts";
import { migrate } from "../testing/workerd/test.ts";

interface ListRow {
  readonly revision: number;
  readonly digest: string;
}

beforeEach(async () => {
  vi.restoreAllMocks();
  await reset();
  await migrate();
});

/** Rows without the two columns that a rebuild writes anew: the time is the event's, and the command key says so. */
const rows = async () =>
  (
    await env.CRM.prepare(
      "SELECT revision, op, kind, digest, cause, by FROM suppressions ORDER BY revision",
    ).all<ListRow>()
  ).results;

/** Runs a statement on the list as a person with a handle can: without its triggers, which are there again afterwards. */
async function tamper(statement: string): Promise<void> {
  const select = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'suppressions'";
  const { results } = await env.CRM.prepare(select).all<{ name: string; sql: string }>();
  // A gate goes by what it has read of the log for ten seconds.
  vi.setSystemTime(Date.now() + 10 * SECOND_MS);
  for (const { name } of results) await env.CRM.prepare(["DROP TRIGGER", name].join(" ")).run();
  await env.CRM.prepare(statement).run();
  for (const { sql } of results) await env.CRM.prepare(sql).run();
}

const wish = (value: string, kind: "address" | "domain" = "address") => ({
  kind,
  value,
  by: ROSA,
  reason: "other" as const,
  why: "asked",
});
const suppress = (...values: readonly string[]) =>
  performOne(ports.desk, { type: "Suppress", wishes: values.map((value) => wish(value)) });

async function rebuild() {
  const all = { added: 0, differing: [] as number[], unlogged: [] as number[], left: [] as string[], isBehind: true };
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof rebuiltPage>> = await rebuiltPage(after);
    all.added += page.added;
    all.differing.push(...page.differing);
    all.unlogged.push(...page.unlogged);
    all.left.push(...page.left);
    all.isBehind = page.isBehind;
    if (page.next === null) return all;
    after = page.next;
  }
}
const rebuiltPage = (after: string | null) => performOne(ports.desk, { type: "RebuildList", after });

const turn = () => cronTurn(env, () => Date.now(), fetch);
const standing = () => (exports as unknown as { DeskReadsPort: DeskReads }).DeskReadsPort.listStanding();
const outbox = async () =>
  (await env.EVENTS_0.prepare("SELECT stream_id FROM outbox ORDER BY stream_id").all()).results;

/** Each way in which the list loses entries that the log has, so that it ends below it. */
const LOSSES = [
  ["its database is restored to an earlier time", "DELETE FROM suppressions WHERE revision > 2"],
  ["it is emptied", "DELETE FROM suppressions"],
  ["only its last entry is lost", "DELETE FROM suppressions WHERE revision = (SELECT max(revision) FROM suppressions)"],
] as const;

/** A contact with an open draft, one with an approved message that waits, and a list with the entries of two others. */
async function working() {
  const system = anAssembly();
  const toDraft = async (email: string): Promise<ContactId> => {
    const lead = system.lead(email);
    await system.deliver(lead);
    await system.drain();
    await system.confirm(lead.contactId);
    await system.drain();
    return lead.contactId;
  };
  const [held, approved] = [await toDraft("held@engine.example"), await toDraft("approved@engine.example")];
  await system.approve(approved);
  await suppress("one@gone.example");
  await suppress("two@gone.example");
  await performOne(ports.desk, { type: "Lift", wish: wish("one@gone.example") });
  return { system, held, approved };
}

describe.for(LOSSES)("a list that went back: %s", ([, loss]) => {
  it("stops every gate and every write by name, until it is rebuilt", async ({ expect }) => {
    const { system, held, approved } = await working();
    const whole = await rows();
    expect(whole).toHaveLength(6);
    const dispatch = system.queued.splice(0);
    expect(dispatch.map(({ queue }) => queue)).toEqual(["dispatch"]);
    await tamper(loss);
    const left = await rows();

    // The dispatcher, the reviewer, the planner.
    await expect(system.deliver(...dispatch)).rejects.toThrow("list_went_back");
    await expect(system.approve(held)).rejects.toThrow("ApproveDraft: list_went_back");
    const lead = system.lead("new@engine.example");
    await system.deliver(lead);
    const [plan] = system.queued.splice(0);
    await expect(system.deliver(plan!)).rejects.toThrow("list_went_back");
    // The list is not written either: the next revisions belong to other entries.
    for (const answer of [
      await suppress("three@gone.example"),
      await performOne(ports.desk, { type: "Lift", wish: wish("two@gone.example") }),
      await performOne(ports.desk, eraseOf(held)),
    ])
      expect(answer.refusal).toEqual({ reason: "list_went_back" });
    expect(await rows()).toEqual(left);
    expect(await outbox()).toEqual([]);
    expect(await system.typesLogged(approved)).not.toContain("DispatchClaimed");
    expect(await system.typesLogged(held)).not.toContain("DraftApproved");

    // It is named.
    expect((await turn()).list).toMatchObject({ completed: 0, trouble: "list_went_back" });
    expect(await standing()).toEqual({ listed: left.at(-1)?.revision ?? 0, logged: 6 });

    expect(await rebuild()).toEqual({
      added: whole.length - left.length,
      differing: [],
      unlogged: [],
      left: [],
      isBehind: false,
    });
    expect(await rows()).toEqual(whole);
    expect(await rebuild()).toMatchObject({ added: 0, isBehind: false });

    await system.deliver(...dispatch);
    await system.approve(held);
    await system.deliver(plan!);
    await system.drain();
    expect(await outbox()).toEqual([{ stream_id: approved }, { stream_id: held }].toSorted(byStream));
    expect((await suppress("three@gone.example")).refusal).toBeNull();
    expect((await rows()).map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect((await turn()).list).toMatchObject({ lacking: 0, trouble: null });
  });
});

const byStream = (one: { readonly stream_id: string }, other: { readonly stream_id: string }): number =>
  one.stream_id < other.stream_id ? -1 : 1;

function eraseOf(contactId: ContactId) {
  const commandId = commandIdOf("EraseContact", contactId);
  return { type: "EraseContact", ...beginning(commandId), contactId, by: ROSA, reason: "other", why: "wish" } as const;
}

describe("a rebuild of the list", () => {
  it("stops a suppressed person again, whose entry was lost", async ({ expect }) => {
    const system = anAssembly();
    const lead = system.lead(ADA);
    await suppress(ADA);
    await tamper("DELETE FROM suppressions");
    await system.deliver(lead);
    const [plan] = system.queued.splice(0);
    await expect(system.deliver(plan!)).rejects.toThrow("list_went_back");
    await rebuild();
    await system.deliver(plan!);
    expect(await system.typesLogged(lead.contactId)).toContain("SafetyVetoed");
  });

  it("makes a row in the middle again, which the cron counts", async ({ expect }) => {
    await suppress("one@gone.example", "two@gone.example", "three@gone.example");
    const whole = await rows();
    await tamper("DELETE FROM suppressions WHERE revision IN (2, 4)");
    expect((await turn()).list).toMatchObject({ lacking: 2, trouble: null });
    expect(await rebuild()).toMatchObject({ added: 2, differing: [], unlogged: [] });
    expect(await rows()).toEqual(whole);
  });

  it("names rows that differ and rows without an event, leaves them, and keeps the gates closed", async ({
    expect,
  }) => {
    await suppress("one@gone.example", "two@gone.example");
    const other = suppressionDigest(SYSTEM_KEY, "domain", "other.example");
    await tamper("DELETE FROM suppressions WHERE revision > 1");
    await tamper(`UPDATE suppressions SET digest = '${other}'`);
    expect(await rebuild()).toMatchObject({ added: 2, differing: [1], isBehind: true });
    const { address } = lookupsOf(SYSTEM_KEY, { address: "one@gone.example" });
    expect((await rows()).map(({ digest }) => digest)).not.toContain(address);
    expect((await suppress("three@gone.example")).refusal).toEqual({ reason: "list_went_back" });
    await tamper("DELETE FROM suppressions WHERE revision = 1");
    expect(await rebuild()).toMatchObject({ added: 2, differing: [], isBehind: false });
    await tamper(
      `INSERT INTO suppressions (op, kind, digest, cause, command_key) VALUES ('add', 'domain', '${other}', 'desk', 'k')`,
    );
    expect(await rebuild()).toMatchObject({ added: 0, unlogged: [5], isBehind: false });
  });

  it("takes nothing from a stream with a broken chain, and keeps the gates closed", async ({ expect }) => {
    await suppress("one@gone.example", "two@gone.example");
    const [{ digest } = { digest: "" }] = await rows();
    await tamper("DELETE FROM suppressions");
    await env.EVENTS_0.prepare("DROP TRIGGER events_no_update").run();
    const stream = suppressionStreamOf(digest);
    await env.EVENTS_0.prepare("UPDATE events SET hash = zeroblob(32) WHERE stream_id = ?1").bind(stream).run();
    expect(await rebuild()).toMatchObject({ left: [stream], isBehind: true });
  });

  it("makes the log's own record of the revisions again, so that a lowered one hides nothing", async ({ expect }) => {
    await suppress("one@gone.example", "two@gone.example");
    await env.EVENTS_0.prepare("UPDATE list_revisions SET revision = 0").run();
    await tamper("DELETE FROM suppressions WHERE revision > 1");
    expect(await standing()).toEqual({ listed: 1, logged: 0 });
    expect(await rebuild()).toMatchObject({ added: 3, isBehind: false });
    expect(await standing()).toEqual({ listed: 4, logged: 4 });
  });

  it("makes any rows again, whichever were lost", async ({ expect }) => {
    await suppress(...Array.from({ length: 12 }, (_, index) => `p${index}@gone.example`));
    const whole = await rows();
    const chance = chanceOf(9);
    for (let round = 0; round < 12; round += 1) {
      const lost = whole.map(({ revision }) => revision).filter(() => chance.hits(0.5));
      await tamper(`DELETE FROM suppressions WHERE revision IN (${lost.join(", ") || "0"})`);
      expect(await rebuild(), String(lost)).toMatchObject({ added: lost.length, differing: [], isBehind: false });
      expect(await rows()).toEqual(whole);
    }
  });
});
