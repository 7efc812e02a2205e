// The planner's input, as a golden line states it: the fields that matter to the case. Missing fields get the defaults of people.ts, which
// are those of a new contact.
import * as z from "zod";
import type { Hydrated } from "../schema/hydrated.ts";
import { CompanyStatus } from "../schema/lists.ts";
import { History } from "../schema/answers.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { Flag, ReplyClass } from "../schema/lists.ts";
import type { ConversationPolicy } from "../schema/policy.ts";
import type { Recall } from "../schema/recall.ts";
import { DAY_MS } from "../schema/time.ts";
import { type Turn, TurnAuthor } from "../schema/turn.ts";
import type { SkipReading } from "../domain/rules/repair-task-plan.ts";
import { planRequest } from "../workers/planner/plan-tasks.ts";
import { promptDigestOf } from "../workers/model/model.ts";
import { markerOf } from "../domain/wrap-untrusted.ts";
import { gateOf } from "./gate.ts";
import { ada, flagsOf, knownCompany, newContact, newHistory, plainFact } from "./people.ts";

export const Lead = z.strictObject({
  history: History.omit({ flags: true }).partial().default({}),
  flags: z.array(Flag).default([]),
  /** Whether one of the contact's digests is on the suppression list. */
  listed: z.boolean().default(false),
  name: z.string().optional(),
  title: z.string().optional(),
  company: z.strictObject({ name: z.string(), status: CompanyStatus.default("known") }).optional(),
  facts: z.array(z.strictObject({ kind: z.string(), value: z.string(), found: z.boolean().default(true) })).default([]),
  /** The free text of the form. */
  form: z.string().optional(),
  message: z.strictObject({ text: z.string(), subject: z.string().optional(), class: ReplyClass }).optional(),
  /** The turns before the form and the message, oldest first. */
  earlier: z
    .array(z.strictObject({ by: TurnAuthor, text: z.string(), subject: z.string().nullable().default(null) }))
    .default([]),
  /** The reasons that reviewers gave for earlier decisions, newest first. */
  decisions: z.array(z.strictObject({ event: z.string(), why: z.string() })).default([]),
});
export type Lead = z.infer<typeof Lead>;

const email = newContact.email;

export const historyOf = ({ history, flags }: Lead): History => ({ ...newHistory, ...history, flags: flagsOf(flags) });

export function knownOf({ name, title, company, facts, form, message, earlier, decisions }: Lead): {
  readonly hydrated: Hydrated;
  readonly recall: Recall;
  readonly conversation: ConversationPolicy;
} {
  const person = { email, ...(name ? { name } : {}), ...(title ? { title } : {}) };
  return {
    hydrated: {
      contact: { ...newContact, id: ada, name: name ?? null, title: title ?? null },
      company: company ? { ...knownCompany, ...company } : null,
      facts: facts.map((fact, index) => ({ ...plainFact, id: `cf_${index}`, ...fact })),
    },
    recall: {
      source: "website",
      lead: { kind: "lead", ...person, ...(form === undefined ? {} : { text: form }) },
      message: message
        ? {
            kind: "message",
            email,
            text: message.text,
            ...(message.subject === undefined ? {} : { subject: message.subject }),
          }
        : null,
      messageClass: message?.class ?? null,
      turns: turnsBefore(earlier, newHistory.at),
      plans: [],
      decisions,
    },
    conversation: samplePolicy.conversation,
  };
}

/** Earlier turns, a day before the next one or the rest of the material, which is `at`. */
export const turnsBefore = (earlier: readonly Pick<Turn, "by" | "subject" | "text">[], at: string): Turn[] =>
  earlier.map((turn, index) => ({
    ...turn,
    at: new Date(Date.parse(at) - (earlier.length - index) * DAY_MS).toISOString(),
    version: index + 1,
  }));

/** The marker of the fence in every question of the evals. A constant marker is safe here: no text of the data sets contains it. */
export const EVAL_MARKER = markerOf((bytes) => new Uint8Array(bytes).map((_, index) => 16 * index + 7));

/**
 * The request that the planner would send about a lead if nothing vetoed its contact. The request has neither flags nor list entries, so
 * it is the same for a vetoed contact.
 */
export function questionAbout(lead: Lead) {
  const gate = gateOf({ ...historyOf(lead), flags: flagsOf([]) }, false);
  if (!gate.ok) throw new Error("a contact without flags and list entries is not vetoed");
  const { plan: limits } = samplePolicy.model;
  return planRequest(gate.value, {
    known: knownOf(lead),
    marker: EVAL_MARKER,
    attempt: 1,
    limits,
    policy: samplePolicy.plan,
  });
}

/** How a plan about a lead is read. */
export const readingOf = (lead: Lead): SkipReading => ({
  asOf: historyOf(lead).at,
  furthestUntilDays: samplePolicy.plan.furthestUntilDays,
});

/** The digest of the planner's prompt. */
export const planPrompt = (): string => promptDigestOf(questionAbout(Lead.parse({})));
