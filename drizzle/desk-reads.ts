// What the desk shows: read models of the log, and names from the CRM. Lists go on from the key of their last row, so that a row
// that is added or decided meanwhile moves nothing.
import type { ContactId, DeadLetterId, HoldId, RunId, StreamId, TaskId } from "../schema/ids.ts";
import type { Action, HoldKind } from "../schema/lists.ts";
import type {
  ComparisonResult,
  ContactRow,
  EventRow,
  HoldRow,
  PlanComparisonRow,
  TaskRow,
} from "../schema/shipment.ts";
import type { DeadLetter } from "./dead-letters.ts";
import type { OutboxRow } from "./outbox.ts";

/** `next` is the key of the last row when there are more. */
export interface Page<Row, Key> {
  readonly rows: readonly Row[];
  readonly next: Key | null;
}

export type HoldKey = { readonly openedAt: string; readonly holdId: HoldId };
export type EndedKey = { readonly endedAt: string; readonly holdId: HoldId };
export type TaskKey = { readonly raisedAt: string; readonly taskId: TaskId };
export type ComparisonKey = { readonly at: string; readonly runId: RunId };
export type OutboxKey = { readonly at: string; readonly idempotencyKey: string };
export type DeadLetterKey = { readonly receivedAt: string; readonly id: DeadLetterId };

interface From<Key> {
  readonly limit: number;
  readonly after?: Key | undefined;
}

export interface OpenHoldsQuery extends From<HoldKey> {
  readonly kind?: HoldKind | undefined;
  readonly action?: Action | undefined;
  /** Null asks for those that nobody was given. */
  readonly assignedTo?: string | null | undefined;
  /** As of `now`; without it, snoozed holds are among the others. */
  readonly snoozed?: "hide" | "only" | undefined;
  readonly contactId?: ContactId | undefined;
  readonly source?: string | undefined;
  readonly now: string;
}

/** How many open holds came from a source, and since when the oldest waits. Null: the source is not known. */
export interface OpenSource {
  readonly source: string | null;
  readonly holds: number;
  readonly oldest: string;
}

export interface EndedHoldsQuery extends From<EndedKey> {
  readonly contactId?: ContactId | undefined;
}

export interface OpenTasksQuery extends From<TaskKey> {
  readonly contactId?: ContactId | undefined;
}

export interface ComparisonsQuery extends From<ComparisonKey> {
  readonly result?: ComparisonResult | undefined;
}

/** How many runs of a day (UTC) were planned in the shadow, by what the plans would have made of them. */
export interface ComparedDay {
  readonly day: string;
  readonly agrees: number;
  readonly differs: number;
  readonly noPlan: number;
}

export interface ContactsQuery extends From<ContactId> {
  /** Part of a name, an address or a company; upper and lower case alike for ASCII. */
  readonly search?: string | undefined;
}

/** A contact as a list shows it. */
export interface ContactCard {
  readonly id: ContactId;
  readonly email: string;
  readonly name: string | null;
  readonly companyName: string | null;
  readonly title: string | null;
  readonly domain: string | null;
  readonly updatedAt: string;
}

export type { OutboxRow };

/** A dead letter without its body, which is sealed. */
export type DeadLetterRow = Pick<DeadLetter, "id" | "origin" | "reason" | "receivedAt" | "redrivenAt" | "redrivenBy">;

/** A contact's events in the log, and the rows that were made of them, as of one moment. None of it is checked. */
export interface ContactRecord {
  readonly rows: readonly EventRow[];
  readonly holds: readonly HoldRow[];
  readonly tasks: readonly TaskRow[];
  readonly contact: ContactRow | null;
  readonly comparisons: readonly PlanComparisonRow[];
}

export interface DeskReads {
  record(contactId: ContactId): Promise<ContactRecord>;
  /** A stream's events in the log, in order. */
  stream(streamId: StreamId): Promise<readonly EventRow[]>;
  /** Oldest first: who waits longest is next. */
  openHolds(query: OpenHoldsQuery): Promise<Page<HoldRow, HoldKey>>;
  /** Snoozed ones too; the source that waits longest first. It walks the whole index of open holds. */
  openSources(): Promise<readonly OpenSource[]>;
  /** Newest first. A confirmed preview is not among them: it goes on as the draft hold of its run. */
  endedHolds(query: EndedHoldsQuery): Promise<Page<HoldRow, EndedKey>>;
  hold(id: HoldId): Promise<HoldRow | null>;
  /** Oldest first. */
  openTasks(query: OpenTasksQuery): Promise<Page<TaskRow, TaskKey>>;
  task(id: TaskId): Promise<TaskRow | null>;
  /** Newest first. */
  planComparisons(query: ComparisonsQuery): Promise<Page<PlanComparisonRow, ComparisonKey>>;
  /** Newest first, from a day on; a day without any is left out. It walks an index of these days' comparisons. */
  comparedDays(since: string): Promise<readonly ComparedDay[]>;
  /** Flags and sequences; a contact of which nothing was ever set or sent has no row. */
  contactFlags(ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, ContactRow>>;
  contacts(query: ContactsQuery): Promise<Page<ContactCard, ContactId>>;
  contactCards(ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, ContactCard>>;
  /** Newest first. */
  outbox(query: From<OutboxKey>): Promise<Page<OutboxRow, OutboxKey>>;
  outboxMessage(idempotencyKey: string): Promise<OutboxRow | null>;
  /** Newest first, those that were sent again too. */
  deadLetters(query: From<DeadLetterKey>): Promise<Page<DeadLetterRow, DeadLetterKey>>;
}
