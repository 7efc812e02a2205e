// Policy: versioned data in sections, each with a digest that the events it shaped carry. The values are in `default-policy.ts`.
import { z } from "zod";
import { digestOf } from "./canonical.ts";
import { TitleRules } from "./title-rules.ts";
import { BasisPoints, Hex64 } from "./formats.ts";

const hours = z.number().positive();
const days = z.number().positive();
const seconds = z.number().positive();

/** When to write, and how often. */
export const LadderPolicy = z.strictObject({
  /** Days between sends: before the first, second, third follow-up. Their count is the most follow-ups a contact gets. */
  followupDays: z.array(days).min(1).max(10),
});

/** What makes a lead qualified, in basis points (1/100 of a percent; 10 000 is 1.0). */
export const QualifyPolicy = z.strictObject({
  base: BasisPoints,
  companyKnown: BasisPoints,
  roleOrSeniorityKnown: BasisPoints,
  /** At least this is `qualified`, less is `needs_review`. */
  qualifiedFrom: BasisPoints,
  /** Stored seniorities that are defaults of some form or vendor: a default is not knowledge. */
  unknownSeniorities: z.array(z.string().max(40)),
  /** Mailbox providers: an address there says nothing about a company. */
  freeMailDomains: z.array(z.string().max(100)),
});

export const AnalyzePolicy = z.strictObject({ base: BasisPoints, perFact: BasisPoints, cap: BasisPoints });

const Template = z.strictObject({ subject: z.string().max(200), body: z.string().max(4_000) });
export type Template = z.infer<typeof Template>;

/** Who writes and in which words. The footer is added by code from `sender`; no model and no reviewer can leave it out. */
export const ComposePolicy = z.strictObject({
  sender: z.strictObject({
    person: z.string().min(1).max(100),
    organisation: z.string().min(1).max(100),
    address: z.email(),
    postalAddress: z.string().min(1).max(300),
    website: z.url(),
  }),
  templates: z.strictObject({ initial: Template, reply: Template, followups: z.array(Template).min(1).max(10) }),
  subjectCharacters: z.int().positive(),
  bodyCharacters: z.int().positive(),
});

export const HoldPolicy = z.strictObject({
  /** A hold nobody decides ends `expired`; it stays listed and can be run again. */
  expiryHours: hours,
  snoozeMaxHours: hours,
  /** First patience with a step that was caused but has not answered; it doubles, up to the second. */
  stepPatienceSeconds: seconds,
  stepPatienceMaxSeconds: seconds,
  /** Previews released without a person: by action or by source, never by score, verdict or tier. Off by default. */
  autoConfirm: z.strictObject({
    actions: z.array(z.enum(["reply", "initial", "followup"])),
    sources: z.array(z.string().max(60)),
  }),
});

export const IngestPolicy = z.strictObject({
  bodyBytes: z.int().positive(),
  depth: z.int().positive(),
  keys: z.int().positive(),
  /** Older (and younger) signatures are refused: long enough for a slow sender, short enough to make a replay useless. */
  signatureToleranceSeconds: z.int().positive(),
  /** Without a provider id, the same source, contact and body within this window are the same webhook. */
  receiptWindowSeconds: z.int().positive(),
});

const CallLimits = z.strictObject({
  /** Sent as the cap of every request. */
  outputTokens: z.int().positive(),
  /** For the whole call, from the first byte out to the last byte in. */
  deadlineSeconds: seconds,
});

/** What asking a model may cost, in tokens, time and patience. */
export const ModelPolicy = z.strictObject({
  plan: CallLimits,
  compose: CallLimits,
  classify: CallLimits,
  /** Calls that a run may pay for, all its steps together. */
  callsPerRun: z.int().positive(),
  /** Tokens in and out, a UTC day. Above either, nothing is asked until the next one. */
  tokensPerSourceAndDay: z.int().positive(),
  tokensPerDay: z.int().positive(),
  /** A model that asks to come again is asked again once, if it asks for no more patience than this. */
  longestWaitSeconds: seconds,
});

const WordLimits = z.strictObject({
  /** Fewer are flagged: short may be right. */
  least: z.int().positive(),
  /** More are refused. */
  most: z.int().positive(),
});

/** What a model's draft must keep to. Templates are people's words and are not judged by it. */
export const DraftPolicy = z.strictObject({
  words: z.strictObject({ initial: WordLimits, reply: WordLimits, followups: z.array(WordLimits).min(1).max(10) }),
  subjectCharacters: z.int().positive(),
  /** Hosts that a draft may link to. */
  hosts: z.array(z.string().min(1).max(253)).max(50),
  bannedPhrases: z.array(z.string().min(1).max(100)).max(200),
  /** Words that promise something: said only where one of our own statements says it. */
  promises: z.array(z.string().min(1).max(100)).max(200),
  /** What may be said of ourselves, by id: a draft cites it like a row. */
  statements: z
    .array(z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,40}$/), text: z.string().min(1).max(300) }))
    .max(50),
});

/** The sections, each by its values: the one list of them. Whoever stores, compares or shows a policy goes through it. */
export const Policy = z.strictObject({
  ladder: LadderPolicy,
  qualify: QualifyPolicy,
  analyze: AnalyzePolicy,
  compose: ComposePolicy,
  hold: HoldPolicy,
  ingest: IngestPolicy,
  titles: TitleRules,
  model: ModelPolicy,
  draft: DraftPolicy,
});
export type Policy = z.infer<typeof Policy>;
export const PolicySection = Policy.keyof();
export type PolicySection = z.infer<typeof PolicySection>;

/** Policies were adopted before these sections existed. A new section belongs here: the logs that exist do not have it. */
const CAME_LATER = { model: true, draft: true } as const satisfies Partial<Record<PolicySection, true>>;

/** A policy as events keep it. */
export const RecordedPolicy = Policy.partial(CAME_LATER);
export type RecordedPolicy = z.infer<typeof RecordedPolicy>;
export type LadderPolicy = Policy["ladder"];
export type QualifyPolicy = Policy["qualify"];
export type AnalyzePolicy = Policy["analyze"];
export type ComposePolicy = Policy["compose"];
export type HoldPolicy = Policy["hold"];
export type IngestPolicy = Policy["ingest"];
export type ModelPolicy = Policy["model"];
export type DraftPolicy = Policy["draft"];

/** The section of the policy a decision used, by digest: enough to find its words in the `ad_policy` stream. */
export const PolicyMark = z.strictObject({ section: PolicySection, digest: Hex64 });
export type PolicyMark = z.infer<typeof PolicyMark>;

const marks = new WeakMap<object, PolicyMark>();

/** The digest of a section of `policy`; computed once per policy object, which is never changed. */
export function policyMark(policy: Policy, section: PolicySection): PolicyMark {
  const values = policy[section];
  const known = marks.get(values);
  if (known) return known;
  const mark = { section, digest: digestOf(values) };
  marks.set(values, mark);
  return mark;
}
