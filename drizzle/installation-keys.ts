// The fingerprints of the installation's keys, in EVENTS_0. The first fingerprint of a name is stored for ever; only that of MASTER_KEY is
// replaced, when every key of a stream is wrapped under the new one. Comparing them with a Worker's keys is in durable-objects/host/.
import * as z from "zod";
import { FINGERPRINTED_KEYS, type FingerprintedKey, type KeyFingerprint } from "../schema/installation-keys.ts";

/** A fingerprint for each key. */
type KeyFingerprints = Readonly<Record<FingerprintedKey, string>>;

export interface InstallationKeys {
  /** The stored fingerprints by name. */
  read(): Promise<ReadonlyMap<FingerprintedKey, string>>;
  /** The stored fingerprints. Where there is none yet, stores that of `own`; of two Workers with different keys, the first one's stays. */
  stored(own: KeyFingerprints): Promise<KeyFingerprints>;
  /** Replaces the fingerprint of MASTER_KEY. Throws while a key in this database is wrapped under another one. */
  replaceMaster(to: KeyFingerprint): Promise<void>;
}

const SELECT = "SELECT name, fingerprint FROM installation_keys";
const INSERT = "INSERT INTO installation_keys (name, fingerprint) VALUES (?1, ?2)";
const REPLACE = "UPDATE installation_keys SET fingerprint = ?1 WHERE name = 'MASTER_KEY' AND fingerprint <> ?1";

// A fingerprint of another form is that of no key, and differs.
const Row = z.strictObject({ name: z.enum(FINGERPRINTED_KEYS), fingerprint: z.string() });

/** `database` is EVENTS_0. */
export function d1InstallationKeys(database: D1Database): InstallationKeys {
  const read = async () => {
    const { results } = await database.prepare(SELECT).all();
    return new Map(
      z
        .array(Row)
        .parse(results)
        .map(({ name, fingerprint }) => [name, fingerprint]),
    );
  };
  return {
    read,
    async stored(own) {
      let found = await read();
      const missing = FINGERPRINTED_KEYS.filter((name) => !found.has(name));
      if (missing.length > 0) {
        await database.batch(missing.map((name) => database.prepare(INSERT).bind(name, own[name])));
        // Another Worker may have stored its fingerprint first.
        found = await read();
      }
      return { MASTER_KEY: found.get("MASTER_KEY") ?? "", SYSTEM_KEY: found.get("SYSTEM_KEY") ?? "" };
    },
    async replaceMaster(to) {
      await database.prepare(REPLACE).bind(to).run();
    },
  };
}
