// Reads and writes docs/cost.md. The tables between its marks are generated; the rest of the page is written by hand.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SampleCosts } from "./sample-leads.ts";
import { mediansTable, samplesTable } from "./table.ts";

const PAGE = join(import.meta.dirname, "../../docs/cost.md");

export const readCostPage = (): string => readFileSync(PAGE, "utf8");
export const writeCostPage = (page: string): void => writeFileSync(PAGE, page);

/** The page with these costs in its tables. Throws when the marks of a table are missing. */
export const costPage = (page: string, costs: SampleCosts): string =>
  filled(filled(page, "medians", mediansTable(costs)), "samples", samplesTable(costs));

function filled(page: string, name: string, table: string): string {
  const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!place.test(page)) throw new Error(`docs/cost.md has no marks <!-- ${name} --> and <!-- /${name} -->`);
  return page.replace(place, (_, open: string, close: string) => `${open}\n${table}\n\n${close}`);
}
