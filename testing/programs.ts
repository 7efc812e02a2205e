// Finds and installs the programs of the operating system that tests need.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The paths of the programs with this name, in the order of the PATH. */
export const onPath = (name: string): readonly string[] =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .filter(isExecutable);

/** The command that installs packages without asking for a password; undefined when there is none. */
function aptGet(): readonly string[] | undefined {
  if (spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status !== 0) return undefined;
  if (process.getuid?.() === 0) return ["apt-get"];
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n", "apt-get"] : undefined;
}

/** Installs Debian's packages after printing `message`. Does nothing without apt-get or the permission: the caller looks whether it helped. */
export function installPackages(packages: readonly string[], message: string): void {
  const [command, ...first] = aptGet() ?? [];
  if (command === undefined) return;
  console.log(message);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (...args: string[]) =>
    spawnSync(command, [...first, "-qq", ...args], { env, stdio: ["ignore", "ignore", "inherit"] });
  run("update");
  run("install", "--yes", "--no-install-recommends", ...packages);
}
