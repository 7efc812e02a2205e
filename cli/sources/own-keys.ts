// Compares the keys on this machine with the fingerprints of the installation that wrote the log. With another SYSTEM_KEY an address would name
// another contact, and a question about it would get the answer about nobody.
import * as z from "zod";
import { FINGERPRINTED_KEYS, type FingerprintedKey, fingerprintsIn } from "../../schema/installation-keys.ts";
import { localSecrets } from "../local-installation.ts";
import { CannotRun, type Shell } from "../shell.ts";
import type { Query } from "./query.ts";

const SELECT_TABLE = "SELECT 1 AS there FROM sqlite_master WHERE type = 'table' AND name = 'installation_keys'";
const SELECT_KEYS = "SELECT name, fingerprint FROM installation_keys";

const Row = z.object({ name: z.enum(FINGERPRINTED_KEYS), fingerprint: z.string() });

/** The fingerprint of each key; a key without one is left out. */
export type LogFingerprints = Readonly<Partial<Record<FingerprintedKey, string>>>;

/** The fingerprints in a live log, whose first database has them. There are none before its first use. */
export async function fingerprintsOf([first]: readonly Query[]): Promise<LogFingerprints> {
  if (!first || (await first(SELECT_TABLE, [])).length === 0) return {};
  const rows = z.array(Row).parse(await first(SELECT_KEYS, []));
  return Object.fromEntries(rows.map(({ name, fingerprint }) => [name, fingerprint]));
}

/**
 * Throws `CannotRun` when a key of the environment is not the log's, or for the local log a key of the local installation. The local
 * installation's keys are not compared with other logs: those may be of any installation.
 */
export function requireOwnKeys(
  logged: LogFingerprints,
  shell: Shell,
  options: { readonly from: string; readonly state?: string | undefined },
): void {
  const secrets = options.from === "local" ? localSecrets(shell, options) : null;
  const local: Readonly<Record<FingerprintedKey, string | undefined>> = {
    MASTER_KEY: secrets?.masterKey,
    SYSTEM_KEY: secrets?.systemKey,
  };
  for (const name of FINGERPRINTED_KEYS) {
    const expected = logged[name];
    const given = shell.env[name];
    const own = given ?? local[name];
    if (expected === undefined || own === undefined || fingerprintsIn(name, own).includes(expected)) continue;
    throw new CannotRun(`key_differs: ${name} is not the key of the installation that wrote this log.`, {
      advice:
        given === undefined
          ? "The file secrets.json beside the log’s state was changed. Put the installation’s own key back."
          : `Set ${name} to the key of that installation, or unset it.`,
    });
  }
}
