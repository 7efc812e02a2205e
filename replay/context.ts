// Collects the data that is needed to verify a contact's stream: policies and suppressions from the administrative streams, cited companies, and
// the contact's keys if the caller has them. verify.ts verifies the stream.
import type { Sealed, StoredEvent } from "../schema/events.ts";
import { AUDIT_STREAM, type LogKeyBook, type LogKeys, logKeysOf } from "../domain/log-keys.ts";
import { AdminId, CompanyId, suppressionStreamOf } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";
import { companyBook, type Companies } from "./companies.ts";
import { foldStream } from "./fold.ts";
import { type Policies, policiesOf, type PolicyBook } from "../domain/policies.ts";
import { readEvent } from "./read-event.ts";
import { type Keys, type LogSource, noKeys, type StreamRows } from "./source.ts";
import { suppressionBook, type SuppressionBook, type Suppressions } from "./suppressions.ts";

export interface LogContext {
  readonly policies: Policies;
  readonly suppressions: Suppressions;
  readonly companies: Companies;
  readonly keys: Keys;
  /** The keys of the log's signatures. */
  readonly logKeys: LogKeys;
  /** Returns sealed words that the caller has opened already. When this is set, `keys` is not used. */
  readonly openWords?: (event: StoredEvent) => Sealed | null;
}

/** Reads all administrative streams of a source, and no company: for questions that check no evidence, or before `withCompanies`. */
export async function gatherContext(source: LogSource, keys: Keys = noKeys): Promise<LogContext> {
  const books = emptyBooks(suppressionBook());
  for await (const { rows } of source.streams({ prefix: "ad_" })) learnFrom(rows, books);
  return { ...books, keys };
}

/** The context of a what-if, which reads policies and no other administrative stream: from the events of `ad_policy`. */
export function policyContext(rows: readonly EventRow[]): LogContext {
  const books = emptyBooks(suppressionBook(new Set()));
  learnFrom(rows, books);
  return { ...books, keys: noKeys };
}

/** The context with the companies of the source that this stream cites. */
export async function withCompanies(context: LogContext, stream: StreamRows, source: LogSource): Promise<LogContext> {
  const read = async (id: CompanyId): Promise<readonly EventRow[]> => {
    for await (const { rows } of source.streams({ ids: [id] })) return rows;
    return [];
  };
  return { ...context, companies: await citedCompanies(stream, read) };
}

/** The companies that a contact's stream cites. */
async function citedCompanies(
  { rows }: StreamRows,
  read: (streamId: CompanyId) => Promise<readonly EventRow[]>,
): Promise<Companies> {
  const companies = companyBook();
  // Each row is a JSON text, in which the id of a company stands as it is.
  const named = new Set(rows.flatMap(({ body }) => body.match(/\bco_[\w-]{1,80}(?=@)/g) ?? []));
  for (const text of named) {
    const id = CompanyId.safeParse(text);
    for (const row of id.success ? await read(id.data) : []) {
      const { event } = readEvent(row);
      if (event) companies.learn(event);
    }
  }
  return companies;
}

/**
 * The context for one contact's stream. Reads only the policies, the companies that the stream cites, and those streams of the suppression list
 * that the contact's digests belong to, and keeps only the entries of these digests, so that the memory does not grow with the list.
 */
export async function contextOf(
  stream: StreamRows,
  read: (streamId: AdminId | CompanyId) => Promise<readonly EventRow[]>,
): Promise<LogContext> {
  const { contact } = foldStream(stream);
  const digests = new Set([
    ...contact.lookups.flatMap((lookups) => Object.values(lookups)),
    ...Object.values(contact.runs).flatMap(({ phone }) => phone ?? []),
  ]);
  const books = emptyBooks(suppressionBook(digests));
  const streams = new Set([...digests].map(suppressionStreamOf));
  // Streams are read one after the other, because each may be long.
  for (const streamId of [AUDIT_STREAM, AdminId.parse("ad_policy"), ...streams]) learnFrom(await read(streamId), books);
  return { ...books, companies: await citedCompanies(stream, read), keys: noKeys };
}

const emptyBooks = (suppressions: SuppressionBook) => ({
  policies: policiesOf(),
  suppressions,
  companies: companyBook(),
  logKeys: logKeysOf(),
});

function learnFrom(
  rows: readonly EventRow[],
  { policies, suppressions, logKeys }: { policies: PolicyBook; suppressions: SuppressionBook; logKeys: LogKeyBook },
): void {
  for (const row of rows) {
    const { event } = readEvent(row);
    if (!event) continue;
    policies.learn(event);
    suppressions.learn(event);
    logKeys.learn(event, row);
  }
}
