// The footer of every message: sender, postal address and opt-out link. Code adds it; no template, model or reviewer can leave it
// out.
import type { ComposePolicy } from "../../schema/policy.ts";

/** "-- " and a line break mark the start of a signature for mail programs (RFC 3676, 4.3). */
const SIGNATURE = "-- \n";

export function footerOf(
  { person, organisation, postalAddress, website }: ComposePolicy["sender"],
  unsubscribeUrl: string,
): string {
  const lines = [
    `${person}, ${organisation}`,
    postalAddress,
    website,
    "",
    "If you would rather not hear from us again, this link is enough:",
    unsubscribeUrl,
  ];
  return `${SIGNATURE}${lines.join("\n")}`;
}
