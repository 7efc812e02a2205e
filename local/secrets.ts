// The secrets of the local installation: random, made once, kept in a file only its owner reads. They open nothing elsewhere.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { Secret } from "../schema/roles.ts";
import { SOURCES, type SourceType } from "../workers/ingest/sources.ts";

/** Whose name stands under decisions taken through the login link. */
export const LOCAL_PERSON = "you@localhost";
/** Who confirms four of the samples' previews at the first start. */
export const SAMPLE_REVIEWER = "sample-reviewer";

const Key = z.base64().length(44);

export const LocalSecrets = z.strictObject({
  masterKey: Key,
  systemKey: Key,
  sessionKey: Key,
  unsubscribeKey: Key,
  /** Identity to token. */
  desk: z.record(z.string(), z.string().min(32)),
  /** What each source signs with. */
  sources: z.record(z.string(), z.string().min(32)),
});
export type LocalSecrets = z.infer<typeof LocalSecrets>;

const key = (): string => randomBytes(32).toString("base64");
const token = (): string => randomBytes(32).toString("base64url");

const newSecrets = (): LocalSecrets => ({
  masterKey: key(),
  systemKey: key(),
  sessionKey: key(),
  unsubscribeKey: key(),
  desk: { [LOCAL_PERSON]: token(), [SAMPLE_REVIEWER]: token() },
  sources: {},
});

/** The secrets in `file`, or null when there are none yet. Throws when the file is there and not what this project writes. */
export function readSecrets(file: string): LocalSecrets | null {
  if (!existsSync(file)) return null;
  return LocalSecrets.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** The secrets in `file`, made where they are missing: all of them at first, later those of new sources. */
export function ensureSecrets(file: string, sources: ReadonlyMap<string, SourceType>): LocalSecrets {
  const known = readSecrets(file);
  const made = [...sources].filter(([name]) => known?.sources[name] === undefined);
  if (known !== null && made.length === 0) return known;
  const base = known ?? newSecrets();
  const secrets = {
    ...base,
    sources: {
      ...base.sources,
      ...Object.fromEntries(made.map(([name, type]) => [name, SOURCES[type].secret.fresh(randomBytes)])),
    },
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

/** The secrets as the Workers know them. Each Worker is given those its wrangler.toml asks for, and no others. */
export function secretVariables(secrets: LocalSecrets): Readonly<Record<Secret, string>> {
  const sources = Object.entries(secrets.sources).map(([name, secret]) => [name, [{ secret }]]);
  const tokens = Object.entries(secrets.desk).map(([identity, token]) => [token, identity]);
  return {
    MASTER_KEY: secrets.masterKey,
    SYSTEM_KEY: secrets.systemKey,
    SESSION_KEY: secrets.sessionKey,
    UNSUBSCRIBE_KEYS: JSON.stringify({ current: "k1", keys: { k1: secrets.unsubscribeKey } }),
    SOURCE_SECRETS: JSON.stringify(Object.fromEntries(sources)),
    DESK_TOKENS: JSON.stringify(Object.fromEntries(tokens)),
  };
}
