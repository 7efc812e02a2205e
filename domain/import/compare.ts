// What a row would change: compared with the rows before it in the file, and with what is stored. An empty cell erases nothing, an opt-out is never
// taken back, and of two rows that contradict each other the first one stays, except for an opt-out, which always counts.
import {
  type CompanyEntry,
  type ContactEntry,
  type Entries,
  type FactEntry,
  type ReadRow,
  silencedWith,
  type SuppressionEntry,
} from "./entries.ts";
import type { ImportKind } from "./meanings.ts";
import { isLoud, note, type Note } from "./notes.ts";
import { seenRows } from "./seen-rows.ts";
import type { WishFlag } from "./wish-column.ts";

export type Outcome = "added" | "changed" | "same" | "refused";

export interface Judged<Entry> {
  readonly line: number;
  readonly outcome: Outcome;
  readonly notes: readonly Note[];
  /** What the row says; null where it is refused. */
  readonly entry: Entry | null;
  /** What an import gives to the store; null where nothing would change, as far as the store can say. */
  readonly apply: Entry | null;
}

const CONTACT_FIELDS = ["name", "company", "title", "phone"] as const;
type ContactField = (typeof CONTACT_FIELDS)[number];

/** What is stored of a contact. */
export interface KnownContact {
  readonly name?: string | undefined;
  readonly company?: string | undefined;
  readonly title?: string | undefined;
  readonly phone?: string | undefined;
  readonly flags: readonly WishFlag[];
  /** Fields of which the store cannot say what it has: a row that names one is given to it again, which changes nothing that is the same. */
  readonly open?: readonly ContactField[];
}
export type KnownCompany = Omit<CompanyEntry, "domain">;
/** What the list says of an entry; `foreign`: its digest is another installation's; `lifted` is the day on which a person lifted it. */
export type KnownSuppression =
  | { readonly is: "listed" | "foreign" }
  | { readonly is: "lifted"; readonly day: string | null };

/** What is stored of a fact: it is recorded as it stands, or its company is not recorded. */
export type KnownFact = { readonly is: "recorded" } | { readonly is: "nobodys" };

/** What is stored, as far as a caller can say: undefined where nothing is known. */
export interface Known {
  readonly contact?: (email: string) => KnownContact | undefined;
  /** By its domain; without one by its name. */
  readonly company?: (entry: CompanyEntry) => KnownCompany | undefined;
  /** A company without a domain of its own cannot be stored. */
  readonly needsDomain?: boolean;
  readonly fact?: (entry: FactEntry) => KnownFact | undefined;
  readonly suppression?: (entry: SuppressionEntry) => KnownSuppression | undefined;
}

type Rows<K extends ImportKind> = (line: number, row: ReadRow<Entries[K]>) => Judged<Entries[K]>;

const refused = <Entry>(line: number, notes: readonly Note[]): Judged<Entry> => ({
  line,
  outcome: "refused",
  notes,
  entry: null,
  apply: null,
});

const FLAGS: readonly WishFlag[] = ["unsubscribed", "bounced", "do_not_contact"];

/** Judges the rows of a contacts file, in their order. A row that opts out is about every address that it names. */
export function contactJudge(known: Known): Rows<"contacts"> {
  const seen = seenRows(CONTACT_FIELDS.length + FLAGS.length + 1);
  const flagParts = (flags: readonly WishFlag[]) => FLAGS.map((flag) => (flags.includes(flag) ? flag : undefined));
  const newFlags = (flags: readonly WishFlag[], added: readonly number[]): readonly WishFlag[] =>
    flags.filter((flag) => added.includes(CONTACT_FIELDS.length + FLAGS.indexOf(flag)));
  /** The other addresses of a row that get its flags: no row before gave them, and they are not stored. */
  const toSilence = (entry: ContactEntry, line: number): readonly string[] =>
    silencedWith(entry).filter((email) => {
      const parts = [...CONTACT_FIELDS.map(() => undefined), ...flagParts(entry.flags), "out"];
      const met = seen.meet(email, parts, line);
      const isNew = met === null || newFlags(entry.flags, met.added).length > 0;
      const flags = known.contact?.(email)?.flags ?? [];
      return isNew && entry.flags.some((flag) => !flags.includes(flag));
    });
  return (line, row) => {
    if (row.is === "refused") return refused(line, row.notes);
    const { entry } = row;
    const met = seen.meet(
      entry.email,
      [
        ...CONTACT_FIELDS.map((field) => entry[field]),
        ...flagParts(entry.flags),
        entry.flags.length > 0 ? "out" : entry.saysYes ? "in" : undefined,
      ],
      line,
    );
    const otherEmails = toSilence(entry, line);
    const stored = known.contact?.(entry.email);
    const notes = [...row.notes, ...othersNotes(entry, known), ...staysNotes(entry, stored)];
    if (met === null) return firstOf(line, { entry, otherEmails, stored, notes });
    const fields = met.differing.map((index) => CONTACT_FIELDS[index] ?? "wish");
    const isNew = (field: ContactField): boolean => met.added.includes(CONTACT_FIELDS.indexOf(field));
    const said =
      fields.length > 0
        ? note("contradicts_line", { line: met.line, fields })
        : note("same_as_line", { line: met.line });
    const added = newFlags(entry.flags, met.added);
    const apply = {
      ...entry,
      ...Object.fromEntries(CONTACT_FIELDS.map((field) => [field, isNew(field) ? entry[field] : undefined])),
      flags: otherEmails.length > 0 ? entry.flags : added,
      otherEmails,
    };
    const isChanged = added.length > 0 || otherEmails.length > 0 || CONTACT_FIELDS.some(isNew);
    const all = isChanged && fields.length === 0 ? notes : [...notes, said];
    if (!isChanged) return { line, outcome: "same", notes: all, entry, apply: null };
    const isStored = stored !== undefined && otherEmails.length === 0 && !differs(apply, stored);
    return { line, outcome: isStored ? "same" : "changed", notes: all, entry, apply: isStored ? null : apply };
  };
}

/** What is told of the other addresses of a row: none is left out or silenced without a word. */
function othersNotes(entry: ContactEntry, known: Known): readonly Note[] {
  const { otherEmails } = entry;
  if (otherEmails.length === 0) return [];
  const isListed = otherEmails.some((value) => known.suppression?.({ kind: "address", value })?.is === "listed");
  const text = otherEmails.join(", ");
  return [
    ...(isListed ? [note("other_address_suppressed")] : []),
    note(entry.flags.length > 0 ? "other_addresses_silenced" : "other_addresses_left", { text }),
  ];
}

const staysNotes = (entry: ContactEntry, stored: KnownContact | undefined): readonly Note[] =>
  stored && stored.flags.length > 0 && entry.saysYes ? [note("flag_stays")] : [];

interface First {
  readonly entry: ContactEntry;
  /** Its other addresses that have to be silenced. */
  readonly otherEmails: readonly string[];
  readonly stored: KnownContact | undefined;
  readonly notes: readonly Note[];
}

function firstOf(line: number, { entry, otherEmails, stored, notes }: First): Judged<ContactEntry> {
  const apply = { ...entry, otherEmails };
  if (stored === undefined) return { line, outcome: "added", notes, entry, apply };
  const isSame = !differs(entry, stored) && otherEmails.length === 0;
  const isOpen = stored.open?.some((field) => entry[field] !== undefined) ?? false;
  return { line, outcome: isSame ? "same" : "changed", notes, entry, apply: isSame && !isOpen ? null : apply };
}

/** Whether a row says anything that is not stored. */
const differs = (entry: ContactEntry, stored: KnownContact): boolean =>
  CONTACT_FIELDS.some(
    (field) => entry[field] !== undefined && entry[field] !== stored[field] && !stored.open?.includes(field),
  ) || entry.flags.some((flag) => !stored.flags.includes(flag));

const keyOf = ({ kind, value }: SuppressionEntry): string => `${kind}:${value}`;

/** Judges the rows of a list. An entry that a person has lifted is added again, and that is said. */
export function suppressionJudge(known: Known): Rows<"suppressions"> {
  const seen = seenRows(0);
  return (line, row) => {
    if (row.is === "refused") return refused(line, row.notes);
    const { entry } = row;
    const judged = entry.map((one) => ({
      one,
      met: seen.meet(keyOf(one), [], line),
      stored: known.suppression?.(one),
    }));
    if (entry.length === 0) return { line, outcome: "same", notes: row.notes, entry, apply: null };
    if (judged.some(({ stored }) => stored?.is === "foreign"))
      return refused(line, [...row.notes, note("other_installation")]);
    const fresh = judged.filter(({ met, stored }) => met === null && stored?.is !== "listed");
    const lifted = fresh.flatMap(({ stored }) =>
      stored?.is === "lifted" ? [note("was_lifted", stored.day === null ? {} : { day: stored.day })] : [],
    );
    if (fresh.length > 0)
      return { line, outcome: "added", notes: [...row.notes, ...lifted], entry, apply: fresh.map(({ one }) => one) };
    const first = judged.find(({ met }) => met !== null && met.line !== line)?.met;
    const why = first ? note("same_as_line", { line: first.line }) : note("listed_already");
    return { line, outcome: "same", notes: [...row.notes, why], entry, apply: null };
  };
}

const companyKey = ({ domain, name }: CompanyEntry): string =>
  domain === null ? `name:${name.toLowerCase()}` : `domain:${domain}`;
const COMPANY_FIELDS = ["name", "status", "industry", "employees", "size", "otherDomains", "revenue"] as const;
const partOf = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value));

/** Judges the rows of a companies file. A blocked company stays blocked, and a suppressed domain suppressed. */
export function companyJudge(known: Known): Rows<"companies"> {
  const seen = seenRows(COMPANY_FIELDS.length);
  return (line, row) => {
    if (row.is === "refused") return refused(line, row.notes);
    const { entry } = row;
    if (known.needsDomain === true && entry.domain === null) return refused(line, [...row.notes, note("no_domain")]);
    const met = seen.meet(
      companyKey(entry),
      COMPANY_FIELDS.map((field) => partOf(entry[field])),
      line,
    );
    const stored = known.company?.(entry);
    const isBlocked = stored?.status === "blocked" && entry.status !== undefined && entry.status !== "blocked";
    const isListed =
      entry.domain !== null && known.suppression?.({ kind: "domain", value: entry.domain })?.is === "listed";
    const kept = stored?.status === "blocked" ? { ...entry, status: "blocked" } : entry;
    const notes = [
      ...row.notes,
      ...(isBlocked ? [note("blocked_stays")] : []),
      ...(isListed ? [note("domain_suppressed")] : []),
    ];
    if (met !== null) {
      const fields = met.differing.map((index) => COMPANY_FIELDS[index] ?? "");
      const said =
        fields.length > 0
          ? note("contradicts_line", { line: met.line, fields })
          : note("same_as_line", { line: met.line });
      if (met.added.length === 0) return { line, outcome: "same", notes: [...notes, said], entry: kept, apply: null };
      const fresh = Object.fromEntries(
        COMPANY_FIELDS.map((field, index) => [field, met.added.includes(index) ? kept[field] : undefined]),
      );
      const apply: CompanyEntry = { ...kept, ...fresh, name: kept.name };
      return { line, outcome: "changed", notes: fields.length > 0 ? [...notes, said] : notes, entry: kept, apply };
    }
    if (stored === undefined) return { line, outcome: "added", notes, entry: kept, apply: kept };
    const isSame = COMPANY_FIELDS.every(
      (field) => kept[field] === undefined || partOf(kept[field]) === partOf(stored[field]),
    );
    return { line, outcome: isSame ? "same" : "changed", notes, entry: kept, apply: isSame ? null : kept };
  };
}

/** Judges the rows of a facts file: a second value for the same day and source contradicts the first one, and is refused. */
export function factJudge(known: Known): Rows<"facts"> {
  const seen = seenRows(1);
  return (line, row) => {
    if (row.is === "refused") return refused(line, row.notes);
    const { entry } = row;
    const met = seen.meet(factKey(entry), [entry.value], line);
    const stored = known.fact?.(entry);
    if (stored?.is === "nobodys") return refused(line, [note("company_unknown", { text: entry.company })]);
    if (met === null && stored) return { line, outcome: "same", notes: row.notes.filter(isLoud), entry, apply: null };
    if (met === null) return { line, outcome: "added", notes: row.notes, entry, apply: entry };
    if (met.differing.length > 0)
      return refused(line, [note("contradicts_line", { line: met.line, fields: ["value"] })]);
    return {
      line,
      outcome: "same",
      notes: [...row.notes.filter(isLoud), note("same_as_line", { line: met.line })],
      entry,
      apply: null,
    };
  };
}
const factKey = ({ company, factId, kind, source, observedAt }: FactEntry): string =>
  JSON.stringify(factId === undefined ? [company, kind, source ?? "", observedAt ?? ""] : [company, factId]);

const JUDGES: { readonly [K in ImportKind]: (known: Known) => Rows<K> } = {
  contacts: contactJudge,
  companies: companyJudge,
  facts: factJudge,
  suppressions: suppressionJudge,
};

/** The judge of a kind of file: give it the rows in their order. */
export const judgeOf = <K extends ImportKind>(kind: K, known: Known = {}): Rows<K> => JUDGES[kind](known);
