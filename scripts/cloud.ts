// What `npm run setup`, `npm run deploy` and `npm run destroy` share: the answers, the login, the verdict, and what is printed.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { askAnswers } from "../deploy/ask.ts";
import { isUnanswered, readAnswers, withAnswers } from "../deploy/answers.ts";
import { API_VARIABLE } from "../deploy/cloudflare.ts";
import { type CommandLine, commandLine, type CommandName } from "../deploy/command.ts";
import { type DeploymentPorts, look, type Looked } from "../deploy/deployment.ts";
import { actionText } from "../deploy/plan.ts";
import { deploymentPorts } from "../deploy/ports.ts";
import type { Installation } from "../deploy/resources.ts";
import { secretsFileOf } from "../deploy/secrets.ts";
import { switchedOf } from "../deploy/switched.ts";
import { wranglerToken } from "../deploy/wrangler.ts";
import { readResult, sourcesDigest } from "../evals/result.ts";
import { ROOT } from "../local/workers.ts";
import { RELEASE } from "../schema/release.ts";
import { standsAgainst } from "./release-gate.ts";

export function fail(text: string, code = 1): never {
  console.error(text);
  process.exit(code);
}

/** The options of a command; ends the process where they were not understood, or help was asked for. */
export function options(command: CommandName): CommandLine {
  const line = commandLine(command, process.argv.slice(2));
  if (line.ok) return line.value;
  (line.error.isMistake ? console.error : console.log)(line.error.text);
  process.exit(line.error.isMistake ? 2 : 0);
}

/** A path is relative to the folder of the shell, since npm runs the script in the project's folder. */
const fromShell = (path: string): string => resolve(process.env["INIT_CWD"] ?? ".", path);

/** The installation that is meant, from the file of the answers; asks at a terminal where there is none yet. */
export async function installationOf({ environment, config }: CommandLine, isSetup: boolean): Promise<Installation> {
  const file = fromShell(config);
  const isThere = existsSync(file);
  const text = isThere ? readFileSync(file, "utf8") : "{}";
  const read = readAnswers(text, environment);
  if (read.ok) return { environment, answers: read.value };
  if (!isSetup || !isUnanswered(text, environment) || !process.stdin.isTTY)
    fail(`${isThere ? `${config} cannot be used:` : `There is no ${config}.`}\n${read.error.join("\n")}`, 2);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answers = await askAnswers(environment, {
    question: (asked) => terminal.question(asked),
    say: (line) => console.log(line),
  });
  terminal.close();
  writeFileSync(file, withAnswers(text, environment, answers));
  console.log(`Kept in ${config}.`);
  return { environment, answers };
}

/** What the evals say against this release. Runs the scripted suites when these sources were not judged yet; a live run costs money, so it is never started here. */
export function verdictOn(installation: Installation): readonly string[] {
  const sources = sourcesDigest();
  if (readResult()?.scripted.sources !== sources)
    spawnSync(process.execPath, [join(ROOT, "scripts/evals.ts")], { cwd: ROOT, stdio: ["ignore", 2, 2] });
  return standsAgainst({ result: readResult(), release: RELEASE, sources, switched: switchedOf(installation.answers) });
}

/** Everything that a command reaches. Ends the process where nobody is logged in. */
export async function portsFor(
  installation: Installation,
  line: CommandLine,
  verdict: readonly string[],
): Promise<DeploymentPorts> {
  const token = process.env["CLOUDFLARE_API_TOKEN"] || (await wranglerToken());
  if (token === null) fail("Nobody is logged in: npx wrangler login, or set CLOUDFLARE_API_TOKEN.");
  return deploymentPorts(installation, {
    token,
    apiBase: process.env[API_VARIABLE],
    secretsFile: line.secrets === null ? secretsFileOf(installation, process.env) : fromShell(line.secrets),
    release: RELEASE,
    sources: sourcesDigest(),
    verdict,
    fetch: globalThis.fetch,
    now: () => new Date(),
    word: () => randomBytes(5).toString("hex"),
    say: (text) => (line.isJson ? console.error : console.log)(`· ${text}`),
  });
}

/** Looks, prints what it found, and gives it when it may be carried out. Ends the process after `--check`, and when something stands against it. */
export async function lookOrEnd(
  installation: Installation,
  line: CommandLine,
  isSetup: boolean,
  ports: DeploymentPorts,
): Promise<Looked> {
  const looked = await look(installation, isSetup, ports);
  if (!looked.ok) fail(looked.error);
  const { refusals, plan } = looked.value;
  const print = line.isJson ? (text: string) => console.error(text) : (text: string) => console.log(text);
  if (line.isJson && (line.isCheck || refusals.length > 0))
    console.log(
      JSON.stringify({ refusals, plan: plan.map((action) => ({ ...action, text: actionText(action) })) }, null, 2),
    );
  for (const { name, text } of refusals) print(`✗ ${text} (${name})`);
  if (refusals.length > 0) {
    print("Nothing was changed.");
    process.exit(1);
  }
  if (line.isCheck) {
    if (!line.isJson) for (const action of plan) print(`· would ${actionText(action)}`);
    print("Nothing stands against it. Nothing was changed.");
    process.exit(0);
  }
  return looked.value;
}

/** Where the installation answers. */
export function printAddresses({ answers: { desk, hooks } }: Installation, isJson: boolean): void {
  const addresses = {
    desk: `https://${desk}`,
    webhooks: `https://${hooks}/webhooks/<source>`,
    health: `https://${desk}/healthz`,
  };
  if (isJson) console.log(JSON.stringify({ done: true, addresses }, null, 2));
  else for (const [name, address] of Object.entries(addresses)) console.log(`${name.padEnd(9)} ${address}`);
}
