// Compares the pages that describe commands, and the README, with the command line: commands, options, fault words and links.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { Manifest } from "./export-format.ts";
import { FAULT_WORDS } from "./fault-words.ts";
import { holdpoint } from "../testing/command-line.ts";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/replay.md"), "utf8");
const importing = readFileSync(join(root, "docs/importing.md"), "utf8");
const people = readFileSync(join(root, "docs/people.md"), "utf8");
const readme = readFileSync(join(root, "README.md"), "utf8");

const { out: help } = await holdpoint(["--help"]);
const commands = [...help.matchAll(/^ {2}([a-z-]+)(?: \[options\]| {2,}\S)/gm)].map(([, name = ""]) => name);

it("names every command, and no unknown one", ({ expect }) => {
  expect(commands.length).toBeGreaterThan(5);
  const others = ["policy", "sources", "operations", "deploy"].map((name) =>
    readFileSync(join(root, `docs/${name}.md`), "utf8"),
  );
  const pages = [page, importing, people, ...others].join("\n");
  const named = [...`${pages}${readme}`.matchAll(/npx holdpoint ([a-z][a-z-]*)/g)].map(([, name = ""]) => name);
  const isNamed = (name: string): boolean => new RegExp(`(?:\`|npx holdpoint )${name}[ \`]`).test(pages);
  expect(commands.filter((name) => !isNamed(name))).toEqual([]);
  expect(named.filter((name) => !commands.includes(name))).toEqual([]);
});

it.for(commands)("%s has help with examples that begin with npx holdpoint", async (name, { expect }) => {
  const { code, out } = await holdpoint([name, "--help"]);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`Examples\n  \\$ npx holdpoint ${name}`));
});

it.for([
  ["nonsense", "--help"],
  ["nonsense", "-h"],
  ["--help", "nonsense"],
  ["help", "nonsense"],
  ["policy", "nonsense", "--help"],
  ["suppressions", "nonsense", "--help"],
  ["people", "nonsense", "--help"],
])("refuses the help of an unknown command: %s %s %s", async (args, { expect }) => {
  const { code, out, err } = await holdpoint(args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("nonsense");
});

it("has the help of a subcommand and of help, and of a command with arguments", async ({ expect }) => {
  const asked = [["help"], ["help", "policy"], ["policy", "show", "--help"], ["suppressions", "import", "--help"]];
  for (const args of [...asked, ["--help"], ["policy", "--help"], ["why", "anything", "--help"]])
    expect(await holdpoint(args)).toMatchObject({ code: 0, err: "", out: expect.stringContaining("Usage: holdpoint") });
});

it("ends with 2 for a mistake in the options of a subcommand, and prints it where the command does", async ({
  expect,
}) => {
  const { code, err } = await holdpoint(["policy", "show", "--nonsense"]);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("unknown option '--nonsense'") });
});

it("names only existing options", async ({ expect }) => {
  const texts = await Promise.all(commands.map(async (name) => (await holdpoint([name, "--help"])).out));
  const known = new Set([help, ...texts].join("\n").match(/--[a-z-]+/g));
  const named = page.match(/--[a-z][a-z-]+/g) ?? [];
  expect(named.filter((option) => !known.has(option))).toEqual([]);
});

it("explains every fault in the words of the command", ({ expect }) => {
  for (const [name, words] of Object.entries(FAULT_WORDS)) expect(page).toContain(`| \`${name}\` | ${words} |`);
});

it("explains every field of the manifest", ({ expect }) => {
  for (const field of Object.keys(Manifest.shape)) expect(page).toContain(`\`${field}\``);
});

it("has no broken link", ({ expect }) => {
  const links = [...page.matchAll(/\]\(([^)#]+)\)/g)]
    .map(([, path = ""]) => path)
    .filter((path) => !path.startsWith("https:"));
  expect(links.filter((path) => !existsSync(join(root, "docs", path)))).toEqual([]);
});
