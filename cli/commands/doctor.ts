// `holdpoint doctor`: looks at everything that a running installation needs, here or at Cloudflare, and changes nothing.
import { Command, Option } from "@commander-js/extra-typings";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ANSWERS_FILE, type EnvironmentName, ENVIRONMENTS, readAnswers } from "../../deploy/answers.ts";
import { API_VARIABLE, ApiRefused, ApiSilent } from "../../deploy/cloudflare.ts";
import { look } from "../../deploy/deployment.ts";
import {
  accessFinding,
  codeOf,
  type Finding,
  gaugeFindings,
  healthFinding,
  lookFindings,
  releaseFinding,
} from "../../deploy/doctor.ts";
import { deploymentPorts } from "../../deploy/ports.ts";
import { secretsFileOf, SETUP_IDENTITY } from "../../deploy/secrets.ts";
import { accessHeadersOf } from "../../deploy/through-desk.ts";
import { RELEASE } from "../../schema/release.ts";
import { LOCAL_PERSON, localDesk, localSecrets } from "../local-installation.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { printAnswer, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint doctor                      the installation of npm start
  $ npx holdpoint doctor --env production     the one that npm run setup made; needs CLOUDFLARE_API_TOKEN

It looks at resources, secrets, migrations, the releases of the Workers, who stands in front of which name, and the gauges, and changes nothing.
What the log says is verified by npx holdpoint verify.
Exit codes: 0 nothing is bad, 1 something is, 2 it could not be looked at.`;

export const doctorCommand = (shell: Shell, end: SetExitCode) =>
  new Command("doctor")
    .description("look at everything that a running installation needs, and change nothing")
    .addHelpText("after", EXAMPLES)
    .addOption(
      new Option("--env <name>", "an installation at Cloudflare instead of the local one").choices(ENVIRONMENTS),
    )
    .option("--config <file>", "the answers of that installation", ANSWERS_FILE)
    .option("--secrets <file>", "the file of its secrets")
    .option("--state <folder>", "another folder of local state")
    .option("--json", "print the findings as JSON")
    .action(async ({ env, config, secrets, ...options }) => {
      const findings =
        env === undefined ? await hereFindings(shell, options) : await thereFindings(shell, { env, config, secrets });
      printAnswer(shell, options, end, { code: codeOf(findings), json: { findings }, text: textOf(findings) });
    });

const MARKS = { ok: "✓", warn: "!", bad: "✗" } as const;

const textOf = (findings: readonly Finding[]): string =>
  findings.map(({ of, state, text }) => `${MARKS[state]} ${of}: ${text}`).join("\n");

async function hereFindings(
  shell: Shell,
  options: { readonly state?: string | undefined },
): Promise<readonly Finding[]> {
  const secrets = localSecrets(shell, options);
  if (secrets === null) throw new CannotRun("There is no local installation.", { advice: "npm start makes one." });
  const desk = localDesk(shell, options);
  const health = await healthFinding("desk", desk, shell.fetch);
  if (health.state === "bad") return [health];
  const token = secrets.desk[LOCAL_PERSON] ?? "";
  return [health, ...(await gaugeFindings(desk, shell.fetch, { authorization: `Bearer ${token}` }))];
}

interface There {
  readonly env: EnvironmentName;
  readonly config: string;
  readonly secrets: string | undefined;
}

async function thereFindings(shell: Shell, { env, config, secrets }: There): Promise<readonly Finding[]> {
  const token = shell.env["CLOUDFLARE_API_TOKEN"];
  if (!token)
    throw new CannotRun("An installation at Cloudflare is looked at with a token.", {
      advice: "Set CLOUDFLARE_API_TOKEN (docs/deploy.md).",
    });
  const answers = readAnswers(textIn(shell, config), env);
  if (!answers.ok) throw new CannotRun(`${config} cannot be used.`, { advice: answers.error.join("\n") });
  const installation = { environment: env, answers: answers.value };
  const fetch = ((url, init) => shell.fetch(String(url), init ?? {})) as typeof globalThis.fetch;
  const ports = deploymentPorts(installation, {
    token,
    apiBase: shell.env[API_VARIABLE],
    secretsFile: secrets === undefined ? secretsFileOf(installation, shell.env) : resolve(shell.cwd, secrets),
    release: RELEASE,
    sources: "",
    // Whether this checkout may be deployed is another question.
    verdict: [],
    fetch,
    say: () => undefined,
    now: () => new Date(shell.now()),
    word: () => "doctor",
  });
  try {
    const looked = await look(installation, false, ports);
    if (!looked.ok) throw new CannotRun(looked.error);
    const read = looked.value.survey.secrets;
    const own = read.ok ? read.value : null;
    const through = own === null ? {} : accessHeadersOf(own);
    const desk = `https://${installation.answers.desk}`;
    const setup = own?.desk[SETUP_IDENTITY];
    const credentials = { ...through, ...(setup !== undefined && { authorization: `Bearer ${setup}` }) };
    return [
      ...lookFindings(looked.value, installation),
      await releaseFinding(looked.value, ports.cloudflare),
      await healthFinding("hooks", `https://${installation.answers.hooks}`, shell.fetch),
      await healthFinding("desk", desk, shell.fetch, through),
      await accessFinding(installation, shell.fetch),
      ...(await gaugeFindings(desk, shell.fetch, credentials)),
    ];
  } catch (cause) {
    if (cause instanceof ApiRefused || cause instanceof ApiSilent) throw new CannotRun(cause.message, { cause });
    throw cause;
  }
}

function textIn(shell: Shell, file: string): string {
  try {
    return readFileSync(resolve(shell.cwd, file), "utf8");
  } catch (cause) {
    throw new CannotRun(`${file} cannot be read.`, { advice: "npm run setup makes it.", cause });
  }
}
