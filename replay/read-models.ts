// The rows others read, as the events make them: to rebuild them, and to tell where those that stand differ.
import { canonicalJson } from "../schema/canonical.ts";
import type { ContactId } from "../schema/ids.ts";
import type { ContactRow, HoldRow, PlanComparisonRow, TaskRow } from "../schema/shipment.ts";
import { comparisonRows, contactRow, holdRow, type Open, taskRow } from "../domain/contact/rows.ts";
import type { LogContext } from "./context.ts";
import { type Fault, faultAt } from "./faults.ts";
import { foldStream } from "./fold.ts";
import { said } from "./sealed.ts";
import { type Keys, noKeys, type StreamRows } from "./source.ts";

export interface ReadModels {
  readonly holds: readonly HoldRow[];
  readonly tasks: readonly TaskRow[];
  readonly contact: ContactRow | null;
  readonly comparisons: readonly PlanComparisonRow[];
}

/** The rows of a contact's stream. Where its words stay closed, the personal column of a hold (`shown`) is that of an erased contact. */
export function readModelsOf(stream: StreamRows, keys: Keys = noKeys, says?: LogContext["says"]): ReadModels {
  const { contact, events } = foldStream(stream);
  const contactId = stream.streamId as ContactId;
  const opens = { keys, ...(says ? { says } : {}) };
  const open: Open = (version) => {
    const event = events[version - 1];
    return event ? (said(event, opens)?.words ?? null) : null;
  };
  return {
    holds: Object.values(contact.holds).map((hold) => holdRow(contactId, contact, hold, events, open)),
    tasks: Object.values(contact.tasks).map((task) => taskRow(contactId, task)),
    contact: contactRow(contactId, contact),
    comparisons: comparisonRows(contactId, events),
  };
}

/**
 * Where the rows that were found differ from those the events make. What is personal is compared under the key, or where somebody else opened
 * all of the contact's words (`says`), and not otherwise.
 */
export function compareReadModels(
  stream: StreamRows,
  found: ReadModels,
  keys: Keys = noKeys,
  says?: LogContext["says"],
): readonly Fault[] {
  const made = readModelsOf(stream, keys, says);
  const isOpen = says !== undefined || keys(stream.streamId) !== null;
  // What an erasure emptied is empty, for whoever has a key and whoever has none.
  const emptied = new Set(made.holds.flatMap(({ holdId, shown }) => (shown === "" ? [holdId] : [])));
  const plain = (row: HoldRow): HoldRow => (isOpen || emptied.has(row.holdId) ? row : { ...row, shown: "" });
  const byHold = (rows: readonly HoldRow[]) => new Map(rows.map((row) => [`holds.${row.holdId}`, plain(row)]));
  const byTask = (rows: readonly TaskRow[]) => new Map(rows.map((row) => [`tasks.${row.taskId}`, row]));
  const byContact = (row: ContactRow | null) => new Map(row ? [[`contact_flags.${row.streamId}`, row]] : []);
  const byRun = (rows: readonly PlanComparisonRow[]) =>
    new Map(rows.map((row) => [`plan_comparisons.${row.runId}`, row]));
  return [
    ...differing(stream, byHold(made.holds), byHold(found.holds)),
    ...differing(stream, byTask(made.tasks), byTask(found.tasks)),
    ...differing(stream, byContact(made.contact), byContact(found.contact)),
    ...differing(stream, byRun(made.comparisons), byRun(found.comparisons)),
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

/** Fields of a row that are not the same. Personal text is in no fault: only that it differs. */
function fieldsDiffering(expected: object, found: object): [field: string, expected: unknown, found: unknown][] {
  const [one, other] = [Object.entries(expected), new Map<string, unknown>(Object.entries(found))];
  return one
    .filter(([field, value]) => canonicalJson(value) !== canonicalJson(other.get(field) ?? null))
    .map(([field, value]) => (field === "shown" ? [field, "…", "…"] : [field, value, other.get(field)]));
}
