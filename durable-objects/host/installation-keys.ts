// Compares this Worker's MASTER_KEY and SYSTEM_KEY with the fingerprints of the installation, before its first work. With another key it would
// seal words that nothing else opens, and derive ids that no other Worker finds.
import { d1InstallationKeys } from "../../drizzle/installation-keys.ts";
import { reasonOf } from "../../drizzle/d1-event-log.ts";
import { FINGERPRINTED_KEYS, fingerprintsIn } from "../../schema/installation-keys.ts";
import type { Failed } from "../../schema/ports.ts";

type KeysEnv = Pick<ContactsEnv, "MASTER_KEY" | "SYSTEM_KEY" | "EVENTS_0">;

/**
 * The fingerprints that agreed, by database. They are not compared again: what is stored changes only at the end of a rotation, when an
 * instance with only the key before is about to end. A disagreement is not kept, so that a repair works at once.
 */
const agreed = new WeakMap<D1Database, Set<string>>();

/**
 * Why this Worker may not work: a key is missing or is not the installation's (`key_differs`), or the database does not answer
 * (`log_unavailable`). Null when the keys are the installation's.
 */
export async function installationKeyTrouble(env: KeysEnv): Promise<Failed | null> {
  const own = FINGERPRINTED_KEYS.map((name) => ({ name, fingerprints: fingerprintsIn(name, env[name]) }));
  const unusable = own.find(({ fingerprints }) => fingerprints.length === 0);
  if (unusable) return { reason: "key_differs", detail: unusable.name };
  const known = agreed.get(env.EVENTS_0) ?? new Set();
  const all = JSON.stringify(own);
  if (known.has(all)) return null;
  try {
    const [MASTER_KEY = "", SYSTEM_KEY = ""] = own.map(({ fingerprints }) => fingerprints[0]);
    // During a rotation the installation has the fingerprint of the key before, until every key is wrapped under the newest.
    const stored = await d1InstallationKeys(env.EVENTS_0).stored({ MASTER_KEY, SYSTEM_KEY });
    const differing = own.find(({ name, fingerprints }) => !fingerprints.includes(stored[name]));
    if (differing) return { reason: "key_differs", detail: differing.name };
  } catch (cause) {
    return { reason: "log_unavailable", detail: reasonOf(cause) };
  }
  agreed.set(env.EVENTS_0, known.add(all));
  return null;
}

/** The same trouble, but null when the database does not answer: for work that a wrong key cannot spoil. */
export async function keyDiffers(env: KeysEnv): Promise<Failed | null> {
  const trouble = await installationKeyTrouble(env);
  return trouble?.reason === "key_differs" ? trouble : null;
}

/** Throws with the reason unless the keys are the installation's. */
export async function requireInstallationKeys(env: KeysEnv): Promise<void> {
  const trouble = await installationKeyTrouble(env);
  if (trouble) throw new Error(`${trouble.reason}: ${trouble.detail}`);
}
