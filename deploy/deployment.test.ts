// Tests setting up, deploying, going back and destroying against the local peer of Cloudflare's API: whole, and interrupted at every call.
import { describe, it, onTestFinished } from "vitest";
import { sliceOf } from "../testing/full.ts";
import { type Peer, startPeer } from "../testing/cloudflare/peer.ts";
import { readMigrations } from "../local/migrations.ts";
import { acmeWorld, type AcmeWorld, production, staging } from "../testing/deploy/acme.ts";
import { carryOut, destroy, look, type Looked, rollBack, versionsBefore } from "./deployment.ts";
import type { Installation } from "./resources.ts";

async function peerFor(options: Parameters<typeof startPeer>[0] = {}): Promise<Peer> {
  const peer = await startPeer(options);
  onTestFinished(() => peer.stop());
  return peer;
}

async function looked(world: AcmeWorld, installation: Installation, isSetup = true): Promise<Looked> {
  const found = await look(installation, isSetup, world.ports);
  if (!found.ok) throw new Error(found.error);
  return found.value;
}

async function setUp(world: AcmeWorld, installation: Installation): Promise<void> {
  const found = await looked(world, installation);
  if (found.refusals.length > 0) throw new Error(JSON.stringify(found.refusals));
  await carryOut(found, installation, world.ports);
}

/** What an account has, without ids. */
function accountOf(peer: Peer) {
  const schemaOf = (name: string) => {
    const database = [...peer.databases.values()].find((one) => one.name === name);
    return database?.sql.prepare("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").all() ?? [];
  };
  return {
    databases: [...peer.databases.values()].map(({ name, jurisdiction }) => `${name} ${jurisdiction}`).toSorted(),
    schemas: [...peer.databases.values()]
      .map(({ name }) => [name, schemaOf(name)] as const)
      .toSorted(([a], [b]) => a.localeCompare(b)),
    queues: [...peer.queues.values()]
      .map(
        ({ name, retention, consumers }) =>
          `${name} ${retention} ${[...consumers.values()].map(({ script, dead_letter_queue }) => `${String(script)}→${String(dead_letter_queue)}`).join()}`,
      )
      .toSorted(),
    buckets: [...peer.buckets].map(
      ([name, { jurisdiction, rules }]) => `${name} ${jurisdiction} ${JSON.stringify(rules)}`,
    ),
    workers: [...peer.workers]
      .map(([name, worker]) => ({
        name,
        domains: worker.domains,
        crons: worker.crons,
        bindings: (peer.currentOf(worker)?.bindings ?? []).map(({ type, name: own }) => `${type} ${own}`).toSorted(),
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
    apps: [...peer.apps.values()].map(({ domain }) => domain),
    tokens: [...peer.tokens.values()].map(({ name }) => name),
  };
}

/** The calls that are no reads, without ids; equal ones that follow each other are counted. */
function changesOf(peer: Peer): readonly string[] {
  const runs: { readonly call: string; times: number }[] = [];
  for (const call of peer.calls.filter((one) => !one.startsWith("GET"))) {
    const plain = call.replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}(?=\/|$)/, "/<id>");
    const last = runs.at(-1);
    if (last?.call === plain) last.times += 1;
    else runs.push({ call: plain, times: 1 });
  }
  return runs.map(({ call, times }) => (times === 1 ? call : `${call} ×${times}`));
}

function migrationCount(): number {
  const { events, crm } = readMigrations();
  return events.length + crm.length;
}

describe("setting up", () => {
  it("makes everything from nothing, in an order that the platform takes", async ({ expect }) => {
    const peer = await peerFor();
    const installation = production();
    const world = acmeWorld(peer, installation);
    await setUp(world, installation);
    const account = accountOf(peer);
    expect(account.databases).toEqual(["acme-crm eu", "acme-events-0 eu", "acme-events-1 eu"]);
    expect(account.queues).toHaveLength(7);
    expect(account.queues).toContain("acme-dead-letters 1209600 acme-contacts→undefined");
    expect(account.queues).toContain("acme-plan 345600 acme-planner→acme-dead-letters");
    expect(account.buckets).toEqual(['acme-roots eu [{"id":"keep","enabled":true,"condition":{"type":"Indefinite"}}]']);
    expect(account.workers.map(({ name }) => name)).toHaveLength(8);
    expect(account.workers.flatMap(({ name, domains }) => domains.map((domain) => `${name} ${domain}`))).toEqual([
      "acme-desk desk.acme.dev",
      "acme-ingest hooks.acme.dev",
    ]);
    expect(account.apps).toEqual(["desk.acme.dev"]);
    expect(world.atDesk).toEqual(["policy", "release 1.0.0", "smoke"]);
    // The desk knows its application, and lets the deployment's own token in as an admin.
    const desk = peer.workers.get("acme-desk");
    const vars = new Map(desk && peer.currentOf(desk)?.bindings.map(({ name, text }) => [name, text]));
    const [app] = peer.apps.values();
    expect(vars.get("ACCESS_TEAM_DOMAIN")).toBe("acme.cloudflareaccess.com");
    expect(vars.get("ACCESS_AUDIENCE")).toBe(app?.aud);
    expect(vars.get("ADMINS")).toBe(`ada@acme.dev ${world.secrets?.serviceToken?.id}`);
    expect(vars.get("DESK_TOKENS")).toBe("{}");
  });

  it("asks for exactly these changes, each once and in this order", async ({ expect }) => {
    const peer = await peerFor();
    const installation = production({ shards: 1 });
    await setUp(acmeWorld(peer, installation), installation);
    const consumer = "POST /queues/<id>/consumers";
    expect(changesOf(peer)).toEqual([
      "POST /d1/database ×2",
      "POST /queues ×7",
      "POST /r2/buckets",
      "PUT /r2/buckets/acme-roots/lock",
      "POST /access/service_tokens",
      "POST /access/apps",
      // Whether each database has migrations, and a request for each.
      `POST /d1/database/<id>/query ×${migrationCount() + 2}`,
      "PUT /workers/scripts/acme-contacts",
      "PUT /workers/scripts/acme-contacts/schedules",
      consumer,
      "PUT /workers/scripts/acme-ingest",
      "PUT /workers/scripts/acme-ingest/domains/records",
      consumer,
      "PUT /workers/scripts/acme-planner",
      consumer,
      "PUT /workers/scripts/acme-qualifier",
      consumer,
      "PUT /workers/scripts/acme-scorer",
      "PUT /workers/scripts/acme-scorer/schedules",
      consumer,
      "PUT /workers/scripts/acme-composer",
      consumer,
      "PUT /workers/scripts/acme-dispatcher",
      consumer,
      "PUT /workers/scripts/acme-desk",
      "PUT /workers/scripts/acme-desk/domains/records",
    ]);
  });

  it("changes nothing when it only looks", async ({ expect }) => {
    const peer = await peerFor();
    const world = acmeWorld(peer, production());
    const { plan } = await looked(world, production());
    expect(plan.length).toBeGreaterThan(20);
    expect(peer.calls.filter((call) => !call.startsWith("GET"))).toEqual([]);
    expect(world.secrets).toBeNull();
    await setUp(world, production());
    const before = peer.calls.length;
    await looked(world, production(), false);
    // Of what changes something, a look only reads the databases' own lists of migrations.
    const asked = peer.calls.slice(before).filter((call) => !call.startsWith("GET"));
    expect(asked.every((call) => call.endsWith("/query"))).toBe(true);
  });

  it("does nothing twice: run again, it uploads the Workers and no more", async ({ expect }) => {
    const peer = await peerFor();
    const world = acmeWorld(peer, production());
    await setUp(world, production());
    const before = accountOf(peer);
    const { plan } = await looked(world, production());
    expect([...new Set(plan.map((action) => action.do))]).toEqual([
      "upload",
      "adopt_policy",
      "record_release",
      "smoke_test",
    ]);
    const secrets = world.secrets;
    await setUp(world, production());
    expect(accountOf(peer)).toEqual(before);
    expect(world.secrets).toEqual(secrets);
  });

  it("gives staging and production nothing in common, in one account", async ({ expect }) => {
    const peer = await peerFor();
    const other = staging({ desk: "desk.staging.acme.dev", hooks: "hooks.staging.acme.dev" });
    await setUp(acmeWorld(peer, production()), production());
    await setUp(acmeWorld(peer, other), other);
    const named = (worker: string) => {
      const found = peer.workers.get(worker);
      return (found && peer.currentOf(found)?.bindings) ?? [];
    };
    const resources = (worker: string) =>
      named(worker).flatMap(
        ({ service, queue_name, id, bucket_name }) => service ?? queue_name ?? id ?? bucket_name ?? [],
      );
    for (const role of ["contacts", "ingest", "planner", "composer", "desk", "dispatcher"]) {
      const shared = resources(`acme-${role}`).filter((one) => resources(`acme-${role}-staging`).includes(one));
      expect(shared).toEqual([]);
    }
  });

  it("ends the same wherever it was interrupted", async ({ expect }) => {
    const whole = await peerFor();
    const installation = production({ shards: 1 });
    const first = acmeWorld(whole, installation);
    await setUp(first, installation);
    const wanted = accountOf(whole);
    const places = Array.from({ length: whole.calls.length }, (_, call) => call + 1);
    for (const [index, at] of sliceOf(places, 40).entries()) {
      const peer = await startPeer();
      try {
        const world = acmeWorld(peer, installation);
        // The call was carried out, or was not: both are found by the next look.
        peer.breakAt(at, index % 2 === 0);
        await setUp(world, installation).catch(() => undefined);
        peer.breakAt(null);
        await setUp(world, installation);
        expect(accountOf(peer), `interrupted at call ${at}: ${whole.calls[at - 1]}`).toEqual(wanted);
      } finally {
        await peer.stop();
      }
    }
  });

  it("makes the service token again when its answer was lost, because its secret is shown once", async ({ expect }) => {
    const peer = await peerFor();
    const installation = production({ shards: 1 });
    const world = acmeWorld(peer, installation);
    const { createServiceToken } = world.ports.cloudflare;
    const lost = async (...token: Parameters<typeof createServiceToken>) => {
      await createServiceToken(...token);
      throw new Error("the connection broke");
    };
    const found = await looked(world, installation);
    const ports = { ...world.ports, cloudflare: { ...world.ports.cloudflare, createServiceToken: lost } };
    await expect(carryOut(found, installation, ports)).rejects.toThrow("the connection broke");
    await setUp(world, installation);
    expect([...peer.tokens.values()].map(({ client_id }) => client_id)).toEqual([world.secrets?.serviceToken?.id]);
  });

  it("says at which action it stopped", async ({ expect }) => {
    const peer = await peerFor({ zones: { "acme.dev": "active" } });
    const world = acmeWorld(peer, production());
    const found = await looked(world, production());
    const ports = { ...world.ports, upload: () => Promise.reject(new Error("wrangler could not upload contacts")) };
    await expect(carryOut(found, production(), ports)).rejects.toThrow(
      "Stopped at: upload contacts. Run the command again to go on.\nwrangler could not upload contacts",
    );
  });
});

describe("the next release", () => {
  it("needs the file of the secrets, and says so before anything is changed", async ({ expect }) => {
    const peer = await peerFor();
    const world = acmeWorld(peer, production());
    await setUp(world, production());
    world.secrets = null;
    const { refusals } = await looked(world, production(), false);
    expect(refusals.map(({ name }) => name)).toEqual(["secrets_missing"]);
  });

  it("goes back to the one before, each Worker before those that it binds", async ({ expect }) => {
    const peer = await peerFor();
    const world = acmeWorld(peer, production());
    await setUp(world, production());
    world.release = "1.1.0";
    const second = await looked(world, production(), false);
    // Deployed twice, as when a secret is changed: the version before is of the same release.
    await carryOut(second, production(), world.ports);
    await carryOut(second, production(), world.ports);
    const back = await versionsBefore(production(), (await looked(world, production(), false)).survey, world.ports);
    if (!back.ok) throw new Error(back.error);
    world.said.length = 0;
    await rollBack(back.value, second.survey.account, world.ports);
    expect(world.said[0]).toBe("desk goes back to 1.0.0");
    expect(world.said.at(-1)).toBe("contacts goes back to 1.0.0");
    for (const worker of peer.workers.values())
      expect(peer.currentOf(worker)?.annotations["workers/tag"]).toBe("1.0.0");
  });

  it("is not gone back from when there is nothing before it, or not one release", async ({ expect }) => {
    const peer = await peerFor();
    const world = acmeWorld(peer, production());
    await setUp(world, production());
    const { survey } = await looked(world, production(), false);
    expect(await versionsBefore(production(), survey, world.ports)).toEqual({
      ok: false,
      error: "contacts has no release before the one that is deployed.",
    });
    world.release = "1.1.0";
    const plan = (await looked(world, production(), false)).plan.filter((action) => action.do === "upload");
    const interrupted = { ...(await looked(world, production(), false)), plan: plan.slice(0, 3) };
    await carryOut(interrupted, production(), world.ports);
    world.release = "1.2.0";
    await carryOut({ ...interrupted, plan }, production(), world.ports);
    const mixed = await versionsBefore(production(), (await looked(world, production(), false)).survey, world.ports);
    expect(mixed.ok ? "" : mixed.error).toMatch(/^The versions before are of different releases \(1\.1\.0, 1\.0\.0\)/);
  });
});

describe("destroying", () => {
  it("deletes what setting up made, except the locked bucket, and can be repeated", async ({ expect }) => {
    const peer = await peerFor();
    const world = acmeWorld(peer, production());
    await setUp(world, production());
    const calls = peer.calls.length;
    await destroy((await looked(world, production(), false)).survey, world.ports);
    const used = peer.calls.length - calls;
    const gone = { databases: [], schemas: [], queues: [], workers: [], apps: [], tokens: [] };
    expect(accountOf(peer)).toMatchObject(gone);
    expect(peer.buckets.has("acme-roots")).toBe(true);
    for (const at of sliceOf(
      Array.from({ length: used }, (_, call) => call + 1),
      20,
    )) {
      const other = await startPeer();
      try {
        const again = acmeWorld(other, production());
        await setUp(again, production());
        other.breakAt(other.calls.length + at);
        const run = async () => destroy((await looked(again, production(), false)).survey, again.ports);
        await run().catch(() => undefined);
        other.breakAt(null);
        await run();
        expect(accountOf(other), `interrupted at call ${at}`).toMatchObject(gone);
      } finally {
        await other.stop();
      }
    }
  });
});

describe("the release's migrations", () => {
  it("are all recorded in each database, once", async ({ expect }) => {
    const peer = await peerFor();
    const world = acmeWorld(peer, production());
    await setUp(world, production());
    const { events, crm } = readMigrations();
    const names = (migrations: readonly { readonly name: string }[]) => migrations.map(({ name }) => name);
    for (const { name, sql } of peer.databases.values()) {
      const rows = sql
        .prepare("SELECT name FROM d1_migrations ORDER BY id")
        .all()
        .map((row) => row["name"]);
      expect(rows).toEqual(names(name.includes("crm") ? crm : events));
    }
  });
});
