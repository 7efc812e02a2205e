// Records what the webhook of an enrichment tool states about a company in the company's stream, before the answer. It never touches a contact.
import type { Crm } from "../../drizzle/crm.ts";
import { digestOf } from "../../schema/canonical.ts";
import { CompanyId, companyIdOf } from "../../schema/ids.ts";
import { performOne } from "../../schema/only-answer.ts";
import type { Port } from "../../schema/ports.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { Accepted } from "./accept.ts";
import type { Problem } from "./problem.ts";

export interface StatementPorts {
  readonly port: Port<"ingest">;
  readonly crm: Pick<Crm, "claimReceipts">;
  readonly systemKey: string;
}

export type AcceptedStatement = Extract<Accepted, { kind: "statement" }>;

/**
 * Claims the receipt, so that another body under it is a conflict, and records the statement. Returns why it is refused; null when it is recorded, now
 * or before. Throws when a part does not answer: a repeat is the same statement.
 */
export async function recordStatement(
  { message, at }: AcceptedStatement,
  { port, crm, systemKey }: StatementPorts,
): Promise<Problem | null> {
  const { receipt, source, statement } = message;
  const contactId = CompanyId.safeParse(statement.company).data ?? companyIdOf(systemKey, statement.company);
  const bodyDigest = digestOf(statement);
  const [claim] = await crm.claimReceipts([{ receipt, contactId, bodyDigest, source, at }]);
  if (claim?.bodyDigest !== bodyDigest) return { reason: "receipt_conflict" };
  const { refusal } = await performOne(port, message);
  return refusal && problemOf(refusal);
}

/** A refusal of the port as the sender gets it. Throws for one that a repeat may not get. */
function problemOf(refusal: Refusal): Problem {
  const { reason } = refusal;
  if (reason === "unknown") return { reason: "company_unknown" };
  if (reason === "company_merged" || reason === "public_suffix") return { reason };
  if (reason === "invalid")
    return refusal.field === "facts" ? { reason: "too_many_facts" } : { reason: "field_invalid", field: "domain" };
  throw new Error(`the statement was refused: ${reason}`);
}
