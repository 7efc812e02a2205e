// How a contact is named on the command line: by its id, or by its address where the key of ids is at hand.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { canonicalAddress } from "../schema/address.ts";
import { AdminId, ContactId, contactIdOf, type StreamId } from "../schema/ids.ts";
import { CannotRun, type Shell } from "./shell.ts";
import type { SourceOptions } from "./sources/choose-source.ts";
import { STATE_FOLDER } from "./sources/local-d1.ts";

/** Of the file that `npm start` keeps its secrets in, beside its state. */
const LocalSecrets = z.object({ systemKey: z.string() });

/** The stream of `ct_…`, `ad_…` or an address. Throws `CannotRun` when the words name none. */
export function streamNamed(text: string, shell: Shell, options: SourceOptions): StreamId {
  const id = AdminId.safeParse(text);
  return id.success ? id.data : contactNamed(text, shell, options);
}

/** The contact of `ct_…` or an address. Throws `CannotRun` when the words name none. */
export function contactNamed(text: string, shell: Shell, options: SourceOptions): ContactId {
  const id = ContactId.safeParse(text);
  if (id.success) return id.data;
  const address = canonicalAddress(text);
  if (!address.ok) {
    throw new CannotRun(`“${text}” is neither a contact’s id (ct_…) nor an address.`, {
      advice: "The desk shows a contact’s id in its address line.",
    });
  }
  const systemKey = systemKeyOf(shell, options);
  if (systemKey !== null) return contactIdOf(systemKey, address.value);
  throw new CannotRun("An address finds its contact only with the installation’s SYSTEM_KEY.", {
    advice: "Set SYSTEM_KEY in the environment, or name the contact by its id (ct_…).",
  });
}

/** The key of ids and suppressions, where it is at hand. */
export const systemKeyOf = (shell: Shell, options: SourceOptions): string | null =>
  shell.env["SYSTEM_KEY"] ?? localSystemKey(shell, options);

/** The key of the local installation, whose log an export probably is. A deployed one has another. */
function localSystemKey(shell: Shell, { from, state }: SourceOptions): string | null {
  if (from === "remote") return null;
  const file = join(state === undefined ? STATE_FOLDER : resolve(shell.cwd, state), "../secrets.json");
  return existsSync(file) ? LocalSecrets.parse(JSON.parse(readFileSync(file, "utf8"))).systemKey : null;
}
