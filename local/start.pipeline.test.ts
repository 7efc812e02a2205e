// Tests `npm start` as the command that a person types: what refuses it, who can read its files, and that it ends with npm.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { it, onTestFinished } from "vitest";
import { chanceOf } from "../testing/seed.ts";
import { npmStart } from "../testing/storm/npm-start.ts";
import { aHome } from "../testing/storm/running.ts";
import { eventually } from "./eventually.ts";
import { listed, treeOf } from "./processes.ts";
import { ROOT } from "./workers.ts";

/** A start that is expected to end by itself. */
function refused(folder: string, port: number) {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/start.ts", "--port", String(port)], {
    cwd: ROOT,
    env: { ...process.env, HOLDPOINT_HOME: folder },
    encoding: "utf8",
  });
  return { status, stderr };
}

it("npm start is refused beside a run and on a used port, keeps its files to itself, and ends when npm is ended", async ({
  expect,
}) => {
  const home = aHome();
  const usual = process.umask(0o022);
  onTestFinished(() => void process.umask(usual));
  const started = await npmStart(home, { byNpm: true });
  onTestFinished(() => started.kill(chanceOf(1)));
  await started.ready;

  const second = refused(home.folder, started.port + 1);
  expect(second).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`already runs from this folder: ${started.url}`),
  });
  const other = aHome();
  expect(refused(other.folder, started.port)).toEqual({
    status: 1,
    stderr: `Port ${started.port} is in use. Choose another port: npm start -- --port ${started.port + 1}\n`,
  });
  expect(globSync("*", { cwd: other.folder })).toEqual([]);

  const names = globSync("**/*", { cwd: home.folder });
  const open = names.filter((name) => (lstatSync(join(home.folder, name)).mode & 0o077) !== 0);
  expect(names.length).toBeGreaterThan(10);
  expect(open).toEqual([]);

  const pids = treeOf(started.pid);
  expect(pids.length).toBeGreaterThanOrEqual(5);
  process.kill(started.pid, "SIGTERM");
  await eventually(async () => !listed().some(({ pid }) => pids.includes(pid)), { what: "the end of all processes" });
  expect(existsSync(join(home.folder, "running.json"))).toBe(false);
  expect(globSync("**/*-wal", { cwd: home.state })).toEqual([]);
});
