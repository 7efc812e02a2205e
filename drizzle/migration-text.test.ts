// Checks the text of the migrations: D1 takes each statement, and each migration leaves what the release before it needs.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "vitest";
import { statementsIn } from "../local/migrations.ts";
import { splitAsD1 } from "../testing/cloudflare/d1-splitter.ts";

const files = globSync("{events,crm}/*.sql", { cwd: import.meta.dirname })
  .toSorted()
  .map((file) => ({ file, text: readFileSync(join(import.meta.dirname, file), "utf8") }));

/** D1's limit of a statement. */
const MOST_BYTES = 100_000;

/** D1 names no limit of a request; an invocation of a Worker on the Free plan may send 50, and two come to those of the file. */
const MOST_STATEMENTS = 48;

/** Why D1 would not take a migration: each fault with the file and the beginning of the statement. */
function faultsOf(file: string, text: string): readonly string[] {
  const statements = statementsIn(text);
  const faults = statements.flatMap((statement) => {
    const bare = statement.replace(/;$/, "");
    const code = bare.replaceAll(/'(?:[^']|'')*'|"[^"]*"/g, "''");
    const pieces = splitAsD1(statement);
    const why = [
      ...(/--|\/\*/.test(code) ? ["has a comment in it: write it above the statement"] : []),
      ...(/(?<!\()\bCASE\b/i.test(code) ? ["has a CASE that is not in parentheses"] : []),
      ...(pieces.length === 1 && pieces[0] === bare
        ? []
        : [`is cut by D1 into ${pieces.length}: a trigger is one line, with BEGIN and END in capital letters`]),
      ...(Buffer.byteLength(statement) > MOST_BYTES ? [`has more than ${MOST_BYTES} bytes`] : []),
    ];
    return why.map((fault) => `${file}: ${/^(\S+\s*){0,5}/.exec(code)?.[0].trim()} ${fault}`);
  });
  const isWhole = splitAsD1(text).length === statements.length;
  return [
    ...faults,
    // `wrangler d1 migrations apply` sends the file as one text, with its comments.
    ...(faults.length > 0 || isWhole ? [] : [`${file}: a comment has a quotation mark or a semicolon`]),
    ...(statements.length > MOST_STATEMENTS ? [`${file}: more than ${MOST_STATEMENTS} statements`] : []),
  ];
}

describe("D1", () => {
  it.for(files)("takes each statement of $file", ({ file, text }, { expect }) => {
    expect(faultsOf(file, text)).toEqual([]);
  });

  const TRIGGER = "CREATE TRIGGER planted AFTER INSERT ON events BEGIN";
  const planted: Readonly<Record<string, readonly [string, string]>> = {
    "a trigger of several lines": [
      `${TRIGGER}\n  SELECT 1;\nEND;`,
      "CREATE TRIGGER planted AFTER INSERT is cut by D1 into 2",
    ],
    "a CASE without parentheses": [`${TRIGGER} SELECT CASE WHEN 1 THEN 2 END; END;`, "CASE that is not in parentheses"],
    "begin in lower case": [`${TRIGGER.replace("BEGIN", "begin")} SELECT 1; end;`, "is cut by D1 into 2"],
    "a comment in a statement": ["CREATE TABLE planted (\n  -- the key\n  id TEXT\n);", "has a comment in it"],
    "an apostrophe in a comment": [
      "-- A contact's row\nCREATE TABLE planted (id TEXT);\n--> statement-breakpoint\nCREATE INDEX p ON planted (id);",
      "a comment has a quotation mark or a semicolon",
    ],
    "a statement without its mark": ["CREATE TABLE one (id TEXT);\nCREATE TABLE two (id TEXT);", "is cut by D1 into 2"],
    "a statement that is too long": [
      `INSERT INTO planted VALUES ('${"a".repeat(MOST_BYTES)}');`,
      "more than 100000 bytes",
    ],
    "too many statements": [
      Array.from({ length: 49 }, (_, n) => `DELETE FROM t${n};`).join("\n--> statement-breakpoint\n"),
      "0999_planted.sql: more than 48 statements",
    ],
  };
  it.for(Object.entries(planted))("would not take %s, which is named", ([, [text, fault]], { expect }) => {
    const faults = faultsOf("events/0999_planted.sql", text);
    expect(faults[0]).toMatch(/^events\/0999_planted\.sql: /);
    expect(faults.join("\n")).toContain(fault);
  });
});

/**
 * Migrations that took something away, and why no release needed it. A deployment migrates before it uploads, and Workers of the release
 * before go on for minutes and may come back by a rollback: their statements have to work on the new schema. So a migration adds tables,
 * indexes, triggers and columns that are nullable or have a default; what it takes away, no release uses since at least one release.
 */
const TAKEN: Readonly<Record<string, string>> = {
  "crm/0006_companies.sql":
    "made the tables of companies anew; until then only the samples of a local start were in them",
};

interface Parts {
  readonly names: ReadonlySet<string>;
  /** Columns that an INSERT has to name, by their tables. */
  readonly needed: ReadonlySet<string>;
}

function partsOf(database: DatabaseSync): Parts {
  const objects = database.prepare("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").all();
  const columns = database
    .prepare(
      `SELECT t.name || '.' || c.name AS name, c."notnull" = 1 AND c.dflt_value IS NULL AND c.hidden = 0 AS needed
       FROM sqlite_master AS t, pragma_table_xinfo(t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`,
    )
    .all();
  return {
    names: new Set([
      ...objects.map(({ type, name }) => `${type} ${name}`),
      ...columns.map(({ name }) => `column ${name}`),
    ]),
    needed: new Set(columns.flatMap(({ name, needed }) => (needed === 1 ? [String(name)] : []))),
  };
}

/** What a migration takes from the release before: parts that are gone, and columns of its tables that it does not fill. */
function takenBy(database: DatabaseSync, text: string): readonly string[] {
  const before = partsOf(database);
  for (const statement of statementsIn(text)) database.exec(statement);
  const after = partsOf(database);
  return [
    ...[...before.names].filter((name) => !after.names.has(name)).map((name) => `${name} is gone`),
    ...[...after.needed]
      .filter((name) => !before.needed.has(name) && before.names.has(`table ${name.split(".")[0]}`))
      .map((name) => `column ${name} is new and has to be filled`),
  ];
}

describe("a migration leaves what the release before it needs", () => {
  for (const kind of ["events", "crm"]) {
    const own = files.filter(({ file }) => file.startsWith(`${kind}/`));

    it(`in ${kind}, unless it is noted`, ({ expect }) => {
      const database = new DatabaseSync(":memory:");
      const takers = own.map(({ file, text }) => ({ file, taken: takenBy(database, text) }));
      const unnoted = takers.filter(({ file, taken }) => taken.length > 0 && !(file in TAKEN));
      expect(unnoted).toEqual([]);
      // A note of a migration that takes nothing would hide a later change of it.
      expect(takers.filter(({ file, taken }) => taken.length === 0 && file in TAKEN)).toEqual([]);
    });

    it(`in ${kind}, and a migration that does not is named`, ({ expect }) => {
      const database = new DatabaseSync(":memory:");
      for (const { text } of own) for (const statement of statementsIn(text)) database.exec(statement);
      const table = kind === "events" ? "traces" : "receipts";
      expect(takenBy(database, `ALTER TABLE ${table} RENAME TO gone;`)).toContain(`table ${table} is gone`);
      database.exec(`ALTER TABLE gone RENAME TO ${table}`);
      const rebuilt = `DROP TABLE ${table};\n--> statement-breakpoint\nCREATE TABLE ${table} (planted TEXT NOT NULL);`;
      expect(takenBy(database, rebuilt)).toContain(`column ${table}.planted is new and has to be filled`);
    });
  }
});
