// The command lines of `npm start` and `npm run lead`.
import { parseArgs } from "node:util";
import { err, ok, type Result } from "../schema/result.ts";
import { DEFAULT_PORT, urlOf } from "./place.ts";
import { localSources } from "./sources.ts";

export interface StartOptions {
  readonly port: number;
  readonly isFresh: boolean;
  readonly withSamples: boolean;
  /** Whether the Workers are built and served again after a change of their source. */
  readonly isWatching: boolean;
  /** The planner's flag when a scripted peer replaces a model; null when no model is asked. */
  readonly modelPeer: PeerFlag | null;
}

const PEER_FLAGS = ["on", "shadow"] as const;
export type PeerFlag = (typeof PEER_FLAGS)[number];

export interface LeadOptions {
  readonly source: string;
  readonly file: string;
  readonly url: string;
  /** The sender's id of the webhook; null for a new id. */
  readonly id: string | null;
}

/** The parsed options, or the text to print instead. */
export type CommandLine<Options> = Result<Options, { readonly text: string; readonly isMistake: boolean }>;

const help = (text: string) => err({ text, isMistake: false });
const mistake = (text: string, command: string) =>
  err({ text: `${text}\nSee \`${command} -- --help\`.`, isMistake: true });

export const START_HELP = `npm start [-- options]

Runs Holdpoint on this machine: makes local secrets, migrates and fills the databases, starts all Workers and, the first
time, puts in six weeks of 60 sample contacts and sends fourteen sample leads and four mails. State is kept in .holdpoint/ until --fresh.

  --port <n>             the port of the desk (default ${DEFAULT_PORT})
  --fresh                delete everything in .holdpoint/ and start with an empty installation
  --no-samples           start without sample contacts, histories and sample leads
  --model-peer[=shadow]  ask a scripted peer on this machine instead of a model; every response says that there is no model
                         behind it. With =shadow its plans are recorded and the rules act
  --watch                for those who change code: build and serve the Workers again after each change
  --help                 this text

HOLDPOINT_HOME=<folder> in the environment uses another folder than .holdpoint/, as a second installation.
HOLDPOINT_SHARDS=<n> in the environment stores the log in n databases instead of one. The first start fixes the number until --fresh.

Ctrl-C takes no more leads, finishes what is under way, and stops. A second Ctrl-C stops at once. Nothing that was accepted is lost.`;

export function startOptions(args: readonly string[]): CommandLine<StartOptions> {
  // `parseArgs` has no options with an optional value, so the default value is added here.
  const parsed = parse(
    args.map((word) => (word === "--model-peer" ? "--model-peer=on" : word)),
    {
      port: { type: "string" },
      fresh: { type: "boolean" },
      "no-samples": { type: "boolean" },
      "model-peer": { type: "string" },
      watch: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  );
  if (!parsed.ok) return mistake(parsed.error, "npm start");
  const { port, fresh, watch, help: isHelp, "no-samples": noSamples, "model-peer": peer } = parsed.value;
  if (isHelp) return help(START_HELP);
  const number = Number(port ?? DEFAULT_PORT);
  if (!/^\d+$/.test(String(port ?? DEFAULT_PORT)) || number < 1 || number > 65_535) {
    return mistake(`--port takes a number from 1 to 65535, not "${port}".`, "npm start");
  }
  const modelPeer = PEER_FLAGS.find((flag) => flag === peer) ?? null;
  if (peer !== undefined && modelPeer === null)
    return mistake(`--model-peer takes ${PEER_FLAGS.join(" or ")}, not "${peer}".`, "npm start");
  return ok({ port: number, isFresh: fresh ?? false, withSamples: !noSamples, isWatching: watch ?? false, modelPeer });
}

/** The help of `npm run lead`, with the sources of this installation. Throws when their configuration cannot be read. */
export const leadHelp = (): string => `npm run lead -- --source <name> --file <path> [options]

Signs a file with the local secret of a source, as that source would, and posts it to the running installation.

  --source <name>   ${[...localSources()].map(([name, type]) => `${name} (${type})`).join(", ")}
  --file <path>     the body: JSON, form fields when the name ends in .form, or a whole mail (.eml, for crm)
  --url <url>       the address of the installation (default ${urlOf(DEFAULT_PORT)})
  --id <id>         the sender's id of the webhook, for crm; a webhook with a used id is a repeat (default: a new id)
  --help            this text

Examples
  npm run lead -- --source website --file my-lead.json
  npm run lead -- --source crm --file samples/leads/reply.json
  npm run mail -- reply.eml
  npm run lead -- --source typeform --file response.json --url http://localhost:9000

A my-lead.json for the website:
  { "name": "Ada Winter", "email": "ada@example.com", "company": "Winter & Co", "title": "Head of Sales", "message": "Hello!" }`;

export function leadOptions(args: readonly string[]): CommandLine<LeadOptions> {
  const text = { type: "string" } as const;
  const parsed = parse(args, { source: text, file: text, url: text, id: text, help: { type: "boolean", short: "h" } });
  if (!parsed.ok) return mistake(parsed.error, "npm run lead");
  const { source, file, url = urlOf(DEFAULT_PORT), id = null, help: isHelp } = parsed.value;
  if (isHelp) return help(leadHelp());
  if (!source || !file) return mistake(`${source ? "--file" : "--source"} is missing.`, "npm run lead");
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    return mistake(`--url takes a web address, not "${url}".`, "npm run lead");
  return ok({ source, file, url, id });
}

type Shape = NonNullable<Parameters<typeof parseArgs>[0]>["options"];

function parse<const S extends NonNullable<Shape>>(args: readonly string[], options: S) {
  try {
    return ok(parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values);
  } catch (cause) {
    return err(cause instanceof Error ? (cause.message.split(". ")[0] ?? "") : String(cause));
  }
}
