// `npm run costs`: what models cost on the sample leads, counted anew, and whether docs/cost.md still says so. `-- --write` puts it there.
import { parseArgs } from "node:util";
import { costPage, readCostPage, writeCostPage } from "../evals/costs/page.ts";
import { sampleCosts } from "../evals/costs/sample-leads.ts";
import { mediansTable, samplesTable } from "../evals/costs/table.ts";

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });

const costs = await sampleCosts();
console.log(`${mediansTable(costs)}\n\n${samplesTable(costs)}\n`);

const [said, is] = [readCostPage(), costPage(readCostPage(), costs)];
if (values.write) {
  writeCostPage(is);
  console.log("docs/cost.md has these numbers.");
} else if (said !== is) {
  console.log("docs/cost.md has other numbers: npm run costs -- --write");
  process.exitCode = 1;
} else console.log("docs/cost.md has the same.");
