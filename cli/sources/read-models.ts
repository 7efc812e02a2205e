// Reads the rows of the read models (holds, tasks, flags, comparisons, scores, runs, reports) by their keys, because the tables have no index by contact. Comparing
// them with the events is in verify-read-models.ts.
import type { ReadModels } from "../../replay/read-models.ts";
import type { StreamId } from "../../schema/ids.ts";
import type {
  ClassComparisonRow,
  ContactRow,
  HoldRow,
  PlanComparisonRow,
  ReportRow,
  RunRow,
  ScoreRow,
  TaskRow,
  UnwrittenRow,
} from "../../schema/shipment.ts";
import type { Query } from "./query.ts";

const SELECT_HOLDS = "SELECT * FROM holds WHERE hold_id IN (SELECT value FROM json_each(?1))";
const SELECT_TASKS = "SELECT * FROM tasks WHERE task_id IN (SELECT value FROM json_each(?1))";
const SELECT_CONTACTS = "SELECT * FROM contact_flags WHERE stream_id IN (SELECT value FROM json_each(?1))";
const SELECT_COMPARISONS = "SELECT * FROM plan_comparisons WHERE run_id IN (SELECT value FROM json_each(?1))";
const SELECT_SCORES = "SELECT * FROM contact_scores WHERE stream_id IN (SELECT value FROM json_each(?1))";
const SELECT_RUNS =
  "SELECT * FROM runs WHERE (began_at, run_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?1))";
const SELECT_REPORTS =
  "SELECT * FROM reports WHERE (began_at, stream_id, version) IN (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1))";
const SELECT_CLASSES =
  "SELECT * FROM class_comparisons WHERE (at, stream_id, version) IN (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1))";
const SELECT_UNWRITTEN =
  "SELECT * FROM unwritten_runs WHERE (ended_at, run_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?1))";
const COUNT =
  "SELECT (SELECT count(*) FROM holds) + (SELECT count(*) FROM tasks) + (SELECT count(*) FROM contact_flags) + (SELECT count(*) FROM plan_comparisons) + (SELECT count(*) FROM contact_scores) + (SELECT count(*) FROM runs) + (SELECT count(*) FROM reports) + (SELECT count(*) FROM class_comparisons) + (SELECT count(*) FROM unwritten_runs) AS count";
/** Table by table: D1 takes at most five terms in a compound SELECT. */
const SELECT_KEYS = [
  "SELECT 'holds.' || hold_id AS key, stream_id AS streamId FROM holds WHERE key > ?1 ORDER BY key LIMIT 500",
  "SELECT 'tasks.' || task_id AS key, stream_id AS streamId FROM tasks WHERE key > ?1 ORDER BY key LIMIT 500",
  "SELECT 'contact_flags.' || stream_id AS key, stream_id AS streamId FROM contact_flags WHERE key > ?1 ORDER BY key LIMIT 500",
  "SELECT 'plan_comparisons.' || run_id AS key, stream_id AS streamId FROM plan_comparisons WHERE key > ?1 ORDER BY key LIMIT 500",
  "SELECT 'contact_scores.' || stream_id AS key, stream_id AS streamId FROM contact_scores WHERE key > ?1 ORDER BY key LIMIT 500",
  "SELECT 'runs.' || run_id AS key, stream_id AS streamId FROM runs WHERE key > ?1 ORDER BY key LIMIT 500",
  "SELECT 'reports.' || stream_id || '@' || version AS key, stream_id AS streamId FROM reports WHERE key > ?1 ORDER BY key LIMIT 500",
  "SELECT 'class_comparisons.' || stream_id || '@' || version AS key, stream_id AS streamId FROM class_comparisons WHERE key > ?1 ORDER BY key LIMIT 500",
  "SELECT 'unwritten_runs.' || run_id AS key, stream_id AS streamId FROM unwritten_runs WHERE key > ?1 ORDER BY key LIMIT 500",
];

type Fields = Readonly<Record<string, unknown>>;

/** Columns with booleans, which SQLite stores as 0 and 1. */
const FLAGS: ReadonlySet<string> = new Set([
  "marked",
  "do_not_contact",
  "bounced",
  "unsubscribed",
  "replied",
  "sequence_closed",
  "erased",
  "edited",
]);

const camel = (column: string): string => column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const valueIn = (column: string, value: unknown): unknown =>
  FLAGS.has(column) && (value === 0 || value === 1) ? value === 1 : value;

/** A row with camel-case field names. The values are unchecked: the comparison with the events finds what is wrong. */
const rowIn = <Row>(row: unknown): Row =>
  Object.fromEntries(Object.entries(row as Fields).map(([name, value]) => [camel(name), valueIn(name, value)])) as Row;

/** A stream and the rows that follow from its events. */
export interface Wanted {
  readonly streamId: StreamId;
  readonly made: ReadModels;
}

/** The stored rows with the keys of the expected rows, for each of `wanted` in order. */
export async function findRows(database: Query, wanted: readonly Wanted[]): Promise<readonly ReadModels[]> {
  const read = async <Row>(sql: string, keys: readonly unknown[]): Promise<readonly Row[]> =>
    keys.length === 0 ? [] : (await database(sql, [JSON.stringify(keys)])).map((row) => rowIn<Row>(row));
  const holdIds = wanted.flatMap(({ made }) => made.holds.map(({ holdId }) => holdId));
  const taskIds = wanted.flatMap(({ made }) => made.tasks.map(({ taskId }) => taskId));
  const runIds = wanted.flatMap(({ made }) => made.comparisons.map(({ runId }) => runId));
  const streamIds = wanted.map(({ streamId }) => streamId);
  const holds = new Map((await read<HoldRow>(SELECT_HOLDS, holdIds)).map((row) => [row.holdId, row]));
  const tasks = new Map((await read<TaskRow>(SELECT_TASKS, taskIds)).map((row) => [row.taskId, row]));
  const comparisons = await read<PlanComparisonRow>(SELECT_COMPARISONS, runIds);
  const byRun = new Map(comparisons.map((row) => [row.runId, row]));
  const runKeys = wanted.flatMap(({ made }) => made.runs.map(({ beganAt, runId }) => [beganAt, runId]));
  const runs = new Map((await read<RunRow>(SELECT_RUNS, runKeys)).map((row) => [row.runId, row]));
  const reportKeys = wanted.flatMap(({ made }) =>
    made.reports.map(({ beganAt, streamId, version }) => [beganAt, streamId, version]),
  );
  const nameOf = ({ streamId, version }: Pick<ReportRow, "streamId" | "version">): string => `${streamId}@${version}`;
  const reports = new Map((await read<ReportRow>(SELECT_REPORTS, reportKeys)).map((row) => [nameOf(row), row]));
  const classKeys = wanted.flatMap(({ made }) =>
    made.classes.map(({ at, streamId, version }) => [at, streamId, version]),
  );
  const classes = new Map((await read<ClassComparisonRow>(SELECT_CLASSES, classKeys)).map((row) => [nameOf(row), row]));
  const endKeys = wanted.flatMap(({ made }) => made.unwritten.map(({ endedAt, runId }) => [endedAt, runId]));
  const unwritten = new Map((await read<UnwrittenRow>(SELECT_UNWRITTEN, endKeys)).map((row) => [row.runId, row]));
  const contacts = await read<ContactRow>(SELECT_CONTACTS, streamIds);
  const byStream = new Map<StreamId, ContactRow>(contacts.map((row) => [row.streamId, row]));
  const scores = await read<ScoreRow>(SELECT_SCORES, streamIds);
  const scoreOf = new Map<StreamId, ScoreRow>(scores.map((row) => [row.streamId, row]));
  return wanted.map(({ streamId, made }) => ({
    holds: made.holds.flatMap(({ holdId }) => holds.get(holdId) ?? []),
    tasks: made.tasks.flatMap(({ taskId }) => tasks.get(taskId) ?? []),
    contact: byStream.get(streamId) ?? null,
    comparisons: made.comparisons.flatMap(({ runId }) => byRun.get(runId) ?? []),
    score: scoreOf.get(streamId) ?? null,
    runs: made.runs.flatMap(({ runId }) => runs.get(runId) ?? []),
    reports: made.reports.flatMap((row) => reports.get(nameOf(row)) ?? []),
    classes: made.classes.flatMap((row) => classes.get(nameOf(row)) ?? []),
    unwritten: made.unwritten.flatMap(({ runId }) => unwritten.get(runId) ?? []),
  }));
}

/** The number of rows in all read models of a database. */
export async function countRows(database: Query): Promise<number> {
  const [row] = await database(COUNT, []);
  return Number((row as Fields)["count"]);
}

/** A row's key with its table (`holds.hd_…`), and the row's stream. */
export interface RowKey {
  readonly key: string;
  readonly streamId: StreamId;
}

/** The keys of all rows, in pages. */
export async function* rowKeys(database: Query): AsyncGenerator<readonly RowKey[]> {
  for (const select of SELECT_KEYS) {
    for (let after: string | undefined = ""; after !== undefined;) {
      const page = (await database(select, [after])) as readonly RowKey[];
      if (page.length > 0) yield page;
      after = page.at(-1)?.key;
    }
  }
}
