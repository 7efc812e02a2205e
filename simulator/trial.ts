// One telling of a story, judged.
import { canonicalJson } from "../schema/canonical.ts";
import { judge } from "./judge.ts";
import type { Story } from "./stories.ts";
import { aWorld, type World, type WorldOptions } from "./world.ts";

export interface Trial {
  /** What went wrong in it, and where: enough to tell it again. */
  readonly label: string;
  readonly world: World;
  readonly violations: readonly string[];
}

/** Tells a story until the world is quiet, and judges it. */
export async function tell(story: Story, options: WorldOptions = {}, label = "nothing"): Promise<Trial> {
  const world = aWorld({ reviewer: story.reviewer, ...options });
  const stopped: string[] = [];
  try {
    await story.begin(world);
    await world.run(story.forMs);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith("I9")) throw error;
    stopped.push(error.message);
  }
  const violations = [...stopped, ...(await judge(world))];
  return { label: `${story.name}, ${label}`, world, violations };
}

const TIMES = ["expiresAt", "until"];

/** What a world came to: the types and payloads of every stream, without the times that waiting moves. */
export const endOf = ({ ledger }: World): string =>
  canonicalJson(
    Object.fromEntries(
      ledger
        .streams()
        .map((id) => [id, ledger.of(id).events.map(({ type, payload }) => [type, withoutTimes(payload)])]),
    ),
  );

const withoutTimes = (payload: object): object =>
  Object.fromEntries(Object.entries(payload).filter(([field]) => !TIMES.includes(field)));

/** Every row of every stream: two worlds with the same rows did the same at the same time. */
export const rowsOf = ({ ledger }: World): string =>
  canonicalJson(Object.fromEntries(ledger.streams().map((id) => [id, ledger.of(id).rows])));

/** Adds a violation when a telling came to another end. */
export const withEnd = (trial: Trial, end: string): Trial =>
  endOf(trial.world) === end
    ? trial
    : { ...trial, violations: [...trial.violations, "another end than when nothing goes wrong"] };

/** Tells everything, and collects what was broken with how to tell it again. */
export async function troubles(
  trials: AsyncIterable<Trial>,
): Promise<{ readonly tellings: number; readonly violations: readonly string[] }> {
  const violations: string[] = [];
  let tellings = 0;
  for await (const trial of trials) {
    tellings += 1;
    violations.push(...trial.violations.map((violation) => `${violation} (${trial.label})`));
  }
  return { tellings, violations };
}
