// Tests the plan of a deployment: the order of the Workers, the arguments of wrangler, the models in use, and recording the
// release.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "vitest";
import { recordRelease, switchedOn, workersInOrder, wranglerArguments } from "./deploy-plan.ts";
import { inBindingOrder } from "../schema/roles.ts";
import { WORKERS } from "../local/workers.ts";
import { readWranglerConfig } from "../local/wrangler-config.ts";

describe("a deployment", () => {
  it("includes every Worker, each after the Workers that it binds", ({ expect }) => {
    const done = new Set<string>();
    for (const worker of workersInOrder()) {
      const { services } = readWranglerConfig(worker).env.production;
      expect(services.map(({ service }) => service).filter((name) => !done.has(name))).toEqual([]);
      done.add(worker.name);
    }
    expect([...done].toSorted()).toEqual(WORKERS.map(({ name }) => name).toSorted());
  });

  it("puts a new Worker after the Workers that it binds, whatever its row in the table", ({ expect }) => {
    const binds = { scorer: ["contacts"], gate: ["scorer"], contacts: [] } as const;
    const all = ["gate", "scorer", "contacts"] as const;
    expect(inBindingOrder(all, (role) => binds[role])).toEqual(["contacts", "scorer", "gate"]);
  });

  it("is refused when Workers bind each other", ({ expect }) => {
    const binds = { contacts: [], scorer: ["gate"], gate: ["scorer"] } as const;
    const all = ["contacts", "scorer", "gate"] as const;
    expect(() => inBindingOrder<(typeof all)[number]>(all, (role) => binds[role])).toThrow("scorer, gate");
  });

  it("passes environment and configuration to wrangler, and secrets only for a Worker that has some", ({ expect }) => {
    const secrets = mkdtempSync(join(tmpdir(), "secrets-"));
    writeFileSync(join(secrets, "ingest.env"), "");
    const [contacts, ingest] = workersInOrder();
    if (!contacts || !ingest) throw new Error("there are Workers");
    const options = { environment: "staging", dryRun: false, secrets } as const;
    expect(wranglerArguments(contacts, options)).toEqual(["deploy", "--env", "staging", "--config", "wrangler.toml"]);
    expect(wranglerArguments(ingest, options).slice(-2)).toEqual(["--secrets-file", join(secrets, "ingest.env")]);
    expect(wranglerArguments(ingest, { ...options, secrets: null })).not.toContain("--secrets-file");
  });

  it("passes --dry-run and no secrets in a dry run", ({ expect }) => {
    const options = { environment: "production", dryRun: true, secrets: "anywhere" } as const;
    for (const worker of workersInOrder()) {
      expect(wranglerArguments(worker, options)).toContain("--dry-run");
      expect(wranglerArguments(worker, options)).not.toContain("--secrets-file");
    }
  });
});

describe("the models of a configuration", () => {
  const model = { MODEL_ENDPOINT: "https://model.example/v1", MODEL_NAME: "deepseek-flash" };

  it("are none in the configuration of this project", ({ expect }) => {
    for (const environment of ["staging", "production"] as const) {
      const byRole = new Map(workersInOrder().map((one) => [one.role, readWranglerConfig(one).env[environment].vars]));
      expect(switchedOn((role) => byRole.get(role) ?? {})).toEqual({ flag: "off", models: [] });
    }
  });

  it("are those of every Worker with an endpoint; the planner's only when its flag is not off", ({ expect }) => {
    const flagged = (flag: string) =>
      switchedOn((role) => (role === "planner" ? { ...model, SALES_SUPPORT_SEQUENCER_REASONING: flag } : {}));
    expect(flagged("off").models).toEqual([]);
    expect(flagged("shadow")).toEqual({ flag: "shadow", models: [{ worker: "planner", name: "deepseek-flash" }] });
    const both = switchedOn((role) => (role === "composer" || role === "ingest" ? model : {}));
    expect(both.models.map(({ worker }) => worker)).toEqual(["ingest", "composer"]);
  });
});

describe("recordRelease", () => {
  const judged = { release: "1.0.0", verdict: "PROMOTE", sources: "a".repeat(64) } as const;
  const requests: Request[] = [];
  const desk = (status: number) => (input: URL | RequestInfo, init?: RequestInit) => {
    requests.push(new Request(input, init));
    return Promise.resolve(new Response("{}", { status }));
  };

  it("records the release with the token for it, through Cloudflare Access where that is in front", async ({
    expect,
  }) => {
    const recording = {
      desk: "https://desk.example",
      token: "token-of-grace",
      access: { "cf-access-client-id": "id" },
      judged,
      fetch: desk(200),
    };
    expect(await recordRelease(recording)).toBe(true);
    const [request] = requests;
    expect(request?.url).toBe("https://desk.example/api/v1/releases");
    expect(request?.headers.get("authorization")).toBe("Bearer token-of-grace");
    expect(request?.headers.get("cf-access-client-id")).toBe("id");
    expect(await request?.json()).toEqual(judged);
  });

  it("returns false without an error when the desk is down or refuses the token", async ({ expect }) => {
    const recording = { desk: "https://desk.example", token: "none", access: {}, judged };
    expect(await recordRelease({ ...recording, fetch: desk(401) })).toBe(false);
    expect(await recordRelease({ ...recording, fetch: () => Promise.reject(new Error("down")) })).toBe(false);
  });
});
