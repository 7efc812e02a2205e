// Fills a policy's template. A value is inserted once and not scanned for blanks, so that a stranger's text cannot add one.
import type { ComposePolicy, Template } from "../../schema/policy.ts";
import { cutTo } from "./name.ts";

export interface Blanks {
  readonly firstName: string | undefined;
  /** One plain line; "your message" where there is none. */
  readonly subject: string;
}

/** What a template may leave blank, each in double braces. */
export const BLANKS = ["first_name", " first_name", "organisation", "sender", "subject"] as const;

/** Subject and body of a draft. `{{ first_name}}` contains its own space, so that no gap is left without a name. */
export function fillTemplate(
  template: Template,
  { firstName, subject }: Blanks,
  { sender, subjectCharacters, bodyCharacters }: ComposePolicy,
): { readonly subject: string; readonly body: string } {
  const values: Readonly<Record<(typeof BLANKS)[number], string>> = {
    first_name: firstName ?? "",
    " first_name": firstName === undefined ? "" : ` ${firstName}`,
    organisation: sender.organisation,
    sender: sender.person,
    subject,
  };
  const fill = (text: string): string =>
    text.replace(/\{\{( ?[a-z_]+)\}\}/g, (_, blank: string) => {
      if (!Object.hasOwn(values, blank)) throw new Error(`the template has an unknown blank: ${blank}`);
      return values[blank as (typeof BLANKS)[number]];
    });
  return {
    subject: cutTo(fill(template.subject), subjectCharacters),
    body: cutTo(fill(template.body), bodyCharacters),
  };
}
