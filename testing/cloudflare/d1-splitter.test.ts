// Tests the model of D1's splitter with what was reported of the real one, retold: each text with what the platform made of it.
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "vitest";
import { splitAsD1 } from "./d1-splitter.ts";

interface Report {
  readonly where: string;
  readonly what: string;
  readonly sql: string;
  /** What the platform did: it took the text, or refused it with this. */
  readonly platform: "taken" | RegExp;
  /** The platform took the text, but refused another one that differs from it in nothing that explains it. The model refuses both. */
  readonly isDoubted?: true;
}

const TABLES = "CREATE TABLE leads (id INTEGER PRIMARY KEY, at TEXT); CREATE TABLE notes (id INTEGER, note TEXT);";
const INCOMPLETE = /incomplete input/;

const REPORTS: readonly Report[] = [
  {
    where: "workers-sdk #4727, #4326",
    what: "CASE … END in a trigger, not in parentheses",
    sql: "CREATE TRIGGER t AFTER INSERT ON leads BEGIN SELECT CASE WHEN NEW.id < 0 THEN RAISE(ABORT, 'below') END; END;",
    platform: INCOMPLETE,
  },
  {
    where: "workers-sdk #4727, #4326",
    what: "the same in parentheses",
    sql: "CREATE TRIGGER t AFTER INSERT ON leads BEGIN SELECT (CASE WHEN NEW.id < 0 THEN RAISE(ABORT, 'below') END); END;",
    platform: "taken",
  },
  {
    where: "botiverse/hands PR 328, emdash-cms/emdash #3306",
    what: "a condition instead of CASE",
    sql: "CREATE TRIGGER t AFTER INSERT ON leads BEGIN SELECT RAISE(ABORT, 'below') WHERE NEW.id < 0; END;",
    platform: "taken",
  },
  {
    where: "workers-sdk #15314, #10998",
    what: "begin in lower case, alone and on one line",
    sql: "create trigger t after update on leads begin update notes set note = 'x' where id = old.id; end;",
    platform: INCOMPLETE,
  },
  {
    where: "workers-sdk #10998",
    what: "BEGIN in capital letters and end in lower case, on several lines",
    sql: "create trigger t after update on leads\nfor each row\nBEGIN\n  update notes set note = 'x' where id = old.id;\nend;",
    platform: "taken",
    isDoubted: true,
  },
  {
    where: "emdash-cms/emdash #3306",
    what: "a trigger of several lines, alone",
    sql: "CREATE TRIGGER t BEFORE INSERT ON leads\n\tWHEN NEW.id < 0\n\tBEGIN\n\t\tSELECT RAISE(ABORT, 'below');\n\tEND",
    platform: "taken",
    isDoubted: true,
  },
  {
    where: "workers-sdk #15690",
    what: "tables and a trigger of several lines in one text",
    sql: `${TABLES.replaceAll("TABLE ", "TABLE more_")}\nCREATE TRIGGER t AFTER INSERT ON leads\nBEGIN\n  UPDATE leads SET at = at WHERE id = NEW.id;\nEND;`,
    platform: INCOMPLETE,
  },
  {
    where: "workers-sdk #14991",
    what: "CRLF in a trigger",
    sql: "CREATE TABLE p (id TEXT);\r\nCREATE TRIGGER t BEFORE DELETE ON p\r\nBEGIN\r\n  SELECT RAISE(ABORT, 'no');\r\nEND;\r\n",
    platform: INCOMPLETE,
  },
  {
    where: "workers-sdk #4998, botiverse/hands PR 327",
    what: "the example of a trigger from SQLite's documentation, on several lines",
    sql: "CREATE TRIGGER t UPDATE OF at ON leads\n  BEGIN\n    UPDATE notes SET note = NEW.at WHERE id = OLD.id;\n  END;",
    platform: INCOMPLETE,
  },
  {
    where: "workers-sdk #4998",
    what: "the same on one line, between other statements",
    sql: "INSERT INTO notes VALUES (1, 'a');\nCREATE TRIGGER t UPDATE OF at ON leads BEGIN UPDATE notes SET note = NEW.at WHERE id = OLD.id; END;\nINSERT INTO notes VALUES (2, 'b');",
    platform: "taken",
  },
  {
    where: "workers-sdk #4713",
    what: "an apostrophe in a comment before two statements",
    sql: "-- The lead's notes\nSELECT 1;\nSELECT 2;",
    platform: /must contain only one statement/,
  },
  {
    where: "workers-sdk #3892",
    what: "a semicolon in a comment",
    sql: "SELECT 1;\n-- one; two\nSELECT 2;",
    platform: /did not contain a statement/,
  },
  {
    where: "workers-sdk #4713",
    what: "a semicolon and a doubled quotation mark in strings",
    sql: `INSERT INTO notes VALUES (1, 'a; it''s');\nSELECT note AS "a;b" FROM notes`,
    platform: "taken",
  },
];

/** What becomes of a text: SQLite prepares and runs each piece that the model makes of it. Node ignores a second statement, D1 refuses it. */
function fate(sql: string): string {
  const database = new DatabaseSync(":memory:");
  database.exec(TABLES);
  try {
    for (const piece of splitAsD1(sql)) {
      const count = statementsOf(piece);
      if (count === 0) return "SQL code did not contain a statement";
      if (count > 1) return "A prepared SQL statement must contain only one statement";
      database.prepare(piece).run();
    }
    return "taken";
  } catch (fault) {
    return String(fault);
  } finally {
    database.close();
  }
}

/** How many statements a text without triggers has for SQLite, which knows comments. */
function statementsOf(text: string): number {
  if (/\bTRIGGER\b/i.test(text)) return 1;
  const bare = text.replaceAll(/--.*$/gm, "").replaceAll(/'(?:[^']|'')*'|"[^"]*"/g, "s");
  return bare.split(";").filter((part) => part.trim() !== "").length;
}

describe("splitAsD1", () => {
  for (const { where, what, sql, platform, isDoubted } of REPORTS) {
    it(`${isDoubted ? "breaks, to be on the safe side," : "does as D1 did with"} ${what} (${where})`, ({ expect }) => {
      if (platform === "taken" && !isDoubted) expect(fate(sql)).toBe("taken");
      else expect(fate(sql)).toMatch(platform === "taken" ? INCOMPLETE : platform);
    });
  }

  it("gives each statement without its semicolon and without blanks around it", ({ expect }) => {
    expect(splitAsD1(" SELECT 1 ;\n\nSELECT ';' ; ;\n")).toEqual(["SELECT 1", "SELECT ';'"]);
    expect(splitAsD1("")).toEqual([]);
  });

  it("takes words that only begin or end like the keywords for what they are", ({ expect }) => {
    const sql = "CREATE TRIGGER t AFTER INSERT ON leads BEGIN UPDATE x SET ended_at = began_at, weekend = 1; END";
    expect(splitAsD1(`${sql};`)).toEqual([sql]);
  });
});
