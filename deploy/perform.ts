// Performs the actions of a plan. Each looks at nothing: what it needs is in what is known so far, and what it makes is known afterwards.
import { applyMigrations } from "../drizzle/apply-migrations.ts";
import type { Role } from "../schema/roles.ts";
import type { Action } from "./plan.ts";
import type { Cloudflare } from "./cloudflare.ts";
import type { Deployed } from "./generate.ts";
import type { Installation, Resources } from "./resources.ts";
import { freshSecrets, fingerprintsOf, type InstallationSecrets, secretsOf } from "./secrets.ts";
import { queryOf, serviceTokenName, type Survey } from "./survey.ts";

/** What a Worker is uploaded with; `secrets` is null for a build alone. */
export interface Upload {
  readonly role: Role;
  readonly deployed: Deployed;
  readonly secrets: Readonly<Record<string, string>> | null;
}

export interface PerformPorts {
  readonly cloudflare: Cloudflare;
  readonly writeSecrets: (secrets: InstallationSecrets) => void;
  /** Builds a Worker and uploads it (wrangler.ts). Throws when that fails. */
  readonly upload: (upload: Upload) => Promise<void>;
  /** What is done through the desk, once it is there (through-desk.ts). */
  readonly throughDesk: Readonly<
    Record<"adopt_policy" | "record_release" | "smoke_test", (known: Known) => Promise<Known>>
  >;
}

/** What is known of the installation while it is being made. */
export interface Known {
  readonly secrets: InstallationSecrets | null;
  readonly databases: ReadonlyMap<string, string>;
  readonly serviceToken: { readonly id: string; readonly clientId: string } | null;
  readonly audience: string | null;
}

export const knownFrom = ({ secrets, databases, access }: Survey): Known => ({
  secrets: secrets.ok ? secrets.value : null,
  databases: new Map(databases.flatMap(({ name, id }) => (id === null ? [] : [[name, id] as const]))),
  serviceToken: access.serviceToken,
  audience: access.app?.audience ?? null,
});

/** The secrets: the preflight refuses without them, and a first setup makes them before all else. */
export function secretsIn({ secrets }: Known): InstallationSecrets {
  if (secrets === null) throw new Error("the file of the secrets is not there");
  return secrets;
}

interface Performed {
  readonly installation: Installation;
  readonly survey: Survey;
  readonly resources: Resources;
}

/** Performs one action, and gives what is known then. Throws with the reason; the next run looks again and goes on. */
export async function perform(
  action: Action,
  known: Known,
  { installation, survey, resources }: Performed,
  ports: PerformPorts,
): Promise<Known> {
  const { account } = survey;
  const { answers } = installation;
  const { cloudflare } = ports;
  switch (action.do) {
    case "make_secrets": {
      const secrets = freshSecrets(installation);
      ports.writeSecrets(secrets);
      return { ...known, secrets };
    }
    case "create_database": {
      const { uuid } = await cloudflare.createDatabase(account, action.name, answers.region);
      return { ...known, databases: new Map([...known.databases, [action.name, uuid]]) };
    }
    case "migrate":
      await migrate(action.name, known, { account, resources, cloudflare });
      return known;
    case "create_queue":
      await cloudflare.createQueue(account, action.name, action.retentionSeconds);
      return known;
    case "create_bucket":
      await cloudflare.createBucket(account, action.name, answers.region);
      return known;
    case "lock_bucket":
      await cloudflare.lockBucket(account, action.name, answers.region);
      return known;
    case "create_service_token": {
      if (known.serviceToken !== null) await cloudflare.dropServiceToken(account, known.serviceToken.id);
      const made = await cloudflare.createServiceToken(account, serviceTokenName(installation));
      // Cloudflare shows the token's secret this once.
      const secrets = { ...secretsIn(known), serviceToken: { id: made.client_id, secret: made.client_secret } };
      ports.writeSecrets(secrets);
      return { ...known, secrets, serviceToken: { id: made.id, clientId: made.client_id } };
    }
    case "create_access_app": {
      if (known.serviceToken === null) throw new Error("the service token is not there");
      const app = await cloudflare.createAccessApp(account, {
        name: `${answers.name} ${installation.environment} desk`,
        domain: answers.desk,
        people: answers.admins,
        serviceToken: known.serviceToken.id,
      });
      return { ...known, audience: app.aud };
    }
    case "upload": {
      const deployed = deployedFrom(known, { installation, survey });
      const secrets = secretsOf(action.role, secretsIn(known), installation);
      await ports.upload({ role: action.role, deployed, secrets });
      return known;
    }
    case "adopt_policy":
    case "record_release":
    case "smoke_test":
      return ports.throughDesk[action.do](known);
  }
}

interface Migrating {
  readonly account: string;
  readonly resources: Resources;
  readonly cloudflare: Cloudflare;
}

async function migrate(
  name: string,
  { databases }: Known,
  { account, resources, cloudflare }: Migrating,
): Promise<void> {
  const id = databases.get(name);
  if (id === undefined) throw new Error(`the database ${name} is not there`);
  const { migrations = [] } = resources.databases.find((one) => one.name === name) ?? {};
  const migrated = await applyMigrations({ query: queryOf(account, cloudflare), database: { id, name }, migrations });
  if (!migrated.isMigrated) throw new Error(`a newer release has migrated ${name}: ${migrated.unknown.join(", ")}`);
}

/** What the configurations are generated from. */
export function deployedFrom(
  known: Known,
  { installation, survey }: Pick<Performed, "installation" | "survey">,
): Deployed {
  const { databases, serviceToken, audience } = known;
  const { organisation } = survey;
  const secrets = secretsIn(known);
  const isReady = installation.answers.signIn === "access" && typeof organisation !== "string" && audience !== null;
  return {
    account: survey.account,
    databases,
    access: isReady
      ? { teamDomain: organisation.teamDomain, audience, serviceTokens: serviceToken ? [serviceToken.clientId] : [] }
      : null,
    fingerprints: (role) => fingerprintsOf(secretsOf(role, secrets, installation)),
  };
}
