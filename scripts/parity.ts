// `npm run parity`: compares the scripted path with its frozen baseline byte for byte, and shows the first difference.
// `-- --freeze` makes the present behaviour the baseline. Do this only for an intended change, in its own commit that says why.
import { parseArgs } from "node:util";
import {
  type Difference,
  differencesOf,
  freeze,
  frozenMark,
  frozenOutcomes,
  markOf,
} from "../evals/parity/baseline.ts";
import { parityFixtures } from "../evals/parity/fixtures.ts";
import { type FixtureOutcome, outcomeOf } from "../evals/parity/run.ts";

const { values } = parseArgs({ options: { freeze: { type: "boolean", default: false } } });

const outcomes: FixtureOutcome[] = [];
for (const fixture of parityFixtures()) outcomes.push(await outcomeOf(fixture));
const mark = markOf(outcomes);
const size = `${mark.fixtures} fixtures, ${mark.entries} entries`;

if (values.freeze) {
  freeze(outcomes);
  console.log(`Frozen: ${size}, sha256 ${mark.sha256}.`);
} else if (mark.sha256 === frozenMark().sha256) {
  console.log(`${size}: equal to the baseline byte for byte, sha256 ${mark.sha256}.`);
} else {
  const differences = differencesOf(frozenOutcomes(), outcomes);
  console.log(`The scripted path differs from the baseline. Fixtures that differ: ${differences.length}. The first:\n`);
  const [first] = differences;
  console.log(first ? shown(first) : "  none: baseline.ndjson.br does not match baseline.json");
  console.log("\nIf the change is intended: npm run parity -- --freeze, in a commit of its own that says why.");
  process.exitCode = 1;
}

function shown({ fixture, entry, what, path, expected, found }: Difference): string {
  const text = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
  return [
    `  fixture   ${fixture}`,
    `  entry     ${entry === null ? what : `${entry + 1}: ${what}`}`,
    `  where     ${path || "the whole entry"}`,
    `  baseline  ${text(expected)}`,
    `  now       ${text(found)}`,
  ].join("\n");
}
