// Parses the query of a list's URL and runs its read. Pages and API share the same parameters.
import { looksAt } from "../../domain/contact/effects.ts";
import { readDispatching } from "./dispatching.ts";
import { WaitReason, type WaitingRun } from "../../schema/under-way.ts";
import { askOne, unreadableIn } from "../../schema/only-answer.ts";
import * as z from "zod";
import type { Timeline } from "../../schema/answers.ts";
import {
  CompanyKey,
  ComparisonKey,
  CountedLeadKey,
  DeadLetterKey,
  EndedKey,
  HoldKey,
  MOST_ROWS,
  MOST_SOUGHT,
  type OpenHoldKey,
  OutboxKey,
  OutboxMessageKey,
  PlanKey,
  RefusedGroupKey,
  SuppressionKey,
  SEARCH_CHARACTERS,
  TaskKey,
  TierKey,
  UnderWayKey,
  UnwrittenKey,
} from "../../drizzle/desk-queries.ts";
import type { ContactCard, DeskReads, RowFault } from "../../drizzle/desk-reads.ts";
import { Day } from "../../schema/formats.ts";
import { NumberDimension, NumberId, NumberPart, type NumbersQuery, Period } from "../../schema/numbers.ts";
import { numbersReport } from "../../domain/numbers/report.ts";
import { DATABASE_BYTES, type DatabaseSize, WARN_SHARE } from "../../schema/database-size.ts";
import { gaugesOf, worstOf } from "../../schema/gauges.ts";
import { RELEASE } from "../../schema/release.ts";
import { AUDIT_STREAM } from "../../domain/log-keys.ts";
import { inboundIn } from "./inbound.ts";
import { AdminId, ContactId, DeadLetterId, TaskId } from "../../schema/ids.ts";
import { Arm, FlagCause, PlanSkipReason, SuppressionKind, UnwrittenReason } from "../../schema/lists.ts";
import type { ListedHold, ListedScore } from "../../schema/shown-score.ts";
import { SIGNAL_LIMITS } from "../../schema/signals.ts";
import { ComparisonResult, type ContactRow, type HoldRow } from "../../schema/shipment.ts";
import { CheckListedQuery } from "../../schema/desk-commands.ts";
import { asBefore } from "../../domain/visible-text.ts";
import { companyField, suppressionField } from "./fields.ts";
import type { Desk } from "./desk.ts";
import { type KeyShape, readCursor, writeCursor } from "./cursor.ts";
import { dayAfter } from "../../schema/time.ts";
import { isLogged } from "./known-contact.ts";
import { listTroubleOf } from "./list-trouble.ts";
import { scoreIn } from "./timeline-score.ts";
import { loggedTimeline } from "./unreadable.ts";

/** Rows of a page, and the most that a program gets at once. */
const PAGE_ROWS = { usual: 25, most: MOST_ROWS };

const limit = z.coerce.number().int().min(1).max(PAGE_ROWS.most).default(PAGE_ROWS.usual);
const cursor = z.string().optional();
/** A form sends an empty value for "any". */
const any = <T extends z.ZodType>(word: T) => z.union([z.literal("").transform(() => undefined), word]).optional();

export const HoldsQuery = z.object({
  kind: any(z.enum(["preview", "draft"])),
  action: any(z.enum(["reply", "initial", "followup"])),
  assigned: any(z.enum(["me", "nobody"])),
  snoozed: any(z.enum(["only", "all"])),
  source: any(z.string().max(SIGNAL_LIMITS.short)),
  order: any(z.literal("tier")),
  limit,
  cursor,
});
export const InboxQuery = HoldsQuery.extend({ group: any(z.enum(["company", "action", "source"])) });
export const ListQuery = z.object({ limit, cursor });
export const SearchQuery = ListQuery.extend({ q: z.string().trim().max(SEARCH_CHARACTERS).default("") });
export const SuppressionsPageQuery = ListQuery.extend({ kind: any(SuppressionKind), cause: any(FlagCause) });
/** `domain`: of a company that is to be recorded, for the form of the page. */
export const CompaniesPageQuery = SearchQuery.extend({ domain: any(z.string().max(companyField.domain)) });
export const NotWrittenQuery = SearchQuery.extend({
  reason: any(UnwrittenReason),
  again: any(z.literal("dated")),
});

/** The version of a company's stream that a page shows; without one, the last. */
export const CompanyVersionQuery = z.object({ version: any(z.coerce.number().int().min(1)) });

export const AdministrationQuery = z.object({
  stream: AdminId.default(AUDIT_STREAM),
  before: z.coerce.number().int().min(1).optional(),
});

export const ComparisonsQuery = ListQuery.extend({ result: any(ComparisonResult) });

export const PlansPageQuery = ListQuery.extend({
  arm: any(Arm),
  skipReason: any(PlanSkipReason),
  compared: any(ComparisonResult),
});

/** One page of a list; `next` is the cursor of the next page. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
  /** Rows that cannot be read, in lists that check theirs. */
  readonly faults: readonly RowFault[];
}

interface Keyed<Row, Key> {
  readonly rows: readonly Row[];
  readonly next: Key | null;
  readonly faults?: readonly RowFault[];
}

const listed = <Row, Key>({ rows, next, faults = [] }: Keyed<Row, Key>): Listed<Row> => ({
  rows,
  next: next === null ? null : writeCursor(next),
  faults,
});

/**
 * Runs a read from a cursor. An invalid cursor is ignored and the list starts at its beginning, which anyone signed in may see.
 */
async function from<Row, Key>(
  shape: KeyShape<Key>,
  text: string | undefined,
  read: (after: { after?: Key }) => Promise<Keyed<Row, Key>>,
): Promise<Listed<Row>> {
  const after = text === undefined ? null : readCursor(shape, text);
  return listed(await read(after === null ? {} : { after }));
}

export const listHolds = (desk: Desk, by: string, query: z.output<typeof HoldsQuery>) =>
  from<ListedHold, OpenHoldKey>(query.order === "tier" ? TierKey : HoldKey, query.cursor, (after) =>
    desk.reads.openHolds(
      {
        ...(query.kind ? { kind: query.kind } : {}),
        ...(query.action ? { action: query.action } : {}),
        ...(query.order ? { order: query.order } : {}),
        ...(query.source ? { source: query.source } : {}),
        ...(query.assigned ? { assignedTo: query.assigned === "me" ? by : null } : {}),
        ...(query.snoozed === "all"
          ? {}
          : { snoozed: query.snoozed === "only" ? ("only" as const) : ("hide" as const) }),
        now: desk.now().toISOString(),
        limit: query.limit,
        ...after,
      },
      by,
    ),
  );

type List = z.output<typeof ListQuery>;

export const listEndedHolds = (desk: Desk, by: string, { limit, cursor }: List) =>
  from(EndedKey, cursor, (after) => desk.reads.endedHolds({ limit, ...after }, by));
/**
 * Open tasks; and on the first page, in addition, the streams whose object cannot be read, and the trouble of the suppression list.
 */
export async function listTasks(desk: Desk, { limit, cursor }: List) {
  const [page, unreadable, listTrouble] = await Promise.all([
    from(TaskKey, cursor, (after) => desk.reads.openTasks({ limit, ...after })),
    cursor === undefined ? desk.reads.unreadableObjects(PAGE_ROWS.most) : [],
    cursor === undefined ? listTroubleOf(desk.reads) : null,
  ]);
  return { ...page, unreadable, listTrouble };
}
export const listOutbox = (desk: Desk, by: string, { limit, cursor }: List) =>
  from(OutboxKey, cursor, (after) => desk.reads.outbox({ limit, ...after }, by));
/** A message of the outbox; null when there is none, or the text is no key. */
export async function readOutboxMessage(desk: Desk, by: string, text: string | undefined) {
  const key = OutboxMessageKey.safeParse(text);
  return key.success ? desk.reads.outboxMessage(key.data, by) : null;
}
export const listDeadLetters = (desk: Desk, { limit, cursor }: List) =>
  from(DeadLetterKey, cursor, (after) => desk.reads.deadLetters({ limit, ...after }));

/** A group by its source and reason; without both, the bodies that were sent again or discarded. */
export const RefusedQuery = ListQuery.extend({
  source: any(RefusedGroupKey.shape.source),
  reason: any(RefusedGroupKey.shape.reason),
}).refine(({ source, reason }) => (source === undefined) === (reason === undefined));
type RefusedList = z.output<typeof RefusedQuery>;

export const refusedGroupIn = ({ source, reason }: RefusedList): RefusedGroupKey | null =>
  source === undefined || reason === undefined ? null : { source, reason };
export const listRefused = (desk: Desk, { limit, cursor, ...query }: RefusedList) =>
  from(DeadLetterKey, cursor, (after) =>
    desk.reads.refusedBodies({ of: refusedGroupIn({ ...query, limit }), limit, ...after }),
  );

/** A dead letter with its opened body; null when there is none, or the text is no id. */
export async function readDeadLetter(desk: Desk, by: string, text: string | undefined) {
  const id = DeadLetterId.safeParse(text);
  return id.success ? askOne(desk.port, { type: "Letter", id: id.data, by }) : null;
}

/** Runs by the result of their shadow plan; by default those whose plan differs. */
export const listComparisons = (desk: Desk, { result = "differs", limit, cursor }: z.output<typeof ComparisonsQuery>) =>
  from(ComparisonKey, cursor, (after) => desk.reads.planComparisons({ result, limit, ...after }));

/** The plans of all runs, with the names of their contacts. */
export async function listPlans(desk: Desk, by: string, query: z.output<typeof PlansPageQuery>) {
  const { arm, skipReason, compared, limit, cursor } = query;
  const filter = {
    ...(arm ? { arm } : {}),
    ...(skipReason ? { skipReason } : {}),
    ...(compared ? { compared } : {}),
  };
  const page = await from(PlanKey, cursor, (after) => desk.reads.plans({ ...filter, limit, ...after }));
  const ids = page.rows.map(({ streamId }) => streamId);
  return { ...page, cards: await cardsOf(desk, by, ids) };
}

/** Entries of the suppression list. */
export const listSuppressions = (desk: Desk, { kind, cause, limit, cursor }: z.output<typeof SuppressionsPageQuery>) =>
  from(SuppressionKey, cursor, (after) =>
    desk.reads.suppressions({ ...(kind ? { kind } : {}), ...(cause ? { cause } : {}), limit, ...after }),
  );

/** A value that a person checks against the list. It comes in a body, because an address belongs in no URL. */
export const CheckFields = z.object({
  kind: CheckListedQuery.shape.kind,
  value: z.string().trim().min(1).max(suppressionField.characters).transform(asBefore),
});
export const checkListed = (desk: Desk, { kind, value }: z.output<typeof CheckFields>) =>
  askOne(desk.port, { type: "CheckListed", kind, value });

/** A run that waits, as pages and API show it. */
export interface ListedWaiting extends WaitingRun {
  /** How often its object has looked after it. At each look the step's message is sent again, that of a claimed message after an hour. */
  readonly looks: number;
  readonly nextLookAt: string;
  /** Why it waits, where that is known. */
  readonly why: WaitReason | null;
}

/** Runs that wait too long for a stage or a provider, with the names of their contacts. */
export async function listUnderWay(desk: Desk, by: string, { limit, cursor }: List) {
  const page = await from(UnderWayKey, cursor, (after) => desk.reads.runsUnderWay({ limit, ...after }));
  const [{ hold }, { isStopped }, cards] = await Promise.all([
    desk.policy(),
    page.rows.some(({ step }) => step === "dispatch") ? readDispatching(desk) : { isStopped: false },
    cardsOf(
      desk,
      by,
      page.rows.map(({ streamId }) => streamId),
    ),
  ]);
  const now = desk.now().getTime();
  const rows = page.rows.map((row): ListedWaiting => {
    const { count, next } = looksAt(Date.parse(row.since), now, hold);
    const isStuck = row.step === "dispatch" && isStopped !== false;
    const failed = WaitReason.safeParse(row.modelOutcome).data ?? null;
    return {
      ...row,
      looks: count,
      nextLookAt: new Date(next).toISOString(),
      why: isStuck ? "sending_stopped" : failed,
    };
  });
  return { ...page, rows, cards };
}

/**
 * Runs that ended without a message, by reason and by the contacts that a search finds, with their names. `isCut`: the search finds more contacts
 * than are listed.
 */
export async function listNotWritten(
  desk: Desk,
  by: string,
  { reason, again, q, limit, cursor }: z.output<typeof NotWrittenQuery>,
) {
  const sought = q === "" ? null : await desk.reads.contacts({ search: q, limit: MOST_SOUGHT }, by);
  const filter = {
    ...(reason ? { reason } : {}),
    ...(again ? { hasRevisit: true as const } : {}),
    ...(sought ? { contactIds: sought.rows.map(({ id }) => id) } : {}),
  };
  const page = await from(UnwrittenKey, cursor, (after) => desk.reads.unwrittenRuns({ ...filter, limit, ...after }));
  const ids = page.rows.map(({ streamId }) => streamId);
  return { ...page, cards: await cardsOf(desk, by, ids), isCut: sought !== null && sought.next !== null };
}

const DAYS = 30;

/** The last days with shadow plans. */
export const comparedDays = (desk: Desk) =>
  desk.reads.comparedDays(dayAfter(desk.now().toISOString().slice(0, 10), -DAYS));

export async function listContacts(desk: Desk, by: string, { q, limit, cursor }: z.output<typeof SearchQuery>) {
  const page = await from(ContactId, cursor, (after) =>
    desk.reads.contacts({ ...(q === "" ? {} : { search: q }), limit, ...after }, by),
  );
  const ids = page.rows.map((card) => card.id);
  const [flags, scores] =
    ids.length > 0
      ? await Promise.all([desk.reads.contactFlags(ids), desk.reads.contactScores(ids)])
      : [new Map<ContactId, ContactRow>(), new Map<ContactId, ListedScore>()];
  return { ...page, flags, scores };
}

export const listCompanies = (desk: Desk, { q, limit, cursor }: z.output<typeof SearchQuery>) =>
  from(CompanyKey, cursor, (after) => desk.reads.companies({ ...(q === "" ? {} : { search: q }), limit, ...after }));

/** A page of an administrative stream. */
export const readAdministration = (desk: Desk, { stream, before }: z.output<typeof AdministrationQuery>) =>
  askOne(desk.port, { type: "Administration", streamId: stream, before: before ?? null });

/** What the installation stands on: the most bytes of a database, the share from which on a page warns, and how full each database is. */
export interface SystemFacts {
  readonly mostBytes: number;
  readonly warnShare: number;
  readonly databases: readonly DatabaseSize[];
}

export const readSystem = async (desk: Desk): Promise<SystemFacts> => ({
  mostBytes: DATABASE_BYTES,
  warnShare: WARN_SHARE,
  databases: await desk.reads.databaseSizes(),
});

/** The gauges, and the worst state of them, at a time. */
export async function readGauges(desk: Desk) {
  const now = desk.now();
  const [readings, policy] = await Promise.all([desk.reads.gauges(now.toISOString()), desk.policy()]);
  const gauges = gaugesOf(readings, { policy, now });
  return { at: now.toISOString(), release: RELEASE, state: worstOf(gauges), gauges };
}

/** The days of the numbers, and by what they are divided. Without days: the last thirty, with today (UTC). */
export const NumbersPageQuery = z.object({ from: any(Day), to: any(Day), by: any(NumberDimension) });

/** The query of the numbers; null when the days are no period. */
export async function numbersQueryOf(
  desk: Desk,
  { from, to, by }: z.output<typeof NumbersPageQuery>,
): Promise<NumbersQuery | null> {
  const now = desk.now().toISOString();
  const last = to ?? now.slice(0, 10);
  const first = from ?? dayAfter(last, 1 - DAYS);
  const period = Period.safeParse({ from: first, to: last });
  if (!period.success) return null;
  const { hours } = await desk.policy();
  return { period: period.data, now, hours, ...(by ? { by } : {}) };
}

/** The numbers as their page and the API show them. The root is the newest one before they were read. */
export async function readNumbers(desk: Desk, query: NumbersQuery) {
  const [counted, root] = await Promise.all([desk.reads.numbers(query), desk.reads.newestRoot()]);
  return { readAt: query.now, root, samplesBefore: desk.samplesBefore, ...numbersReport(counted, query) };
}

/** Which leads of which number; `key` is the value of the dimension, and without it the leads of which it is not known. */
export const LeadsQuery = NumbersPageQuery.extend({
  number: NumberId.default("leads"),
  part: NumberPart.default("of"),
  key: z.string().max(200).optional(),
  limit,
  cursor,
});

/** The leads that a number counts; null when the days are no period. */
export async function listLeads(
  desk: Desk,
  { number, part, key, limit, cursor, ...days }: z.output<typeof LeadsQuery>,
) {
  const query = await numbersQueryOf(desk, days);
  if (!query) return null;
  const { period, by } = query;
  const page = await from(CountedLeadKey, cursor, (after) =>
    desk.reads.countedLeads({ period, number, part, limit, ...(by ? { by, key: key ?? null } : {}), ...after }),
  );
  return { ...page, period };
}

/** The names of contacts. Asks for none without a call, because a call goes to another Worker. */
export const cardsOf = async (
  desk: Desk,
  by: string,
  ids: readonly ContactId[],
): Promise<Awaited<ReturnType<DeskReads["contactCards"]>>> =>
  ids.length > 0 ? desk.reads.contactCards([...new Set(ids)], by) : new Map();

/** The most holds of one contact on its page. */
const CONTACT_HOLDS = 20;

/** Everything about one contact; null when the contact is unknown. Throws when its object does not answer. */
export const readContact = (desk: Desk, by: string, contactId: ContactId) =>
  contactWith(desk, contactId, () => askOne(desk.port, { type: "Timeline", contactId, by }));

/** A task with the words that it is about; null when there is no such task. */
export async function readTask(desk: Desk, by: string, id: string) {
  const taskId = TaskId.safeParse(id);
  const task = taskId.success ? await desk.reads.task(taskId.data) : null;
  const contactId = ContactId.safeParse(task?.streamId);
  if (!task || !contactId.success) return null;
  const contact = await readContactOrLog(desk, by, contactId.data);
  if (!contact) return null;
  const { timeline, card } = contact;
  const cards: ReadonlyMap<ContactId, ContactCard> = new Map(card ? [[contactId.data, card]] : []);
  return { task, cards, inbound: inboundIn(timeline, task.about) ?? inboundIn(timeline) };
}

/** The same; when the object cannot be read, with the events of the log, and what is damaged. */
export async function readContactOrLog(desk: Desk, by: string, contactId: ContactId) {
  try {
    const contact = await readContact(desk, by, contactId);
    return contact && { ...contact, damage: null };
  } catch (cause) {
    const failed = unreadableIn(cause);
    if (!failed) throw cause;
    const contact = await contactWith(desk, contactId, async () => loggedTimeline(await desk.reads.stream(contactId)));
    return contact && { ...contact, damage: failed.detail };
  }
}

async function contactWith(desk: Desk, contactId: ContactId, reading: () => Promise<Timeline>) {
  const ids = [contactId];
  const [cards, flags, open, ended] = await Promise.all([
    // The timeline's port has noted who reads.
    desk.reads.contactCards(ids, null),
    desk.reads.contactFlags(ids),
    desk.reads.openHolds({ contactId, now: desk.now().toISOString(), limit: CONTACT_HOLDS }, null),
    desk.reads.endedHolds({ contactId, limit: CONTACT_HOLDS }, null),
  ]);
  const card = cards.get(contactId) ?? null;
  if (card === null && !flags.has(contactId) && !(await isLogged(desk, contactId))) return null;
  const timeline = await reading();
  const missing = await missingHold(desk, timeline, open);
  const holds = [...open.rows, ...ended.rows];
  const faults = [...open.faults, ...ended.faults];
  const score = scoreIn(timeline);
  const placedAt = card?.companyId
    ? ((await desk.reads.companyNames([card.companyId])).get(card.companyId) ?? null)
    : null;
  return { contactId, timeline, score, card, placedAt, flags: flags.get(contactId) ?? null, holds, faults, missing };
}

/** The contact's open hold, when no row for reading has it as open; else null. */
async function missingHold(
  desk: Desk,
  { openHold }: Timeline,
  { rows, faults }: { readonly rows: readonly HoldRow[]; readonly faults: readonly RowFault[] },
): Promise<Timeline["openHold"]> {
  if (openHold === null || rows.some(({ holdId }) => holdId === openHold)) return null;
  if (faults.some(({ id }) => id === openHold)) return openHold;
  // The rows are read before the timeline, and the hold may have been opened meanwhile.
  const row = await desk.reads.hold(openHold);
  return row?.state === "open" ? null : openHold;
}
