// The secrets of the local installation. They are random, made once, and stored in a file that only its owner can read. No other installation
// uses them.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import * as z from "zod";
import { UnsubscribeKeys } from "../domain/unsubscribe-token.ts";
import type { Secret } from "../schema/roles.ts";
import { SOURCES, type SourceType } from "../workers/ingest/sources.ts";
import { replaceFile } from "./write-file.ts";

/** The identity that a code of `npm start` signs in. */
export const LOCAL_PERSON = "you@localhost";
/** The identity that confirms four previews of the samples at the first start. */
export const SAMPLE_REVIEWER = "sample-reviewer";

const Key = z.base64().length(44);

export const LocalSecrets = z.strictObject({
  /** During a rotation the new key, a space, and the key before it. */
  masterKey: z.string().regex(/^[A-Za-z0-9+/]{43}=( [A-Za-z0-9+/]{43}=)?$/),
  systemKey: Key,
  /** The log's private key: PKCS#8, DER, base64. During a rotation as `masterKey`. */
  logKey: z.string().regex(/^[A-Za-z0-9+/]{64}( [A-Za-z0-9+/]{64})?$/),
  sessionKey: Key,
  /** A key, or after a rotation all keys by their ids: links that were sent name the id of theirs. */
  unsubscribeKey: z.union([Key, UnsubscribeKeys]),
  /** Identity to token. */
  desk: z.record(z.string(), z.string().min(32)),
  /** The signing secret of each source. */
  sources: z.record(z.string(), z.string().min(32)),
});
export type LocalSecrets = z.infer<typeof LocalSecrets>;

const key = (): string => randomBytes(32).toString("base64");
const token = (): string => randomBytes(32).toString("base64url");

/** All secrets of a new installation, with a token of the desk for each of these people, and none of sources. */
export const newSecrets = (people: readonly string[] = [LOCAL_PERSON, SAMPLE_REVIEWER]): LocalSecrets => ({
  masterKey: key(),
  systemKey: key(),
  logKey: generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
  sessionKey: key(),
  unsubscribeKey: key(),
  desk: Object.fromEntries(people.map((person) => [person, token()])),
  sources: {},
});

/** A new secret of a source of this type. */
export const newSourceSecret = (type: SourceType): string => SOURCES[type].secret.fresh(randomBytes);

/** The secrets in `file`, or null when the file does not exist. Throws when the file has another form. */
export function readSecrets(file: string): LocalSecrets | null {
  if (!existsSync(file)) return null;
  return LocalSecrets.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** The secrets in `file`. Makes missing ones: all of them at first, later those of new sources. */
export function ensureSecrets(file: string, sources: ReadonlyMap<string, SourceType>): LocalSecrets {
  const stored = readSecrets(file);
  const made = [...sources].filter(([name]) => stored?.sources[name] === undefined);
  if (stored !== null && made.length === 0) return stored;
  const base = stored ?? newSecrets();
  const secrets = {
    ...base,
    sources: {
      ...base.sources,
      ...Object.fromEntries(made.map(([name, type]) => [name, newSourceSecret(type)])),
    },
  };
  mkdirSync(dirname(file), { recursive: true });
  replaceFile(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

/** The first key of an installation has the id `k1`. */
export const unsubscribeKeysOf = ({ unsubscribeKey: key }: Pick<LocalSecrets, "unsubscribeKey">): UnsubscribeKeys =>
  typeof key === "string" ? { current: "k1", keys: { k1: key } } : key;

/** The secrets by the names of the Workers' bindings. Wrangler gives each Worker only those that its wrangler.toml requires. */
export function secretVariables(secrets: LocalSecrets): Readonly<Record<Secret, string>> {
  const sources = Object.entries(secrets.sources).map(([name, secret]) => [name, [{ secret }]]);
  const tokens = Object.entries(secrets.desk).map(([identity, token]) => [token, identity]);
  return {
    MASTER_KEY: secrets.masterKey,
    SYSTEM_KEY: secrets.systemKey,
    LOG_KEY: secrets.logKey,
    SESSION_KEY: secrets.sessionKey,
    UNSUBSCRIBE_KEYS: JSON.stringify(unsubscribeKeysOf(secrets)),
    SOURCE_SECRETS: JSON.stringify(Object.fromEntries(sources)),
    DESK_TOKENS: JSON.stringify(Object.fromEntries(tokens)),
  };
}
