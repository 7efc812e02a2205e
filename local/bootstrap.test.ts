// Tests when the first line of every command installs the packages: by their versions, and never because a file was touched.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, it, onTestFinished } from "vitest";

const LOCKED = {
  "": { version: "1.0.0" },
  "node_modules/zod": { version: "4.6.7" },
  "node_modules/other-platform": { version: "1.0.0", optional: true },
};
const INSTALLED = { "node_modules/zod": { version: "4.6.7" } };

/** A project with these installed packages, whose npm only says that it was called. */
function aProject(installed: object | null) {
  const root = mkdtempSync(join(tmpdir(), "holdpoint-bootstrap-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of ["local", "node_modules", "bin"]) mkdirSync(join(root, folder));
  copyFileSync(join(import.meta.dirname, "bootstrap.mjs"), join(root, "local/bootstrap.mjs"));
  writeFileSync(join(root, "script.mjs"), 'console.log("runs");');
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: LOCKED }));
  if (installed) writeFileSync(join(root, "node_modules/.package-lock.json"), JSON.stringify({ packages: installed }));
  writeFileSync(join(root, "bin/npm"), "#!/bin/sh\necho installs\n");
  chmodSync(join(root, "bin/npm"), 0o755);
  return {
    lockFile: join(root, "package-lock.json"),
    run: () => {
      const path = `${join(root, "bin")}${delimiter}${process.env["PATH"]}`;
      const { stdout, stderr } = spawnSync(process.execPath, [join(root, "local/bootstrap.mjs"), "script.mjs"], {
        env: { ...process.env, PATH: path },
        encoding: "utf8",
      });
      return { stdout, hasInstalled: stderr.includes("installs") };
    },
  };
}

describe("a command", () => {
  it("installs nothing when the packages have the versions of the lock file, however new the file is", ({ expect }) => {
    const { lockFile, run } = aProject(INSTALLED);
    utimesSync(lockFile, new Date("2100-01-01"), new Date("2100-01-01"));
    expect(run()).toEqual({ stdout: "runs\n", hasInstalled: false });
  });

  it.for([
    ["there are none", null],
    ["one is missing", {}],
    ["one has another version", { "node_modules/zod": { version: "4.6.6" } }],
  ] as const)("installs the packages when %s", ([, installed], { expect }) => {
    expect(aProject(installed).run()).toEqual({ stdout: "runs\n", hasInstalled: true });
  });
});
