// Tests the file with the result of the last run of the evals: reading, writing, and the digest of the sources.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "vitest";
import { type EvalsResult, readResult, sourceFiles, sourcesDigest, writeResult } from "./result.ts";

const folder = mkdtempSync(join(tmpdir(), "result-"));
const arm = { verdict: "HOLD" as const, reasons: [], scores: [], sources: "these", at: "2026-11-22T12:00:00.000Z" };
const result: EvalsResult = { release: "1.0.0", scripted: arm, live: { ...arm, model: null, isPeer: false } };

describe("the file with the result of the evals", () => {
  it("is read with the same content as written", ({ expect }) => {
    const file = join(folder, "there", "evals.json");
    writeResult(result, file);
    expect(readResult(file)).toEqual(result);
  });

  it.for([
    ["no file", null],
    ["a truncated text", JSON.stringify(result).slice(0, 40)],
    ["another shape", '{"verdict":"PROMOTE"}'],
    ["an unknown verdict", JSON.stringify({ ...result, scripted: { ...arm, verdict: "FINE" } })],
  ] as const)("is read as null with %s", ([what, text], { expect }) => {
    const file = join(folder, `${what}.json`);
    if (text !== null) writeFileSync(file, text);
    expect(readResult(file)).toBeNull();
  });

  it("has one SHA-256 digest of the sources", ({ expect }) => {
    expect(sourcesDigest()).toMatch(/^[0-9a-f]{64}$/);
  });

  it.for([
    "domain/rules/ladder.ts",
    "domain/rules/score.ts",
    "schema/default-score.ts",
    "workers/scorer/role-fit.ts",
    "durable-objects/index.ts",
    "evals/golden/score.jsonl",
    "evals/gates.json",
    "samples/corpora/titles/set-aside.jsonl",
    "samples/corpora/names/own.jsonl",
    "samples/corpora/forms/bodies.jsonl",
  ])("has %s in the digest, because it can change a score", (file, { expect }) => {
    expect(sourceFiles()).toContain(file);
  });
});
