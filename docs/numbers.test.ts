// Tests that the page of the numbers has each number of the list with its definition, its query and what it does not say, and no other.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { queryOf } from "../domain/numbers/report.ts";
import { DIMENSION_WORDS, NUMBERS } from "../schema/numbers.ts";

const page = readFileSync(join(import.meta.dirname, "numbers.md"), "utf8");
const list = page.slice(page.indexOf("## The list"), page.indexOf("## Beside the list"));

it("has every number of the list, and no other", ({ expect }) => {
  const titles = [...list.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
  expect(titles).toEqual(NUMBERS.map(({ title }) => title));
});

it.for(NUMBERS.map((number) => [number.title, number] as const))(
  "defines %s as the list does",
  ([, number], { expect }) => {
    expect(list).toContain(`${number.says} **It does not say:** ${number.doesNotSay}\n\n    ${queryOf(number)}\n`);
  },
);

it("has every dimension", ({ expect }) => {
  for (const [name, words] of Object.entries(DIMENSION_WORDS)) expect(page).toContain(`| \`${name}\` | ${words} |`);
});
