// Chooses the policy's template for a brief: by its action, and by the language of the contact's own words.
import type { Brief } from "../../schema/answers.ts";
import type { Language } from "../../schema/hearing.ts";
import type { ComposePolicy, Template } from "../../schema/policy.ts";
import { languageOf } from "../replies/language.ts";
import { ownWords } from "../replies/own-words.ts";

export interface NamedTemplate {
  /** `initial`, `reply`, `followup_2`; behind it the language, where the policy has templates in it: `initial_de`. */
  readonly name: string;
  readonly template: Template;
  /** Null where the default templates are used. */
  readonly language: Language | null;
  readonly yourMessage: string;
  readonly optOut: string;
}

/** The words around a template of the default language. */
export const DEFAULT_WORDS = {
  yourMessage: "your message",
  optOut: "If you would rather not hear from us again, this link is enough:",
};

/** What decides about the template: what is written, and the contact's words. */
export type TemplateBrief = Pick<Brief, "action" | "sequence" | "message" | "turns"> & {
  readonly lead: Pick<NonNullable<Brief["lead"]>, "text"> | null;
};

/** Undefined for a brief whose action writes nothing. Follow-ups beyond the last template use the last one. */
export function templateOf(
  brief: TemplateBrief,
  { templates }: Pick<ComposePolicy, "templates">,
): NamedTemplate | undefined {
  const { languages = {}, ...whole } = templates;
  const language = Object.keys(languages).length === 0 ? null : languageOfContact(brief);
  const own = language === null ? undefined : languages[language];
  const found = byAction(brief, own ?? whole);
  if (found === undefined) return undefined;
  const { yourMessage, optOut } = own ?? DEFAULT_WORDS;
  return own === undefined
    ? { ...found, language: null, yourMessage, optOut }
    : { ...found, name: `${found.name}_${language}`, language, yourMessage, optOut };
}

function byAction(
  { action, sequence }: Pick<Brief, "action" | "sequence">,
  { initial, reply, followups }: Pick<ComposePolicy["templates"], "initial" | "reply" | "followups">,
): Pick<NamedTemplate, "name" | "template"> | undefined {
  switch (action) {
    case "initial":
      return { name: "initial", template: initial };
    case "reply":
      return { name: "reply", template: reply };
    case "followup": {
      const index = Math.min(Math.max(sequence, 1), followups.length) - 1;
      const template = followups[index];
      return template && { name: `followup_${index + 1}`, template };
    }
    case "skip":
      return undefined;
  }
}

/**
 * The language of the contact's newest words that tell one: their message, their form, or an earlier turn of theirs. Null where none does. A
 * short answer ("ok, 40") tells none, so the words before it are asked.
 */
export function languageOfContact({
  message,
  lead,
  turns,
}: Omit<TemplateBrief, "action" | "sequence">): Language | null {
  const earlier = turns.filter(({ by }) => by === "contact").toReversed();
  const texts = [
    ...(message ? [ownWords({ subject: message.subject ?? "", text: message.text })] : []),
    { subject: "", text: lead?.text ?? "" },
    ...earlier.map(({ subject, text }) => ({ subject: subject ?? "", text })),
  ];
  for (const text of texts) {
    const language = languageOf(text);
    if (language !== null) return language;
  }
  return null;
}
