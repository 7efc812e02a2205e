// Plays a story once for each point: a crash before, a crash after, or a lost reply at one port call.
import { faultAt, type FaultKind } from "./call-gate.ts";
import type { Story } from "./stories.ts";
import { endOf } from "./ends.ts";
import { playStory, type Trial, withEnd } from "./trial.ts";
import type { WorldOptions } from "./world.ts";

const FAULTS: readonly FaultKind[] = ["crash_before", "crash_after", "reply_lost"];

export interface CrashOptions extends WorldOptions {
  /** Whether every trial must have the same end as the trial without a fault. */
  readonly isSameEnd?: boolean;
  /** Tests every n-th point; when absent, all points. */
  readonly every?: number;
  /** Tests only calls of actors whose name begins with this text. */
  readonly of?: string;
}

/** The trial without a fault, then one trial for each point. */
export async function* crashPoints(
  story: Story,
  { isSameEnd = false, every = 1, of = "", ...options }: CrashOptions = {},
): AsyncGenerator<Trial> {
  const plain = await playStory(story, options);
  yield plain;
  const end = endOf(plain.world);
  const calls = plain.world.gate.calls.filter(({ actor }) => actor.startsWith(of));
  const points = calls.flatMap((call) => FAULTS.map((kind) => ({ ...call, kind })));
  for (const { number, actor, name, kind } of points.filter((_, index) => index % every === 0)) {
    const trial = await playStory(
      story,
      { ...options, faults: faultAt(number, kind) },
      `${kind} at call ${number} (${actor} ${name})`,
    );
    yield isSameEnd ? withEnd(trial, end) : trial;
  }
}
