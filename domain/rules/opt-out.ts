// Which signals are opt-outs, and what each of them sets: the same for whoever records them and whoever decides on them.
import type { Flag, FlagCause } from "../../schema/lists.ts";

export interface OptOut {
  readonly flag: Flag;
  readonly cause: FlagCause;
}

// A complaint is the strongest thing a person can say about mail: nobody writes to them again, by any rule.
const OPT_OUTS: Readonly<Record<string, OptOut>> = {
  bounce: { flag: "bounced", cause: "bounce" },
  complaint: { flag: "do_not_contact", cause: "complaint" },
  unsubscribe: { flag: "unsubscribed", cause: "unsubscribe" },
  "message:unsubscribe": { flag: "unsubscribed", cause: "reply_unsubscribe" },
  "message:bounced": { flag: "bounced", cause: "reply_bounced" },
};

/** The flag that a signal of this kind (and, for a message, this class) sets; null when it is no opt-out. */
export const optOutOf = (kind: string, replyClass?: string): OptOut | null =>
  OPT_OUTS[kind] ?? OPT_OUTS[`${kind}:${replyClass ?? ""}`] ?? null;
