// `holdpoint contacts|companies|facts|suppressions import`: reads a file as people export it, says row by row what it means and what it would change,
// and with --apply imports it.
import { basename } from "node:path";
import { Command, Option } from "@commander-js/extra-typings";
import { type ColumnMap, mappedColumnIn, mapWords } from "../../domain/import/column-map.ts";
import type { Entries } from "../../domain/import/entries.ts";
import { entriesOf, importer, type ImportStore } from "../../domain/import/importer.ts";
import type { ImportKind } from "../../domain/import/meanings.ts";
import type { ImportReport } from "../../domain/import/tally.ts";
import { shapeText } from "../../domain/import/words.ts";
import { deskClient, isLocalDesk } from "../desk-client.ts";
import { systemKeyOf } from "../contact-argument.ts";
import { type ImportFile, itemBatches, openImport } from "../import-file.ts";
import { reportText } from "../import-report.ts";
import { contactStore, type Door, suppressionStore } from "../import-stores.ts";
import { companyStore, factStore } from "../company-stores.ts";
import { localSecrets } from "../local-installation.ts";
import { counted } from "../../domain/counted.ts";
import { progressOn } from "../progress.ts";
import { reasonOption, requireReason } from "../reason-options.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { contactsExport } from "./export-file.ts";
import { correctCommand, placeCommand, unplaceCommand } from "./place.ts";
import { collected, printAnswer, type SetExitCode } from "./reading.ts";

/** Rows between two requests to the desk: a row of a list may hold several entries. */
const ROWS_PER_BATCH = 200;

const HELP = `
The file may be UTF-8, UTF-16 or Windows-1252, separated by commas, semicolons, tabs or pipes. Columns are known by their headers in several languages,
or without a header by what they hold. An empty cell erases nothing. Whoever a file says must not be written to is not, and what is not understood
counts as that. docs/importing.md says what is read and what is refused.
Exit codes: 0 every row was read, 1 rows were refused (the others are imported with --apply), 2 nothing was done.`;

interface PreviewOptions {
  readonly map?: readonly string[] | undefined;
  readonly all?: true | undefined;
  readonly json?: true | undefined;
}

const preview = (kind: ImportKind, description: string, examples: string) =>
  new Command("import")
    .description(description)
    .argument("<file>", "a file of delimited text (CSV)")
    .option(
      "--map <column=meaning>",
      `what a column means, by its header or number: ${mapWords(kind).join(", ")}`,
      collected,
    )
    .option("--all", "list every row that is refused or told of")
    .option("--json", "print one JSON document")
    .addHelpText("after", `\nExamples\n${examples}${HELP}`);

/** The same with the options of what is stored. */
const importing = (kind: ImportKind, description: string, examples: string) =>
  preview(kind, description, examples)
    .option("--apply", "import the rows; without it nothing is changed")
    .option("--offline", "do not ask the desk what is stored: every row that is read counts as added")
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token");

function mapIn(kind: ImportKind, given: readonly string[] = []): ColumnMap {
  return given.map((text) => {
    const column = mappedColumnIn(kind, text);
    if (column) return column;
    throw new CannotRun(`“${text}” does not say what a column means.`, {
      advice: `--map "<header or number>=<meaning>", with ${mapWords(kind).join(", ")}.`,
    });
  });
}

interface Run<K extends ImportKind> {
  readonly kind: K;
  readonly file: ImportFile;
  /** Null: nothing is compared. */
  readonly store: ImportStore<K> | null;
  readonly isApplied: boolean;
  readonly isAll: boolean;
}

/** Reads all rows, compares each with what is stored, and gives a batch to the store before the next one is read. */
async function runImport<K extends ImportKind>(
  { kind, file, store, isApplied, isAll }: Run<K>,
  shell: Shell,
): Promise<ImportReport> {
  const { changesOf, report } = importer(kind, { isCompared: store !== null, keepsAll: isAll });
  const progress = progressOn(shell, isApplied ? "importing" : "reading", { noun: "row", lookEvery: ROWS_PER_BATCH });
  let applied = 0;
  for await (const items of itemBatches(kind, file, ROWS_PER_BATCH)) {
    const entries = entriesOf(items);
    const known = store && entries.length > 0 ? await store.known(entries) : {};
    const changes = changesOf(items, known).map(({ entry }) => entry);
    if (isApplied && store && changes.length > 0) await given(store, changes, applied);
    applied += changes.length;
    progress.add(items.filter(({ is }) => is === "row").length);
  }
  progress.end();
  return report();
}

/** An import that stops in the middle says how far it came. */
async function given<K extends ImportKind>(
  store: ImportStore<K>,
  changes: readonly Entries[K][],
  before: number,
): Promise<void> {
  try {
    await store.apply(changes);
  } catch (cause) {
    if (!(cause instanceof CannotRun)) throw cause;
    const done = `${counted(before)} rows are in. Run the same command again: it goes on, and what is in changes nothing.`;
    throw new CannotRun(cause.message, { advice: cause.advice === null ? done : `${cause.advice}\n  ${done}`, cause });
  }
}

interface Said<K extends ImportKind> extends Run<K> {
  /** What stands below the report. */
  readonly ending: string;
}

async function say<K extends ImportKind>(
  run: Said<K>,
  { shell, options, end }: { readonly shell: Shell; readonly options: PreviewOptions; readonly end: SetExitCode },
): Promise<void> {
  const report = await runImport(run, shell);
  const { columns, headerLine, lines, encoding, dialect } = run.file.shape;
  const { kind, isApplied, isAll, ending } = run;
  printAnswer(shell, options, end, {
    code: report.counts.refused > 0 ? 1 : 0,
    json: {
      kind,
      applied: isApplied,
      file: { lines, encoding, delimiter: dialect.delimiter, headerLine, columns },
      ...report,
    },
    text: [...shapeText(run.file.shape), "", ...reportText(kind, report, { isAll }), "", ending].join("\n"),
  });
}

const NOTHING_CHANGED = "Nothing was changed. --apply imports the rows.";

export const suppressionsImport = (shell: Shell, end: SetExitCode) =>
  importing(
    "suppressions",
    "put addresses, domains and telephone numbers of a file on the suppression list",
    `  $ npx holdpoint suppressions import unsubscribed.csv
  $ npx holdpoint suppressions import bounces.csv --apply --why "export of the old tool, 3 May"
  $ npx holdpoint suppressions import list.txt --map "Wer=entry" --apply --why "letters"`,
  )
    .addOption(reasonOption())
    .option("--why <note>", "the reason in your own words; needed without --reason", "")
    .action(async (path, options) => {
      const { apply: isApplied = false, offline = false } = options;
      if (isApplied) requireReason(options);
      const file = await openImport("suppressions", path, { shell, map: mapIn("suppressions", options.map) });
      const store =
        offline && !isApplied
          ? null
          : suppressionStore(deskClient(shell, options), { reason: options.reason, why: options.why });
      const ending = isApplied
        ? "Imported. The entries are in force; a lift is a person's, entry by entry."
        : NOTHING_CHANGED;
      await say(
        { kind: "suppressions", file, store, isApplied, isAll: options.all ?? false, ending },
        { shell, options, end },
      );
    });

const contactsImport = (shell: Shell, end: SetExitCode) =>
  importing(
    "contacts",
    "import people with names, companies, titles, numbers, and whether they may be written to",
    `  $ npx holdpoint contacts import contacts.csv
  $ npx holdpoint contacts import contacts.csv --map "Werbung=subscribed" --map "7=ignore"
  $ npx holdpoint contacts import contacts.csv --apply --source crm`,
  )
    .addOption(
      new Option("--source <name>", "the source of type standard_webhooks that the contacts come from").default("crm"),
    )
    .option("--hooks <url>", "where webhooks are taken, if not at the desk; or set HOLDPOINT_HOOKS_URL")
    .action(async (path, options) => {
      const { apply: isApplied = false, offline = false } = options;
      const file = await openImport("contacts", path, { shell, map: mapIn("contacts", options.map) });
      const door = isApplied ? doorOf(shell, options) : null;
      const store =
        offline && !isApplied
          ? null
          : contactStore(shell, {
              desk: deskClient(shell, options),
              systemKey: requireSystemKey(shell, options),
              door,
            });
      const ending = isApplied
        ? "Handed over: each row is a signal of kind `history`, which is recorded within moments. No run begins."
        : NOTHING_CHANGED;
      await say(
        { kind: "contacts", file, store, isApplied, isAll: options.all ?? false, ending },
        { shell, options, end },
      );
    });

function requireSystemKey(
  shell: Shell,
  options: { readonly desk?: string | undefined; readonly state?: string | undefined },
): string {
  const key = systemKeyOf(shell, { ...options, from: isLocalDesk(shell, options) ? "local" : "remote" });
  if (key !== null) return key;
  throw new CannotRun("Contacts can be looked up only with the installation’s SYSTEM_KEY.", {
    advice: "Set SYSTEM_KEY in the environment; --offline reads the file alone.",
  });
}

/** Where the webhooks of a source go, and its secret: of the environment, else of the local installation. */
function doorOf(
  shell: Shell,
  options: {
    readonly source: string;
    readonly hooks?: string | undefined;
    readonly desk?: string | undefined;
    readonly state?: string | undefined;
  },
): Door {
  const { source } = options;
  const base = options.hooks ?? shell.env["HOLDPOINT_HOOKS_URL"] ?? deskClient(shell, options).base.href;
  if (!URL.canParse(base)) throw new CannotRun(`“${base}” is not a URL.`);
  const own = isLocalDesk(shell, options) ? localSecrets(shell, options)?.sources[source] : undefined;
  const secret = shell.env["HOLDPOINT_SOURCE_SECRET"] ?? own;
  if (secret === undefined)
    throw new CannotRun(`The secret of the source ${source} is missing.`, {
      advice: "Set HOLDPOINT_SOURCE_SECRET, or name another source: --source <name>.",
    });
  return { url: new URL(`/webhooks/${encodeURIComponent(source)}`, base).href, secret };
}

export const companiesImport = (shell: Shell, end: SetExitCode) =>
  importing(
    "companies",
    "record the companies of a file, each by its domain",
    `  $ npx holdpoint companies import companies.csv
  $ npx holdpoint companies import companies.csv --apply
  $ npx holdpoint companies import crm.csv --map "Web=domain" --map "Branche=industry" --apply`,
  ).action(async (path, options) => {
    const { apply: isApplied = false, offline = false } = options;
    const file = await openImport("companies", path, { shell, map: mapIn("companies", options.map) });
    const store = offline && !isApplied ? null : companyStore(deskClient(shell, options));
    const ending = isApplied ? "Recorded. Grades know these companies from now on." : NOTHING_CHANGED;
    await say(
      { kind: "companies", file, store, isApplied, isAll: options.all ?? false, ending },
      { shell, options, end },
    );
  });

export const factsImport = (shell: Shell, end: SetExitCode) =>
  importing(
    "facts",
    "record what a file says about companies that are recorded",
    `  $ npx holdpoint facts import facts.csv
  $ npx holdpoint facts import facts.csv --source "trade register" --apply`,
  )
    .option("--source <text>", "who says so, where a row does not say; otherwise the name of the file")
    .action(async (path, options) => {
      const { apply: isApplied = false, offline = false } = options;
      const file = await openImport("facts", path, { shell, map: mapIn("facts", options.map) });
      const store =
        offline && !isApplied ? null : factStore(deskClient(shell, options), options.source ?? basename(path));
      const ending = isApplied ? "Recorded. A fact of a company that is not recorded is refused." : NOTHING_CHANGED;
      await say(
        { kind: "facts", file, store, isApplied, isAll: options.all ?? false, ending },
        { shell, options, end },
      );
    });

export const contactsCommand = (shell: Shell, end: SetExitCode) =>
  new Command("contacts")
    .description("people: import and export them, place them at companies, and correct them")
    .addHelpText(
      "after",
      '\nExamples\n  $ npx holdpoint contacts import contacts.csv\n  $ npx holdpoint contacts export --help\n  $ npx holdpoint contacts place ada@gmail.com winter.example --why "she works there"\n  $ npx holdpoint contacts unplace ada@gmail.com\n  $ npx holdpoint contacts correct ada@gmail.com --title "Head of Sales" --why "she told us"',
    )
    .addCommand(contactsImport(shell, end))
    .addCommand(contactsExport(shell))
    .addCommand(placeCommand(shell, end))
    .addCommand(unplaceCommand(shell, end))
    .addCommand(correctCommand(shell, end));
