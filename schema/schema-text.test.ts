// Tests the comparison of a database's schema with a frozen one.
import { describe, it } from "vitest";
import { FROZEN_SCHEMA } from "./frozen-schema.ts";
import { schemaDifferences, type SchemaRow, schemaText } from "./schema-text.ts";

const ROWS: readonly SchemaRow[] = [
  { type: "table", name: "a", sql: "CREATE TABLE a (\n  -- table of letters\n  x TEXT\n)" },
  {
    type: "trigger",
    name: "a_no_delete",
    sql: "CREATE TRIGGER a_no_delete BEFORE DELETE ON a\nBEGIN\n  SELECT 1;\nEND",
  },
  { type: "index", name: "sqlite_autoindex_a_1", sql: null },
  { type: "table", name: "_cf_METADATA", sql: "CREATE TABLE _cf_METADATA (key INTEGER)" },
  { type: "table", name: "d1_migrations", sql: "CREATE TABLE d1_migrations (id INTEGER)" },
];
const FROZEN = schemaText(ROWS);

describe("schemaDifferences", () => {
  it("finds none in the schema itself, in any order, and ignores what the platform adds", ({ expect }) => {
    expect(schemaDifferences(FROZEN, ROWS.toReversed())).toEqual([]);
    expect(FROZEN).not.toContain("_cf_");
  });

  it("names a part that is missing, changed or added", ({ expect }) => {
    const [table, trigger] = ROWS as [SchemaRow, SchemaRow];
    expect(schemaDifferences(FROZEN, [table])).toEqual([
      { part: "trigger a_no_delete", expected: trigger.sql, found: null },
    ]);
    const changed = { ...trigger, sql: "CREATE TRIGGER a_no_delete BEFORE DELETE ON a\nBEGIN\n  SELECT 2;\nEND" };
    expect(schemaDifferences(FROZEN, [table, changed])).toMatchObject([{ found: changed.sql }]);
    const added = { type: "index", name: "a_x", sql: "CREATE INDEX a_x ON a (x)" };
    expect(schemaDifferences(FROZEN, [table, trigger, added])).toEqual([
      { part: "index a_x", expected: null, found: added.sql },
    ]);
  });

  it("reads every part of the frozen schemas", ({ expect }) => {
    for (const frozen of Object.values(FROZEN_SCHEMA)) {
      const parts = schemaDifferences(frozen, []);
      expect(parts).toHaveLength(frozen.split(/^-- (?:table|index|trigger) /m).length - 1);
      for (const { part, expected } of parts) expect(expected).toContain(part.split(" ")[1]);
    }
  });
});
