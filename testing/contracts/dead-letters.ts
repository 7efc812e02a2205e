// The contract test of the dead letters: D1 and memory must keep, empty and mark a letter alike.
import { describe, it } from "vitest";
import type { DeadLetters, NewLetter } from "../../drizzle/dead-letters.ts";
import { ContactId, type DeadLetterId, Receipt } from "../../schema/ids.ts";
import { RECEIPT_CONFLICT } from "../../schema/messages.ts";

interface Maker {
  readonly name: string;
  readonly make: () => DeadLetters;
}

const at = (minute: number): string => `2026-03-01T09:0${minute}:00.000Z`;
const BY = { by: "rosa", at: at(2) };

let count = 0;
/** A letter that no other test uses. */
const fresh = (change: Partial<NewLetter> = {}): NewLetter => ({
  id: `dl_contract_${(count += 1)}` as DeadLetterId,
  origin: "plan",
  reason: "retries_exhausted",
  contactId: null,
  bodySealed: "sealed",
  keyId: "ad_month_2026-03",
  receivedAt: at(1),
  source: null,
  ...change,
});
const waiting = { redrivenAt: null, redrivenBy: null, receipt: null, discarded: null };

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
      const marked = { ...letter, ...waiting, redrivenAt: BY.at, redrivenBy: BY.by };
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

    describe("of a refused body", () => {
      const receipt = Receipt.parse("rc_of_the_signal");
      const contactId = ContactId.parse("ct_somebody");
      const refused = (change: Partial<NewLetter> = {}) => fresh({ origin: "ingest", source: "website", ...change });

      it("has the reason of its last refusal, and waits on when it returned before the mark of its click", async ({
        expect,
      }) => {
        const [letters, letter] = [make(), refused({ reason: "not_json" })];
        await letters.put(letter);
        const later = { ...letter, reason: "field_missing:email", receivedAt: at(3) };
        await letters.put(later);
        await letters.put(letter);
        expect(await letters.get(letter.id)).toEqual({ ...later, ...waiting });
        await letters.markRedriven({ id: letter.id, ...BY });
        expect(await letters.get(letter.id)).toEqual({ ...later, ...waiting });
        await letters.markRedriven({ id: letter.id, by: "rosa", at: at(4) });
        expect(await letters.get(letter.id)).toMatchObject({ redrivenBy: "rosa", redrivenAt: at(4) });
      });

      it("names the signal and the contact once it was taken, without the body, also before the mark of the click", async ({
        expect,
      }) => {
        const [letters, letter] = [make(), refused()];
        await letters.put(letter);
        await letters.markTaken({ taken: letter.id, receipt, contactId, at: at(3) });
        const taken = { ...letter, ...waiting, bodySealed: null, receipt, contactId, redrivenAt: at(3) };
        expect(await letters.get(letter.id)).toEqual(taken);
        await letters.markRedriven({ id: letter.id, ...BY });
        expect(await letters.get(letter.id)).toMatchObject({ receipt, redrivenBy: "rosa" });
        // Its sender repeats it, and the mapping is gone.
        const again = { ...letter, receivedAt: at(5) };
        await letters.put(again);
        expect(await letters.get(letter.id)).toEqual({ ...again, ...waiting });
      });

      it("is emptied when it is discarded, once, and stays so when its sender repeats it", async ({ expect }) => {
        const [letters, letter] = [make(), refused()];
        await letters.put(letter);
        const click = { id: letter.id, ...BY, reason: "spam" } as const;
        expect([await letters.discard(click), await letters.discard(click)]).toEqual([true, false]);
        await letters.put({ ...letter, receivedAt: at(5) });
        await letters.markTaken({ taken: letter.id, receipt, contactId, at: at(6) });
        const discarded = { ...waiting, discarded: "spam", bodySealed: null, redrivenAt: BY.at, redrivenBy: BY.by };
        expect(await letters.get(letter.id)).toEqual({ ...letter, ...discarded });
      });

      it("is what may be discarded or taken, and no message between stages", async ({ expect }) => {
        const [letters, letter] = [make(), fresh()];
        await letters.put(letter);
        expect(await letters.discard({ id: letter.id, ...BY, reason: "spam" })).toBe(false);
        expect(await letters.discard({ id: "dl_nothing" as DeadLetterId, ...BY, reason: "spam" })).toBe(false);
        expect(await letters.get(letter.id)).toEqual({ ...letter, ...waiting });
      });
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
