// Answers of a model about roles, kept by question: the same recognised title is asked about once for each vertical and prompt.
import * as z from "zod";
import { RoleFitReason } from "../schema/score-lists.ts";
import { roleFits } from "./crm/schema.ts";
import { jsonParameters } from "./json-parameters.ts";
import { insertRows } from "./json-sql.ts";

/** A model's answer to a question, and who gave it. */
export const KeptFit = z.strictObject({
  question: z.string(),
  basisPoints: z.int().min(0).max(10_000),
  reason: RoleFitReason,
  model: z.string(),
  promptDigest: z.string(),
});
export type KeptFit = z.infer<typeof KeptFit>;

export interface RoleFits {
  /** The kept answers to these questions. Throws when the database does not answer. */
  read(questions: readonly string[]): Promise<readonly KeptFit[]>;
  /** Keeps an answer. The first answer to a question stays. */
  keep(fit: KeptFit & { readonly at: string }): Promise<void>;
}

const SELECT = `SELECT question, basis_points AS basisPoints, reason, model, prompt_digest AS promptDigest
  FROM role_fits WHERE question IN (SELECT value FROM json_each(?1))`;
const INSERT = `${insertRows(roleFits)} ON CONFLICT (question) DO NOTHING`;

export const d1RoleFits = (database: D1Database): RoleFits => ({
  async read(questions) {
    if (questions.length === 0) return [];
    const { results } = await database.prepare(SELECT).bind(JSON.stringify(questions)).all();
    return KeptFit.array().parse(results);
  },
  async keep(fit) {
    const [rows = "[]"] = jsonParameters([fit]);
    await database.prepare(INSERT).bind(rows).run();
  },
});
