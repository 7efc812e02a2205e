// Tests the checks before a start: a free port, another run, a run that was killed, and what it left behind.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, it, onTestFinished } from "vitest";
import { isRunning, killRemains, startOf } from "./processes.ts";
import { claimRun, endRemains, isForeign, isPortFree, otherRun } from "./running.ts";

const folder = mkdtempSync(join(tmpdir(), "holdpoint-running-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that runs until it is killed, in a process group of its own. */
async function aProgram(name: string) {
  const file = join(folder, name);
  writeFileSync(file, `process.stdout.write("runs"); setInterval(() => {}, 1000);`);
  const child = spawn(process.execPath, [file], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return { pid: child.pid ?? 0, file, child };
}

const aFile = (text: string): string => {
  const file = join(mkdtempSync(join(folder, "run-")), "running.json");
  writeFileSync(file, text);
  return file;
};
const runOf = (pid: number, startedAt: string | null): string =>
  JSON.stringify({ pid, startedAt, url: "http://localhost:8787", runtime: null });

it("reports a port as taken while a server listens, and as free afterwards", async ({ expect }) => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  onTestFinished(() => void server.close());
  expect(await isPortFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await isPortFree(port)).toBe(true);
});

describe("otherRun", () => {
  it("finds the run that goes on", async ({ expect }) => {
    const { pid } = await aProgram("start.mjs");
    expect(otherRun(aFile(runOf(pid, startOf(pid))))).toMatchObject({ pid, url: "http://localhost:8787" });
  });

  it("ignores a number that another program has by now", async ({ expect }) => {
    const { pid } = await aProgram("other.mjs");
    expect(otherRun(aFile(runOf(pid, "an earlier time")))).toBeNull();
  });

  it("ignores a run that has ended", async ({ expect }) => {
    const { pid, child } = await aProgram("ended.mjs");
    const startedAt = startOf(pid);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(otherRun(aFile(runOf(pid, startedAt)))).toBeNull();
  });

  it.for(["", "{", "null", '{"pid":"1"}'])("ignores a file with “%s”", (text, { expect }) => {
    expect(otherRun(aFile(text))).toBeNull();
  });

  it("ignores a missing file", ({ expect }) => {
    expect(otherRun(join(folder, "none.json"))).toBeNull();
  });
});

describe("claimRun", () => {
  it("records the run and its runtime, and refuses a second start", async ({ expect }) => {
    const file = aFile("{");
    expect(() => claimRun("http://localhost:9000", file)).toThrow("Another start from this folder is under way.");
    await endRemains(file);
    const record = claimRun("http://localhost:9000", file);
    expect(otherRun(file)).toMatchObject({ pid: process.pid });
    record(12);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid, runtime: 12 });
  });
});

describe("killRemains", () => {
  it("kills the group's processes whose program is in the folder, and no others", async ({ expect }) => {
    const { pid } = await aProgram("left.mjs");
    const startedAt = startOf(pid);
    await killRemains(pid, "/another/folder");
    expect(isRunning(pid, startedAt)).toBe(true);
    await killRemains(pid, folder);
    expect(isRunning(pid, startedAt)).toBe(false);
  });
});

it("a folder with other files is foreign; a new, an empty and an installation's folder are not", ({ expect }) => {
  const parent = mkdtempSync(join(tmpdir(), "holdpoint-home-"));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const folderWith = (name: string, ...files: readonly string[]): string => {
    const folder = join(parent, name);
    mkdirSync(folder);
    for (const file of files) writeFileSync(join(folder, file), "");
    return folder;
  };
  expect(isForeign(folderWith("letters", "to-my-aunt.txt"))).toBe(true);
  expect(isForeign(join(parent, "new"))).toBe(false);
  expect(isForeign(folderWith("empty"))).toBe(false);
  expect(isForeign(folderWith("stopped", "secrets.json", "workers.log"))).toBe(false);
  expect(isForeign(folderWith("killed-at-once", "running.json"))).toBe(false);
});
