// Tests that each rule of layer-rules.ts reports a planted violation, and that the project has none.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it, onTestFinished } from "vitest";
import { CRUISE_OPTIONS, LAYER_RULES } from "./layer-rules.ts";
import { judgeLayers } from "./layers.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { ROOT } from "../local/workers.ts";

/** A small project that breaks no rule. */
const CLEAN = {
  "package.json":
    '{ "type": "module", "dependencies": { "zod": "1", "hono": "1" }, "devDependencies": { "vitest": "1" } }',
  "node_modules/vitest/package.json": '{ "name": "vitest", "main": "index.js" }',
  "node_modules/vitest/index.js": "",
  "node_modules/zod/package.json": '{ "name": "zod", "main": "index.js" }',
  "node_modules/zod/index.js": "exports.z = 1;",
  "node_modules/hono/package.json": '{ "name": "hono", "main": "index.js" }',
  "node_modules/hono/index.js": "",
  "schema/ids.ts": "export const id = 1;",
  "schema/default-policy.ts": "export const defaultPolicy = 1;",
  "drizzle/log.ts": 'import { id } from "../schema/ids.ts";\nexport const log = id;',
  "durable-objects/ports.ts":
    'import { log } from "../drizzle/log.ts";\nexport type Port = typeof log;\nexport const port = log;',
  "durable-objects/index.ts": 'export { port } from "./ports.ts";',
  "workers/stage/stage.ts": 'import { id } from "../../schema/ids.ts";\nexport const stage = id;',
  "workers/planner/index.ts":
    'import type { Port } from "../../durable-objects/ports.ts";\nimport { stage } from "../stage/stage.ts";\nexport const port: Port = stage;',
  "workers/planner/plan.ts": "export const plan = 1;",
  "workers/composer/compose.ts": "export const compose = 1;",
  "workers/scorer/score.ts": 'import { weigh } from "../../domain/rules/score.ts";\nexport const score = weigh;',
  "domain/rules/score.ts": "export const weigh = 1;",
  "domain/contact/state.ts": 'import { id } from "../../schema/ids.ts";\nexport const state = id;',
  "domain/hash.ts":
    'import { createHash } from "node:crypto";\nimport * as z from "zod";\nexport const hash = [createHash, z];',
  "durable-objects/host/contact.ts":
    'import { state } from "../../domain/contact/state.ts";\nexport const contact = state;',
  "replay/fold.ts": 'import { state } from "../domain/contact/state.ts";\nexport const fold = state;',
  "samples/leads.ts": 'import { id } from "../schema/ids.ts";\nexport const lead = id;',
  "local/workers.ts": 'import { lead } from "../samples/leads.ts";\nexport const workers = lead;',
  "testing/world.ts": 'import { workers } from "../local/workers.ts";\nexport const world = workers;',
  "scripts/start.ts": 'import { workers } from "../local/workers.ts";\nexport const start = workers;',
  "cli/verify.ts": 'import { id } from "../schema/ids.ts";\nexport const verify = id;',
  "simulator/storm.ts": 'import { world } from "../testing/world.ts";\nexport const storm = world;',
  "evals/plan.ts": 'import { plan } from "../workers/planner/plan.ts";\nexport const planned = plan;',
  "checks/types.ts": "export const types = 1;",
};

/** Files to add to the clean project, each with one import that breaks a rule. */
const PLANTED: readonly (readonly [rule: string, path: string, text: string])[] = [
  [
    "schema-imports-nothing-of-ours",
    "schema/up.ts",
    'import type { log } from "../drizzle/log.ts";\nexport type Up = typeof log;',
  ],
  ["domain-is-pure", "domain/contact/decide-draft.ts", 'export { log } from "../../drizzle/log.ts";'],
  [
    "domain-is-pure",
    "domain/rules/decide-by-store.ts",
    'import type { log } from "../../drizzle/log.ts";\nexport type Store = typeof log;',
  ],
  ["domain-is-pure", "domain/disk.ts", 'export { readFileSync } from "node:fs";'],
  ["domain-is-pure", "domain/platform.ts", 'export { DurableObject } from "cloudflare:workers";'],
  ["domain-is-pure", "domain/library.ts", 'export { Hono } from "hono";'],
  ["domain-is-pure", "domain/stage.ts", 'export { stage } from "../workers/stage/stage.ts";'],
  ["domain-is-pure", "domain/reader.ts", 'export { fold } from "../replay/fold.ts";'],
  ["drizzle-imports-schema", "drizzle/up.ts", 'export { port } from "../durable-objects/ports.ts";'],
  ["drizzle-imports-schema", "drizzle/rule.ts", 'export { state } from "../domain/contact/state.ts";'],
  ["objects-import-domain-and-drizzle", "durable-objects/up.ts", 'export { stage } from "../workers/stage/stage.ts";'],
  ["the-rim-of-objects-is-outermost", "durable-objects/host/up.ts", 'export { port } from "../ports.ts";'],
  ["nothing-imports-the-command-line", "workers/planner/command.ts", 'export { verify } from "../../cli/verify.ts";'],
  ["shared-rooms-know-no-stage", "workers/stage/up.ts", 'export { plan } from "../planner/plan.ts";'],
  ["no-stage-to-stage", "workers/planner/aside.ts", 'export { compose } from "../composer/compose.ts";'],
  [
    "no-stage-to-stage",
    "workers/scorer/aside-by-type.ts",
    'import type { plan } from "../planner/plan.ts";\nexport type Aside = typeof plan;',
  ],
  ["no-stage-to-stage", "workers/scorer/aside.ts", 'export { plan } from "../planner/plan.ts";'],
  ["no-stage-to-stage", "workers/planner/by-score.ts", 'export { score } from "../scorer/score.ts";'],
  ["no-stage-to-stage", "workers/composer/by-score.ts", 'export { score } from "../scorer/score.ts";'],
  [
    "no-stage-to-stage",
    "workers/qualifier/by-score.ts",
    'import type { score } from "../scorer/score.ts";\nexport type Scored = typeof score;',
  ],
  ["no-score-in-a-decision", "workers/planner/weighs.ts", 'export { weigh } from "../../domain/rules/score.ts";'],
  ["no-score-in-a-decision", "domain/rules/ladder-by-tier.ts", 'export { weigh } from "./score.ts";'],
  ["no-score-in-a-decision", "domain/contact/decide-hold.ts", 'export { weigh } from "../rules/score.ts";'],
  [
    "a-stage-takes-only-types-of-the-object",
    "workers/planner/code.ts",
    'export { port } from "../../durable-objects/ports.ts";',
  ],
  ["the-product-knows-no-tool", "workers/planner/tool.ts", 'export { start } from "../../scripts/start.ts";'],
  ["the-product-knows-no-tool", "durable-objects/host/tool.ts", 'export { world } from "../../testing/world.ts";'],
  ["the-product-knows-no-tool", "replay/tool.ts", 'export { storm } from "../simulator/storm.ts";'],
  ["replay-only-reads", "replay/port.ts", 'export { port } from "../durable-objects/ports.ts";'],
  ["replay-only-reads", "replay/log.ts", 'export { log } from "../drizzle/log.ts";'],
  ["replay-only-reads", "replay/stage.ts", 'export { plan } from "../workers/planner/plan.ts";'],
  ["replay-only-reads", "replay/disk.ts", 'export { readFileSync } from "node:fs";'],
  ["only-the-desk-asks-replay", "workers/planner/again.ts", 'export { fold } from "../../replay/fold.ts";'],
  ["the-command-line-reads-through-replay", "cli/log.ts", 'export { log } from "../drizzle/log.ts";'],
  ["samples-know-no-tool", "samples/up.ts", 'export { world } from "../testing/world.ts";'],
  ["deploy-knows-no-test", "deploy/up.ts", 'export { world } from "../testing/world.ts";'],
  ["local-knows-no-test", "local/up.ts", 'export { world } from "../testing/world.ts";'],
  [
    "no-test-quotes-the-default-policy",
    "workers/planner/plan.test.ts",
    'export { defaultPolicy } from "../../schema/default-policy.ts";',
  ],
  [
    "no-test-quotes-the-default-policy",
    "evals/policy.ts",
    'export { defaultPolicy } from "../schema/default-policy.ts";',
  ],
  ["testing-serves-all-tests", "testing/up.ts", 'export { planned } from "../evals/plan.ts";'],
  ["suites-know-no-suite", "evals/aside.ts", 'export { storm } from "../simulator/storm.ts";'],
  ["checks-know-no-script", "checks/up.ts", 'export { start } from "../scripts/start.ts";'],
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
  it("finds no violation in the clean project", async ({ expect }) => {
    const report = await judgeLayers(project(CLEAN));
    expect(report).toMatchObject({ violations: [], unseen: [] });
  });

  it.for(PLANTED)("reports a violation of %s by %s", async ([rule, path, text], { expect }) => {
    const square = 'import type { Circle } from "./circle.ts";\nexport type Square = { of: Circle };';
    const { violations } = await judgeLayers(
      project({ ...CLEAN, [path]: text, ...(rule === "no-cycle" && { "schema/square.ts": square }) }),
    );
    expect(violations.filter((line) => line.startsWith(`${rule}: ${path}`))).not.toEqual([]);
  });

  it("lets a test import any folder", async ({ expect }) => {
    const { violations } = await judgeLayers(
      project({ ...CLEAN, "schema/up.test.ts": 'export { stage } from "../workers/stage/stage.ts";' }),
    );
    expect(violations).toEqual([]);
  });

  it("has a planted violation for every rule", ({ expect }) => {
    expect(new Set(PLANTED.map(([rule]) => rule))).toEqual(new Set(LAYER_RULES.map(({ name }) => name)));
  });

  it("names source files that the tool did not read", async ({ expect }) => {
    const report = await judgeLayers(project(CLEAN), { ...CRUISE_OPTIONS, exclude: { path: "^schema/ids" } });
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
