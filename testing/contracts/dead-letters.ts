// The contract test of the dead letters: D1 and memory must keep, empty and mark a letter alike.
import { describe, it } from "vitest";
import type { DeadLetter, DeadLetters } from "../../drizzle/dead-letters.ts";
import type { DeadLetterId } from "../../schema/ids.ts";
import { RECEIPT_CONFLICT } from "../../schema/messages.ts";

interface Maker {
  readonly name: string;
  readonly make: () => DeadLetters;
}

const at = (minute: number): string => `2026-03-01T09:0${minute}:00.000Z`;
const BY = { by: "rosa", at: at(2) };

let count = 0;
/** A letter that no other test uses. */
const fresh = (change: Partial<DeadLetter> = {}) => ({
  id: `dl_contract_${(count += 1)}` as DeadLetterId,
  origin: "plan",
  reason: "retries_exhausted",
  contactId: null,
  bodySealed: "sealed",
  keyId: "ad_month_2026-03",
  receivedAt: at(1),
  ...change,
});
const waiting = { redrivenAt: null, redrivenBy: null };

export function deadLettersContract({ name, make }: Maker): void {
  describe(name, () => {
    it("has a letter as it came first, when it comes again", async ({ expect }) => {
      const [letters, letter] = [make(), fresh()];
      await letters.put(letter);
      await letters.put({ ...letter, bodySealed: "sealed again", receivedAt: at(3) });
      expect(await letters.get(letter.id)).toEqual({ ...letter, ...waiting });
    });

    it("marks a letter that was sent again, and it waits when it returns later", async ({ expect }) => {
      const [letters, letter] = [make(), fresh()];
      await letters.put(letter);
      await letters.markRedriven({ id: letter.id, ...BY });
      const marked = { ...letter, redrivenAt: BY.at, redrivenBy: BY.by };
      expect(await letters.get(letter.id)).toEqual(marked);
      await letters.put({ ...letter, bodySealed: "an earlier copy" });
      expect(await letters.get(letter.id)).toEqual(marked);
      const back = { ...letter, reason: "log_conflict", bodySealed: "sealed again", receivedAt: at(3) };
      await letters.put(back);
      expect(await letters.get(letter.id)).toEqual({ ...back, ...waiting });
    });

    it("leaves the second body of a receipt marked, which only its sender repeats", async ({ expect }) => {
      const [letters, letter] = [make(), fresh({ reason: RECEIPT_CONFLICT })];
      await letters.put(letter);
      await letters.markRedriven({ id: letter.id, ...BY });
      await letters.put({ ...letter, receivedAt: at(3) });
      expect(await letters.get(letter.id)).toMatchObject({ redrivenBy: "rosa" });
    });

    it("empties the body of a letter, and a repeat does not bring it back", async ({ expect }) => {
      const [letters, letter] = [make(), fresh()];
      await letters.put(letter);
      await letters.empty(letter.id);
      await letters.put(letter);
      expect(await letters.get(letter.id)).toMatchObject({ origin: "plan", bodySealed: null });
    });

    it("keeps the first key of a month, and has nothing under an unknown id", async ({ expect }) => {
      const letters = make();
      expect(await letters.key("ad_month_2031-01")).toBeNull();
      expect(await letters.addKey("ad_month_2031-01", "first")).toBe("first");
      expect(await letters.addKey("ad_month_2031-01", "second")).toBe("first");
      expect(await letters.key("ad_month_2031-01")).toBe("first");
      expect(await letters.get("dl_nothing" as DeadLetterId)).toBeNull();
    });
  });
}
