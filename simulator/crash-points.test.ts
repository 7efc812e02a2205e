// Tests stories with a crash or a lost reply at every port call: no invariant is broken.
import { describe, it } from "vitest";
import { crashPoints } from "./crash-points.ts";
import { isFull } from "../testing/full.ts";
import { happy, optOutRace, type Story, vetoed } from "./stories.ts";
import { playStory, troubles } from "./trial.ts";
import { waitingModel } from "./waiting-model.ts";
import { type WorldOptions } from "./world.ts";

const planned: Story = { ...happy, name: "happy, planned by a model that asks to wait" };
const waits = { plant: { surroundings: waitingModel } } satisfies WorldOptions;

const allTypesOf = async (story: Story, options: WorldOptions = {}): Promise<readonly string[]> => {
  const { world } = await playStory(story, options);
  return world.ledger.streams().flatMap((id) => world.ledger.of(id).events.map(({ type }) => type));
};

/** The types of the pipeline's events: a score is beside them, in no fixed place. */
const typesOf = async (story: Story, options: WorldOptions = {}): Promise<readonly string[]> =>
  (await allTypesOf(story, options)).filter((type) => type !== "ContactScored");

describe("the happy story without a fault", () => {
  it("sends a message, and the preview of the follow-up expires", async ({ expect }) => {
    expect(await typesOf(happy)).toEqual([
      "SignalReceived",
      "ActionDecided",
      "QualificationGraded",
      "OpportunityAnalyzed",
      "PreviewHeld",
      "PreviewConfirmed",
      "DraftHeld",
      "DraftEdited",
      "DraftApproved",
      "DispatchClaimed",
      "DispatchSucceeded",
      "FollowupDue",
      "ActionDecided",
      "QualificationGraded",
      "OpportunityAnalyzed",
      "PreviewHeld",
      "HoldExpired",
    ]);
  });

  it("ends at the veto when the lead is suppressed", async ({ expect }) => {
    expect(await typesOf(vetoed)).toEqual(["SignalReceived", "SafetyVetoed", "ActionDecided", "TaskRaised"]);
  });

  it.for([happy, vetoed])("scores the contact once: $name", async (story, { expect }) => {
    expect((await allTypesOf(story)).filter((type) => type === "ContactScored")).toHaveLength(1);
  });
});

describe("the happy story with a model that asks to wait, without a fault", () => {
  it("lets each run wait once, then plans it", async ({ expect }) => {
    const plan = [
      "LlmCalled",
      "LlmCalled",
      "PlanProposed",
      "ActionDecided",
      "OpportunityAnalyzed",
      "QualificationGraded",
    ];
    const types = await typesOf(happy, waits);
    expect(types.slice(0, 8)).toEqual(["SignalReceived", ...plan, "PreviewHeld"]);
    expect(types.slice(-9)).toEqual(["FollowupDue", ...plan, "PreviewHeld", "HoldExpired"]);
  });
});

interface Case {
  readonly story: Story;
  readonly options: WorldOptions;
  /** Whether the end does not depend on the place of the fault. Where two commands race, it does. */
  readonly isSameEnd: boolean;
  /** A normal test run tests every n-th point; the full run tests all points. */
  readonly every: number;
  readonly points: number;
}

const CASES: readonly Case[] = [
  { story: happy, options: {}, isSameEnd: true, every: 6, points: 270 },
  { story: vetoed, options: {}, isSameEnd: true, every: 3, points: 60 },
  { story: optOutRace, options: {}, isSameEnd: false, every: 12, points: 195 },
  // A transport without idempotency keys: after a lost reply a person decides about the message. The end differs, but never has two messages.
  { story: happy, options: { transport: "cloudflare_email" }, isSameEnd: false, every: 48, points: 270 },
  { story: optOutRace, options: { transport: "cloudflare_email" }, isSameEnd: false, every: 48, points: 195 },
  // When the spending is unreadable, the budget counts as used, and the rules plan. So the end may differ.
  { story: planned, options: waits, isSameEnd: false, every: 12, points: 380 },
  { story: happy, options: { isForgetful: true }, isSameEnd: true, every: 60, points: 270 },
];

describe.for(CASES)("$story.name, with $options", ({ story, options, isSameEnd, every, points }) => {
  it("keeps every invariant after a crash before, a crash after and a lost reply at every port call", async ({
    expect,
  }) => {
    const slice = isFull ? 1 : every;
    const { count, violations } = await troubles(crashPoints(story, { ...options, isSameEnd, every: slice }));
    expect(violations).toEqual([]);
    // The trial without a fault, and one for each point. Fewer points mean that some calls no longer go through the gate.
    expect(count).toBeGreaterThanOrEqual(1 + Math.floor(points / slice));
  });
});
