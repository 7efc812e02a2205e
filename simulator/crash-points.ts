// Plays a story once for each point: a crash before, a crash after, or a lost reply at one port call.
import { faultAt, type FaultKind } from "./call-gate.ts";
import type { Story } from "./stories.ts";
import { endOf, tell, type Trial, withEnd } from "./trial.ts";
import type { WorldOptions } from "./world.ts";

const FAULTS: readonly FaultKind[] = ["crash_before", "crash_after", "reply_lost"];

export interface CrashOptions extends WorldOptions {
  /** Whether every trial must have the same end as the trial without a fault. */
  readonly isSameEnd?: boolean;
  /** Takes every n-th point; without it, all points. */
  readonly every?: number;
  /** Takes only calls of actors whose name begins so. */
  readonly of?: string;
}

/** The trial without a fault, then one trial for each point. */
export async function* crashPoints(
  story: Story,
  { isSameEnd = false, every = 1, of = "", ...options }: CrashOptions = {},
): AsyncGenerator<Trial> {
  const plain = await tell(story, options);
  yield plain;
  const end = endOf(plain.world);
  const calls = plain.world.gate.calls.filter(({ actor }) => actor.startsWith(of));
  const points = calls.flatMap((call) => FAULTS.map((kind) => ({ ...call, kind })));
  for (const { number, actor, name, kind } of points.filter((_, index) => index % every === 0)) {
    const trial = await tell(
      story,
      { ...options, faults: faultAt(number, kind) },
      `${kind} at call ${number} (${actor} ${name})`,
    );
    yield isSameEnd ? withEnd(trial, end) : trial;
  }
}
