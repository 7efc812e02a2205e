// Four kinds of tests, by the name of the file:
//   x.test.ts           pure: Node, no setup
//   x.worker.test.ts    workerd: real D1, objects and batches; one project per Worker, by folder
//   x.pipeline.test.ts  all Workers in one process, real queues
//   x.page.test.ts      a real browser
// The simulator's tests run in Node as well, but replace the platform and load mutants of the product, so they are a separate project.
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { defineConfig, type Plugin, type TestProjectInlineConfiguration } from "vitest/config";
import { droppedAwait } from "./checks/mutation/dropped-await.ts";
import { Sequence } from "./checks/sequence.ts";
import { plantedSource } from "./evals/planted-source.ts";
import { isFull } from "./testing/full.ts";
import { LONG_MILLISECONDS } from "./testing/properties.ts";
import { workerdOptions } from "./testing/workerd/options.ts";
import { CONTACTS, ROOT, WORKERS, type WorkerConfig } from "./local/workers.ts";
import { simulated } from "./simulator/vite-plugin.ts";

const NODE_ONLY = ["**/*.pipeline.test.ts", "**/*.page.test.ts"];
/** Tests in Node that replace a module for all that import it, so they cannot share loaded modules with other files. */
const MOCKED = ["schema/upcast.test.ts", "replay/upcast.test.ts"];
const MAIN_PIPELINE = "workers/pipeline.pipeline.test.ts";
const NEVER = ["**/node_modules/**", "dist/**", ".wrangler/**"];
/** The limits for a hang. On a busy machine, tests take many times their usual seconds, and a set-up that runs all samples takes longer than a test. */
const BUSY_MACHINE = { testTimeout: LONG_MILLISECONDS, hookTimeout: 2 * LONG_MILLISECONDS };

// Without these, the runtime would ask the network for its location, and log each queue batch.
process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";
process.env["WRANGLER_LOG"] ??= "warn";

/** An imported stylesheet is its text, as the `rules` in the desk's wrangler.toml say. Vite alone would make a CSS module of it. */
const stylesheetsAsText: Plugin = {
  name: "stylesheets-as-text",
  enforce: "pre",
  resolveId: (source, importer) =>
    source.endsWith(".css") && importer !== undefined ? `\0${join(dirname(importer), source)}.text` : undefined,
  load: (id) =>
    id.endsWith(".css.text")
      ? `export default ${JSON.stringify(readFileSync(id.slice(1, -".text".length), "utf8"))}`
      : undefined,
};

function workerd(worker: WorkerConfig): TestProjectInlineConfiguration {
  // Worker tests outside of a stage's folder run in holdpoint-contacts.
  const stages = WORKERS.filter(({ role }) => role !== CONTACTS.role).map(({ folder }) => `${folder}/**`);
  const isShared = worker.role === CONTACTS.role;
  return {
    plugins: [
      ...droppedAwait(),
      stylesheetsAsText,
      cloudflareTest(async () => ({
        main: `${ROOT}/durable-objects/index.ts`,
        miniflare: workerdOptions(worker, {
          EVENTS_0: await readD1Migrations(`${ROOT}/drizzle/events`),
          CRM: await readD1Migrations(`${ROOT}/drizzle/crm`),
        }),
      })),
    ],
    test: {
      name: worker.role,
      include: [isShared ? "**/*.worker.test.ts" : `${worker.folder}/**/*.worker.test.ts`],
      exclude: isShared ? [...NEVER, ...stages] : NEVER,
      setupFiles: ["testing/workerd/still-clock.ts", "testing/workerd/apply-migrations.ts"],
      ...BUSY_MACHINE,
    },
  };
}

export default defineConfig({
  test: {
    // On two processors Vitest would use one worker. Pipeline tests wait for about half of their time, so two workers left a fifth of two
    // processors idle in a whole run.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    sequence: { sequencer: Sequence },
    projects: [
      {
        plugins: [...droppedAwait(), stylesheetsAsText, plantedSource()],
        test: {
          name: "pure",
          include: ["**/*.test.ts"],
          exclude: [...NEVER, ...NODE_ONLY, ...MOCKED, "**/*.worker.test.ts", "simulator/**"],
          // No test file changes the state of another. Isolated files would each start a process and load zod and the schemas again.
          isolate: false,
          ...BUSY_MACHINE,
        },
      },
      { test: { name: "mocked", include: MOCKED, exclude: NEVER, ...BUSY_MACHINE } },
      {
        plugins: [simulated()],
        test: {
          name: "simulator",
          include: ["simulator/**/*.test.ts"],
          exclude: NEVER,
          // No test file changes the state of another, and isolated files would each load the whole product again.
          isolate: false,
          ...BUSY_MACHINE,
        },
      },
      ...WORKERS.map(workerd),
      {
        test: {
          name: "pipeline",
          include: ["**/*.pipeline.test.ts"],
          // No test file changes the state of another, and isolated files would each load the platform's tools again.
          isolate: false,
          // The other files run with one database, too.
          exclude: isFull ? NEVER : [...NEVER, MAIN_PIPELINE],
          ...BUSY_MACHINE,
        },
      },
      // The main pipeline tests with a log of four databases.
      {
        test: {
          name: "shards",
          include: [MAIN_PIPELINE],
          exclude: NEVER,
          env: { HOLDPOINT_SHARDS: "4" },
          ...BUSY_MACHINE,
        },
      },
      {
        plugins: [stylesheetsAsText],
        test: { name: "page", include: ["**/*.page.test.ts"], exclude: NEVER, ...BUSY_MACHINE },
      },
    ],
  },
});
