// Tests the command lines of setup, deploy and destroy.
import { describe, it } from "vitest";
import { commandLine } from "./command.ts";

describe("the command lines", () => {
  it("name the environment and the usual files", ({ expect }) => {
    expect(commandLine("setup", ["--env", "staging", "--check"])).toEqual({
      ok: true,
      value: {
        environment: "staging",
        config: "holdpoint.config.json",
        secrets: null,
        isCheck: true,
        isJson: false,
        isDryRun: false,
        isRollback: false,
        name: null,
      },
    });
  });

  it.for([
    ["setup", [], "--env is staging or production."],
    ["setup", ["--env", "live"], "--env is staging or production."],
    ["setup", ["--env", "staging", "--rollback"], "--dry-run and --rollback belong to npm run deploy."],
    ["destroy", ["--env", "staging"], "--name is the name of the installation, typed again."],
    ["deploy", ["--env", "staging", "--forse"], /--forse/],
    ["deploy", ["staging"], /staging/],
  ] as const)("npm run %s with %j is not understood", ([command, args, text], { expect }) => {
    const line = commandLine(command, args);
    expect(line.ok ? null : line.error.isMistake).toBe(true);
    expect(line.ok ? "" : line.error.text).toMatch(text);
    expect(line.ok ? "" : line.error.text).toContain(`npm run ${command} -- --help`);
  });

  it.for(["setup", "deploy", "destroy"] as const)("npm run %s explains itself", (command, { expect }) => {
    const line = commandLine(command, ["--help"]);
    expect(line.ok ? null : line.error).toMatchObject({
      isMistake: false,
      text: expect.stringMatching(`^npm run ${command} -- --env`),
    });
  });
});
