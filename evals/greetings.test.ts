// The invariant of the labelled names: nobody is greeted by a wrong name.
import { describe, it } from "vitest";
import { greetingName } from "../domain/draft/first-name.ts";
import { labelledNames, NAME_SETS } from "../testing/labelled-names.ts";

describe.for(NAME_SETS)("the labelled names %s", (set) => {
  const rows = labelledNames(set);

  it("are greeted by a right name or by none", ({ expect }) => {
    const wrong = rows.flatMap((row) => {
      const greeting = greetingName(row);
      return greeting === undefined || row.right.includes(greeting) ? [] : [`${row.id} ${row.name}: ${greeting}`];
    });
    expect(wrong).toEqual([]);
  });

  it("have names that are no plain ones, and texts without a name", ({ expect }) => {
    expect(rows.filter(({ mayBeAbsent }) => mayBeAbsent).length).toBeGreaterThan(rows.length / 2);
    expect(rows.filter(({ right }) => right.length === 0).length).toBeGreaterThan(rows.length / 4);
  });
});

it("each name is labelled once", ({ expect }) => {
  const all = NAME_SETS.flatMap(labelledNames).map(({ name, firstName }) => JSON.stringify([name, firstName]));
  expect(all.filter((text, index) => all.indexOf(text) !== index)).toEqual([]);
});
