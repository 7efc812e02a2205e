// `holdpoint suppressions`: checks a value against the suppression list, lists the entries, and exports them, through the desk's API. The import of a
// file is in imports.ts.
import { Argument, Command, Option } from "@commander-js/extra-typings";
import * as z from "zod";
import { coveredWord, suppressionWord } from "../../schema/list-words.ts";
import { ContactId } from "../../schema/ids.ts";
import { Flag, FlagCause, SuppressionKind } from "../../schema/lists.ts";
import { csvLine } from "../../domain/csv-line.ts";
import { LIST_COLUMNS } from "../../domain/import/own-file.ts";
import { type DeskClient, deskClient, type DeskOptions } from "../desk-client.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { tableText } from "../table.ts";
import { suppressionsImport } from "./imports.ts";
import { printAnswer, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint suppressions check ada@example.com     exit code 1 when the list covers it
  $ npx holdpoint suppressions check example.com --kind domain
  $ npx holdpoint suppressions list --kind domain
  $ npx holdpoint suppressions export > suppressions.csv
  $ npx holdpoint suppressions import unsubscribed.csv

The list keeps keyed digests, never values: an export has digests, and says of nobody who they are. Only a check of a value does.
The same installation imports its export again; another one has other digests, and refuses it.
These commands read the desk, as the person of the local installation or of HOLDPOINT_DESK_TOKEN.`;

const Entry = z.object({
  revision: z.int(),
  kind: SuppressionKind,
  digest: z.string(),
  cause: FlagCause,
  by: z.string().nullable(),
  at: z.string(),
  liftedBy: z.int().nullable(),
});
type Entry = z.infer<typeof Entry>;
const Listed = z.object({ items: z.array(Entry), next: z.string().nullable(), installation: z.string() });
const Checked = z.object({
  revision: z.int(),
  entries: z.array(
    z.object({
      kind: SuppressionKind,
      revision: z.int(),
      by: z.enum(["address", "comparison", "domain", "phone", "contact"]),
    }),
  ),
  contactId: ContactId.nullable(),
  flags: z.array(Flag),
});

/** The most rows that the desk gives at once. */
const PAGE_ROWS = "100";

interface Filter {
  readonly kind?: string | undefined;
  readonly cause?: string | undefined;
}

/** One page of the list. A page may be empty although others follow. */
async function pageOf(desk: DeskClient, { kind, cause }: Filter, cursor: string | null) {
  const query = new URLSearchParams({
    limit: PAGE_ROWS,
    ...(kind === undefined ? {} : { kind }),
    ...(cause === undefined ? {} : { cause }),
    ...(cursor === null ? {} : { cursor }),
  });
  return Listed.parse((await desk.get(`/suppressions?${query}`)).body);
}

/** All entries, newest first, page by page. */
async function* pagesOf(shell: Shell, options: DeskOptions & Filter): AsyncGenerator<z.infer<typeof Listed>> {
  const desk = deskClient(shell, options);
  let cursor: string | null = null;
  do {
    const page: z.infer<typeof Listed> = await pageOf(desk, options, cursor);
    yield page;
    cursor = page.next;
  } while (cursor !== null);
}

const COLUMNS = LIST_COLUMNS.slice(0, -1);
const cellsOf = ({ revision, kind, digest, cause, by, at, liftedBy }: Entry): readonly string[] => [
  String(revision),
  kind,
  digest,
  cause,
  by ?? "",
  at,
  liftedBy === null ? "" : String(liftedBy),
];

export const suppressionsCommand = (shell: Shell, end: SetExitCode) =>
  new Command("suppressions")
    .description("check a value against the suppression list, list its entries, export them, or import a file")
    .addArgument(new Argument("<what>", "what to do").choices(["check", "list", "export"]))
    .argument("[value]", "for check: an address, a domain or a phone number")
    .addOption(
      new Option("--kind <kind>", "of the value, otherwise an address; of the entries").choices(
        SuppressionKind.options,
      ),
    )
    .addOption(new Option("--cause <cause>", "entries of one cause only").choices(FlagCause.options))
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    // An option behind `import` is the subcommand's.
    .enablePositionalOptions()
    .addCommand(suppressionsImport(shell, end))
    .action(async (what, value, options) => {
      if (what === "export") return exported(shell, options);
      if (what === "check")
        return printAnswer(shell, options, end, await checked(deskClient(shell, options), value, options));
      const page = await pageOf(deskClient(shell, options), options, null);
      printAnswer(shell, options, end, { code: 0, json: page, text: listText(page) });
    });

async function checked(desk: DeskClient, value: string | undefined, { kind = "address" }: Filter) {
  if (value === undefined)
    throw new CannotRun("Name the value to check.", { advice: "npx holdpoint suppressions check ada@example.com" });
  const found = Checked.parse((await desk.post("/suppressions/check", { kind, value })).body);
  const { entries, revision, contactId, flags } = found;
  const lines = [
    entries.length === 0
      ? `Not on the list, as of its revision ${revision}.`
      : `Covered by the list, as of its revision ${revision}:`,
    ...entries.map(
      (entry) => `  revision ${entry.revision}: ${coveredWord(entry.by)} (${suppressionWord(entry.kind)})`,
    ),
    ...(flags.length === 0 ? [] : [`The contact has the flags ${flags.join(", ")}.`]),
    ...(contactId === null ? [] : [`Contact: ${contactId}`]),
  ];
  return { code: entries.length === 0 ? 0 : 1, json: found, text: `${lines.join("\n")}\n` } as const;
}

function listText({ items, next }: z.infer<typeof Listed>): string {
  const text = items.length === 0 ? "There is no such entry here." : tableText(COLUMNS, items.map(cellsOf));
  return `${text}\n${next === null ? "" : "\nThere are more: npx holdpoint suppressions export\n"}`;
}

async function exported(shell: Shell, options: DeskOptions & Filter): Promise<void> {
  shell.out(csvLine(LIST_COLUMNS));
  for await (const { items, installation } of pagesOf(shell, options))
    shell.out(items.map((entry) => csvLine([...cellsOf(entry), installation])).join(""));
}
