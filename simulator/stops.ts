// Stops sending between two port calls, and resumes it later.
import { anActor } from "./call-gate.ts";
import { judge } from "./judge.ts";
import { DAY } from "./moments.ts";
import { ada, type Story } from "./stories.ts";
import { resumeNow, stopNow } from "./switching.ts";
import type { Trial } from "./trial.ts";
import { aWorld, type WorldOptions } from "./world.ts";

export interface StopTrial extends Trial {
  /** How far the dispatch was when the stop was answered. */
  readonly when: "before the claim" | "while the claim had read the switch" | "after the claim" | "never";
  /** The mails that left while sending was stopped, and in all. */
  readonly meanwhile: number;
  readonly inAll: number;
}

/**
 * Stops sending after one port call, before any other actor does anything. Two days later sending is resumed, and the world runs until it is quiet. While
 * sending was stopped no run may have ended but by what ends it otherwise.
 */
export async function stopAfter(story: Story, point: number, options: WorldOptions = {}): Promise<StopTrial> {
  let when = "never" as StopTrial["when"];
  let isBegun = false;
  const world = aWorld({
    reviewer: story.reviewer,
    ...options,
    after: ({ number, name }, at) => {
      if (number < point || isBegun) return;
      isBegun = true;
      at.gate.interrupt(async () => {
        await stopNow(at.ports, anActor("a person"));
        const approvals = Object.values(at.objects.stateOf(ada).approvals);
        const isReading = name === "list.read" && approvals.some(({ claim, voided }) => !claim && !voided);
        when = approvals.some(({ claim }) => claim !== null)
          ? "after the claim"
          : isReading
            ? "while the claim had read the switch"
            : "before the claim";
      });
    },
  });
  await story.begin(world);
  await world.run(2 * DAY);
  const meanwhile = world.ledger.deliveries.length;
  world.gate.interrupt(async () => void (await resumeNow(world.ports, anActor("a person"), world.ledger)));
  await world.run();
  return {
    label: `${story.name}, stopped after call ${point}`,
    world,
    violations: await judge(world),
    when,
    meanwhile,
    inAll: world.ledger.deliveries.length,
  };
}
