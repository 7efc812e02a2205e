// A trial: one run of a story with its violations.
import { canonicalJson } from "../schema/canonical.ts";
import { endOf } from "./ends.ts";
import { judge } from "./judge.ts";
import type { Story } from "./stories.ts";
import { aWorld, type World, type WorldOptions } from "./world.ts";

export interface Trial {
  /** The story and the planted fault: enough to repeat the trial. */
  readonly label: string;
  readonly world: World;
  readonly violations: readonly string[];
}

/** Plays a story until the world is quiet, and checks the invariants. */
export async function playStory(story: Story, options: WorldOptions = {}, label = "nothing"): Promise<Trial> {
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

/** All rows of all streams. Two worlds with equal rows did the same at the same times. */
export const rowsOf = ({ ledger }: World): string =>
  canonicalJson(Object.fromEntries(ledger.streams().map((id) => [id, ledger.of(id).rows])));

/** Adds a violation when the trial has another end. */
export const withEnd = (trial: Trial, end: string): Trial =>
  endOf(trial.world) === end
    ? trial
    : { ...trial, violations: [...trial.violations, "another end than without a fault"] };

/** Runs all trials, counts them, and collects their violations with their labels. */
export async function troubles(
  trials: AsyncIterable<Trial>,
): Promise<{ readonly count: number; readonly violations: readonly string[] }> {
  const violations: string[] = [];
  let count = 0;
  for await (const trial of trials) {
    count += 1;
    violations.push(...trial.violations.map((violation) => `${violation} (${trial.label})`));
  }
  return { count, violations };
}
