// Looks at what there is: at Cloudflare, in the file of the secrets, and in the databases. It changes nothing. Preflight, plan and doctor read what it found.
import * as z from "zod";
import { migrationsOf, planMigrations, type QueryD1 } from "../drizzle/apply-migrations.ts";
import { jsonIn } from "../schema/json.ts";
import { err, ok, type Result } from "../schema/result.ts";
import { type Role, roles } from "../schema/roles.ts";
import { workerOf } from "../local/workers.ts";
import { domainOf } from "./answers.ts";
import type { Cloudflare } from "./cloudflare.ts";
import { FINGERPRINTS_VAR } from "./generate.ts";
import { type Installation, logName, type Resources, workerName } from "./resources.ts";
import type { InstallationSecrets } from "./secrets.ts";

/** A Worker as it is deployed. */
export interface DeployedWorker {
  readonly name: string;
  /** The fingerprints of its secrets, by name; empty where another program deployed it. */
  readonly fingerprints: Readonly<Record<string, string>>;
}

export interface SurveyedDatabase {
  readonly name: string;
  /** Null: it does not exist yet. */
  readonly id: string | null;
  /** The migrations of this release that it lacks. */
  readonly pending: readonly string[];
  /** Its migrations that this release does not know, because a newer one made them. */
  readonly unknown: readonly string[];
}

export interface Survey {
  readonly account: string;
  /** Null where the login may not see the plan. */
  readonly isPaid: boolean | null;
  /** The zones of the desk's and the hooks' names; null where the account has none that is active. */
  readonly zones: { readonly desk: string | null; readonly hooks: string | null };
  /** Whether mail may leave from the sender's domain; null where the login may not see it. */
  readonly canSend: boolean | null;
  /** The organisation at Cloudflare Access. */
  readonly organisation: { readonly teamDomain: string } | "none" | "forbidden";
  readonly databases: readonly SurveyedDatabase[];
  /** In how many databases of the account the log is. */
  readonly logs: number;
  readonly queues: readonly { readonly name: string; readonly id: string | null }[];
  readonly bucket: { readonly exists: boolean; readonly isLocked: boolean };
  readonly access: {
    readonly app: { readonly id: string; readonly audience: string } | null;
    /** An application that stands in front of the hooks, too. */
    readonly beforeHooks: string | null;
    readonly serviceToken: { readonly id: string; readonly clientId: string } | null;
  };
  /** Null: not deployed. */
  readonly workers: Readonly<Record<Role, DeployedWorker | null>>;
  readonly secrets: Result<InstallationSecrets | null, readonly string[]>;
}

const Fingerprints = z.record(z.string(), z.string());

export interface SurveyPorts {
  readonly cloudflare: Cloudflare;
  readonly secrets: () => Result<InstallationSecrets | null, readonly string[]>;
}

/** The account that is meant; the error says what to do where that is not clear. */
export async function accountOf({ answers }: Installation, cloudflare: Cloudflare): Promise<Result<string, string>> {
  const accounts = await cloudflare.accounts();
  if (answers.account !== undefined)
    return accounts.some(({ id }) => id === answers.account)
      ? ok(answers.account)
      : err(`The login does not reach the account ${answers.account}.`);
  const [first, ...others] = accounts;
  if (!first) return err("The login reaches no account.");
  return others.length === 0
    ? ok(first.id)
    : err(
        `The login reaches ${accounts.length} accounts. Name one as "account": ${accounts.map(({ id, name }) => `${id} (${name})`).join(", ")}`,
      );
}

/** What there is. Throws `ApiRefused` and `ApiSilent`. */
export async function survey(
  installation: Installation,
  account: string,
  resources: Resources,
  { cloudflare, secrets }: SurveyPorts,
): Promise<Survey> {
  const { answers } = installation;
  const [isPaid, desk, hooks, sender, organisation, databases, queues, hasBucket, workers] = await Promise.all([
    cloudflare.isPaid(account),
    zoneOf(answers.desk, account, cloudflare),
    zoneOf(answers.hooks, account, cloudflare),
    zoneOf(domainOf(answers.sender.address), account, cloudflare),
    cloudflare.organisation(account),
    cloudflare.databases(account),
    cloudflare.queues(account),
    cloudflare.hasBucket(account, resources.bucket, answers.region),
    cloudflare.workers(account),
  ]);
  const isLocked = hasBucket && (await cloudflare.isLocked(account, resources.bucket, answers.region));
  const withAccess = answers.signIn === "access" && typeof organisation !== "string";
  const [apps, tokens] = withAccess
    ? await Promise.all([cloudflare.accessApps(account), cloudflare.serviceTokens(account)])
    : [[], []];
  const app = apps.find(({ domain }) => domain === answers.desk);
  const token = tokens.find(({ name }) => name === serviceTokenName(installation));
  const found = await Promise.all(
    roles.map(async (role) => {
      const name = workerName(workerOf(role), installation);
      return [role, workers.includes(name) ? await deployedWorker(account, name, cloudflare) : null] as const;
    }),
  );
  return {
    account,
    isPaid,
    zones: { desk: desk?.id ?? null, hooks: hooks?.id ?? null },
    canSend: sender === null ? false : await canSend(sender.id, domainOf(answers.sender.address), cloudflare),
    organisation,
    databases: await Promise.all(
      resources.databases.map(async ({ name, migrations }) => {
        const id = databases.find((one) => one.name === name)?.uuid ?? null;
        const { pending, unknown } =
          id === null
            ? planMigrations([], migrations)
            : await migrationsOf({ query: queryOf(account, cloudflare), database: { id, name }, migrations });
        return { name, id, pending: pending.map((migration) => migration.name), unknown };
      }),
    ),
    logs: numberOfLogs(databases, installation),
    queues: resources.queues.map(({ name }) => ({
      name,
      id: queues.find(({ queue_name }) => queue_name === name)?.queue_id ?? null,
    })),
    bucket: { exists: hasBucket, isLocked },
    access: {
      app: app ? { id: app.id, audience: app.aud } : null,
      beforeHooks: apps.find(({ domain }) => covers(domain, answers.hooks))?.domain ?? null,
      serviceToken: token ? { id: token.id, clientId: token.client_id } : null,
    },
    workers: Object.fromEntries(found) as Survey["workers"],
    secrets: secrets(),
  };
}

function numberOfLogs(databases: readonly { readonly name: string }[], installation: Installation): number {
  const names = new Set(databases.map(({ name }) => name));
  let logs = 0;
  while (names.has(logName(logs, installation))) logs += 1;
  return logs;
}

/** Sends statements to databases of the account. */
export const queryOf =
  (account: string, cloudflare: Cloudflare): QueryD1 =>
  (database, statements) =>
    cloudflare.query(account, database, statements);

export const serviceTokenName = ({ environment, answers }: Installation): string =>
  `${answers.name} ${environment} deployments`;

/** Whether an application of Access for `domain` stands in front of a host: itself, one of its paths, or a wildcard. */
export function covers(domain: string, host: string): boolean {
  const [pattern = ""] = domain.split("/");
  return pattern === host || (pattern.startsWith("*.") && host.endsWith(pattern.slice(1)));
}

/** The zone that a name is in: of the longest name that the account has. */
async function zoneOf(host: string, account: string, cloudflare: Cloudflare): Promise<{ readonly id: string } | null> {
  const labels = host.split(".");
  for (let from = 0; from < labels.length - 1; from += 1) {
    const zone = await cloudflare.zone(account, labels.slice(from).join("."));
    if (zone) return zone.status === "active" ? zone : null;
  }
  return null;
}

async function canSend(zone: string, domain: string, cloudflare: Cloudflare): Promise<boolean | null> {
  const domains = await cloudflare.sendingDomains(zone);
  return domains === null ? null : domains.some(({ name, enabled }) => enabled && name === domain);
}

async function deployedWorker(account: string, name: string, cloudflare: Cloudflare): Promise<DeployedWorker> {
  const bindings = (await cloudflare.bindings(account, name)) ?? [];
  return {
    name,
    fingerprints: fingerprintsIn(bindings.find((binding) => binding.name === FINGERPRINTS_VAR)?.text),
  };
}

function fingerprintsIn(text: string | undefined): Readonly<Record<string, string>> {
  const known = Fingerprints.safeParse(jsonIn(text ?? ""));
  return known.success ? known.data : {};
}
