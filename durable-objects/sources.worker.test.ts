// Tests webhook sources in workerd: what people wish is one event and one row, the door gets the secrets opened, and nothing has them in clear.
import { env, exports } from "cloudflare:workers";
import { describe, it } from "vitest";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { d1SourceOverruns, d1SourceRows } from "../drizzle/source-rows.ts";
import { foldSources, sourceRows } from "../domain/source/state.ts";
import { eventInRow } from "../schema/events.ts";
import { askOne, performOne } from "../schema/only-answer.ts";
import type { ReadModelsAnswer } from "../schema/answers.ts";
import { SOURCES_STREAM } from "../schema/sources.ts";
import type { SourceWish } from "../schema/source-commands.ts";
import { portsOf } from "../testing/workerd/ports.ts";

const [FIRST, SECOND] = ["whsec_the-first-secret-of-the-fair", "whsec_the-second-secret-of-the-fair"] as const;
const DAY = "2026-11-30";
const settings = {
  trust: "public",
  kinds: ["lead"],
  sends: "signals",
  makesIds: false,
  labels: { company: ["Which stall?"] },
  dailyBudget: 500,
} as const;
const own = { source: "fair", by: "rosa" } as const;

const wish = (one: object) => performOne(portsOf(exports).desk, { ...own, ...one } as unknown as SourceWish);
const door = (known: number | null) => askOne(portsOf(exports).ingest, { type: "Sources", known, day: DAY });
const shown = () => askOne(portsOf(exports).desk, { type: "ShownSources" });
const rowsOfLog = () => d1EventLog([env.EVENTS_0]).read({ streamId: SOURCES_STREAM });

/** All that the databases have, as text. */
async function everything(): Promise<string> {
  const texts: string[] = [];
  for (const database of [env.EVENTS_0, env.CRM]) {
    const tables = await database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'")
      .all<{ name: string }>();
    for (const { name } of tables.results)
      texts.push(JSON.stringify((await database.prepare(["SELECT * FROM", name].join(" ")).all()).results));
  }
  return texts.join("\n");
}

describe("a webhook source", () => {
  it("is added, rotated and disabled; each change is an event, the row follows, and no secret is in clear", async ({
    expect,
  }) => {
    const added = await wish({ type: "WishSource", sourceType: "signed_form", ...settings, secret: FIRST });
    expect(added).toEqual({ logged: true, version: 1, refusal: null });
    // The same click again, whose secret would be sealed otherwise.
    await wish({ type: "WishSource", sourceType: "signed_form", ...settings, secret: FIRST });
    await wish({ type: "WishSecret", secret: SECOND });
    expect(await door(null)).toEqual({
      version: 2,
      runs: {},
      sources: [{ name: "fair", type: "signed_form", ...settings, enabled: true, secrets: [SECOND, FIRST] }],
    });
    expect(await door(2)).toEqual({ version: 2, sources: null, runs: {} });

    const [one] = await shown();
    const marks = one?.secrets.map(({ mark }) => mark) ?? [];
    await wish({ type: "WishSecretDropped", mark: marks[1] });
    expect((await wish({ type: "WishSecretDropped", mark: marks[0] })).refusal).toEqual({
      reason: "last_secret",
      source: "fair",
    });
    await wish({ type: "WishSourceEnabled", enabled: false });
    expect((await door(2)).sources).toMatchObject([{ enabled: false, secrets: [SECOND] }]);

    const events = (await rowsOfLog()).map((row) => eventInRow(row));
    expect(events.map(({ payload }) => ("change" in payload ? payload.change : ""))).toEqual([
      "added",
      "secret_added",
      "secret_dropped",
      "disabled",
    ]);
    expect(await d1SourceRows(env.CRM).all()).toEqual(sourceRows(foldSources(events)));
    const stored = `${await everything()}\n${JSON.stringify(await shown())}`;
    for (const secret of [FIRST, SECOND])
      expect([stored.includes(secret), stored.includes(Buffer.from(secret).toString("base64"))]).toEqual([
        false,
        false,
      ]);
  });

  it("is refused where it does not exist, and where its name is taken", async ({ expect }) => {
    const shop = { type: "WishSource", source: "shop", sourceType: "signed_form", ...settings, secret: FIRST };
    await wish(shop);
    expect((await wish({ ...shop, sourceType: "typeform" })).refusal).toEqual({
      reason: "source_exists",
      source: "shop",
    });
    expect((await wish({ type: "WishSourceEnabled", source: "nobody", enabled: true })).refusal).toEqual({
      reason: "unknown",
      what: "source",
    });
  });

  it("has its row made again from the log, and a row that no event gives is removed", async ({ expect }) => {
    await wish({ type: "WishSource", source: "blog", sourceType: "signed_form", ...settings, secret: FIRST });
    const before = await d1SourceRows(env.CRM).all();
    await env.CRM.prepare("UPDATE sources SET enabled = 0, daily_budget = 1").run();
    await env.CRM.prepare(
      "INSERT INTO sources SELECT 'forged', type, trust, kinds, sends, makes_ids, labels, daily_budget, enabled, secrets, 9, changed_at, changed_by FROM sources LIMIT 1",
    ).run();
    for (let after: string | null = null; ;) {
      const page: ReadModelsAnswer = await performOne(portsOf(exports).desk, {
        type: "RebuildReadModels",
        after,
        limit: 100,
      });
      if (page.next === null) break;
      after = page.next;
    }
    expect(await d1SourceRows(env.CRM).all()).toEqual(before);
  });

  it("shows the bodies that were over a budget, which the door counts", async ({ expect }) => {
    const overruns = d1SourceOverruns(env.CRM);
    await overruns.add(DAY, new Map([["fair", 3]]));
    await overruns.add(DAY, new Map([["fair", 4]]));
    await overruns.add(DAY, new Map());
    expect([...(await overruns.of(DAY))]).toEqual([["fair", 7]]);
    expect([...(await overruns.of("2026-12-01"))]).toEqual([]);
  });
});
