// Tests the context that receipts and verification read: for one contact, with words that the caller opened, and with a candidate
// policy.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { Sealed, StoredEvent } from "../schema/events.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { candidatePolicy } from "./candidate-policy.ts";
import { contextOf } from "./context.ts";
import { wholeContext } from "../testing/whole-context.ts";
import { companyIdOf } from "../schema/ids.ts";
import { ADA, idOf, SYSTEM_KEY } from "../testing/people.ts";
import {
  anyStory,
  FULL_STORY,
  type HonestDeployment,
  type Move,
  replanted,
  deploymentAfter,
} from "../testing/honest-log.ts";
import { openWithKey } from "./sealed.ts";
import { memorySource } from "./source.ts";
import { judgeStream, verifyStream } from "./verify.ts";
import { receiptOf } from "./why.ts";

const LISTED: readonly Move[] = [
  ...FULL_STORY,
  { what: "suppress", who: 0, pick: 1 },
  { what: "lead", who: 0, pick: 0 },
];

const adaOf = (deployment: HonestDeployment) => ({ streamId: idOf(ADA), rows: deployment.streamOf(idOf(ADA)).rows });
const contextOfAda = (deployment: HonestDeployment) =>
  contextOf(adaOf(deployment), async (id) => deployment.rows().filter(({ streamId }) => streamId === id));

/** Opens events with the key, as a caller that has the key and passes only opened words. */
const opening =
  (deployment: HonestDeployment) =>
  (event: StoredEvent): Sealed | null =>
    openWithKey(event, deployment.keys(event.streamId));

describe("the context for one contact", () => {
  it("makes the same receipt as the context of the whole log", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    const property = fc.asyncProperty(anyStory(), async (story) => {
      const deployment = await deploymentAfter([...story, ...LISTED]);
      const whole = await wholeContext(memorySource(deployment.rows()));
      expect(receiptOf(adaOf(deployment), await contextOfAda(deployment))).toEqual(receiptOf(adaOf(deployment), whole));
    });
    await fc.assert(property, runs(10));
  });

  it("reads the log's keys, the policies, the streams of the contact's own digests and the cited company, and no other stream", async ({
    expect,
  }) => {
    const deployment = await deploymentAfter(LISTED);
    const read: string[] = [];
    await contextOf(adaOf(deployment), async (id) => {
      read.push(id);
      return [];
    });
    expect(read.slice(0, 2)).toEqual(["ad_audit", "ad_policy"]);
    expect(read.at(-1)).toBe(companyIdOf(SYSTEM_KEY, ADA.split("@")[1] ?? ""));
    expect(read.length).toBeLessThanOrEqual(6);
    expect(read.slice(2, -1).every((id) => id.startsWith("ad_suppressions_"))).toBe(true);
  });

  it("finds a gate that ignored the suppression list", async ({ expect }) => {
    const deployment = await deploymentAfter([{ what: "suppress", who: 0, pick: 1 }, ...FULL_STORY], {
      ignoresList: true,
    });
    const names = verifyStream(adaOf(deployment), await contextOfAda(deployment)).map(({ name }) => name);
    expect(names).toContain("gate_ignored");
  });
});

describe("a context with words that the caller opened", () => {
  it("makes the same receipt as a context with the key", async ({ expect }) => {
    const deployment = await deploymentAfter(LISTED);
    const context = await contextOfAda(deployment);
    const byKey = receiptOf(adaOf(deployment), { ...context, keys: deployment.keys });
    expect(receiptOf(adaOf(deployment), { ...context, openWords: opening(deployment) })).toEqual(byKey);
    expect(byKey?.seal).toBe("opened");
  });

  it("counts words as closed when the caller cannot open them", async ({ expect }) => {
    const deployment = await deploymentAfter(FULL_STORY);
    const context = { ...(await contextOfAda(deployment)), keys: deployment.keys, openWords: () => null };
    const { faults, sealed } = judgeStream(adaOf(deployment), context);
    expect(faults).toEqual([]);
    expect(sealed).toMatchObject({ opened: 0 });
    expect(sealed.closed).toBeGreaterThan(2);
  });

  it("has a fault when a draft differs from its digest", async ({ expect }) => {
    const deployment = await deploymentAfter(FULL_STORY);
    const rows = replanted(adaOf(deployment).rows, draftIn(deployment), (event) => ({
      ...event,
      payload: { ...event.payload, digest: "0".repeat(22) },
    }));
    const context = { ...(await contextOfAda(deployment)), openWords: opening(deployment) };
    const names = verifyStream({ streamId: idOf(ADA), rows }, context).map(({ name }) => name);
    expect(names).toContain("digest_differs");
  });
});

const draftIn = (deployment: HonestDeployment): number =>
  deployment.streamOf(idOf(ADA)).events.find(({ type }) => type === "DraftHeld")?.version ?? 0;

describe("a candidate policy", () => {
  it("is the policy in force with some sections replaced", async ({ expect }) => {
    const adopted = { ...samplePolicy, ladder: { ...samplePolicy.ladder, followupDays: [1] } };
    const deployment = await deploymentAfter([], { policy: adopted });
    const { policies } = await wholeContext(memorySource(deployment.rows()));
    expect(policies.inForce()).toEqual(adopted);
    const candidate = candidatePolicy({ hold: { ...adopted.hold, expiryHours: 1 } }, policies.inForce());
    expect(candidate).toEqual({ ok: true, value: { ...adopted, hold: { ...adopted.hold, expiryHours: 1 } } });
  });

  it("is refused with the name of the wrong field", ({ expect }) => {
    const candidate = candidatePolicy({ ladder: { followupDays: "soon" } }, samplePolicy);
    expect(candidate).toMatchObject({ ok: false, error: expect.stringContaining("ladder.followupDays") as string });
  });
});
