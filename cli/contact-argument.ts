// How a contact is named on the command line: by its id, or by its address where the key of ids is at hand.
import { canonicalAddress } from "../domain/address.ts";
import { AdminId, ContactId, contactIdOf, type StreamId } from "../schema/ids.ts";
import { localSecrets } from "./local-installation.ts";
import { CannotRun, type Shell } from "./shell.ts";
import type { SourceOptions } from "./sources/choose-source.ts";

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

/**
 * The key of ids and suppressions, where it is at hand: in the environment, or with the local installation, whose log an export probably is.
 * A deployed one has another.
 */
export const systemKeyOf = (shell: Shell, options: Pick<SourceOptions, "from" | "state">): string | null =>
  shell.env["SYSTEM_KEY"] ?? (options.from === "remote" ? null : (localSecrets(shell, options)?.systemKey ?? null));
