// Tests the pages of the runbook as texts: each has its four parts, the index lists it, its commands, routes, gauges and words exist, and a test makes its trouble and types
// its commands.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { commandLine, type CommandName } from "../../deploy/command.ts";
import { ROOT } from "../../local/workers.ts";
import { GAUGES } from "../../schema/gauges.ts";
import { holdpoint } from "../../testing/command-line.ts";
import { linksOf, readPage } from "../../testing/page.ts";
import { commandsOf, headingsOf, partOf, PARTS, RUNBOOK_PAGES, runbookPage, wordsOf } from "../../testing/runbook.ts";

const PRODUCT = "{schema,domain,drizzle,replay,durable-objects,workers,cli,deploy}/**/*.{ts,tsx}";
const source = globSync(PRODUCT, { cwd: ROOT })
  .filter((path) => !/\.test\.tsx?$/.test(path))
  .map((path) => readFileSync(join(ROOT, path), "utf8"))
  .join("\n");
const pages = ["README", ...RUNBOOK_PAGES];

it("has a page for each trouble, and the index lists every one", ({ expect }) => {
  const index = runbookPage("README");
  const listed = linksOf(index, "docs/runbook/README.md").map(({ path }) => path);
  expect(RUNBOOK_PAGES.length).toBeGreaterThanOrEqual(17);
  expect(RUNBOOK_PAGES.filter((name) => !listed.includes(`docs/runbook/${name}.md`))).toEqual([]);
});

it.for(RUNBOOK_PAGES)("%s has the four parts in their order, and none is empty", (name, { expect }) => {
  const page = runbookPage(name);
  expect(headingsOf(page)).toEqual(PARTS);
  expect(PARTS.filter((part) => partOf(page, part).trim().length < 20)).toEqual([]);
});

it.for(RUNBOOK_PAGES)("%s says what one sees in words that the product has", (name, { expect }) => {
  const said = partOf(runbookPage(name), "What you see").match(/(?<=`)[a-z]+(?:_[a-z]+)+(?=[`:])/g) ?? [];
  expect(said.filter((word) => !source.includes(word))).toEqual([]);
});

it.for(pages)("%s names only gauges that exist", (name, { expect }) => {
  const named = [...runbookPage(name).matchAll(/[Gg]auge `([a-z_]+)`/g)].map(([, gauge = ""]) => gauge);
  expect(named.filter((gauge) => !Object.hasOwn(GAUGES, gauge))).toEqual([]);
});

/** The pages that the tests follow, by the calls that type all commands of a page. */
const followed = new Set(
  globSync("{docs,simulator,durable-objects}/**/*.test.ts", { cwd: ROOT }).flatMap((path) =>
    [...readFileSync(join(ROOT, path), "utf8").matchAll(/\b(?:typed|follow)\(\s*"([\w-]+)"/g)].map(
      ([, page = ""]) => page,
    ),
  ),
);

it.for(RUNBOOK_PAGES)("%s is followed by a test that makes its trouble", (name, { expect }) => {
  expect(followed).toContain(name);
});

/** The help of the command that a line names, with its subcommand where it has one. */
async function helpFor(words: readonly string[]): Promise<string> {
  const [name = "", next = ""] = words;
  const { code, out } = await holdpoint([name, "--help"]);
  if (code !== 0) throw new Error(`there is no command ${name}`);
  if (!new RegExp(`^  ${next} (\\[options\\]|<)`, "m").test(out.split("\nCommands:\n")[1] ?? "")) return out;
  return (await holdpoint([name, next, "--help"])).out;
}

describe.for(pages)("the commands of %s", (name) => {
  const commands = commandsOf(runbookPage(name));

  it("are commands of holdpoint with options that they have", async ({ expect }) => {
    for (const line of commands.filter((one) => one.startsWith("npx holdpoint "))) {
      const words = wordsOf(line).slice(2);
      const help = await helpFor(words);
      const options = words.filter((word) => word.startsWith("--"));
      expect(
        options.filter((option) => !new RegExp(`${option}[ ,\\n]`).test(help)),
        line,
      ).toEqual([]);
    }
  });

  it("are commands of npm with options that they have", ({ expect }) => {
    for (const line of commands.filter((one) => one.startsWith("npm "))) {
      const [, , command = "", , ...args] = wordsOf(line);
      expect(["setup", "deploy", "destroy"], line).toContain(command);
      expect(commandLine(command as CommandName, args), line).toMatchObject({ ok: true });
    }
  });

  it("are routes of the desk", ({ expect }) => {
    const routes = readPage("docs/permissions.md");
    for (const line of commands.filter((one) => one.startsWith("curl "))) {
      const method = /-X ([A-Z]+)/.exec(line)?.[1] ?? "GET";
      const path = (/\$HOLDPOINT_DESK_URL([^"]+)/.exec(line)?.[1] ?? "").replaceAll(/<id>/g, ":id");
      expect(routes, line).toContain(`| \`${method}\` | \`${path}\` |`);
    }
  });

  it("are no others than a person at this checkout has", ({ expect }) => {
    const known = /^(npx (holdpoint|wrangler) |npm run |curl |openssl |export |grep )/;
    expect(commands.filter((line) => !known.test(line))).toEqual([]);
  });
});
