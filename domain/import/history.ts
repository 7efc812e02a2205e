// What an imported contact becomes: a signal of kind `history`. Its id is a digest of what it says, so that the same row again is the same signal.
import { createHash } from "node:crypto";
import { canonicalJson } from "../../schema/canonical.ts";
import { HistorySignal } from "../../schema/signals.ts";
import { profileOf } from "../forms/values.ts";
import type { ContactEntry } from "./entries.ts";

export interface History {
  readonly id: string;
  /** The webhook that says it. */
  readonly body: string;
}

type Imported = Omit<ContactEntry, "otherEmails" | "firstName" | "saysYes">;

export function historyOf({ email, name, company, title, phone, profile, flags }: Imported): History {
  const body = canonicalJson({
    type: "history.imported",
    data: { email, name, company, title, phone, linkedin: profile, sends: [], messages: [], flags: flags.toSorted() },
  });
  return { id: `import_${createHash("sha256").update(body).digest("base64url").slice(0, ID_CHARACTERS)}`, body };
}
const ID_CHARACTERS = 32;

/** The same without a webhook: the signal, the address of a public profile beside it, and its id. */
export function historySignal(imported: Imported): {
  readonly signal: HistorySignal;
  readonly profile: string | undefined;
  readonly providerId: string;
} {
  const { email, name, company, title, phone, profile, flags } = imported;
  const signal = {
    kind: "history",
    email,
    name,
    company,
    title,
    phone,
    sends: [],
    messages: [],
    flags: flags.toSorted(),
  };
  return { signal: HistorySignal.parse(signal), profile: profileOf(profile), providerId: historyOf(imported).id };
}
