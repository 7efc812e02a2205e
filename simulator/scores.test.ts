// Tests the scorer with a model that it pays for: with every fault at every port call, with a model, a budget, a list and a policy that fail it, and
// with copies. I12 and I19 to I21 hold, each log verifies, and the leads reach their ends.
import { describe, it } from "vitest";
import type { EventOf } from "../schema/events.ts";
import type { ContactId } from "../schema/ids.ts";
import { ADOPTION } from "../testing/log-keys.ts";
import { memorySource } from "../replay/source.ts";
import { verifyLog } from "../replay/verify.ts";
import { policyMark } from "../schema/policy.ts";
import { isFull, sliceOf } from "../testing/full.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { faultAt, type FaultKind, outage } from "./call-gate.ts";
import { MEANWHILE, type Meanwhile, playWith } from "./meanwhile.ts";
import { DAY, HOUR } from "./moments.ts";
import {
  BOB,
  broke,
  CHANGED,
  changedMeanwhile,
  CLEO,
  listedScores,
  pays,
  scored,
  scoredAgain,
  stopped,
  under,
  withAndWithoutScores,
} from "./scores.ts";
import { ADA, ada, busy, claimedPhone, happy, leadOf, type Story, vetoed } from "./stories.ts";
import { crowd, twice } from "./any-order.ts";
import { endBesideScores } from "./ends.ts";
import type { Message } from "../schema/messages.ts";
import { playStory, type Trial, troubles } from "./trial.ts";
import { contactOf, type World } from "./world.ts";

const FAULTS: readonly FaultKind[] = ["crash_before", "crash_after", "reply_lost", "refused"];

type Scored = EventOf<"ContactScored">;
const scoresOf = ({ ledger }: World, id: ContactId = ada): readonly Scored[] =>
  ledger.of(id).events.filter((event) => event.type === "ContactScored");
const lastScoreOf = (world: World, email: string): Scored => scoresOf(world, contactOf(email)).at(-1)!;
const judgedIn = ({ ledger }: World): number => ledger.payments.filter(({ step }) => step === "judge_role").length;

/** The violations of a trial, and the faults of its log. */
async function troublesOf({ world, violations }: Trial): Promise<readonly unknown[]> {
  const { ledger } = world;
  const rows = ledger.streams().flatMap((id) => ledger.of(id).rows);
  return [...violations, ...(await verifyLog(memorySource([ADOPTION, ...rows]))).faults];
}

/** Every contact of the story has a draft that was sent. */
const areSent = ({ ledger }: World): boolean =>
  [ADA, BOB, CLEO].every((email) =>
    ledger.of(contactOf(email)).events.some(({ type }) => type === "DispatchSucceeded"),
  );

describe("scores of people who look", { timeout: LONG_MILLISECONDS }, () => {
  it("rise by pages and the product, as far as three looks go, and begin no run", async ({ expect }) => {
    const looking: Story = {
      ...scored,
      begin: async (world) => {
        await scored.begin(world);
        await world.run(HOUR);
        for (const number of [1, 2, 3, 4, 5])
          await world.send({ id: `look_${number}`, signal: { kind: "activity", email: ADA, activity: "page" } });
        await world.run(HOUR);
      },
    };
    const trial = await playStory(looking);
    expect(await troublesOf(trial)).toEqual([]);
    const { events } = trial.world.ledger.of(ada);
    expect(events.filter(({ type }) => type === "ActivityReported")).toHaveLength(5);
    const cited = lastScoreOf(trial.world, ADA).provenance.evidence.map(({ columns }) => columns["intent"]);
    expect(cited.filter((intent) => intent === "page")).toHaveLength(3);
    expect(cited).toContain("form");
    expect(areSent(trial.world)).toBe(true);
  });
});

describe("scores by a model", { timeout: LONG_MILLISECONDS * 4 }, () => {
  it("are asked for once where the recognised title is the same, and made without a term where there is none", async ({
    expect,
  }) => {
    const trial = await playStory(scored, pays);
    expect(await troublesOf(trial)).toEqual([]);
    const { world } = trial;
    expect(lastScoreOf(world, ADA).payload.roleFit?.by).toMatch(/model|kept/);
    expect(Object.keys(lastScoreOf(world, CLEO).payload.terms)).toEqual(["propensity"]);
    expect(lastScoreOf(world, CLEO).payload.shares).toEqual({ propensity: 10_000 });
    expect(judgedIn(world)).toBe(1);
  });

  it("are recorded whatever fails at every port call, each paid call once", async ({ expect }) => {
    const { world } = await playStory(scored, pays);
    const own = world.gate.calls.filter(({ actor, name }) => /scor/.test(`${actor} ${name}`) || name === "model.call");
    const points = own.flatMap(({ number, name }) => FAULTS.map((kind) => ({ number, name, kind })));
    const every = isFull ? 1 : 29;
    for (const { number, name, kind } of points.filter((_, index) => index % every === 0)) {
      const trial = await playStory(scored, { ...pays, faults: faultAt(number, kind) });
      expect(await troublesOf(trial), `${kind} at call ${number} ${name}`).toEqual([]);
      for (const email of [ADA, BOB, CLEO])
        expect(scoresOf(trial.world, contactOf(email)).length, `${kind} at ${number} ${name}`).toBeGreaterThan(0);
    }
  });

  it("say that the rule made them while the model is down, and drafts are sent", async ({ expect }) => {
    const trial = await playStory(scored, { ...pays, faults: outage("model.call", 1, 30 * DAY) });
    expect(await troublesOf(trial)).toEqual([]);
    for (const email of [ADA, BOB]) {
      const { payload, provenance } = lastScoreOf(trial.world, email);
      expect(payload.roleFit).toMatchObject({ by: "rule", because: "timeout" });
      expect(provenance.source).toBe("rule_based_fallback");
      // Tried again a day later.
      expect(Date.parse(payload.until ?? "") - Date.parse(payload.asOf)).toBeLessThanOrEqual(DAY);
    }
    expect(areSent(trial.world)).toBe(true);
  });

  it("say that the rule made them when the budget is spent, and no model is asked", async ({ expect }) => {
    // No event adopts the policy, so that only the simulator's own rules judge the world.
    const trial = await playStory(scored, { plant: under(broke) });
    expect(trial.violations).toEqual([]);
    expect(lastScoreOf(trial.world, ADA).payload.roleFit).toMatchObject({ by: "rule", because: "over_budget" });
    expect([judgedIn(trial.world), areSent(trial.world)]).toEqual([0, true]);
  });

  it("say that the rule made them when the list cannot be read, and no model is asked", async ({ expect }) => {
    const trial = await playStory(scored, { ...pays, faults: outage("list.read", 1, HOUR) });
    expect(await troublesOf(trial)).toEqual([]);
    expect(scoresOf(trial.world)[0]?.payload.roleFit).toMatchObject({ by: "rule", because: "list_unreadable" });
    expect(areSent(trial.world)).toBe(true);
  });

  it("are made without a model for a contact who is on the list", async ({ expect }) => {
    const trial = await playStory(listedScores, pays);
    expect(await troublesOf(trial)).toEqual([]);
    expect(lastScoreOf(trial.world, ADA).payload.roleFit).toMatchObject({ by: "rule", because: "vetoed" });
    expect(judgedIn(trial.world)).toBe(0);
  });

  it.for(Object.keys(MEANWHILE) as Meanwhile[])(
    "keep every paid call when the contact meets %s between question and answer",
    async (what, { expect }) => {
      const { world } = await playStory(scored, pays);
      const asked = world.gate.calls.filter(({ actor, name }) => actor.startsWith("score") || name === "model.call");
      for (const { number, name } of sliceOf(asked, 6)) {
        const trial = await playWith(scored, what, number, pays);
        expect(await troublesOf(trial), `${what} after ${number} ${name}`).toEqual([]);
        const { events } = trial.world.ledger.of(ada);
        const erased = events.find(({ type }) => type === "ContactErased")?.version ?? Infinity;
        expect(events.filter(({ type, version }) => type === "ContactScored" && version > erased)).toEqual([]);
      }
    },
  );

  it.for(Object.entries(CHANGED))(
    "are weighed by the policy of their question, also when by then one is in force that %s",
    async ([, policy], { expect }) => {
      const { world, violations } = await playStory(scored, { plant: changedMeanwhile(policy), isForgetful: true });
      expect(violations).toEqual([]);
      expect(world.letters.sent).toEqual([]);
      const { policy: mark, payload } = lastScoreOf(world, ADA);
      expect(mark).toEqual(policyMark(samplePolicy, "score"));
      expect(payload.weights).toEqual(samplePolicy.score.verticals[0]!.weights);
      expect([judgedIn(world) > 0, areSent(world)]).toEqual([true, true]);
    },
  );

  it("are made once when every message is delivered several times at once", async ({ expect }) => {
    for (const copies of [2, 3])
      for (const seed of [1, 2, 3, 4, 5]) {
        const habits = { shuffle: null, copies: () => Array.from({ length: copies }, () => 0) };
        const trial = await playStory(scored, { ...pays, habits, seed });
        expect(await troublesOf(trial), `${copies} copies, seed ${seed}`).toEqual([]);
      }
  });

  it("are made up by a scorer that was stopped, and the drafts were sent meanwhile", async ({ expect }) => {
    const waiting: Message[] = [];
    const late: Story = {
      ...scored,
      begin: async (world) => {
        await scored.begin(world);
        await world.run(DAY / 2);
        expect([areSent(world), world.ledger.streams().flatMap((id) => scoresOf(world, id as ContactId))]).toEqual([
          true,
          [],
        ]);
        world.queues.put("score", waiting.splice(0));
        await world.run(HOUR);
        for (const email of [ADA, BOB, CLEO]) expect(scoresOf(world, contactOf(email))).toHaveLength(1);
      },
    };
    const trial = await playStory(late, { plant: stopped(waiting) });
    expect(await troublesOf(trial)).toEqual([]);
    expect(endBesideScores(trial.world)).toBe(endBesideScores((await playStory(scored)).world));
  });

  it.for([happy, vetoed, scored, crowd, twice, busy, claimedPhone])(
    "change nothing else, whoever judges the roles: $name",
    async (story, { expect }) => {
      expect((await troubles(withAndWithoutScores(story, {}))).violations).toEqual([]);
    },
  );

  it("cost no row and no call when the message comes again, also to an object and a stage that were evicted", async ({
    expect,
  }) => {
    const once = await playStory({ ...scoredAgain, begin: (world) => world.send(leadOf(ADA)) }, pays);
    for (const isForgetful of [false, true]) {
      const again = await playStory(scoredAgain, { ...pays, isForgetful });
      expect(await troublesOf(again)).toEqual([]);
      expect([judgedIn(again.world), scoresOf(again.world).length]).toEqual([1, 1]);
      expect(again.world.ledger.of(ada).rows).toHaveLength(once.world.ledger.of(ada).rows.length);
    }
  });
});
