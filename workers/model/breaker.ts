// Stops asking a model that fails: whoever waits for it would only be late. Pure; the port keeps the state, for as long as its isolate lives.
import { MINUTE_MS } from "../../schema/time.ts";

export interface Breaker {
  /** When the latest failures were, in milliseconds; the oldest first. */
  readonly failedAt: readonly number[];
  /** Nothing is asked before this time, in milliseconds. */
  readonly openUntil: number;
}

export const closedBreaker: Breaker = { failedAt: [], openUntil: 0 };

/** One more than the calls that run at once, so that a single bad moment is not enough. */
const FAILURES = 7;
/** Failures further apart than this are chance. */
const WINDOW_MS = MINUTE_MS;
/** Long enough for a provider to restart, short enough that a lead of the next minute is planned again. */
const OPEN_MS = 30_000;
/** A provider that asks for more patience than this is asked again all the same. */
const PATIENCE_MS = 10 * MINUTE_MS;

export const isOpen = ({ openUntil }: Breaker, at: number): boolean => at < openUntil;

/**
 * After a call. A failure opens it once there were enough of them; a provider that says when to come again opens it until then. When it closes,
 * the failures of the last minute still count, so that the first new one opens it again; a success forgets them.
 */
export function afterCall(
  breaker: Breaker,
  { at, failed, retryAfterSeconds = 0 }: { at: number; failed: boolean; retryAfterSeconds?: number | undefined },
): Breaker {
  if (!failed) return { ...closedBreaker, openUntil: breaker.openUntil };
  const failedAt = [...breaker.failedAt.filter((one) => one > at - WINDOW_MS), at].slice(-FAILURES);
  const asked = at + Math.min(retryAfterSeconds * 1_000, PATIENCE_MS);
  const own = failedAt.length === FAILURES ? at + OPEN_MS : 0;
  return { failedAt, openUntil: Math.max(breaker.openUntil, asked, own) };
}
