// By which compose policy the text of a draft was written. Its words, its footer and its limits are of that policy, so an edit and the mail keep it:
// a policy that was adopted after the text was held changes nothing of what its reviewer sees and approves.
import type { ComposePolicy } from "../../schema/policy.ts";
import type { Policies } from "../policies.ts";
import type { Stream } from "./stream.ts";

/**
 * The compose section of the text that the event at `textVersion` has; null when there is no such text, or no policy of the log has that section: a
 * release whose own policy was never adopted wrote it.
 */
export function composedBy(
  { events }: Pick<Stream, "events">,
  textVersion: number | null,
  policies: Pick<Policies, "section">,
): ComposePolicy | null {
  const mark = textVersion === null ? null : events[textVersion - 1]?.policy;
  return mark?.section === "compose" ? policies.section("compose", mark.digest) : null;
}
