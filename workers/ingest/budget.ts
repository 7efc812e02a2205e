// The budgets at the door: the platform's limits of a short window, for each source and for each of its contacts, then the source's own budget of a
// day. What is over is answered 429 and kept nowhere, because the sender repeats it; it is counted. Opt-outs never come here.
import type { ContactId } from "../../schema/ids.ts";
import type { Source } from "./sources.ts";

/** The platform's limit: it counts a key at each of its locations, without a row. */
export interface Limit {
  limit(options: { readonly key: string }): Promise<{ readonly success: boolean }>;
}

/** The window of both limits in wrangler.toml. */
const WINDOW_SECONDS = 60;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;

export interface Budget {
  /** The seconds after which the sender may try again; null while the source and the contact are within their budgets. Never throws. */
  over(source: Source, contactId: ContactId | null): Promise<number | null>;
  /** What was over since the call before, by source. */
  takeOver(): ReadonlyMap<string, number>;
}

interface Ports {
  readonly sourceLimit: Limit;
  readonly contactLimit: Limit;
  /** The runs of a source that began today, as they were at most 10 seconds ago. */
  readonly runsToday: (source: string) => number;
  readonly now: () => Date;
  readonly report: (line: Readonly<Record<string, unknown>>) => void;
}

export function openBudget({ sourceLimit, contactLimit, runsToday, now, report }: Ports): Budget {
  let counted = new Map<string, number>();

  /** Accepting a lead depends on the queue alone: a limit that does not answer limits nothing. */
  const isWithin = async (limit: Limit, key: string): Promise<boolean> => {
    try {
      return (await limit.limit({ key })).success;
    } catch (error) {
      report({ reason: "limit_unavailable", error: error instanceof Error ? error.name : "unknown" });
      return true;
    }
  };
  const waitOf = async ({ name, dailyBudget }: Source, contactId: ContactId | null): Promise<number | null> => {
    // First the contact's: a flood of one contact then uses up nothing of its source's.
    if (contactId && !(await isWithin(contactLimit, `${name}:${contactId}`))) return WINDOW_SECONDS;
    if (!(await isWithin(sourceLimit, name))) return WINDOW_SECONDS;
    if (dailyBudget === null || runsToday(name) < dailyBudget) return null;
    return Math.ceil((DAY_MILLISECONDS - (now().getTime() % DAY_MILLISECONDS)) / 1_000);
  };
  return {
    async over(source, contactId) {
      const seconds = await waitOf(source, contactId);
      if (seconds !== null) counted.set(source.name, (counted.get(source.name) ?? 0) + 1);
      return seconds;
    },
    takeOver() {
      const taken = counted;
      counted = new Map();
      return taken;
    },
  };
}

/** No budget at all. */
export const NO_BUDGET: Pick<Budget, "over"> = { over: async () => null };
