// Tests the file with the secrets of the local installation.
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it, onTestFinished } from "vitest";
import { keyOf } from "../testing/people.ts";
import { TEST_SECRETS } from "../testing/secrets.ts";
import { ensureSecrets, LOCAL_PERSON, readSecrets, SAMPLE_REVIEWER, secretVariables } from "./secrets.ts";
import { SOURCE_TYPES, SOURCES, type SourceType } from "../workers/ingest/sources.ts";

const LOCAL_SOURCES = new Map<string, SourceType>([["crm", "standard_webhooks"]]);

function secretsFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-secrets-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "made/secrets.json");
}

it("makes secrets once, readable only by the owner of the file", ({ expect }) => {
  const file = secretsFile();
  expect(readSecrets(file)).toBeNull();
  const made = ensureSecrets(file, LOCAL_SOURCES);
  expect(Object.keys(made.desk)).toEqual([LOCAL_PERSON, SAMPLE_REVIEWER]);
  expect(ensureSecrets(file, LOCAL_SOURCES)).toEqual(made);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it("reads two master keys during a change, and passes them on as they are", ({ expect }) => {
  const file = secretsFile();
  const made = ensureSecrets(file, LOCAL_SOURCES);
  const both = `${keyOf(9)} ${made.masterKey}`;
  writeFileSync(file, JSON.stringify({ ...made, masterKey: both }));
  expect(secretVariables(readSecrets(file)!).MASTER_KEY).toBe(both);
  writeFileSync(file, JSON.stringify({ ...made, masterKey: `${both} ${keyOf(8)}` }));
  expect(() => readSecrets(file)).toThrow();
});

it("makes a secret for a new source and keeps the others", ({ expect }) => {
  const file = secretsFile();
  const made = ensureSecrets(file, LOCAL_SOURCES);
  const extended = ensureSecrets(file, new Map([...LOCAL_SOURCES, ["website", "signed_form"]]));
  expect(extended).toEqual({ ...made, sources: { ...made.sources, website: expect.any(String) } });
});

it("replaces the file, also one that others could read, and never writes into it", ({ expect }) => {
  const file = secretsFile();
  ensureSecrets(file, LOCAL_SOURCES);
  chmodSync(file, 0o644);
  const before = statSync(file).ino;
  ensureSecrets(file, new Map([...LOCAL_SOURCES, ["website", "signed_form"]]));
  expect(statSync(file).ino).not.toBe(before);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it.for(SOURCE_TYPES)(
  "makes a secret of %s that its check accepts, and another one for each source",
  (type, { expect }) => {
    const { sources } = ensureSecrets(
      secretsFile(),
      new Map([
        ["one", type],
        ["other", type],
      ]),
    );
    const { sign, verify } = SOURCES[type];
    const isAccepted = (signedWith: string, expected: string): boolean => {
      const headers = new Headers(sign({ secret: signedWith, body: "{}", id: "msg_1", nowSeconds: 1_000 }));
      const body = new TextEncoder().encode("{}");
      return verify({ headers, body, secrets: [{ secret: expected }], nowSeconds: 1_000, toleranceSeconds: 300 }).ok;
    };
    const [one = "", other = ""] = [sources["one"], sources["other"]];
    expect([isAccepted(one, one), isAccepted(one, other), isAccepted(other, one)]).toEqual([true, false, false]);
  },
);

it("has every secret that the Workers require", ({ expect }) => {
  const required = Object.values(TEST_SECRETS).flatMap((secrets) => Object.keys(secrets));
  const made = Object.keys(secretVariables(ensureSecrets(secretsFile(), LOCAL_SOURCES)));
  expect(made.toSorted()).toEqual([...new Set(required)].toSorted());
});
