// Tests that the linter reports planted code for each of the rules that matter.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, onTestFinished } from "vitest";
import * as z from "zod";
import { ROOT } from "../local/workers.ts";

const Findings = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });

/** The rules that a file with this text breaks, by the linter's names. */
function lint(path: string, text: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "lint-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
  const oxlint = join(ROOT, "node_modules/oxlint/bin/oxlint");
  const { stdout } = spawnSync(
    process.execPath,
    [oxlint, "--config", join(ROOT, ".oxlintrc.json"), "--format", "json", join(folder, path)],
    { encoding: "utf8" },
  );
  return Findings.parse(JSON.parse(stdout)).diagnostics.map(({ code }) => code);
}

// A lint rule can stop working without an error message. So each rule is tested with code that it must report.
describe("the linter", () => {
  it.for([
    ["eslint(no-restricted-properties)", "export const at = Date.now();"],
    ["eslint(no-restricted-properties)", "export const chance = Math.random();"],
    ["eslint(no-restricted-properties)", "export const id = crypto.randomUUID();"],
    ["eslint(no-restricted-globals)", 'export const answer = fetch("/");'],
    [
      "eslint(no-restricted-imports)",
      'import { randomBytes } from "node:crypto";\nexport const key = randomBytes(32);',
    ],
    ["eslint(no-restricted-imports)", 'import { env } from "cloudflare:workers";\nexport const bindings = env;'],
    ["holdpoint(zod-as-namespace)", 'import { z } from "zod";\nexport const Name = z.string();'],
    ["typescript(no-explicit-any)", "export const anything = (value: any) => value;"],
    ["holdpoint(no-clock)", "export const at = new Date();"],
    ["holdpoint(no-sql-from-text)", "export const read = (db: D1Database, id: string) => db.prepare(`SELECT ${id}`);"],
    ["holdpoint(no-sql-from-text)", 'export const read = (db: D1Database, id: string) => db.prepare("SELECT " + id);'],
    [
      "holdpoint(no-sql-from-text)",
      "export const read = (ctx: DurableObjectState, id: string) => ctx.storage.sql.exec(`SELECT ${id}`);",
    ],
    [
      "holdpoint(no-default-case)",
      "export const sizeOf = (kind: 'a' | 'b') => {\n  switch (kind) {\n    case 'a':\n      return 1;\n    default:\n      return 2;\n  }\n};",
    ],
  ] as const)("finds %s in %s", ([rule, text], { expect }) => {
    expect(lint("workers/planner/plan.ts", text)).toContain(rule);
  });

  it("lets a switch name each of its cases, and a test have a default", ({ expect }) => {
    const named = "export const sizeOf = (kind: 'a') => {\n  switch (kind) {\n    case 'a':\n      return 1;\n  }\n};";
    expect(lint("workers/planner/plan.ts", named)).toEqual([]);
    expect(lint("workers/planner/plan.test.ts", named.replace("case 'a'", "default"))).toEqual([]);
  });

  it("lets entry points read the clock and statements bind values", ({ expect }) => {
    expect(lint("workers/planner/index.ts", "export const at = new Date(Date.now());")).toEqual([]);
    const bound = "export const read = (db: D1Database, id: string) => db.prepare(`SELECT ?`).bind(id);";
    expect(lint("workers/planner/plan.ts", bound)).toEqual([]);
    expect(lint("workers/planner/plan.ts", "export const at = (ms: number) => new Date(ms);")).toEqual([]);
  });
});
