// Tests that no score gates anything: the same story with other scores, and with no score at all, has the same events beside the scores, the same
// holds, messages and mails. When the scorer was stopped, its scores are made up, and its nightly turn makes again what is due.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { isFull } from "../../testing/full.ts";
import { shipmentOf } from "../../domain/contact/ship.ts";
import { memorySource } from "../../replay/source.ts";
import { verifyLog } from "../../replay/verify.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { ContactId } from "../../schema/ids.ts";
import { DAY_MS } from "../../schema/time.ts";
import { anyStory, FULL_STORY, type HonestDeployment, honestDeployment, type Move } from "../../testing/honest-log.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import type { Models } from "../../testing/stages-over.ts";
import { stepsOf } from "../../testing/steps.ts";
import { memoryRoleFits } from "../../testing/twins/memory-role-fits.ts";
import { memorySuppressionList } from "../../testing/twins/memory-suppression-list.ts";

/** A model that gives every role the same number. */
const judging = (fit: number): Models => ({
  judge: {
    name: "a-model",
    fits: memoryRoleFits(),
    spend: { read: async () => [] },
    list: memorySuppressionList(),
    random: (bytes) => new Uint8Array(bytes).fill(7),
    model: {
      call: async ({ step }) => ({
        outcome: "ok",
        reply: JSON.stringify({ fit, reason: "unclear" }),
        call: {
          step,
          model: "a-model",
          promptDigest: "a".repeat(22),
          tokensIn: 300,
          tokensCached: 0,
          tokensOut: 12,
          costMicroDollars: 40,
          latencyMs: 900,
          outcome: "ok",
        },
      }),
    },
  },
});

type Options = Parameters<typeof honestDeployment>[0];
const WAYS = {
  "a model that likes every role": { scores: "at once", models: judging(100) },
  "a model that likes no role": { scores: "at once", models: judging(0) },
  "the rule": { scores: "at once" },
  "no scorer": { scores: "never" },
} as const satisfies Readonly<Record<string, Options>>;
type Way = keyof typeof WAYS;

async function played(story: readonly Move[], options: Options): Promise<HonestDeployment> {
  const deployment = honestDeployment(options);
  await deployment.play(story);
  await deployment.drain();
  return deployment;
}

const contactsOf = (deployment: HonestDeployment): readonly ContactId[] =>
  deployment.ids().flatMap((id) => ContactId.safeParse(id).data ?? []);

/** Everything beside the scores. */
function besideScores(deployment: HonestDeployment): object {
  const streams = deployment.ids().map((id) => [id, stepsOf(deployment.streamOf(id))] as const);
  const stepsBy = new Map<string, ReturnType<typeof stepsOf>>(streams);
  const holds = contactsOf(deployment).flatMap((id) => {
    const { placeOf, plain } = stepsBy.get(id)!;
    return shipmentOf(id, deployment.streamOf(id), 0).holds.map(({ version, digest, ...row }) => ({
      ...row,
      // For counting by tier, the row notes the score of the moment.
      vertical: null,
      tier: null,
      roleFit: null,
      scoredAt: null,
      version: placeOf(version),
      digest: plain("digest", digest),
      arithmetic: row.arithmetic.replace(/(?<="titleVersion":)\d+/, (title) => String(placeOf(Number(title)))),
    }));
  });
  const messages = deployment.sent.flatMap((message): readonly object[] => {
    if (message.queue === "score") return [];
    if (message.queue === "ingest") return [message];
    const { queue, contactId, runId, follows } = message;
    return [{ queue, contactId, runId, follows: stepsBy.get(contactId)!.placeOf(follows) }];
  });
  const mails = deployment.mails.map(({ contactId, recipient, subject, at }) => ({
    contactId,
    recipient,
    subject,
    at,
  }));
  return { streams: streams.map(([id, { steps }]) => [id, steps]), holds, messages, mails };
}

const scoresIn = (deployment: HonestDeployment) =>
  contactsOf(deployment).map((id) => [id, deployment.streamOf(id).contact.score?.value ?? null] as const);

describe("a score", () => {
  it("leaves the events of a whole run as they are, byte for byte, whatever it says", async ({ expect }) => {
    const [liked, disliked] = await Promise.all(
      [WAYS["a model that likes every role"], WAYS["a model that likes no role"]].map((way) => played(FULL_STORY, way)),
    );
    const bodies = (deployment: HonestDeployment) =>
      deployment.rows().flatMap(({ body }) => (body.includes('"ContactScored"') ? [] : [body]));
    expect(bodies(liked!)).toEqual(bodies(disliked!));
    const tiers = [liked, disliked].map((one) => scoresIn(one!).map(([, score]) => score?.tier));
    expect(tiers[0]).not.toEqual(tiers[1]);
  });

  it.for(Object.keys(WAYS) as Way[])("gates nothing in a whole run: %s", async (way, { expect }) => {
    const deployment = await played(FULL_STORY, WAYS[way]);
    expect(deployment.mails).toHaveLength(1);
    expect(besideScores(deployment)).toEqual(besideScores(await played(FULL_STORY, WAYS["the rule"])));
  });

  it("gates nothing in any story", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    let differing = 0;
    await fc.assert(
      fc.asyncProperty(anyStory(30), async (story) => {
        const [first, ...others] = await Promise.all(Object.values(WAYS).map((way) => played(story, way)));
        const wanted = besideScores(first!);
        for (const other of others) expect(besideScores(other)).toEqual(wanted);
        const scores = [first!, ...others].map((one) => canonicalJson(scoresIn(one)));
        if (new Set(scores).size === scores.length) differing += 1;
      }),
      runs(60),
    );
    expect(differing).toBeGreaterThan(isFull ? 10 : 3);
  });
});

describe("a scorer that was stopped", () => {
  it(
    "makes its scores up when it is back: the same as one that ran, and nothing twice",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(anyStory(25), async (story) => {
          const stopped = await played(story, WAYS["no scorer"]);
          const before = canonicalJson(besideScores(stopped));
          await stopped.score();
          expect(canonicalJson(besideScores(stopped))).toBe(before);
          const ran = await played(story, WAYS["the rule"]);
          const known = (deployment: HonestDeployment) =>
            scoresIn(deployment).map(([id, score]) => [
              id,
              score && Object.keys(score.terms).toSorted(),
              score?.vertical,
            ]);
          expect(known(stopped)).toEqual(known(ran));
          expect((await verifyLog(memorySource(stopped.rows()))).faults).toEqual([]);
          const rows = stopped.rows().length;
          await stopped.score();
          expect(stopped.rows()).toHaveLength(rows);
        }),
        runs(40),
      );
    },
  );
});

describe("the nightly turn", () => {
  const dueIn = (deployment: HonestDeployment): number =>
    scoresIn(deployment).filter(([, score]) => score?.until && Date.parse(score.until) <= deployment.now()).length;

  it(
    "makes what is due, a few contacts at a time, and ends with nothing due",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      let made = 0;
      await fc.assert(
        fc.asyncProperty(
          anyStory(25),
          fc.integer({ min: 0, max: 60 }),
          fc.integer({ min: 1, max: 3 }),
          async (story, days, most) => {
            const deployment = await played(story, WAYS["the rule"]);
            // A story may end before its last score was made.
            await deployment.rescore();
            const before = canonicalJson(besideScores(deployment));
            deployment.pass(days * DAY_MS);
            const due = dueIn(deployment);
            let looked = 0;
            for (let turn = 0; turn < due; turn += most) looked += await deployment.rescore(most);
            made += looked;
            expect([looked, dueIn(deployment), await deployment.rescore()]).toEqual([due, 0, 0]);
            expect(canonicalJson(besideScores(deployment))).toBe(before);
            expect((await verifyLog(memorySource(deployment.rows()))).faults).toEqual([]);
          },
        ),
        runs(40),
      );
      expect(made).toBeGreaterThan(isFull ? 10 : 3);
    },
  );

  it("beside another turn at once records each score once", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(anyStory(25), fc.integer({ min: 1, max: 60 }), async (story, days) => {
        const deployment = await played(story, WAYS["the rule"]);
        await deployment.rescore();
        deployment.pass(days * DAY_MS);
        const [due, rows] = [dueIn(deployment), deployment.rows().length];
        await Promise.all([deployment.rescore(), deployment.rescore()]);
        expect([dueIn(deployment), deployment.rows().length]).toEqual([0, rows + due]);
        expect((await verifyLog(memorySource(deployment.rows()))).faults).toEqual([]);
      }),
      runs(40),
    );
  });
});
