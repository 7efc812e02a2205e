// Four kinds of tests, told apart by the file's name:
//   x.test.ts           pure: Node, no setup
//   x.worker.test.ts    workerd: real D1, objects and batches; one project per Worker, by folder
//   x.pipeline.test.ts  all Workers in one process, real queues
//   x.page.test.ts      a real browser
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { workerdOptions } from "./scripts/workerd-options.ts";
import { CONTACTS, ROOT, WORKERS, type WorkerConfig } from "./scripts/workers.ts";

const NODE_ONLY = ["**/*.pipeline.test.ts", "**/*.page.test.ts"];
const NEVER = ["**/node_modules/**", "dist/**", ".wrangler/**"];
/** A whole system starts, and each of its queues waits a second for company. */
const WHOLE_SYSTEM = { testTimeout: 60_000, hookTimeout: 60_000 };

// The runtime would ask the network for a location, and report each queue batch.
process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";
process.env["WRANGLER_LOG"] ??= "warn";

function workerd(worker: WorkerConfig): TestProjectInlineConfiguration {
  // What belongs to no stage runs in the Worker that holds what is shared.
  const stages = WORKERS.filter((other) => other !== CONTACTS).map(({ folder }) => `${folder}/**`);
  const isShared = worker === CONTACTS;
  return {
    plugins: [
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
      setupFiles: ["scripts/apply-migrations.ts"],
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      { test: { name: "pure", include: ["**/*.test.ts"], exclude: [...NEVER, ...NODE_ONLY, "**/*.worker.test.ts"] } },
      ...WORKERS.map(workerd),
      { test: { name: "pipeline", include: ["**/*.pipeline.test.ts"], exclude: NEVER, ...WHOLE_SYSTEM } },
      { test: { name: "page", include: ["**/*.page.test.ts"], exclude: NEVER, ...WHOLE_SYSTEM } },
    ],
  },
});
