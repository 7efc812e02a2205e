// Tests that the types of a Worker's bindings are generated again only after one of their inputs has changed.
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, it } from "vitest";
import { CONTACTS, ROOT, WORKERS } from "../local/workers.ts";
import { refreshEnvTypes } from "./env-types.ts";

const worker = WORKERS.find(({ role }) => role === "planner")!;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "holdpoint-env-types-"));
  mkdirSync(join(root, worker.folder), { recursive: true });
  for (const file of [worker.configPath, CONTACTS.configPath, "package-lock.json"])
    cpSync(join(ROOT, file), join(root, file));
});
afterEach(() => rmSync(root, { recursive: true }));

const refresh = () => refreshEnvTypes(worker, CONTACTS.configPath, { root, generate: async () => "generated" });
const path = () => join(root, worker.folder, "env.d.ts");

it("generates the types of a Worker's bindings once", async ({ expect }) => {
  expect([await refresh(), await refresh()]).toEqual([true, false]);
  expect(readFileSync(path(), "utf8")).toBe("generated");
});

it.for([
  worker.configPath,
  CONTACTS.configPath,
  "package-lock.json",
  `${worker.folder}/.dev.vars`,
  `${worker.folder}/env.d.ts`,
])("generates the types again after a change of %s", async (file, { expect }) => {
  await refresh();
  writeFileSync(join(root, file), "# changed");
  expect([await refresh(), await refresh()]).toEqual([true, false]);
  expect(readFileSync(path(), "utf8")).toBe("generated");
});

it("generates the types again when the file was removed", async ({ expect }) => {
  await refresh();
  rmSync(path());
  expect(await refresh()).toBe(true);
});
