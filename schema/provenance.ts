// Why a decision was made, in four fields. The one constructor refuses a decision without evidence. Rule ids are listed in domain/.
import * as z from "zod";

/** The value of a column in evidence. It is stored in clear; a personal value is replaced by its keyed digest. */
export const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Scalar = z.infer<typeof Scalar>;

/** What evidence may refer to: a row of a `CRM` table, an earlier event of a stream, a policy section or a webhook's receipt. */
export const EvidenceTable = z.enum([
  "events",
  "contacts",
  "companies",
  "company_facts",
  "identities",
  "suppressions",
  "receipts",
  "policy",
  "flags",
]);
export type EvidenceTable = z.infer<typeof EvidenceTable>;

/** One row that a decision read: the table, the row's id, the columns and their values. `found: false` says that the row does not exist. */
export const Evidence = z.strictObject({
  table: EvidenceTable,
  id: z.string().min(1).max(200),
  columns: z.record(z.string().max(60), Scalar),
});
export type Evidence = z.infer<typeof Evidence>;

/** Evidence as a stage sends it to the object. The object replaces the `personal` values by keyed digests before it stores them. */
export const ShownEvidence = z.strictObject({
  ...Evidence.shape,
  personal: z.record(z.string().max(60), z.string().max(4_000)).optional(),
});
export type ShownEvidence = z.infer<typeof ShownEvidence>;

const SOURCE =
  /^(rule:[\w.:@-]+|llm:[\w.:/-]+@[\w-]{22}|rule_based_fallback|template:[\w.:@-]+|human:[\w.@+:-]+|webhook:[\w.-]+|timer)$/;

export const Provenance = z.strictObject({
  /** 0 to 1: 1 for rules, people, timers and webhooks; the grade for grades; kept ÷ proposed stages for a plan; 0 for a fallback. */
  confidence: z.number().min(0).max(1),
  /** An entry of a closed list, or a rule's id. Never a sentence. */
  reason: z.string().regex(/^[a-z][a-z0-9_.:-]{0,79}$/),
  source: z.string().max(200).regex(SOURCE),
  evidence: z.array(Evidence).min(1).max(60),
});
export type Provenance = z.infer<typeof Provenance>;

/**
 * The only way to make a `Provenance`. Throws when evidence is missing or confidence is outside [0, 1]: both are mistakes of our own code,
 * not bad input.
 */
export function provenance(fields: {
  confidence: number;
  reason: string;
  source: string;
  evidence: readonly Evidence[];
}): Provenance {
  return Provenance.parse(fields);
}
