// Makes the parts of provenance: the references to the rows that a decision read, and the source that decided. The columns are open
// values, so that replay can derive a decision without a key. It reads no row: the caller gives the values that the rule used.
import type { ListReading } from "../schema/commands.ts";
import type { DispatchingRow } from "../schema/dispatching.ts";
import type { Hydrated } from "../schema/hydrated.ts";
import type { CompanyId, ContactId, StreamId } from "../schema/ids.ts";
import type { CompanyStatus, Flag } from "../schema/lists.ts";
import type { ModelCall } from "../schema/model-call.ts";
import { type Policy, policyMark, type PolicySection } from "../schema/policy.ts";
import type { Scalar, ShownEvidence } from "../schema/provenance.ts";

type Columns = Readonly<Record<string, Scalar>>;

/** The policy section that a rule read, by digest. */
export const policyEvidence = (policy: Policy, section: PolicySection): ShownEvidence => ({
  table: "policy",
  id: policyMark(policy, section).digest,
  columns: { section },
});

/** A whole policy by its digest, with its number of sections. */
export const wholePolicyEvidence = (digest: string, sections: number): ShownEvidence => ({
  table: "policy",
  id: digest,
  columns: { sections },
});

/** The sources of a release by their digest. What the evals read is outside the log. */
export const releaseEvidence = (sources: string, columns: Columns): ShownEvidence => ({
  table: "policy",
  id: `sources-${sources}`,
  columns,
});

/** What the desk's configuration says. It is outside the log. */
export const configuredEvidence = (columns: Columns): ShownEvidence => ({
  table: "policy",
  id: "desk-configuration",
  columns,
});

/** A stream's event at a version, or values of the stream as they were after that event. */
export const eventEvidence = (streamId: StreamId, version: number, columns: Columns): ShownEvidence => ({
  table: "events",
  id: `${streamId}@${version}`,
  columns: { ...columns },
});

/** The whole log by its daily root. */
export const rootEvidence = (root: string, columns: Columns): ShownEvidence => ({
  table: "events",
  id: `root-${root}`,
  columns,
});

/** That the log, up to this version of the stream of sources, has no source of the name. */
export const newSourceEvidence = (source: string, version: number): ShownEvidence => ({
  table: "events",
  id: `source-${source}`,
  columns: { found: false, version },
});

/** The heads of all streams at the end of a day. */
export const headsEvidence = (day: string, columns: Columns): ShownEvidence => ({
  table: "events",
  id: `heads-${day}`,
  columns,
});

/** The stop switch as it was, by the version of its stream. */
export const dispatchingEvidence = ({
  isStopped,
  version,
}: Pick<DispatchingRow, "isStopped" | "version">): ShownEvidence => ({
  table: "events",
  id: `dispatching-${version}`,
  columns: { stopped: isStopped },
});

/** What the ports noted of the reading of a day. */
export const readingEvidence = (day: string, columns: Columns): ShownEvidence => ({
  table: "events",
  id: `words-read-${day}`,
  columns,
});

/** A key of the log's signatures, by its public part. */
export const logKeyEvidence = (key: string, columns: Columns): ShownEvidence => ({
  table: "events",
  id: `log-key-${key}`,
  columns,
});

/** A contact's four flags. */
export const flagEvidence = (streamId: StreamId, flags: Readonly<Record<Flag, boolean>>): ShownEvidence => ({
  table: "flags",
  id: streamId,
  columns: { ...flags },
});

/** A reading of the suppression list: whether it has the contact, and at which revision. */
export const listEvidence = ({ hit, revision }: ListReading): ShownEvidence => ({
  table: "suppressions",
  id: `revision-${revision}`,
  columns: { hit, revision },
});

/** One entry of the suppression list, by its revision. */
export const entryEvidence = (kind: string, revision: number): ShownEvidence => ({
  table: "suppressions",
  id: `revision-${revision}`,
  columns: { kind, revision },
});

/** The receipt of a webhook. */
export const receiptEvidence = (receipt: string, columns: Columns): ShownEvidence => ({
  table: "receipts",
  id: receipt,
  columns,
});

/** Whether a row was found. A missing row is evidence too; its id is then the contact for which it was looked up. */
export const rowEvidence = (
  table: "contacts" | "identities",
  row: { readonly id: string } | null,
  soughtFor: ContactId,
  columns: Columns = {},
): ShownEvidence => ({ table, id: row?.id ?? soughtFor, columns: { found: row !== null, ...columns } });

/**
 * A company as its stream recorded it, by the version of that event: `co_…@7`. Where there is none, the stream for which it was looked up is
 * cited.
 */
export const companyEvidence = (
  company: { readonly id: CompanyId; readonly version: number; readonly status: CompanyStatus } | null,
  soughtFor: StreamId,
): ShownEvidence =>
  company
    ? { table: "companies", id: `${company.id}@${company.version}`, columns: { found: true, status: company.status } }
    : { table: "companies", id: soughtFor, columns: { found: false, status: null } };

/** Where a person placed a contact, by that event of the contact's stream. */
export const placementEvidence = (
  contactId: ContactId,
  { companyId, version }: NonNullable<NonNullable<Hydrated["contact"]>["placement"]>,
): ShownEvidence => eventEvidence(contactId, version, { company_id: companyId });

/** The event of the contact's stream by which a person corrected the title that counts. */
export const titleCorrectionEvidence = (contactId: ContactId, version: number): ShownEvidence =>
  eventEvidence(contactId, version, { corrects: "title" });

/** The most characters of a fact's value and kind that evidence shows. */
export const SHOWN_VALUE_CHARACTERS = 200;
const KIND_CHARACTERS = 80;

/** What evidence says of a fact, beside when it was asked for. */
export const factColumns = ({
  found,
  kind,
  value,
  source,
  observedAt,
  expiresAt,
}: Pick<Fact, "found" | "kind" | "value" | "source" | "observedAt" | "expiresAt">) => ({
  found,
  kind: kind.slice(0, KIND_CHARACTERS),
  value: value.slice(0, SHOWN_VALUE_CHARACTERS).toWellFormed(),
  source,
  observed_at: observedAt,
  expires_at: expiresAt,
});
type Fact = Hydrated["facts"][number];

/** A fact of a company by the version of its event, and when it was asked for. */
export const factEvidence = (companyId: CompanyId, fact: Fact, askedAt: string): ShownEvidence => ({
  table: "company_facts",
  id: `${companyId}@${fact.version}`,
  columns: { ...factColumns(fact), asked_at: askedAt },
});

/** That nothing is recorded about a company: by the last version of its stream; or, without a company, by the contact for whom it was asked. */
export const noFactsEvidence = (
  company: { readonly id: CompanyId; readonly head: number } | null,
  soughtFor: ContactId,
  askedAt: string,
): ShownEvidence => ({
  table: "company_facts",
  id: company ? `${company.id}@${company.head}` : soughtFor,
  columns: { found: false, asked_at: askedAt },
});

/** The rules that decide events or classes, with their versions. A rule whose wording or arithmetic changes gets a new version. */
export const RULES = [
  "rule:analyze-opportunity@1",
  "rule:analyze-opportunity@2",
  "rule:approvals@1",
  "rule:daily-root@1",
  "rule:log-key@1",
  "rule:dispatch@1",
  "rule:hold.auto-confirm@1",
  "rule:holds@1",
  "rule:ladder@1",
  "rule:opt-out@1",
  "rule:plan@1",
  "rule:preview-hold@1",
  "rule:qualify@1",
  "rule:reconcile@1",
  "rule:replied@1",
  "rule:hear@2",
  "rule:safety-gate@1",
  "rule:score@1",
  "rule:soft-reports@1",
  "rule:tasks@1",
  "rule:words-read@1",
] as const;
export type Rule = (typeof RULES)[number];

/** What decided: a rule of the list, the rules in place of a model, a timer, a webhook, a person, a template or a model. */
export type Source =
  | Rule
  | "rule_based_fallback"
  | "timer"
  | `webhook:${string}`
  | `human:${string}`
  | `template:${string}`
  | `llm:${string}@${string}`;

export const byWebhook = (source: string): Source => `webhook:${source}`;

/** With what the identity of a webhook begins, where events name who recorded something. */
const WEBHOOK = "webhook:";
/** The identity of a source whose webhook recorded something. */
export const webhookIdentity = (source: string): string => `${WEBHOOK}${source}`;
/** The source of the webhook with this identity; null for a person's. */
export const sourceIn = (identity: string): string | null =>
  identity.startsWith(WEBHOOK) ? identity.slice(WEBHOOK.length) : null;

/** A person. Characters that a source cannot have become a dash, so that an identity cannot look like another source. */
export const byPerson = (identity: string): Source => `human:${identity.replace(/[^\w.@+-]/g, "-")}`;

export const byTemplate = (template: string): Source => `template:${template}`;

/** The model that replied, and the digest of its prompt. */
export const byModel = ({ model, promptDigest }: Pick<ModelCall, "model" | "promptDigest">): Source =>
  `llm:${model}@${promptDigest}`;
