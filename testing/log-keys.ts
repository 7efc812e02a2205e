// The key that signs the logs of tests, and the event that adopts it.
import { adoptionBy } from "../domain/contact/adopt-log-key.ts";
import { AUDIT_STREAM } from "../domain/log-keys.ts";
import { openStream } from "../domain/contact/stream.ts";
import { beginning } from "../schema/cause.ts";
import { commandIdOf } from "../schema/ids.ts";
import { type LogSigner, logSigner } from "../schema/log-signature.ts";
import type { EventRow } from "../schema/shipment.ts";
import { START } from "./people.ts";

/** The start of a PKCS#8 text of an Ed25519 key, before its 32 bytes. */
const PKCS8 = "302e020100300506032b657004220420";

/** A `LOG_KEY` of 32 equal bytes. */
export const logKeyOf = (byte: number): string =>
  Buffer.concat([Buffer.from(PKCS8, "hex"), Buffer.alloc(32, byte)]).toString("base64");

export const LOG_KEY = logKeyOf(9);
export const LOG_SIGNER = logSigner(LOG_KEY);

/** The first event of `ad_audit` of a log that this signer signs: it adopts the key. */
export function adoptionOf(signer: LogSigner, at: number): EventRow {
  let rows: readonly EventRow[] = [];
  const store = {
    load: () => ({ rows, wrappedKey: null }),
    commit: (added: { readonly rows: readonly EventRow[] }) => void (rows = added.rows),
    replaceKey: () => undefined,
    forgetKey: () => undefined,
  };
  const random = (bytes: number) => new Uint8Array(bytes);
  const stream = openStream({ store, masterKey: "", signer, random });
  const adoption = adoptionBy(signer, []);
  if (adoption === null || adoption === "key_differs") throw new Error("a new log adopts its key");
  const cause = beginning(commandIdOf("AdoptLogKey", signer.key, "0"));
  stream.write(AUDIT_STREAM, [adoption], cause, new Date(at).toISOString(), () => null);
  const [row] = rows;
  if (!row) throw new Error("the adoption has no row");
  return row;
}

/** The first event of `ad_audit` in the logs of tests. */
export const ADOPTION: EventRow = adoptionOf(LOG_SIGNER, START);
