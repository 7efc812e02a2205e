// Shows what messages a policy would write to an invented contact: each template, with its footer. No contact is read for it.
import { footerOf } from "../../../domain/draft/footer.ts";
import { fillTemplate } from "../../../domain/draft/template.ts";
import { DEFAULT_WORDS } from "../../../domain/draft/template-of.ts";
import type { Language } from "../../../schema/hearing.ts";
import type { ComposePolicy, Template } from "../../../schema/policy.ts";

export interface Preview {
  readonly title: string;
  readonly subject: string;
  readonly body: string;
}

/** Whom the previews are written to. */
const INVENTED = { firstName: "Ada", subject: "Prices for 40 people" } as const;
/** Where a real message has the contact's own link. */
const LINK = "https://…/u/…";

/** Each template of a language once, and without a name, where this says something else. Throws for a template with an unknown blank. */
export function previewsOf(compose: ComposePolicy, language: Language | null): readonly Preview[] {
  const own = language === null ? undefined : compose.templates.languages?.[language];
  const { initial, reply, followups } = own ?? compose.templates;
  const { yourMessage, optOut } = own ?? DEFAULT_WORDS;
  const preview = (title: string, template: Template): Preview => {
    const { subject, body } = fillTemplate(template, INVENTED, compose);
    return { title, subject, body: `${body}\n\n${footerOf(compose.sender, optOut, LINK)}` };
  };
  const unnamed = fillTemplate(initial, { firstName: undefined, subject: yourMessage }, compose);
  return [
    preview("The first message, to Ada", initial),
    { title: "The first message, where no name is known", subject: unnamed.subject, body: unnamed.body },
    preview("The answer, to Ada", reply),
    ...followups.map((template, index) => preview(`Follow-up ${index + 1}, to Ada`, template)),
  ];
}
