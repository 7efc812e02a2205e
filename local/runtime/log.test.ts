// Tests the Workers' log: lines with time and level, rotation, and that a log which cannot be written ends nothing.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, it } from "vitest";
import { openLog, tailOf } from "./log.ts";

const folder = mkdtempSync(join(tmpdir(), "holdpoint-log-"));
afterAll(() => rmSync(folder, { recursive: true }));
const AT = new Date("2026-11-28T10:00:00.000Z");

describe("openLog", () => {
  it("writes a line with time and level, and keeps a message of many lines together", ({ expect }) => {
    const file = join(folder, "lines.log");
    openLog(file).write("warn", "first\nsecond\n", AT);
    expect(readFileSync(file, "utf8")).toBe("2026-11-28T10:00:00.000Z warn  first\n  second\n");
  });

  it("begins a new file before the limit, keeps the one before, and goes on after a restart", ({ expect }) => {
    const file = join(folder, "rotated.log");
    for (const number of [1, 2, 3, 4, 5]) openLog(file, 100).write("info", `line ${number}`, AT);
    expect(readFileSync(file, "utf8")).toContain("line 5");
    expect(readFileSync(`${file}.1`, "utf8")).toContain("line 4");
    expect(readFileSync(`${file}.1`, "utf8")).not.toContain("line 5");
    expect(readFileSync(file, "utf8").length).toBeLessThanOrEqual(100);
  });

  it("a line that cannot be written is lost, and the next one is written", ({ expect }) => {
    const missing = join(folder, "later", "workers.log");
    const log = openLog(missing);
    log.write("info", "lost", AT);
    expect(tailOf(missing)).toBe("");
  });

  it("returns the last lines", ({ expect }) => {
    const file = join(folder, "tail.log");
    const log = openLog(file);
    for (const number of [1, 2, 3]) log.write("info", `line ${number}`, AT);
    expect(tailOf(file, 2).split("\n")).toHaveLength(2);
    expect(tailOf(file, 2)).toContain("line 3");
  });
});
