// Tests the cron's turn that records who read words: one event for each person and day that is over, and never two, wherever a turn ends.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { DayOfReading } from "../../drizzle/words-read.ts";
import type { RecordReading } from "../../schema/commands.ts";
import { type ReadingPorts, readingTurn } from "./words-read.ts";

const NOON = Date.parse("2026-11-29T12:00:00.000Z");
const rosa: DayOfReading = { day: "2026-11-28", by: "rosa", contacts: 3, opened: 7 };
const omar: DayOfReading = { day: "2026-11-28", by: "omar", contacts: 1, opened: 0 };

/** The rows of these days, and a log that records each command id once, as the object of `ad_audit` does. */
function anInstallation(days: readonly DayOfReading[]) {
  let rows = [...days];
  const events = new Map<string, RecordReading>();
  const ports: ReadingPorts = {
    words: {
      before: async (day, limit) => rows.filter((row) => row.day < day).slice(0, limit),
      remove: async ({ day, by }) => void (rows = rows.filter((row) => row.day !== day || row.by !== by)),
    },
    record: async (command) => {
      if (!events.has(command.commandId)) events.set(command.commandId, command);
      return true;
    },
    now: () => NOON,
  };
  return {
    ports,
    left: () => rows,
    recorded: () => [...events.values()].map(({ day, by, contacts, opened }) => ({ day, by, contacts, opened })),
  };
}

describe("a turn", () => {
  it("records each person's day in the stream of audits, and removes its rows", async ({ expect }) => {
    const { ports, left, recorded } = anInstallation([omar, rosa]);
    expect(await readingTurn(ports)).toEqual({ recorded: 2, waiting: 0 });
    expect(recorded()).toEqual([omar, rosa]);
    expect(left()).toEqual([]);
    expect(await readingTurn(ports)).toEqual({ recorded: 0, waiting: 0 });
  });

  it("leaves a day alone until an hour after it has ended", async ({ expect }) => {
    const { ports, left } = anInstallation([rosa]);
    const at = (time: string) => readingTurn({ ...ports, now: () => Date.parse(time) });
    expect(await at("2026-11-28T23:59:59.999Z")).toEqual({ recorded: 0, waiting: 0 });
    expect(await at("2026-11-29T00:59:59.999Z")).toEqual({ recorded: 0, waiting: 0 });
    expect(left()).toEqual([rosa]);
    expect(await at("2026-11-29T01:00:00.000Z")).toEqual({ recorded: 1, waiting: 0 });
  });

  it("keeps the rows of a day whose event the log does not accept", async ({ expect }) => {
    const { ports, left, recorded } = anInstallation([omar, rosa]);
    const record: ReadingPorts["record"] = async (command) => command.by === "rosa" && ports.record(command);
    expect(await readingTurn({ ...ports, record })).toEqual({ recorded: 1, waiting: 1 });
    expect([left(), recorded()]).toEqual([[omar], [rosa]]);
    expect(await readingTurn(ports)).toEqual({ recorded: 1, waiting: 0 });
    expect(recorded()).toEqual([rosa, omar]);
  });

  it("that ends between the event and the removal counts the day once", async ({ expect }) => {
    const { ports, left, recorded } = anInstallation([rosa]);
    const crash = async (): Promise<never> => {
      throw new Error("the isolate ended");
    };
    await expect(readingTurn({ ...ports, words: { ...ports.words, remove: crash } })).rejects.toThrow("ended");
    expect([left(), recorded()]).toEqual([[rosa], [rosa]]);
    expect(await readingTurn(ports)).toEqual({ recorded: 1, waiting: 0 });
    expect([left(), recorded()]).toEqual([[], [rosa]]);
  });

  it("loses and repeats nothing, for any days and any moments at which turns end", async ({ expect }) => {
    const day = fc.record({
      day: fc.constantFrom("2026-11-25", "2026-11-26", "2026-11-28", "2026-11-29"),
      by: fc.constantFrom("rosa", "omar", "lena"),
      contacts: fc.integer({ min: 1, max: 9 }),
      opened: fc.nat(9),
    });
    const days = fc.uniqueArray(day, { selector: (one) => `${one.day} ${one.by}`, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(days, fc.array(fc.nat(24), { maxLength: 6 }), async (all, ends) => {
        const { ports, left, recorded } = anInstallation(all);
        for (const end of ends) {
          let steps = 0;
          const crashing =
            <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
            async (...args: A): Promise<T> => {
              steps += 1;
              if (steps > end) throw new Error("the isolate ended");
              return work(...args);
            };
          const { words, record } = ports;
          const dying = { ...ports, record: crashing(record), words: { ...words, remove: crashing(words.remove) } };
          await readingTurn(dying).catch(() => undefined);
        }
        await readingTurn(ports);
        const isOver = (one: DayOfReading): boolean => one.day < "2026-11-29";
        expect(left()).toEqual(all.filter((one) => !isOver(one)));
        const key = ({ day: of, by }: DayOfReading): string => `${of} ${by}`;
        const byKey = (one: DayOfReading, other: DayOfReading): number => (key(one) < key(other) ? -1 : 1);
        expect(recorded().toSorted(byKey)).toEqual(all.filter(isOver).toSorted(byKey));
      }),
    );
  });
});
