// Derives the read-model rows of a contact from its events, to rebuild them, and compares them with stored rows. drizzle/ reads
// and writes stored rows.
import type { ContactId } from "../schema/ids.ts";
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
} from "../schema/shipment.ts";
import { differingFields } from "../domain/contact/compare-rows.ts";
import { classRows, comparisonRows, contactRow, holdRow, scoreRow, taskRow } from "../domain/contact/rows.ts";
import type { Open } from "../domain/contact/state.ts";
import { reportRows, runRows } from "../domain/contact/run-rows.ts";
import { unwrittenRows } from "../domain/contact/unwritten-rows.ts";
import type { LogContext } from "./context.ts";
import { type Fault, faultAt } from "./faults.ts";
import { foldStream } from "./fold.ts";
import { openSealed } from "./sealed.ts";
import { type Keys, noKeys, type StreamRows } from "./source.ts";

export interface ReadModels {
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

/** The rows of a contact's stream. When its words stay sealed, a hold's personal column (`shown`) is empty as for an erased contact. */
export function readModelsOf(stream: StreamRows, keys: Keys = noKeys, openWords?: LogContext["openWords"]): ReadModels {
  const { contact, events } = foldStream(stream);
  const contactId = stream.streamId as ContactId;
  const opens = { keys, ...(openWords ? { openWords } : {}) };
  const open: Open = (version) => {
    const event = events[version - 1];
    return event ? (openSealed(event, opens)?.words ?? null) : null;
  };
  return {
    holds: Object.values(contact.holds).map((hold) => holdRow(contactId, contact, hold, events, open)),
    tasks: Object.values(contact.tasks).map((task) => taskRow(contactId, task)),
    contact: contactRow(contactId, contact),
    comparisons: comparisonRows(contactId, events),
    score: scoreRow(contactId, contact),
    runs: runRows(contactId, contact, events),
    reports: reportRows(contactId, contact, events),
    classes: classRows(contactId, events),
    unwritten: unwrittenRows(contactId, contact, events),
  };
}

/**
 * Faults for stored rows that differ from the rows of the events. The personal column is compared only with the contact's key, or when the
 * caller has opened all of the contact's words (`openWords`).
 */
export function compareReadModels(
  stream: StreamRows,
  found: ReadModels,
  keys: Keys = noKeys,
  openWords?: LogContext["openWords"],
): readonly Fault[] {
  const made = readModelsOf(stream, keys, openWords);
  const isOpen = openWords !== undefined || keys(stream.streamId) !== null;
  // Columns that an erasure emptied must be empty, and that can be checked without a key too.
  const emptied = new Set(made.holds.flatMap(({ holdId, shown }) => (shown === "" ? [holdId] : [])));
  const plain = (row: HoldRow): HoldRow => (isOpen || emptied.has(row.holdId) ? row : { ...row, shown: "" });
  const byHold = (rows: readonly HoldRow[]) => new Map(rows.map((row) => [`holds.${row.holdId}`, plain(row)]));
  const byTask = (rows: readonly TaskRow[]) => new Map(rows.map((row) => [`tasks.${row.taskId}`, row]));
  const byContact = (row: ContactRow | null) => new Map(row ? [[`contact_flags.${row.streamId}`, row]] : []);
  const byScore = (row: ScoreRow | null) => new Map(row ? [[`contact_scores.${row.streamId}`, row]] : []);
  const byRun = (rows: readonly PlanComparisonRow[]) =>
    new Map(rows.map((row) => [`plan_comparisons.${row.runId}`, row]));
  const byRunId = (rows: readonly RunRow[]) => new Map(rows.map((row) => [`runs.${row.runId}`, row]));
  const byEnd = (rows: readonly UnwrittenRow[]) => new Map(rows.map((row) => [`unwritten_runs.${row.runId}`, row]));
  const byVersion = <Row extends ReportRow | ClassComparisonRow>(table: string, rows: readonly Row[]) =>
    new Map(rows.map((row) => [`${table}.${row.streamId}@${row.version}`, row]));
  return [
    ...differing(stream, byHold(made.holds), byHold(found.holds)),
    ...differing(stream, byTask(made.tasks), byTask(found.tasks)),
    ...differing(stream, byContact(made.contact), byContact(found.contact)),
    ...differing(stream, byScore(made.score), byScore(found.score)),
    ...differing(stream, byRun(made.comparisons), byRun(found.comparisons)),
    ...differing(stream, byRunId(made.runs), byRunId(found.runs)),
    ...differing(stream, byVersion("reports", made.reports), byVersion("reports", found.reports)),
    ...differing(stream, byVersion("class_comparisons", made.classes), byVersion("class_comparisons", found.classes)),
    ...differing(stream, byEnd(made.unwritten), byEnd(found.unwritten)),
  ];
}

function differing(
  { streamId }: StreamRows,
  made: ReadonlyMap<string, { readonly version: number }>,
  found: ReadonlyMap<string, { readonly version: number }>,
): Fault[] {
  return [...new Set([...made.keys(), ...found.keys()])].flatMap((row) => {
    const [expected, actual] = [made.get(row), found.get(row)];
    if (!expected || !actual) {
      const absent = expected ? { expected: "a row" } : { found: "a row" };
      return [
        faultAt(streamId, (expected ?? actual)?.version ?? null, { name: "read_model_differs", field: row, ...absent }),
      ];
    }
    return fieldsDiffering(expected, actual).map(([field, wanted, had]) =>
      faultAt(streamId, expected.version, {
        name: "read_model_differs",
        field: `${row}.${field}`,
        expected: wanted,
        found: had,
      }),
    );
  });
}

/** The differing fields of a row. For the personal column the fault says only that it differs, without the text. */
function fieldsDiffering(expected: object, found: object): [field: string, expected: unknown, found: unknown][] {
  const [one, other] = [expected, found].map((row) => new Map<string, unknown>(Object.entries(row)));
  return differingFields(expected, found).map((field) =>
    field === "shown" ? [field, "…", "…"] : [field, one?.get(field), other?.get(field)],
  );
}
