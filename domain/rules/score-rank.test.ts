// Tests the ranking of contacts: equal to a plain sort for any order in which they come, in one batch or many; and that a ranking whose equal
// scores stay in the order of insertion is found.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, it, onTestFinished } from "vitest";
import { ContactId } from "../../schema/ids.ts";
import { Tier } from "../../schema/lists.ts";
import { RoleFitBy } from "../../schema/score-lists.ts";
import { changedSource } from "../../testing/changed-source.ts";
import { runs } from "../../testing/properties.ts";
import { openRanking, rank, type RankedContact } from "./score-rank.ts";

const AS_OF = Date.parse("2026-11-29T09:00:00.000Z");

/** Contacts with unique ids, of which many have the same composite, in any order. */
const contacts: fc.Arbitrary<readonly RankedContact[]> = fc
  .uniqueArray(
    fc.record({
      contactId: fc.stringMatching(/^ct_[A-Za-z0-9_-]{1,6}$/).map((id) => ContactId.parse(id)),
      composite: fc.oneof(fc.constantFrom(0, 3_999, 4_000, 10_000), fc.nat(10_000)),
      tier: fc.constantFrom(...Tier.options),
      roleFit: fc.constantFrom(...RoleFitBy.options, null),
      asOf: fc.nat(10_000_000).map((ms) => new Date(AS_OF - ms).toISOString()),
    }),
    { selector: ({ contactId }) => contactId, maxLength: 80, size: "max" },
  )
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

const sorted = (all: readonly RankedContact[]): readonly RankedContact[] =>
  all.toSorted((a, b) => b.composite - a.composite || (a.contactId < b.contactId ? -1 : 1));

type Rank = typeof rank;

const isPlainSort = (ranked: Rank) =>
  fc.property(contacts, (all) => JSON.stringify([...ranked(all)]) === JSON.stringify(sorted(all)));

/** The module with a change of its source, in a folder of its own. */
async function changed(find: string, replace: string): Promise<{ readonly rank: Rank }> {
  const text = changedSource(
    readFileSync(join(import.meta.dirname, "score-rank.ts"), "utf8"),
    [[find, replace]],
    "score-rank.ts",
  );
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-rank-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "score-rank.ts");
  const here = (path: string): string => `from "${join(import.meta.dirname, path)}"`;
  writeFileSync(
    file,
    text.replace(/from "(\.[^"]+)"/g, (_, path: string) => here(path)),
  );
  return (await import(/* @vite-ignore */ file)) as { readonly rank: Rank };
}

describe("a ranking", () => {
  it("is that of a plain sort, whatever the order in which the contacts come", ({ expect }) => {
    fc.assert(isPlainSort(rank), runs(300));
    expect([...rank([])]).toEqual([]);
  });

  it("has equal scores in ascending order of the ids", ({ expect }) => {
    const one = (contactId: string, composite: number): RankedContact => ({
      contactId: ContactId.parse(contactId),
      composite,
      tier: "B",
      roleFit: null,
      asOf: new Date(AS_OF).toISOString(),
    });
    const all = [one("ct_b", 6_000), one("ct_c", 6_001), one("ct_a", 6_000), one("ct_Z", 6_000)];
    expect([...rank(all)].map(({ contactId }) => contactId)).toEqual(["ct_c", "ct_Z", "ct_a", "ct_b"]);
    for (const composite of [-1, 10_001, 0.5]) expect(() => [...rank([one("ct_a", composite)])]).toThrow(RangeError);
  });

  it("is the same for a batch, for single contacts, and for contacts of several databases one after the other", () => {
    fc.assert(
      fc.property(contacts, fc.nat(80), (all, cut) => {
        const ranking = openRanking();
        for (const part of [all.slice(cut), all.slice(0, cut)]) for (const contact of part) ranking.add(contact);
        const whole = [...rank(all)];
        // A contact alone, and beside any other, stands where it stands among all.
        const pairs = whole.slice(1).every((after, index) => {
          const [first] = rank([after, whole[index] ?? after]);
          return first === undefined || first.contactId === whole[index]?.contactId;
        });
        return (
          ranking.size === all.length && pairs && JSON.stringify([...ranking.contacts()]) === JSON.stringify(whole)
        );
      }),
      runs(200),
    );
  });

  it("that leaves equal scores in the order of insertion is found", async ({ expect }) => {
    const planted = await changed("places.toSorted((a, b) => (idAt(a) < idAt(b) ? -1 : 1))", "places.reverse()");
    expect(fc.check(isPlainSort(planted.rank), runs(300)).failed).toBe(true);
  });
});
