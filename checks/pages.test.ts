// Every page of the documentation: each link leads to a file that is there, and to a heading that is there.
import { globSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { anchorsOf, isThere, linksOf, readPage } from "../testing/page.ts";

const ROOT = join(import.meta.dirname, "..");
const pages = globSync("**/*.md", { cwd: ROOT, exclude: ["**/node_modules/**", "**/dist/**", ".*/**"] }).toSorted();

it("are found", ({ expect }) => {
  expect(pages).toContain("README.md");
  expect(pages.length).toBeGreaterThan(20);
});

it.for(pages)("%s leads somewhere with every link", (path, { expect }) => {
  const broken = linksOf(readPage(path), path).filter(
    (link) =>
      !isThere(link.path) ||
      (link.anchor !== null && link.path.endsWith(".md") && !anchorsOf(readPage(link.path)).includes(link.anchor)),
  );
  expect(broken).toEqual([]);
});
