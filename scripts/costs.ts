// `npm run costs`: counts what models cost for the sample leads, and compares the result with docs/cost.md. `-- --write` updates the page.
import { parseArgs } from "node:util";
import { costPage, readCostPage, writeCostPage } from "../evals/costs/page.ts";
import { sampleCosts } from "../evals/costs/sample-leads.ts";
import { mediansTable, samplesTable } from "../evals/costs/table.ts";

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });

const costs = await sampleCosts();
console.log(`${mediansTable(costs)}\n\n${samplesTable(costs)}\n`);

const [page, current] = [readCostPage(), costPage(readCostPage(), costs)];
if (values.write) {
  writeCostPage(current);
  console.log("docs/cost.md was updated.");
} else if (page !== current) {
  console.log("docs/cost.md has other numbers. To update it: npm run costs -- --write");
  process.exitCode = 1;
} else console.log("docs/cost.md has the same numbers.");
