// Tests which decisions would change under a candidate policy, and what is reported as unknown.
import { DAY_MS } from "../schema/time.ts";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { ADA, idOf, KIM, START } from "../testing/people.ts";

import { defaultTitleRules } from "../schema/default-titles.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { Policy } from "../schema/policy.ts";
import { gatherContext } from "./context.ts";
import { anyStory, FULL_STORY, type HonestDeployment, type Move, deploymentAfter } from "../testing/honest-log.ts";
import { memorySource, noKeys } from "./source.ts";
import { notRunAgain, whatIfStream, type WhatIfOptions } from "./what-if.ts";
import { openWhatIfSum, whatIfDigest, WhatIfSum } from "./what-if-sum.ts";

const move = (what: Move["what"], pick = 0, who = 0): Move => ({ what, who, pick });
const drained = move("drain");

/** The default policy with some sections changed. */
const policy = (change: { readonly [S in keyof Policy]?: Partial<Policy[S]> }): Policy =>
  Policy.parse(
    Object.fromEntries(
      Object.entries(samplePolicy).map(([section, values]) => [
        section,
        { ...values, ...change[section as keyof Policy] },
      ]),
    ),
  );

interface CaseOptions extends WhatIfOptions {
  readonly of?: string;
  readonly isOpen?: boolean;
  readonly recordedBy?: Policy;
}
const streamOf = (deployment: HonestDeployment, of: string) => ({
  streamId: idOf(of),
  rows: deployment.streamOf(idOf(of)).rows,
});
async function whatIf(
  story: readonly Move[],
  candidate: Policy,
  { of = ADA, isOpen = false, recordedBy, ...options }: CaseOptions = {},
) {
  const deployment = await deploymentAfter(story, recordedBy ? { policy: recordedBy } : {});
  const context = await gatherContext(memorySource(deployment.rows()), isOpen ? deployment.keys : noKeys);
  const { changes, unknowns } = whatIfStream(streamOf(deployment, of), candidate, context, options);
  return {
    changes: changes.map(({ aspect, from, to }) => [aspect, from, to]),
    unknowns: unknowns.map(({ aspect, why }) => [aspect, why]),
  };
}

const releasing = policy({ hold: { autoConfirm: { actions: ["initial"], sources: [] } } });
const POLICIES = [
  samplePolicy,
  releasing,
  policy({ ladder: { followupDays: [1, 2] }, qualify: { qualifiedFrom: 8_000 }, hold: { expiryHours: 24 } }),
];

describe("a what-if under the recorded policy", () => {
  it("reports no change and no unknown", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(anyStory(60), fc.constantFrom(...POLICIES), async (story, own) => {
        const deployment = await deploymentAfter(story, { policy: own });
        for (const keys of [deployment.keys, noKeys]) {
          const context = await gatherContext(memorySource(deployment.rows()), keys);
          for (const streamId of deployment.ids()) {
            const { rows } = deployment.streamOf(streamId);
            expect(whatIfStream({ streamId, rows }, own, context)).toMatchObject({ changes: [], unknowns: [] });
          }
        }
      }),
      runs(15),
    );
  });
});

describe("a what-if under another policy", () => {
  it(
    "never changes a veto, and reports no change after an unknown",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(
          anyStory(60),
          fc.constantFrom(...POLICIES),
          fc.constantFrom(...POLICIES),
          async (story, own, other) => {
            const deployment = await deploymentAfter(story, { policy: own });
            const context = await gatherContext(memorySource(deployment.rows()));
            for (const streamId of deployment.ids()) {
              const { rows, events } = deployment.streamOf(streamId);
              const { changes, unknowns } = whatIfStream({ streamId, rows }, other, context);
              const vetoed = new Set(
                events.flatMap((event) => (event.type === "SafetyVetoed" ? [event.version + 1] : [])),
              );
              expect(changes.filter(({ version, aspect }) => aspect === "action" && vetoed.has(version))).toEqual([]);
              // After the first `never_asked`, only `after_a_change` unknowns may follow.
              const fork = unknowns.find(({ why }) => why === "never_asked")?.version ?? Infinity;
              expect(changes.filter(({ version }) => version > fork)).toEqual([]);
              expect(unknowns.filter(({ version, why }) => version > fork && why !== "after_a_change")).toEqual([]);
            }
          },
        ),
        runs(10),
      );
    },
  );

  it("reports only the changed verdict", async ({ expect }) => {
    const strict = policy({ qualify: { qualifiedFrom: 8_000 } });
    expect(await whatIf([move("lead"), drained, move("onward"), move("onward")], strict)).toEqual({
      changes: [["verdict", "qualified (0.70)", "needs_review (0.70)"]],
      unknowns: [],
    });
  });

  it("reports changed points when the verdict stays", async ({ expect }) => {
    const generous = policy({ qualify: { base: 5_000 }, analyze: { base: 6_000 } });
    expect(await whatIf([move("lead"), drained], generous)).toEqual({
      changes: [
        ["grade", "0.70", "0.80"],
        ["opportunity", "0.50", "0.60"],
      ],
      unknowns: [],
    });
  });

  it("reports a skip that becomes a message, and the person's decision as unknown", async ({ expect }) => {
    // An imported history has a send from a day ago: after an import no follow-up becomes due by the timer.
    const story = [move("history", 1), drained, move("lead"), drained, move("lead", 1), drained];
    expect(await whatIf(story, policy({ ladder: { followupDays: [0.5] } }))).toEqual({
      changes: [
        ["action", "skip (too_soon)", "followup (followup_due)"],
        ["hold", "none", "preview"],
      ],
      unknowns: [
        ["hold", "never_asked"],
        ["action", "after_a_change"],
      ],
    });
  });

  it("reports a follow-up that becomes due before the contact wrote again", async ({ expect }) => {
    const story = [...FULL_STORY.slice(0, 9), move("pass", 2), move("lead"), drained];
    expect(await whatIf(story, policy({ ladder: { followupDays: [1] } }))).toEqual({
      changes: [["followup", "none yet", "due 2026-03-03T09:00:00.000Z"]],
      unknowns: [
        ["followup", "never_asked"],
        ["action", "after_a_change"],
      ],
    });
  });

  it("reports a follow-up that never becomes due, and all later events as unknown", async ({ expect }) => {
    const story = [...FULL_STORY, move("confirm"), drained, move("approve"), drained, move("lead"), drained];
    const { changes, unknowns } = await whatIf(story, policy({ ladder: { followupDays: [30] } }));
    expect(changes).toEqual([["followup", "due 2026-03-05T09:00:00.000Z", "due 2026-04-01T09:00:00.000Z"]]);
    expect(unknowns).toEqual([
      ["followup", "never_asked"],
      ["action", "after_a_change"],
      ["action", "after_a_change"],
    ]);
  });

  it("reports a requested follow-up that becomes a skip", async ({ expect }) => {
    const own = policy({ ladder: { followupDays: [1] } });
    // A person requests a run two days later: under the candidate no follow-up is due by then.
    const story = [
      ...FULL_STORY.slice(0, 9),
      move("flag", 7),
      move("pass", 4),
      move("flag", 3),
      move("requestRun"),
      drained,
    ];
    const { changes } = await whatIf(story, policy({ ladder: { followupDays: [20] } }), { recordedBy: own });
    expect(changes.slice(0, 2)).toEqual([
      ["action", "followup (followup_due)", "skip (too_soon)"],
      ["hold", "preview", "none"],
    ]);
  });

  it("continues the timers up to `until`", async ({ expect }) => {
    const sent = FULL_STORY.slice(0, 9);
    const sooner = policy({ ladder: { followupDays: [1] } });
    expect((await whatIf(sent, sooner)).changes).toEqual([]);
    const until = new Date(START + 2 * DAY_MS).toISOString();
    expect((await whatIf(sent, sooner, { until })).changes).toEqual([
      ["followup", "none yet", "due 2026-03-03T09:00:00.000Z"],
    ]);
  });

  it("reports a hold that expires before the person decided", async ({ expect }) => {
    const story = [move("lead"), drained, move("pass", 3), move("pass", 4), move("confirm", 1), drained];
    const { changes } = await whatIf(story, policy({ hold: { expiryHours: 12 } }), {
      recordedBy: policy({ hold: { expiryHours: 24 * 14 } }),
    });
    expect(changes).toEqual([["hold", "confirmed by rosa", expect.stringMatching(/^expired at 2026-03-02T21/)]]);
  });

  it("reports a hold that stays open longer, and the person's decision as unknown", async ({ expect }) => {
    const story = [move("lead"), drained, move("pass", 9)];
    expect(await whatIf(story, policy({ hold: { expiryHours: 240 } }))).toEqual({
      changes: [["hold", "expired", expect.stringMatching(/^open until 2026-03-12/)]],
      unknowns: [["hold", "never_asked"]],
    });
  });

  it("reports a preview that the policy confirms, or that waits for a person instead", async ({ expect }) => {
    const story = [move("lead"), drained];
    expect((await whatIf(story, releasing)).changes).toEqual([["hold", "waits for a person", "released by policy"]]);
    expect(await whatIf(story, samplePolicy, { recordedBy: releasing })).toMatchObject({
      changes: [["hold", "released by policy", "waits for a person"]],
      unknowns: [["hold", "never_asked"]],
    });
    const bySource = policy({ hold: { autoConfirm: { actions: [], sources: ["website"] } } });
    expect((await whatIf(story, bySource, { recordedBy: releasing })).changes).toEqual([]);
  });

  it("reports a snooze that is refused", async ({ expect }) => {
    const { changes } = await whatIf(
      [move("lead"), drained, move("snooze", 50)],
      policy({ hold: { snoozeMaxHours: 1 } }),
    );
    expect(changes).toEqual([["hold", expect.stringMatching(/^snoozed until/), "snooze refused"]]);
  });

  it("reports the texts of drafts as unknown", async ({ expect }) => {
    const words = policy({ compose: { subjectCharacters: 100 } });
    expect(await whatIf([move("lead"), move("onward")], words)).toEqual({
      changes: [],
      unknowns: [["text", "not_recorded"]],
    });
  });

  it("recognises a title again only with the key", async ({ expect }) => {
    const wizards = policy({
      titles: {
        vocabulary: 1,
        rules: [{ id: "title.wizard", seniority: "senior", words: { en: "wizard" } }, ...defaultTitleRules.rules],
      },
    });
    const story = [move("lead", 2), drained];
    expect(await whatIf(story, wizards)).toEqual({
      changes: [],
      unknowns: [
        ["score", "sealed"],
        ["verdict", "sealed"],
      ],
    });
    expect(await whatIf(story, wizards, { isOpen: true })).toEqual({
      changes: [
        ["tier", "C (0.5000)", "D (0.2953)"],
        ["verdict", "needs_review (0.40)", "qualified (0.70)"],
      ],
      unknowns: [],
    });
    // A contact without a title is not affected.
    expect(await whatIf([move("lead", 4), drained], wizards)).toEqual({ changes: [], unknowns: [] });
  });

  it("reports a verdict as unknown when it depends on how a company joined, or on the stored seniority", async ({
    expect,
  }) => {
    const noMailboxes = policy({ qualify: { freeMailDomains: ["engine.example"] } });
    const company = [move("company"), move("lead", 4), drained];
    expect((await whatIf(company, noMailboxes)).unknowns).toEqual([["verdict", "sealed"]]);
    expect((await whatIf(company, noMailboxes, { isOpen: true })).unknowns).toEqual([["verdict", "not_recorded"]]);
    const others = policy({ qualify: { unknownSeniorities: ["director"] } });
    const senior = [move("seniority", 1), move("lead", 4), drained];
    expect((await whatIf(senior, others)).unknowns).toEqual([["verdict", "not_recorded"]]);
    // When the title is recognised, the seniority makes no difference.
    expect((await whatIf([move("seniority", 1), move("lead"), drained], others)).unknowns).toEqual([]);
  });

  it("starts at a given time, and is summed up over all contacts", async ({ expect }) => {
    const strict = policy({ qualify: { qualifiedFrom: 8_000 } });
    const deployment = await deploymentAfter([move("lead"), move("lead", 4, 2), drained]);
    const context = await gatherContext(memorySource(deployment.rows()));
    expect(
      whatIfStream(streamOf(deployment, ADA), strict, context, { since: "2026-03-03T00:00:00.000Z" }),
    ).toMatchObject({
      runs: 0,
      changes: [],
    });
    const total = openWhatIfSum();
    for (const of of [ADA, KIM]) total.add(whatIfStream(streamOf(deployment, of), strict, context));
    expect(total.sum()).toMatchObject({ contacts: 2, runs: 2, changedContacts: 1, changed: { verdict: 1, action: 0 } });
    // Taken up in the middle, also after a way through JSON, it is the same sum.
    const first = openWhatIfSum();
    first.add(whatIfStream(streamOf(deployment, ADA), strict, context));
    const second = openWhatIfSum(WhatIfSum.parse(JSON.parse(JSON.stringify(first.sum()))));
    second.add(whatIfStream(streamOf(deployment, KIM), strict, context));
    expect(second.sum()).toEqual(total.sum());
    // Its digest names what was seen: other changes, another policy, or a part of the contacts have another one.
    const seen = { candidate: strict, since: "2026-01-01T00:00:00.000Z", until: "2026-04-01T00:00:00.000Z" };
    const digests = [
      { ...seen, sum: total.sum(), isWhole: true },
      { ...seen, sum: total.sum(), isWhole: false },
      { ...seen, sum: first.sum(), isWhole: true },
      { ...seen, candidate: samplePolicy, sum: total.sum(), isWhole: true },
    ].map(whatIfDigest);
    expect(new Set(digests).size).toBe(4);
  });

  it("names the sections of the policy whose decisions cannot be derived again", async ({ expect }) => {
    const context = await gatherContext(memorySource([]));
    expect(notRunAgain(samplePolicy, context)).toEqual([]);
    expect(notRunAgain(policy({ ingest: { depth: 3 } }), context)).toEqual(["ingest"]);
  });
});
