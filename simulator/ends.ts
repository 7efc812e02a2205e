// The end of a world, for comparing it with another one: what happened to each contact, without what a fault may change. A fault may make
// something later, and it may put a score before or after a step.
import { canonicalJson } from "../schema/canonical.ts";
import type { StoredEvent } from "../schema/events.ts";
import type { StreamId } from "../schema/ids.ts";
import { stepsOf } from "../testing/steps.ts";
import type { World } from "./world.ts";

/**
 * The steps of each stream in their order, with the words that they seal and the events that they cite; and apart, the contact's last score. A
 * score is beside the pipeline: its event may fall between any two steps, and a signal whose score was late shares it with the next signal.
 */
export const endOf = (world: World): string =>
  canonicalJson(
    Object.fromEntries(
      world.ledger.streams().map((id) => {
        const score = world.ledger.of(id).events.findLast((event) => event.type === "ContactScored");
        return [id, { steps: stepsIn(world, id), score: withoutDecay(score) }];
      }),
    ),
  );

/** The end of a world without its scores: it must not depend on them. */
export const endBesideScores = (world: World): string =>
  canonicalJson(Object.fromEntries(world.ledger.streams().map((id) => [id, stepsIn(world, id)])));

function stepsIn({ ledger, objects }: World, id: StreamId): readonly object[] {
  const { open } = objects.streamOf(id);
  return stepsOf({ events: ledger.of(id).events, open }).steps.map(({ type, payload, words, cited }) => ({
    type,
    payload: Object.fromEntries(Object.entries(payload).filter(([field]) => !TIMES.has(field))),
    words,
    cited: cited.map(([table, row]) => [table, row]),
  }));
}

const TIMES: ReadonlySet<string> = new Set(["expiresAt", "until"]);

/**
 * A score made later has other points for its signals, which decayed meanwhile, and so another composite, maybe another tier, and another time to
 * be made again. All of it follows from the signals and the time, which I19 checks. What is left is what was found out about the contact.
 */
function withoutDecay(event: StoredEvent | undefined): object | null {
  if (event?.type !== "ContactScored") return null;
  const { vertical, terms, weights, shares, roleFit } = event.payload;
  const points = Object.entries(terms).map(([term, { basisPoints, rows }]) => [
    term,
    term === "propensity" ? { rows } : { rows, basisPoints },
  ]);
  return { vertical, terms: Object.fromEntries(points) as object, weights, shares, roleFit };
}
