// Reads a file from the disk in chunks, twice: what it is, and then its rows in batches. No more of it than a chunk and a batch is in memory.
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import type { ColumnMap } from "../domain/import/column-map.ts";
import type { ImportKind } from "../domain/import/meanings.ts";
import { inBatches } from "../domain/import/importer.ts";
import { type FileItem, readRows } from "../domain/import/read-rows.ts";
import { type FileShape, surveyFile } from "../domain/import/survey.ts";
import { fileFaultWords } from "../domain/import/words.ts";
import { COMMAND_WAYS } from "./import-report.ts";
import { CannotRun, type Shell } from "./shell.ts";

export interface ImportFile {
  readonly path: string;
  readonly shape: FileShape;
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw new CannotRun(`The file ${path} cannot be read.`, { cause });
  }
}

/** Reads a file once. Throws `CannotRun` where it cannot be read, or is refused as a whole. */
export async function openImport(
  kind: ImportKind,
  file: string,
  { shell, map }: { readonly shell: Shell; readonly map: ColumnMap },
): Promise<ImportFile> {
  const path = resolve(shell.cwd, file);
  const survey = surveyFile({ kind, map });
  for await (const chunk of chunksOf(path)) survey.push(chunk);
  const shape = survey.end();
  if (shape.ok) return { path, shape: shape.value };
  const { message, advice } = fileFaultWords(shape.error, kind, COMMAND_WAYS);
  throw new CannotRun(`${file}: ${message}`, { advice });
}

/** The rows of a file and its other lines, in order and in batches of at most `size`. */
export async function* itemBatches<K extends ImportKind>(
  kind: K,
  { path, shape }: ImportFile,
  size: number,
): AsyncGenerator<readonly FileItem<K>[]> {
  const reader = readRows(kind, shape);
  let rest: readonly FileItem<K>[] = [];
  for await (const chunk of chunksOf(path)) {
    const items = [...rest, ...reader.push(chunk)];
    const whole = items.length - (items.length % size);
    yield* inBatches(items.slice(0, whole), size);
    rest = items.slice(whole);
  }
  yield* inBatches([...rest, ...reader.end()], size);
}
