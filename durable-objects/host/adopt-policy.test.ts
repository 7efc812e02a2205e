// Tests the policy in force over a whole deployment: who adopts it, when each Worker follows it, what a run keeps of the one before, and that a log
// with several adoptions verifies.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { LOOK_EVERY_MS } from "../../domain/followed.ts";
import { policiesOf } from "../../domain/policies.ts";
import { verifyLog } from "../../replay/verify.ts";
import { memorySource } from "../../replay/source.ts";
import { eventInRow, type StoredEvent } from "../../schema/events.ts";
import { AdminId } from "../../schema/ids.ts";
import { performOne } from "../../schema/only-answer.ts";
import { type Policy, policyDigest, policyMark, PolicySection } from "../../schema/policy.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { anyPolicy, FAULTY } from "../../testing/any-policy.ts";
import { isFull } from "../../testing/full.ts";
import { halfInForce } from "../../testing/half-in-force.ts";
import { anyStory, FULL_STORY, type HonestDeployment, honestDeployment, type Move } from "../../testing/honest-log.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";

const POLICY = AdminId.parse("ad_policy");
const FOLLOWERS = ["ingest", "planner", "qualifier", "scorer", "composer"] as const;
const lead: Move = { what: "lead", who: 0, pick: 0 };

/** A deployment with the adoptions of a person. */
function installation() {
  const deployment = honestDeployment();
  const versionOf = () => deployment.streamOf(POLICY).events.length;
  const adopt = (policy: unknown, replaces = versionOf(), reason = "own_business" as const) =>
    performOne(deployment.desk, { type: "AdoptPolicy", policy, replaces, by: "rosa", reason, why: "" });
  const followed = () => Promise.all(FOLLOWERS.map(async (role) => policyDigest(await deployment.policyOf(role))));
  return { ...deployment, adopt, followed, versionOf, look: () => deployment.pass(LOOK_EVERY_MS) };
}

const eventsOf = (rows: readonly EventRow[]): readonly StoredEvent[] => rows.map((row) => eventInRow(row));

async function faultsIn({ rows, keys }: Pick<HonestDeployment, "rows" | "keys">) {
  const source = memorySource(rows());
  return [...(await verifyLog(source)).faults, ...(await verifyLog(source, { keys })).faults];
}

describe("an adopted policy", () => {
  // In a normal run a part of the 200; each has a lead that is planned, graded and drafted under it.
  const COUNT = isFull ? 200 : 20;
  const faults = Object.values(FAULTY);
  const candidates = fc
    .sample(anyPolicy, { numRuns: COUNT, seed: 1 })
    .map((policy, index): { readonly policy: Policy; readonly place: string; readonly wrong: unknown } => {
      const [place = "", change] = faults[index % faults.length] ?? [];
      return { policy, place, wrong: change?.(policy) };
    });

  it(
    "is followed by every Worker at its next look and not before, whole; a refused one changes nothing",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      const here = installation();
      const adopted: Policy[] = [samplePolicy];
      for (const { policy, place, wrong } of candidates) {
        const before = await here.followed();
        expect(await here.adopt(wrong)).toMatchObject({ refusal: { reason: "invalid" }, faults: [{ place }] });
        here.look();
        expect(await here.followed()).toEqual(before);
        expect(here.versionOf()).toBe(adopted.length - 1);

        expect(await here.adopt(policy)).toMatchObject({ refusal: null, logged: true, faults: [] });
        expect(await here.followed()).toEqual(before);
        here.look();
        adopted.push(policy);
        expect(new Set(await here.followed())).toEqual(new Set([policyDigest(policy)]));
        await here.happen(lead);
        await here.drain();
      }
      const held = eventsOf(here.rows()).filter(({ type }) => type === "PreviewHeld");
      expect(held.map(({ policy }) => policy?.digest)).toEqual(
        adopted.slice(1).map((policy) => policyMark(policy, "hold").digest),
      );
      expect(halfInForce(here.rows(), adopted)).toEqual([]);
      expect(await faultsIn(here)).toEqual([]);
    },
  );

  it("has a reason, is adopted once by a repeated click, and again after another one", async ({ expect }) => {
    const here = installation();
    const [other] = fc.sample(anyPolicy, { numRuns: 1, seed: 2 });
    await here.adopt(other, 0);
    await here.adopt(other, 0);
    await here.adopt(samplePolicy, 1);
    await here.adopt(other, 2);
    const events = here.streamOf(POLICY).events;
    expect(events.map(({ payload }) => payload)).toMatchObject([
      { digest: policyDigest(other!), reason: "own_business", by: "rosa" },
      { digest: policyDigest(samplePolicy) },
      { digest: policyDigest(other!) },
    ]);
  });

  it("takes the place of the one that its adopter saw, and of no later one", async ({ expect }) => {
    const here = installation();
    const [one, two] = fc.sample(anyPolicy, { numRuns: 2, seed: 3 });
    await here.adopt(one, 0);
    expect(await here.adopt(two, 0)).toMatchObject({ refusal: { reason: "policy_changed", version: 1 } });
    expect(here.versionOf()).toBe(1);
  });

  it("keeps the sections that it does not name", async ({ expect }) => {
    const here = installation();
    await here.adopt({ ladder: { followupDays: [1, 1, 1] } });
    here.look();
    const policy = await here.policyOf("planner");
    expect(policy).toEqual({ ...samplePolicy, ladder: { followupDays: [1, 1, 1] } });
  });
});

describe("a run that began before the adoption", () => {
  it("keeps sender and limits of the text that its reviewer saw; the next draft has the new ones", async ({
    expect,
  }) => {
    const here = installation();
    const { compose } = samplePolicy;
    const sender = { ...compose.sender, person: "Alex Other", address: "alex@other.example" };
    const other = { ...samplePolicy, compose: { ...compose, sender, bodyCharacters: 400 } };
    const until = FULL_STORY.findIndex(({ what }) => what === "edit");
    await here.play(FULL_STORY.slice(0, until));
    await here.adopt(other);
    here.look();
    await here.play(FULL_STORY.slice(until));

    const [first] = here.mails;
    expect(first).toMatchObject({ sender: samplePolicy.compose.sender.address });
    expect(first?.message).toContain('From: "Robin Sample" <robin@sampleworks.example>');
    // The follow-up was drafted later, and answers the mail of the sender before.
    await here.play((["confirm", "drain", "approve", "drain"] as const).map((what) => ({ what, who: 0, pick: 0 })));
    expect(here.mails[1]).toMatchObject({ sender: sender.address });
    expect(here.mails[1]?.message).toContain(`In-Reply-To: ${first?.messageId}`);

    const marks = eventsOf(here.rows()).flatMap(({ type, policy }) =>
      type === "DraftHeld" || type === "DraftEdited" ? [[type, policy?.digest]] : [],
    );
    const [before, after] = [samplePolicy, other].map((policy) => policyMark(policy, "compose").digest);
    expect(marks).toEqual([
      ["DraftHeld", before],
      ["DraftEdited", before],
      ["DraftHeld", after],
    ]);
    expect(await faultsIn(here)).toEqual([]);
  });

  it(
    "has no fault and no event of two policies, for any story and any adoptions",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      const parts = fc.array(fc.record({ story: anyStory(20), policy: anyPolicy }), { minLength: 2, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(parts, fc.boolean(), async (all, isWaiting) => {
          const deployment = honestDeployment();
          for (const { story, policy } of all) {
            await deployment.play(story);
            await deployment.adopt(policy);
            // Without waiting, Workers and objects differ for some seconds.
            if (isWaiting) deployment.pass(LOOK_EVERY_MS);
          }
          await deployment.drain();
          const policies = [samplePolicy, ...all.map(({ policy }) => policy)];
          expect(halfInForce(deployment.rows(), policies)).toEqual([]);
          expect(await faultsIn(deployment)).toEqual([]);
        }),
        runs(6),
      );
    },
  );
});

describe("a log of policies", () => {
  it("knows each by its digest and by those of its sections, and what is in force", ({ expect }) => {
    const adopted = fc.sample(anyPolicy, { numRuns: 3, seed: 4 });
    const book = policiesOf(adopted);
    for (const policy of adopted) {
      expect(book.whole(policyDigest(policy))).toEqual(policy);
      for (const section of PolicySection.options)
        expect(book.section(section, policyMark(policy, section).digest)).toEqual(policy[section]);
    }
    expect(book.inForce()).toEqual(adopted.at(-1));
  });
});
