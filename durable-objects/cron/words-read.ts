// Records who read personal words: one event for each person and day that is over, from what the ports noted. The rows are removed when the
// log has the event. A turn that ends between the two leaves rows whose event the next turn finds recorded: the command's id is that of
// day and person, so a day is never counted twice.
import type { WordsRead } from "../../drizzle/words-read.ts";
import { beginning } from "../../schema/cause.ts";
import { RecordReading } from "../../schema/commands.ts";
import { AdminId, commandIdOf } from "../../schema/ids.ts";
import { HOUR_MS } from "../../schema/time.ts";

export interface ReadingPorts {
  readonly words: Pick<WordsRead, "before" | "remove">;
  /** Records the event; false while the log does not have it. */
  readonly record: (command: RecordReading) => Promise<boolean>;
  readonly now: () => number;
}

/** What a turn recorded, and how many persons' days wait because the log did not accept their event. */
export interface ReadingTurn {
  readonly recorded: number;
  readonly waiting: number;
}

/** A note is written within seconds, and the clocks of two machines differ by less: an hour after midnight a day has all its notes. */
const OVER_AFTER_MS = HOUR_MS;
/** Persons' days in one turn: more than an installation has people. */
const DAYS_PER_TURN = 100;

export async function readingTurn({ words, record, now }: ReadingPorts): Promise<ReadingTurn> {
  const today = new Date(now() - OVER_AFTER_MS).toISOString().slice(0, 10);
  let [recorded, waiting] = [0, 0];
  for (const day of await words.before(today, DAYS_PER_TURN)) {
    const commandId = commandIdOf("RecordReading", day.day, day.by);
    const streamId = AdminId.parse("ad_audit");
    const command = RecordReading.parse({ type: "RecordReading", ...beginning(commandId), streamId, ...day });
    if (await record(command)) {
      await words.remove(day);
      recorded += 1;
    } else waiting += 1;
  }
  return { recorded, waiting };
}
