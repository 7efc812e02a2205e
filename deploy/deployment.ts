// Setting up and deploying: look, refuse or plan, perform. Everything that it does is one of the actions of plan.ts, and what was done is found by the next look, so
// it can be interrupted anywhere and run again.
import { err, ok, type Result } from "../schema/result.ts";
import { type Role, ROLES, roles } from "../schema/roles.ts";
import { CONTACTS } from "../local/workers.ts";
import { readMigrations } from "../local/migrations.ts";
import { readWranglerConfig } from "../local/wrangler-config.ts";
import { workersInOrder } from "./order.ts";
import { knownFrom, perform, type PerformPorts } from "./perform.ts";
import { type Action, actionText, planOf } from "./plan.ts";
import { type Examined, type Refusal, refusalsOf } from "./preflight.ts";
import { type Installation, type Resources, resourcesOf } from "./resources.ts";
import { accountOf, type Survey, survey, type SurveyPorts } from "./survey.ts";

export interface DeploymentPorts extends SurveyPorts, PerformPorts {
  readonly secretsFile: Examined["secretsFile"];
  /** Whether a policy was adopted; null where the desk does not answer. */
  readonly hasPolicy: (survey: Survey) => Promise<boolean | null>;
  readonly verdict: readonly string[];
  readonly say: (line: string) => void;
}

/** What a look found, and what would be done. */
export interface Looked {
  readonly survey: Survey;
  readonly refusals: readonly Refusal[];
  readonly plan: readonly Action[];
}

export const installationResources = (installation: Installation): Resources => {
  const queues = [...new Set(roles.flatMap((role) => [...ROLES[role].reads, ...ROLES[role].writes]))];
  return resourcesOf(readWranglerConfig(CONTACTS), { queues, migrations: readMigrations() }, installation);
};

/** Looks, and changes nothing. The error is a login that reaches no account, or more than one. */
export async function look(
  installation: Installation,
  isSetup: boolean,
  ports: DeploymentPorts,
): Promise<Result<Looked, string>> {
  const account = await accountOf(installation, ports.cloudflare);
  if (!account.ok) return err(account.error);
  const resources = installationResources(installation);
  const found = await survey(installation, account.value, resources, ports);
  const { secretsFile, verdict } = ports;
  const hasPolicy = await ports.hasPolicy(found);
  return ok({
    survey: found,
    refusals: refusalsOf({ installation, survey: found, isSetup, secretsFile, hasPolicy, verdict }),
    plan: planOf({
      installation,
      resources,
      survey: found,
      isSetup,
      order: workersInOrder().map(({ role }) => role),
    }),
  });
}

/** Performs what a look planned. Throws with the action at which it stopped. */
export async function carryOut(
  { survey: found, plan }: Looked,
  installation: Installation,
  ports: DeploymentPorts,
): Promise<void> {
  const resources = installationResources(installation);
  let known = knownFrom(found);
  for (const action of plan) {
    ports.say(actionText(action));
    try {
      known = await perform(action, known, { installation, survey: found, resources }, ports);
    } catch (cause) {
      throw new Error(
        `Stopped at: ${actionText(action)}. Run the command again to go on.\n${String(cause instanceof Error ? cause.message : cause)}`,
        {
          cause,
        },
      );
    }
  }
}

/** Where a Worker would go back to. */
export interface Back {
  readonly role: Role;
  readonly worker: string;
  readonly version: string;
  readonly release: string;
}

/**
 * The versions of the release before the one that is deployed, of all Workers; the error says why they cannot be gone back to. A release may have been
 * deployed several times, as when a secret was changed: to its own versions nothing goes back. A release reads what the one before it wrote, and
 * its migrations only add, so the release before works on its databases; the one before that was not tested so (docs/deploy.md).
 */
export async function versionsBefore(
  installation: Installation,
  found: Survey,
  ports: Pick<DeploymentPorts, "cloudflare">,
): Promise<Result<readonly Back[], string>> {
  const back: Back[] = [];
  for (const { role } of workersInOrder()) {
    const worker = found.workers[role];
    if (!worker) return err(`${role} is not deployed.`);
    const deployments = await ports.cloudflare.deployments(found.account, worker.name);
    const [now, ...before] = deployments.flatMap(({ versions }) =>
      versions.slice(0, 1).map(({ version_id }) => version_id),
    );
    const releaseOf = async (version: string): Promise<string> =>
      (await ports.cloudflare.version(found.account, worker.name, version)).annotations["workers/tag"] ?? "unknown";
    const own = now === undefined ? null : await releaseOf(now);
    let other: Pick<Back, "version" | "release"> | null = null;
    for (const version of before) {
      const release = await releaseOf(version);
      if (release === own) continue;
      other = { version, release };
      break;
    }
    if (other === null) return err(`${role} has no release before the one that is deployed.`);
    back.push({ role, worker: worker.name, ...other });
  }
  const releases = new Set(back.map(({ release }) => release));
  return releases.size === 1
    ? ok(back)
    : err(
        `The versions before are of different releases (${[...releases].join(", ")}): a deployment was not whole. Deploy one of them instead.`,
      );
}

/** Takes all Workers back, each before those that it binds: a desk never asks for what its port no longer has. */
export async function rollBack(
  back: readonly Back[],
  account: string,
  ports: Pick<DeploymentPorts, "cloudflare" | "say">,
): Promise<void> {
  for (const { role, worker, version, release } of back.toReversed()) {
    ports.say(`${role} goes back to ${release}`);
    await ports.cloudflare.deployVersion(account, worker, version, `back to ${release}`);
  }
}

/** Deletes everything that setting up made, in the reverse order. The bucket of the roots stays: its files are locked, for ever. */
export async function destroy(
  found: Survey,
  { cloudflare, say }: Pick<DeploymentPorts, "cloudflare" | "say">,
): Promise<void> {
  const { account } = found;
  for (const { id } of found.queues) if (id !== null) await cloudflare.dropConsumers(account, id);
  for (const { role } of workersInOrder().toReversed()) {
    const worker = found.workers[role];
    if (!worker) continue;
    say(`delete the Worker ${worker.name}`);
    await cloudflare.dropWorker(account, worker.name);
  }
  if (found.access.app) await cloudflare.dropAccessApp(account, found.access.app.id);
  if (found.access.serviceToken) await cloudflare.dropServiceToken(account, found.access.serviceToken.id);
  for (const { name, id } of found.queues) {
    if (id === null) continue;
    say(`delete the queue ${name}`);
    await cloudflare.dropQueue(account, id);
  }
  for (const { name, id } of found.databases) {
    if (id === null) continue;
    say(`delete the database ${name}`);
    await cloudflare.dropDatabase(account, id);
  }
}
