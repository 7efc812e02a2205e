// Compares docs/glossary.md with the code: each type is exported by the linked file, and no type of schema/ is missing.
import { globSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { AdminCommand, ContactCommand } from "../schema/commands.ts";
import { PORTS } from "../schema/ports.ts";
import { linksOf, readPage, tableRows } from "../testing/page.ts";

const PATH = "docs/glossary.md";
const rows = tableRows(readPage(PATH)).map(([term = "", meaning = "", types = ""]) => ({
  term,
  meaning,
  types: linksOf(types, PATH).map(({ text, path }) => ({ name: text.replaceAll("`", ""), path })),
}));

/** Names that a file exports and that begin with a capital letter: types, schemas, closed lists. */
const exportsOf = (path: string): readonly string[] => [
  ...new Set(
    [...readPage(path).matchAll(/^export (?:const|type|interface|class|abstract class) ([A-Z]\w*)/gm)].map(
      ([, name = ""]) => name,
    ),
  ),
];

const vocabulary = globSync("schema/*.ts", { cwd: join(import.meta.dirname, ".."), exclude: ["**/*.test.ts"] });

/** Names of commands and queries: `schema/README.md` has a row for each command, and `PORTS` lists what each role may ask. */
const commands: readonly string[] = [
  ...[...ContactCommand.options, ...AdminCommand.options].map(({ shape }) => shape.type.value),
  ...Object.values(PORTS).flatMap((port) => [
    ...Object.keys(port.queries).map((type) => `${type}Query`),
    ...Object.keys(port.commands),
  ]),
];

/** Names in capitals that are numbers or texts, not words of the vocabulary. */
const isNumberOrText = (name: string): boolean => /^[A-Z_]+$/.test(name) && !["EVENTS", "UPCASTS"].includes(name);

it("is in alphabetical order and has unique terms", ({ expect }) => {
  const terms = rows.map(({ term }) => term);
  expect(terms.length).toBeGreaterThan(50);
  expect(terms).toEqual([...new Set(terms)].toSorted((a, b) => a.localeCompare(b, "en")));
});

it.for(rows)("$term has a meaning and a type that its file exports", ({ meaning, types }, { expect }) => {
  expect(meaning).not.toBe("");
  expect(types).not.toEqual([]);
  expect(types.filter(({ name, path }) => !exportsOf(path).includes(name))).toEqual([]);
});

it("has each type in one row only", ({ expect }) => {
  const types = rows.flatMap((row) => row.types.map(({ name, path }) => `${name} of ${path}`));
  expect(types.filter((type, i) => types.indexOf(type) !== i)).toEqual([]);
});

it.for(vocabulary)("lists every type and closed list of %s", (path, { expect }) => {
  const listed = rows.flatMap(({ types }) => types.filter((type) => type.path === path).map(({ name }) => name));
  const missing = exportsOf(path).filter(
    (name) => !listed.includes(name) && !commands.includes(name) && !isNumberOrText(name),
  );
  expect(missing).toEqual([]);
});
