// Makes the sample past for the keys of an installation, and stores it as a file until it is in the databases.
import { randomBytes } from "node:crypto";
import type { Past } from "../../local/past.ts";
import { type LocalSecrets, secretVariables } from "../../local/secrets.ts";
import { replaceFile } from "../../local/write-file.ts";
import { UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import { playPast } from "./play.ts";

/** The story is the same at each first start, relative to its time. */
const SEED = 1;

interface Written {
  readonly secrets: LocalSecrets;
  /** When the past ends, in milliseconds. */
  readonly end: number;
  readonly publicUrl: string;
}

export async function writePast(file: string, { secrets, end, publicUrl }: Written): Promise<void> {
  const { SYSTEM_KEY, MASTER_KEY, LOG_KEY, UNSUBSCRIBE_KEYS } = secretVariables(secrets);
  const past: Past = await playPast({
    keys: {
      systemKey: SYSTEM_KEY,
      masterKey: MASTER_KEY,
      logKey: LOG_KEY,
      unsubscribeKeys: UnsubscribeKeys.parse(JSON.parse(UNSUBSCRIBE_KEYS)),
    },
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    end,
    publicUrl,
    seed: SEED,
  });
  replaceFile(file, JSON.stringify(past));
}
