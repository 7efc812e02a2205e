// In which list of the desk a run stands. Every run stands in exactly one, so that none is forgotten: a property test proves it over random
// histories, with the rows that the lists are made of (run-list.test.ts).
import type { Contact, Run } from "./state.ts";

/**
 * `inbox`: a person decides a hold. `under_way`: a stage or a provider has to answer, and the object's alarm watches it. `tasks`: it is unknown
 * whether the message was sent, and a person finds out. `sent`: the contact got it. `not_written`: the run ended without a message.
 */
export type RunList = "inbox" | "under_way" | "tasks" | "sent" | "not_written";

/** The list in which the run of this contact stands. */
export function listOf({ step, approvalId }: Run, { approvals }: Contact): RunList {
  const approval = approvalId ? approvals[approvalId] : undefined;
  // What was handed to a provider may have arrived, also when the run ended meanwhile, as by an erasure.
  if (approval?.claim) {
    if (approval.outcome === null) return "under_way";
    return approval.outcome === "uncertain" ? "tasks" : approval.outcome === "sent" ? "sent" : "not_written";
  }
  switch (step) {
    case "plan":
    case "grade":
    case "compose":
    case "dispatch":
    case "claimed":
      return "under_way";
    case "preview":
    case "draft":
      return "inbox";
    case "ended":
      return "not_written";
  }
}
