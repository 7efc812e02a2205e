// Makes the material that a planning model reads about a contact: five parts, each capped, and no more personal data than the task
// needs.
import type { Hydrated } from "../../schema/hydrated.ts";
import type { History } from "../../schema/answers.ts";
import type { ConversationPolicy } from "../../schema/policy.ts";
import type { Recall } from "../../schema/recall.ts";
import type { TurnAuthor } from "../../schema/turn.ts";
import { earlierTurns, roomForTurns } from "../../domain/model-text/earlier-turns.ts";
import { type ModelMaterial, type ModelText, modelText } from "../../domain/model-text/model-text.ts";

/** In characters; about four are one token. With all caps reached a bundle has about 700 tokens, without earlier turns. */
const CAPS = { name: 80, fact: 120, why: 160, subject: 120, text: 1_200 } as const;
/** `2026-11-28` of an ISO time. */
const DAY_CHARACTERS = 10;
const FACTS = 8;
const RUNS = 5;

export interface BundleInputs {
  readonly history: History;
  readonly hydrated: Hydrated | undefined;
  readonly recall: Recall;
  /** How much of the earlier conversation the bundle has. */
  readonly conversation: ConversationPolicy;
}

/** The whole bundle, for one fence. */
export function signalBundle({ history, hydrated, recall, conversation }: BundleInputs): ModelMaterial {
  const { contact, company, facts = [] } = hydrated ?? {};
  const { lead, message, messageClass, turns, plans, decisions } = recall;
  return {
    today: short(history.at.slice(0, DAY_CHARACTERS)),
    contact: present({
      name: short(contact?.name ?? lead?.name),
      title: short(contact?.title ?? lead?.title),
      says_company: short(contact?.companyName ?? lead?.company),
      seniority: short(contact?.seniority),
    }),
    company: company
      ? present({ name: short(company.name), domain: short(company.domain), status: short(company.status) })
      : null,
    company_facts: facts
      .slice(0, FACTS)
      .map(({ kind, value, found }) => ({ kind: short(kind), value: modelText(value, CAPS.fact), found })),
    thread: present({
      sent: history.sequence,
      last_sent_at: short(history.lastSentAt),
      unanswered_since: short(history.unansweredAt),
      earlier: earlierTurns(turns, conversation).map(({ by, at, text }) => ({
        by: modelText(AUTHORS[by]),
        at: modelText(at),
        text,
      })),
      form: lead?.text === undefined ? undefined : modelText(lead.text, CAPS.text),
      message_class: short(messageClass),
      subject: message?.subject === undefined ? undefined : modelText(message.subject, CAPS.subject),
      message: message === null ? undefined : modelText(message.text, CAPS.text),
    }),
    memory: present({
      runs: history.memory
        .slice(0, RUNS)
        .map(({ action, reason, verdict, ended }) =>
          present({ action: short(action), reason: short(reason), verdict: short(verdict), ended: short(ended) }),
        ),
      plans: plans.slice(0, RUNS).map((stages) => stages.map((stage) => modelText(stage, CAPS.name))),
      people_decided: decisions
        .slice(0, RUNS)
        .map(({ event, why }) => ({ event: modelText(event, CAPS.name), why: modelText(why, CAPS.why) })),
    }),
  };
}

/** Who wrote an earlier turn, in the words of the prompt. */
const AUTHORS: Readonly<Record<TurnAuthor, string>> = { contact: "them", other: "their colleague", us: "us" };

/** The longest bundle without earlier turns, with room for JSON's escapes. */
const BUNDLE_CHARACTERS = 6_000;
/** The longest bundle with earlier turns. */
export const bundleCharacters = (conversation: ConversationPolicy): number =>
  BUNDLE_CHARACTERS + roomForTurns(conversation);

const short = (text: string | null | undefined): ModelText | undefined =>
  text === null || text === undefined || text === "" ? undefined : modelText(text, CAPS.name);

/** Removes unknown fields, which would only cost tokens. */
const present = (fields: Readonly<Record<string, ModelMaterial>>): Readonly<Record<string, ModelMaterial>> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
