// Tests that a Worker that was added in only one place causes failures that name the other places. The changes are made in a copy
// of the project.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import { isFull } from "../testing/full.ts";
import { ROOT } from "../local/workers.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { strayConfigs } from "./config-faults.ts";

/** The folders and files that the copy needs to compile. */
const COPIED =
  "schema domain drizzle durable-objects workers local samples testing simulator checks package.json tsconfig.base.json wrangler.toml";
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

/** The code that depends on the list of roles or queues. Other code compiles unchanged with one role or queue more. */
const TSCONFIG = {
  extends: "./tsconfig.base.json",
  include: [
    "**/env.d.ts",
    "schema",
    "durable-objects",
    "local",
    "simulator",
    "testing/memory",
    "testing/secrets.ts",
    "checks/config-faults.ts",
  ],
};

const NOTIFIER = `  notifier: {
    job: "notifies people",
    reads: ["notify"],
    writes: ["dead-letters"],
    port: true,
    readsPort: false,
    calls: [],
    databases: ["CRM"],
    secrets: ["NOTIFY_KEY"],
    optionalSecrets: [],
  },
`;

let copy: string;

/** Inserts `text` into a file of the copy, before the first occurrence of `mark`. */
function insert(path: string, text: string, mark: string): void {
  const before = readFileSync(join(copy, path), "utf8");
  if (!before.includes(mark)) throw new Error(`${path} has no ${mark}`);
  writeFileSync(join(copy, path), before.replace(mark, `${text}${mark}`));
}

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "new-worker-"));
  for (const path of COPIED.split(" "))
    cpSync(join(ROOT, path), join(copy, path), { recursive: true, filter: (file) => !isTest(relative(ROOT, file)) });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  writeFileSync(join(copy, "tsconfig.json"), JSON.stringify(TSCONFIG));
});
afterAll(() => rmSync(copy, { recursive: true }));

describe("a Worker that is only a folder", () => {
  it("is a fault that names its configuration", ({ expect }) => {
    const path = "workers/notifier/wrangler.toml";
    mkdirSync(join(copy, path, ".."));
    writeFileSync(join(copy, path), 'name = "holdpoint-notifier"\n');
    expect(strayConfigs(copy)).toEqual([`${path}: schema/roles.ts has no role for this Worker`]);
    rmSync(join(copy, path, ".."), { recursive: true });
    expect(strayConfigs(copy)).toEqual([]);
  });
});

describe("a Worker that is only an entry in the table of roles", () => {
  beforeAll(() => {
    insert("schema/roles.ts", NOTIFIER, "  desk: {\n");
    // The queue must be in the closed list of queues, too.
    insert("schema/lists.ts", ', "notify"', "]);\nexport type Queue =");
  });

  it("is a fault that names its configuration, and its port", ({ expect }) => {
    const script = 'console.log(JSON.stringify((await import("./checks/config-faults.ts")).configFaults()))';
    const options = { cwd: copy, encoding: "utf8" } as const;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], options);
    expect(JSON.parse(stdout)).toEqual([
      'wrangler.toml lacks "queue NOTIFY → notify", which its role has',
      'workers/notifier/wrangler.toml is missing: schema/roles.ts has the role "notifier"',
      "durable-objects/index.ts does not export NotifierPort",
    ]);
  });

  it.runIf(isFull)(
    "does not compile, and the compiler names each file that lacks it",
    { timeout: LONG_MILLISECONDS },
    ({ expect }) => {
      const tsc = join(ROOT, "node_modules/typescript-native/bin/tsc");
      const options = { cwd: copy, encoding: "utf8" } as const;
      const { stdout } = spawnSync(process.execPath, [tsc, "-p", copy, "--pretty", "false"], options);
      // Only lines about the new names count: without the generated env.d.ts files there are other errors.
      const lines = stdout.split("\n").filter((line) => /notif/i.test(line));
      const files = new Set(lines.flatMap((line) => /^[\w./-]+(?=\()/.exec(line) ?? []));
      expect([...files]).toEqual(
        expect.arrayContaining([
          "schema/messages.types.ts",
          "durable-objects/send-each.ts",
          "durable-objects/ports.types.ts",
          "local/secrets.ts",
          "testing/secrets.ts",
          "testing/stages-over.ts",
          "checks/config-faults.ts",
        ]),
      );
    },
  );
});
