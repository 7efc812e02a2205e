// Tests that every wrangler.toml agrees with the table of roles. Those of a deployment are generated from them: deploy/generate.test.ts.
import { describe, it } from "vitest";
import { type ModelEnv, modelSettings } from "../workers/model/settings.ts";
import { LowRisk, parseReasoningFlag } from "../workers/planner/reasoning-flag.ts";
import { TEST_SECRETS } from "../testing/secrets.ts";
import { Queue } from "../schema/lists.ts";
import { ROLES } from "../schema/roles.ts";
import { CONTACTS, WORKERS } from "../local/workers.ts";
import { readWranglerConfig, type WranglerConfig } from "../local/wrangler-config.ts";
import { allowedFor, bindingsOf, configFaults } from "./config-faults.ts";

/** All queues, and the queue of dead letters. */
const QUEUES = [...Queue.options, "dead-letters"];

const CONFIGS = WORKERS.map((worker) => [worker.name, worker, readWranglerConfig(worker)] as const);

describe.for(CONFIGS)("%s", ([, worker, config]) => {
  it("has the bindings of its role and no others", ({ expect }) => {
    expect(bindingsOf(config)).toEqual(allowedFor(worker.role));
  });

  it("binds as many databases of the log as SHARDS requires", ({ expect }) => {
    const shards = config.d1_databases.filter(({ binding }) => binding.startsWith("EVENTS_"));
    const places = shards.map(({ binding, database_name }) => `${binding} is ${database_name}`);
    const count = Number(config.vars["SHARDS"] ?? 0);
    expect(places).toEqual(Array.from({ length: count }, (_, n) => `EVENTS_${n} is holdpoint-events-${n}`));
  });

  it("has the name of its role", ({ expect }) => {
    expect(config.name).toBe(worker.name);
  });

  it("binds its own entrypoints and no others", ({ expect }) => {
    // Entrypoints of other Workers than contacts are compared with the list of bindings above.
    const ofContacts = config.services.filter(({ service }) => service === CONTACTS.name);
    const entrypoints = ofContacts.flatMap(({ entrypoint }) => entrypoint ?? []);
    expect(entrypoints).toEqual(Object.values(worker.entrypoints));
  });

  it("has the same compatibility date and flags as all other Workers", ({ expect }) => {
    const root = readWranglerConfig(CONTACTS);
    expect(config.compatibility_date).toBe(root.compatibility_date);
    expect(config.compatibility_flags).toEqual(root.compatibility_flags);
  });

  it("has a test value for each of its secrets", ({ expect }) => {
    expect(Object.keys(TEST_SECRETS[worker.role]).toSorted()).toEqual(config.secrets.required.toSorted());
  });
});

describe("the comparison of the configurations with the table of roles", () => {
  it("finds no fault", ({ expect }) => {
    expect(configFaults()).toEqual([]);
  });
});

describe("the configurations of all Workers", () => {
  const having = (predicate: (config: WranglerConfig) => boolean) =>
    CONFIGS.filter(([, , config]) => predicate(config)).map(([name]) => name);

  it("only holdpoint-contacts binds the objects", ({ expect }) => {
    expect(having(({ durable_objects }) => durable_objects.bindings.length > 0)).toEqual(["holdpoint-contacts"]);
  });

  it("only holdpoint-contacts binds the log", ({ expect }) => {
    const bindsLog = ({ d1_databases }: WranglerConfig) =>
      d1_databases.some(({ binding }) => binding.startsWith("EVENTS_"));
    expect(having(bindsLog)).toEqual(["holdpoint-contacts"]);
  });

  it("only the dispatcher can send mail", ({ expect }) => {
    expect(having(({ send_email }) => send_email.length > 0)).toEqual(["holdpoint-dispatcher"]);
  });

  it("only the Workers that serve pages and webhooks have an address", ({ expect }) => {
    const reachable = CONFIGS.filter(([, , config]) => config.workers_dev).map(([name]) => name);
    expect(reachable).toEqual(["holdpoint-desk", "holdpoint-ingest"]);
  });

  it("the desk binds no database: it reads through its entrypoint", ({ expect }) => {
    expect(having(({ d1_databases }) => d1_databases.length > 0)).not.toContain("holdpoint-desk");
    expect(having(({ services }) => services.some(({ binding }) => binding === "READS"))).toEqual(["holdpoint-desk"]);
  });

  it("have the same number of databases of the log, as far as they bind any", ({ expect }) => {
    const binding = CONFIGS.filter(([, { role }]) => (ROLES[role].databases as readonly string[]).includes("EVENTS"));
    expect(new Set(binding.map(([, , config]) => config.vars["SHARDS"])).size).toBe(1);
  });

  it("each queue has one reader", ({ expect }) => {
    const read = CONFIGS.flatMap(([, , { queues }]) => queues.consumers.map(({ queue }) => queue));
    expect(read.toSorted()).toEqual(QUEUES.toSorted());
  });
});

describe("a planner with a model", () => {
  const [, , planner] = CONFIGS.find(([name]) => name === "holdpoint-planner") ?? [];
  const environments = planner ? [planner] : [];

  it("has a valid flag, prices, and a rule for low risk", ({ expect }) => {
    expect(environments).toHaveLength(1);
    for (const { vars } of environments) {
      expect(() => parseReasoningFlag(vars["SALES_SUPPORT_SEQUENCER_REASONING"] ?? "")).not.toThrow();
      expect(LowRisk.safeParse(JSON.parse(vars["REASONING_LOW_RISK"] ?? "")).success).toBe(true);
      expect(() => modelSettings(vars as unknown as ModelEnv)).not.toThrow();
    }
  });

  // With a model a message takes seconds, and one invocation handles the whole batch.
  it("gets at most twelve messages in a batch where the flag is not off", ({ expect }) => {
    for (const { vars, queues } of environments)
      if (vars["SALES_SUPPORT_SEQUENCER_REASONING"] !== "off")
        expect(queues.consumers[0]?.max_batch_size).toBeLessThanOrEqual(12);
  });
});

describe.for(["composer", "ingest"])("%s with a model", (role) => {
  const [, , config] = CONFIGS.find(([name]) => name === `holdpoint-${role}`) ?? [];
  const environments = config ? [config] : [];

  it("has valid prices and request fields", ({ expect }) => {
    expect(environments).toHaveLength(1);
    for (const { vars } of environments) expect(() => modelSettings(vars as unknown as ModelEnv)).not.toThrow();
  });

  it("gets at most twelve messages in a batch where the endpoint of a model is set", ({ expect }) => {
    for (const { vars, queues } of environments)
      if (vars["MODEL_ENDPOINT"] !== "") expect(queues.consumers[0]?.max_batch_size).toBeLessThanOrEqual(12);
  });
});

describe("the consumer of each queue", () => {
  const consumers = CONFIGS.flatMap(([, , { queues }]) => queues.consumers);

  // The schema in wrangler-config.ts already refuses a consumer without one of these numbers.
  it.for(consumers.map((consumer) => [consumer.queue, consumer] as const))(
    "%s retries up to the limit of the platform",
    ([, consumer], { expect }) => {
      const isLast = consumer.queue === "dead-letters";
      expect(consumer.max_retries).toBe(100);
      expect(consumer.retry_delay).toBeGreaterThan(0);
      expect(consumer.max_batch_size).toBeLessThanOrEqual(100);
      expect(consumer.dead_letter_queue).toBe(isLast ? undefined : "dead-letters");
    },
  );
});
