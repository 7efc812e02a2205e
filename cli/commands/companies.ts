// `holdpoint companies` and `holdpoint facts`: read and record companies and their facts through the desk's API, as the person whose token is used.
// What is recorded already is not recorded again.
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import * as z from "zod";
import { CompanyStatus } from "../../schema/lists.ts";
import { deskClient } from "../desk-client.ts";
import { reasonOption, requireReason } from "../reason-options.ts";
import type { Shell } from "../shell.ts";
import { tableText } from "../table.ts";
import { openExport } from "./export-file.ts";
import { companiesImport, factsImport } from "./imports.ts";
import { collected, printAnswer, type SetExitCode } from "./reading.ts";

const COMPANY_EXAMPLES = `
Examples
  $ npx holdpoint companies list --search winter
  $ npx holdpoint companies show winter.example
  $ npx holdpoint companies record winter.example --name "Winter & Co" --industry logistics --other-domain winter.test
  $ npx holdpoint companies merge winter-gmbh.example --into winter.example --reason mistake

A company is named by a domain or by its id (co_…). These commands act through the desk, as the person of the local installation or of
HOLDPOINT_DESK_TOKEN. A repeat records nothing. Exit codes: 0 done, 1 recorded and not in the log yet, 2 nothing was done.`;

const FACT_EXAMPLES = `
Examples
  $ npx holdpoint facts add winter.example --kind funding --value "€4m" --source crunchbase.example --observed 2026-10-01
  $ npx holdpoint facts add winter.example --kind hiring --value "two planners" --source jobs.example --until 2026-12-31
  $ npx holdpoint facts retract winter.example fact_hiring --reason mistake

The same statement of the same source is the same fact; with --id a fact replaces the one that has this id.
A repeat records nothing. Exit codes: 0 done, 1 recorded and not in the log yet, 2 nothing was done.`;

const onDesk = (name: string) =>
  new Command(name)
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON");

const Card = z.object({
  id: z.string(),
  name: z.string(),
  domains: z.array(z.string()),
  status: z.string(),
  industry: z.string().nullable(),
  facts: z.int(),
});
const Page = z.object({ items: z.array(Card), next: z.string().nullable() });

const Fact = z.object({
  id: z.string(),
  kind: z.string(),
  value: z.string(),
  source: z.string(),
  found: z.boolean(),
  observedAt: z.string(),
  expiresAt: z.string().nullable(),
  by: z.string(),
});
const Company = z.object({
  id: z.string(),
  version: z.int(),
  head: z.int(),
  company: z
    .object({ name: z.string(), domains: z.array(z.string()), status: z.string(), by: z.string(), at: z.string() })
    .nullable(),
  mergedInto: z.string().nullable(),
  facts: z.array(Fact),
  contacts: z.array(z.object({ id: z.string() })),
});
const Recorded = z.object({
  logged: z.boolean(),
  version: z.int(),
  companyId: z.string(),
  factId: z.string().optional(),
});

/** The path of a company in the API. */
const pathOf = (company: string): string => `/companies/${encodeURIComponent(company)}`;

export const companiesCommand = (shell: Shell, end: SetExitCode) =>
  new Command("companies")
    .description("list, show and record the companies of which grades know; import and export them")
    .addHelpText("after", COMPANY_EXAMPLES)
    .addCommand(listCommand(shell, end))
    .addCommand(showCommand(shell, end))
    .addCommand(recordCommand(shell, end))
    .addCommand(mergeCommand(shell, end))
    .addCommand(companiesImport(shell, end))
    .addCommand(openExport(shell, "companies"));

const listCommand = (shell: Shell, end: SetExitCode) =>
  onDesk("list")
    .description("list companies by name")
    .option("--search <text>", "a part of a name or a domain", "")
    .action(async (options) => {
      const desk = deskClient(shell, options);
      const items: z.infer<typeof Card>[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const query: string = new URLSearchParams({ q: options.search, limit: "100", cursor }).toString();
        const page = Page.parse((await desk.get(`/companies?${query}`)).body);
        items.push(...page.items);
        cursor = page.next;
      }
      const rows = items.map(({ id, name, domains, status, industry, facts }) => [
        name,
        domains[0] ?? "",
        status,
        industry ?? "",
        String(facts),
        id,
      ]);
      const text = tableText(["name", "domain", "status", "industry", "facts", "id"], rows);
      printAnswer(shell, options, end, { code: 0, json: { items }, text: items.length === 0 ? "No company." : text });
    });

const showCommand = (shell: Shell, end: SetExitCode) =>
  onDesk("show")
    .description("show one company with its facts")
    .argument("<company>", "a domain or an id (co_…)")
    .option("--at-version <number>", "as it was at this version of its stream", wholeNumber)
    .action(async (company, { atVersion, ...options }) => {
      const query = atVersion === undefined ? "" : `?version=${atVersion}`;
      const { body } = await deskClient(shell, options).get(`${pathOf(company)}${query}`);
      printAnswer(shell, options, end, { code: 0, json: body, text: companyText(Company.parse(body)) });
    });

function companyText({ id, version, head, company, mergedInto, facts, contacts }: z.infer<typeof Company>): string {
  const rows = facts.map(({ id: factId, kind, value, source, found, observedAt, expiresAt, by }) => [
    kind,
    found ? value : "(searched for: none)",
    source,
    observedAt.slice(0, 10),
    expiresAt?.slice(0, 10) ?? "",
    by,
    factId,
  ]);
  return [
    company
      ? `${company.name} (${[...company.domains, company.status].join(", ")}), by ${company.by}, ${company.at}`
      : "Not recorded.",
    `${id}, version ${version}${version < head ? ` of ${head}` : ""}, contacts: ${contacts.length}`,
    ...(mergedInto === null ? [] : [`It was merged into ${mergedInto}, which goes on for both.`]),
    "",
    facts.length === 0 ? "No facts." : tableText(["kind", "value", "source", "observed", "until", "by", "id"], rows),
  ].join("\n");
}

const recordCommand = (shell: Shell, end: SetExitCode) =>
  onDesk("record")
    .description("record a company as it is from now on")
    .argument("<company>", "its main domain, or the id (co_…) of one that exists")
    .requiredOption("--name <name>", "its name")
    .addOption(
      new Option("--status <status>", "what it is to us").choices(CompanyStatus.options).default("known" as const),
    )
    .option("--industry <word>", "its industry")
    .option("--size <word>", "how many people work there")
    .option("--other-domain <domain>", "one more domain; with an id, each of its domains", collected)
    .action(async (company, { name, status, industry, size, otherDomain, ...options }) => {
      const fields = { name, status, industry, size, domains: otherDomain ?? [] };
      const { status: code, body } = await deskClient(shell, options).post(pathOf(company), fields);
      printRecorded(shell, options, end, { code, body });
    });

const mergeCommand = (shell: Shell, end: SetExitCode) =>
  onDesk("merge")
    .description("say that two companies are one; it cannot be taken back")
    .argument("<company>", "the company that ends: a domain or an id (co_…)")
    .requiredOption("--into <company>", "the company that goes on for both, and gets the other one's facts")
    .addOption(reasonOption())
    .option("--why <note>", "the reason in your own words; needed without --reason", "")
    .action(async (company, { into, reason, why, ...options }) => {
      requireReason({ reason, why });
      const { status: code, body } = await deskClient(shell, options).post(`${pathOf(company)}/merge`, {
        into,
        reason,
        why,
      });
      printRecorded(shell, options, end, { code, body });
    });

export const factsCommand = (shell: Shell, end: SetExitCode) =>
  new Command("facts")
    .description("record facts about companies, and take them back; import and export them")
    .addHelpText("after", FACT_EXAMPLES)
    .addCommand(addCommand(shell, end))
    .addCommand(retractCommand(shell, end))
    .addCommand(factsImport(shell, end))
    .addCommand(openExport(shell, "facts"));

const addCommand = (shell: Shell, end: SetExitCode) =>
  onDesk("add")
    .description("record a fact")
    .argument("<company>", "a domain or an id (co_…)")
    .requiredOption("--kind <word>", "what it is about: hiring, funding, industry")
    .requiredOption("--value <text>", "what the source says")
    .requiredOption("--source <text>", "who says so")
    .option("--id <id>", "replaces the fact that has this id (fact_…)")
    .option("--observed <day>", "when it was so, as a day or a time; otherwise now")
    .option("--until <day>", "the last day on which it counts; otherwise without end")
    .option("--confidence <share>", "how sure the source is, from 0 to 1", "1")
    .action(async (company, { kind, value, source, id, observed, until, confidence, ...options }) => {
      const fields = {
        kind,
        value,
        source,
        factId: id,
        method: "person",
        confidence,
        observedAt: observed,
        expiresAt: until,
      };
      const { status: code, body } = await deskClient(shell, options).post(`${pathOf(company)}/facts`, fields);
      printRecorded(shell, options, end, { code, body });
    });

const retractCommand = (shell: Shell, end: SetExitCode) =>
  onDesk("retract")
    .description("take a fact back; grades that counted it stay what they are")
    .argument("<company>", "a domain or an id (co_…)")
    .argument("<fact>", "the id of the fact (fact_…)")
    .addOption(reasonOption())
    .option("--why <note>", "the reason in your own words; needed without --reason", "")
    .action(async (company, factId, { reason, why, ...options }) => {
      requireReason({ reason, why });
      const { status: code, body } = await deskClient(shell, options).post(`${pathOf(company)}/retract`, {
        factId,
        reason,
        why,
      });
      printRecorded(shell, options, end, { code, body });
    });

function printRecorded(
  shell: Shell,
  options: { readonly json?: true | undefined },
  end: SetExitCode,
  { code, body }: { readonly code: number; readonly body: unknown },
): void {
  const { logged, version, companyId, factId } = Recorded.parse(body);
  const what = `${companyId}${factId === undefined ? "" : `, ${factId}`}, version ${version}`;
  const text = logged
    ? `Recorded: ${what}.`
    : `Recorded, but the log cannot be written now: ${what}. It follows by itself.`;
  printAnswer(shell, options, end, { code: code === 200 ? 0 : 1, json: body, text });
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError("It is a whole number from 1 on.");
}
