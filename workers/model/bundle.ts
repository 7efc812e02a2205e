// Makes the text that a planning model reads about a contact: five parts, each capped, and no more personal data than the task
// needs. No address and no phone number.
import type { Hydrated } from "../../schema/hydrated.ts";
import type { History } from "../../schema/answers.ts";
import type { Recall } from "../../schema/recall.ts";
import { plainText } from "../../domain/wrap-untrusted.ts";

/** In characters; about four are one token. With all caps reached a bundle has about 700 tokens. */
const CAPS = { name: 80, fact: 120, why: 160, subject: 120, text: 1_200 } as const;
const FACTS = 8;
const RUNS = 5;

export interface BundleInputs {
  readonly history: History;
  readonly hydrated: Hydrated | undefined;
  readonly recall: Recall;
}

/** The whole bundle as text, for one fence. */
export function signalBundle({ history, hydrated, recall }: BundleInputs): string {
  const { contact, company, facts = [] } = hydrated ?? {};
  const { lead, message, messageClass, plans, decisions } = recall;
  return JSON.stringify({
    contact: present({
      name: short(contact?.name ?? lead?.name),
      title: short(contact?.title ?? lead?.title),
      says_company: short(contact?.companyName ?? lead?.company),
      seniority: short(contact?.seniority),
    }),
    company: company
      ? present({ name: short(company.name), domain: short(company.domain), status: company.status })
      : null,
    company_facts: facts
      .slice(0, FACTS)
      .map(({ kind, value, found }) => ({ kind: short(kind), value: plainText(value, CAPS.fact), found })),
    thread: present({
      sent: history.sequence,
      last_sent_at: history.lastSentAt,
      unanswered_since: history.unansweredAt,
      form: lead?.text === undefined ? undefined : plainText(lead.text, CAPS.text),
      message_class: messageClass,
      subject: message?.subject === undefined ? undefined : plainText(message.subject, CAPS.subject),
      message: message === null ? undefined : plainText(message.text, CAPS.text),
    }),
    memory: present({
      runs: history.memory
        .slice(0, RUNS)
        .map(({ action, reason, verdict, ended }) => present({ action, reason, verdict, ended })),
      plans: plans.slice(0, RUNS),
      people_decided: decisions.slice(0, RUNS).map(({ event, why }) => ({ event, why: plainText(why, CAPS.why) })),
    }),
  });
}

/** The longest bundle, with room for JSON's escapes. */
export const BUNDLE_CHARACTERS = 6_000;

const short = (text: string | null | undefined): string | undefined =>
  text === null || text === undefined || text === "" ? undefined : plainText(text, CAPS.name);

/** Removes unknown fields, which would only cost tokens. */
const present = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
