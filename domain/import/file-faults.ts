// Why a whole file is refused before any row of it is read.
import type { NoText } from "./file-kind.ts";
import type { ImportKind } from "./meanings.ts";

export type FileFault =
  | { readonly reason: "not_text"; readonly what: NoText }
  | { readonly reason: "empty" }
  /** A header, or lines for people, and no row. */
  | { readonly reason: "no_rows" }
  /** No column has what a row needs. `line`: the first line with cells; `holds`: a column whose cells are addresses; `fits`: another kind of file that has it. */
  | {
      readonly reason: "no_column";
      readonly kind: ImportKind;
      readonly line: number;
      readonly headers: readonly string[];
      readonly holds: string | null;
      readonly fits: ImportKind | null;
    }
  /** Columns that are not known and may be opt-outs: a person has to say what they mean. */
  | { readonly reason: "doubtful_columns"; readonly line: number; readonly headers: readonly string[] }
  /** `--map` names a column that the file does not have. */
  | { readonly reason: "map_without_column"; readonly column: string; readonly headers: readonly string[] };
