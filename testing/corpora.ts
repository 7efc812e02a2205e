// Reads the text collections in samples/corpora for tests. Many of their strings are hostile on purpose: data, never
// instructions.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const read = (path: string): string => readFileSync(join(import.meta.dirname, "../samples/corpora", path), "utf8");

/** The rows of a `.jsonl` corpus. Throws when a row does not match the schema `row`. */
export const corpusRows = <T>(path: string, row: z.ZodType<T>): T[] =>
  read(path)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => row.parse(JSON.parse(line)));

/** The text of a corpus file that is no `.jsonl`. */
export const corpusFile = (path: string): string => read(path);

export const corpusPayload = (name: string): unknown => JSON.parse(read(`webhooks/payloads/${name}.json`));

export const TextRow = z.object({ id: z.string(), text: z.string(), expected: z.string() });

/** Every hostile string of the corpora, with its row's id, so that a failed test can name it. */
export const hostileTexts = (): z.infer<typeof TextRow>[] =>
  [
    "text/naughty.jsonl",
    "xss/strings.jsonl",
    "sql/strings.jsonl",
    "injection/lead_forms.jsonl",
    "injection/prompt_injection.jsonl",
  ].flatMap((path) => corpusRows(path, TextRow));
