// Reads the pages of the runbook for their tests: the four parts of a page, and its commands exactly as they are printed.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../local/workers.ts";
import { readPage } from "./page.ts";

const FOLDER = "docs/runbook";

/** The names of all pages but the index. */
export const RUNBOOK_PAGES: readonly string[] = readdirSync(join(ROOT, FOLDER))
  .filter((name) => name.endsWith(".md") && name !== "README.md")
  .map((name) => name.slice(0, -".md".length))
  .toSorted();

/** The text of a page; `README` is the index. */
export const runbookPage = (name: string): string => readPage(`${FOLDER}/${name}.md`);

export const PARTS = ["What you see", "What it means", "What you do", "What is lost"] as const;

/** The headings of the second level, in their order. */
export const headingsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^## (.+)$/gm)].map(([, title = ""]) => title);

/** The text of one part. */
export function partOf(page: string, part: (typeof PARTS)[number]): string {
  const [, after = ""] = page.split(`\n## ${part}\n`);
  return after.split(/^## /m)[0] ?? "";
}

/** The lines of all blocks of shell commands, in their order. A block may be indented, as a part of a list. */
export const commandsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^( *)```sh\n(.*?)^ *```/gms)].flatMap(([, , block = ""]) =>
    block
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  );

/** The words of a command line as a shell splits them; double quotes hold a word together. */
export const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(?:[^\s"]|"[^"]*")+/g)].map(([word, quoted]) => quoted ?? word.replaceAll('"', ""));

/** What stands for `<…>` and for variables of the shell. */
export type Fills = Readonly<Record<string, string>>;

/** Fills a line; throws for a `<…>` or a `$…` that has no value. */
export const filled = (line: string, fills: Fills): string =>
  line.replaceAll(/<[^<>]+>|\$[A-Z_]+/g, (name) => {
    const value = fills[name];
    if (value === undefined) throw new Error(`${name} of "${line}" has no value`);
    return value;
  });

/** Performs a command, as its words or its whole line; the answer is kept with the line as the page has it. */
export interface Typist<Answer> {
  readonly holdpoint: (words: readonly string[], line: string) => Promise<Answer>;
  /** Other commands, by how they begin. Those of a page that begin with none of these make the test fail. */
  readonly others: Readonly<Record<string, (line: string) => Promise<Answer>>>;
  readonly fills: Fills;
}

/** Types every command of a page, in its order. */
export async function follow<Answer>(
  page: string,
  { holdpoint, others, fills }: Typist<Answer>,
): Promise<readonly { readonly line: string; readonly answer: Answer }[]> {
  const done: { line: string; answer: Answer }[] = [];
  for (const line of commandsOf(runbookPage(page))) {
    const typed = filled(line, fills);
    const other = Object.entries(others).find(([begins]) => line.startsWith(begins))?.[1];
    if (!other && !line.startsWith("npx holdpoint ")) throw new Error(`${page}.md: nothing performs "${line}"`);
    const answer = other ? await other(typed) : await holdpoint(wordsOf(typed).slice(2), typed);
    done.push({ line, answer });
  }
  return done;
}
