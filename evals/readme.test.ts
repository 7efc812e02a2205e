// evals/README.md names the tests that prove each promise. Each link and each quoted title there must exist.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { readGates } from "./gates.ts";

const page = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
const linksIn = (text: string): string[] => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, path = ""]) => path);
const fileOf = (path: string): string => join(import.meta.dirname, path);

const proven = page.slice(page.indexOf("## What proves each promise"), page.indexOf("## Not yet proven"));
const rows = proven
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| promise"))
  .map((line) => {
    const [promise = "", proof = ""] = line.slice(2, -2).split(" | ");
    return [promise, linksIn(proof), [...proof.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => title)] as const;
  });

it("each link of the page leads to an existing file", ({ expect }) => {
  expect(linksIn(page).filter((path) => !existsSync(fileOf(path)))).toEqual([]);
});

it("each invariant of the gates is a test file", ({ expect }) => {
  const { invariants } = readGates();
  expect(invariants.filter((path) => !existsSync(fileOf(`../${path}`)))).toEqual([]);
});

describe("a promise", () => {
  it.for(rows)("names existing tests as its proof: %s", ([, links, titles], { expect }) => {
    expect(links).not.toEqual([]);
    expect(links.filter((path) => !/\.(test|types)\.tsx?$/.test(path))).toEqual([]);
    const tests = links.map((path) => readFileSync(fileOf(path), "utf8")).join("\n");
    expect(titles.filter((title) => !tests.includes(`"${title}"`))).toEqual([]);
  });

  it("is read from a table of more than 40 rows", ({ expect }) => {
    expect(rows.length).toBeGreaterThan(40);
  });
});
