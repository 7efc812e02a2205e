// Tests the share of a database, and that the operations page has the same numbers as the desk.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { BYTES_A_LEAD, DATABASE_BYTES, databaseSize, isFilling, LEADS_IN_CRM, LEADS_IN_LOG } from "./database-size.ts";

it.for([
  [0, 0, false],
  [999_999, 0, false],
  [1_000_000, 0.0001, false],
  [6_999_999_999, 0.6999, false],
  [7_000_000_000, 0.7, true],
  [DATABASE_BYTES, 1, true],
] as const)("%i bytes are the share %f; a person should look: %s", ([bytes, share, filling], { expect }) => {
  const size = databaseSize("EVENTS_0", bytes);
  expect([size.share, isFilling(size)]).toEqual([share, filling]);
});

it("a database that did not answer has no share, and warns of nothing", ({ expect }) => {
  const size = databaseSize("CRM", null);
  expect([size.share, isFilling(size)]).toEqual([null, false]);
});

it("the numbers are those that docs/operations.md says were measured", ({ expect }) => {
  const page = readFileSync(join(import.meta.dirname, "../docs/operations.md"), "utf8");
  const [, sum] = /^\| answered .*\| ([\d,]+) \| 350,000 \|$/m.exec(page) ?? [];
  const [, crm] = /In `CRM` a lead takes (\d+) bytes/.exec(page) ?? [];
  const measured = [sum, crm].map((text) => Number(text?.replaceAll(",", "")));
  expect(Math.abs((measured[0] ?? 0) / BYTES_A_LEAD.log - 1)).toBeLessThan(0.01);
  expect(Math.abs((measured[1] ?? 0) / BYTES_A_LEAD.crm - 1)).toBeLessThan(0.01);
  expect([LEADS_IN_LOG, LEADS_IN_CRM].map((leads) => Number(leads.toPrecision(2)))).toEqual([350_000, 22_000_000]);
});
