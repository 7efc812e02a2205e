// Tests the links of every Markdown page: the file must exist, and the heading, too.
import { globSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { anchorsOf, isThere, linksOf, readPage } from "../testing/page.ts";

const ROOT = join(import.meta.dirname, "..");
const pages = globSync("**/*.md", { cwd: ROOT, exclude: ["**/node_modules/**", "**/dist/**", ".*/**"] }).toSorted();

it("finds the pages of the project", ({ expect }) => {
  expect(pages).toContain("README.md");
  expect(pages.length).toBeGreaterThan(20);
});

it.for(pages)("%s has only links to existing files and headings", (path, { expect }) => {
  const broken = linksOf(readPage(path), path).filter(
    (link) =>
      !isThere(link.path) ||
      (link.anchor !== null && link.path.endsWith(".md") && !anchorsOf(readPage(link.path)).includes(link.anchor)),
  );
  expect(broken).toEqual([]);
});
