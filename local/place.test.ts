// Tests where the files of a local installation are: the command line reads the folder that `npm start` uses.
import { join } from "node:path";
import { afterEach, it, vi } from "vitest";
import { ROOT } from "./workers.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

it.for([
  [undefined, join(ROOT, ".holdpoint"), false],
  ["", join(ROOT, ".holdpoint"), false],
  ["/somewhere/else", "/somewhere/else", true],
  ["beside", join(ROOT, "beside"), true],
] as const)("with HOLDPOINT_HOME=%j the folder is %s", async ([home, folder, isElsewhere], { expect }) => {
  vi.stubEnv("HOLDPOINT_HOME", home);
  const place = await import("./place.ts");
  const { STATE_FOLDER } = await import("../cli/sources/local-d1.ts");
  expect([place.LOCAL, place.IS_ELSEWHERE]).toEqual([folder, isElsewhere]);
  expect([place.STATE_FOLDER, STATE_FOLDER]).toEqual([join(folder, "state"), join(folder, "state")]);
});
