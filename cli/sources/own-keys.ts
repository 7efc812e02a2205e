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

interface KeyOptions {
  readonly from: string;
  readonly state?: string | undefined;
}

/** A key of the environment, or for the local log the key of the local installation. The local installation's keys are not those of other logs. */
export function ownKey(name: FingerprintedKey, shell: Shell, options: KeyOptions): string | undefined {
  const given = shell.env[name];
  if (given !== undefined || options.from !== "local") return given;
  const secrets = localSecrets(shell, options);
  return name === "MASTER_KEY" ? secrets?.masterKey : secrets?.systemKey;
}

/** Throws `CannotRun` when a key on this machine is not the log's. */
export function requireOwnKeys(logged: LogFingerprints, shell: Shell, options: KeyOptions): void {
  for (const name of FINGERPRINTED_KEYS) {
    const expected = logged[name];
    const own = ownKey(name, shell, options);
    if (expected === undefined || own === undefined || fingerprintsIn(name, own).includes(expected)) continue;
    throw new CannotRun(`key_differs: ${name} is not the key of the installation that wrote this log.`, {
      advice:
        shell.env[name] === undefined
          ? "The file secrets.json beside the log’s state was changed. Put the installation’s own key back."
          : `Set ${name} to the key of that installation, or unset it.`,
    });
  }
}
