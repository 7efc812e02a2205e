// Checks that this Worker's SYSTEM_KEY is the installation's, before its first work: with another one, each person would become another contact,
// and no suppression would match. Ingest binds no database of the log, so it asks its port.
import { askOne } from "../../schema/only-answer.ts";
import { fingerprintsIn } from "../../schema/installation-keys.ts";
import type { Port } from "../../schema/ports.ts";

/** The answer: the key is the installation's, it is not, or the port did not say. */
export type KeyCheck = "agrees" | "differs" | "unknown";

/**
 * Returns a function that checks the key. It asks the port until the key agrees once, so a repair works without a restart. Never throws.
 */
export function ownKeyCheck(port: Port<"ingest">, systemKey: string | undefined): () => Promise<KeyCheck> {
  let isAgreed = false;
  const [fingerprint] = fingerprintsIn("SYSTEM_KEY", systemKey);
  return async () => {
    if (isAgreed) return "agrees";
    if (fingerprint === undefined) return "differs";
    try {
      const refusal = await askOne(port, { type: "CheckKey", key: "SYSTEM_KEY", fingerprint });
      isAgreed = refusal === null;
    } catch {
      return "unknown";
    }
    return isAgreed ? "agrees" : "differs";
  };
}
