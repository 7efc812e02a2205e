// The progress of cron jobs in memory: the twin of the one in D1.
import type { CronWork } from "../../drizzle/cron-work.ts";

/** `stored` is what the jobs have stored, by name. */
export const memoryCronWork = (stored: Map<string, string>): CronWork => ({
  read: async (name) => stored.get(name) ?? null,
  replace: async ({ name, from, to }) => {
    if ((stored.get(name) ?? null) !== from) return false;
    stored.set(name, to);
    return true;
  },
});
