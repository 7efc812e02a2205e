// The invariants of the labelled titles: no trap is read as a high rank, and the labels are as many as the promise says.
import { describe, it } from "vitest";
import { defaultTitleRules } from "../schema/default-titles.ts";
import { recogniseTitle } from "../domain/rules/titles.ts";
import { HIGH_LEVELS, labelledTitles, TITLE_SETS } from "../testing/labelled-titles.ts";

const isHigh = (title: string): boolean => {
  const found = recogniseTitle(title, defaultTitleRules);
  return found.known && HIGH_LEVELS.has(found.level);
};

describe.for(TITLE_SETS)("the labelled titles %s", (set) => {
  const rows = labelledTitles(set);

  it("have no trap that is read as director or higher", ({ expect }) => {
    expect(rows.filter(({ trap, text }) => trap && isHigh(text)).map(({ text }) => text)).toEqual([]);
  });

  it("label no trap as director or higher themselves", ({ expect }) => {
    expect(rows.filter(({ trap, level }) => trap && HIGH_LEVELS.has(level)).map(({ text }) => text)).toEqual([]);
  });

  it("have traps, and high titles that are none", ({ expect }) => {
    expect(rows.filter(({ trap }) => trap).length).toBeGreaterThan(rows.length / 10);
    expect(rows.filter(({ level }) => HIGH_LEVELS.has(level)).length).toBeGreaterThan(rows.length / 10);
  });
});

it("more than 300 titles are labelled in our own sets, and none is there twice in a language", ({ expect }) => {
  const own = [...labelledTitles("own"), ...labelledTitles("set-aside")];
  expect(own.length).toBeGreaterThan(300);
  const all = TITLE_SETS.flatMap(labelledTitles).map(({ lang, text }) => `${lang} ${text}`);
  expect(all.filter((text, index) => all.indexOf(text) !== index)).toEqual([]);
});
