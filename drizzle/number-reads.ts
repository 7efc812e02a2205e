// Counts the numbers of schema/numbers.ts in the read models, over all databases of the log, and lists the leads that a number counts. Each
// statement is made once from the list's queries; input is always bound. What the numbers say is not here.
import * as z from "zod";
import { workingTime } from "../schema/working-time.ts";
import { Instant } from "../schema/formats.ts";
import { AdminId } from "../schema/ids.ts";
import {
  ClassCount,
  CountedLead,
  type Figure,
  type Measured,
  milliseconds,
  type NumberDefinition,
  NUMBERS,
  NumberDimension,
  type NumberId,
  type NumbersQuery,
  type OpenHolds,
  PublishedRoot,
} from "../schema/numbers.ts";
import type { HoursPolicy } from "../schema/policy.ts";
import { dayAfter, HOUR_MS } from "../schema/time.ts";
import { databaseOf } from "./database-of.ts";
import type { CountedLeadKey, CountedLeadsQuery } from "./desk-queries.ts";
import type { DeskReads, Page } from "./desk-reads.ts";
import { pageOf } from "./keyset.ts";
import { mergedPage } from "./sharded-hold-reads.ts";

/** One row for each lead of the days from `?1` on, before `?2`: a range of the key of `runs`, and each hold and contact by its key. */
const LEADS = `FROM runs AS r
  LEFT JOIN holds AS p ON p.hold_id = r.preview_id
  LEFT JOIN holds AS d ON d.hold_id = r.draft_hold_id
  LEFT JOIN contact_flags AS c ON c.stream_id = r.stream_id`;
const HITS = " JOIN json_each(r.hits) AS h";
const IN_DAYS = "WHERE r.began_at >= ?1 AND r.began_at < ?2";

type Definition = NumberDefinition & { readonly id: NumberId };
const DEFINITIONS: readonly Definition[] = NUMBERS;

const counted = (condition: string): string => `coalesce(sum(CASE WHEN ${condition} THEN 1 ELSE 0 END), 0)`;

/** The columns of one number, in a statement that counts several. */
function columnsOf(number: Definition): readonly string[] {
  const of = `${counted(number.of)} AS of_${number.id}`;
  if (number.unit === "share") return [of, `${counted(`(${number.of}) AND (${number.out})`)} AS out_${number.id}`];
  if ("sum" in number) return [of, `coalesce(sum(${number.sum}), 0) AS sum_${number.id}`];
  if (number.unit !== "sentences") return [of];
  const summedOver = (column: string): string => `coalesce(sum(CASE WHEN ${number.of} THEN ${column} ELSE 0 END), 0)`;
  return [of, `${summedOver(number.part)} AS sum_${number.id}`, `${summedOver(number.whole)} AS whole_${number.id}`];
}

/** Working time is counted from the two instants, because SQL knows no time zone. */
const tookColumns = ({ from, to, isWorkingTime }: Extract<Definition, { unit: "time" }>): string =>
  isWorkingTime ? `${from} AS began, ${to} AS ended` : `${milliseconds(to)} - ${milliseconds(from)} AS took, NULL`;

interface Statement {
  readonly sql: string;
  readonly numbers: readonly Definition[];
}

/** The statements for one dimension, or for none. Numbers that a dimension divides by the same column share a statement; times have their own. */
function statementsBy(dimension: NumberDimension | null): readonly Statement[] {
  const keyOf = ({ by }: Definition): string | undefined => (dimension === null ? "NULL" : by[dimension]);
  const from = dimension === "hit" ? `${LEADS}${HITS}` : LEADS;
  const divided = DEFINITIONS.filter((number) => keyOf(number) !== undefined);
  const times = divided.filter(({ unit }) => unit === "time");
  const counts = Map.groupBy(
    divided.filter(({ unit }) => unit !== "time"),
    keyOf,
  );
  return [
    ...[...counts].map(([key, numbers]) => ({
      sql: `SELECT ${key ?? "NULL"} AS key, ${numbers.flatMap(columnsOf).join(", ")} ${from} ${IN_DAYS} GROUP BY 1`,
      numbers,
    })),
    ...times.flatMap((number) =>
      number.unit === "time"
        ? [
            {
              sql: `SELECT ${keyOf(number) ?? "NULL"} AS key, ${tookColumns(number)}, count(*) AS leads ${from} ${IN_DAYS} AND (${number.of}) GROUP BY 1, 2, 3`,
              numbers: [number],
            },
          ]
        : [],
    ),
  ];
}

const TOTALS = statementsBy(null);
const DIVIDED = new Map(NumberDimension.options.map((dimension) => [dimension, statementsBy(dimension)]));

const OPEN_HOLDS = `SELECT
  coalesce(sum(opened_at > ?1), 0) AS under4Hours,
  coalesce(sum(opened_at <= ?1 AND opened_at > ?2), 0) AS under1Day,
  coalesce(sum(opened_at <= ?2 AND opened_at > ?3), 0) AS under3Days,
  coalesce(sum(opened_at <= ?3), 0) AS older
FROM holds WHERE state = 'open'`;

/** The messages that a model was asked about: a range of the key of `class_comparisons`. */
const classesBy = (dimension: NumberDimension | undefined): string =>
  `SELECT ${dimension === "source" ? "source" : "substr(at, 1, 10)"} AS key, by_rules AS byRules, by_model AS byModel, counted, count(*) AS messages
  FROM class_comparisons WHERE at >= ?1 AND at < ?2 GROUP BY 1, 2, 3, 4`;

/** The leads that a number counts, newest first; `?3` and `?4` are the key of the page before, `?5` the value of the dimension. */
function listStatement({ number, part, by }: CountedLeadsQuery): string {
  const defined = definitionOf(number);
  const isOut = part === "out" && defined.unit === "share";
  const condition = isOut ? `(${defined.of}) AND (${defined.out})` : `(${defined.of})`;
  const key = by === undefined ? undefined : defined.by[by];
  return `SELECT r.began_at AS beganAt, r.run_id AS runId, r.stream_id AS streamId, r.source AS source, r.action AS action, r.reason AS reason
  ${by === "hit" ? `${LEADS}${HITS}` : LEADS} ${IN_DAYS} AND ${condition} AND (?3 IS NULL OR (r.began_at, r.run_id) < (?3, ?4))
  AND ${key === undefined ? "?5 IS NULL" : `${key} IS ?5`} ORDER BY r.began_at DESC, r.run_id DESC LIMIT ?6`;
}

const definitionOf = (id: NumberId): Definition => {
  const found = DEFINITIONS.find((number) => number.id === id);
  if (!found) throw new Error(`there is no number ${id}`);
  return found;
};

type Row = Readonly<Record<string, unknown>>;
const OpenHoldsRow = z.object({ under4Hours: z.int(), under1Day: z.int(), under3Days: z.int(), older: z.int() });
const TimeRow = z.object({ took: z.int(), leads: z.int() });
const WorkedRow = z.object({ began: Instant, ended: Instant, leads: z.int() });
const Leads = z.array(CountedLead);
const ClassCounts = z.array(ClassCount);

/** One group of one number, in one database. */
interface Part {
  readonly id: NumberId;
  readonly key: string | null;
  readonly figure: Figure;
}

const countIn = (row: Row, name: string): number => Number(row[name] ?? 0);

function partsIn({ numbers }: Statement, rows: readonly Row[], hours: HoursPolicy): readonly Part[] {
  return rows.flatMap((row) => {
    const key = typeof row["key"] === "string" ? row["key"] : null;
    return numbers.map((number): Part => {
      const { id } = number;
      if (number.unit === "time") {
        const [took, leads] = number.isWorkingTime ? workedIn(row, hours) : tookIn(row);
        return { id, key, figure: { of: leads, out: 0, sum: 0, whole: 0, times: [[took, leads]] } };
      }
      const of = (name: string): number => countIn(row, `${name}_${id}`);
      return { id, key, figure: { of: of("of"), out: of("out"), sum: of("sum"), whole: of("whole"), times: [] } };
    });
  });
}

function tookIn(row: Row): readonly [took: number, leads: number] {
  const { took, leads } = TimeRow.parse(row);
  return [took, leads];
}
function workedIn(row: Row, hours: HoursPolicy): readonly [took: number, leads: number] {
  const { began, ended, leads } = WorkedRow.parse(row);
  return [workingTime(began, ended, hours), leads];
}

/** `shards` are the EVENTS databases in order. A lead, its holds and its contact are in one of them. */
export function numberReads(shards: readonly D1Database[]): Pick<DeskReads, "numbers" | "countedLeads" | "newestRoot"> {
  return {
    async numbers(query) {
      const [whole, divided] = [TOTALS, query.by === undefined ? [] : (DIVIDED.get(query.by) ?? [])];
      const answers = await Promise.all(shards.map((database) => countedIn(database, [...whole, ...divided], query)));
      const partsOf = (from: number, statements: readonly Statement[]): readonly Part[] =>
        answers.flatMap(({ results }) =>
          statements.flatMap((statement, index) => partsIn(statement, results[from + index] ?? [], query.hours)),
        );
      const [totals, groups] = [partsOf(0, whole), partsOf(whole.length, divided)];
      const numbers = DEFINITIONS.map(({ id, by }): [NumberId, Measured] => [
        id,
        {
          total: summed(totals.filter((part) => part.id === id)),
          groups: query.by !== undefined && by[query.by] !== undefined ? grouped(groups, id) : null,
        },
      ]);
      return {
        numbers: new Map(numbers),
        openHolds: answers.map(({ open }) => open).reduce(bothOpen),
        classes: allClasses(answers.flatMap(({ classes }) => classes)),
        ...(await waitingIn(shards[0])),
      };
    },
    async countedLeads(query) {
      const pages = await Promise.all(shards.map((database) => pageIn(database, query)));
      return mergedPage(pages, query.limit, keyOf, "descending");
    },
    async newestRoot() {
      const row = await databaseOf(shards, AUDIT).prepare(NEWEST_ROOT).bind(AUDIT).first();
      return row && PublishedRoot.parse(row);
    },
  };
}

const before = (now: string, hours: number): string => new Date(Date.parse(now) - hours * HOUR_MS).toISOString();

/** Counts in one database, in one transaction. */
async function countedIn(
  database: D1Database,
  statements: readonly Statement[],
  { period: { from, to }, by, now }: NumbersQuery,
) {
  const counts = statements.map(({ sql }) => database.prepare(sql).bind(from, dayAfter(to)));
  const open = database.prepare(OPEN_HOLDS).bind(before(now, 4), before(now, 24), before(now, 72));
  const asked = database.prepare(classesBy(by)).bind(from, dayAfter(to));
  const [waiting, classes, ...answers] = await database.batch<Row>([open, asked, ...counts]);
  return {
    open: OpenHoldsRow.parse(waiting?.results[0]) satisfies OpenHolds,
    classes: ClassCounts.parse(classes?.results),
    results: answers.map(({ results }) => results),
  };
}

const AUDIT = AdminId.parse("ad_audit");
const NEWEST_ROOT = `SELECT body ->> '$.payload.root' AS root, body ->> '$.payload.day' AS day, body ->> '$.payload.heads' AS streams
  FROM events WHERE stream_id = ?1 AND type = 'RootPublished' ORDER BY version DESC LIMIT 1`;
const WAITING = `SELECT
  (SELECT count(*) FROM dead_letters WHERE source IS NULL AND redriven_at IS NULL) AS deadLetters,
  (SELECT count(*) FROM dead_letters WHERE source IS NOT NULL AND redriven_at IS NULL) AS refusedBodies`;
const Waiting = z.strictObject({ deadLetters: z.int(), refusedBodies: z.int() });

async function waitingIn(first: D1Database | undefined): Promise<z.infer<typeof Waiting>> {
  return Waiting.parse(await first?.prepare(WAITING).first());
}

const bothOpen = (one: OpenHolds, other: OpenHolds): OpenHolds => ({
  under4Hours: one.under4Hours + other.under4Hours,
  under1Day: one.under1Day + other.under1Day,
  under3Days: one.under3Days + other.under3Days,
  older: one.older + other.older,
});

/** The counts of several databases as one, in the order of their fields. */
function allClasses(counts: readonly ClassCount[]): readonly ClassCount[] {
  const nameOf = ({ key, byRules, byModel, counted }: ClassCount): string =>
    [key, byRules, byModel, counted].join("\n");
  return [...Map.groupBy(counts, nameOf)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, own]) =>
      own.slice(0, 1).map((first) => ({ ...first, messages: own.reduce((all, { messages }) => all + messages, 0) })),
    );
}

/** The parts of several databases as one. */
function summed(parts: readonly Part[]): Figure {
  const times = new Map<number, number>();
  for (const { figure } of parts)
    for (const [took, leads] of figure.times) times.set(took, (times.get(took) ?? 0) + leads);
  const sumOf = (field: "of" | "out" | "sum" | "whole"): number =>
    parts.reduce((sum, { figure }) => sum + figure[field], 0);
  return {
    of: sumOf("of"),
    out: sumOf("out"),
    sum: sumOf("sum"),
    whole: sumOf("whole"),
    times: [...times].toSorted(([one], [other]) => one - other),
  };
}

/** The groups of a number. A group in which nothing is counted is left out. */
function grouped(parts: readonly Part[], id: NumberId): ReadonlyMap<string | null, Figure> {
  const own = Map.groupBy(
    parts.filter((part) => part.id === id),
    ({ key }) => key,
  );
  return new Map(
    [...own]
      .map(([key, of]) => [key, summed(of)] as const)
      .filter(([, { of }]) => of > 0)
      .toSorted(([one], [other]) => ((one ?? "") < (other ?? "") ? -1 : 1)),
  );
}

const keyOf = ({ beganAt, runId }: CountedLead): CountedLeadKey => ({ beganAt, runId });

async function pageIn(database: D1Database, query: CountedLeadsQuery): Promise<Page<CountedLead, CountedLeadKey>> {
  const {
    period: { from, to },
    key = null,
    limit,
    after,
  } = query;
  const { results } = await database
    .prepare(listStatement(query))
    .bind(from, dayAfter(to), after?.beganAt ?? null, after?.runId ?? null, key, limit + 1)
    .all();
  return pageOf(Leads.parse(results), limit, keyOf);
}
