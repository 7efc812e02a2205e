// The port for the desk's reads: read models of the log, and names from the CRM. A list continues from the key of the last row, so that rows
// which are added or decided between two pages shift nothing. The queries are in desk-queries.ts, the D1 adapter in d1-desk-reads.ts. The
// desk calls these methods in another Worker, holdpoint-contacts: one call for each, and values that the platform's RPC can copy.
import type { CorrectedValues } from "../schema/correction.ts";
import type { DatabaseSize } from "../schema/database-size.ts";
import type { GaugeReadings } from "../schema/gauges.ts";
import type { FactRow } from "../schema/company-rows.ts";
import type { CompanyId, ContactId, HoldId, StreamId, TaskId } from "../schema/ids.ts";
import type { CompanyStatus, FlagCause, SuppressionKind } from "../schema/lists.ts";
import type { Counted, CountedLead, NumbersQuery, PublishedRoot } from "../schema/numbers.ts";
import type { PlannedRun } from "../schema/planned-run.ts";
import type {
  ClassComparisonRow,
  ContactRow,
  EventRow,
  HoldRow,
  PlanComparisonRow,
  ReportRow,
  RunRow,
  ScoreRow,
  TaskRow,
  UnwrittenRow,
} from "../schema/shipment.ts";
import type { ListedHold, ListedScore } from "../schema/shown-score.ts";
import type { DeadLetter } from "./dead-letters.ts";
import type {
  CompaniesQuery,
  CompanyGradesQuery,
  CompanyKey,
  ComparisonKey,
  ComparisonsQuery,
  ContactsQuery,
  ContactStreamsQuery,
  CountedLeadKey,
  CountedLeadsQuery,
  DeadLetterKey,
  DeadLettersQuery,
  RefusedBodiesQuery,
  RefusedGroupKey,
  EndedHoldsQuery,
  EndedKey,
  OpenHoldKey,
  OpenHoldsQuery,
  OpenTasksQuery,
  OutboxKey,
  OutboxQuery,
  PlanKey,
  PlansQuery,
  SuppressionKey,
  SuppressionsQuery,
  TaskKey,
  UnderWayKey,
  UnderWayQuery,
  UnwrittenKey,
  UnwrittenQuery,
} from "./desk-queries.ts";
import type { OutboxRow } from "../schema/errands.ts";
import type { ListedUnwritten } from "../schema/listed-unwritten.ts";
import type { WaitingRun } from "../schema/under-way.ts";
import type { UnreadableObject } from "./unreadable-objects.ts";

/** A page of a list. `next` is the key of its last row when more rows follow, otherwise null. */
export interface Page<Row, Key> {
  readonly rows: readonly Row[];
  readonly next: Key | null;
}

/** A row for reading that does not fit its shape: somebody changed it by hand. Its values are not shown, because they may be personal. */
export interface RowFault {
  readonly table: "holds" | "tasks" | "plan_comparisons" | "unwritten_runs" | "runs_under_way" | "runs";
  /** The row's key, and the stream that it says it is of, both as stored. */
  readonly id: string;
  readonly streamId: string;
  /** The first field that does not parse, and how: `kind:invalid_value`. */
  readonly field: string;
}

/** A page of the rows that fit their shape. The others are named in `faults`, and are not in `rows`. */
export interface CheckedPage<Row, Key> extends Page<Row, Key> {
  readonly faults: readonly RowFault[];
}

/** The number of open holds of a source, and when the oldest of them was opened. `source` is null when it is unknown. */
export interface OpenSource {
  readonly source: string | null;
  readonly holds: number;
  readonly oldest: string;
}

/** An open hold whose lead needs review: what its grade had, and what is known in clear of what it had not. */
export interface HeldGap {
  readonly openedAt: string;
  readonly streamId: ContactId;
  readonly hasCompany: boolean;
  readonly hasRole: boolean;
  /** The company that the grade found and did not count: `co_…@7`. Null where it found none. */
  readonly company: string | null;
  readonly email: string | null;
  readonly companyName: string | null;
  readonly title: string | null;
}

/** The open holds that need review, the longest waiting first; `isCut`: there are more. `open` and `qualified` count all open holds. */
export interface HeldGaps {
  readonly rows: readonly HeldGap[];
  readonly isCut: boolean;
  readonly open: number;
  readonly qualified: number;
}

/** The number of runs of a day (UTC) with a shadow plan, by the result of the comparison. */
export interface ComparedDay {
  readonly day: string;
  readonly agrees: number;
  readonly differs: number;
  readonly noPlan: number;
}

/** An entry of the suppression list. Whose it is, only its digest says. */
export interface ListedEntry {
  readonly revision: number;
  readonly kind: SuppressionKind;
  readonly digest: string;
  readonly cause: FlagCause;
  /** The person who added it; null where none did. */
  readonly by: string | null;
  /** When the row was written, for people to read: the order is the revision's. */
  readonly at: string;
  /** The revision that lifted the digest after this entry; null while the entry stands. */
  readonly liftedBy: number | null;
}

/** A contact's row in a list. */
export interface ContactCard {
  readonly id: ContactId;
  readonly email: string;
  readonly name: string | null;
  readonly companyName: string | null;
  readonly title: string | null;
  readonly domain: string | null;
  /** The company at which a person placed the contact; null where the domain decides. */
  readonly companyId: CompanyId | null;
  readonly updatedAt: string;
  /** What a person corrected, with what is claimed beside it. Absent where nothing is. */
  readonly corrected?: CorrectedValues;
}

/** A company's row in a list. */
export interface CompanyCard {
  readonly id: CompanyId;
  readonly name: string;
  /** The main domain first. */
  readonly domains: readonly string[];
  readonly status: CompanyStatus;
  readonly industry: string | null;
  readonly size: string | null;
  readonly version: number;
  readonly head: number;
  /** How many facts count. */
  readonly facts: number;
  readonly updatedAt: string;
  /** The company that goes on for this one; null where it was not merged. */
  readonly mergedInto: CompanyId | null;
}

/** The grades of a run whose qualification found a company, by the newest hold of its round. */
export interface CompanyGrade {
  readonly holdId: HoldId;
  readonly contactId: ContactId;
  readonly kind: HoldRow["kind"];
  readonly state: HoldRow["state"];
  readonly openedAt: string;
  readonly verdict: HoldRow["verdict"];
  readonly qualifyBasisPoints: number | null;
  readonly analyzeBasisPoints: number | null;
  /** The company and the version of it that the qualification cites. */
  readonly companyId: CompanyId;
  readonly version: number;
}

/** What a page calls a company. */
export interface CompanyNamed {
  readonly id: CompanyId;
  readonly name: string;
  readonly domain: string | null;
  readonly status: CompanyStatus;
}

export type { OutboxRow };

/** A dead letter without its body, which is sealed. */
export type DeadLetterRow = Pick<DeadLetter, "id" | "origin" | "reason" | "receivedAt" | "redrivenAt" | "redrivenBy">;

/** A refused body without its bytes, which are sealed. The contact is known once a signal was read from it. */
export type RefusedRow = Pick<
  DeadLetter,
  "id" | "reason" | "receivedAt" | "redrivenAt" | "redrivenBy" | "contactId" | "receipt" | "discarded"
> & { readonly source: string };

/** How many refused bodies of a source wait, by reason, and when the last of them came. */
export interface RefusedGroup extends RefusedGroupKey {
  readonly bodies: number;
  readonly newest: string;
}

/** A contact's events in the log and the read-model rows made from them, read at one moment. Neither is checked here. */
export interface ContactRecord {
  readonly rows: readonly EventRow[];
  readonly holds: readonly HoldRow[];
  readonly tasks: readonly TaskRow[];
  readonly contact: ContactRow | null;
  readonly comparisons: readonly PlanComparisonRow[];
  readonly score: ScoreRow | null;
  readonly runs: readonly RunRow[];
  readonly reports: readonly ReportRow[];
  readonly classes: readonly ClassComparisonRow[];
  readonly unwritten: readonly UnwrittenRow[];
}

/** A contact's events in the log. Not checked here. */
export interface ContactStream {
  readonly streamId: ContactId;
  readonly rows: readonly EventRow[];
}

/**
 * The highest revision of the suppression list (null when the list cannot be read) and the log's. When the list's is lower, it has lost
 * entries, and nothing is planned, approved or sent.
 */
export interface ListStanding {
  readonly listed: number | null;
  readonly logged: number;
}

export interface DeskReads {
  listStanding(): Promise<ListStanding>;
  /** How large each database is: those of the log in order, then the CRM. */
  databaseSizes(): Promise<readonly DatabaseSize[]>;
  /** What the gauges show at a time. Reads a bounded number of rows; what does not answer is null. */
  gauges(now: string): Promise<GaugeReadings>;
  record(contactId: ContactId): Promise<ContactRecord>;
  /** A stream's events in the log, in order. */
  stream(streamId: StreamId): Promise<readonly EventRow[]>;
  /**
   * The whole streams of contacts in the order of their ids, which are keyed digests and so in no order of time. A page has at most 100 contacts and
   * about 2,000 events.
   */
  contactStreams(query: ContactStreamsQuery): Promise<Page<ContactStream, ContactId>>;
  /**
   * Open holds with the scores of their contacts, oldest first, so that the contact who waits longest is at the top; or the best tier first. A
   * contact whose tier changes between two pages of that order may be listed twice or not.
   */
  openHolds(query: OpenHoldsQuery): Promise<CheckedPage<ListedHold, OpenHoldKey>>;
  /**
   * The number of open holds of each source, snoozed ones included; the source with the oldest hold first. Reads the whole index
   * of open holds.
   */
  openSources(): Promise<readonly OpenSource[]>;
  /** At most `limit` open holds whose lead needs review, and counts of all open holds. Reads the whole index of open holds. */
  heldGaps(limit: number): Promise<HeldGaps>;
  /** Ended holds, newest first. Confirmed previews are left out, because the draft hold of the same run continues them. */
  endedHolds(query: EndedHoldsQuery): Promise<CheckedPage<HoldRow, EndedKey>>;
  /** One hold in any state, with the score that its contact has now. */
  hold(id: HoldId): Promise<ListedHold | null>;
  /** Open tasks, oldest first. */
  openTasks(query: OpenTasksQuery): Promise<CheckedPage<TaskRow, TaskKey>>;
  task(id: TaskId): Promise<TaskRow | null>;
  /** Comparisons of shadow plans, newest first. */
  planComparisons(query: ComparisonsQuery): Promise<CheckedPage<PlanComparisonRow, ComparisonKey>>;
  /**
   * Entries of the suppression list, newest first. With a filter a page may have fewer rows than its limit, also none, although others follow:
   * `next` decides.
   */
  suppressions(query: SuppressionsQuery): Promise<Page<ListedEntry, SuppressionKey>>;
  /** The fingerprint of SYSTEM_KEY, with which the digests of the list are made; empty before the first work of the installation. */
  systemFingerprint(): Promise<string>;
  /** Runs that wait too long for a stage or a provider, the one that began first at the top. */
  runsUnderWay(query: UnderWayQuery): Promise<CheckedPage<WaitingRun, UnderWayKey>>;
  /** Runs that ended without a message, newest first. */
  unwrittenRuns(query: UnwrittenQuery): Promise<CheckedPage<ListedUnwritten, UnwrittenKey>>;
  /** The plans of runs whose decision is complete, the newest run first. */
  plans(query: PlansQuery): Promise<CheckedPage<PlannedRun, PlanKey>>;
  /**
   * The number of comparisons of each day from `since` on, newest first. Days without comparisons are left out. Reads the index
   * entries of these days.
   */
  comparedDays(since: string): Promise<readonly ComparedDay[]>;
  /** Counts the numbers of leads of some days, and the holds that are open now. Reads each lead of these days once. */
  numbers(query: NumbersQuery): Promise<Counted>;
  /** The leads that a number counts, newest first. */
  countedLeads(query: CountedLeadsQuery): Promise<Page<CountedLead, CountedLeadKey>>;
  /** The newest root that the log has published; null before the first. */
  newestRoot(): Promise<PublishedRoot | null>;
  /** The flags and sequences of contacts. A contact without any flag or send has no row. */
  contactFlags(ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, ContactRow>>;
  /** The scores of contacts. A contact who was never scored has none. */
  contactScores(ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, ListedScore>>;
  contacts(query: ContactsQuery): Promise<Page<ContactCard, ContactId>>;
  /** How many contacts have an address: those that are not erased. */
  contactCount(): Promise<number>;
  contactCards(ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, ContactCard>>;
  /** Companies in the order of their names, without those that were merged into another one. */
  companies(query: CompaniesQuery): Promise<Page<CompanyCard, CompanyKey>>;
  /** The company with this id, or with this domain; null when the rows have none. */
  company(key: string): Promise<CompanyCard | null>;
  /** The names of companies, as they are now. */
  companyNames(ids: readonly CompanyId[]): Promise<ReadonlyMap<CompanyId, CompanyNamed>>;
  /** Companies by their ids, or by any of their domains: of several with a domain, the one whose main domain it is. What is not recorded is not in the map. */
  companiesNamed(keys: readonly string[]): Promise<ReadonlyMap<string, CompanyCard>>;
  /** The facts of companies, in the order of their ids. A company without facts is not in the map. */
  companyFacts(ids: readonly CompanyId[]): Promise<ReadonlyMap<CompanyId, readonly FactRow[]>>;
  /**
   * The grades of which the qualification found one of these companies, the newest first; `isCut`: there are more. Without confirmed previews, whose
   * draft continues them, and without contacts who are erased.
   */
  companyGrades(
    query: CompanyGradesQuery,
  ): Promise<{ readonly rows: readonly CompanyGrade[]; readonly isCut: boolean }>;
  /** The messages of the outbox, newest first. */
  outbox(query: OutboxQuery): Promise<Page<OutboxRow, OutboxKey>>;
  outboxMessage(idempotencyKey: string): Promise<OutboxRow | null>;
  /** Dead letters of messages between stages, newest first, including letters that were sent again. */
  deadLetters(query: DeadLettersQuery): Promise<Page<DeadLetterRow, DeadLetterKey>>;
  /** The refused bodies that wait, counted by source and reason, in the order of these. Reads their whole index. */
  refusedGroups(): Promise<readonly RefusedGroup[]>;
  /** Refused bodies of a group, or the settled ones, newest first. */
  refusedBodies(query: RefusedBodiesQuery): Promise<Page<RefusedRow, DeadLetterKey>>;
  /** Streams whose object cannot be read, the first found first; at most `limit`. */
  unreadableObjects(limit: number): Promise<readonly UnreadableObject[]>;
}

/** The person who gets to read the words of the rows; null where the page shows none, or opens them through the port, which notes it. */
export type Reader = string | null;

/** The reads whose rows have personal words in clear. */
type ReadOfWords = "openHolds" | "endedHolds" | "contacts" | "contactCards" | "outbox" | "outboxMessage";

/** The desk's reads as the desk has them: it names the reader, who is noted. */
export type NotedReads = Omit<DeskReads, ReadOfWords> & {
  readonly [Method in ReadOfWords]: (
    query: Parameters<DeskReads[Method]>[0],
    by: Reader,
  ) => ReturnType<DeskReads[Method]>;
};
