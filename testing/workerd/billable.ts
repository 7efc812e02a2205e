// Counts what Cloudflare would bill for, for tests in workerd: rows written in objects and in D1, and alarms set. The numbers of
// rows are the runtime's own.
//
// A test and the objects of its Worker run in one isolate, so the counters replace methods on the prototypes of the storage and
// database bindings. The product's code does not change for it.

export interface Bill {
  /** Rows that objects wrote with SQL: events, keys and other tables. */
  objectRows: number;
  /** Calls of `setAlarm`. Each is billed as a row, but is not in the runtime's count of SQL rows. */
  alarms: number;
  /** Rows written in D1, by the table that a statement names. */
  readonly tables: Map<string, number>;
  /** Calls to D1: batches, and single statements with `run` or `all`. */
  databaseCalls: number;
}

const LOG_TABLES = [
  "events",
  "stream_keys",
  "holds",
  "tasks",
  "contact_flags",
  "contact_scores",
  "runs",
  "reports",
  "unwritten_runs",
  "runs_under_way",
  "outbox",
  "dead_letters",
];

/** The rows that are billed for objects. An alarm counts as a row. */
export const objectRowsOf = ({ objectRows, alarms }: Bill): number => objectRows + alarms;
/** The rows that are billed for the log's databases, with read models and their indexes. */
export const logRowsOf = ({ tables }: Bill): number =>
  LOG_TABLES.reduce((sum, table) => sum + (tables.get(table) ?? 0), 0);

const tableOf = (sql: string): string => /(?:INTO|UPDATE|DELETE FROM)\s+["`]?(\w+)/i.exec(sql)?.[1] ?? "none";

type Meta = { readonly meta?: { readonly rows_written?: number } };
type Statement = { bind(...values: unknown[]): Statement; run(): Promise<Meta>; all(): Promise<Meta> };
type Database = { prepare(sql: string): Statement; batch(statements: Statement[]): Promise<Meta[]> };

/**
 * Begins to count. `storage` may be any object's storage and `database` any D1 binding, because the counters are on their
 * prototypes.
 */
export function countBill(storage: DurableObjectStorage, database: D1Database): { take(): Bill } {
  let bill = emptyBill();
  countObject(storage, () => bill);
  countDatabase(database as unknown as Database, () => bill);
  return {
    /** The bill since the previous `take`. */
    take() {
      const taken = bill;
      bill = emptyBill();
      return taken;
    },
  };
}

const emptyBill = (): Bill => ({ objectRows: 0, alarms: 0, tables: new Map(), databaseCalls: 0 });

function countObject(storage: DurableObjectStorage, bill: () => Bill): void {
  const sql = Object.getPrototypeOf(storage.sql) as SqlStorage;
  const { exec } = sql;
  sql.exec = function counted(this: SqlStorage, ...args: Parameters<SqlStorage["exec"]>) {
    const cursor = exec.apply(this, args);
    bill().objectRows += cursor.rowsWritten;
    return cursor;
  } as SqlStorage["exec"];
  const proto = Object.getPrototypeOf(storage) as DurableObjectStorage;
  const { setAlarm } = proto;
  proto.setAlarm = function counted(this: DurableObjectStorage, ...args: Parameters<DurableObjectStorage["setAlarm"]>) {
    bill().alarms += 1;
    return setAlarm.apply(this, args);
  };
}

function countDatabase(database: Database, bill: () => Bill): void {
  const sqlOf = new WeakMap<Statement, string>();
  const add = (statement: Statement, { meta }: Meta): void => {
    const table = tableOf(sqlOf.get(statement) ?? "");
    bill().tables.set(table, (bill().tables.get(table) ?? 0) + (meta?.rows_written ?? 0));
  };
  const databases = Object.getPrototypeOf(database) as Database;
  const { prepare, batch } = databases;
  databases.prepare = function counted(this: Database, sql: string) {
    const statement = prepare.call(this, sql);
    sqlOf.set(statement, sql);
    return statement;
  };
  databases.batch = async function counted(this: Database, statements: Statement[]) {
    const results = await batch.call(this, statements);
    bill().databaseCalls += 1;
    for (const [index, result] of results.entries()) add(statements[index]!, result);
    return results;
  };
  const statements = Object.getPrototypeOf(database.prepare("SELECT 1")) as Statement;
  const { bind, run, all } = statements;
  statements.bind = function counted(this: Statement, ...values: unknown[]) {
    const bound = bind.apply(this, values);
    sqlOf.set(bound, sqlOf.get(this) ?? "");
    return bound;
  };
  for (const [name, original] of [
    ["run", run],
    ["all", all],
  ] as const) {
    statements[name] = async function counted(this: Statement) {
      const result = await original.call(this);
      bill().databaseCalls += 1;
      add(this, result);
      return result;
    };
  }
}
