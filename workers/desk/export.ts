// Exports companies, facts and contacts as a file (domain/import/own-file.ts), page by page: no more of it than a page is in memory. A failing read breaks the
// file off, so that a part is not taken for the whole.
import type { ContactCard } from "../../drizzle/desk-reads.ts";
import { EXPORT_ROWS } from "../../drizzle/desk-queries.ts";
import { companyLine, contactLine, type ExportKind, exportHeader, factLine } from "../../domain/import/own-file.ts";
import type { WishFlag } from "../../domain/import/wish-column.ts";
import { performOne } from "../../schema/only-answer.ts";
import type { ContactRow } from "../../schema/shipment.ts";
import type { RequestId } from "../../schema/ids.ts";
import type { Desk } from "./desk.ts";
import { performerOf } from "./second-person.ts";
import { type ClickOutcome, outcomeOfClick } from "./actions/action.ts";
import type { AdministrativeReason } from "../../schema/lists.ts";

/** Companies whose facts are read at once: each may have 200 facts of a thousand characters. */
const COMPANIES_WITH_FACTS = 25;

/** The text of an export in parts, each of some rows. */
const PARTS: Readonly<Record<ExportKind, (desk: Desk) => AsyncGenerator<string>>> = {
  companies: async function* (desk) {
    for await (const page of companyPages(desk, EXPORT_ROWS)) yield page.map(companyLine).join("");
  },
  facts: async function* (desk) {
    for await (const page of companyPages(desk, COMPANIES_WITH_FACTS)) {
      const facts = await desk.reads.companyFacts(page.map(({ id }) => id));
      yield page.flatMap((company) => (facts.get(company.id) ?? []).map((fact) => factLine(company, fact))).join("");
    }
  },
  contacts: async function* (desk) {
    for await (const page of pagesOf((after: ContactCard["id"] | null) =>
      // That the list is opened is an event of its own: no reading is noted for each contact.
      desk.reads.contacts({ limit: EXPORT_ROWS, ...(after === null ? {} : { after }) }, null),
    )) {
      // What an erasure left has no address.
      const cards = page.filter(({ email }) => email !== "");
      const flags =
        cards.length > 0 ? await desk.reads.contactFlags(cards.map(({ id }) => id)) : new Map<string, ContactRow>();
      yield cards
        .map(({ id, companyName: company, ...card }) =>
          contactLine({ ...card, company, flags: flagsOf(flags.get(id)) }),
        )
        .join("");
    }
  },
};

/** The flags of a contact's row by which nobody writes to the contact. */
export const flagsOf = (row: ContactRow | undefined): readonly WishFlag[] =>
  row === undefined ? [] : FLAG_COLUMNS.flatMap(([flag, column]) => (row[column] ? [flag] : []));
const FLAG_COLUMNS = [
  ["unsubscribed", "unsubscribed"],
  ["bounced", "bounced"],
  ["do_not_contact", "doNotContact"],
] as const;

const companyPages = async function* (desk: Desk, limit: number) {
  for await (const page of pagesOf((after: Parameters<Desk["reads"]["companies"]>[0]["after"] | null) =>
    desk.reads.companies({ limit, ...(after ? { after } : {}) }),
  ))
    yield page.map(({ industry, size, ...card }) => ({
      ...card,
      industry: industry ?? undefined,
      size: size ?? undefined,
    }));
};

async function* pagesOf<Row, Key>(
  read: (after: Key | null) => Promise<{ readonly rows: readonly Row[]; readonly next: Key | null }>,
): AsyncGenerator<readonly Row[]> {
  let after: Key | null = null;
  do {
    const page: { readonly rows: readonly Row[]; readonly next: Key | null } = await read(after);
    yield page.rows;
    after = page.next;
  } while (after !== null);
}

/** The export as a body. It reads on as its receiver takes what was read. */
export function exportBody(desk: Desk, kind: ExportKind): ReadableStream<Uint8Array> {
  const parts = PARTS[kind](desk);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode(exportHeader(kind))),
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) return controller.close();
        controller.enqueue(encoder.encode(value));
      },
      cancel: () => parts.return(undefined).then(() => undefined),
    },
    { highWaterMark: 1 },
  );
}

/** Of a root before the first one is published. */
const NO_ROOT = "0".repeat(64);

/** Records that the list of contacts is about to be exported, by whom, and why. Nothing is exported before the log has it. */
export async function announceContacts(
  desk: Desk,
  by: string,
  {
    named,
    ...given
  }: {
    readonly reason: AdministrativeReason;
    readonly why: string;
    readonly named: RequestId | null;
  },
): Promise<ClickOutcome> {
  const [root, contacts] = await Promise.all([desk.reads.newestRoot(), desk.reads.contactCount()]);
  const counted = { root: root?.root ?? NO_ROOT, streams: 0, events: 0, contacts };
  const wish = { ...counted, request: desk.newId(), by, ...given, performer: await performerOf(desk, by, named) };
  return outcomeOfClick(await performOne(desk.port, { type: "AnnounceExport", ...wish }));
}

/** The name of the file: the kind and the day (UTC). */
export const exportName = (kind: ExportKind, now: Date): string =>
  `holdpoint-${kind}-${now.toISOString().slice(0, 10)}.csv`;
