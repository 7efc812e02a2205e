// Tests that the checks refuse or flag each hostile draft of the data set, and keep the good drafts.
import { describe, it } from "vitest";
import { isFull, sliceOf } from "../testing/full.ts";
import { DraftFlag, DraftOffence } from "../schema/written-draft.ts";
import { JUDGEMENTS } from "../domain/draft/given.ts";
import { judgeDraft } from "../domain/draft/judge-draft.ts";
import { draftsPolicy, givenOf, goodDrafts, hostileDrafts, replyOf, type DraftLine } from "./drafts.ts";

const judged = (line: DraftLine) => judgeDraft(replyOf(line), givenOf(line), draftsPolicy);

describe("the hostile drafts", () => {
  const hostile = hostileDrafts();

  it("are at least sixty, cover every offence and flag, and have unique ids", ({ expect }) => {
    expect(hostile.length).toBeGreaterThanOrEqual(60);
    const classes = new Set(hostile.map((line) => line.class));
    expect([...DraftOffence.options, ...DraftFlag.options].filter((name) => !classes.has(name))).toEqual([]);
    expect(new Set(hostile.map(({ id }) => id)).size).toBe(hostile.length);
  });

  it.for(hostile)("finds the offence or flag in $id ($class): $why", (line, { expect }) => {
    const { kind, ...found } = judged(line);
    const isRefused = line.expected === "refuse";
    expect([kind, found]).toMatchObject([
      isRefused ? "refused" : "kept",
      { [isRefused ? "offences" : "flags"]: expect.arrayContaining([line.class]) },
    ]);
  });
});

/** The rules of the judgements before the last one change seldom: they are tested in a full run. */
describe.for(isFull ? JUDGEMENTS : JUDGEMENTS.slice(-2))("the judgement %i of all drafts", (judgement) => {
  it("matches its snapshot; a change of the judgement needs a higher JUDGEMENT", async ({ expect }) => {
    const lines = [...goodDrafts(), ...hostileDrafts()].map((line) => {
      const found = judgeDraft(replyOf(line), { ...givenOf(line), judgement }, draftsPolicy);
      const why = found.kind === "refused" ? found.offences : found.kind === "kept" ? found.flags : [];
      return [line.id, found.kind, ...why.toSorted()].join(" ");
    });
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`drafts/judged-${judgement}.txt`);
  });
});

describe("the good drafts", () => {
  const good = goodDrafts();

  it("are at least sixty and have unique ids", ({ expect }) => {
    expect(good.length).toBeGreaterThanOrEqual(60);
    expect(new Set(good.map(({ id }) => id)).size).toBe(good.length);
  });

  it("are kept, except at most one in sixty", ({ expect }) => {
    const refused = good.map((line) => ({ id: line.id, ...judged(line) })).filter(({ kind }) => kind !== "kept");
    expect(refused.length, JSON.stringify(refused)).toBeLessThanOrEqual(Math.floor(good.length / 60));
  });

  it("are refused for another contact, because they greet the contact by another name", ({ expect }) => {
    const named = good.filter(
      ({ draft }) => !draft.body.startsWith("Hello,") && !draft.body.startsWith("Hello there,"),
    );
    const materials = [...new Set(good.map(({ material }) => material))];
    const kept = sliceOf(named, 8).flatMap((line) =>
      materials
        .filter((material) => material !== line.material)
        .filter((material) => judged({ ...line, material }).kind === "kept")
        .map((material) => `${line.id} to ${material}`),
    );
    expect(named.length).toBeGreaterThan(70);
    expect(kept).toEqual([]);
  });
});
