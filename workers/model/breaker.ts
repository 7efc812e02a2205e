// A circuit breaker: stops calls to a failing model, which would only delay leads. It is pure; model.ts keeps its state while the
// isolate lives.
import { MINUTE_MS } from "../../schema/time.ts";

export interface Breaker {
  /** The times of the latest failures, in milliseconds, oldest first. */
  readonly failedAt: readonly number[];
  /** No call is made before this time, in milliseconds. */
  readonly openUntil: number;
}

export const closedBreaker: Breaker = { failedAt: [], openUntil: 0 };

/** One more than the calls that run at once, so that one short outage does not open the breaker. */
const FAILURES = 7;
/** Failures further apart than this do not count together. */
const WINDOW_MS = MINUTE_MS;
/** Long enough for a provider to restart, short enough that the model plans the leads of the next minute. */
const OPEN_MS = 30_000;
/** The longest `retry-after` that is respected. */
const PATIENCE_MS = 10 * MINUTE_MS;

export const isOpen = ({ openUntil }: Breaker, at: number): boolean => at < openUntil;

/**
 * The state after a call. Enough failures open the breaker; a provider's `retry-after` opens it until that time. After it closes,
 * failures of the last minute still count, so that the first new one opens it again; a success clears them.
 */
export function afterCall(
  breaker: Breaker,
  { at, failed, retryAfterSeconds = 0 }: { at: number; failed: boolean; retryAfterSeconds?: number | undefined },
): Breaker {
  if (!failed) return { ...closedBreaker, openUntil: breaker.openUntil };
  const failedAt = [...breaker.failedAt.filter((one) => one > at - WINDOW_MS), at].slice(-FAILURES);
  const requestedUntil = at + Math.min(retryAfterSeconds * 1_000, PATIENCE_MS);
  const ownUntil = failedAt.length === FAILURES ? at + OPEN_MS : 0;
  return { failedAt, openUntil: Math.max(breaker.openUntil, requestedUntil, ownUntil) };
}
