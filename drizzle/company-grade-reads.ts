// Reads the grades that rest on a company, from the rows of holds, by indexes: a company with many leads costs no more than a page. The rows say which
// version of the company each qualification cites.
import * as z from "zod";
import { ContactId, HoldId } from "../schema/ids.ts";
import { HoldEnd, HoldKind, Verdict } from "../schema/lists.ts";
import type { CompanyGrade, DeskReads } from "./desk-reads.ts";

const COLUMNS = `hold_id AS holdId, stream_id AS contactId, kind, state, opened_at AS openedAt, verdict,
  qualify_basis_points AS qualifyBasisPoints, analyze_basis_points AS analyzeBasisPoints, arithmetic ->> '$.company' AS cited`;
// Written exactly as in the index, which SQLite would not use otherwise.
const COMPANY =
  "(CASE WHEN json_valid(arithmetic) THEN substr(arithmetic ->> '$.company', 1, instr(arithmetic ->> '$.company', '@') - 1) END)";
const NEWEST_FIRST = "ORDER BY opened_at DESC, hold_id DESC LIMIT ?2";
const ENDED = `SELECT ${COLUMNS} FROM holds
  WHERE ${COMPANY} = ?1 AND instr(arithmetic, '"company":"co_') > 0 AND state NOT IN ('open', 'confirmed') AND shown <> '' ${NEWEST_FIRST}`;
/** The newest open holds in which a company is looked for. */
const MOST_OPEN = 2_000;
// An index of open holds by company would cost a row at each of their changes, so they are read by the index of the inbox.
const OPEN = `SELECT ${COLUMNS} FROM (SELECT * FROM holds WHERE state = 'open' ORDER BY opened_at DESC, hold_id DESC LIMIT ?3)
  WHERE ${COMPANY} = ?1 AND shown <> '' ${NEWEST_FIRST}`;

const Row = z.object({
  holdId: HoldId,
  contactId: ContactId,
  kind: HoldKind,
  state: z.union([z.literal("open"), HoldEnd]),
  openedAt: z.string(),
  verdict: Verdict.nullable(),
  qualifyBasisPoints: z.int().nullable(),
  analyzeBasisPoints: z.int().nullable(),
  cited: z.string().regex(/^co_[\w-]{1,64}@\d{1,15}$/),
});

/** `shards` are the EVENTS databases in order. */
export function companyGradeReads(shards: readonly D1Database[]): Pick<DeskReads, "companyGrades"> {
  return {
    async companyGrades({ companies, limit }) {
      const statements = (shard: D1Database) =>
        companies.flatMap((id) => [
          shard.prepare(ENDED).bind(id, limit + 1),
          shard.prepare(OPEN).bind(id, limit + 1, MOST_OPEN),
        ]);
      const answers = await Promise.all(
        shards.map((shard) => (companies.length === 0 ? [] : shard.batch(statements(shard)))),
      );
      const found = answers
        .flat()
        // A row that was changed by hand may not fit; the comparison with the objects finds it.
        .flatMap(({ results }) => results.flatMap((row) => Row.safeParse(row).data ?? []))
        .map(({ cited, ...row }): CompanyGrade => {
          const [companyId = "", version] = cited.split("@");
          return { ...row, companyId: companyId as CompanyGrade["companyId"], version: Number(version) };
        })
        .toSorted((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
      return { rows: found.slice(0, limit), isCut: found.length > limit };
    },
  };
}
const keyOf = ({ openedAt, holdId }: CompanyGrade): string => `${openedAt} ${holdId}`;
