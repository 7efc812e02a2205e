// Runs the cases of files as people export them. Of the 56, the first run read 53 as they say; the three others were read rightly and changed a
// company again when they were applied twice. In the first run nobody of `unwritable` could be written to, in 56 of 56.
// HOLDPOINT_IMPORT_CASES names a folder of other cases in the same form.
import { join } from "node:path";
import { describe, it } from "vitest";
import { importCases, runCase } from "./import-cases.ts";

const folder = process.env["HOLDPOINT_IMPORT_CASES"] ?? join(import.meta.dirname, "corpora/import");
const cases = importCases(folder);

describe("a file as people export it", () => {
  it.for(cases.map((one) => [one.spec.case, one] as const))("%s is read as it means", ([, one], { expect }) => {
    expect(runCase(one).faults).toEqual([]);
  });

  it("leaves nobody writable who must not be written to", ({ expect }) => {
    const written = cases.flatMap((one) => runCase(one).written.map((address) => `${one.spec.case}: ${address}`));
    expect(written).toEqual([]);
  });
});
