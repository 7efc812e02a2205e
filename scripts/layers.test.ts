import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it, onTestFinished } from "vitest";
import { CRUISE_OPTIONS, LAYER_RULES } from "./layer-rules.ts";
import { judgeLayers } from "./layers.ts";
import { LONG_MILLISECONDS } from "./properties.ts";
import { ROOT } from "./workers.ts";

/** A small project that keeps every rule. */
const CLEAN = {
  "package.json": '{ "type": "module", "devDependencies": { "vitest": "1" } }',
  "node_modules/vitest/package.json": '{ "name": "vitest", "main": "index.js" }',
  "node_modules/vitest/index.js": "",
  "schema/ids.ts": "export const id = 1;",
  "drizzle/log.ts": 'import { id } from "../schema/ids.ts";\nexport const log = id;',
  "durable-objects/ports.ts":
    'import { log } from "../drizzle/log.ts";\nexport type Port = typeof log;\nexport const port = log;',
  "durable-objects/index.ts": 'export { port } from "./ports.ts";',
  "workers/stage.ts": 'import { id } from "../schema/ids.ts";\nexport const stage = id;',
  "workers/planner/index.ts":
    'import type { Port } from "../../durable-objects/ports.ts";\nimport { stage } from "../stage.ts";\nexport const port: Port = stage;',
  "workers/planner/plan.ts": "export const plan = 1;",
  "workers/composer/compose.ts": "export const compose = 1;",
  "durable-objects/state.ts": "export const state = 1;",
  "replay/fold.ts": 'import { state } from "../durable-objects/state.ts";\nexport const fold = state;',
  "scripts/start.ts": "export const start = 1;",
  "cli/verify.ts": 'import { id } from "../schema/ids.ts";\nexport const verify = id;',
  "simulator/world.ts": 'import { plan } from "../workers/planner/plan.ts";\nexport const world = plan;',
  "evals/plan.test.ts": 'import { plan } from "../workers/planner/plan.ts";\nexport const planned = plan;',
};

/** One import that breaks each rule, as a file added to the clean project. */
const PLANTED: readonly (readonly [rule: string, path: string, text: string])[] = [
  [
    "schema-knows-nothing-of-ours",
    "schema/up.ts",
    'import type { log } from "../drizzle/log.ts";\nexport type Up = typeof log;',
  ],
  ["drizzle-knows-schema", "drizzle/up.ts", 'export { port } from "../durable-objects/ports.ts";'],
  ["objects-know-schema-and-drizzle", "durable-objects/up.ts", 'export { stage } from "../workers/stage.ts";'],
  ["shared-by-stages-knows-no-stage", "workers/up.ts", 'export { plan } from "./planner/plan.ts";'],
  ["no-stage-to-stage", "workers/planner/aside.ts", 'export { compose } from "../composer/compose.ts";'],
  [
    "no-stage-to-stage",
    "workers/planner/aside-by-type.ts",
    'import type { compose } from "../composer/compose.ts";\nexport type Aside = typeof compose;',
  ],
  [
    "a-stage-takes-only-types-of-the-object",
    "workers/planner/code.ts",
    'export { port } from "../../durable-objects/ports.ts";',
  ],
  ["the-product-knows-no-tool", "workers/planner/tool.ts", 'export { start } from "../../scripts/start.ts";'],
  ["nobody-knows-the-simulator", "scripts/world.ts", 'export { world } from "../simulator/world.ts";'],
  ["replay-only-reads", "replay/port.ts", 'export { port } from "../durable-objects/ports.ts";'],
  ["replay-only-reads", "replay/log.ts", 'export { log } from "../drizzle/log.ts";'],
  ["replay-only-reads", "replay/stage.ts", 'export { plan } from "../workers/planner/plan.ts";'],
  ["replay-only-reads", "replay/disk.ts", 'export { readFileSync } from "node:fs";'],
  ["only-the-desk-asks-replay", "workers/planner/again.ts", 'export { fold } from "../../replay/fold.ts";'],
  ["the-command-line-reads-through-replay", "cli/log.ts", 'export { log } from "../drizzle/log.ts";'],
  ["nobody-knows-the-command-line", "schema/words.ts", 'export { verify } from "../cli/verify.ts";'],
  ["an-index-is-an-entry-point", "durable-objects/barrel.ts", 'export { port } from "./index.ts";'],
  [
    "no-development-package-in-the-product",
    "workers/planner/dev.ts",
    'import { vi } from "vitest";\nexport const x = vi;',
  ],
  ["resolves", "workers/planner/lost.ts", 'export { lost } from "./nowhere.ts";'],
  ["no-cycle", "schema/circle.ts", 'import type { Square } from "./square.ts";\nexport type Circle = { of: Square };'],
];

function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "layers-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe("layers", () => {
  it("finds nothing in a project that keeps the rules", async ({ expect }) => {
    const report = await judgeLayers(project(CLEAN));
    expect(report).toMatchObject({ violations: [], unseen: [] });
  });

  it.for(PLANTED)("sees %s broken by %s", async ([rule, path, text], { expect }) => {
    const square = 'import type { Circle } from "./circle.ts";\nexport type Square = { of: Circle };';
    const { violations } = await judgeLayers(
      project({ ...CLEAN, [path]: text, ...(rule === "no-cycle" && { "schema/square.ts": square }) }),
    );
    expect(violations.filter((line) => line.startsWith(`${rule}: ${path}`))).not.toEqual([]);
  });

  it("lets a test look upward", async ({ expect }) => {
    const { violations } = await judgeLayers(
      project({ ...CLEAN, "schema/up.test.ts": 'export { stage } from "../workers/stage.ts";' }),
    );
    expect(violations).toEqual([]);
  });

  it("has a planted violation for every rule", ({ expect }) => {
    expect(new Set(PLANTED.map(([rule]) => rule))).toEqual(new Set(LAYER_RULES.map(({ name }) => name)));
  });

  it("names the files it was given and did not read", async ({ expect }) => {
    const report = await judgeLayers(project(CLEAN), { ...CRUISE_OPTIONS, exclude: { path: "^schema/" } });
    expect(report).toMatchObject({ violations: [], unseen: ["schema/ids.ts"] });
  });

  it(
    "reads every source file of this project and finds no violation",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      const { violations, unseen } = await judgeLayers(ROOT);
      expect({ violations, unseen }).toEqual({ violations: [], unseen: [] });
    },
  );
});
