// The bodies of enrichment tools: `company.recorded` and `fact.recorded` in the envelope of Standard Webhooks. Fields that are not named here are
// dropped. What they state is recorded of companies only; a domain that is no company's is refused by name.
import * as z from "zod";
import { isFreeMail, suppressibleDomain } from "../../domain/address.ts";
import { oneLine } from "../../domain/forms/values.ts";
import { readTime } from "../../domain/forms/read-time.ts";
import { CompanyStatement } from "../../schema/company-commands.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { ignored, type MapResult } from "./map/mapped.ts";
import type { Problem } from "./problem.ts";
import type { SourceKind } from "./source-kind.ts";
import { standardWebhooks } from "./sources/standard-webhooks.ts";

type Data = Readonly<Record<string, unknown>>;
const Envelope = z.object({
  type: z.string(),
  timestamp: z.unknown().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});
type Statement = Readonly<Record<string, unknown>> & { readonly type: "PutCompany" | "PutFact" };

/** The mapping of each event. */
const TYPES: Readonly<Record<string, (data: Data, timestamp: unknown) => Result<Statement, Problem>>> = {
  "company.recorded": companyIn,
  "fact.recorded": factIn,
};

function map(payload: unknown): MapResult {
  const envelope = Envelope.safeParse(payload);
  if (!envelope.success) return err({ reason: "payload_unrecognised" });
  const { type, timestamp, data = {} } = envelope.data;
  const mapper = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (!mapper) return ignored(type);
  const domain = companyDomain(data["domain"], "domain");
  if (!domain.ok) return domain;
  const stated = mapper(data, timestamp);
  if (!stated.ok) return stated;
  const statement = CompanyStatement.safeParse(withoutAbsent({ company: domain.value, ...stated.value }));
  if (statement.success) return ok({ statement: statement.data });
  const [field] = statement.error.issues[0]?.path ?? [];
  return err({ reason: "field_invalid", ...(typeof field === "string" ? { field } : {}) });
}

const withoutAbsent = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A value under the name that we use, or under that of JSON with underscores. */
const valueOf = (data: Data, ...names: readonly string[]): unknown =>
  names.map((name) => data[name]).find((value) => value !== undefined && value !== null);

/** The registrable domain of a company. */
function companyDomain(value: unknown, field: string): Result<string, Problem> {
  const text = oneLine(value);
  if (text === undefined) return err({ reason: "field_missing", field });
  const domain = suppressibleDomain(text);
  if (!domain.ok)
    return err(
      domain.error.reason === "public_suffix" ? { reason: "public_suffix" } : { reason: "field_invalid", field },
    );
  return isFreeMail(domain.value) ? err({ reason: "free_mail" }) : domain;
}

function companyIn(data: Data): Result<Statement, Problem> {
  const others = valueOf(data, "domains") ?? [];
  if (!Array.isArray(others) || others.length > 20) return err({ reason: "field_invalid", field: "domains" });
  const domains: string[] = [];
  for (const one of others) {
    const domain = companyDomain(one, "domains");
    if (!domain.ok) return domain;
    domains.push(domain.value);
  }
  const name = valueOf(data, "name");
  if (name === undefined) return err({ reason: "field_missing", field: "name" });
  const size = valueOf(data, "size");
  return ok({
    type: "PutCompany",
    name,
    domains,
    status: valueOf(data, "status"),
    industry: valueOf(data, "industry"),
    size: typeof size === "number" ? String(size) : size,
  });
}

/** A share from 0 to 1 in basis points; any other value as it is, which is then refused. */
const basisPointsOf = (share: unknown): unknown =>
  typeof share === "number" && share >= 0 && share <= 1
    ? Math.round(share * 10_000)
    : (share ?? undefined) && "invalid";

function factIn(data: Data, timestamp: unknown): Result<Statement, Problem> {
  for (const field of ["kind", "value", "source"])
    if (valueOf(data, field) === undefined) return err({ reason: "field_missing", field });
  // Without a time of its own the fact was so when the event happened. A repeat must say the same, so the clock here says nothing.
  const observed = valueOf(data, "observedAt", "observed_at") ?? timestamp ?? undefined;
  if (observed === undefined) return err({ reason: "field_missing", field: "observedAt" });
  const expires = valueOf(data, "expiresAt", "expires_at");
  const [observedAt, expiresAt] = [readTime(observed), expires === undefined ? null : readTime(expires)];
  if (observedAt === null) return err({ reason: "field_invalid", field: "observedAt" });
  if (expires !== undefined && expiresAt === null) return err({ reason: "field_invalid", field: "expiresAt" });
  return ok({
    type: "PutFact",
    factId: valueOf(data, "id", "factId"),
    kind: data["kind"],
    value: data["value"],
    source: data["source"],
    method: "tool",
    confidence: basisPointsOf(valueOf(data, "confidence")),
    found: valueOf(data, "found"),
    observedAt,
    expiresAt,
  });
}

const { open: _mails, ...webhooks } = standardWebhooks;
/** Signed as Standard Webhooks are. Its bodies have no mail, so they are as small as those of a form. */
export const companyStatements: SourceKind = { ...webhooks, map };
