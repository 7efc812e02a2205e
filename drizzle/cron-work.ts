// Where the cron's work stands between two of its turns: a text for each kind of work, replaced only by whoever read the one before.

export interface CronWork {
  /** How far the work has come; null before its first step. */
  read(name: string): Promise<string | null>;
  /** Keeps `to` if `from` still stands. False when another turn came first: what this one did is then to be forgotten. */
  replace(step: {
    readonly name: string;
    readonly from: string | null;
    readonly to: string;
    readonly at: string;
  }): Promise<boolean>;
}

const BEGIN = "INSERT INTO cron_work (name, state, at) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO NOTHING";
const REPLACE = "UPDATE cron_work SET state = ?2, at = ?3 WHERE name = ?1 AND state = ?4";

export const d1CronWork = (database: D1Database): CronWork => ({
  read: (name) => database.prepare("SELECT state FROM cron_work WHERE name = ?1").bind(name).first<string>("state"),
  async replace({ name, from, to, at }) {
    const { meta } =
      from === null
        ? await database.prepare(BEGIN).bind(name, to, at).run()
        : await database.prepare(REPLACE).bind(name, to, at, from).run();
    return meta.changes === 1;
  },
});
