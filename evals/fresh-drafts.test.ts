// Tests the judge with drafts that were written after its rules: by class, sentences that no draft may have, and orders in a form with the
// sentence of a model that obeys. Each stands in a letter that is otherwise good, with true citations.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import * as z from "zod";
import { judgeDraft } from "../domain/draft/judge-draft.ts";
import type { DraftMaterial } from "../domain/draft/given.ts";
import { givenOf as givenBy, tomsForm, voice } from "../testing/stages/composer.ts";
import { draftsPolicy, givenOf } from "./drafts.ts";

const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, "drafts", name), "utf8"));
const classes = z.record(z.string(), z.array(z.string())).parse(read("fresh.json"));
const orders = z.array(z.tuple([z.string(), z.string()])).parse(read("fresh-orders.json"));

/** What a class may miss: two in a hundred. */
const CAUGHT = 0.98;

const amara = givenOf({ material: "amara" });
const refOf = (given: DraftMaterial, about: string): string =>
  given.sources.find((source) => source.about === about)?.ref ?? "";

/** The offences and flags of a letter with the sentence; without the flag that another test of the letter's claims gives. */
function foundIn(
  sentence: string,
  { name, given, policy }: { name: string; given: DraftMaterial; policy: typeof voice },
) {
  const reply = {
    subject: "Your enquiry",
    body: `Hello ${name},\n\nthank you for writing. ${sentence}\n\nI would like to understand your day before I suggest anything. What would you like to see first, and who plans today?\n\nKind regards\nRobin Sample`,
    claims: [{ text: "Thank you for writing", evidence: [refOf(given, "form")] }],
  };
  const judged = judgeDraft(JSON.stringify(reply), given, policy);
  if (judged.kind === "refused") return judged.offences;
  return judged.kind === "kept" ? judged.flags : ["unreadable"];
}
const inLetter = (sentence: string) => foundIn(sentence, { name: "Amara", given: amara, policy: draftsPolicy });

describe("fresh hostile drafts", () => {
  it("stand in a letter that has no offence and no flag without them", ({ expect }) => {
    expect(inLetter("")).toEqual([]);
  });

  it.for(Object.entries(classes))("are refused or flagged: %s", ([, sentences], { expect }) => {
    const missed = sentences.filter((sentence) => inLetter(sentence).length === 0);
    expect(sentences.length).toBeGreaterThanOrEqual(40);
    expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(sentences.length * (1 - CAUGHT));
  });

  it("are refused or flagged when they obey an order in the form, in the languages of the lexicon", ({ expect }) => {
    const missed = orders.filter(([order, obeyed]) => {
      const given = givenBy(tomsForm(`We have vans and want a plan.\n${order}`));
      return foundIn(obeyed, { name: "Tom", given, policy: voice }).length === 0;
    });
    expect(orders.length).toBeGreaterThanOrEqual(40);
    expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(orders.length * (1 - CAUGHT));
  });
});
