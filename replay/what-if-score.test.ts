// Tests which scores would be others under a candidate score policy, and that nothing but scores would.
import { describe, it } from "vitest";
import { deploymentAfter, type Move, replanted } from "../testing/honest-log.ts";
import { ADA, idOf } from "../testing/people.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { StoredEvent } from "../schema/events.ts";
import { Policy, type ScorePolicy } from "../schema/policy.ts";
import { gatherContext } from "./context.ts";
import { memorySource, noKeys } from "./source.ts";
import { whatIfStream } from "./what-if.ts";

const move = (what: Move["what"], pick = 0): Move => ({ what, who: 0, pick });
/** A lead with the title Director, and its score. */
const STORY = [move("lead"), move("drain")];

const [general, ...others] = samplePolicy.score.verticals;
const policy = (score: Partial<ScorePolicy>): Policy =>
  Policy.parse({ ...samplePolicy, score: { ...samplePolicy.score, ...score } });
/** The default policy with another default vertical. */
const generalWith = (change: object): Policy => {
  if (!general) throw new Error("there is no vertical");
  return policy({ verticals: [{ ...general, ...change }, ...others] });
};

interface Case {
  readonly isOpen?: boolean;
  readonly story?: readonly Move[];
  readonly change?: (event: StoredEvent) => unknown;
}

async function whatIf(candidate: Policy, { isOpen = false, story = STORY, change = (event) => event }: Case = {}) {
  const deployment = await deploymentAfter(story);
  const context = await gatherContext(memorySource(deployment.rows()), isOpen ? deployment.keys : noKeys);
  const { rows } = deployment.streamOf(idOf(ADA));
  const scored = rows.find(({ body }) => body.includes('"ContactScored"'))?.version ?? 0;
  const { changes, unknowns } = whatIfStream(
    { streamId: idOf(ADA), rows: replanted(rows, scored, change) },
    candidate,
    context,
  );
  return {
    changes: changes.map(({ aspect, from, to }) => [aspect, from, to]),
    unknowns: unknowns.map(({ aspect, why }) => [aspect, why]),
  };
}

const nothing = { changes: [], unknowns: [] };

/** The event as a model's kept answer would have made it: the role fits by 0.20. */
const judged = (event: StoredEvent): unknown =>
  event.type === "ContactScored"
    ? {
        ...event,
        payload: {
          ...event.payload,
          terms: { ...event.payload.terms, role_fit: { ...event.payload.terms.role_fit, basisPoints: 2_000 } },
          roleFit: { by: "kept", reason: "uses", question: event.payload.roleFit?.question },
          composite: 4_725,
          tier: "C",
        },
      }
    : event;

describe("a what-if under another score policy", () => {
  it("names the tiers that change, and changes nothing else", async ({ expect }) => {
    expect(await whatIf(policy({}))).toEqual(nothing);
    expect(await whatIf(policy({ tiers: { A: 6_200, B: 6_000, C: 4_000 } }))).toEqual({
      changes: [["tier", "B (0.6256)", "A (0.6256)"]],
      unknowns: [],
    });
  });

  it("weighs the recorded terms anew, and names another composite of the same tier", async ({ expect }) => {
    const weights = { seniority: 1, role_fit: 0, reachability: 0, propensity: 0 };
    expect(await whatIf(generalWith({ weights }))).toEqual({ changes: [["score", "0.6256", "0.7500"]], unknowns: [] });
    const levels = { ...samplePolicy.score.levels, director_head: 1_000 };
    expect((await whatIf(policy({ levels }))).changes).toEqual([["tier", "B (0.6256)", "D (0.3519)"]]);
  });

  it("counts the signals of the stream again", async ({ expect }) => {
    const points = { ...samplePolicy.score.propensity.points, form: 0 };
    const propensity = { ...samplePolicy.score.propensity, points };
    expect((await whatIf(policy({ propensity }))).changes).toEqual([["tier", "B (0.6256)", "C (0.5006)"]]);
  });

  it("keeps a model's role fit, unless the model would have been asked something else", async ({ expect }) => {
    expect(await whatIf(policy({}), { change: judged })).toEqual(nothing);
    const described = generalWith({ description: "Somebody else." });
    expect(await whatIf(described, { change: judged })).toEqual({
      changes: [],
      unknowns: [["score", "never_asked"]],
    });
    // A rule reads no description.
    expect(await whatIf(described)).toEqual(nothing);
  });

  it("says what the log does not have: the company's facts, the mailbox, and sealed titles", async ({ expect }) => {
    const facts = generalWith({ facts: [{ kind: "industry", value: "baking" }] });
    expect(await whatIf(facts)).toEqual({ changes: [], unknowns: [["score", "not_recorded"]] });
    const reachability = { ...samplePolicy.score.reachability, roleMailboxes: ["ada"] };
    expect(await whatIf(policy({ reachability }))).toEqual({ changes: [], unknowns: [["score", "not_recorded"]] });
    // What else would change is not stated from an address of which nothing is known.
    const both = policy({ reachability, tiers: { A: 6_200, B: 6_000, C: 4_000 } });
    expect(await whatIf(both)).toEqual({ changes: [], unknowns: [["score", "not_recorded"]] });
    const titles = generalWith({ titles: ["director"] });
    expect(await whatIf(titles)).toEqual({ changes: [], unknowns: [["score", "sealed"]] });
    expect(await whatIf(titles, { isOpen: true })).toEqual({
      changes: [["score", "0.6256", "0.6869"]],
      unknowns: [],
    });
  });

  it("derives no score of a policy that the log does not have", async ({ expect }) => {
    const unknown = (event: StoredEvent): unknown => ({
      ...event,
      policy: { section: "score", digest: "0".repeat(22) },
    });
    expect(await whatIf(policy({}), { change: unknown })).toEqual({
      changes: [],
      unknowns: [["score", "policy_unknown"]],
    });
  });
});
