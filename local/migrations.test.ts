// Tests that the migrations mark where each statement ends: without a mark, two statements would run as one.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { unstable_splitSqlQuery as splitSql } from "wrangler";
import { statementsIn } from "./migrations.ts";
import { ROOT } from "./workers.ts";

/** A statement without its comments, blanks and final semicolon. */
const bare = (sql: string): string => sql.replaceAll(/--.*$/gm, "").replaceAll(/\s+/g, " ").trim().replace(/;$/, "");

describe("statementsIn", () => {
  it.for(globSync("drizzle/{events,crm}/*.sql", { cwd: ROOT }))(
    "finds in %s the statements that wrangler finds, which deploys them",
    (file, { expect }) => {
      const text = readFileSync(join(ROOT, file), "utf8");
      expect(statementsIn(text).map(bare)).toEqual(splitSql(text).map(bare));
    },
  );
});
