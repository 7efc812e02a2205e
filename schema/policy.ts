// The shape of the policy: versioned data in sections. An event has the digest of the section by which it was decided. The default values are in
// default-policy.ts.
import * as z from "zod";
import { shortDigestOf } from "./canonical.ts";
import { Language } from "./hearing.ts";
import { AddressState, Intent, ScoreTerm } from "./score-lists.ts";
import { Department, TitleLevel, TitleRules } from "./title-rules.ts";
import { BasisPoints, Digest } from "./formats.ts";

const hours = z.number().positive();
const days = z.number().positive();
const minutes = z.number().positive();
const seconds = z.number().positive();

/** When to write, and how often. */
export const LadderPolicy = z.strictObject({
  /** Days between sends: before the first, second, third follow-up. Their count is the highest number of follow-ups for a contact. */
  followupDays: z.array(days).min(1).max(10),
});

/** What makes a lead qualified, in basis points (1/100 of a percent; 10 000 is 1.0). */
export const QualifyPolicy = z.strictObject({
  base: BasisPoints,
  companyKnown: BasisPoints,
  roleOrSeniorityKnown: BasisPoints,
  /** From this many points a lead is `qualified`; with fewer it is `needs_review`. */
  qualifiedFrom: BasisPoints,
  /** Stored seniorities that count as unknown, because they are default values of forms or vendors. */
  unknownSeniorities: z.array(z.string().max(40)),
  /** Domains of mailbox providers: an address there does not identify a company. */
  freeMailDomains: z.array(z.string().max(100)),
});

export const AnalyzePolicy = z.strictObject({ base: BasisPoints, perFact: BasisPoints, cap: BasisPoints });

const Template = z.strictObject({ subject: z.string().max(200), body: z.string().max(4_000) });
export type Template = z.infer<typeof Template>;

const templates = { initial: Template, reply: Template, followups: z.array(Template).min(1).max(10) };

/** The templates for contacts who write in one language, with the words that code puts around them. */
const LanguageTemplates = z.strictObject({
  ...templates,
  /** Stands for the subject of a message that has none: "your message". */
  yourMessage: z.string().min(1).max(60),
  /** The line of the footer above the opt-out link. */
  optOut: z.string().min(1).max(200),
});

/** The sender and the templates. Code adds the footer from `sender`, so no model and no reviewer can leave it out. */
export const ComposePolicy = z.strictObject({
  sender: z.strictObject({
    person: z.string().min(1).max(100),
    organisation: z.string().min(1).max(100),
    address: z.email(),
    postalAddress: z.string().min(1).max(300),
    website: z.url(),
  }),
  templates: z.strictObject({
    ...templates,
    /** By the language of the contact's own words. A contact of another language, or of none that is recognised, gets the templates above. */
    languages: z.partialRecord(Language, LanguageTemplates).optional(),
  }),
  subjectCharacters: z.int().positive(),
  bodyCharacters: z.int().positive(),
});

export const HoldPolicy = z.strictObject({
  /** A hold without a decision ends `expired` after these hours; it stays listed, and its run can be requested again. */
  expiryHours: hours,
  snoozeMaxHours: hours,
  /** The object sends a step's message again when the step has not answered for this time. The time doubles at each repeat, up to the maximum. */
  stepPatienceSeconds: seconds,
  stepPatienceMaxSeconds: seconds,
  /** Previews that are confirmed without a person, selected by action or source, never by score, verdict or tier. None by default. */
  autoConfirm: z.strictObject({
    actions: z.array(z.enum(["reply", "initial", "followup"])),
    sources: z.array(z.string().max(60)),
  }),
});

export const IngestPolicy = z.strictObject({
  bodyBytes: z.int().positive(),
  depth: z.int().positive(),
  keys: z.int().positive(),
  /** Older signatures, and ones from the future, are refused: long enough for a slow sender, short enough to make a replay useless. */
  signatureToleranceSeconds: z.int().positive(),
  /** Without a provider id, two webhooks with the same source, contact and body within this window count as one. */
  receiptWindowSeconds: z.int().positive(),
});

/** The most reports that a policy can ask for: a contact's state keeps so many. */
export const MOST_SOFT_REPORTS = 20;

/** The most earlier turns that a policy can ask for: an object answers with so many. */
export const MOST_TURNS = 12;

/** How much of the earlier conversation planner and composer read. What is over is cut, the oldest turns first. */
export const ConversationPolicy = z.strictObject({
  /** 0: none. */
  turns: z.int().min(0).max(MOST_TURNS),
  /** Of one turn, its subject included. */
  turnCharacters: z.int().min(1).max(2_000),
  /** Of all turns together. */
  characters: z.int().min(1).max(4_000),
});

/** What a plan without a message may ask for. */
export const PlanPolicy = z.strictObject({
  /** A day further ahead is dropped from the plan. */
  furthestUntilDays: z.int().min(1).max(365),
  /** How often one follow-up is put off: then it is not made again, and the sequence ends there. */
  putOffs: z.int().min(0).max(10),
});

/** When a hold that waits for a person is graded again, because what is recorded of its company is another thing than its grades say. */
export const GradingPolicy = z.strictObject({
  /** After a run was graded again, its next grade waits so long: an enrichment tool that writes fact after fact makes one draft, not ten. */
  againAfterMinutes: minutes,
});

/** When delivery reports that are not final (a full mailbox, a delay, a refusal for our reputation) are final together. */
export const BouncesPolicy = z.strictObject({
  /** So many of them set `bounced`. Those of one day (UTC) count once, because a server repeats itself about one mail. One alone is never final. */
  softReports: z.int().min(2).max(MOST_SOFT_REPORTS),
  /** Older ones do not count. */
  withinDays: days,
});

const CallLimits = z.strictObject({
  /** The cap on output tokens, sent with every request. */
  outputTokens: z.int().positive(),
  /** The deadline of the whole call, from the first byte of the request to the last byte of the response. */
  deadlineSeconds: seconds,
});

/** Limits on calls of models, in tokens and time. */
export const ModelPolicy = z.strictObject({
  plan: CallLimits,
  compose: CallLimits,
  classify: CallLimits,
  /** The most calls of a run, all its steps together. */
  callsPerRun: z.int().positive(),
  /** Input and output tokens in a UTC day. Above either limit, no call is made until the next day. */
  tokensPerSourceAndDay: z.int().positive(),
  tokensPerDay: z.int().positive(),
  /** A rate-limited call is repeated once, if the provider's wait is not longer than this. */
  longestWaitSeconds: seconds,
});

const WordLimits = z.strictObject({
  /** Drafts with fewer words are flagged, not refused: a short text may be right. */
  least: z.int().positive(),
  /** Drafts with more words are refused. */
  most: z.int().positive(),
});

/** Rules for a model's draft. A template's text is not judged by these rules, because people wrote it. */
export const DraftPolicy = z.strictObject({
  words: z.strictObject({ initial: WordLimits, reply: WordLimits, followups: z.array(WordLimits).min(1).max(10) }),
  subjectCharacters: z.int().positive(),
  /** Hosts that a draft may link to. */
  hosts: z.array(z.string().min(1).max(253)).max(50),
  bannedPhrases: z.array(z.string().min(1).max(100)).max(200),
  /** Words that promise something. A draft may use one only if one of our own statements has it. */
  promises: z.array(z.string().min(1).max(100)).max(200),
  /** Statements about ourselves, by id: a draft may cite them like rows. */
  statements: z
    .array(z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,40}$/), text: z.string().min(1).max(300) }))
    .max(50),
});

/** A weight of one term beside the others of its vertical. Only their ratio counts. */
const Weight = z.int().min(0).max(10_000);
/** What one signal of intent adds, in basis points: a booking counts twice a form. */
const IntentPoints = z.int().min(0).max(100_000);
const Slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
export const VerticalSlug = Slug.brand<"vertical">();
export type VerticalSlug = z.infer<typeof VerticalSlug>;

/** A market that is sold to, and how a contact of it is scored. */
export const Vertical = z.strictObject({
  slug: VerticalSlug,
  /** Who is sought. The model reads it; it is ours, not a stranger's. */
  description: z.string().min(1).max(600),
  /** Who is not sought, although the title may look right. The model reads it, too. */
  antiProfile: z.string().max(600),
  weights: z.record(ScoreTerm, Weight).refine((weights) => Object.values(weights).some((weight) => weight > 0)),
  /** The titles of the people who buy, for the rule that stands in for a model. */
  titles: z.array(z.string().min(1).max(100)).min(1).max(40),
  departments: z.array(Department).max(Department.options.length),
  /** A company belongs to the vertical when it has one of these facts. The default vertical has none. */
  facts: z.array(z.strictObject({ kind: z.string().min(1).max(80), value: z.string().min(1).max(100) })).max(40),
});
export type Vertical = z.infer<typeof Vertical>;

/** How a contact is scored. No score gates anything. */
export const ScorePolicy = z
  .strictObject({
    levels: z.record(TitleLevel, BasisPoints),
    /** The share of the level that a person in HR or recruiting keeps, because they decide about people, not about purchases. */
    gatekeeper: BasisPoints,
    reachability: z.strictObject({
      authority: BasisPoints,
      profile: BasisPoints,
      /** From this seniority on, the authority is whole; below, it is in proportion. */
      wholeAuthorityFrom: BasisPoints.min(1),
      /** The share that an address of this state keeps. */
      address: z.record(AddressState, BasisPoints),
      /** Mailbox names that belong to a function, not to a person. */
      roleMailboxes: z.array(z.string().min(1).max(40)).max(100),
    }),
    propensity: z.strictObject({
      points: z.record(Intent, IntentPoints),
      /** So many points are the whole term. */
      wholeFrom: z.int().min(1).max(100_000),
      halfLifeDays: days,
      /** Of pages and the product the newest count, up to this many: a visit leaves a dozen. */
      activities: z.int().min(1).max(30),
      /** The newest signals count, up to this many. */
      signals: z.int().min(1).max(30),
    }),
    /** The rule that stands in for the model's role fit: the shares of the title's likeness, the seniority and the department. */
    fallback: z.strictObject({ title: BasisPoints, seniority: BasisPoints, department: BasisPoints }),
    /** The least composite of each tier; below C is D. */
    tiers: z.strictObject({ A: BasisPoints, B: BasisPoints, C: BasisPoints }),
    /** A composite that moved by less, in the same tier and by the same terms, is the same score. */
    movedBy: BasisPoints.min(1),
    /** Limits of a call about a role, and the scorer's tokens in a UTC day: it has a budget of its own. */
    roleFit: CallLimits.extend({ tokensPerDay: z.int().positive() }),
    verticals: z.array(Vertical).min(1).max(20),
    /** The vertical of a contact whose company has no fact of another one. */
    defaultVertical: VerticalSlug,
  })
  .refine(({ tiers: { A, B, C } }) => A > B && B > C, { path: ["tiers"], message: "the tiers do not descend" })
  .refine(({ verticals }) => new Set(verticals.map(({ slug }) => slug)).size === verticals.length, {
    path: ["verticals"],
    message: "a slug is there twice",
  })
  .refine(({ verticals, defaultVertical }) => verticals.some(({ slug }) => slug === defaultVertical), {
    path: ["defaultVertical"],
    message: "no such vertical",
  });

export const Weekday = z.enum(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
export type Weekday = z.infer<typeof Weekday>;

const isTimeZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).format() !== "";
  } catch {
    return false;
  }
};

/** When people work: the numbers about people's time leave the rest out. */
export const HoursPolicy = z
  .strictObject({
    /** A name of the IANA list: `Europe/Berlin`. */
    timeZone: z.string().min(1).max(60).refine(isTimeZone, "no such time zone"),
    days: z.array(Weekday).min(1).max(Weekday.options.length),
    from: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
    to: z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/),
  })
  .refine(({ from, to }) => from < to, { path: ["to"], message: "the day ends before it begins" })
  .refine(({ days: worked }) => new Set(worked).size === worked.length, {
    path: ["days"],
    message: "a day is there twice",
  });
export type HoursPolicy = Readonly<z.infer<typeof HoursPolicy>>;

/** The policy's sections: the one list of them. Code that stores, compares or shows a policy uses this list. */
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
  score: ScorePolicy,
  hours: HoursPolicy,
  bounces: BouncesPolicy,
  conversation: ConversationPolicy,
  plan: PlanPolicy,
  grading: GradingPolicy,
});
export type Policy = z.infer<typeof Policy>;
export const PolicySection = Policy.keyof();
export type PolicySection = z.infer<typeof PolicySection>;

/** Sections that were added after the first policies were adopted. A new section must be listed here, because existing logs do not have it. */
const CAME_LATER = {
  model: true,
  draft: true,
  score: true,
  hours: true,
  bounces: true,
  conversation: true,
  plan: true,
  grading: true,
} as const satisfies Partial<Record<PolicySection, true>>;

/** A policy as an event records it. An older policy lacks the sections of `CAME_LATER`. */
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
export type ScorePolicy = Policy["score"];
export type BouncesPolicy = Policy["bounces"];
export type PlanPolicy = Policy["plan"];
export type GradingPolicy = Policy["grading"];
export type ConversationPolicy = Policy["conversation"];

/** The policy section of a decision, by digest: with the digest the section's values are found in the `ad_policy` stream. */
export const PolicyMark = z.strictObject({ section: PolicySection, digest: Digest });
export type PolicyMark = z.infer<typeof PolicyMark>;

const marks = new WeakMap<object, PolicyMark>();

/** The mark of a section of `policy`. The digest is computed once for each policy object, because a policy object is never changed. */
export function policyMark(policy: Policy, section: PolicySection): PolicyMark {
  const values = policy[section];
  const cached = marks.get(values);
  if (cached) return cached;
  const mark = { section, digest: shortDigestOf(values) };
  marks.set(values, mark);
  return mark;
}

const digests = new WeakMap<Policy, string>();

/** The digest of a whole policy: a stage names by it the policy by which it decided. Computed once for each policy object. */
export function policyDigest(policy: Policy): string {
  const digest = digests.get(policy) ?? shortDigestOf(policy);
  digests.set(policy, digest);
  return digest;
}
