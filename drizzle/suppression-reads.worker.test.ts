// Tests the list of entries of the suppression list in D1: newest first, by kind and cause, in pages, and which are lifted.
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";
import { d1SuppressionList } from "./d1-suppression-list.ts";
import type { SuppressionsQuery } from "./desk-queries.ts";
import { suppressionReads } from "./suppression-reads.ts";

const digestOf = (letter: string): string => letter.repeat(22);

async function pages(query: Omit<SuppressionsQuery, "limit" | "after">, limit: number) {
  const found: (readonly number[])[] = [];
  let after: SuppressionsQuery["after"];
  do {
    const page = await suppressionReads(env.CRM).suppressions({ ...query, limit, ...(after ? { after } : {}) });
    found.push(page.rows.map(({ revision }) => revision));
    after = page.next ?? undefined;
  } while (after);
  return found;
}

beforeAll(async () => {
  const list = d1SuppressionList(env.CRM);
  // Revisions 1 to 4, a lift, the same digest again, and one of another cause.
  for (const [letter, kind] of ["a", "b", "c", "d"].map(
    (one, index) => [one, index % 2 ? "domain" : "address"] as const,
  ))
    await list.add([{ kind, digest: digestOf(letter), cause: "desk", by: "rosa" }], 0);
  await list.lift({ kind: "domain", digest: digestOf("b"), by: "kofi" }, 0);
  await list.add([{ kind: "domain", digest: digestOf("b"), cause: "desk", by: "rosa" }], 0);
  await list.add([{ kind: "comparison", digest: digestOf("e"), cause: "complaint" }], 0);
});

describe("the entries of the list", () => {
  it.for([1, 2, 3, 100])("are listed newest first, without the lifts, in pages of %i", async (limit, { expect }) => {
    const found = await pages({}, limit);
    expect(found.flat()).toEqual([7, 6, 4, 3, 2, 1]);
    expect(Math.max(...found.map(({ length }) => length))).toBeLessThanOrEqual(limit);
  });

  it("are listed by kind, by cause, and by both", async ({ expect }) => {
    expect((await pages({ kind: "domain" }, 1)).flat()).toEqual([6, 4, 2]);
    expect((await pages({ cause: "complaint" }, 100)).flat()).toEqual([7]);
    expect((await pages({ kind: "address", cause: "complaint" }, 100)).flat()).toEqual([]);
  });

  it("say who added them and which revision lifted them", async ({ expect }) => {
    const { rows } = await suppressionReads(env.CRM).suppressions({ kind: "domain", limit: 9 });
    expect(rows.map(({ revision, by, liftedBy }) => [revision, by, liftedBy])).toEqual([
      [6, "rosa", null],
      [4, "rosa", null],
      [2, "rosa", 5],
    ]);
  });
});
