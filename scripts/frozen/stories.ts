// Makes the log of one long story about three contacts, with the real objects and stages in memory and a simulated clock. It has what takes
// days (expiry, follow-ups, a contact who writes again), and every event of a contact that this release appends.
import * as fc from "fast-check";
import { MASTER_KEY } from "../../testing/people.ts";
import { honestDeployment, anyStory, FULL_STORY, type Move } from "../../testing/honest-log.ts";
import { memorySource } from "../../replay/source.ts";
import type { MadeLog } from "./log.ts";

/** Of the first 250 seeds, the one whose story has the most event types, and among those the fewest events. */
const SEED = 210;
const [CALM_MOVES, MOVES] = [220, 60];
/** Moves that are left out of the first, longer part: they would put all three contacts on the list. */
const ENDING: readonly Move["what"][] = ["optOut", "unsubscribeLink", "suppress", "flag", "conflict"];

export async function makeStories(): Promise<MadeLog> {
  const [calm = [], any = []] = fc.sample(anyStory(CALM_MOVES), { numRuns: 2, seed: SEED });
  const story = [...calm.filter(({ what }) => !ENDING.includes(what)), ...any.slice(0, MOVES)];
  const deployment = honestDeployment();
  await deployment.adopt();
  await deployment.play([...FULL_STORY, ...story]);
  await deployment.drain();
  const wrapped = deployment.ids().flatMap((id) => {
    const { wrappedKey } = deployment.streamOf(id);
    return wrappedKey ? [[id, wrappedKey] as const] : [];
  });
  return {
    log: memorySource(deployment.rows()),
    keys: { masterKey: MASTER_KEY, wrapped: Object.fromEntries(wrapped) },
  };
}
