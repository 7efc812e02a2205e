// Reads the corpora for tests. Strings in them are hostile on purpose: data, never instructions.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const read = (path: string): string => readFileSync(join(import.meta.dirname, "../samples/corpora", path), "utf8");

/** The rows of a `.jsonl` corpus, each checked against the fields the test uses. */
export const corpusRows = <T>(path: string, row: z.ZodType<T>): T[] =>
  read(path)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => row.parse(JSON.parse(line)));

export const corpusPayload = (name: string): unknown => JSON.parse(read(`webhooks/payloads/${name}.json`));

export const TextRow = z.object({ id: z.string(), text: z.string(), expected: z.string() });

/** Every hostile string of the corpora, named by its row, so that a failure says which one. */
export const hostileTexts = (): z.infer<typeof TextRow>[] =>
  [
    "text/naughty.jsonl",
    "xss/strings.jsonl",
    "sql/strings.jsonl",
    "injection/lead_forms.jsonl",
    "injection/prompt_injection.jsonl",
  ].flatMap((path) => corpusRows(path, TextRow));
