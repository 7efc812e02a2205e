// What the desk reads: rows of the read models and of `CRM`, page by page. It changes nothing.
import type { ApprovalId, ContactId, DeadLetterId, HoldId, TaskId } from "../schema/ids.ts";
import type { Action, HoldKind } from "../schema/lists.ts";
import type { ContactRow, HoldRow, TaskRow } from "../schema/shipment.ts";

/** A page of a list. `next` is the key of its last row when there are more: a row that is added or decided meanwhile moves nothing. */
export interface Page<Row, Key> {
  readonly rows: readonly Row[];
  readonly next: Key | null;
}

/** A contact as `CRM` knows it. */
export interface ContactCard {
  readonly id: ContactId;
  readonly email: string;
  readonly name: string | null;
  readonly companyName: string | null;
  readonly title: string | null;
  /** The registrable domain of the address. */
  readonly domain: string | null;
}

export interface OutboxRow {
  readonly idempotencyKey: string;
  readonly streamId: ContactId;
  readonly approvalId: ApprovalId;
  readonly recipient: string;
  readonly subject: string;
  /** The whole message, RFC 5322. */
  readonly message: string;
  readonly at: string;
}

/** A dead letter without its body, which stays sealed. */
export interface DeadLetterRow {
  readonly id: DeadLetterId;
  readonly origin: string;
  readonly reason: string;
  readonly receivedAt: string;
  readonly redrivenAt: string | null;
  readonly redrivenBy: string | null;
}

export interface HoldKey {
  readonly openedAt: string;
  readonly holdId: HoldId;
}
export interface EndedHoldKey {
  readonly endedAt: string;
  readonly holdId: HoldId;
}
export interface TaskKey {
  readonly raisedAt: string;
  readonly taskId: TaskId;
}
export interface OutboxKey {
  readonly at: string;
  readonly idempotencyKey: string;
}
export interface DeadLetterKey {
  readonly receivedAt: string;
  readonly id: DeadLetterId;
}

export interface OpenHoldsQuery {
  readonly kind?: HoldKind;
  readonly action?: Action;
  /** Null asks for holds that nobody was given. */
  readonly assignedTo?: string | null;
  /** Whether holds that are put aside until later than `now` are left out or are all there is; absent: both. */
  readonly snoozed?: "hide" | "only";
  readonly contactId?: ContactId;
  readonly now: string;
  readonly limit: number;
  readonly after?: HoldKey;
}

export interface DeskReads {
  /** Oldest first. */
  openHolds(query: OpenHoldsQuery): Promise<Page<HoldRow, HoldKey>>;
  /** Newest first. */
  endedHolds(query: { readonly contactId?: ContactId; readonly limit: number; readonly after?: EndedHoldKey }): Promise<Page<HoldRow, EndedHoldKey>>;
  hold(id: HoldId): Promise<HoldRow | null>;
  /** Oldest first. */
  openTasks(query: { readonly limit: number; readonly after?: TaskKey }): Promise<Page<TaskRow, TaskKey>>;
  task(id: TaskId): Promise<TaskRow | null>;
  contactFlags(ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, ContactRow>>;
  /** By id. `search` is a part of a name, an address or a company's name. */
  contacts(query: { readonly search?: string; readonly limit: number; readonly after?: ContactId }): Promise<Page<ContactCard, ContactId>>;
  contactCards(ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, ContactCard>>;
  /** Newest first. */
  outbox(query: { readonly limit: number; readonly after?: OutboxKey }): Promise<Page<OutboxRow, OutboxKey>>;
  outboxMessage(idempotencyKey: string): Promise<OutboxRow | null>;
  /** Newest first, redriven ones too. */
  deadLetters(query: { readonly limit: number; readonly after?: DeadLetterKey }): Promise<Page<DeadLetterRow, DeadLetterKey>>;
}
