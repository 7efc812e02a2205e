// Reads the newest checkpoint of the log from the bucket of the roots. It changes once a day, and every dispatch cites it, so each instance
// reads it every few minutes at most.
import { CHECKPOINT } from "../schema/checkpoint.ts";
import { MINUTE_MS } from "../schema/time.ts";

/** A mail that cites the checkpoint before the newest is a witness of that one. */
const KEPT_MS = 5 * MINUTE_MS;

let known: { readonly text: string; readonly at: number } | null = null;

/** The newest checkpoint; null before the first root, and when the bucket does not answer: no message waits for it. */
export async function newestCheckpoint(bucket: Pick<R2Bucket, "get">, now: () => number): Promise<string | null> {
  if (known && now() - known.at < KEPT_MS) return known.text;
  try {
    const object = await bucket.get(CHECKPOINT);
    if (!object) return null;
    known = { text: await object.text(), at: now() };
    return known.text;
  } catch {
    return null;
  }
}
