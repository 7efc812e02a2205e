// The sessions of the desk that were ended by signing out. A session is a signed cookie, so a copy of it would stay valid until it
// expires; only ended sessions are remembered, and only as long as they could still be used.
import { DAY_MS } from "../schema/time.ts";

export interface EndedSession {
  readonly sessionId: string;
  /** When the session would have expired. */
  readonly expiresAt: string;
}

export interface EndedSessions {
  /** Remembers an ended session. A repeat writes nothing. */
  end(session: EndedSession, at: Date): Promise<void>;
  has(sessionId: string): Promise<boolean>;
}

/** An expired session is kept for another day, so that a difference between the clocks of two Workers revives none. */
const KEPT_MS = DAY_MS;

const INSERT =
  "INSERT INTO ended_sessions (session_id, expires_at) VALUES (?1, ?2) ON CONFLICT (session_id) DO NOTHING";
// There is no index by time: the table has at most a day and a half of sign-outs.
const REMOVE_EXPIRED = "DELETE FROM ended_sessions WHERE expires_at < ?1";
const FIND = "SELECT 1 AS found FROM ended_sessions WHERE session_id = ?1";

export const d1EndedSessions = (database: D1Database): EndedSessions => ({
  async end({ sessionId, expiresAt }, at) {
    await database.batch([
      database.prepare(INSERT).bind(sessionId, expiresAt),
      database.prepare(REMOVE_EXPIRED).bind(new Date(at.getTime() - KEPT_MS).toISOString()),
    ]);
  },
  has: async (sessionId) => (await database.prepare(FIND).bind(sessionId).first("found")) !== null,
});
