// A replacement for the desk's database reads (`DeskReads`), over the rows of a sample installation. A list is one page, except
// open holds.
import { checkedHoldReads } from "../../drizzle/checked-hold-reads.ts";
import type {
  CompanyCard,
  ContactCard,
  ContactRecord,
  DeadLetterRow,
  DeskReads,
  HeldGap,
  ListedEntry,
  ListStanding,
  OutboxRow,
} from "../../drizzle/desk-reads.ts";
import type { DatabaseSize } from "../../schema/database-size.ts";
import type { GaugeReadings } from "../../schema/gauges.ts";
import type { UnreadableObject } from "../../drizzle/unreadable-objects.ts";
import type { Counted, CountedLead, NumbersQuery } from "../../schema/numbers.ts";
import { foldCompany } from "../../domain/company/evolve.ts";
import { eventInRow } from "../../schema/events.ts";
import { FactId } from "../../schema/ids.ts";
import { fingerprintsIn } from "../../schema/installation-keys.ts";
import { SYSTEM_KEY } from "../people.ts";
import type { CompanyId, ContactId, HoldId, StreamId, TaskId } from "../../schema/ids.ts";
import type { ContactRow, EventRow, HoldRow, PlanComparisonRow, TaskRow } from "../../schema/shipment.ts";
import type { ListedUnwritten } from "../../schema/listed-unwritten.ts";
import type { WaitingRun } from "../../schema/under-way.ts";
import type { PlannedRun } from "../../schema/planned-run.ts";
import { openKeyIn } from "../../drizzle/hold-reads.ts";
import type { ListedHold, ListedScore } from "../../schema/shown-score.ts";
import type { Increment } from "../../schema/events.ts";
import { arithmeticOf, countedCompany, shownOf } from "../../schema/shown-hold.ts";
import type { SampleRefused } from "./rows.ts";
import type { SampleLog } from "./log.ts";

export interface Rows {
  /** The revision of the suppression list, and the log's. */
  list: ListStanding;
  /** The databases of the installation. */
  databases: readonly DatabaseSize[];
  /** What the gauges are read from. */
  gauges: GaugeReadings;
  /** The rows for reading. A test may change them as an attacker does. */
  readonly holds: Map<HoldId, HoldRow>;
  /** The holds as the contacts' objects have them. */
  readonly ownHolds: Map<HoldId, HoldRow>;
  readonly flags: Map<ContactId, ContactRow>;
  readonly scores: Map<ContactId, ListedScore>;
  readonly tasks: Map<TaskId, TaskRow>;
  readonly cards: Map<ContactId, ContactCard>;
  readonly companies: Map<CompanyId, CompanyCard>;
  /** The events of companies. */
  readonly companyEvents: Map<CompanyId, readonly EventRow[]>;
  readonly outbox: readonly OutboxRow[];
  readonly deadLetters: readonly DeadLetterRow[];
  readonly refused: readonly SampleRefused[];
  /** Streams whose object cannot be read: the port then answers so. */
  readonly unreadable: Map<StreamId, UnreadableObject>;
  /** Newest first. */
  readonly comparisons: readonly PlanComparisonRow[];
  /** Newest first. */
  readonly plans: readonly PlannedRun[];
  /** The suppression list, newest first. */
  readonly entries: readonly ListedEntry[];
  /** Oldest first. */
  readonly underWay: readonly WaitingRun[];
  /** Newest first. */
  readonly unwritten: readonly ListedUnwritten[];
  /** What is counted for a query. */
  numbers: (query: NumbersQuery) => Counted;
  readonly leads: readonly CountedLead[];
}

export function sampleReads(rows: Rows, log: SampleLog | null): DeskReads {
  const withScore = (hold: HoldRow): ListedHold => ({ ...hold, score: rows.scores.get(hold.streamId) ?? null });
  const reads: DeskReads = {
    listStanding: async () => rows.list,
    databaseSizes: async () => rows.databases,
    gauges: async () => rows.gauges,
    record: async (contactId) => (log ? log.record(contactId) : NOTHING),
    stream: async (streamId) => rows.companyEvents.get(streamId as CompanyId) ?? (log ? log.stream(streamId) : []),
    contactStreams: async (query) => (log ? log.contactStreams(query) : { rows: [], next: null }),
    openHolds: async ({ order, kind, action, assignedTo, contactId, snoozed, source, now, limit, after }) => {
      const openKeyOf = openKeyIn(order);
      const keyOf = (hold: ListedHold): string => Object.values(openKeyOf(hold)).join("");
      const open = [...rows.holds.values()]
        .filter((hold) => hold.state === "open" && (!kind || hold.kind === kind) && (!action || hold.action === action))
        .filter((hold) => assignedTo === undefined || hold.assignedTo === assignedTo)
        .filter((hold) => (!contactId || hold.streamId === contactId) && (!source || hold.source === source))
        .filter((hold) => !snoozed || (snoozed === "only") === (hold.snoozedUntil !== null && hold.snoozedUntil > now))
        .map(withScore)
        .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
        .filter((hold) => !after || keyOf(hold) > Object.values(after).join(""));
      const last = open[limit - 1];
      const isMore = open.length > limit && last !== undefined;
      const next = isMore ? openKeyOf(last) : null;
      return { rows: open.slice(0, limit), next, faults: [] };
    },
    openSources: async () =>
      [...Map.groupBy(rows.holds.values(), ({ source }) => source)].map(([source, own]) => ({
        source,
        holds: own.length,
        oldest: own[0]?.openedAt ?? "",
      })),
    heldGaps: async () => {
      const open = [...rows.holds.values()].filter(({ state }) => state === "open");
      return {
        rows: open.filter(({ verdict }) => verdict === "needs_review").map(gapOf),
        isCut: false,
        open: open.length,
        qualified: open.filter(({ verdict }) => verdict === "qualified").length,
      };
    },
    endedHolds: async ({ contactId }) =>
      whole(
        [...rows.holds.values()].filter((hold) => hold.state !== "open" && (!contactId || hold.streamId === contactId)),
      ),
    hold: async (id) => {
      const hold = rows.holds.get(id);
      return hold ? withScore(hold) : null;
    },
    openTasks: async () => whole([...rows.tasks.values()].filter((task) => task.closedAt === null)),
    task: async (id) => rows.tasks.get(id) ?? null,
    planComparisons: async ({ result }) =>
      whole(rows.comparisons.filter((row) => result === undefined || row.result === result)),
    suppressions: async ({ kind, cause }) => ({
      rows: rows.entries.filter((row) => (!kind || row.kind === kind) && (!cause || row.cause === cause)),
      next: null,
    }),
    systemFingerprint: async () => fingerprintsIn("SYSTEM_KEY", SYSTEM_KEY)[0] ?? "",
    runsUnderWay: async () => whole(rows.underWay),
    unwrittenRuns: async ({ reason, contactIds, hasRevisit }) =>
      whole(
        rows.unwritten.filter(
          (row) =>
            (!reason || row.reason === reason) &&
            (!hasRevisit || row.revisitOn !== null) &&
            (!contactIds || contactIds.includes(row.streamId)),
        ),
      ),
    plans: async ({ arm, skipReason, compared }) =>
      whole(
        rows.plans.filter(
          (row) =>
            (!arm || (row.planArm ?? "scripted") === arm) &&
            (!skipReason || row.skipReason === skipReason) &&
            (!compared || row.compared === compared),
        ),
      ),
    comparedDays: async (since) =>
      [...Map.groupBy(rows.comparisons, ({ at }) => at.slice(0, 10))]
        .filter(([day]) => day >= since)
        .map(([day, own]) => {
          const of = (result: PlanComparisonRow["result"]) => own.filter((row) => row.result === result).length;
          return { day, agrees: of("agrees"), differs: of("differs"), noPlan: of("no_plan") };
        }),
    contactScores: async (ids) => picked(rows.scores, ids),
    numbers: async (query) => rows.numbers(query),
    newestRoot: async () => ({ root: "ab".repeat(32), day: "2026-11-21", streams: 12 }),
    countedLeads: async () => ({ rows: rows.leads, next: null }),
    contactFlags: async (ids) => picked(rows.flags, ids),
    contacts: async ({ search = "", company }) =>
      whole(
        [...rows.cards.values()].filter(
          (card) =>
            `${card.name} ${card.email}`.toLowerCase().includes(search.toLowerCase()) &&
            (company === undefined ||
              card.companyId === company ||
              (card.companyId === null && rows.companies.get(company)?.domains.includes(card.domain ?? ""))),
        ),
      ),
    companies: async ({ search = "" }) =>
      whole(
        [...rows.companies.values()].filter(
          ({ name, mergedInto }) => mergedInto === null && name.toLowerCase().includes(search.toLowerCase()),
        ),
      ),
    company: async (key) =>
      [...rows.companies.values()].find(({ id, domains }) => id === key || domains.includes(key)) ?? null,
    companyNames: async (ids) =>
      new Map(
        [...picked(rows.companies, ids)].map(([id, { name, domains, status }]) => [
          id,
          { id, name, domain: domains[0] ?? null, status },
        ]),
      ),
    contactCount: async () => rows.cards.size,
    companiesNamed: async (keys) =>
      new Map(
        keys.flatMap((key) => {
          const found = [...rows.companies.values()].find(({ id, domains }) => id === key || domains.includes(key));
          return found ? [[key, found] as const] : [];
        }),
      ),
    companyGrades: async ({ companies, limit }) => {
      const found = [...rows.holds.values()]
        .filter(({ state, shown }) => state !== "confirmed" && shown !== "")
        .flatMap((row) => {
          const counted = countedCompany(row);
          const { holdId, streamId: contactId, kind, state, openedAt, verdict } = row;
          const { qualifyBasisPoints, analyzeBasisPoints } = row;
          const grade = { holdId, contactId, kind, state, openedAt, verdict, qualifyBasisPoints, analyzeBasisPoints };
          return counted && companies.includes(counted.companyId) ? [{ ...grade, ...counted }] : [];
        })
        .toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
      return { rows: found.slice(0, limit), isCut: found.length > limit };
    },
    companyFacts: async (ids) =>
      new Map(
        ids.map((companyId) => {
          const { facts } = foldCompany((rows.companyEvents.get(companyId) ?? []).map(eventInRow));
          const own = Object.entries(facts).map(([id, fact]) => ({ companyId, id: FactId.parse(id), ...fact }));
          return [companyId, own.toSorted((a, b) => (a.id < b.id ? -1 : 1))];
        }),
      ),
    contactCards: async (ids) => picked(rows.cards, ids),
    outbox: async () => whole(rows.outbox),
    outboxMessage: async (key) =>
      rows.outbox.find((row) => row.idempotencyKey === key) ?? (await log?.outboxMessage(key)) ?? null,
    deadLetters: async () => whole(rows.deadLetters),
    refusedGroups: async () =>
      [...Map.groupBy(waiting(rows), ({ source, reason }) => `${source} ${reason}`).values()].flatMap((own) => {
        const [first] = own;
        return first
          ? [{ source: first.source, reason: first.reason, bodies: own.length, newest: first.receivedAt }]
          : [];
      }),
    refusedBodies: async ({ of }) =>
      whole(
        of
          ? waiting(rows).filter(({ source, reason }) => source === of.source && reason === of.reason)
          : rows.refused.map(({ row }) => row).filter((row) => row.redrivenAt !== null),
      ),
    unreadableObjects: async () => [...rows.unreadable.values()],
  };
  return { ...reads, ...checkedHoldReads(reads) };
}

const waiting = ({ refused }: Pick<Rows, "refused">) =>
  refused.map(({ row }) => row).filter((row) => row.redrivenAt === null);

/** What is missing of a hold, as gap-reads.ts reads it by SQL. */
function gapOf(row: HoldRow): HeldGap {
  const [{ increments, company = null }, shown] = [arithmeticOf(row), shownOf(row)];
  const has = (rule: Increment["rule"]): boolean => increments.some((one) => one.rule === rule && one.applied);
  return {
    openedAt: row.openedAt,
    streamId: row.streamId,
    hasCompany: has("company_known"),
    hasRole: has("role_or_seniority_known"),
    company,
    email: shown.email,
    companyName: shown.company,
    title: shown.title,
  };
}

const NOTHING: ContactRecord = {
  rows: [],
  holds: [],
  tasks: [],
  contact: null,
  comparisons: [],
  score: null,
  runs: [],
  reports: [],
  classes: [],
  unwritten: [],
};

const whole = <Row>(rows: readonly Row[]) => ({ rows, next: null, faults: [] });

const picked = <Id, Row>(rows: ReadonlyMap<Id, Row>, ids: readonly Id[]): Map<Id, Row> =>
  new Map([...rows].filter(([id]) => ids.includes(id)));
