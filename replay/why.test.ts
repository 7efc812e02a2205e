// Tests the receipts of contacts (why a message was or was not sent) as data, text and page, and the stories of streams.
import { wholeContext } from "../testing/whole-context.ts";
import * as fc from "fast-check";
import { companyBook } from "./companies.ts";
import { describe, it } from "vitest";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import type { ContactReceipt } from "./receipt.ts";
import { receiptHtml } from "./receipt-html.ts";
import { receiptText } from "./receipt-text.ts";
import { ADA, idOf } from "../testing/people.ts";
import {
  anyStory,
  FULL_STORY,
  type HonestDeployment,
  type Move,
  replanted,
  deploymentAfter,
} from "../testing/honest-log.ts";
import { actionUnder, aPlan, gradesUnder, noPlan } from "../testing/contact/plans.ts";
import { aContact, lead, runOf } from "../testing/contact/scenario.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { logKeysOf } from "../domain/log-keys.ts";
import type { ProposedPlan } from "../schema/task-plan.ts";
import { policiesOf } from "../domain/policies.ts";
import { suppressionBook } from "./suppressions.ts";
import { memorySource, noKeys } from "./source.ts";
import { storyOf } from "./story.ts";
import { receiptOf } from "./why.ts";

const move = (what: Move["what"], pick = 0): Move => ({ what, who: 0, pick });
const SENT = FULL_STORY.slice(0, 9);
const VETOED = [...SENT, move("flag", 4), move("flag", 2), move("suppress"), move("lead"), move("drain")];

const streamOf = (deployment: HonestDeployment) => ({ streamId: idOf(ADA), rows: deployment.streamOf(idOf(ADA)).rows });
async function receiptAfter(story: readonly Move[], isOpen = true): Promise<ContactReceipt> {
  const deployment = await deploymentAfter(story);
  const source = memorySource(deployment.rows());
  return receiptOf(streamOf(deployment), await wholeContext(source, isOpen ? deployment.keys : noKeys))!;
}

describe("the plan on a receipt", () => {
  const run = runOf("1");
  function receiptUnder(plan: ProposedPlan): ContactReceipt {
    const contact = aContact().given(lead(), actionUnder(run, plan));
    contact.given(gradesUnder(contact, run));
    const { rows } = contact.stream;
    const [policies, suppressions, logKeys] = [policiesOf(), suppressionBook(), logKeysOf([LOG_SIGNER.key])];
    return receiptOf(
      { streamId: idOf(ADA), rows },
      { policies, suppressions, logKeys, companies: companyBook(), keys: noKeys },
    )!;
  }
  const htmlOf = (receipt: ContactReceipt): string => receiptHtml(receipt).replaceAll(/\s+/g, " ");

  it("has the order in which the stages ran, who planned, what was dropped, and the grades in that order", ({
    expect,
  }) => {
    const receipt = receiptUnder(
      aPlan({
        stages: ["analyze_opportunity", "compose"],
        proposed: 4,
        dropped: ["unknown", "duplicate:compose"],
        reason: "plan_repaired",
      }),
    );
    const text = receiptText(receipt);
    expect(text).toContain(
      "plan      analyze opportunity → qualify (not planned) → compose (planned by the model deepseek-flash: its plan was repaired)",
    );
    expect(text).toContain("dropped: an unknown stage, a second compose");
    expect(text.indexOf("0.50 opportunity")).toBeLessThan(text.indexOf("0.70 qualified"));
    expect(text).toContain("; not planned, and graded all the same");
    const html = htmlOf(receipt);
    expect(html).toContain("<h3>Plan: analyze opportunity → qualify (not planned) → compose</h3>");
    expect(html).toContain("Planned by the model deepseek-flash: its plan was repaired.");
    expect(html).toContain("Dropped from it: an unknown stage, a second compose.");
    expect(html.indexOf("<h3>Opportunity")).toBeLessThan(html.indexOf("<h3>Qualification"));
    expect(html).toContain("qualified (not planned)</h3>");
    expect(receipt.runs[0]?.steps.map(({ type }) => type)).not.toContain("PlanProposed");
  });

  it("says why the rules planned, and what a plan in the shadow was", ({ expect }) => {
    const fallback = receiptUnder(noPlan());
    expect(receiptText(fallback)).toContain("(planned by the rules as a fallback: the model took too long)");
    expect(htmlOf(fallback)).toContain("Planned by the rules as a fallback: the model took too long.");
    const shadow = receiptUnder(aPlan({ arm: "shadow", stages: ["skip"] }));
    expect(receiptText(shadow)).toMatch(/plan {6}qualify → analyze opportunity → compose .*\n *the plan: skip/);
    expect(htmlOf(shadow)).toContain("The plan: skip.");
  });
});

describe("the receipt of a message that was sent", () => {
  it("has the recorded rows, the decision, the grades, the texts with edits, the approval and the dispatch", async ({
    expect,
  }) => {
    const receipt = await receiptAfter(SENT);
    expect(receipt).toMatchObject({ seal: "opened", faults: [], flags: [], erased: false });
    expect(receipt.answer).toBe(
      "We wrote on 2026-03-02, because the contact has not been written to before. you@localhost approved the text.",
    );
    const [run] = receipt.runs;
    expect(run).toMatchObject({
      started: { by: "signal", words: { signal: { kind: "lead", email: ADA } } },
      decision: {
        action: "initial",
        reason: "first_contact",
        rule: "rule:ladder@1",
        inputs: { sequence: 0 },
        policy: { section: "ladder", known: true },
      },
      qualification: {
        verdict: "qualified",
        basisPoints: 10_000,
        qualifiedFrom: 6_000,
        increments: [{ rule: "base", applied: true }, { rule: "company_known" }, { rule: "role_or_seniority_known" }],
      },
      opportunity: { basisPoints: 5_000, sum: { base: 5_000, perFact: 1_000, cap: 9_000 } },
      step: "ended",
      end: "dispatched",
    });
    expect(run?.gates.map(({ where, passed }) => [where, passed])).toEqual([
      ["plan", true],
      ["hold", true],
      ["hold", true],
      ["approve", true],
      ["dispatch", true],
    ]);
    // The recorded row, with the title in clear, because the key opens it.
    expect(run?.qualification?.rows[0]).toMatchObject({
      table: "contacts",
      columns: { title: "Director", title_rule: "title.director" },
    });
    expect(run?.texts).toMatchObject([
      { by: "template initial", diff: null, text: { recipient: ADA } },
      { by: "you@localhost", diff: expect.stringContaining("+PS: 0"), why: "because" },
    ]);
    expect(run?.steps.map(({ type }) => type)).toEqual([
      "PreviewHeld",
      "PreviewConfirmed",
      "DraftHeld",
      "DraftEdited",
      "DraftApproved",
      "DispatchClaimed",
      "DispatchSucceeded",
    ]);
  });

  it("has no personal words without the key, and states that they are sealed", async ({ expect }) => {
    const receipt = await receiptAfter(SENT, false);
    expect(receipt.seal).toBe("closed");
    expect(receipt.runs[0]?.texts).toMatchObject([
      { text: null, seal: "closed" },
      { text: null, seal: "closed", diff: null },
    ]);
    expect(receipt.runs[0]?.qualification?.rows[0]?.columns["title"]).toMatch(/^digest:/);
    expect(JSON.stringify(receipt)).not.toContain(ADA);
  });

  it("shows the faults of the stream", async ({ expect }) => {
    const deployment = await deploymentAfter(SENT);
    const original = streamOf(deployment).rows;
    const { version } = original.find(({ body }) => body.includes('"QualificationGraded"'))!;
    const rows = replanted(original, version, (event) => ({
      ...event,
      payload: { ...event.payload, basisPoints: 1 },
    }));
    const context = await wholeContext(memorySource(deployment.rows()));
    const receipt = receiptOf({ streamId: idOf(ADA), rows }, context)!;
    expect(receipt.faults).toContainEqual(expect.objectContaining({ name: "grade_differs", version }));
    expect(receiptText(receipt)).toContain("DOES NOT HOLD");
    expect(receiptHtml(receipt)).toContain("does not hold");
  });
});

describe("the answer to “why did you not write to me?”", () => {
  it("has every hit of a veto, with its cause", async ({ expect }) => {
    const receipt = await receiptAfter(VETOED);
    expect(receipt.answer).toBe(
      "We did not write, because the contact is on the suppression list; the contact is marked “do not contact”; the contact unsubscribed.",
    );
    expect(receipt.runs[0]?.gates).toMatchObject([
      {
        where: "plan",
        passed: false,
        hits: [
          { reason: "suppressed", because: { kind: "list", entry: "address", revision: 4 } },
          { reason: "do_not_contact", because: { kind: "flag", cause: "desk", by: "you@localhost" } },
          { reason: "unsubscribed", because: { kind: "flag", cause: "desk", by: "you@localhost" } },
        ],
      },
    ]);
    expect(receipt.flags.map(({ flag }) => flag)).toEqual(["do_not_contact", "unsubscribed"]);
  });

  it.for([
    ["too soon", [...SENT, move("lead"), move("drain")], "We did not write, because the last message is too recent."],
    [
      "dismissed",
      [move("lead"), move("drain"), move("dismiss", 3)],
      "We did not write, although the contact has not been written to before: rosa decided against it: “because”.",
    ],
    [
      "rejected",
      [move("lead"), move("onward"), move("reject", 1)],
      "We did not write, although the contact has not been written to before: rosa decided against it.",
    ],
    [
      "expired",
      [move("lead"), move("drain"), move("pass", 9)],
      "We did not write, although the contact has not been written to before: no person decided in time.",
    ],
    [
      "superseded",
      [move("lead"), move("drain"), move("lead", 1)],
      "We mean to write, because the contact has not been written to before. A person has not yet confirmed the preview.",
    ],
    [
      "opted out",
      [move("lead"), move("drain"), move("message", 3)],
      "We did not write, although the contact has not been written to before: meanwhile the contact unsubscribed.",
    ],
    [
      "approved and undone",
      [move("lead"), move("onward"), move("approve"), move("undo"), move("drain")],
      "We did not write, although the contact has not been written to before: the approval was undone.",
    ],
    [
      "not sent",
      [move("mood", 1), ...SENT],
      "We wanted to write, because the contact has not been written to before, but the message could not be sent.",
    ],
    [
      "uncertain",
      [move("mood", 2), ...SENT],
      "We wanted to write, because the contact has not been written to before; it is unknown whether the message was sent.",
    ],
    ["nothing asked", [move("outcome"), move("drain")], "Nothing was asked of us: no run began."],
  ] as const)("is one sentence: %s", async ([, story, answer], { expect }) => {
    expect((await receiptAfter(story)).answer).toBe(answer);
  });

  it("has only the requested run, and is null for an unknown run", async ({ expect }) => {
    const deployment = await deploymentAfter(VETOED);
    const context = await wholeContext(memorySource(deployment.rows()));
    const all = receiptOf(streamOf(deployment), context)!;
    expect(all.runs).toHaveLength(2);
    const { runId } = all.runs[1]!;
    expect(receiptOf(streamOf(deployment), context, { runId })?.runs.map((run) => run.runId)).toEqual([runId]);
    expect(receiptOf(streamOf(deployment), context, { runId: "run_other" })).toBeNull();
    expect(receiptOf({ streamId: idOf(ADA), rows: [] }, context)).toBeNull();
  });
});

describe("receipts and stories of any log", () => {
  it(
    "have a text for each run and event, in JSON, text and HTML",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(anyStory(50), async (story) => {
          const deployment = await deploymentAfter(story);
          const context = await wholeContext(memorySource(deployment.rows()), deployment.keys);
          for (const streamId of deployment.ids()) {
            const { rows } = deployment.streamOf(streamId);
            const { entries, stoppedAt, contact } = storyOf({ streamId, rows }, { keys: deployment.keys });
            expect([entries.length, stoppedAt, contact.version]).toEqual([rows.length, null, rows.length]);
            expect(entries.every(({ says }) => /^[A-Z“\d].*\.$/.test(says) && !says.includes("undefined"))).toBe(true);
            const receipt = receiptOf({ streamId, rows }, context)!;
            expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt);
            for (const text of [receiptText(receipt), receiptHtml(receipt), receipt.answer]) {
              expect(text).not.toMatch(/undefined|\[object/);
            }
          }
        }),
        runs(8),
      );
    },
  );
});

describe("the words of a contact in a receipt", () => {
  const HOSTILE = `</td><script>alert(1)</script>\u001b[31m\u202e"'&`;
  const withHostileWords = async () => {
    const receipt = await receiptAfter(SENT);
    const [run] = receipt.runs;
    const text = { ...run!.texts[0]!.text!, subject: HOSTILE, body: HOSTILE };
    return { ...receipt, runs: [{ ...run!, texts: [{ ...run!.texts[0]!, text, why: HOSTILE }] }] };
  };

  it("are plain text in the page, which has no script and makes no request", async ({ expect }) => {
    const page = receiptHtml(await withHostileWords());
    expect(page).not.toMatch(/<script|<link|<img|\ssrc=|href=|@import|url\(/);
    expect(page).toContain("&lt;script&gt;alert(1)");
    expect(page).toContain("⟦U+001B⟧[31m⟦U+202E⟧");
  });

  it("contain no control characters in the text for a terminal", async ({ expect }) => {
    // oxlint-disable-next-line no-control-regex -- the expression searches for control characters
    expect(receiptText(await withHostileWords())).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });
});
