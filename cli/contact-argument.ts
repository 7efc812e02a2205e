// Parses a contact or a stream on the command line: an id, or an address if the SYSTEM_KEY that derives ids is available.
import { addressIn } from "../domain/read-address.ts";
import { AdminId, ContactId, contactIdOf, type StreamId } from "../schema/ids.ts";
import { localSecrets } from "./local-installation.ts";
import { CannotRun, type Shell } from "./shell.ts";
import type { SourceOptions } from "./sources/choose-source.ts";

/** The stream of `ct_…`, `ad_…` or an address. Throws `CannotRun` for any other text, and for an address when there is no SYSTEM_KEY. */
export function streamNamed(text: string, shell: Shell, options: SourceOptions): StreamId {
  const id = AdminId.safeParse(text);
  return id.success ? id.data : contactNamed(text, shell, options);
}

/** The contact of `ct_…` or an address. Throws `CannotRun` for any other text, and for an address when there is no SYSTEM_KEY. */
export function contactNamed(text: string, shell: Shell, options: SourceOptions): ContactId {
  const id = ContactId.safeParse(text);
  if (id.success) return id.data;
  const address = addressIn(text);
  if (!address.ok) {
    throw new CannotRun(`“${text}” is neither a contact’s id (ct_…) nor an address.`, {
      advice: "Open the contact’s page in the desk: the URL contains the contact’s id.",
    });
  }
  const systemKey = systemKeyOf(shell, options);
  if (systemKey !== null) return contactIdOf(systemKey, address.value);
  throw new CannotRun("A contact can be named by address only with the installation’s SYSTEM_KEY.", {
    advice: "Set SYSTEM_KEY in the environment, or name the contact by its id (ct_…).",
  });
}

/**
 * The key from which ids and suppression digests are derived. SYSTEM_KEY of the environment is used first. Otherwise the key of the
 * local installation is used, also for an export, which was probably made by it; but not for a remote log, because a deployed
 * installation has its own key. Null when no key is found.
 */
export const systemKeyOf = (shell: Shell, options: Pick<SourceOptions, "from" | "state">): string | null =>
  shell.env["SYSTEM_KEY"] ?? (options.from === "remote" ? null : (localSecrets(shell, options)?.systemKey ?? null));
