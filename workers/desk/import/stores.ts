// What an import on the desk is compared with and given to: the rows for reading and the suppression list, and the port. What is recorded already is not recorded again, so
// that the same file may be applied again.
import {
  companiesIn,
  companyWish,
  factWish,
  isRecordedFact,
  knownCompany,
  type RecordedCompany,
} from "../../../domain/import/recorded.ts";
import type { Known, KnownContact, KnownSuppression } from "../../../domain/import/compare.ts";
import { type Entries, silencedWith, type SuppressionEntry, withSilenced } from "../../../domain/import/entries.ts";
import { type Change, inBatches } from "../../../domain/import/importer.ts";
import type { ImportKind } from "../../../domain/import/meanings.ts";
import { CONTACTS_PER_REQUEST, SUPPRESSIONS_PER_REQUEST } from "../../../schema/desk-commands.ts";
import type { ContactId } from "../../../schema/ids.ts";
import { inParallel } from "../../../schema/in-parallel.ts";
import type { AdministrativeReason } from "../../../schema/lists.ts";
import { askOne, performOne } from "../../../schema/only-answer.ts";
import type { ClickOutcome } from "../actions/action.ts";
import { correctCompany, recordFact } from "../actions/company-actions.ts";
import { claimedOf } from "../claimed.ts";
import type { Desk } from "../desk.ts";
import { flagsOf } from "../export.ts";
import { troubleOf } from "../refusals.ts";

/** A row that was taken from the file and is refused by what it goes to. */
export interface RefusedRow {
  readonly line: number;
  readonly words: string;
}

export interface DeskStore<K extends ImportKind> {
  /** What is stored of these entries, of which there are at most `ROWS_PER_BATCH`. */
  readonly known: (entries: readonly Entries[K][]) => Promise<Known>;
  /** Gives rows to the store, and returns those that it refuses. */
  readonly apply: (changes: readonly Change<K>[]) => Promise<readonly RefusedRow[]>;
}

/** Rows between two requests: a row of a list may hold several entries. */
export const ROWS_PER_BATCH = 200;

interface Importing {
  readonly desk: Desk;
  readonly by: string;
}

const refusedOf = (line: number, outcome: ClickOutcome): readonly RefusedRow[] => {
  if (outcome.kind === "done") return [];
  const { title, detail } = troubleOf(outcome);
  return [{ line, words: `${title}. ${detail}` }];
};

const keyOf = ({ kind, value }: SuppressionEntry): string => `${kind}:${value}`;

/** What the list has of entries, by kind and value. */
async function listedIn(
  { port }: Desk,
  entries: readonly SuppressionEntry[],
): Promise<ReadonlyMap<string, KnownSuppression>> {
  const known = new Map<string, KnownSuppression>();
  for (const batch of inBatches(entries, SUPPRESSIONS_PER_REQUEST)) {
    const states = await askOne(port, { type: "Listed", entries: batch.map(({ kind, value }) => ({ kind, value })) });
    for (const [index, entry] of batch.entries()) {
      const state = states[index];
      if (state?.is === "listed" || state?.is === "foreign") known.set(keyOf(entry), { is: state.is });
      if (state?.is === "lifted")
        known.set(keyOf(entry), { is: "lifted", day: state.at.slice(0, "2026-11-30".length) });
    }
  }
  return known;
}

/** The suppression list. The reason is recorded with each event. */
export const suppressionStore = (
  { desk, by }: Importing,
  given: { readonly reason: AdministrativeReason; readonly why: string },
): DeskStore<"suppressions"> => ({
  async known(rows) {
    const listed = await listedIn(desk, rows.flat());
    return { suppression: (entry) => listed.get(keyOf(entry)) };
  },
  async apply(changes) {
    const refused: RefusedRow[] = [];
    const wished = changes.flatMap(({ line, entry }) => entry.map((one) => ({ line, one })));
    for (const batch of inBatches(wished, SUPPRESSIONS_PER_REQUEST)) {
      const wishes = batch.map(({ one }) => ({ ...one, by, ...given }));
      const { refusal } = await performOne(desk.port, { type: "Suppress", wishes });
      if (refusal) refused.push(...batch.flatMap(({ line }) => refusedOf(line, { kind: "refused", refusal })));
    }
    return refused;
  },
});

/** Companies, by their domain: a contact's company is found by the domain of their address. */
export function companyStore({ desk, by }: Importing): DeskStore<"companies"> {
  const stored = new Map<string, RecordedCompany>();
  return {
    async known(rows) {
      const asked = rows.flatMap(({ domain }) => (domain === null || stored.has(domain) ? [] : [domain]));
      for (const [key, { industry, size, ...card }] of await desk.reads.companiesNamed([...new Set(asked)]))
        stored.set(key, { ...card, industry: industry ?? undefined, size: size ?? undefined });
      return {
        company(entry) {
          const has = entry.domain === null ? undefined : stored.get(entry.domain);
          return has && knownCompany(entry, has);
        },
      };
    },
    async apply(changes) {
      const lines = new Map(changes.map(({ line, entry }) => [entry.domain, line]));
      const refused = await inParallel([...companiesIn(changes.map(({ entry }) => entry))], async ([domain, row]) => {
        const has = stored.get(domain);
        const wish = companyWish(row, has);
        if (!wish) return [];
        const outcome = await correctCompany.run({ desk, by, id: wish.company, input: { ...wish.fields } });
        // What was recorded is known to the rows below, whatever the rows for reading have by then.
        if (outcome.kind === "done")
          stored.set(domain, {
            ...wish.fields,
            id: outcome.companyId ?? wish.company,
            domains: has ? wish.fields.domains : [domain, ...wish.fields.domains],
          });
        return refusedOf(lines.get(domain) ?? 0, outcome);
      });
      return refused.flat();
    },
  };
}

/** Facts of companies that are recorded. `source` is the one of a row that names none. */
export const factStore = ({ desk, by }: Importing, source: string): DeskStore<"facts"> => ({
  async known(rows) {
    const companies = await desk.reads.companiesNamed([...new Set(rows.map(({ company }) => company))]);
    const facts = await desk.reads.companyFacts([...new Set([...companies.values()].map(({ id }) => id))]);
    return {
      fact(entry) {
        const company = companies.get(entry.company);
        if (!company) return { is: "nobodys" };
        const isRecorded = facts.get(company.id)?.some((fact) => isRecordedFact(entry, fact, source)) ?? false;
        return isRecorded ? { is: "recorded" } : undefined;
      },
    };
  },
  async apply(changes) {
    const byCompany = [...Map.groupBy(changes, ({ entry }) => entry.company)];
    const refused = await inParallel(byCompany, async ([company, own]) => {
      const found: RefusedRow[] = [];
      // One after the other: they go to one object.
      for (const { line, entry } of own)
        found.push(...refusedOf(line, await recordFact.run({ desk, by, id: company, input: factWish(entry, source) })));
      return found;
    });
    return refused.flat();
  },
});

/** Contacts: each becomes a signal, which is recorded within moments. */
export const contactStore = ({ desk, by }: Importing): DeskStore<"contacts"> => ({
  async known(rows) {
    const asked = [...new Set(rows.flatMap((row) => [row.email, ...silencedWith(row)]))];
    const contacts = new Map<string, KnownContact>();
    for (const emails of inBatches(asked, ROWS_PER_BATCH)) {
      const ids = await askOne(desk.port, { type: "ContactIds", addresses: [...emails] });
      const [cards, flags] = await Promise.all([desk.reads.contactCards(ids, by), desk.reads.contactFlags(ids)]);
      for (const [index, email] of emails.entries())
        for (const [key, known] of knownAs(email, ids[index], cards, flags)) contacts.set(key, known);
    }
    const others = rows.flatMap(({ otherEmails }) =>
      otherEmails.map((value): SuppressionEntry => ({ kind: "address", value })),
    );
    const listed = await listedIn(desk, others);
    return { contact: (email) => contacts.get(email), suppression: (entry) => listed.get(keyOf(entry)) };
  },
  async apply(changes) {
    // Opt-outs first: whoever must not be written to is on the list before anybody else is a contact.
    const entries = changes
      .flatMap(({ entry }) => withSilenced(entry))
      .toSorted((a, b) => b.flags.length - a.flags.length);
    for (const batch of inBatches(entries, CONTACTS_PER_REQUEST)) {
      const contacts = batch.map(({ email, name, company, title, phone, profile, flags }) => ({
        email,
        name,
        company,
        title,
        phone,
        profile,
        flags,
      }));
      await performOne(desk.port, { type: "ImportContacts", contacts, by });
    }
    return [];
  },
});

type Cards = Awaited<ReturnType<Desk["reads"]["contactCards"]>>;
type Flags = Awaited<ReturnType<Desk["reads"]["contactFlags"]>>;

function knownAs(
  email: string,
  id: ContactId | undefined,
  cards: Cards,
  flags: Flags,
): readonly (readonly [string, KnownContact])[] {
  const card = id && cards.get(id);
  if (!card || !id) return [];
  const claimed = claimedOf(card);
  const [name, company, title] = [claimed.name, claimed.company, claimed.title].map((text) => text ?? undefined);
  // The desk's reads have no number.
  return [[email, { name, company, title, flags: flagsOf(flags.get(id)), open: ["phone"] }]];
}
