// Reads Markdown pages of the documentation for the tests in checks/: their tables, links and anchors.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/** The text of a page, by its path from the root of the project. */
export const readPage = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** The cells of every row of all tables of a page, without the header rows and the lines below them. */
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
  /** The text of the link. */
  readonly text: string;
  /** The path of the target from the root of the project; for a link with only an anchor, the path of the page. */
  readonly path: string;
  readonly anchor: string | null;
}

const LINK = /\[((?:[^\][]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g;

/** The links in a text of the page at `path`, without links to other sites. */
export function linksOf(text: string, path: string): readonly PageLink[] {
  return [...text.matchAll(LINK)].flatMap(([, words = "", target = ""]) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [file = "", anchor = null] = target.split("#");
    return [{ text: words, path: file === "" ? path : normalize(join(dirname(path), file)), anchor }];
  });
}

export const isThere = (path: string): boolean => existsSync(join(ROOT, path));

/** The anchors that GitHub makes for the headings of a page. */
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

/** Whether a file contains this name as a whole word. */
export function hasName(path: string, name: string): boolean {
  const escaped = name.replaceAll(/[^\w]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w$])${escaped}(?![\w$])`).test(readPage(path));
}
