// Tests that the comparison key in SQL is that of the code.
import * as fc from "fast-check";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "vitest";
import { canonicalAddress, comparisonKey } from "../domain/address.ts";
import { MAILBOX_RULES } from "../schema/mailbox-rules.ts";
import { mailboxSql } from "./mailbox-sql.ts";

const DOMAINS = [
  ...MAILBOX_RULES.flatMap(({ domains }) => domains),
  "x.example",
  "gmail.com.example",
  "münchen.example",
];
const address = fc
  .tuple(
    fc.string({ unit: fc.constantFrom("a", "B", ".", "_", "-", "+", "'", "ü", "7", "x"), minLength: 1, maxLength: 12 }),
    fc.constantFrom(...DOMAINS),
  )
  .map(([local, domain]) => canonicalAddress(`${local}@${domain}`))
  .filter((read) => read.ok)
  .map((read) => (read.ok ? read.value : ""));

describe("mailboxSql", () => {
  it("is the comparison key of every canonical address", ({ expect }) => {
    const select = new DatabaseSync(":memory:").prepare(["SELECT", mailboxSql("?1"), "AS mailbox"].join(" "));
    fc.assert(
      fc.property(address, (one) => {
        expect(select.get(one)?.["mailbox"]).toBe(comparisonKey(one));
      }),
      { numRuns: 500 },
    );
  });
});
