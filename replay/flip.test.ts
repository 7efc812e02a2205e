// Tests which missing inputs would make a lead qualify, for one lead and as a work list over many leads.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { runs } from "../testing/properties.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { gradeOf } from "../domain/rules/qualify.ts";
import { gatherContext } from "./context.ts";
import { type MissingInput, smallestWays, withFound } from "../domain/rules/work-list.ts";
import { type FlipOptions, flipOf, mailboxDigests, openFlips } from "./flip.ts";
import { ADA, GRACE, idOf, KIM, SYSTEM_KEY } from "../testing/people.ts";
import { type HonestDeployment, type Move, PEOPLE, deploymentAfter } from "../testing/honest-log.ts";
import { memorySource, noKeys } from "./source.ts";

const move = (what: Move["what"], pick = 0, who = 0): Move => ({ what, who, pick });
/** A lead with a title: 0 is Director, 2 is a title that no rule recognises, 4 is no title. */
const lead = (title: 0 | 2 | 4, who = 0): Move => move("lead", title, who);
const drained = move("drain");

const contextOf = (deployment: HonestDeployment, isOpen = false) =>
  gatherContext(memorySource(deployment.rows()), isOpen ? deployment.keys : noKeys);
const streamOf = (deployment: HonestDeployment, email: string) => ({
  streamId: idOf(email),
  rows: deployment.streamOf(idOf(email)).rows,
});
async function flipAfter(story: readonly Move[], email = ADA, isOpen = false, options: FlipOptions = {}) {
  const deployment = await deploymentAfter(story);
  return flipOf(streamOf(deployment, email), await contextOf(deployment, isOpen), options);
}

describe("the smallest set of missing inputs", () => {
  it("is a company or a title when both are missing", async ({ expect }) => {
    const flip = await flipAfter([lead(4), drained]);
    expect(flip).toMatchObject({ verdict: "needs_review", basisPoints: 4_000, qualifiedFrom: 6_000, open: true });
    expect(flip?.ways.map((way) => way.map(({ what }) => what))).toEqual([["company_row"], ["title"]]);
  });

  it("is empty when the lead qualifies already", async ({ expect }) => {
    expect(await flipAfter([lead(0), drained])).toMatchObject({ verdict: "qualified", ways: [] });
  });

  it("names a title rule for an unrecognised title, and shows the title only with the key", async ({ expect }) => {
    const closed = await flipAfter([lead(2), drained]);
    expect(closed?.ways[1]).toMatchObject([{ what: "title_rule", subject: idOf(ADA), shown: null }]);
    const open = await flipAfter([lead(2), drained], ADA, true);
    expect(open?.ways).toMatchObject([
      [{ what: "company_row", shown: "engine.example" }],
      [{ what: "title_rule", subject: "title:wizard of light bulb moments", shown: "Wizard of light bulb moments" }],
    ]);
  });

  it("is the status of the company when the company exists, unless the company is blocked", async ({ expect }) => {
    expect((await flipAfter([move("company", 3), lead(4), drained]))?.ways).toMatchObject([
      [{ what: "company_status", subject: expect.stringMatching(/^co_/) }],
      [{ what: "title" }],
    ]);
    expect((await flipAfter([move("company", 2), lead(4), drained]))?.ways).toMatchObject([[{ what: "title" }]]);
  });

  it("is a link to a company when the address is of a mailbox provider", async ({ expect }) => {
    const story = [lead(4, 2), drained];
    const mailboxes = mailboxDigests(SYSTEM_KEY, samplePolicy.qualify);
    expect((await flipAfter(story, KIM, false, { mailboxes }))?.ways[0]).toMatchObject([
      { what: "company_link", subject: idOf(KIM) },
    ]);
    expect((await flipAfter(story, KIM, true))?.ways[0]).toMatchObject([{ what: "company_link", shown: "gmail.com" }]);
    // Without the mailbox digests and without the key, a mailbox provider's domain looks like a company's.
    expect((await flipAfter(story, KIM))?.ways[0]).toMatchObject([{ what: "company_row" }]);
  });

  it("is found for the requested run, and is null for an unknown run", async ({ expect }) => {
    expect(await flipAfter([move("outcome"), drained])).toBeNull();
    const deployment = await deploymentAfter([lead(4), drained, lead(0), drained]);
    const context = await contextOf(deployment);
    const [first] = Object.keys(deployment.streamOf(idOf(ADA)).contact.runs);
    expect(flipOf(streamOf(deployment, ADA), context)).toMatchObject({ verdict: "qualified", open: true });
    expect(flipOf(streamOf(deployment, ADA), context, { runId: first! })).toMatchObject({
      verdict: "needs_review",
      open: false,
    });
    expect(flipOf(streamOf(deployment, ADA), context, { runId: "run_none" })).toBeNull();
  });

  it("is sufficient and minimal under any policy", ({ expect }) => {
    const points = fc.integer({ min: 0, max: 5_000 });
    const input = (what: MissingInput["what"]): MissingInput => ({
      what,
      subject: what,
      shown: null,
      name: null,
      basisPoints: 0,
    });
    fc.assert(
      fc.property(
        points,
        points,
        points,
        points,
        fc.boolean(),
        fc.boolean(),
        (base, companyKnown, roleOrSeniorityKnown, qualifiedFrom, company, roleOrSeniority) => {
          const rules = { ...samplePolicy.qualify, base, companyKnown, roleOrSeniorityKnown, qualifiedFrom };
          const vouched = { company, roleOrSeniority };
          const missing = [...(company ? [] : [input("company_row")]), ...(roleOrSeniority ? [] : [input("title")])];
          const ways = smallestWays(vouched, missing, rules);
          const qualifies = (found: readonly MissingInput[]) =>
            gradeOf(withFound(vouched, found), rules).verdict === "qualified";
          expect(ways.every(qualifies)).toBe(true);
          // No smaller set qualifies; and when there is no way, all missing inputs together do not qualify either.
          if (ways.some(({ length }) => length === 2)) expect(missing.some((one) => qualifies([one]))).toBe(false);
          if (ways.length === 0 && !qualifies([])) expect(qualifies(missing)).toBe(false);
        },
      ),
      runs(200),
    );
  });
});

describe("the enrichment work list", () => {
  it("ranks missing inputs by the number of open leads that they would qualify", async ({ expect }) => {
    // Ada and Grace share a domain; Kim's address is of a mailbox provider.
    const deployment = await deploymentAfter([lead(4), lead(4, 1), lead(4, 2), drained]);
    const context = await contextOf(deployment, true);
    const flips = openFlips();
    for (const email of PEOPLE) flips.add(streamOf(deployment, email), context);
    const [first, ...others] = flips.ranked();
    expect(first).toMatchObject({
      what: "company_row",
      shown: "engine.example",
      unlocks: 2,
      helps: 0,
      contacts: [idOf(ADA), idOf(GRACE)],
    });
    expect(others.map(({ what, unlocks }) => [what, unlocks]).toSorted()).toEqual([
      ["company_link", 1],
      ["title", 1],
      ["title", 1],
      ["title", 1],
    ]);
  });

  it("leaves out runs that are decided already", async ({ expect }) => {
    const deployment = await deploymentAfter([lead(4), drained, move("dismiss"), lead(0, 1), drained]);
    const flips = openFlips();
    for (const email of [ADA, GRACE]) flips.add(streamOf(deployment, email), await contextOf(deployment));
    expect(flips.ranked()).toEqual([]);
  });

  it("counts inputs that qualify a lead only together with another input as helpful", async ({ expect }) => {
    const policy = { ...samplePolicy, qualify: { ...samplePolicy.qualify, qualifiedFrom: 9_000 } };
    const deployment = await deploymentAfter([lead(4), drained], { policy });
    const flips = openFlips();
    flips.add(streamOf(deployment, ADA), await contextOf(deployment));
    expect(flips.ranked().map(({ what, unlocks, helps }) => [what, unlocks, helps])).toEqual([
      ["title", 0, 1],
      ["company_row", 0, 1],
    ]);
  });
});
