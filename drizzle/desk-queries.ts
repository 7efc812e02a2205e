// The queries of the desk's reads, and the keys from which a list continues. Each has a schema, because the desk sends them to another Worker
// (guarded-reads.ts), and with limits, because a search, a filter or a cursor may be any text.
import * as z from "zod";
import { Identity, Instant } from "../schema/formats.ts";
import { CompanyId, ContactId, DeadLetterId, HoldId, RunId, TaskId } from "../schema/ids.ts";
import {
  Action,
  Arm,
  FlagCause,
  HoldKind,
  PlanSkipReason,
  SuppressionKind,
  Tier,
  UnwrittenReason,
} from "../schema/lists.ts";
import { NumberDimension, NumberId, NumberPart, Period } from "../schema/numbers.ts";
import { ComparisonResult } from "../schema/shipment.ts";
import { SIGNAL_LIMITS } from "../schema/signals.ts";

/** The most rows of one page. */
export const MOST_ROWS = 100;

/** More than the contacts of any page: a page of tasks shows two lists. */
const MOST_IDS = 500;

/** The most characters of a search. */
export const SEARCH_CHARACTERS = 100;

/** The key of a message in the outbox. An event limits it to the same length. */
export const OutboxMessageKey = z.string().min(1).max(80);

/** A moment in a row's key. It is only compared with others, so its format does not matter. */
const moment = z.string().max(40);

export const HoldKey = z.strictObject({ openedAt: moment, holdId: HoldId });
export const NO_TIER = "~";
/** The key of an open hold in the order of tiers: `NO_TIER` stands for a contact without a score, and comes last. */
export const TierKey = z.strictObject({ tier: z.union([Tier, z.literal(NO_TIER)]), ...HoldKey.shape });
export const OpenHoldKey = z.union([HoldKey, TierKey]);
export type OpenHoldKey = Readonly<z.infer<typeof OpenHoldKey>>;
export const EndedKey = z.strictObject({ endedAt: moment, holdId: HoldId });
export type EndedKey = Readonly<z.infer<typeof EndedKey>>;
export const TaskKey = z.strictObject({ raisedAt: moment, taskId: TaskId });
export type TaskKey = Readonly<z.infer<typeof TaskKey>>;
export const ComparisonKey = z.strictObject({ at: moment, runId: RunId });
export type ComparisonKey = Readonly<z.infer<typeof ComparisonKey>>;
/** The place of an entry in the order of the suppression list. */
export const SuppressionKey = z.strictObject({ revision: z.int().min(1) });
export type SuppressionKey = Readonly<z.infer<typeof SuppressionKey>>;
export const UnwrittenKey = z.strictObject({ endedAt: moment, runId: RunId });
export type UnwrittenKey = Readonly<z.infer<typeof UnwrittenKey>>;
export const UnderWayKey = z.strictObject({ beganAt: moment, runId: RunId });
export type UnderWayKey = Readonly<z.infer<typeof UnderWayKey>>;
export const PlanKey = z.strictObject({ beganAt: moment, runId: RunId });
export type PlanKey = Readonly<z.infer<typeof PlanKey>>;
export const OutboxKey = z.strictObject({ at: moment, idempotencyKey: OutboxMessageKey });
export type OutboxKey = Readonly<z.infer<typeof OutboxKey>>;
export const DeadLetterKey = z.strictObject({ receivedAt: moment, id: DeadLetterId });
export type DeadLetterKey = Readonly<z.infer<typeof DeadLetterKey>>;

/** The most open holds of which a work list is made. */
export const MOST_GAPS = 2_000;
export const GapLimit = z.int().min(1).max(MOST_GAPS);

export const RowLimit = z.int().min(1).max(MOST_ROWS);
export const ContactIds = ContactId.array().max(MOST_IDS);

/** A page of a list, which begins after a key. */
const pageAfter = <Key extends z.ZodType>(key: Key) => z.strictObject({ limit: RowLimit, after: key.optional() });

/** A page of the streams of contacts: how long it is, the reader decides by the events. */
export const ContactStreamsQuery = z.strictObject({ after: ContactId.optional() });
export type ContactStreamsQuery = Readonly<z.infer<typeof ContactStreamsQuery>>;

export const OpenHoldsQuery = pageAfter(OpenHoldKey).extend({
  /** `tier`: the best tier first, in a tier the oldest first. Without it the oldest first. */
  order: z.literal("tier").optional(),
  kind: HoldKind.optional(),
  action: Action.optional(),
  /** Null selects holds that are assigned to no person. */
  assignedTo: Identity.nullable().optional(),
  /** Filters holds that are snoozed at `now`; undefined lists them with the others. */
  snoozed: z.enum(["hide", "only"]).optional(),
  contactId: ContactId.optional(),
  source: z.string().max(SIGNAL_LIMITS.short).optional(),
  now: Instant,
});
export type OpenHoldsQuery = Readonly<z.infer<typeof OpenHoldsQuery>>;

export const EndedHoldsQuery = pageAfter(EndedKey).extend({ contactId: ContactId.optional() });
export type EndedHoldsQuery = Readonly<z.infer<typeof EndedHoldsQuery>>;

export const OpenTasksQuery = pageAfter(TaskKey).extend({ contactId: ContactId.optional() });
export type OpenTasksQuery = Readonly<z.infer<typeof OpenTasksQuery>>;

export const ComparisonsQuery = pageAfter(ComparisonKey).extend({ result: ComparisonResult.optional() });
export type ComparisonsQuery = Readonly<z.infer<typeof ComparisonsQuery>>;

export const SuppressionsQuery = pageAfter(SuppressionKey).extend({
  kind: SuppressionKind.optional(),
  cause: FlagCause.optional(),
});
export type SuppressionsQuery = Readonly<z.infer<typeof SuppressionsQuery>>;

/** The contacts that a search of this list may name. */
export const MOST_SOUGHT = 20;

export const UnwrittenQuery = pageAfter(UnwrittenKey).extend({
  reason: UnwrittenReason.optional(),
  /** Selects the runs of these contacts. */
  contactIds: ContactId.array().max(MOST_SOUGHT).optional(),
  /** Selects the runs that are to be looked at again on a day. */
  hasRevisit: z.literal(true).optional(),
});
export type UnwrittenQuery = Readonly<z.infer<typeof UnwrittenQuery>>;

export const UnderWayQuery = pageAfter(UnderWayKey);
export type UnderWayQuery = Readonly<z.infer<typeof UnderWayQuery>>;

/** An export reads larger pages, because each is a call to another Worker. */
export const EXPORT_ROWS = 500;
const exportLimit = z.int().min(1).max(EXPORT_ROWS);
export const PlansQuery = pageAfter(PlanKey).extend({
  /** `scripted`: no model was asked. */
  arm: Arm.optional(),
  skipReason: PlanSkipReason.optional(),
  /** `differs`: the plan leaves out what the rules would write; `no_plan`: the rules planned as a fallback. */
  compared: ComparisonResult.optional(),
});
export type PlansQuery = Readonly<z.infer<typeof PlansQuery>>;

export const ContactsQuery = pageAfter(ContactId).extend({
  limit: exportLimit,
  /** A part of a name, an address or a company. ASCII letters match in upper and lower case. */
  search: z.string().max(SEARCH_CHARACTERS).optional(),
  /** Only the contacts of a company: by a link, else by their domain. */
  company: CompanyId.optional(),
});
export type ContactsQuery = Readonly<z.infer<typeof ContactsQuery>>;

export const CompanyKey = z.strictObject({ name: z.string().max(200), id: CompanyId });
export type CompanyKey = Readonly<z.infer<typeof CompanyKey>>;
export const CompaniesQuery = pageAfter(CompanyKey).extend({
  limit: exportLimit,
  /** A part of a name or a domain. ASCII letters match in upper and lower case. */
  search: z.string().max(SEARCH_CHARACTERS).optional(),
});
export type CompaniesQuery = Readonly<z.infer<typeof CompaniesQuery>>;
/** The id or a domain of a company. */
export const CompanyName = z.string().min(1).max(253);
export const CompanyIds = CompanyId.array().max(MOST_IDS);
/** The most companies of which grades are read at once: one and those that were merged into it. */
export const MOST_GRADED_COMPANIES = 10;
export const CompanyGradesQuery = z.strictObject({
  companies: CompanyId.array().max(MOST_GRADED_COMPANIES).readonly(),
  limit: RowLimit,
});
export type CompanyGradesQuery = Readonly<z.infer<typeof CompanyGradesQuery>>;
export const CompanyNames = CompanyName.array().max(MOST_IDS);

export const OutboxQuery = pageAfter(OutboxKey);
export type OutboxQuery = Readonly<z.infer<typeof OutboxQuery>>;

export const DeadLettersQuery = pageAfter(DeadLetterKey);
export type DeadLettersQuery = Readonly<z.infer<typeof DeadLettersQuery>>;

/** A group of refused bodies that wait for a person. */
export const RefusedGroupKey = z.strictObject({
  source: z.string().min(1).max(60),
  reason: z.string().min(1).max(200),
});
export type RefusedGroupKey = Readonly<z.infer<typeof RefusedGroupKey>>;
/** `of` null selects the bodies that were sent again or discarded. */
export const RefusedBodiesQuery = pageAfter(DeadLetterKey).extend({ of: RefusedGroupKey.nullable() });
export type RefusedBodiesQuery = Readonly<z.infer<typeof RefusedBodiesQuery>>;

export const CountedLeadKey = z.strictObject({ beganAt: moment, runId: RunId });
export type CountedLeadKey = Readonly<z.infer<typeof CountedLeadKey>>;

export const CountedLeadsQuery = pageAfter(CountedLeadKey).extend({
  period: Period,
  number: NumberId,
  part: NumberPart,
  by: NumberDimension.optional(),
  /** The value of the dimension; absent or null: the leads of which it is unknown. Without a dimension it is absent. */
  key: z.string().max(200).nullable().optional(),
});
export type CountedLeadsQuery = Readonly<z.infer<typeof CountedLeadsQuery>>;
