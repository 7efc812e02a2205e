// Which signals are opt-outs, and the flag that each sets. Ingest records signals and `decide` acts on them by this one table.
import type { Flag, FlagCause } from "../../schema/lists.ts";

export interface OptOut {
  readonly flag: Flag;
  readonly cause: FlagCause;
}

// A complaint sets the strongest flag: no rule may write to this person again.
const OPT_OUTS: Readonly<Record<string, OptOut>> = {
  bounce: { flag: "bounced", cause: "bounce" },
  complaint: { flag: "do_not_contact", cause: "complaint" },
  unsubscribe: { flag: "unsubscribed", cause: "unsubscribe" },
  "message:unsubscribe": { flag: "unsubscribed", cause: "reply_unsubscribe" },
  "message:bounced": { flag: "bounced", cause: "reply_bounced" },
};

/** The opt-out that an import reports of a contact: any flag but a conversation that a person has taken over. Null when it reports none. */
export function importedOptOut(flags: readonly Flag[]): OptOut | null {
  const flag = flags.find((one) => one !== "replied");
  return flag ? { flag, cause: "history" } : null;
}

/** The flag that a signal of this kind (and, for a message, this class) sets; null when it is no opt-out. */
export const optOutOf = (kind: string, replyClass?: string): OptOut | null =>
  OPT_OUTS[kind] ?? OPT_OUTS[`${kind}:${replyClass ?? ""}`] ?? null;
