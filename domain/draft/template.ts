// Fills a policy's template. A value is put in once and never read again, so that what a stranger wrote stays what they wrote.
import type { ComposePolicy, Template } from "../../schema/policy.ts";
import { cutTo } from "./name.ts";

export interface Blanks {
  readonly firstName: string | undefined;
  /** A plain line, or undefined: then the template speaks of "your message". */
  readonly subject: string | undefined;
}

const SUBJECT_UNKNOWN = "your message";

/** Subject and body of a draft. `{{ first_name}}` brings its own space, so that without a name no gap is left. */
export function fillTemplate(
  template: Template,
  { firstName, subject }: Blanks,
  { sender, subjectCharacters, bodyCharacters }: ComposePolicy,
): { readonly subject: string; readonly body: string } {
  const values: Readonly<Record<string, string>> = {
    first_name: firstName ?? "",
    " first_name": firstName === undefined ? "" : ` ${firstName}`,
    organisation: sender.organisation,
    sender: sender.person,
    subject: subject ?? SUBJECT_UNKNOWN,
  };
  const fill = (text: string): string =>
    text.replace(/\{\{( ?[a-z_]+)\}\}/g, (_, blank: string) => {
      if (!Object.hasOwn(values, blank)) throw new Error(`the template has an unknown blank: ${blank}`);
      return values[blank] ?? "";
    });
  return {
    subject: cutTo(fill(template.subject), subjectCharacters),
    body: cutTo(fill(template.body), bodyCharacters),
  };
}
