// The progress of each cron job, kept between two of its turns: one text for each job. A turn can replace only the text that it has read, so
// of two concurrent turns one fails.

export interface CronWork {
  /** The job's progress; null before its first step. */
  read(name: string): Promise<string | null>;
  /** Stores `to` if the stored progress is still `from`. Returns false when another turn replaced it: the caller then drops its own result. */
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
