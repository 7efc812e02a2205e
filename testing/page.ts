// A page of the documentation as a test reads it: its tables, and where its links lead.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/** The text of a page, by its path from the root of the project. */
export const readPage = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** The cells of every row of a table, without the heads and the lines under them. */
export function tableRows(page: string): readonly (readonly string[])[] {
  const lines = page.split("\n");
  return lines.flatMap((line, i) =>
    line.startsWith("| ") && !lines[i + 1]?.startsWith("|---")
      ? [
          line
            .split("|")
            .slice(1, -1)
            .map((cell) => cell.trim()),
        ]
      : [],
  );
}

export interface PageLink {
  /** The words that are clicked. */
  readonly text: string;
  /** From the root of the project; the page itself where the link is only an anchor. */
  readonly path: string;
  readonly anchor: string | null;
}

const LINK = /\[((?:[^\][]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g;

/** The links of a text of the page at `path`, without those that leave the project. */
export function linksOf(text: string, path: string): readonly PageLink[] {
  return [...text.matchAll(LINK)].flatMap(([, words = "", target = ""]) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [file = "", anchor = null] = target.split("#");
    return [{ text: words, path: file === "" ? path : normalize(join(dirname(path), file)), anchor }];
  });
}

export const isThere = (path: string): boolean => existsSync(join(ROOT, path));

/** The anchors that GitHub gives a page's headings. */
export const anchorsOf = (page: string): readonly string[] =>
  page
    .replace(/^```.*?^```/gms, "")
    .split("\n")
    .filter((line) => /^#{1,6} /.test(line))
    .map((line) =>
      line
        .replace(/^#+ /, "")
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    );

/** Whether a file has a name as a word of its own. */
export function hasName(path: string, name: string): boolean {
  const escaped = name.replaceAll(/[^\w]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w$])${escaped}(?![\w$])`).test(readPage(path));
}
