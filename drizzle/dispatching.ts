// The row of the stop switch in the CRM database. Every claim reads it, with the suppression list in one statement (d1-suppression-list.ts); the
// object of `ad_dispatch` writes it (durable-objects/host/dispatching.ts).
import * as z from "zod";
import { type DispatchingRow, DispatchStop } from "../schema/dispatching.ts";
import { SealedNote } from "../schema/notes.ts";

export interface Dispatching {
  /** The row; null when there is none, or it does not fit its shape: then nothing is dispatched. Throws when the database does not answer. */
  read(): Promise<DispatchingRow | null>;
  /**
   * Writes the row, unless the one there has a version above `over`. `over` is the row's own version where nothing else is given: a row that is behind
   * replaces no newer one.
   */
  put(row: DispatchingRow, over?: number): Promise<void>;
}

/** The row as the database has it, in one JSON text. */
const Stored = z.strictObject({
  stopped: z.union([z.literal(0), z.literal(1)]),
  version: z.int().min(0),
  commandId: z.string().nullable(),
  since: z.string().nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
});

/** The row of its JSON text; null when there is no row, or a row that was changed by hand and says nothing. */
export function dispatchingIn(text: string | null): DispatchingRow | null {
  if (text === null) return null;
  const stored = Stored.safeParse(JSON.parse(text));
  if (!stored.success) return null;
  const { stopped, version, note, ...rest } = stored.data;
  const row = { isStopped: stopped === 1, version };
  if (rest.commandId === null) return stopped === 1 || version > 0 ? null : { ...row, stop: null };
  const stop = DispatchStop.safeParse({ ...rest, note: noteIn(note) });
  return stop.success ? { ...row, stop: stop.data } : null;
}

function noteIn(text: string | null): unknown {
  if (text === null) return null;
  try {
    return SealedNote.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The query of the row's JSON text, which `dispatchingIn` reads. The list's reading has it in its own statement. */
export const SELECT_DISPATCHING = `SELECT json_object('stopped', stopped, 'version', version, 'commandId', command_id, 'since', since, 'by', by,
  'reason', reason, 'note', note) AS row FROM dispatching WHERE only = 1`;

const PUT = `INSERT INTO dispatching (only, stopped, version, command_id, since, by, reason, note) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
  ON CONFLICT (only) DO UPDATE SET stopped = excluded.stopped, version = excluded.version, command_id = excluded.command_id,
    since = excluded.since, by = excluded.by, reason = excluded.reason, note = excluded.note
  WHERE dispatching.version <= ?8`;

export const d1Dispatching = (database: D1Database): Dispatching => ({
  read: async () => dispatchingIn(await database.prepare(SELECT_DISPATCHING).first<string>("row")),
  async put({ isStopped, version, stop }, over = version) {
    const { commandId = null, since = null, by = null, reason = null, note = null } = stop ?? {};
    const values = [isStopped ? 1 : 0, version, commandId, since, by, reason, note && JSON.stringify(note), over];
    await database
      .prepare(PUT)
      .bind(...values)
      .run();
  },
});
