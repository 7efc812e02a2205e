// Stories about scores: contacts who share a question to the model, one without a title, and a policy that changes between a scorer's question
// and the object's answer.
import { samplePolicy } from "../testing/sample-policy.ts";
import { type ScoreMessage, scoreMessage } from "../schema/messages.ts";
import { type Policy, VerticalSlug } from "../schema/policy.ts";
import type { Model } from "../workers/model/model.ts";
import type { Actor } from "./call-gate.ts";
import type { Surroundings } from "./consumers.ts";
import { endBesideScores } from "./ends.ts";
import { DAY, HOUR } from "./moments.ts";
import { payingModel } from "./paying-model.ts";
import { ADA, ada, leadOf, releasing, type Story, suppress } from "./stories.ts";
import { playStory, type Trial } from "./trial.ts";
import type { Planted, World, WorldOptions } from "./world.ts";

const modelOf = ({ models }: Surroundings, actor: Actor): Model => {
  if (!models?.scorer) throw new Error("the scorer has no model");
  return models.scorer(actor);
};

export const BOB = "bob@engine.example";
export const CLEO = "cleo@loom.example";

const titled = (email: string, title: string) => {
  const { id, signal } = leadOf(email);
  return { id, signal: { ...signal, title } };
};

/** Ada's and Bob's titles are recognised as the same one, and differ in words; Cleo has none. A day later Ada writes. */
export const scored: Story = {
  name: "three people, two with the same title",
  reviewer: releasing({ edits: false, releases: 2 }),
  forMs: 2 * DAY,
  begin: (world) => {
    world.send(titled(ADA, "Director of Engines"));
    world.send(titled(BOB, "Director of Looms"));
    const { id, signal } = leadOf(CLEO);
    const { title: _, ...untitled } = signal;
    world.send({ id, signal: untitled });
    world.send({ id: "m1", signal: { kind: "message", email: ADA, text: "I am interested, when can we talk?" } }, DAY);
  },
};

/** Ada and Bob are on the list before they write. */
export const listedScores: Story = {
  ...scored,
  name: "three people, two of them on the list",
  begin: async (world) => {
    for (const email of [ADA, BOB]) await suppress(world, email);
    world.send(titled(ADA, "Director of Engines"), HOUR);
    world.send(titled(BOB, "Director of Looms"), HOUR);
  },
};

/** The contact's score message comes again, after its stage was evicted: a day later, and another hour later. */
export const scoredAgain: Story = {
  name: "a score message that comes again",
  reviewer: releasing({ edits: false }),
  forMs: 2 * DAY,
  begin: async (world) => {
    world.send(leadOf(ADA));
    await world.run(HOUR);
    const message = scoreMessageOf(world);
    world.queues.put("score", [message, message]);
    await world.run(HOUR);
    world.queues.put("score", [message]);
  },
};

/** The message about Ada's first event. */
function scoreMessageOf({ ledger }: World): ScoreMessage {
  const [first] = ledger.of(ada).events;
  if (!first) throw new Error("the contact has no event");
  const { correlationId, version } = first;
  return scoreMessage({ contactId: ada, correlationId, causationId: `${ada}@${version}`, follows: version });
}

export const pays = { plant: { surroundings: payingModel } } satisfies WorldOptions;

/** Only the scorer has a model. */
export const judged: Planted = {
  surroundings: (around, world) => {
    const { models = {}, ...paying } = payingModel(around, world);
    return { ...paying, models: models.scorer ? { scorer: models.scorer } : {} };
  },
};

/** The scorer's Worker is stopped: its messages wait in `waiting`. */
export const stopped = (waiting: unknown[] = []): Planted => ({
  surroundings: (around) => ({
    ...around,
    put: (queue, messages) => void (queue === "score" ? waiting.push(...messages) : around.put(queue, messages)),
  }),
});

/** Plays the story with the scorer as usual, and with the scorer stopped. Whether the ends differ in more than the scores is a violation. */
export async function* withAndWithoutScores(story: Story, options: WorldOptions): AsyncGenerator<Trial> {
  const without = await playStory(story, { ...options, plant: stopped() });
  for (const [label, plant] of [["the rule", {}] as const, ["a model", judged] as const]) {
    const trial = await playStory(story, { ...options, plant }, `scored by ${label}`);
    const isSame = endBesideScores(trial.world) === endBesideScores(without.world);
    yield { ...trial, violations: [...trial.violations, ...(isSame ? [] : ["another end than without a score"])] };
  }
}

/** A world whose policy is another one, with a model. */
export const under = (policy: Policy): Planted => ({
  surroundings: (around, world) => ({ ...payingModel(around, world), policy }),
});

/** No token may be spent. */
export const broke: Policy = {
  ...samplePolicy,
  score: { ...samplePolicy.score, roleFit: { ...samplePolicy.score.roleFit, tokensPerDay: 0 } },
};

const { score } = samplePolicy;

/** Another policy: it no longer has the vertical, or the vertical weighs otherwise. */
export const CHANGED: Readonly<Record<"lacks the vertical" | "weighs otherwise", Policy>> = {
  "lacks the vertical": {
    ...samplePolicy,
    score: {
      ...score,
      verticals: score.verticals.filter(({ slug }) => slug !== "general"),
      defaultVertical: VerticalSlug.parse("software"),
    },
  },
  "weighs otherwise": {
    ...samplePolicy,
    score: {
      ...score,
      verticals: score.verticals.map((one) => ({
        ...one,
        weights: { seniority: 1_000, role_fit: 1_000, reachability: 4_000, propensity: 4_000 },
      })),
    },
  },
};

/** `policy` is in force at the objects once the scorer has asked a model. The stages keep the one before. */
export const changedMeanwhile = (policy: Policy): Planted => ({
  surroundings: (around, world) => {
    const paying = payingModel(around, world);
    let changedAt = Infinity;
    const scorer = (actor: Actor): Model => ({
      call: (request) => {
        changedAt = Math.min(changedAt, around.now());
        return modelOf(paying, actor).call(request);
      },
    });
    return {
      ...paying,
      models: { ...paying.models, scorer },
      get policy() {
        return around.now() >= changedAt ? policy : samplePolicy;
      },
    };
  },
});
