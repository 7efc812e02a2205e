// This Worker's log and the key that signs it. Before the first command of an instance, the key is brought into force by an event of
// `ad_audit`; a Worker with another key than the log's answers nothing.
import { eventShards } from "../../drizzle/event-shards.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import { installedLog } from "../../drizzle/installation.ts";
import { AUDIT_STREAM, learnKeys, type LogKeys, logKeysOf } from "../../domain/log-keys.ts";
import { auditRows } from "../../drizzle/audit-rows.ts";
import { type LogSigner, logSigner } from "../../schema/log-signature.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import type { Failed } from "../../schema/ports.ts";
import { checkedLog } from "./checked-log.ts";
import type { ObjectVerbs } from "./object.ts";
import { nameOf } from "./report.ts";

type KeyEnv = Pick<ContactsEnv, "LOG_KEY">;
type LogEnv = Pick<ContactsEnv, "LOG_KEY" | "EVENTS_0" | "SHARDS">;

/** The signer of each value of `LOG_KEY`: parsing a key is slower than a signature. */
const signers = new Map<string, LogSigner>();

export function signerOf({ LOG_KEY }: KeyEnv): LogSigner {
  const signer = signers.get(LOG_KEY) ?? logSigner(LOG_KEY);
  signers.set(LOG_KEY, signer);
  return signer;
}

export function logOf(env: LogEnv): EventLog {
  const shards = eventShards(env);
  return checkedLog(installedLog(shards), { keys: publicKeysOf(env), shards: shards.length });
}

/** None when `LOG_KEY` is missing or no key: then nothing is appended. */
function publicKeysOf(env: KeyEnv): readonly string[] {
  try {
    const { key, before } = signerOf(env);
    return before === null ? [key] : [key, before];
  } catch {
    return [];
  }
}

/** The keys of the log, from the events that adopt them. Throws when the log does not answer. */
export async function logKeysIn(env: LogEnv): Promise<LogKeys> {
  const keys = logKeysOf();
  learnKeys(await auditRows(eventShards(env), "LogKeyAdopted"), keys);
  return keys;
}

/** The keys that this instance knows to be in force. An adopted key stays in force while its Worker runs. */
const inForce = new Set<string>();

/** Brings the log key into force. Returns why that cannot be done: the log has another key, or neither log nor object answers. */
export async function logKeyTrouble(
  env: LogEnv,
  object: (streamId: typeof AUDIT_STREAM) => Pick<ObjectVerbs, "perform">,
): Promise<Failed | null> {
  const [key] = publicKeysOf(env);
  if (key === undefined) return { reason: "key_differs", detail: "LOG_KEY" };
  try {
    if (inForce.has(key)) return null;
    // The log is asked first, so that a damaged object of `ad_audit` does not stop everything.
    const isAdopted = (await logKeysIn(env).catch(() => null))?.newest() === key;
    const refusal = isAdopted
      ? null
      : onlyAnswer(await object(AUDIT_STREAM).perform([{ type: "AdoptLogKey" }])).refusal;
    if (refusal) return { reason: "key_differs", detail: "LOG_KEY" };
    inForce.add(key);
    return null;
  } catch (cause) {
    return { reason: "failed", detail: nameOf(cause) };
  }
}
