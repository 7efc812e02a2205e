// Records what people wish of a company in the company's stream: finds the stream by a domain or an id, and derives the command's id from its
// content and the version that it follows.
import { isFreeMail, suppressibleDomain } from "../../domain/address.ts";
import { webhookIdentity } from "../../domain/evidence.ts";
import { MOST_FACTS } from "../../domain/company/decide.ts";
import type { Notes } from "../../domain/contact/notes.ts";
import type { Crm, MergeClaim } from "../../drizzle/crm.ts";
import type { ClickAnswer, CompanyAnswer } from "../../schema/answers.ts";
import { digestOf } from "../../schema/canonical.ts";
import { beginning } from "../../schema/cause.ts";
import {
  CompanyCommand,
  type CompanyWish,
  type MergeCompanies,
  type RecordStatement,
} from "../../schema/company-commands.ts";
import { FactFields } from "../../schema/events.ts";
import {
  commandIdOf,
  CompanyId,
  companyIdOf,
  type FactId,
  factIdOf,
  type Receipt,
  type StreamId,
} from "../../schema/ids.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { CompanyState, ObjectVerbs } from "./object.ts";

interface Ports {
  /** The ids of companies are keyed with it. */
  readonly systemKey: string;
  readonly notes: Notes;
  readonly stateOf: (companyId: CompanyId) => Promise<CompanyState>;
  readonly crm: Pick<Crm, "claimMerge">;
  readonly record: (command: CompanyCommand) => Promise<ClickAnswer>;
}

type WishOf<T extends CompanyWish["type"]> = Extract<CompanyWish, { type: T }>;

/** Asks the objects of companies. */
export const statesOf =
  (object: (streamId: StreamId) => ObjectVerbs) =>
  async (companyId: CompanyId): Promise<CompanyState> =>
    onlyAnswer(await object(companyId).ask([{ type: "Company" }]));

/**
 * Returns the function that records a wish. A repeat records nothing and gets the same answer. Throws when an object or a database does not
 * answer: what was recorded then is not recorded twice. `receipt`: of the webhook that states it.
 */
export const companyWork =
  (ports: Ports) =>
  async (wish: CompanyWish, receipt?: Receipt): Promise<CompanyAnswer> => {
    const { systemKey, notes, stateOf, record } = ports;
    if (wish.type === "MergeCompanies") return mergeCompanies(wish, ports);
    const found = companyOf(wish.company, systemKey);
    if (!found.ok) return refusedAs(found.error);
    const content = contentOf(wish, found.value.domain);
    if (!content.ok) return refusedAs(content.error);
    const { companyId, version } = await goingOn(found.value.companyId, wish.type, stateOf);
    // A webhook that is delivered again, also after another content, is the same command.
    const cause = receipt ? [receipt] : [String(version), digestOf({ ...content.value, by: wish.by })];
    const commandId = commandIdOf(content.value.type, companyId, ...cause);
    const own = { ...beginning(commandId), streamId: companyId, by: wish.by };
    const answer = await record(
      CompanyCommand.parse({ ...content.value, ...own, ...(await reasonOf(wish, commandId, notes)) }),
    );
    return { ...answer, companyId, factId: "factId" in content.value ? content.value.factId : null };
  };

/** Returns the function that records the statement of a webhook, in the name of its source. `record` is of ingest's port. */
export const statementWork = (ports: Ports) => {
  const work = companyWork(ports);
  return ({ source, receipt, statement }: RecordStatement): Promise<CompanyAnswer> =>
    work({ ...statement, by: webhookIdentity(source) }, receipt);
};

/**
 * The company that a wish is about. Facts of a company that was merged are those of the one that goes on. What names a company anew stays with it,
 * and is refused there: the one that goes on has its own name and domains.
 */
async function goingOn(
  named: CompanyId,
  type: CompanyWish["type"],
  stateOf: Ports["stateOf"],
): Promise<{ readonly companyId: CompanyId; readonly version: number }> {
  const tried = new Set<CompanyId>();
  for (let companyId = named; ;) {
    const { version, into } = await stateOf(companyId);
    if (into === null || type === "PutCompany" || tried.has(into)) return { companyId, version };
    tried.add(into);
    companyId = into;
  }
}

/** Merges two companies that are recorded. Its claim comes first, so that of two merges at the same moment one is refused. */
async function mergeCompanies(
  wish: MergeCompanies,
  { systemKey, notes, stateOf, crm, record }: Ports,
): Promise<CompanyAnswer> {
  const [merged, survivor] = [companyOf(wish.company, systemKey), companyOf(wish.into, systemKey)];
  if (!merged.ok) return refusedAs(merged.error);
  if (!survivor.ok) return refusedAs(survivor.error);
  const [streamId, into] = [merged.value.companyId, survivor.value.companyId];
  if (streamId === into) return refusedAs({ reason: "merged_with_itself", companyId: into });
  const [own, other] = [await stateOf(streamId), await stateOf(into)];
  if (!own.isRecorded || !other.isRecorded) return refusedAs({ reason: "unknown", what: "company" });
  if (own.into === null && own.facts + other.facts > MOST_FACTS)
    return refusedAs({ reason: "invalid", field: "facts" });
  const refusal = refusalOf(streamId, into, await crm.claimMerge({ merged: streamId, into }));
  if (refusal) return refusedAs(refusal);
  const commandId = commandIdOf("MergeCompany", streamId, into);
  const note = (await notes(wish.why))(commandId);
  const answer = await record({
    type: "MergeCompany",
    ...beginning(commandId),
    streamId,
    into,
    by: wish.by,
    reason: wish.reason,
    ...(note ? { note } : {}),
  });
  return { ...answer, companyId: into, factId: null };
}

/** Why a merge does not stand. */
function refusalOf(merged: CompanyId, into: CompanyId, { standing, chain }: MergeClaim): Refusal | null {
  if (standing === into) return null;
  if (standing !== null) return { reason: "company_merged", companyId: merged, into: standing };
  const [next] = chain;
  if (next === undefined) return { reason: "unknown", what: "company" };
  return chain.includes(merged)
    ? { reason: "merged_in_a_circle", companyId: merged, into }
    : { reason: "company_merged", companyId: into, into: next };
}

/** A person's reason for taking a fact back, with the note sealed. */
async function reasonOf(wish: CompanyWish, commandId: ReturnType<typeof commandIdOf>, notes: Notes): Promise<object> {
  if (wish.type !== "DropFact") return {};
  const note = (await notes(wish.why))(commandId);
  return { reason: wish.reason, ...(note ? { note } : {}) };
}

type Content =
  | { readonly type: "RecordCompany"; readonly company: object }
  | { readonly type: "RecordFact"; readonly factId: FactId; readonly fact: FactFields }
  | { readonly type: "RetractFact"; readonly factId: FactId };

/** What the command says, beside who says it and where. */
function contentOf(wish: Exclude<CompanyWish, MergeCompanies>, domain: string | null): Result<Content, Refusal> {
  switch (wish.type) {
    case "PutCompany":
      return companyIn(wish, domain);
    case "PutFact":
      return ok(factIn(wish));
    case "DropFact":
      return ok({ type: "RetractFact", factId: wish.factId });
  }
}

function companyIn(
  { name, domains: given, status, industry, size }: WishOf<"PutCompany">,
  domain: string | null,
): Result<Content, Refusal> {
  const domains: string[] = domain === null ? [] : [domain];
  for (const text of given) {
    const other = domainIn(text, "domains");
    if (!other.ok) return other;
    domains.push(other.value);
  }
  const company = {
    name,
    domains: [...new Set(domains)],
    status,
    ...(industry === undefined ? {} : { industry }),
    ...(size === undefined ? {} : { size }),
  };
  return ok({ type: "RecordCompany", company });
}

function factIn({ factId, ...wish }: WishOf<"PutFact">): Content {
  const fact = FactFields.strip().parse(wish);
  const id = factId ?? factIdOf(fact.kind, fact.source, fact.value);
  return { type: "RecordFact", factId: id, fact };
}

/** The company that is named by its id or by a domain. */
function companyOf(
  text: string,
  systemKey: string,
): Result<{ readonly companyId: CompanyId; readonly domain: string | null }, Refusal> {
  const id = CompanyId.safeParse(text);
  if (id.success) return ok({ companyId: id.data, domain: null });
  const domain = domainIn(text, "company");
  return domain.ok ? ok({ companyId: companyIdOf(systemKey, domain.value), domain: domain.value }) : domain;
}

/** A domain under which a company's people write. At a mailbox provider's, everybody may. */
function domainIn(text: string, field: string): Result<string, Refusal> {
  const domain = suppressibleDomain(text);
  if (domain.ok) return isFreeMail(domain.value) ? err({ reason: "invalid", field }) : domain;
  return err(domain.error.reason === "public_suffix" ? domain.error : { reason: "invalid", field });
}

const refusedAs = (refusal: Refusal): CompanyAnswer => ({
  logged: true,
  version: 0,
  refusal,
  companyId: null,
  factId: null,
});
