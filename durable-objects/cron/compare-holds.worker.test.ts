// The cron over real databases and objects: it finds each row of a hold that was changed by hand, names it on the desk's list, and takes it
// off when the rows were made again.
import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { troubleOf } from "../../schema/object-damage.ts";
import { performOne } from "../../schema/only-answer.ts";
import { holdIdOf } from "../../schema/ids.ts";
import { ada } from "../../testing/people.ts";
import { approve, edit, reject, runOf } from "../../testing/contact/scenario.ts";
import { ports } from "../../testing/workerd/ports.ts";
import { adoptLogKey, migrate } from "../../testing/workerd/test.ts";
import { toDraft } from "../../testing/workerd/to-draft.ts";
import { d1UnreadableObjects } from "../../drizzle/unreadable-objects.ts";
import { cronTurn } from "./cron.ts";

const run = runOf("1");
const [preview, draft] = [holdIdOf(run, "preview"), holdIdOf(run, "draft")];
const turn = async () => (await cronTurn(env, () => Date.now(), fetch)).heads;
const noted = () => d1UnreadableObjects(env.EVENTS_0).list(9);
const change = (sql: string, ...values: readonly string[]) =>
  env.EVENTS_0.prepare(sql)
    .bind(...values)
    .run();

beforeEach(async () => {
  await reset();
  await migrate();
  await adoptLogKey();
  vi.spyOn(console, "log").mockReturnValue();
  vi.spyOn(console, "warn").mockReturnValue();
  await toDraft();
});
afterEach(() => void vi.restoreAllMocks());

/** Changes of one row, with what the cron then names. */
const EDITS: readonly (readonly [what: string, sql: string, named: string])[] = [
  ...["subject", "body", "footer", "email", "wrote"].map((field) => {
    const sql = `UPDATE holds SET shown = json_set(shown, '$.${field}', 'Swapped words') WHERE hold_id = ?`;
    return [`its ${field} was swapped`, sql, `holds.${draft} shown`] as const;
  }),
  ["its digest was swapped", "UPDATE holds SET digest = 'x' WHERE hold_id = ?", `holds.${draft} digest`],
  ["it was closed", "UPDATE holds SET state = 'rejected' WHERE hold_id = ?", `holds.${draft} state`],
  ["it was deleted", "DELETE FROM holds WHERE hold_id = ?", `holds.${draft} row`],
  [
    "it fits no schema",
    "UPDATE holds SET kind = 'letter', version = 99 WHERE hold_id = ?",
    `holds.${draft} version, kind`,
  ],
];

describe("a row of a hold", () => {
  it("is as its object says after every honest change", async ({ expect }) => {
    expect(await turn()).toMatchObject({ readModelDiffers: 0, streams: [] });
    const digest = async () => {
      const row = await env.EVENTS_0.prepare("SELECT digest FROM holds WHERE hold_id = ?")
        .bind(draft)
        .first<string>("digest");
      return row ?? "";
    };
    await performOne(ports.desk, edit(run, await digest(), "Better words."));
    expect(await turn()).toMatchObject({ readModelDiffers: 0, streams: [] });
    await performOne(ports.desk, approve(run, await digest()));
    expect(await turn()).toMatchObject({ readModelDiffers: 0, streams: [] });
    expect(await noted()).toEqual([]);
  });

  it.for(EDITS)("is named when %s, until the rows are made again", async ([, sql, named], { expect }) => {
    await change(sql, draft);
    expect(await turn()).toMatchObject({ relations: { equal: 2 }, unreadable: 0, readModelDiffers: 1, streams: [ada] });
    expect(await noted()).toMatchObject([{ streamId: ada, detail: `read_model_differs ${named}` }]);
    expect(JSON.stringify(await noted())).not.toContain("Swapped");
    // The note stays while the row is as it is.
    expect(await turn()).toMatchObject({ readModelDiffers: 1 });
    expect(await noted()).toHaveLength(1);

    await performOne(ports.desk, { type: "RebuildReadModels", after: null, limit: 100 });
    expect(await noted()).toEqual([]);
    expect(await turn()).toMatchObject({ readModelDiffers: 0, streams: [] });
  });

  it("is named when a decided one was opened again", async ({ expect }) => {
    await performOne(ports.desk, reject(run));
    await change("UPDATE holds SET state = 'open', ended_at = NULL, ended_by = NULL");
    expect(await turn()).toMatchObject({ readModelDiffers: 1 });
    const [note] = await noted();
    expect(note?.detail).toContain(`holds.${draft} state`);
    expect(note?.detail).toContain(`holds.${preview} state`);
  });

  it("leaves the list also when it was repaired by hand", async ({ expect }) => {
    await change("UPDATE holds SET digest = 'x' || digest WHERE hold_id = ?", draft);
    await turn();
    await change("UPDATE holds SET digest = substr(digest, 2) WHERE hold_id = ?", draft);
    expect(await turn()).toMatchObject({ readModelDiffers: 0, streams: [] });
    expect(await noted()).toEqual([]);
  });

  it("is no reason to call the object of a dead letter unreadable", async ({ expect }) => {
    await change("UPDATE holds SET digest = 'x' WHERE hold_id = ?", draft);
    await turn();
    const note = await d1UnreadableObjects(env.EVENTS_0).find(ada);
    expect(troubleOf(note?.detail ?? "")).toBe("read_model_differs");
  });
});
