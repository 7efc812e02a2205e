// Tests what would lift a contact to the next tier: the cheapest facts first, and that the score is as promised once they are known.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { Intent } from "../schema/score-lists.ts";
import { Policy, type ScorePolicy } from "../schema/policy.ts";
import { deploymentAfter, anyStory, type Move } from "../testing/honest-log.ts";
import { ADA, idOf } from "../testing/people.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { gatherContext } from "./context.ts";
import { foldStream } from "./fold.ts";
import { scoreFlipOf } from "./flip-score.ts";
import { memorySource, noKeys } from "./source.ts";

const move = (what: Move["what"], pick = 0): Move => ({ what, who: 0, pick });
/** A lead with a title: 0 is Director, 4 is no title. */
const lead = (title: 0 | 4): readonly Move[] => [move("lead", title), move("drain")];
const policy = (score: Partial<ScorePolicy>): Policy =>
  Policy.parse({ ...samplePolicy, score: { ...samplePolicy.score, ...score } });

/** With a form as the whole, no further signal adds anything. */
const propensity = { ...samplePolicy.score.propensity, wholeFrom: 10_000 };

async function flipAfter(story: readonly Move[], own: Policy = policy({ propensity })) {
  const deployment = await deploymentAfter(story, { policy: own });
  const { rows } = deployment.streamOf(idOf(ADA));
  const context = await gatherContext(memorySource(deployment.rows()), noKeys);
  return scoreFlipOf(foldStream({ streamId: idOf(ADA), rows }), context);
}
const named = (flip: Awaited<ReturnType<typeof flipAfter>>) =>
  flip?.ways.map(({ facts }) => facts.map(({ what }) => what));

describe("the next tier of a score", () => {
  it("is reached by the cheapest single fact first, which says what it adds", async ({ expect }) => {
    const flip = await flipAfter(lead(0));
    expect(flip).toMatchObject({ tier: "B", composite: 7_506, next: { tier: "A", from: 8_000 } });
    expect(flip?.ways).toEqual([
      { facts: [{ what: "profile", example: null }], adds: 600, composite: 8_106, tier: "A" },
    ]);
  });

  it("names a title of the vertical that is just enough, where the title is missing", async ({ expect }) => {
    const points = Object.fromEntries(
      Object.keys(samplePolicy.score.propensity.points).map((intent) => [intent, 3_000]),
    ) as Record<Intent, number>;
    const little = policy({ propensity: { ...propensity, points } });
    const flip = await flipAfter(lead(4), little);
    expect(flip).toMatchObject({ tier: "D", composite: 3_000, next: { tier: "C", from: 4_000 } });
    expect(named(flip)).toEqual([["title"], ["info_request"], ["interested_reply"], ["booking"]]);
    const title = flip?.ways.find(({ facts }) => facts[0]?.what === "title");
    expect(title?.facts[0]?.example).toBe("sales operations manager");
    expect(title?.composite).toBeGreaterThanOrEqual(4_000);
  });

  it("needs two facts where one is not enough, and says when two are not", async ({ expect }) => {
    const high = policy({ tiers: { A: 8_200, B: 6_000, C: 4_000 }, propensity });
    expect(await flipAfter(lead(0), high)).toMatchObject({ next: { tier: "A" }, ways: [] });
    const top = await flipAfter(lead(4));
    expect(top).toMatchObject({ tier: "A", next: null, ways: [] });
  });

  it("is none without a score, after an erasure, and under a policy that the log does not have", async ({ expect }) => {
    expect(await flipAfter([...lead(0), move("erase"), move("drain")])).toBeNull();
    expect(await flipAfter([move("outcome"), move("drain")])).toBeNull();
  });

  it(
    "never names a fact that does not reach the tier, in any story",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(anyStory(30), async (story) => {
          const flip = await flipAfter([...lead(0), ...story]);
          for (const way of flip?.ways ?? []) {
            expect(way.composite).toBeGreaterThanOrEqual(flip?.next?.from ?? 0);
            expect(way.adds).toBe(way.composite - (flip?.composite ?? 0));
            expect(way.adds).toBeGreaterThan(0);
          }
        }),
        runs(20),
      );
    },
  );
});
