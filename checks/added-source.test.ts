// Tests that a new type of webhook source needs one file and one entry of the table. The type is added to a copy of the project:
// every part that reads the table then tests the type, and an incomplete type is reported.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import * as z from "zod";
import { isFull } from "../testing/full.ts";
import { ROOT } from "../local/workers.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";

const FOLDERS = [
  ..."schema domain drizzle durable-objects replay workers local testing samples evals scripts docs".split(" "),
  ..."wrangler.toml package.json tsconfig.base.json".split(" "),
];
/** The test files that must have a case for the added type, with the type in its title. */
const FILES_WITH_CASES = [
  "evals/parity/added.test.ts",
  "local/secrets.test.ts",
  "local/sign.test.ts",
  "workers/ingest/any-request.test.ts",
  "workers/ingest/app.test.ts",
  "workers/ingest/hostile-payloads.test.ts",
  "workers/ingest/hostile-webhooks.test.ts",
  "workers/ingest/receipts.test.ts",
  "workers/ingest/signing.test.ts",
  "workers/ingest/sources.test.ts",
];

const folder = mkdtempSync(join(tmpdir(), "added-source-"));
const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
function change(path: string, from: string, to: string): void {
  const text = readFileSync(join(folder, path), "utf8");
  if (!text.includes(from)) throw new Error(`${path} does not have: ${from}`);
  write(
    path,
    text.replaceAll(from, () => to),
  );
}

/** Runs a program in the copy, without the variables of this test run. */
function run(...args: readonly string[]) {
  const own = { VITEST: undefined, VITEST_MODE: undefined, VITEST_POOL_ID: undefined, VITEST_WORKER_ID: undefined };
  const env = { ...process.env, ...own };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: "utf8" });
  return { status, output: stdout + stderr };
}
const compile = () => run("node_modules/typescript-native/bin/tsc", "-p", "tsconfig.json");

const KIND = `import type { SourceKind } from "../source-kind.ts";
import { signedForm } from "./signed-form.ts";

export const pager: SourceKind = { ...signedForm };
`;

beforeAll(() => {
  for (const name of FOLDERS)
    cpSync(join(ROOT, name), join(folder, name), {
      recursive: true,
      filter: (path) => !/(^|\/)(node_modules|\.wrangler|fixtures)$/.test(relative(ROOT, path)),
    });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  write("vitest.config.ts", 'export default { test: { include: ["**/*.test.ts"], testTimeout: 300_000 } };\n');
  write("tsconfig.json", '{ "extends": "./tsconfig.base.json", "files": ["workers/ingest/sources.ts"] }\n');
  write("workers/ingest/sources/pager.ts", KIND);
  change("workers/ingest/sources.ts", "  signed_form: signedForm,\n", "  signed_form: signedForm,\n  pager,\n");
  change(
    "workers/ingest/sources.ts",
    'import { typeform } from "./sources/typeform.ts";\n',
    'import { typeform } from "./sources/typeform.ts";\nimport { pager } from "./sources/pager.ts";\n',
  );
  write(
    "evals/parity/added.test.ts",
    'import { it } from "vitest";\nimport { parityFixtures } from "./fixtures.ts";\nimport { outcomeOf } from "./run.ts";\n' +
      'it("plays the example of pager", async ({ expect }) => {\n' +
      '  const fixture = parityFixtures().find(({ id }) => id === "example pager");\n' +
      "  expect(fixture && (await outcomeOf(fixture)).entries.length).toBeGreaterThan(3);\n});\n",
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullable() }),
      ),
    }),
  ),
});

/** The cases of the copy whose titles match, by file. */
function cases(titles: string, files: readonly string[] = FILES_WITH_CASES) {
  const vitest = "node_modules/vitest/vitest.mjs";
  const { output } = run(vitest, "run", ...files, "-t", titles, "--reporter=json", "--outputFile=report.json");
  const report = Report.safeParse(JSON.parse(readFileSync(join(folder, "report.json"), "utf8")));
  if (!report.success) throw new Error(output);
  return report.data.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "passed" || status === "failed")
      .map((one) => ({ ...one, file: relative(folder, name) })),
  );
}

describe("a source type with one file and one entry", () => {
  it.runIf(isFull)(
    "has a case in every test that reads the table; only the documentation lacks the type",
    { timeout: LONG_MILLISECONDS },
    ({ expect }) => {
      expect(compile()).toMatchObject({ status: 0 });
      const found = cases("pager");
      expect([...new Set(found.map(({ file }) => file))].toSorted()).toEqual(FILES_WITH_CASES);
      expect(found.filter(({ status }) => status === "failed").map(({ fullName }) => fullName)).toEqual([
        "docs/operations.md names the headers, the secret and the formats of pager",
      ]);
    },
  );
});

describe("an incomplete source type", () => {
  it("is reported by a test when it is a file without an entry", { timeout: LONG_MILLISECONDS }, ({ expect }) => {
    write("workers/ingest/sources/orphan.ts", KIND);
    const [failed] = cases("SOURCES has one entry for each file", ["workers/ingest/sources.test.ts"]).filter(
      ({ status }) => status === "failed",
    );
    expect(failed?.failureMessages?.join("")).toContain("workers/ingest/sources/orphan.ts has no entry in SOURCES");
    rmSync(join(folder, "workers/ingest/sources/orphan.ts"));
  });

  it("is reported by the compiler when its entry has no `sign`", ({ expect }) => {
    const half = KIND.replace("{ ...signedForm }", "(({ sign: _sign, ...rest }) => rest)(signedForm)");
    write("workers/ingest/sources/pager.ts", half);
    const { status, output } = compile();
    write("workers/ingest/sources/pager.ts", KIND);
    expect(status).not.toBe(0);
    expect(output).toMatch(/^workers\/ingest\/sources\/pager\.ts\(.*'sign' is missing/m);
  });

  it("ends `npm start` with a sentence when SOURCES names a type that does not exist", ({ expect }) => {
    change("workers/ingest/wrangler.toml", '"website":{"type":"signed_form"}', '"website":{"type":"carrier_pigeon"}');
    const { status, output } = run("scripts/start.ts");
    change("workers/ingest/wrangler.toml", '"website":{"type":"carrier_pigeon"}', '"website":{"type":"signed_form"}');
    expect(status).toBe(1);
    expect(output.trim()).toBe(
      'workers/ingest/wrangler.toml: SOURCES gives the source "website" the type "carrier_pigeon", which does not exist. ' +
        "The types are: standard_webhooks, typeform, signed_form, pager.",
    );
  });
});
