// Shows what messages a policy would write, with their footers: each template to an invented contact, and its own template to each of some who wait.
import { greetingName } from "../../../domain/draft/first-name.ts";
import { footerOf } from "../../../domain/draft/footer.ts";
import { fillTemplate } from "../../../domain/draft/template.ts";
import { DEFAULT_WORDS, templateOf } from "../../../domain/draft/template-of.ts";
import type { Language } from "../../../schema/hearing.ts";
import { Action } from "../../../schema/lists.ts";
import type { ComposePolicy, Template } from "../../../schema/policy.ts";

export interface Preview {
  readonly title: string;
  /** Whom it is written to, where it is a real person: a stranger's text. */
  readonly to?: string;
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

/** A person for whom a message waits, as the desk lists it. */
export interface Waiting {
  readonly action: string;
  readonly name: string | null;
  readonly email: string;
  readonly wrote: string | null;
}

/** What would be written to people who wait now, each by the template of their action and language. Nothing is sent or recorded. */
export function previewsFor(compose: ComposePolicy, waiting: readonly Waiting[]): readonly Preview[] {
  return waiting.flatMap(({ action: word, name, email, wrote }) => {
    const action = Action.safeParse(word);
    if (!action.success) return [];
    const lead = wrote === null ? null : { text: wrote };
    const found = templateOf({ action: action.data, sequence: 1, message: null, lead, turns: [] }, compose);
    if (found === undefined) return [];
    const firstName = greetingName({ name });
    const { subject, body } = fillTemplate(found.template, { firstName, subject: found.yourMessage }, compose);
    return [{ title: `As it would be written by the template ${found.name}, to`, to: name ?? email, subject, body }];
  });
}
