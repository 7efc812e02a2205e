// Asks the port whether a session was ended by signing out, and tells it when one is. The port remembers ended sessions in the
// database, so that they stay ended in every isolate and after a restart.
import { askOne, performOne } from "../../schema/only-answer.ts";
import type { Port } from "../../schema/ports.ts";
import type { Session } from "./session.ts";

export interface EndedSessions {
  /**
   * Whether the session was ended. `isClick`: the request acts, so the port is asked in any case. Throws when the port does not
   * answer: the request is then answered 503.
   */
  has(session: Session, request: { readonly isClick: boolean }): Promise<boolean>;
  /** Ends the session. Throws when the port does not answer. */
  end(session: Session): Promise<void>;
}

/**
 * A session that was not ended is not asked about again for this long, so that a person who turns pages costs few reads. In another
 * isolate a copied cookie may open pages for this long after the sign-out; it can decide nothing.
 */
const KNOWN_LIVE_MS = 10_000;

/** Far more sessions than people use within seconds. The memory is then cleared, which costs one read for each session. */
const MOST_KNOWN = 1_000;

export function endedSessions({ port, now }: { readonly port: Port<"desk">; readonly now: () => Date }): EndedSessions {
  /** When the port was last asked about a session and had not ended it, in milliseconds. */
  const live = new Map<string, number>();

  return {
    async has({ id }, { isClick }) {
      const at = now().getTime();
      const askedAt = live.get(id);
      if (!isClick && askedAt !== undefined && at - askedAt < KNOWN_LIVE_MS) return false;
      const isEnded = await askOne(port, { type: "EndedSession", sessionId: id });
      if (live.size >= MOST_KNOWN) live.clear();
      if (isEnded) live.delete(id);
      else live.set(id, at);
      return isEnded;
    },
    async end({ id, expiresAt }) {
      await performOne(port, { type: "EndSession", sessionId: id, expiresAt });
      live.delete(id);
    },
  };
}
