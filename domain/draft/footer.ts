// Who writes, where they are, and how to be left alone: on every message, by code. No template, model or reviewer leaves it out.
import type { ComposePolicy } from "../../schema/policy.ts";

/** "-- " and a line break: what mail programs know as the start of a signature (RFC 3676, 4.3). */
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
