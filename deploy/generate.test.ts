// Tests the generated configurations: the bindings of each role and no others, in both environments, with resources of their own, and what a deployment adds.
import { describe, it } from "vitest";
import { allowedFor, bindingsOf } from "../checks/config-faults.ts";
import { ACME, production, staging } from "../testing/deploy/acme.ts";
import { type Role, roles } from "../schema/roles.ts";
import { workerOf } from "../local/workers.ts";
import { readWranglerConfig, type WranglerConfig } from "../local/wrangler-config.ts";
import { installationResources } from "./deployment.ts";
import { type Deployed, FINGERPRINTS_VAR, generatedConfig } from "./generate.ts";
import type { Installation } from "./resources.ts";

function generated(role: Role, installation: Installation): WranglerConfig & Readonly<Record<string, unknown>> {
  const databases = new Map(installationResources(installation).databases.map(({ name }) => [name, `id of ${name}`]));
  const deployed: Deployed = {
    account: "a".repeat(32),
    databases,
    access: { teamDomain: "acme.cloudflareaccess.com", audience: "b".repeat(64), serviceTokens: ["c.access"] },
    fingerprints: () => "{}",
  };
  const config = generatedConfig(
    role,
    readWranglerConfig(workerOf(role)),
    installation,
    deployed,
    (path) => `/at/${path}`,
  );
  return { triggers: { crons: [] }, durable_objects: { bindings: [] }, ...config } as unknown as WranglerConfig &
    Readonly<Record<string, unknown>>;
}

const MODEL = {
  endpoint: "https://gateway.acme.dev/v1",
  name: "deepseek-flash",
  prices: { input: 0.15, cached: 0.003, output: 0.6 },
  body: {},
  of: ["composer" as const],
};

describe.for(roles)("the generated configuration of %s", (role) => {
  it.for([staging(), production()])(
    "has the bindings of its role and no others ($environment)",
    (installation, { expect }) => {
      // Without what the names of this machine, and those of the installation, begin and end with.
      const plain = (name: string) => name.replace(/^acme-/, "").replace(/-staging$/, "");
      const allowed = [...allowedFor(role), `var ${FINGERPRINTS_VAR}`].map((line) => line.replace("holdpoint-", ""));
      expect(bindingsOf(generated(role, installation), plain)).toEqual(allowed.toSorted());
    },
  );

  it("keeps its logs, has no address of workers.dev, and its source by an absolute path", ({ expect }) => {
    const config = generated(role, production());
    expect(config).toMatchObject({
      name: `acme-${role}`,
      account_id: "a".repeat(32),
      workers_dev: false,
      preview_urls: false,
      main: `/at/${readWranglerConfig(workerOf(role)).main}`,
      observability: {
        enabled: true,
        head_sampling_rate: 1,
        redact_query_string: true,
        logs: { enabled: true, head_sampling_rate: 1, persist: true },
      },
      limits: { cpu_ms: 300_000 },
    });
  });

  it("keeps a record of invocations and one trace in ten, unless the platform's has the addresses of a mail", ({
    expect,
  }) => {
    const { logs, traces } = (generated(role, production()) as { observability?: unknown }).observability as {
      readonly logs: object;
      readonly traces: object;
    };
    expect(logs).toMatchObject({ invocation_logs: role !== "ingest" });
    const traced = { enabled: true, head_sampling_rate: 0.1 };
    expect(traces).toMatchObject(role === "ingest" || role === "dispatcher" ? { enabled: false } : traced);
  });

  it("shares no resource with the other environment", ({ expect }) => {
    const resources = (installation: Installation) => {
      const { name, services, d1_databases, r2_buckets, queues, ratelimits } = generated(role, installation);
      return [
        name,
        ...services.map(({ service }) => service),
        ...d1_databases.flatMap(({ database_name, database_id }) => [database_name, database_id]),
        ...r2_buckets.map(({ bucket_name }) => bucket_name),
        ...queues.producers.map(({ queue }) => queue),
        ...queues.consumers.flatMap(({ queue, dead_letter_queue }) => [queue, dead_letter_queue ?? queue]),
        ...ratelimits.map(({ namespace_id }) => namespace_id),
      ];
    };
    const own = new Set(resources(staging()));
    expect(resources(production()).filter((resource) => own.has(resource))).toEqual([]);
  });
});

describe("what the answers decide", () => {
  it("is in the variables of the Workers", ({ expect }) => {
    expect(generated("contacts", production()).vars).toMatchObject({
      SHARDS: "2",
      JURISDICTION: "eu",
      POLICY_PLACEHOLDERS: "refused",
      LOG_ORIGIN: "hooks.acme.dev/log",
    });
    expect(generated("contacts", staging({ region: "none" })).vars).toMatchObject({
      JURISDICTION: "",
      POLICY_PLACEHOLDERS: "allowed",
    });
    expect(generated("composer", production()).vars).toMatchObject({
      PUBLIC_URL: "https://hooks.acme.dev",
      MODEL_ENDPOINT: "",
    });
    expect(generated("dispatcher", production({ transport: "cloudflare_email" })).vars).toMatchObject({
      TRANSPORT: "cloudflare_email",
    });
    expect(generated("desk", production()).vars).toMatchObject({
      DESK_HOSTS: "desk.acme.dev",
      ADMINS: "ada@acme.dev c.access",
    });
  });

  it("is a model for the Workers that ask it, with smaller batches and as many invocations as there is work", ({
    expect,
  }) => {
    const installation = production({ model: MODEL });
    const composer = generated("composer", installation);
    expect(composer.vars).toMatchObject({ MODEL_ENDPOINT: MODEL.endpoint, MODEL_NAME: "deepseek-flash" });
    expect(composer.queues.consumers[0]).toMatchObject({ max_batch_size: 12 });
    expect(composer.queues.consumers[0]).not.toHaveProperty("max_concurrency");
    expect(generated("planner", installation).vars).toMatchObject({ MODEL_ENDPOINT: "" });
  });

  it("is where objects and databases are", ({ expect }) => {
    const contacts = generated("contacts", production());
    expect(contacts.d1_databases.map(({ binding, database_name }) => `${binding} ${database_name}`)).toEqual([
      "EVENTS_0 acme-events-0",
      "EVENTS_1 acme-events-1",
      "CRM acme-crm",
    ]);
    expect(contacts.r2_buckets).toEqual([{ binding: "ROOTS", bucket_name: "acme-roots", jurisdiction: "eu" }]);
    expect(contacts.durable_objects).toMatchObject({ code_update_strategy: { mode: "deferred", max_delay: 300 } });
  });

  it("puts only desk and hooks on a domain", ({ expect }) => {
    const routes = roles.flatMap((role) => generated(role, production())["routes"]);
    expect(routes).toEqual([
      { pattern: ACME.hooks, custom_domain: true },
      { pattern: ACME.desk, custom_domain: true },
    ]);
  });
});
