// The secrets of an installation: made once, kept in one file outside of the repository that only its owner may read, and given to the Workers. No
// value is ever printed: what is wrong is said by the name of the secret.
import { createHmac, createPrivateKey } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import * as z from "zod";
import { jsonIn } from "../schema/json.ts";
import { err, ok, type Result } from "../schema/result.ts";
import { type Role, ROLES, type Secret } from "../schema/roles.ts";
import { LocalSecrets, newSecrets, newSourceSecret, secretVariables, unsubscribeKeysOf } from "../local/secrets.ts";
import { replaceFile } from "../local/write-file.ts";
import { ROOT } from "../local/workers.ts";
import { SMOKE_SOURCE } from "./generate.ts";
import type { Installation } from "./resources.ts";

/** What the file holds: the Workers' secrets, and what programs need to come to the desk. */
export const InstallationSecrets = LocalSecrets.extend({
  /** With which a program comes through Cloudflare Access; Cloudflare shows its secret once. */
  serviceToken: z.strictObject({ id: z.string().min(1), secret: z.string().min(32) }).optional(),
  /** The token of deployments at the desk (docs/people.md), which the first setup issues. */
  deskToken: z.string().min(16).optional(),
  /** The key of the model's provider, where a model is asked, and the token of its gateway. */
  modelApiKey: z.string().min(8).optional(),
  modelGatewayToken: z.string().min(8).optional(),
});
export type InstallationSecrets = z.infer<typeof InstallationSecrets>;

/** The identity at the desk with which a setup without Cloudflare Access acts. */
export const SETUP_IDENTITY = "setup";

/** Where the file is unless another place is named: in the operator's own folder of configurations. */
export const secretsFileOf = (
  { environment, answers: { name } }: Installation,
  env: Readonly<Record<string, string | undefined>>,
): string =>
  join(env["XDG_CONFIG_HOME"] || join(homedir(), ".config"), "holdpoint", `${name}-${environment}.secrets.json`);

/** Whether a path is inside of this checkout, where it could be committed by mistake. */
export function isInRepository(path: string): boolean {
  const from = relative(ROOT, resolve(path));
  return from === "" || !(from.startsWith("..") || from.startsWith("/"));
}

/** New secrets for an installation. */
export const freshSecrets = ({ answers }: Installation): InstallationSecrets => ({
  ...newSecrets(answers.signIn === "codes" ? [SETUP_IDENTITY, ...answers.admins] : []),
  sources: { [SMOKE_SOURCE]: newSourceSecret("standard_webhooks") },
});

/** The secrets in the file; null when there is none. The errors name what is wrong, without a value. */
export function readInstallationSecrets(file: string): Result<InstallationSecrets | null, readonly string[]> {
  if (!existsSync(file)) return ok(null);
  const read = InstallationSecrets.safeParse(jsonIn(readFileSync(file, "utf8")));
  if (!read.success)
    return err(read.error.issues.map(({ path }) => `${path.map(String).join(".") || "the file"} has another form`));
  const faults = secretFaults(read.data);
  return faults.length > 0 ? err(faults) : ok(read.data);
}

/** Writes the file, which only its owner can read. */
export function writeInstallationSecrets(file: string, secrets: InstallationSecrets): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  replaceFile(file, `${JSON.stringify(secrets, null, 2)}\n`);
}

/** What is wrong beyond the form: a key that is used twice, or a signing key that signs nothing. */
function secretFaults(secrets: InstallationSecrets): readonly string[] {
  const { masterKey, systemKey, logKey, sessionKey } = secrets;
  const names = ["masterKey", "systemKey", "sessionKey", "unsubscribeKey"] as const;
  const keys: Readonly<Record<(typeof names)[number], readonly string[]>> = {
    masterKey: keysIn(masterKey),
    systemKey: [systemKey],
    sessionKey: [sessionKey],
    unsubscribeKey: Object.values(unsubscribeKeysOf(secrets).keys),
  };
  return [
    ...names
      .filter((name, index) =>
        names.slice(0, index).some((before) => keys[before].some((key) => keys[name].includes(key))),
      )
      .map((name) => `${name} is the same as another key`),
    ...(keysIn(logKey).every(isSigningKey) ? [] : ["logKey is no Ed25519 key (PKCS#8, DER, base64)"]),
  ];
}

function isSigningKey(text: string): boolean {
  try {
    const key = createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
    return key.asymmetricKeyType === "ed25519";
  } catch {
    return false;
  }
}

/** The secrets of a Worker, by the names of its bindings. With Cloudflare Access the desk has no tokens of its own. */
export function secretsOf(
  role: Role,
  secrets: InstallationSecrets,
  { answers }: Installation,
): Readonly<Record<string, string>> {
  const all: Readonly<Record<Secret, string>> = {
    ...secretVariables(secrets),
    ...(answers.signIn === "access" && { DESK_TOKENS: "{}" }),
  };
  const asksModel = answers.model?.of.some((one) => one === role) === true;
  return {
    ...Object.fromEntries(ROLES[role].secrets.map((name) => [name, all[name]])),
    ...(asksModel && secrets.modelApiKey !== undefined && { MODEL_API_KEY: secrets.modelApiKey }),
    ...(asksModel && secrets.modelGatewayToken !== undefined && { MODEL_GATEWAY_TOKEN: secrets.modelGatewayToken }),
  };
}

/** 96 bits: tells values apart, and says nothing of a value of 256 random bits. */
const FINGERPRINT_CHARACTERS = 16;

/** Keys that an installation keeps. The first two are rotated: the secret has the new key, a space, and the key before it. */
const ROTATED: readonly string[] = ["MASTER_KEY", "LOG_KEY"];
export const KEPT_KEYS: readonly string[] = [...ROTATED, "SYSTEM_KEY"];

/** The keys in the value of a rotated secret, the newest first. */
const keysIn = (value: string): readonly string[] => value.split(" ");

/**
 * The fingerprints of a Worker's secrets, as the text that it carries as a variable: Cloudflare never gives a secret back, so this is how a later look sees that
 * two Workers were given different ones. A secret with two keys has the fingerprint of each.
 */
export const fingerprintsOf = (secrets: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, keyFingerprints(name, value).join(" ")])),
  );

const keyFingerprints = (name: string, value: string): readonly string[] =>
  (ROTATED.includes(name) ? keysIn(value) : [value]).map((key) => fingerprintOf(name, key));

/** Whether a secret has one of the keys that a Worker was given with this text: the step of a rotation, or no change at all. */
export const hasKeyOf = (name: string, value: string, fingerprints: string): boolean =>
  keyFingerprints(name, value).some((fingerprint) => fingerprints.split(" ").includes(fingerprint));

export const fingerprintOf = (name: string, value: string): string =>
  createHmac("sha256", value)
    .update(`holdpoint/secret-fingerprint/v1\n${name}\n`, "utf8")
    .digest("base64url")
    .slice(0, FINGERPRINT_CHARACTERS);
