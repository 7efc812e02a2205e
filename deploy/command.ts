// The command lines of `npm run setup`, `npm run deploy` and `npm run destroy`.
import { parseArgs } from "node:util";
import { err, ok, type Result } from "../schema/result.ts";
import { ANSWERS_FILE, EnvironmentName } from "./answers.ts";

export interface CommandLine {
  readonly environment: EnvironmentName;
  /** The file of the answers. */
  readonly config: string;
  /** The file of the secrets; null for its usual place. */
  readonly secrets: string | null;
  /** Tells, and changes nothing. */
  readonly isCheck: boolean;
  readonly isJson: boolean;
  /** `deploy` only: back to the release before; or build everything without an account. */
  readonly isRollback: boolean;
  readonly isDryRun: boolean;
  /** `destroy` only: the name, typed again. */
  readonly name: string | null;
}

const COMMON = `  --env <staging|production>
  --config <file>    the answers (usually ${ANSWERS_FILE})
  --secrets <file>   the file of the secrets (usually ~/.config/holdpoint/<name>-<env>.secrets.json)
  --check            say what would be done and what stands against it; change nothing
  --json             the same as JSON`;

const HELP = {
  setup: `npm run setup -- --env <staging|production> [options]

Makes everything that an installation needs in your account at Cloudflare, uploads the Workers, adopts the policy, and tries it out with
one test lead. Asks when there is no file of answers yet. It can be interrupted and repeated: it looks first, and makes what is missing.

${COMMON}

The login is CLOUDFLARE_API_TOKEN, otherwise that of \`npx wrangler login\`.
Exit codes: 0 done; 1 something stands against it, or it stopped on the way; 2 the command was not understood.`,
  deploy: `npm run deploy -- --env <staging|production> [options]

Migrates the databases, uploads all Workers in their order, records the release in the log, and tries it out with one test lead.

${COMMON}
  --dry-run          build every Worker with its generated configuration; needs no account, uploads nothing
  --rollback         go back to the release before

Exit codes: 0 done; 1 something stands against it, or it stopped on the way; 2 the command was not understood.`,
  destroy: `npm run destroy -- --env <staging|production> --name <name>

Deletes the Workers, queues and databases of an installation, with everything that was recorded. It cannot be taken back. --name is the
name of the answers, typed again. The bucket of the daily roots stays, because its files are locked for ever.

${COMMON}`,
} as const;
export type CommandName = keyof typeof HELP;

/** The parsed options, or the text to print instead. */
export function commandLine(
  command: CommandName,
  args: readonly string[],
): Result<CommandLine, { readonly text: string; readonly isMistake: boolean }> {
  const mistake = (text: string) => err({ text: `${text}\nSee \`npm run ${command} -- --help\`.`, isMistake: true });
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        env: { type: "string", short: "e" },
        config: { type: "string", default: ANSWERS_FILE },
        secrets: { type: "string" },
        check: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        "dry-run": { type: "boolean", default: false },
        rollback: { type: "boolean", default: false },
        name: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return err({ text: HELP[command], isMistake: false });
    const environment = EnvironmentName.safeParse(values.env);
    if (!environment.success) return mistake("--env is staging or production.");
    if (command !== "deploy" && (values["dry-run"] || values.rollback))
      return mistake("--dry-run and --rollback belong to npm run deploy.");
    if (command === "destroy" && values.name === undefined && !values.check)
      return mistake("--name is the name of the installation, typed again.");
    return ok({
      environment: environment.data,
      config: values.config,
      secrets: values.secrets ?? null,
      isCheck: values.check,
      isJson: values.json,
      isDryRun: values["dry-run"],
      isRollback: values.rollback,
      name: values.name ?? null,
    });
  } catch (cause) {
    return mistake(cause instanceof Error ? cause.message : String(cause));
  }
}
