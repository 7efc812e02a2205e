// The footer of every message: sender, postal address and opt-out link. Code adds it; no template, model or reviewer can leave it
// out.
import type { ComposePolicy } from "../../schema/policy.ts";

/** "-- " and a line break mark the start of a signature for mail programs (RFC 3676, 4.3). */
const SIGNATURE = "-- \n";

/** `optOut` is the line above the link, in the language of the message. */
export function footerOf(
  { person, organisation, postalAddress, website }: ComposePolicy["sender"],
  optOut: string,
  unsubscribeUrl: string,
): string {
  const lines = [`${person}, ${organisation}`, postalAddress, website, "", optOut, unsubscribeUrl];
  return `${SIGNATURE}${lines.join("\n")}`;
}
