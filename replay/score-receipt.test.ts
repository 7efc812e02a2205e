// Tests what a receipt says of a score: the one that was known when the message was released, with all of its terms, and never as a reason.
import { describe, it } from "vitest";
import { deploymentAfter, FULL_STORY, type Move } from "../testing/honest-log.ts";
import { ADA, idOf } from "../testing/people.ts";
import { gatherContext } from "./context.ts";
import { receiptHtml } from "./receipt-html.ts";
import { receiptText } from "./receipt-text.ts";
import { memorySource, noKeys } from "./source.ts";
import { receiptOf } from "./why.ts";

const move = (what: Move["what"], pick = 0): Move => ({ what, who: 0, pick });

/** The receipt of the stream, or of its beginning up to `version`. */
async function receiptAfter(story: readonly Move[], version = Infinity) {
  const deployment = await deploymentAfter(story);
  const { rows: all, contact } = deployment.streamOf(idOf(ADA));
  const rows = all.filter((row) => row.version <= version);
  const context = await gatherContext(memorySource(deployment.rows()), noKeys);
  const receipt = receiptOf({ streamId: idOf(ADA), rows }, context);
  if (!receipt) throw new Error("the stream is empty");
  const scores = rows.flatMap(({ version, body }) => (body.includes('"ContactScored"') ? [version] : []));
  return { receipt, scores, contact };
}

const plain = (html: string): string => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

describe("the score in a receipt", () => {
  it("is the last one before the message was released, also when there is a newer one", async ({ expect }) => {
    const later: readonly Move[] = [...FULL_STORY, move("message", 1), move("drain")];
    const { receipt, scores, contact } = await receiptAfter(later);
    expect(scores.length).toBeGreaterThan(1);
    const sent = receipt.runs.at(-1);
    expect(sent?.score).toMatchObject({ version: scores[0], tier: "B", vertical: "general", policy: { known: true } });
    expect(contact.score?.version).toBe(scores.at(-1));
    expect(receipt.runs[0]?.score?.version).toBe(scores.at(-1));
  });

  it("has each term with what it counted, its weights, and who judged the role", async ({ expect }) => {
    const { receipt } = await receiptAfter(FULL_STORY);
    for (const text of [receiptText(receipt), plain(receiptHtml(receipt))]) {
      expect(text).toMatch(/Score: 0\.63, tier B|score {5}0\.63 tier B in general/);
      expect(text).toMatch(/Seniority 0\.75 × (weight )?0\.25/);
      expect(text).toContain("director or head (title.director)");
      expect(text).toContain("judged by rule: no model judged this role; no model is configured");
      expect(text).toContain("a form, just before");
      expect(text).toMatch(/decided about nothing/i);
    }
  });

  it("names the terms that are missing, with the weights of those that are there", async ({ expect }) => {
    const { receipt } = await receiptAfter([move("lead", 4), move("drain")]);
    const text = receiptText(receipt);
    expect(text).toContain("left out  Role fit (weight 0.35): the title is not known");
    expect(text).toContain("Signals of intent 0.50 × weight 0.25, of the terms that are there 1.00");
    expect(plain(receiptHtml(receipt))).toContain("Role fit: left out, the title is not known (weight 0.35)");
  });

  it("is none where the contact was not scored by then, and after an erasure", async ({ expect }) => {
    const early = await receiptAfter(FULL_STORY, 2);
    expect([early.scores, early.receipt.runs[0]?.score]).toEqual([[], null]);
    expect(receiptText(early.receipt)).toContain("score     not scored yet by then");
    expect(plain(receiptHtml(early.receipt))).toContain("Score: not scored yet by then");
    const erased = await receiptAfter([...FULL_STORY, move("erase"), move("drain")]);
    expect(erased.contact.erased).toBe(true);
    // What was known when the message was released stays in the log: no term is personal.
    expect(erased.receipt.runs.at(-1)?.score?.version).toBe(erased.scores[0]);
  });
});
