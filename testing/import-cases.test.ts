// Runs the cases of files as people export them. `import`, 56 cases: the first run read all rows as they say, 53 cases whole; three changed a company
// again when they were applied twice. `import-own`, 28 cases, of which 26 were written afterwards, before a look at the rules: 23 in the first run; an opt-out
// of text messages was taken for an unknown column, a two-digit year between dots was no day, and a name beside a status had no column. In both first
// runs nobody of `unwritable` could be written to, in 82 of 82.
// HOLDPOINT_IMPORT_CASES names a folder of other cases in the same form.
import { join } from "node:path";
import { describe, it } from "vitest";
import { importCases, runCase } from "./import-cases.ts";

const CORPORA = ["import", "import-own"].map((name) => join(import.meta.dirname, "corpora", name));
const named = process.env["HOLDPOINT_IMPORT_CASES"];
const cases = (named === undefined ? CORPORA : [named]).flatMap(importCases);

describe("a file as people export it", () => {
  it.for(cases.map((one) => [one.spec.case, one] as const))("%s is read as it means", ([, one], { expect }) => {
    expect(runCase(one).faults).toEqual([]);
  });

  it("leaves nobody writable who must not be written to", ({ expect }) => {
    const written = cases.flatMap((one) => runCase(one).written.map((address) => `${one.spec.case}: ${address}`));
    expect(written).toEqual([]);
  });
});
