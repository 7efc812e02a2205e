// An installation for the tests of deployments, with its local peer of Cloudflare's API and a desk that keeps what it is told.
import type { Answers } from "../../deploy/answers.ts";
import { cloudflare } from "../../deploy/cloudflare.ts";
import type { DeploymentPorts } from "../../deploy/deployment.ts";
import { generatedConfig } from "../../deploy/generate.ts";
import type { Upload } from "../../deploy/perform.ts";
import type { Installation } from "../../deploy/resources.ts";
import type { InstallationSecrets } from "../../deploy/secrets.ts";
import { workerOf } from "../../local/workers.ts";
import { readWranglerConfig } from "../../local/wrangler-config.ts";
import { ok } from "../../schema/result.ts";
import { type Peer, PEER_ACCOUNT, PEER_TOKEN } from "../cloudflare/peer.ts";

export const ACME: Answers = {
  name: "acme",
  desk: "desk.acme.dev",
  hooks: "hooks.acme.dev",
  region: "eu",
  shards: 2,
  transport: "outbox",
  signIn: "access",
  admins: ["ada@acme.dev"],
  sender: {
    person: "Ada Winter",
    organisation: "Acme Works",
    address: "ada@acme.dev",
    postalAddress: "1 Dock Road, Bristol",
    website: "https://acme.dev",
  },
  reasoning: "off",
  model: null,
};

export const staging = (answers: Partial<Answers> = {}): Installation => ({
  environment: "staging",
  answers: { ...ACME, ...answers },
});
export const production = (answers: Partial<Answers> = {}): Installation => ({
  environment: "production",
  answers: { ...ACME, ...answers },
});

/** Uploads as wrangler does, without building: the script with its bindings, then its domains, its cron and its consumers. */
export async function uploadToPeer(
  peer: Peer,
  { role, deployed, secrets }: Upload,
  installation: Installation,
  release: string,
): Promise<void> {
  const config = generatedConfig(
    role,
    readWranglerConfig(workerOf(role)),
    installation,
    deployed,
    (path) => path,
  ) as unknown as Generated;
  const call = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${peer.url}/accounts/${PEER_ACCOUNT}${path}`, {
      method,
      headers: { authorization: `Bearer ${PEER_TOKEN}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
    return ((await response.json()) as { readonly result: unknown }).result;
  };
  const bindings = [
    ...Object.entries(config.vars).map(([name, text]) => ({ type: "plain_text", name, text })),
    ...Object.entries(secrets ?? {}).map(([name, text]) => ({ type: "secret_text", name, text })),
    ...config.services.map(({ binding, service }) => ({ type: "service", name: binding, service })),
    ...config.d1_databases.map(({ binding, database_id }) => ({ type: "d1", name: binding, id: database_id })),
    ...config.r2_buckets.map(({ binding, bucket_name }) => ({ type: "r2_bucket", name: binding, bucket_name })),
    ...config.queues.producers.map(({ binding, queue }) => ({ type: "queue", name: binding, queue_name: queue })),
  ];
  const kept = { keep_bindings: ["secret_text"], annotations: { "workers/tag": release } };
  await call("PUT", `/workers/scripts/${config.name}`, { bindings, ...kept });
  if (config.routes.length > 0)
    await call("PUT", `/workers/scripts/${config.name}/domains/records`, {
      origins: config.routes.map(({ pattern }) => ({ hostname: pattern })),
    });
  if (config.triggers)
    await call(
      "PUT",
      `/workers/scripts/${config.name}/schedules`,
      config.triggers.crons.map((cron) => ({ cron })),
    );
  for (const { queue, dead_letter_queue } of config.queues.consumers) {
    const [found] = (await call("GET", `/queues?name=${queue}`, undefined)) as readonly QueueRow[];
    const consumer = { script_name: config.name, type: "worker", ...(dead_letter_queue && { dead_letter_queue }) };
    const known = found?.consumers[0];
    if (known) await call("PUT", `/queues/${found?.queue_id}/consumers/${known.consumer_id}`, consumer);
    else await call("POST", `/queues/${found?.queue_id}/consumers`, consumer);
  }
}

interface QueueRow {
  readonly queue_id: string;
  readonly consumers: readonly { readonly consumer_id: string }[];
}

interface Generated {
  readonly name: string;
  readonly vars: Readonly<Record<string, string>>;
  readonly routes: readonly { readonly pattern: string }[];
  readonly triggers?: { readonly crons: readonly string[] };
  readonly services: readonly { readonly binding: string; readonly service: string }[];
  readonly d1_databases: readonly { readonly binding: string; readonly database_id: string }[];
  readonly r2_buckets: readonly { readonly binding: string; readonly bucket_name: string }[];
  readonly queues: {
    readonly producers: readonly { readonly binding: string; readonly queue: string }[];
    readonly consumers: readonly { readonly queue: string; readonly dead_letter_queue?: string }[];
  };
}

export interface AcmeWorld {
  readonly ports: DeploymentPorts;
  readonly said: string[];
  /** What was done through the desk. */
  readonly atDesk: string[];
  /** The file of the secrets. */
  secrets: InstallationSecrets | null;
  release: string;
}

/** The outside of a deployment: the peer, a file in memory, and a desk that says yes. */
export function acmeWorld(peer: Peer, installation: Installation, verdict: readonly string[] = []): AcmeWorld {
  const api = cloudflare({ token: PEER_TOKEN, base: peer.url, fetch, pause: async () => undefined });
  const said: string[] = [];
  const atDesk: string[] = [];
  const world: AcmeWorld = {
    said,
    atDesk,
    secrets: null,
    release: "1.0.0",
    ports: {
      cloudflare: api,
      secrets: () => ok(world.secrets),
      writeSecrets: (secrets) => void (world.secrets = secrets),
      secretsFile: { path: "/home/ada/acme.secrets.json", isInRepository: false },
      upload: (upload) => uploadToPeer(peer, upload, installation, world.release),
      throughDesk: {
        adopt_policy: async (known) => {
          if (!atDesk.includes("policy")) atDesk.push("policy");
          return known;
        },
        record_release: async (known) => {
          atDesk.push(`release ${world.release}`);
          return known;
        },
        smoke_test: async (known) => {
          atDesk.push("smoke");
          return known;
        },
      },
      hasPolicy: async ({ workers }) => (workers.desk === null ? null : atDesk.includes("policy")),
      verdict,
      say: (line) => void said.push(line),
    },
  };
  return world;
}
