// What an operator answers about an installation, once: `holdpoint.config.json`, an entry for each environment. Everything that a deployment needs
// beside the source follows from it (generate.ts, resources.ts). It has no secret, so it belongs in the operator's own repository.
import * as z from "zod";
import { jsonIn } from "../schema/json.ts";
import { err, ok, type Result } from "../schema/result.ts";
import { parseReasoningFlag } from "../workers/planner/reasoning-flag.ts";

/** The file, beside package.json unless another one is named. */
export const ANSWERS_FILE = "holdpoint.config.json";

export const ENVIRONMENTS = ["staging", "production"] as const;
export const EnvironmentName = z.enum(ENVIRONMENTS);
export type EnvironmentName = z.infer<typeof EnvironmentName>;

const Host = z
  .string()
  .regex(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    "must be a domain name in lower case, as desk.acme.com",
  );

const Mailbox = z.email().toLowerCase();

/** https://developers.cloudflare.com/d1/configuration/data-location/: a jurisdiction is given at creation and never changes. */
const Region = z.enum(["eu", "none"]);

/** A model that is asked; without one, rules and templates do its work. */
const Model = z.strictObject({
  endpoint: z.url({ protocol: /^https$/ }),
  name: z.string().min(1),
  prices: z.strictObject({ input: z.number(), cached: z.number(), output: z.number() }),
  body: z.record(z.string(), z.json()).default({}),
  /** The Workers that ask it. The planner asks only when `reasoning` is not off. */
  of: z.array(z.enum(["ingest", "planner", "scorer", "composer"])).min(1),
});

function isReasoningFlag(text: string): boolean {
  try {
    return parseReasoningFlag(text) !== null;
  } catch {
    return false;
  }
}

export const Answers = z.strictObject({
  /** The account at Cloudflare. Needed when the login reaches more than one. */
  account: z
    .string()
    .regex(/^[0-9a-f]{32}$/, "must be the account's id, 32 digits")
    .optional(),
  /** Begins the name of each Worker, database, queue and bucket. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,28}[a-z0-9]$/, "must be lower case letters, digits and dashes, at most 30")
    .default("holdpoint"),
  /** Where people sign in. */
  desk: Host,
  /** Where webhooks are posted and unsubscribe links lead. Never behind a sign-in. */
  hooks: Host,
  region: Region,
  /** The number of databases of the log. It never changes (docs/operations.md, "A log in several databases"). */
  shards: z.int().min(1).max(99).default(1),
  /** `outbox` keeps what is sent in the log, for trying out; `cloudflare_email` sends. */
  transport: z.enum(["outbox", "cloudflare_email"]).default("outbox"),
  /** `access`: Cloudflare Access in front of the desk. `codes`: the desk signs people in itself, which is for trying out. */
  signIn: z.enum(["access", "codes"]).default("access"),
  /** The first admins. */
  admins: z.array(Mailbox).min(1),
  /** Who writes: what the policy says of the sender, adopted by the first setup. Later the desk changes it. */
  sender: z.strictObject({
    person: z.string().trim().min(1),
    organisation: z.string().trim().min(1),
    address: Mailbox,
    postalAddress: z.string().trim().min(1),
    website: z.url({ protocol: /^https$/ }),
  }),
  /** Whether a model plans (docs/planning.md). */
  reasoning: z
    .string()
    .refine(isReasoningFlag, "must be off, on, low-risk, share:<percent>[,low-risk] or shadow")
    .default("off"),
  model: Model.nullable().default(null),
});
export type Answers = z.infer<typeof Answers>;

const Wanted = z.partialRecord(EnvironmentName, z.unknown());

/** Reads the answers for an environment from the text of the file. The error names each place, in the words of the file. */
export function readAnswers(text: string, environment: EnvironmentName): Result<Answers, readonly string[]> {
  const file = Wanted.safeParse(jsonIn(text));
  if (!file.success) return err(['The file must be JSON: {"staging": {…}, "production": {…}}.']);
  const stated = file.data[environment];
  if (stated === undefined) return err([`"${environment}" is missing.`]);
  const answers = Answers.safeParse(stated);
  if (!answers.success)
    return err(
      answers.error.issues.map(({ path, message }) => `${[environment, ...path.map(String)].join(".")}: ${message}`),
    );
  return answers.data.desk === answers.data.hooks
    ? err([`${environment}.hooks: must be another name than the desk's, because a sign-in stands in front of the desk`])
    : ok(answers.data);
}

/** Whether the file says nothing yet of an environment, so that a setup may ask. A file that is no JSON object is not added to. */
export function isUnanswered(text: string, environment: EnvironmentName): boolean {
  const file = Wanted.safeParse(jsonIn(text));
  return file.success && file.data[environment] === undefined;
}

/** The text of the file with the answers for an environment; what it says of another one stays. */
export const withAnswers = (text: string, environment: EnvironmentName, answers: Answers): string =>
  `${JSON.stringify({ ...Wanted.parse(jsonIn(text)), [environment]: answers }, null, 2)}\n`;

/** The end of each name of a resource: production has none. */
export const suffixOf = (environment: EnvironmentName): "" | "-staging" =>
  environment === "staging" ? "-staging" : "";

/** The domain of an address. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);
