// How long a message waits before it is tried again: of a stage's queue, and of the queue of dead letters.
const RETRY_FIRST_SECONDS = 5;
/** With this longest delay, the platform's 100 tries last longer than a day's outage. */
const RETRY_MOST_SECONDS = 20 * 60;
const RETRY_JITTER = 0.1;

/** min(2ⁿ · 5 s, 20 min) ± 10 %, where n is `attempts`, so that messages that failed together are not retried together. `random` is from 0 to 1. */
export function retryDelaySeconds(attempts: number, random: number): number {
  const delay = Math.min(2 ** attempts * RETRY_FIRST_SECONDS, RETRY_MOST_SECONDS);
  return Math.round(delay * (1 + RETRY_JITTER * (2 * random - 1)));
}
