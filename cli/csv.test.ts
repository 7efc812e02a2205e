// Tests that lines of CSV contain no formula for a spreadsheet, and that an event is parsed back unchanged.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { ada, chain } from "../testing/rows.ts";
import { hostileTexts } from "../testing/corpora.ts";
import { runs } from "../testing/properties.ts";
import { csvCell, csvLine } from "../domain/csv-line.ts";
import { CSV_COLUMNS, CSV_HEADER, csvEventLine, rowInCsvLine } from "./csv.ts";

const withoutEnd = (line: string): string => line.slice(0, -2);
/** The text that a spreadsheet shows for a quoted cell. */
const shown = (cell: string): string => cell.slice(1, -1).replaceAll('""', '"');

describe("a line of CSV", () => {
  it.for(["=1+1", "+49 30 1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"])(
    "makes no formula of %j",
    (text, { expect }) => {
      expect(shown(csvCell(text))).toBe(`'${text}`);
    },
  );

  it("makes no formula of any hostile text, and ends no cell early at a quote", ({ expect }) => {
    for (const { id, text } of hostileTexts()) {
      expect(shown(csvCell(text)), id).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u);
      expect(csvCell(text).slice(1, -1).replaceAll('""', ""), id).not.toContain('"');
    }
  });

  it("does not change other text", ({ expect }) => {
    expect(csvLine(["ct_ada", "1", 'say "hi", twice', ""])).toBe('"ct_ada","1","say ""hi"", twice",""\r\n');
  });
});

describe("an event as CSV", () => {
  it("is parsed back to the same row", ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (says) => {
        const [row] = chain(ada, 1, says);
        expect(rowInCsvLine(withoutEnd(csvEventLine(row!)))).toEqual(row);
      }),
      runs(200),
    );
  });

  it("has the event's main fields in columns", ({ expect }) => {
    const [row] = chain(ada, 1);
    const cells = csvEventLine(row!).split(",");
    expect(CSV_HEADER).toContain(CSV_COLUMNS.map((column) => `"${column}"`).join(","));
    expect(cells.slice(0, 8)).toEqual([
      '"ct_ada"',
      '"1"',
      '""',
      '"SampleMade"',
      '""',
      '"1"',
      '"sample"',
      '"rule:sample"',
    ]);
  });

  it("is refused when its line is damaged", ({ expect }) => {
    const [row] = chain(ada, 1);
    const line = withoutEnd(csvEventLine(row!));
    for (const spoilt of [line.slice(1), line.slice(0, -1), `${line},""`, line.replace('"1"', '"one"'), ""])
      expect(rowInCsvLine(spoilt)).toBeNull();
  });
});
