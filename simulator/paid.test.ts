// Tests that each call of a model that was paid for is in the log once, whatever became of its run: with every fault at every port call,
// and in random campaigns. The rule is I12; every log must also verify.
import { describe, it } from "vitest";
import { ADOPTION } from "../testing/log-keys.ts";
import { memorySource } from "../replay/source.ts";
import { verifyLog } from "../replay/verify.ts";
import { isFull } from "../testing/full.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { campaign } from "./campaign.ts";
import { faultAt, type FaultKind } from "./call-gate.ts";
import { payingModel } from "./paying-model.ts";
import { MEANWHILE, type Meanwhile, playWith } from "./meanwhile.ts";
import { ada, asked, happy } from "./stories.ts";
import { playStory } from "./trial.ts";
import type { World, WorldOptions } from "./world.ts";

const pays = { plant: { surroundings: payingModel } } satisfies WorldOptions;
const FAULTS: readonly FaultKind[] = ["crash_before", "crash_after", "reply_lost", "refused"];

const faultsOf = async ({ ledger }: World): Promise<readonly unknown[]> =>
  (await verifyLog(memorySource([ADOPTION, ...ledger.streams().flatMap((id) => ledger.of(id).rows)]))).faults;

const typesIn = ({ ledger }: World): readonly string[] =>
  ledger.streams().flatMap((id) => ledger.of(id).events.map(({ type }) => type));

describe("each paid call is in the log once, and the log verifies", { timeout: LONG_MILLISECONDS * 4 }, () => {
  it("in the story without a fault, with calls of planner, composer and ingest", async ({ expect }) => {
    const { world, violations } = await playStory(asked, pays);
    expect(violations).toEqual([]);
    expect(await faultsOf(world)).toEqual([]);
    const steps = world.ledger
      .of(ada)
      .events.flatMap((event) => (event.type === "LlmCalled" ? [event.payload.step] : []));
    expect(new Set(steps)).toEqual(new Set(["classify_reply", "plan_tasks", "write_draft"]));
  });

  it("after every fault at every port call", async ({ expect }) => {
    const { world } = await playStory(asked, pays);
    const every = isFull ? 1 : 29;
    const points = world.gate.calls.flatMap(({ number, name }) => FAULTS.map((kind) => ({ number, name, kind })));
    for (const { number, name, kind } of points.filter((_, index) => index % every === 0)) {
      const trial = await playStory(asked, { ...pays, faults: faultAt(number, kind) });
      expect(trial.violations, `${kind} at call ${number} ${name}`).toEqual([]);
      expect(await faultsOf(trial.world), `${kind} at call ${number} ${name}`).toEqual([]);
    }
  });

  it.for(Object.keys(MEANWHILE) as Meanwhile[])(
    "when the run meets %s after every port call",
    async (what, { expect }) => {
      const { world } = await playStory(asked, pays);
      const every = isFull ? 1 : 17;
      const paidOn = world.gate.calls.filter(({ name }) => name === "model.call").map(({ number }) => number);
      const points = world.gate.calls.flatMap(({ number }, index) => (index % every === 0 ? [number] : []));
      const seen = new Set<string>();
      for (const point of new Set([...points, ...paidOn])) {
        const trial = await playWith(asked, what, point, pays);
        expect(trial.violations, trial.label).toEqual([]);
        expect(await faultsOf(trial.world), trial.label).toEqual([]);
        for (const type of typesIn(trial.world)) seen.add(type);
      }
      // After an erasure the calls alone are recorded.
      expect([what, seen.has("DraftUnused")]).toEqual([what, what !== "an erasure"]);
    },
  );

  it("when every message is delivered several times at once", async ({ expect }) => {
    for (const copies of [2, 3]) {
      const habits = { shuffle: null, copies: () => Array.from({ length: copies }, () => 0) };
      const { world, violations } = await playStory(asked, { ...pays, habits, seed: copies });
      expect(violations, `${copies} copies`).toEqual([]);
      expect(await faultsOf(world), `${copies} copies`).toEqual([]);
      const plans = Object.values(world.ledger.of(ada).contact.runs).map(({ calls }) => calls?.["plan_tasks"] ?? 0);
      expect(Math.max(...plans)).toBeGreaterThanOrEqual(copies);
    }
  });

  it("in random campaigns, which together contain unused plans and drafts", async ({ expect }) => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= (isFull ? 500 : 5); seed += 1) {
      const { world, violations } = await campaign(seed, pays);
      expect(violations, `seed ${seed}`).toEqual([]);
      expect(await faultsOf(world), `seed ${seed}`).toEqual([]);
      for (const type of typesIn(world)) seen.add(type);
    }
    // Rare: a slice has too few campaigns.
    if (isFull) expect(seen).toContain("DraftUnused");
  });
});

it("without a model, the happy story has no call", async ({ expect }) => {
  const { world } = await playStory(happy);
  expect([world.ledger.payments, typesIn(world).filter((type) => type === "LlmCalled")]).toEqual([[], []]);
});
