// Tests that a file is replaced whole: a process is killed after each step of writing, and the file is read afterwards.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, onTestFinished } from "vitest";
import { replaceFile } from "./write-file.ts";

function aFile(text: string): { readonly folder: string; readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-file-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "secrets.json");
  writeFileSync(file, text, { mode: 0o644 });
  return { folder, file };
}

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

/** Replaces the file in a process with the usual umask, which is killed after its first call of `step`. */
function replaceAndDie(file: string, text: string, step: string): NodeJS.Signals | null {
  const script = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    process.umask(0o022);
    const { replaceFile } = await import(${JSON.stringify(join(import.meta.dirname, "write-file.ts"))});
    const original = fs[${JSON.stringify(step)}];
    fs[${JSON.stringify(step)}] = (...args) => (original(...args), process.kill(process.pid, "SIGKILL"));
    syncBuiltinESMExports();
    replaceFile(${JSON.stringify(file)}, ${JSON.stringify(text)});`;
  return spawnSync(process.execPath, ["--input-type=module", "--eval", script]).signal;
}

describe("a file that is replaced", () => {
  it("has the new text, and only its owner can read it", ({ expect }) => {
    const { folder, file } = aFile("old");
    replaceFile(file, "new");
    expect([readFileSync(file, "utf8"), modeOf(file), readdirSync(folder)]).toEqual(["new", "600", ["secrets.json"]]);
  });

  it.for(["openSync", "writeFileSync", "fsyncSync", "closeSync"])(
    "is the old one, whole, after a crash behind %s; nobody else can read the new one, and the next replacement succeeds",
    (step, { expect }) => {
      const { folder, file } = aFile("old");
      expect(replaceAndDie(file, "new", step)).toBe("SIGKILL");
      expect(readFileSync(file, "utf8")).toBe("old");
      const left = readdirSync(folder).filter((name) => name !== "secrets.json");
      expect(left.map((name) => modeOf(join(folder, name)))).toEqual(["600"]);
      replaceFile(file, "newer");
      expect([readFileSync(file, "utf8"), readdirSync(folder)]).toEqual(["newer", ["secrets.json"]]);
    },
  );

  it("is the new one, whole, after a crash behind the renaming", ({ expect }) => {
    const { folder, file } = aFile("old");
    expect(replaceAndDie(file, "new", "renameSync")).toBe("SIGKILL");
    expect([readFileSync(file, "utf8"), modeOf(file), readdirSync(folder)]).toEqual(["new", "600", ["secrets.json"]]);
  });

  it("leaves no second file when the replacement fails", ({ expect }) => {
    const { folder } = aFile("old");
    expect(() => replaceFile(folder, "text")).toThrow();
    expect(readdirSync(join(folder, "..")).filter((name) => name.startsWith(`${folder.split("/").at(-1)}.`))).toEqual(
      [],
    );
  });
});
