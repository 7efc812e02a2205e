import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it, onTestFinished } from "vitest";
import { TEST_SECRETS } from "../testing/secrets.ts";
import { ensureSecrets, LOCAL_PERSON, readSecrets, SAMPLE_REVIEWER, secretVariables } from "./secrets.ts";
import type { SourceType } from "./sources.ts";

const SOURCES = new Map<string, SourceType>([["crm", "standard_webhooks"]]);

function secretsFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-secrets-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "made/secrets.json");
}

it("makes secrets once, for nobody else to read", ({ expect }) => {
  const file = secretsFile();
  expect(readSecrets(file)).toBeNull();
  const made = ensureSecrets(file, SOURCES);
  expect(Object.keys(made.desk)).toEqual([LOCAL_PERSON, SAMPLE_REVIEWER]);
  expect(ensureSecrets(file, SOURCES)).toEqual(made);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it("makes a secret for a new source and keeps the others", ({ expect }) => {
  const file = secretsFile();
  const made = ensureSecrets(file, SOURCES);
  const more = ensureSecrets(file, new Map([...SOURCES, ["website", "signed_form"]]));
  expect(more).toEqual({ ...made, sources: { ...made.sources, website: expect.any(String) } });
});

it("names every secret the Workers ask for", ({ expect }) => {
  const asked = Object.values(TEST_SECRETS).flatMap((secrets) => Object.keys(secrets));
  const made = Object.keys(secretVariables(ensureSecrets(secretsFile(), SOURCES)));
  expect(made.toSorted()).toEqual([...new Set(asked)].toSorted());
});
