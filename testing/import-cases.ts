// Runs the cases of files as people export them (testing/corpora/import), and says what of a case does not hold. A store in memory takes what an
// import gives, with the product's own digests for the suppression list.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import {
  canonicalAddress,
  canonicalPhone,
  comparisonKey,
  lookupsOf,
  registrableDomain,
  suppressionDigest,
} from "../domain/address.ts";
import {
  type CompanyEntry,
  type ContactEntry,
  type Entries,
  type FactEntry,
  type SuppressionEntry,
  withSilenced,
} from "../domain/import/entries.ts";
import { importBytes } from "../domain/import/import-bytes.ts";
import { type Judged, judgeOf, type Known, type KnownSuppression } from "../domain/import/compare.ts";
import type { FileFault } from "../domain/import/file-faults.ts";
import { IMPORT_KINDS, type ImportKind } from "../domain/import/meanings.ts";
import { isLoud } from "../domain/import/notes.ts";
import type { Amount } from "../domain/import/read-amount.ts";
import { readRows } from "../domain/import/read-rows.ts";
import { surveyFile } from "../domain/import/survey.ts";
import type { WishFlag } from "../domain/import/wish-column.ts";

const Flags = z.array(z.enum(["unsubscribed", "bounced", "do_not_contact"]));
const AmountValue = z.strictObject({
  amount: z.number().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  currency: z.string().optional(),
});
const Values = z.strictObject({
  email: z.string().optional(),
  other_emails: z.array(z.string()).optional(),
  name: z.string().optional(),
  company: z.string().optional(),
  title: z.string().optional(),
  phone: z.string().optional(),
  flags: Flags.optional(),
  writable: z.boolean().optional(),
  entry: z.strictObject({ kind: z.string(), value: z.string() }).optional(),
  domain: z.string().optional(),
  status: z.string().optional(),
  industry: z.string().optional(),
  revenue: AmountValue.optional(),
  employees: AmountValue.optional(),
  kind: z.string().optional(),
  value: z.string().optional(),
  source: z.string().optional(),
  observed_at: z.string().optional(),
  expires_at: z.string().optional(),
});
type Values = z.infer<typeof Values>;
const Outcome = z.enum(["added", "changed", "same", "refused", "warned"]);
const Right = z.strictObject({ outcome: Outcome, values: Values.optional(), reason: z.string().optional() });
type Right = z.infer<typeof Right>;
const GivenContact = z.strictObject({
  email: z.string(),
  name: z.string().optional(),
  company: z.string().optional(),
  title: z.string().optional(),
  phone: z.string().optional(),
  flags: Flags.default([]),
});

/** A case as testing/corpora/import/SOURCES.md says. */
export const ImportCase = z.strictObject({
  case: z.string(),
  kind: z.enum(IMPORT_KINDS),
  from: z.string(),
  trap: z.string(),
  notes: z.string().optional(),
  file: z.strictObject({ encoding: z.string(), delimiter: z.string(), bytes: z.int() }),
  given: z
    .strictObject({
      contacts: z.array(GivenContact).optional(),
      companies: z
        .array(z.looseObject({ name: z.string(), domain: z.string().optional(), status: z.string().optional() }))
        .optional(),
      facts: z.array(z.looseObject({})).optional(),
      suppressions: z
        .array(z.strictObject({ kind: z.string(), value: z.string(), lifted: z.string().optional() }))
        .optional(),
    })
    .default({}),
  expect: z.strictObject({
    header_line: z.int().optional(),
    rows: z.array(z.strictObject({ line: z.int(), ...Right.shape, allowed: z.array(Right).default([]) })),
    passed_over: z.array(z.strictObject({ line: z.int(), why: z.string() })).default([]),
    unwritable: z.array(z.string()).default([]),
    writable: z.array(z.string()).default([]),
    must_not: z.array(z.string()),
    allowed: z.array(z.strictObject({ outcome: z.literal("refused"), reason: z.string() })).default([]),
    again: z.record(z.string(), z.int()).optional(),
  }),
});
export type ImportCase = z.infer<typeof ImportCase>;

export interface CaseFile {
  readonly spec: ImportCase;
  readonly bytes: Uint8Array;
}

/** The cases of a folder, by their names. */
export function importCases(folder: string): readonly CaseFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      spec: ImportCase.parse(JSON.parse(readFileSync(join(folder, name, "case.json"), "utf8"))),
      bytes: readFileSync(join(folder, name, "file.csv")),
    }))
    .toSorted((a, b) => (a.spec.case < b.spec.case ? -1 : 1));
}

type ValueKind = Exclude<SuppressionEntry["kind"], "digest">;

const KEY = "a key of these tests, and of no installation";

interface StoredContact {
  readonly name?: string | undefined;
  readonly company?: string | undefined;
  readonly title?: string | undefined;
  readonly phone?: string | undefined;
  readonly flags: readonly WishFlag[];
}

/** What an import is applied to: contacts with their flags, companies, and the list by its digests. */
class Store {
  readonly contacts = new Map<string, StoredContact>();
  readonly companies = new Map<string, CompanyEntry>();
  readonly facts: FactEntry[] = [];
  readonly #listed = new Map<string, KnownSuppression>();

  constructor({ given }: ImportCase) {
    for (const { email, ...rest } of given.contacts ?? []) this.contacts.set(email, rest);
    for (const { name, domain, status } of given.companies ?? [])
      if (domain !== undefined) this.companies.set(domain, { name, domain, status });
    for (const { kind, value, lifted } of given.suppressions ?? [])
      this.#list(kind as ValueKind, value, lifted === undefined ? { is: "listed" } : { is: "lifted", day: lifted });
  }
  #list(kind: ValueKind, value: string, is: KnownSuppression): void {
    this.#listed.set(suppressionDigest(KEY, kind, value), is);
    if (kind === "address") this.#listed.set(suppressionDigest(KEY, "comparison", comparisonKey(value)), is);
  }
  get known(): Known {
    return {
      contact: (email) => this.contacts.get(email),
      company: ({ domain, name }) => this.companies.get(domain ?? `name:${name}`),
      suppression: ({ kind, value }) =>
        kind === "digest" ? undefined : this.#listed.get(suppressionDigest(KEY, kind, value)),
    };
  }
  apply<K extends ImportKind>(kind: K, entry: Entries[K]): void {
    const rows = {
      contacts: this.#contact,
      companies: this.#company,
      facts: this.#fact,
      suppressions: this.#suppress,
    } as const;
    (rows[kind] as (entry: Entries[K]) => void).call(this, entry);
  }
  #contact(entry: ContactEntry): void {
    for (const { email, otherEmails: _, ...fields } of withSilenced(entry)) {
      const before = this.contacts.get(email);
      const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      const flags = [...new Set([...(before?.flags ?? []), ...fields.flags])];
      this.contacts.set(email, { ...before, ...said, flags });
    }
  }
  #company(entry: CompanyEntry): void {
    this.companies.set(entry.domain ?? `name:${entry.name}`, entry);
  }
  #fact(entry: FactEntry): void {
    this.facts.push(entry);
  }
  #suppress(entries: readonly SuppressionEntry[]): void {
    // No case is an export of an installation.
    for (const { kind, value } of entries) if (kind !== "digest") this.#list(kind, value, { is: "listed" });
  }
  /** Whether the product would write to the address: it is on no list, and no flag stands against it. */
  isWritable(address: string, phone?: string): boolean {
    const lookups = lookupsOf(KEY, { address, phone });
    const isListed = Object.values(lookups).some(
      (digest) => typeof digest === "string" && this.#listed.get(digest)?.is === "listed",
    );
    return !isListed && (this.contacts.get(address)?.flags.length ?? 0) === 0;
  }
}

const canonical = (address: string): string => {
  const read = canonicalAddress(address);
  if (!read.ok) throw new Error(`${address} is no address`);
  return read.value;
};

function amountFaults(what: string, wanted: z.infer<typeof AmountValue>, found: Amount | undefined): readonly string[] {
  if (found === undefined) return [`${what} is not read`];
  const [min, max] = wanted.amount === undefined ? [wanted.min, wanted.max] : [wanted.amount, wanted.amount];
  return [
    ...(min !== undefined && found.min !== min ? [`${what} from ${found.min}`] : []),
    ...(found.max !== max ? [`${what} to ${found.max}`] : []),
    ...(wanted.currency !== undefined && found.currency !== wanted.currency ? [`${what} in ${found.currency}`] : []),
  ];
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
const differs = (what: string, wanted: string | undefined, found: string | null | undefined): readonly string[] =>
  wanted === undefined || wanted === found ? [] : [`${what} is ${JSON.stringify(found)}`];

/** How what a row says, and what is stored after it, differ from what the case says. */
function valueFaults(kind: ImportKind, entry: unknown, wanted: Values, store: Store): readonly string[] {
  switch (kind) {
    case "contacts": {
      const { email } = entry as ContactEntry;
      const stored = store.contacts.get(email);
      const others = (entry as ContactEntry).otherEmails;
      return [
        ...differs("email", wanted.email, email),
        ...differs("name", wanted.name, stored?.name),
        ...differs("company", wanted.company, stored?.company),
        ...differs("title", wanted.title, stored?.title),
        ...differs(
          "phone",
          wanted.phone && canonicalPhone(wanted.phone),
          stored?.phone && canonicalPhone(stored.phone),
        ),
        ...(wanted.flags && !isSame(wanted.flags, stored?.flags ?? [])
          ? [`flags are ${(stored?.flags ?? []).join(" ")}`]
          : []),
        ...(wanted.other_emails && !isSame(wanted.other_emails, others)
          ? [`other addresses are ${others.join(" ")}`]
          : []),
        ...(wanted.writable === false && store.isWritable(email) ? ["is writable"] : []),
      ];
    }
    case "suppressions": {
      const found = entry as readonly SuppressionEntry[];
      const isFound = found.some((one) => one.kind === wanted.entry?.kind && one.value === wanted.entry.value);
      return wanted.entry === undefined || isFound ? [] : [`entries are ${JSON.stringify(found)}`];
    }
    case "companies": {
      const company = entry as CompanyEntry;
      return [
        ...differs("name", wanted.name, company.name),
        ...differs("domain", wanted.domain, company.domain),
        ...differs("status", wanted.status, company.status),
        ...differs("industry", wanted.industry, company.industry),
        ...(wanted.revenue ? amountFaults("revenue", wanted.revenue, company.revenue) : []),
        ...(wanted.employees ? amountFaults("employees", wanted.employees, company.employees) : []),
      ];
    }
    case "facts": {
      const fact = entry as FactEntry;
      return [
        ...differs("company", wanted.company, fact.company),
        ...differs("kind", wanted.kind, fact.kind),
        ...differs("value", wanted.value, fact.value),
        ...differs("source", wanted.source, fact.source),
        ...differs("observed_at", wanted.observed_at, fact.observedAt),
        ...differs("expires_at", wanted.expires_at, fact.expiresAt),
        ...(wanted.revenue ? amountFaults("revenue", wanted.revenue, fact.amount) : []),
        ...(wanted.employees ? amountFaults("employees", wanted.employees, fact.amount) : []),
      ];
    }
  }
}

/** The word of a case for an outcome: taken with a word for people is `warned`. */
const outcomeWord = ({ outcome, notes }: Judged<unknown>): Right["outcome"] =>
  outcome !== "refused" && notes.some(isLoud) ? "warned" : outcome;

function rowFaults(
  kind: ImportKind,
  judged: Judged<unknown>,
  rights: readonly Right[],
  store: Store,
): readonly string[] {
  const word = outcomeWord(judged);
  const said = `${word}${judged.notes.length > 0 ? ` (${judged.notes.map(({ reason }) => reason).join(", ")})` : ""}`;
  const fitting = rights.filter(({ outcome }) => outcome === word);
  if (fitting.length === 0) return [`is ${said}, not ${rights.map(({ outcome }) => outcome).join(" or ")}`];
  if ((word === "refused" || word === "warned") && judged.notes.length === 0) return ["has no reason"];
  const faults = fitting.map(({ values }) =>
    values && judged.entry !== null ? valueFaults(kind, judged.entry, values, store) : [],
  );
  return faults.some((one) => one.length === 0) ? [] : (faults[0] ?? []);
}

export interface CaseResult {
  /** What of the case does not hold. */
  readonly faults: readonly string[];
  /** Whoever must not be written to, and would be. */
  readonly written: readonly string[];
}

/** Runs a case: the file is read, compared, applied, and read once more. */
export function runCase({ spec, bytes }: CaseFile): CaseResult {
  const { kind, expect } = spec;
  const store = new Store(spec);
  const read = readInto(kind, bytes, store);
  const isRefused = !("rows" in read);
  // A refusal makes the command fail; who is then not stored is written to by nobody.
  const isTold = isRefused || read.rows.some(({ judged }) => judged.outcome === "refused");
  const written = expect.unwritable.map(canonical).filter((address) => {
    const isOpen = store.isWritable(address) && (kind === "contacts" ? store.contacts.has(address) : true);
    return isOpen && !(kind === "suppressions" && isTold && isRefusedEntry(address, read));
  });
  const closed = expect.writable.map(canonical).filter((address) => !isRefused && !store.isWritable(address));
  return {
    faults: [
      ...(isRefused ? wholeFileFaults(expect, read) : [...fileFaults(spec, read), ...againFaults(kind, bytes, store)]),
      ...closed.map((address) => `${address} cannot be written to`),
    ],
    written,
  };
}

/** Whether the row of an entry was refused, so that the command fails and names it: then silence is not the fault. */
const isRefusedEntry = (address: string, read: Read): boolean =>
  !("rows" in read) ||
  read.rows.some(
    ({ judged }) =>
      judged.outcome === "refused" &&
      judged.notes.some(
        ({ reason, text = "" }) => reason === "hashed_entry" || text.includes(registrableDomain(address)),
      ),
  );

interface RowRead {
  readonly judged: Judged<unknown>;
  readonly faultsOf: (rights: readonly Right[]) => readonly string[];
}
interface FileRead {
  readonly rows: readonly RowRead[];
  readonly headerLine: number | null;
  readonly passed: readonly number[];
}
type Read = FileFault | FileRead;

function readInto<K extends ImportKind>(kind: K, bytes: Uint8Array, store: Store): Read {
  const survey = surveyFile({ kind });
  survey.push(bytes);
  const shape = survey.end();
  if (!shape.ok) return shape.error;
  const reader = readRows(kind, shape.value);
  const judge = judgeOf(kind, store.known);
  const snapshots: RowRead[] = [];
  const passed: number[] = [];
  for (const item of [...reader.push(bytes), ...reader.end()]) {
    if (item.is === "passed") passed.push(item.line);
    if (item.is !== "row") continue;
    const judged = judge(item.line, item.row);
    if (judged.apply !== null) store.apply(kind, judged.apply);
    snapshots.push({ judged, faultsOf: (rights) => rowFaults(kind, judged, rights, store) });
  }
  return { rows: snapshots, headerLine: shape.value.headerLine, passed };
}

const isWholeFile = ({ rows }: ImportCase["expect"]): boolean =>
  rows.length === 1 && rows[0]?.line === 1 && rows[0].outcome === "refused";

/** A refused file is right where the case says so, and lists nobody whom it lets be written to. */
function wholeFileFaults(expect: ImportCase["expect"], fault: FileFault): readonly string[] {
  const isRight =
    isWholeFile(expect) ||
    expect.allowed.length > 0 ||
    expect.rows.every(
      ({ outcome, allowed }) => outcome === "refused" || allowed.some((one) => one.outcome === "refused"),
    );
  return isRight ? [] : [`the file is refused: ${fault.reason}`];
}

function fileFaults({ expect }: ImportCase, { rows, headerLine, passed }: FileRead): readonly string[] {
  const byLine = new Map(rows.map((row) => [row.judged.line, row]));
  const wanted = new Set(expect.rows.map(({ line }) => line));
  const over = new Set(expect.passed_over.map(({ line }) => line));
  if (isWholeFile(expect) && rows.some(({ judged }) => judged.outcome !== "refused")) {
    const isAllowed = expect.rows[0]?.allowed.some(({ outcome }) => outcome !== "refused");
    if (!isAllowed) return ["the file is not refused"];
  }
  return [
    ...(headerLine === (expect.header_line ?? null) ? [] : [`the header is on line ${headerLine}`]),
    ...expect.rows.flatMap(({ line, allowed, ...right }) => {
      const row = byLine.get(line);
      if (row === undefined) return isWholeFile(expect) ? [] : [`line ${line} is not told of`];
      return row.faultsOf([right, ...allowed]).map((fault) => `line ${line} ${fault}`);
    }),
    ...rows.flatMap(({ judged }) =>
      wanted.has(judged.line) || over.has(judged.line) || isWholeFile(expect) ? [] : [`line ${judged.line} is no row`],
    ),
    ...[...over]
      .filter((line) => !passed.includes(line) && byLine.get(line)?.judged.outcome !== "refused")
      .map((line) => `line ${line} is not passed over`),
  ];
}

/** The same file once more changes nothing of people, companies and lists. */
function againFaults(kind: ImportKind, bytes: Uint8Array, store: Store): readonly string[] {
  const again = importBytes(kind, [bytes], { known: store.known });
  if (!again.ok || kind === "facts") return [];
  return again.value.rows.flatMap(({ apply, line }) =>
    apply === null ? [] : [`line ${line} changes something again`],
  );
}
