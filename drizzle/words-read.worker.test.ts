// Tests the notes of who read words: what a page view and a list write, what a day adds up to, and that a day is removed alone.
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { ada, grace } from "../testing/rows.ts";
import { d1WordsRead } from "./words-read.ts";

const words = d1WordsRead(env.EVENTS_0);
const at = new Date("2026-11-28T23:59:59.999Z");
const nextDay = new Date("2026-11-29T00:00:00.000Z");

describe("the notes of who read words", () => {
  it("add up to one day a person, with contacts counted once and each opening counted", async ({ expect }) => {
    await words.listed({ by: "rosa", contactIds: [ada, grace, ada], at });
    await words.opened({ by: "rosa", about: ada, at });
    await words.opened({ by: "rosa", about: ada, at });
    await words.listed({ by: "rosa", contactIds: [ada], at });
    await words.opened({ by: "omar", about: grace, at });
    await words.listed({ by: "omar", contactIds: [], at });
    await words.opened({ by: "omar", about: ada, at: nextDay });
    expect(await words.before("2026-11-28", 10)).toEqual([]);
    const first = [
      { day: "2026-11-28", by: "omar", contacts: 1, opened: 1 },
      { day: "2026-11-28", by: "rosa", contacts: 2, opened: 2 },
    ];
    expect(await words.before("2026-11-29", 10)).toEqual(first);
    expect(await words.before("2026-11-30", 10)).toEqual([
      ...first,
      { day: "2026-11-29", by: "omar", contacts: 1, opened: 1 },
    ]);
    expect(await words.before("2026-11-30", 1)).toEqual(first.slice(0, 1));
    await words.remove({ day: "2026-11-28", by: "omar" });
    await words.remove({ day: "2026-11-28", by: "omar" });
    expect(await words.before("2026-11-30", 10)).toHaveLength(2);
  });

  it("cost one row a page view, and none for a list whose contacts were noted that day", async ({ expect }) => {
    const written = async (work: (database: D1Database) => Promise<void>): Promise<number> => {
      let rows = 0;
      const counting = {
        prepare: (statement: string) => ({
          bind: (...values: unknown[]) => ({
            run: async () => {
              const { meta } = await env.EVENTS_0.prepare(statement)
                .bind(...values)
                .run();
              rows += meta.rows_written;
            },
          }),
        }),
      };
      await work(counting as unknown as D1Database);
      return rows;
    };
    const reading = { by: "lena", at };
    const opened = (database: D1Database) => d1WordsRead(database).opened({ ...reading, about: ada });
    const listed = (database: D1Database) => d1WordsRead(database).listed({ ...reading, contactIds: [ada, grace] });
    expect([await written(opened), await written(opened)]).toEqual([1, 1]);
    expect([await written(listed), await written(listed)]).toEqual([1, 0]);
  });
});
