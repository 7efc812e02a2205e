import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "vitest";
import { type EvalsResult, readResult, sourcesDigest, writeResult } from "./result.ts";

const folder = mkdtempSync(join(tmpdir(), "result-"));
const arm = { verdict: "HOLD" as const, reasons: [], scores: [], sources: "these", at: "2026-11-22T12:00:00.000Z" };
const result: EvalsResult = { release: "1.0.0", scripted: arm, live: { ...arm, model: null, isPeer: false } };

describe("the result of the evals", () => {
  it("is read as it was written", ({ expect }) => {
    const file = join(folder, "there", "evals.json");
    writeResult(result, file);
    expect(readResult(file)).toEqual(result);
  });

  it.for([
    ["nothing", null],
    ["half of it", JSON.stringify(result).slice(0, 40)],
    ["another shape", '{"verdict":"PROMOTE"}'],
    ["a verdict that is none", JSON.stringify({ ...result, scripted: { ...arm, verdict: "FINE" } })],
  ] as const)("is none when there is %s", ([what, text], { expect }) => {
    const file = join(folder, `${what}.json`);
    if (text !== null) writeFileSync(file, text);
    expect(readResult(file)).toBeNull();
  });

  it("is of sources that are named by one digest", ({ expect }) => {
    expect(sourcesDigest()).toMatch(/^[0-9a-f]{64}$/);
  });
});
