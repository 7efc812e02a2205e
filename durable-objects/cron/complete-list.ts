// Records an event for every row of the suppression list that lacks one, one bounded page after another, and finds a list that has lost rows.
import type { ListRow } from "../../drizzle/crm-sweeps.ts";
import { AddSuppressions, type AdminCommand, LiftSuppression } from "../../schema/commands.ts";
import { beginning } from "../../schema/cause.ts";
import { type AdminId, commandIdOf, suppressionStreamOf } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import { recorder } from "../host/object.ts";
import type { ReconcilePorts } from "./reconcile.ts";

/** As many rows as one `SuppressionAdded` event may have. */
const LIST_ROWS_PER_PAGE = 500;
/** An import of 100,000 entries is checked within five hours. */
const LIST_PAGES_PER_TURN = 10;
/** The caller that wrote a row may still be recording its event, or retrying: a provider that got 503 retries within minutes. */
const LIST_PATIENCE_MS = 15 * 60 * 1_000;

export interface ListFound {
  /** Entries that were checked. */
  readonly rows: number;
  /** Entries that had no event and got one. */
  readonly completed: number;
  /** Entries without an event and without a person: a lift must name one. */
  readonly incompletable: number;
  /** Rows that are missing below the list's highest revision. */
  readonly lacking: number;
  /**
   * `list_went_back`: the list's highest revision is below the one of the log, or below the one read before. The database was
   * restored to an earlier point, later entries are missing, and no gate passes.
   */
  readonly trouble: "list_went_back" | null;
}

/** Records an event for every entry of the suppression list that lacks one: without it the list cannot be proved from the log. */
export async function completeList(ports: ReconcilePorts): Promise<ListFound> {
  const { work, listRows, now } = ports;
  let from = await work.read("list");
  let [rows, completed, incompletable] = [0, 0, 0];
  // Before the list, because an entry has its row before its event.
  const logged = await ports.logRevision();
  const list = await ports.countList();
  const found = { lacking: list.highest - list.rows, trouble: null };
  for (let page = 0; page < LIST_PAGES_PER_TURN; page += 1) {
    const after = Number(from ?? 0);
    const read = await listRows({ after, limit: LIST_ROWS_PER_PAGE });
    if (read.highest < Math.max(after, logged))
      return { rows, completed, incompletable, ...found, trouble: "list_went_back" };
    const old = read.rows.filter(({ at }) => now() - Date.parse(at) >= LIST_PATIENCE_MS);
    // Revisions ascend with time, except between two clocks: entries after a recent entry wait with it.
    const due = read.rows.slice(0, firstMissing(read.rows, old));
    const last = due.at(-1);
    if (!last) break;
    const missing = await unlisted(due, ports);
    const commands = commandsFor(missing);
    const record = recorder(ports.object, "cron");
    for (const command of commands) await record(command);
    rows += due.length;
    const made = commands.reduce((sum, command) => sum + entriesIn(command), 0);
    completed += made;
    incompletable += missing.length - made;
    const to = String(last.revision);
    if (!(await work.replace({ name: "list", from, to, at: new Date(now()).toISOString() }))) break;
    from = to;
    if (due.length < LIST_ROWS_PER_PAGE) break;
  }
  return { rows, completed, incompletable, ...found };
}

function firstMissing(all: readonly ListRow[], some: readonly ListRow[]): number {
  const index = all.findIndex((row, place) => some[place] !== row);
  return index === -1 ? all.length : index;
}

/** The rows whose revision no event of their stream has. */
async function unlisted(rows: readonly ListRow[], { object }: ReconcilePorts): Promise<readonly ListRow[]> {
  const byStream = Map.groupBy(rows, ({ digest }) => suppressionStreamOf(digest));
  const missing = await inParallel([...byStream], async ([streamId, own]) =>
    onlyAnswer(await object(streamId).ask([{ type: "Unlisted", revisions: own.map(({ revision }) => revision) }])),
  );
  const numbers = new Set(missing.flat());
  return rows.filter(({ revision }) => numbers.has(revision));
}

type Completing = Extract<AdminCommand, { type: "AddSuppressions" | "LiftSuppression" }>;
const entriesIn = (command: Completing): number => (command.type === "AddSuppressions" ? command.entries.length : 1);

/**
 * The commands for rows without events, by the rows' own values. Additions of one person and cause share an event; each lift has
 * its own.
 */
function commandsFor(rows: readonly ListRow[]): readonly Completing[] {
  const adds = Map.groupBy(
    rows.filter(({ op }) => op === "add"),
    ({ digest, cause, by }) => JSON.stringify([suppressionStreamOf(digest), cause, by]),
  );
  const lifts = rows.filter(({ op, by }) => op === "lift" && by !== null);
  return [
    ...[...adds.values()].flatMap((own) => {
      const [first] = own;
      if (!first) return [];
      const streamId = suppressionStreamOf(first.digest);
      const entries = own.map(({ revision, kind, digest }) => ({ revision, kind, digest }));
      const cause = causeOf("AddSuppressions", streamId, own);
      return AddSuppressions.parse({ ...cause, entries, cause: first.cause, ...(first.by ? { by: first.by } : {}) });
    }),
    ...lifts.map((row) => {
      const { revision, kind, digest, by } = row;
      const cause = causeOf("LiftSuppression", suppressionStreamOf(digest), [row]);
      return LiftSuppression.parse({ ...cause, revision, kind, digest, by });
    }),
  ];
}

function causeOf<T extends Completing["type"]>(type: T, streamId: AdminId, rows: readonly ListRow[]) {
  const commandId = commandIdOf(type, "reconcile", streamId, ...rows.map(({ revision }) => String(revision)));
  return { type, streamId, ...beginning(commandId) };
}
