// Reads an uploaded file, compares each row with what is stored, and with a person's word gives the rows that change something to the store.
import { entriesOf, type Change, importer, inBatches } from "../../../domain/import/importer.ts";
import type { FileFault } from "../../../domain/import/file-faults.ts";
import type { ColumnMap } from "../../../domain/import/column-map.ts";
import type { ImportKind } from "../../../domain/import/meanings.ts";
import { readRows } from "../../../domain/import/read-rows.ts";
import { type FileShape, surveyFile } from "../../../domain/import/survey.ts";
import type { ImportReport } from "../../../domain/import/tally.ts";
import { err, ok, type Result } from "../../../schema/result.ts";
import { IMPORT_LIMITS } from "./file.ts";
import { type DeskStore, type RefusedRow, ROWS_PER_BATCH } from "./stores.ts";

export interface Run<K extends ImportKind = ImportKind> {
  readonly kind: K;
  readonly shape: FileShape;
  readonly report: ImportReport;
  /** What would change, or what was applied. */
  readonly changes: readonly Change<K>[];
  /** Rows that the store refused when they were applied. */
  readonly refused: readonly RefusedRow[];
  /** Null: everything was done. An import that stopped has applied this many rows, and goes on when it is applied again. */
  readonly stoppedAfter: number | null;
}

export type RunFault = FileFault | { readonly reason: "too_many_lines"; readonly lines: number };

interface Running<K extends ImportKind> {
  readonly kind: K;
  readonly bytes: Uint8Array;
  readonly map: ColumnMap;
  readonly store: DeskStore<K>;
  readonly isApplied: boolean;
}

/** Runs an import. Throws where what is stored cannot be read and nothing is applied yet. */
export async function runImport<K extends ImportKind>({
  kind,
  bytes,
  map,
  store,
  isApplied,
}: Running<K>): Promise<Result<Run<K>, RunFault>> {
  const survey = surveyFile({ kind, map });
  survey.push(bytes);
  const shape = survey.end();
  if (!shape.ok) return shape;
  const { lines } = shape.value;
  if (lines > IMPORT_LIMITS.lines) return err({ reason: "too_many_lines", lines });
  const reader = readRows(kind, shape.value);
  const items = [...reader.push(bytes), ...reader.end()];
  const { changesOf, report } = importer(kind, { isCompared: true });
  const changes: Change<K>[] = [];
  const refused: RefusedRow[] = [];
  const done = (stoppedAfter: number | null): Result<Run<K>, RunFault> =>
    ok({ kind, shape: shape.value, report: report(), changes, refused, stoppedAfter });
  for (const batch of inBatches(items, ROWS_PER_BATCH)) {
    try {
      const entries = entriesOf(batch);
      const own = changesOf(batch, entries.length > 0 ? await store.known(entries) : {});
      if (isApplied && own.length > 0) refused.push(...(await store.apply(own)));
      changes.push(...own);
    } catch (cause) {
      if (!isApplied || changes.length === 0) throw cause;
      return done(changes.length);
    }
  }
  return done(null);
}
