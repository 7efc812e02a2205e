// Reads a whole file that is in memory: both readings, and each row judged. The command line streams instead (cli/import-file.ts); both use the same
// parts.
import { ok, type Result } from "../../schema/result.ts";
import { type Judged, judgeOf, type Known } from "./compare.ts";
import type { Entries } from "./entries.ts";
import type { FileFault } from "./file-faults.ts";
import type { ImportKind } from "./meanings.ts";
import { type FileItem, type PassedOver, readRows } from "./read-rows.ts";
import { type FileShape, surveyFile } from "./survey.ts";
import type { ColumnMap } from "./column-map.ts";

export interface ImportedFile<K extends ImportKind> {
  readonly shape: FileShape;
  readonly rows: readonly Judged<Entries[K]>[];
  readonly passed: readonly { readonly line: number; readonly why: PassedOver }[];
}

/** What a file says, row by row, and what of it would change what is stored. */
export function importBytes<K extends ImportKind>(
  kind: K,
  chunks: readonly Uint8Array[],
  { known = {}, map = [] }: { readonly known?: Known; readonly map?: ColumnMap } = {},
): Result<ImportedFile<K>, FileFault> {
  const survey = surveyFile({ kind, map });
  for (const chunk of chunks) survey.push(chunk);
  const shape = survey.end();
  if (!shape.ok) return shape;
  const reader = readRows(kind, shape.value);
  const items: readonly FileItem<K>[] = [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()];
  const judge = judgeOf(kind, known);
  const rows = items.flatMap((item) => (item.is === "row" ? [judge(item.line, item.row)] : []));
  const passed = items.flatMap((item) => (item.is === "passed" ? [{ line: item.line, why: item.why }] : []));
  return ok({ shape: shape.value, rows, passed });
}
