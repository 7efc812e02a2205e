// `holdpoint policy`: shows the policy in force, checks another one, shows what it would change, and puts it in force, through the desk's API, as the
// person whose token is used.
import { Command, Option } from "@commander-js/extra-typings";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod";
import { gatherContext } from "../../replay/context.ts";
import { whatIfDigest, WHAT_IF_DAYS } from "../../replay/what-if-sum.ts";
import { Policy, policyDigest, PolicySection } from "../../schema/policy.ts";
import { DAY_MS } from "../../schema/time.ts";
import { candidateIn } from "../candidate-policy.ts";
import { type DeskClient, deskClient } from "../desk-client.ts";
import { jsonIn } from "../export-format.ts";
import { changedFields, changedFieldsText } from "../policy-diff.ts";
import { REQUEST_OPTION, reasonOption, requireReason } from "../reason-options.ts";
import { CannotRun, type Shell, systemCode } from "../shell.ts";
import type { OpenedSource } from "../sources/opened-source.ts";
import { whatIfOfLog } from "../what-if-of-log.ts";
import { whatIfText } from "../what-if-text.ts";
import { answer, printAnswer, reading, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint policy show --section compose > mine.json      then edit mine.json
  $ npx holdpoint policy check mine.json
  $ npx holdpoint policy diff mine.json
  $ npx holdpoint policy adopt mine.json --reason own_business

A file has the sections that take the place of those in force, each section whole:
  { "ladder": { "followupDays": [2, 5, 7] } }
Adopting is recorded with your name, and in force everywhere within seconds. What was decided before stays as it was decided, and a draft that waits
keeps its words and its sender. These commands act through the desk, as the person of the local installation or of HOLDPOINT_DESK_TOKEN.
Exit codes: 0 done, and for check and diff: nothing found; 1 faults or changes were found, or recorded and not in the log yet; 2 nothing was done.`;

const Adoption = z.object({ version: z.int(), by: z.string(), at: z.string() });
const InForce = z.object({ digest: z.string(), adoption: Adoption.nullable(), policy: Policy });
const Faults = z.object({ faults: z.array(z.object({ place: z.string(), fault: z.string() })) });
const Recorded = z.object({ logged: z.boolean(), version: z.int() });

export const policyCommand = (shell: Shell, end: SetExitCode) =>
  new Command("policy")
    .description("show, check, compare and adopt the policy: sender, templates, ladder, limits and all other rules")
    .addHelpText("after", EXAMPLES)
    .addCommand(showCommand(shell, end))
    .addCommand(checkCommand(shell, end))
    .addCommand(diffCommand(shell, end))
    .addCommand(adoptCommand(shell, end));

const DESK = "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL";

const onDesk = (name: string) =>
  new Command(name)
    .option("--desk <url>", DESK)
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON");

const showCommand = (shell: Shell, end: SetExitCode) =>
  onDesk("show")
    .description("print the policy in force")
    .addOption(new Option("--section <name>", "only this section").choices(PolicySection.options))
    .option("--digest <digest>", "an adopted policy instead of the one in force")
    .action(async ({ section, digest, ...options }) => {
      const desk = deskClient(shell, options);
      const inForce = await policyInForce(desk);
      const shown = digest === undefined ? inForce : await adopted(desk, digest);
      const policy = section === undefined ? shown.policy : { [section]: shown.policy[section] };
      // Beside the answer, so that the sections can be written to a file.
      shell.err(`${shown.digest}: ${adoptionText(digest === undefined ? inForce.adoption : null, digest)}\n`);
      printAnswer(shell, options, end, {
        code: 0,
        json: { ...shown, policy },
        text: JSON.stringify(policy, null, 2),
      });
    });

const adoptionText = (adoption: z.infer<typeof Adoption> | null, digest?: string): string => {
  if (digest !== undefined) return "an adopted policy";
  return adoption ? `adopted by ${adoption.by} at ${adoption.at}` : "in force since the beginning; nothing was adopted";
};

const policyInForce = async (desk: DeskClient): Promise<z.infer<typeof InForce>> =>
  InForce.parse((await desk.get("/policy")).body);

async function adopted(desk: DeskClient, digest: string) {
  const policy = Policy.parse((await desk.get(`/policies/${encodeURIComponent(digest)}`)).body);
  return { digest: policyDigest(policy), policy };
}

const checkCommand = (shell: Shell, end: SetExitCode) =>
  onDesk("check")
    .description("say everything that is wrong with a policy, with its place")
    .argument("<file>", "the sections that should be different, as JSON")
    .action(async (file, options) => {
      const faults = await faultsOf(deskClient(shell, options), sectionsIn(shell, file));
      printAnswer(shell, options, end, {
        code: faults.length === 0 ? 0 : 1,
        json: { faults },
        text: faults.length === 0 ? "It can be adopted." : faultsText(faults),
      });
    });

type Fault = z.infer<typeof Faults>["faults"][number];

const faultsOf = async (desk: DeskClient, policy: unknown): Promise<readonly Fault[]> =>
  Faults.parse((await desk.post("/policy/check", { policy })).body).faults;

const faultsText = (faults: readonly Fault[]): string =>
  faults.map(({ place, fault }) => `${place === "" ? "the policy" : place}: ${fault}`).join("\n");

const diffCommand = (shell: Shell, end: SetExitCode) =>
  reading("diff")
    .description(`show what a policy would change: its fields, and the decisions of the last ${WHAT_IF_DAYS} days`)
    .argument("<file>", "the sections that should be different, as JSON")
    .action(async (file, options) => {
      const text = read(shell, file);
      await answer(shell, options, end, async (source) => {
        const found = await changesOf(shell, source, { text, file });
        return { code: found.fields.length === 0 ? 0 : 1, json: found, text: changesText(found) };
      });
    });

/** What the file changes: fields, and decisions of the last months under it. */
async function changesOf(
  shell: Shell,
  { log, file: exported }: OpenedSource,
  { text, file }: { readonly text: string; readonly file: string },
) {
  const context = await gatherContext(log);
  const inForce = context.policies.inForce();
  const candidate = candidateIn(text, file, inForce);
  const until = exported?.manifest.madeAt ?? new Date(shell.now()).toISOString();
  const since = new Date(Date.parse(until) - WHAT_IF_DAYS * DAY_MS).toISOString();
  const { found: whatIf, sum } = await whatIfOfLog(shell, log, { candidate, context, range: { since, until } });
  const digest = whatIfDigest({ candidate, since, until, sum, isWhole: true });
  return { fields: changedFields(inForce, candidate), whatIf, digest };
}

const changesText = ({ fields, whatIf, digest }: Awaited<ReturnType<typeof changesOf>>): string =>
  [changedFieldsText(fields), "", `The last ${WHAT_IF_DAYS} days under it (${digest}):`, whatIfText(whatIf, null)].join(
    "\n",
  );

const adoptCommand = (shell: Shell, end: SetExitCode) =>
  reading("adopt")
    .description("put a policy in force, after showing what it changes")
    .argument("<file>", "the sections that should be different, as JSON")
    .option("--desk <url>", DESK)
    .option(
      "--no-what-if",
      "do not derive the decisions of the last days under it; then the log need not be readable here",
    )
    .option("--request <id>", REQUEST_OPTION)
    .addOption(reasonOption())
    .option("--why <text>", "why, in your own words (sealed)", "")
    .action(async (file, { whatIf: isAsked, reason, why, request, ...options }) => {
      requireReason({ reason, why });
      const text = read(shell, file);
      const policy = sectionsIn(shell, file);
      const desk = deskClient(shell, options);
      const faults = await faultsOf(desk, policy);
      if (faults.length > 0) throw new CannotRun(`${file} cannot be adopted.`, { advice: faultsText(faults) });
      const { policy: before, adoption } = await policyInForce(desk);
      const adopt = async (whatIf?: string) => {
        const fields = {
          policy,
          replaces: adoption?.version ?? 0,
          ...(whatIf === undefined ? {} : { whatIf }),
          reason,
          why,
          ...(request === undefined ? {} : { request }),
        };
        return Recorded.parse((await desk.post("/policy", fields)).body);
      };
      const finished = (recorded: z.infer<typeof Recorded>, changes: string) => ({
        code: recorded.logged ? (0 as const) : (1 as const),
        json: recorded,
        text: `${changes}\n\n${recorded.logged ? "Adopted." : "Recorded; in force once the log has it."}`,
      });
      if (!isAsked) {
        const after = candidateIn(text, file, before);
        const changes = changedFieldsText(changedFields(before, after));
        return printAnswer(shell, options, end, finished(await adopt(), changes));
      }
      await answer(shell, options, end, async (source) => {
        const found = await changesOf(shell, source, { text, file });
        return finished(await adopt(found.digest), changesText(found));
      });
    });

function sectionsIn(shell: Shell, file: string): unknown {
  const value = jsonIn(read(shell, file));
  if (value === undefined) throw new CannotRun(`${file} is no JSON.`);
  return value;
}

function read(shell: Shell, file: string): string {
  try {
    return readFileSync(resolve(shell.cwd, file), "utf8");
  } catch (cause) {
    throw new CannotRun(`The policy ${file} cannot be read (${systemCode(cause) ?? "unknown"}).`, { cause });
  }
}
