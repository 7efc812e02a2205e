// `holdpoint sources`: lists the webhook sources, adds one, changes its secrets, turns it off and on, and posts a sample, through the desk's API.
import { Argument, Command, Option } from "@commander-js/extra-typings";
import * as z from "zod";
import { SendableKind, SourceTrust } from "../../schema/lists.ts";
import { type DeskClient, deskClient } from "../desk-client.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { tableText } from "../table.ts";
import { type Answer, printAnswer, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint sources list
  $ npx holdpoint sources add fair --type typeform --budget 500        prints the secret, once
  $ npx holdpoint sources test fair                                    posts a signed sample; exit code 1 when it is refused
  $ npx holdpoint sources rotate fair                                  a second secret; both count until one is dropped
  $ npx holdpoint sources drop-secret fair aB3dE6gH
  $ npx holdpoint sources disable fair

A secret that the provider made is taken from HOLDPOINT_NEW_SECRET, so that it stands in no list of processes.
These commands act as the person of the local installation or of HOLDPOINT_DESK_TOKEN.`;

const Listed = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      trust: z.string(),
      kinds: z.array(z.string()),
      dailyBudget: z.number().nullable(),
      enabled: z.boolean(),
      secrets: z.array(z.object({ mark: z.string() })),
      today: z.object({ runs: z.number(), over: z.number() }),
      refused: z.number(),
    }),
  ),
  configured: z.array(z.object({ name: z.string(), type: z.string(), refused: z.number() })),
});
const Secret = z.object({ source: z.string(), secret: z.string() });
const Sample = z.object({ status: z.number(), body: z.string() });

const WHAT = ["list", "add", "rotate", "drop-secret", "disable", "enable", "test"] as const;

interface Options {
  readonly type?: string | undefined;
  readonly trust: SourceTrust;
  readonly kinds?: string | undefined;
  readonly budget?: string | undefined;
  readonly json?: true | undefined;
}

export const sourcesCommand = (shell: Shell, end: SetExitCode) =>
  new Command("sources")
    .description("list webhook sources, add one, change its secrets, turn it off and on, and post a sample")
    .addArgument(new Argument("<what>", "what to do").choices(WHAT))
    .argument("[name]", "the source: the last part of its address, /webhooks/<name>")
    .argument("[mark]", "for drop-secret: the mark of the secret, which list prints")
    .option("--type <type>", "for add: how the source signs, such as standard_webhooks, typeform or signed_form")
    .addOption(
      new Option("--trust <trust>", "for add: how far it is believed").choices(SourceTrust.options).default("public"),
    )
    .option(
      "--kinds <kinds>",
      `for add: what it may send, with commas (${SendableKind.options.join(", ")}); otherwise lead`,
    )
    .option("--budget <leads>", "for add: the most leads a day")
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (what, name, mark, options) => {
      const desk = deskClient(shell, options);
      printAnswer(shell, options, end, await answerOf(what, { name, mark, desk, options, given: newSecret(shell) }));
    });

interface Asked {
  readonly name: string | undefined;
  readonly mark: string | undefined;
  readonly desk: DeskClient;
  readonly options: Options;
  /** The secret that the provider made. */
  readonly given: object;
}

async function answerOf(what: (typeof WHAT)[number], { name, mark, desk, options, given }: Asked): Promise<Answer> {
  if (what === "list") return list(desk);
  const source = required(name, "The name of the source is missing.");
  const path = `/sources/${encodeURIComponent(source)}`;
  const post = async (below: string, fields: object) => (await desk.post(`${path}${below}`, fields)).body;
  switch (what) {
    case "add":
      return secretText((await desk.post("/sources", { ...addition(source, options), ...given })).body);
    case "rotate":
      return secretText(await post("/secrets", given));
    case "drop-secret": {
      const dropped = required(mark, "The mark of the secret is missing.");
      await post("/drop-secret", { mark: dropped });
      return { code: 0, json: { source, dropped }, text: `The secret ${dropped} of ${source} counts no more.` };
    }
    case "disable":
    case "enable":
      await post(`/${what}`, {});
      return {
        code: 0,
        json: { source, enabled: what === "enable" },
        text: `${source} is ${what === "enable" ? "on" : "off"}.`,
      };
    case "test": {
      const sample = Sample.parse(await post("/sample", {}));
      return {
        code: sample.status < 300 ? 0 : 1,
        json: sample,
        text: `The door answered ${sample.status}: ${sample.body}`,
      };
    }
  }
}

const newSecret = ({ env }: Shell): object => {
  const secret = env["HOLDPOINT_NEW_SECRET"];
  return secret ? { secret } : {};
};

function required(value: string | undefined, message: string): string {
  if (value === undefined) throw new CannotRun(message, { advice: "npx holdpoint sources --help has examples." });
  return value;
}

const addition = (name: string, { type, trust, kinds, budget }: Options): object => ({
  name,
  type: required(type, "The type is missing: --type."),
  trust,
  kinds: (kinds ?? "lead").split(",").map((kind) => kind.trim()),
  ...(budget === undefined ? {} : { dailyBudget: Number(budget) }),
});

function secretText(body: unknown): Answer {
  const made = Secret.parse(body);
  const text = `${made.secret}\nThis is the secret of ${made.source}. It is shown once: enter it at the tool now.`;
  return { code: 0, json: made, text };
}

const COLUMNS = ["source", "type", "state", "kinds", "budget", "leads today", "over today", "refused", "secrets"];

async function list(desk: DeskClient): Promise<Answer> {
  const listed = Listed.parse((await desk.get("/sources")).body);
  const rows = [
    ...listed.items.map(({ name, type, enabled, kinds, dailyBudget, today, refused, secrets }) => [
      name,
      type,
      enabled ? "on" : "off",
      kinds.join(" "),
      dailyBudget === null ? "none" : String(dailyBudget),
      String(today.runs),
      String(today.over),
      String(refused),
      secrets.map(({ mark }) => mark).join(" "),
    ]),
    ...listed.configured.map(({ name, type, refused }) => [
      name,
      type,
      "configured",
      "all",
      "none",
      "",
      "",
      String(refused),
      "",
    ]),
  ];
  return { code: 0, json: listed, text: tableText(COLUMNS, rows) };
}
