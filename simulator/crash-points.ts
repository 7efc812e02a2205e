// A crash before, a crash after and a lost reply, at one port call after the other.
import { faultAt, type FaultKind } from "./call-gate.ts";
import type { Story } from "./stories.ts";
import { endOf, tell, type Trial, withEnd } from "./trial.ts";
import type { WorldOptions } from "./world.ts";

const FAULTS: readonly FaultKind[] = ["crash_before", "crash_after", "reply_lost"];

export interface CrashOptions extends WorldOptions {
  /** Whether every telling must come to the same end as the one in which nothing goes wrong. */
  readonly isSameEnd?: boolean;
  /** Only every so many points; all of them when it is left out. */
  readonly every?: number;
  /** Only calls of these actors, by the beginning of their names. */
  readonly of?: string;
}

/** The telling without a fault, then one for each point. */
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
