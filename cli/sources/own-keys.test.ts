// Tests that a command ends with 2 and names the key when a key on this machine is not the log's.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { FINGERPRINTED_KEYS, fingerprintsIn } from "../../schema/installation-keys.ts";
import { ADA, keyOf, MASTER_KEY, SYSTEM_KEY } from "../../testing/people.ts";
import { aFolder, holdpoint, localLog } from "../../testing/command-line.ts";
import { deploymentAfter, FULL_STORY } from "../../testing/honest-log.ts";

const rows = (await deploymentAfter(FULL_STORY)).rows();
const KEYS = { MASTER_KEY, SYSTEM_KEY };

/** A local log with its fingerprints, in the folder of an installation whose file of secrets has these keys. */
function anInstallation(secrets: { readonly masterKey?: string; readonly systemKey?: string } = {}) {
  const cwd = aFolder();
  const state = join(cwd, "state");
  mkdirSync(state);
  const [first] = localLog(state, rows, 1);
  const insert = first?.prepare("INSERT INTO installation_keys (name, fingerprint) VALUES (?, ?)");
  for (const name of FINGERPRINTED_KEYS) insert?.run(name, fingerprintsIn(name, KEYS[name])[0] ?? "");
  writeFileSync(
    join(cwd, "secrets.json"),
    JSON.stringify({ masterKey: MASTER_KEY, systemKey: SYSTEM_KEY, ...secrets }),
  );
  const ask = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    holdpoint([...args], { cwd, env });
  return { cwd, ask };
}

const LOCAL = ["--state", "state"];
const COMMANDS = [
  ["verify"],
  ["verify", "--contact", ADA],
  ["never-contact"],
  ["replay", ADA],
  ["why", ADA],
  ["export", "log.ndjson"],
];

describe("a command on the local log", () => {
  it.for(COMMANDS)("answers with the keys of its installation: %s", async (args, { expect }) => {
    const { ask } = anInstallation();
    // The read models were not stored, and `verify` says so.
    const { code, err } = await ask([...args, ...LOCAL]);
    expect([code === 2, err.includes("key_differs")]).toEqual([false, false]);
  });

  it.for(COMMANDS)("ends with 2 with another key in secrets.json: %s", async (args, { expect }) => {
    for (const [secrets, name] of [
      [{ systemKey: "another" }, "SYSTEM_KEY"],
      [{ masterKey: keyOf(9) }, "MASTER_KEY"],
    ] as const) {
      const { ask } = anInstallation(secrets);
      const { code, out, err } = await ask([...args, ...LOCAL]);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toContain(`key_differs: ${name} is not the key of the installation`);
      expect(err).not.toContain(keyOf(9));
    }
  });

  it("uses the key of the environment first", async ({ expect }) => {
    const { ask } = anInstallation({ systemKey: "another" });
    expect(await ask(["never-contact", ...LOCAL], { SYSTEM_KEY })).toMatchObject({ code: 0 });
    const other = await ask(["never-contact", ...LOCAL], { SYSTEM_KEY: "wrong" });
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining("key_differs: SYSTEM_KEY") });
  });

  it("accepts both keys of a rotation", async ({ expect }) => {
    const { ask } = anInstallation({ masterKey: `${keyOf(9)} ${MASTER_KEY}` });
    expect(await ask(["never-contact", ...LOCAL])).toMatchObject({ code: 0 });
  });
});

describe("a command on an export", () => {
  it("ends with 2 when SYSTEM_KEY is not that of the installation that wrote it", async ({ expect }) => {
    const { ask } = anInstallation();
    expect(await ask(["export", "log.ndjson", ...LOCAL])).toMatchObject({ code: 0 });
    for (const command of ["verify", "never-contact"]) {
      const args = [command, "--from", "log.ndjson"];
      expect(await ask(args)).toMatchObject({ code: 0 });
      expect(await ask(args, { SYSTEM_KEY })).toMatchObject({ code: 0 });
      const other = await ask(args, { SYSTEM_KEY: "wrong" });
      expect(other).toMatchObject({ code: 2, err: expect.stringContaining("key_differs: SYSTEM_KEY") });
    }
    expect(await ask(["check", "log.ndjson"])).toMatchObject({ code: 0 });
  });
});
