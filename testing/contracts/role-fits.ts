// The contract test of the kept answers about roles: D1 and memory must both keep the first answer to each question.
import { describe, it } from "vitest";
import type { KeptFit, RoleFits } from "../../drizzle/role-fits.ts";

interface Maker {
  readonly name: string;
  readonly make: () => RoleFits;
}

const AT = "2026-11-29T03:00:00.000Z";
let questions = 0;
/** An answer to a question that no other test asks. */
const freshFit = (): KeptFit => ({
  question: `question ${(questions += 1)}`,
  basisPoints: 8_000,
  reason: "decides",
  model: "a-model",
  promptDigest: "a".repeat(22),
});

export function roleFitsContract({ name, make }: Maker): void {
  describe(name, () => {
    it("returns the answers to the questions that it is asked, and no others", async ({ expect }) => {
      const fits = make();
      const [one, other, third] = [freshFit(), freshFit(), freshFit()];
      for (const fit of [one, other, third]) await fits.keep({ ...fit, at: AT });
      const read = await fits.read([third.question, one.question, "a question without an answer"]);
      expect(read.toSorted((a, b) => (a.question < b.question ? -1 : 1))).toEqual([one, third]);
    });

    it("returns nothing for no question", async ({ expect }) => {
      expect(await make().read([])).toEqual([]);
    });

    it("keeps the first answer to a question", async ({ expect }) => {
      const fits = make();
      const first = freshFit();
      await fits.keep({ ...first, at: AT });
      await fits.keep({ ...first, basisPoints: 1, reason: "unclear", at: AT });
      expect(await fits.read([first.question])).toEqual([first]);
    });
  });
}
