// A local peer of Cloudflare's API: it keeps what an account has, answers as the API does, and refuses what the real one is known to refuse: unknown queues and
// databases, bindings to Workers that are not there, statements that D1's splitter cuts apart, a bucket whose files are locked. No Worker runs in it.
// https://developers.cloudflare.com/api/, and what the pinned wrangler sends.
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { jsonIn } from "../../schema/json.ts";
import { splitAsD1 } from "./d1-splitter.ts";

export const PEER_TOKEN = "a-token-of-the-local-peer";
export const PEER_ACCOUNT = "0123456789abcdef0123456789abcdef";

interface PeerOptions {
  readonly accounts?: readonly { readonly id: string; readonly name: string }[];
  /** The zones of the account, each with its state. */
  readonly zones?: Readonly<Record<string, "active" | "pending">>;
  readonly sending?: readonly string[];
  /** Null: the token may not see it. */
  readonly plan?: "workers_paid" | "workers_free" | null;
  /** The organisation at Access; null: there is none. */
  readonly team?: string | null;
}

/** An upload of a Worker, as the API keeps it. */
export interface PeerVersion {
  readonly id: string;
  readonly bindings: readonly PeerBinding[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

const PeerBinding = z.looseObject({
  type: z.string(),
  name: z.string(),
  text: z.string().optional(),
  service: z.string().optional(),
  queue_name: z.string().optional(),
  id: z.string().optional(),
  database_id: z.string().optional(),
  bucket_name: z.string().optional(),
});
export type PeerBinding = z.infer<typeof PeerBinding>;

const Metadata = z.looseObject({
  bindings: z.array(PeerBinding).default([]),
  annotations: z.record(z.string(), z.string()).default({}),
  keep_bindings: z.array(z.string()).default([]),
});

interface PeerWorker {
  versions: PeerVersion[];
  /** The ids of the versions, the newest deployment first. */
  deployments: string[];
  domains: string[];
  crons: string[];
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}
const ok = (result: unknown): Answer => ({ status: 200, body: { success: true, errors: [], messages: [], result } });
const refuse = (status: number, code: number, message: string): Answer => ({
  status,
  body: { success: false, errors: [{ code, message }], messages: [], result: null },
});

export type Peer = Awaited<ReturnType<typeof startPeer>>;

/** Starts a peer with an empty account. */
export async function startPeer({
  accounts = [{ id: PEER_ACCOUNT, name: "Acme" }],
  zones = { "acme.dev": "active" },
  sending = [],
  plan = "workers_paid",
  team = "acme.cloudflareaccess.com",
}: PeerOptions = {}) {
  const workers = new Map<string, PeerWorker>();
  const databases = new Map<string, { name: string; sql: DatabaseSync; jurisdiction: string | null }>();
  const queues = new Map<
    string,
    { name: string; retention: number; consumers: Map<string, Record<string, unknown>> }
  >();
  const buckets = new Map<string, { jurisdiction: string | null; rules: unknown[] }>();
  const apps = new Map<string, Record<string, unknown> & { domain: string; aud: string }>();
  const tokens = new Map<string, { name: string; client_id: string; client_secret: string }>();
  /** Each call as `METHOD /path`, without the account. */
  const calls: string[] = [];
  let made = 0;
  const uuid = (): string => `00000000-0000-4000-8000-${String((made += 1)).padStart(12, "0")}`;
  const hex = (length: number): string => (made += 1).toString(16).padStart(length, "a");

  /** The number of the call at which the connection breaks, and whether the call was carried out before; null: none. */
  let broken: { readonly at: number; readonly isDone: boolean } | null = null;

  function upload(name: string, metadata: z.infer<typeof Metadata>, isDeployed: boolean): Answer {
    const worker = workers.get(name) ?? { versions: [], deployments: [], domains: [], crons: [] };
    const before = worker.versions.find(({ id }) => id === worker.deployments[0]);
    for (const binding of metadata.bindings) {
      const missing = missingFor(binding, before);
      if (missing) return missing;
    }
    const kept = (before?.bindings ?? []).filter(
      ({ type, name: own }) =>
        metadata.keep_bindings.includes(type) && !metadata.bindings.some((binding) => binding.name === own),
    );
    const named = metadata.bindings.flatMap((binding) =>
      binding.type === "inherit" ? (before?.bindings.filter((one) => one.name === binding.name) ?? []) : [binding],
    );
    const version: PeerVersion = {
      id: uuid(),
      bindings: [...named, ...kept],
      annotations: metadata.annotations,
      metadata,
    };
    worker.versions.unshift(version);
    if (isDeployed) worker.deployments.unshift(version.id);
    workers.set(name, worker);
    return ok({
      id: version.id,
      tag: "tag",
      etag: "etag",
      number: worker.versions.length,
      startup_time_ms: 10,
      deployment_id: uuid(),
      pipeline_hash: "hash",
      mutable_pipeline_id: "pipeline",
      has_preview: false,
      metadata: {},
      resources: { script: { etag: "etag" }, script_runtime: {}, bindings: [] },
    });
  }

  function missingFor(binding: PeerBinding, before: PeerVersion | undefined): Answer | null {
    const { type, name } = binding;
    if (type === "inherit" && !before?.bindings.some((one) => one.name === name))
      return refuse(400, 10057, `Binding ${name} cannot be inherited: the Worker has none.`);
    if (type === "service" && !workers.has(binding.service ?? ""))
      return refuse(
        400,
        10143,
        `Service binding '${name}' references Worker '${binding.service}' which was not found.`,
      );
    if (type === "queue" && ![...queues.values()].some((queue) => queue.name === binding.queue_name))
      return refuse(400, 11000, `Queue "${binding.queue_name}" does not exist.`);
    const database = binding.database_id ?? binding.id;
    if (type === "d1" && !databases.has(database ?? ""))
      return refuse(400, 10181, `D1 binding '${name}' references database '${database}' which was not found.`);
    if (type === "r2_bucket" && !buckets.has(binding.bucket_name ?? ""))
      return refuse(400, 10085, `R2 bucket '${binding.bucket_name}' not found.`);
    return null;
  }

  const worker = (name: string, give: (worker: PeerWorker) => Answer): Answer => {
    const found = workers.get(name);
    return found ? give(found) : refuse(404, 10007, "This Worker does not exist on your account.");
  };
  const currentOf = ({ versions, deployments }: PeerWorker): PeerVersion | undefined =>
    versions.find(({ id }) => id === deployments[0]);
  const versionJson = ({ id, bindings, annotations }: PeerVersion) => ({
    id,
    number: 1,
    annotations,
    metadata: { created_on: "2026-11-30T00:00:00Z", source: "wrangler" },
    resources: { bindings: bindings.map(shown), script: {}, script_runtime: {} },
  });

  /** The routes below an account, by method and path; a word that begins with a colon is given. */
  const account: readonly Route[] = [
    [
      "GET /subscriptions",
      () => (plan === null ? refuse(403, 10000, "Authentication error") : ok([{ rate_plan: { id: plan } }])),
    ],
    ["GET /d1/database", () => ok([...databases].map(([id, { name }]) => ({ uuid: id, name })))],
    [
      "POST /d1/database",
      ({ body }) => {
        const { name, jurisdiction } = z.object({ name: z.string(), jurisdiction: z.string().optional() }).parse(body);
        if ([...databases.values()].some((database) => database.name === name))
          return refuse(400, 7502, "A database with that name already exists");
        const id = uuid();
        databases.set(id, { name, sql: new DatabaseSync(":memory:"), jurisdiction: jurisdiction ?? null });
        return ok({ uuid: id, name });
      },
    ],
    [
      "GET /d1/database/:id",
      ({ id }) => {
        const database = databases.get(id ?? "");
        return database
          ? ok({ uuid: id, name: database.name, version: "production", file_size: 0 })
          : refuse(404, 7404, "The database could not be found");
      },
    ],
    [
      "DELETE /d1/database/:id",
      ({ id }) => (databases.delete(id ?? "") ? ok(null) : refuse(404, 7404, "The database could not be found")),
    ],
    [
      "POST /d1/database/:id/query",
      ({ id, body }) => {
        const database = databases.get(id ?? "");
        if (!database) return refuse(404, 7404, "The database could not be found");
        return queried(database.sql, body);
      },
    ],
    [
      "GET /queues",
      ({ query }) =>
        ok(
          [...queues]
            .filter(([, { name }]) => (query.get("name") ?? name) === name)
            .map(([id, { name, consumers }]) => ({
              queue_id: id,
              queue_name: name,
              producers: [],
              producers_total_count: 0,
              consumers: [...consumers.values()],
              consumers_total_count: consumers.size,
              settings: {},
            })),
        ),
    ],
    [
      "POST /queues",
      ({ body }) => {
        const { queue_name, settings } = z
          .object({
            queue_name: z.string(),
            settings: z.object({ message_retention_period: z.number() }).partial().default({}),
          })
          .parse(body);
        if ([...queues.values()].some(({ name }) => name === queue_name))
          return refuse(409, 11009, "A queue with this name already exists");
        const retention = settings.message_retention_period ?? 345_600;
        if (retention > 1_209_600) return refuse(400, 10023, "message_retention_period is too long");
        const id = uuid();
        queues.set(id, { name: queue_name, retention, consumers: new Map() });
        return ok({ queue_id: id, queue_name });
      },
    ],
    [
      "DELETE /queues/:id",
      ({ id }) => {
        const queue = queues.get(id ?? "");
        if (!queue) return refuse(404, 11000, "The queue does not exist");
        if (queue.consumers.size > 0) return refuse(400, 11005, "The queue has a consumer");
        queues.delete(id ?? "");
        return ok(null);
      },
    ],
    ["GET /queues/:id/consumers", ({ id }) => ok([...(queues.get(id ?? "")?.consumers.values() ?? [])])],
    [
      "POST /queues/:id/consumers",
      ({ id, body }) => {
        const queue = queues.get(id ?? "");
        if (!queue) return refuse(404, 11000, "The queue does not exist");
        if (queue.consumers.size > 0) return refuse(409, 11004, "The queue has a consumer already");
        const given = z.record(z.string(), z.unknown()).parse(body);
        const dead = given["dead_letter_queue"];
        if (typeof dead === "string" && dead !== "" && ![...queues.values()].some(({ name }) => name === dead))
          return refuse(400, 11000, `Queue "${dead}" does not exist.`);
        const consumer_id = hex(32);
        const consumer = { ...given, consumer_id, script: given["script_name"], queue_name: queue.name };
        queue.consumers.set(consumer_id, consumer);
        return ok(consumer);
      },
    ],
    [
      "PUT /queues/:id/consumers/:consumer",
      ({ id, consumer, body }) => {
        const queue = queues.get(id ?? "");
        const known = queue?.consumers.get(consumer ?? "");
        if (!queue || !known) return refuse(404, 11000, "The consumer does not exist");
        const changed = { ...known, ...z.record(z.string(), z.unknown()).parse(body) };
        queue.consumers.set(consumer ?? "", changed);
        return ok(changed);
      },
    ],
    [
      "DELETE /queues/:id/consumers/:consumer",
      ({ id, consumer }) =>
        queues.get(id ?? "")?.consumers.delete(consumer ?? "")
          ? ok(null)
          : refuse(404, 11000, "The consumer does not exist"),
    ],
    [
      "POST /r2/buckets",
      ({ body, headers }) => {
        const { name } = z.object({ name: z.string() }).parse(body);
        if (buckets.has(name))
          return refuse(409, 10004, "The bucket you tried to create already exists, and you own it.");
        buckets.set(name, { jurisdiction: jurisdictionIn(headers), rules: [] });
        return ok({ name });
      },
    ],
    ["GET /r2/buckets/:name", ({ name, headers }) => bucket(name, headers, () => ok({ name }))],
    ["GET /r2/buckets/:name/lock", ({ name, headers }) => bucket(name, headers, ({ rules }) => ok({ rules }))],
    [
      "PUT /r2/buckets/:name/lock",
      ({ name, headers, body }) =>
        bucket(name, headers, (found) => {
          found.rules = z.object({ rules: z.array(z.unknown()) }).parse(body).rules;
          return ok({});
        }),
    ],
    ["GET /workers/scripts", () => ok([...workers.keys()].map((id) => ({ id })))],
    ["GET /workers/services/:name", ({ name }) => service(name)],
    [
      "GET /workers/scripts/:name/settings",
      ({ name }) => worker(name ?? "", (found) => ok({ bindings: (currentOf(found)?.bindings ?? []).map(shown) })),
    ],
    [
      "GET /workers/scripts/:name/secrets",
      ({ name }) =>
        worker(name ?? "", (found) =>
          ok(
            (currentOf(found)?.bindings ?? [])
              .filter(({ type }) => type === "secret_text")
              .map((one) => ({ name: one.name, type: one.type })),
          ),
        ),
    ],
    ["PUT /workers/scripts/:name", ({ name, body }) => upload(name ?? "", Metadata.parse(body), true)],
    ["POST /workers/scripts/:name/versions", ({ name, body }) => upload(name ?? "", Metadata.parse(body), false)],
    [
      "GET /workers/scripts/:name/versions",
      ({ name }) => worker(name ?? "", ({ versions }) => ok({ items: versions.map(versionJson) })),
    ],
    [
      "GET /workers/scripts/:name/versions/:id",
      ({ name, id }) =>
        worker(name ?? "", ({ versions }) => {
          const version = versions.find((one) => one.id === id);
          return version ? ok(versionJson(version)) : refuse(404, 10008, "The version does not exist");
        }),
    ],
    [
      "GET /workers/scripts/:name/deployments",
      ({ name }) =>
        worker(name ?? "", ({ deployments }) =>
          ok({
            deployments: deployments.map((version_id, index) => ({
              id: `d${deployments.length - index}`,
              source: "wrangler",
              strategy: "percentage",
              author_email: "operator@acme.dev",
              created_on: "2026-11-30T00:00:00Z",
              versions: [{ version_id, percentage: 100 }],
            })),
          }),
        ),
    ],
    [
      "POST /workers/scripts/:name/deployments",
      ({ name, body }) =>
        worker(name ?? "", (found) => {
          const { versions } = z
            .object({ versions: z.array(z.object({ version_id: z.string(), percentage: z.number() })) })
            .parse(body);
          const [wanted] = versions;
          if (!wanted || !found.versions.some(({ id }) => id === wanted.version_id))
            return refuse(400, 10008, "The version does not exist");
          found.deployments.unshift(wanted.version_id);
          return ok({ id: uuid() });
        }),
    ],
    [
      "DELETE /workers/scripts/:name",
      ({ name }) => {
        const consumed = [...queues.values()].some(({ consumers }) =>
          [...consumers.values()].some(({ script }) => script === name),
        );
        if (consumed) return refuse(400, 10064, "The Worker consumes a queue.");
        return workers.delete(name ?? "")
          ? ok(null)
          : refuse(404, 10007, "This Worker does not exist on your account.");
      },
    ],
    ["GET /workers/scripts/:name/subdomain", () => ok({ enabled: false, previews_enabled: false })],
    ["POST /workers/scripts/:name/subdomain", ({ body }) => ok(body)],
    ["GET /workers/subdomain", () => ok({ subdomain: "acme" })],
    [
      "PUT /workers/scripts/:name/schedules",
      ({ name, body }) =>
        worker(name ?? "", (found) => {
          found.crons = z
            .array(z.object({ cron: z.string() }))
            .parse(body)
            .map(({ cron }) => cron);
          return ok({ schedules: body });
        }),
    ],
    [
      "GET /workers/scripts/:name/schedules",
      ({ name }) => worker(name ?? "", ({ crons }) => ok({ schedules: crons.map((cron) => ({ cron })) })),
    ],
    [
      "POST /workers/scripts/:name/domains/changeset",
      () => ok({ added: [], removed: [], updated: [], conflicting: [] }),
    ],
    [
      "PUT /workers/scripts/:name/domains/records",
      ({ name, body }) =>
        worker(name ?? "", (found) => {
          const { origins } = z.looseObject({ origins: z.array(z.looseObject({ hostname: z.string() })) }).parse(body);
          const foreign = origins.find(({ hostname }) => zoneNamed(hostname) === null);
          if (foreign) return refuse(400, 100117, `No zone of the account has ${foreign.hostname}`);
          found.domains = origins.map(({ hostname }) => hostname);
          return ok(origins);
        }),
    ],
    [
      "GET /workers/workers/:name",
      ({ name }) =>
        worker(name ?? "", () =>
          ok({
            id: name,
            name,
            subdomain: { enabled: false, previews_enabled: false },
            observability: {},
            tags: [],
            references: {},
          }),
        ),
    ],
    ["PATCH /workers/workers/:name", ({ body }) => ok(body)],
    ["PATCH /workers/scripts/:name/script-settings", ({ body }) => ok(body)],
    [
      "GET /access/organizations",
      () => (team === null ? refuse(404, 11001, "access.api.error.organization_not_found") : ok({ auth_domain: team })),
    ],
    ["GET /access/apps", () => ok([...apps.entries()].map(([id, app]) => ({ id, ...app })))],
    [
      "POST /access/apps",
      ({ body }) => {
        const app = z
          .looseObject({ domain: z.string(), policies: z.array(z.looseObject({ include: z.array(z.unknown()) })) })
          .parse(body);
        if ([...apps.values()].some(({ domain }) => domain === app.domain))
          return refuse(409, 11010, "access.api.error.application_already_exists");
        const unknown = JSON.stringify(app.policies).match(/"token_id":"([^"]+)"/)?.[1];
        if (unknown !== undefined && !tokens.has(unknown))
          return refuse(400, 12130, "access.api.error.invalid_request: unknown service token");
        const id = uuid();
        apps.set(id, { ...app, aud: hex(64) });
        return ok({ id, ...apps.get(id) });
      },
    ],
    [
      "DELETE /access/apps/:id",
      ({ id }) => (apps.delete(id ?? "") ? ok({ id }) : refuse(404, 11021, "access.api.error.unknown_application")),
    ],
    ["GET /access/service_tokens", () => ok([...tokens].map(([id, { name, client_id }]) => ({ id, name, client_id })))],
    [
      "POST /access/service_tokens",
      ({ body }) => {
        const { name } = z.object({ name: z.string() }).parse(body);
        const id = uuid();
        tokens.set(id, { name, client_id: `${hex(32)}.access`, client_secret: hex(64) });
        return ok({ id, ...tokens.get(id) });
      },
    ],
    [
      "DELETE /access/service_tokens/:id",
      ({ id }) => (tokens.delete(id ?? "") ? ok({ id }) : refuse(404, 12134, "unknown service token")),
    ],
  ];
  const everywhere: readonly Route[] = [
    ["GET /accounts", () => ok(accounts)],
    ["GET /user", () => ok({ id: "u", email: "operator@acme.dev" })],
    ["GET /memberships", () => ok(accounts.map((one) => ({ account: one })))],
    [
      "GET /zones",
      ({ query }) => {
        const name = query.get("name");
        return ok(
          Object.entries(zones)
            .filter(([zone]) => name === null || zone === name)
            .map(([zone, status]) => ({ id: `zone-${zone}`, name: zone, status })),
        );
      },
    ],
    [
      "GET /zones/:zone/email/sending/subdomains",
      ({ zone }) => ok(sending.filter((name) => `zone-${name}` === zone).map((name) => ({ name, enabled: true }))),
    ],
    ["GET /zones/:zone/workers/routes", () => ok([])],
    ["PUT /zones/:zone/workers/routes", () => ok([])],
  ];

  const zoneNamed = (host: string): string | null =>
    Object.keys(zones).find((zone) => host === zone || host.endsWith(`.${zone}`)) ?? null;
  const service = (name: string | undefined): Answer =>
    workers.has(name ?? "")
      ? ok({
          id: name,
          default_environment: {
            environment: "production",
            script: { last_deployed_from: "wrangler", tag: "tag", tags: [] },
          },
        })
      : refuse(404, 10090, "This service does not exist on your account.");
  const bucket = (
    name: string | undefined,
    headers: IncomingMessage["headers"],
    give: (bucket: { rules: unknown[] }) => Answer,
  ): Answer => {
    const found = buckets.get(name ?? "");
    // A bucket of a jurisdiction is found only there.
    return found && found.jurisdiction === jurisdictionIn(headers)
      ? give(found)
      : refuse(404, 10006, "The specified bucket does not exist.");
  };

  function answerTo(
    method: string,
    path: string,
    query: URLSearchParams,
    headers: IncomingMessage["headers"],
    body: unknown,
  ): Answer {
    if (headers.authorization !== `Bearer ${PEER_TOKEN}`) return refuse(401, 10000, "Authentication error");
    const own = /^\/accounts\/([0-9a-f]{32})(\/.*)$/.exec(path);
    if (own && !accounts.some(({ id }) => id === own[1]))
      return refuse(403, 9109, "Unauthorized to access requested resource");
    for (const [pattern, give] of own ? account : everywhere) {
      const given = matching(pattern, `${method} ${own?.[2] ?? path}`);
      if (given) return give({ ...given, query, headers, body });
    }
    return refuse(404, 7003, `The local peer does not know ${method} ${path}`);
  }

  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://peer");
      const method = request.method ?? "GET";
      calls.push(`${method} ${url.pathname.replace(/^\/accounts\/[0-9a-f]{32}/, "")}`);
      const isBroken = broken !== null && calls.length === broken.at;
      if (isBroken && broken?.isDone === false) {
        response.destroy();
        return;
      }
      const { status, body } = answerTo(
        method,
        url.pathname,
        url.searchParams,
        request.headers,
        bodyOf(request, Buffer.concat(chunks)),
      );
      if (isBroken) response.destroy();
      else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    workers,
    databases,
    queues,
    buckets,
    apps,
    tokens,
    calls,
    currentOf,
    /** Breaks the connection of a later call, counted from all calls so far; after it was carried out, or before. */
    breakAt(at: number | null, isDone = true): void {
      broken = at === null ? null : { at, isDone };
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      for (const { sql } of databases.values()) sql.close();
    },
  };
}

interface Given {
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
  readonly [word: string]: unknown;
}
type Words = Readonly<Partial<Record<"id" | "name" | "consumer" | "zone", string>>>;
type Route = readonly [pattern: string, give: (given: Given & Words) => Answer];

/** The words of a pattern in a path; null when the path is another one. */
function matching(pattern: string, path: string): Words | null {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return null;
  const words: Record<string, string> = {};
  for (const [index, word] of wanted.entries()) {
    const own = given[index] ?? "";
    if (word.startsWith(":")) words[word.slice(1)] = decodeURIComponent(own);
    else if (word !== own) return null;
  }
  return words;
}

const jurisdictionIn = (headers: IncomingMessage["headers"]): string | null => {
  const named = headers["cf-r2-jurisdiction"];
  return typeof named === "string" ? named : null;
};

/** A secret's value is never given back. */
const shown = ({ text, ...binding }: PeerBinding) =>
  binding.type === "secret_text" ? binding : { ...binding, ...(text !== undefined && { text }) };

const Query = z.union([
  z.object({ batch: z.array(z.object({ sql: z.string() })).min(1) }),
  z.object({ sql: z.string() }).transform(({ sql }) => ({ batch: [{ sql }] })),
]);

/** Runs the texts as D1 does: each cut by its splitter, all as one transaction. */
function queried(sql: DatabaseSync, body: unknown): Answer {
  const { batch } = Query.parse(body);
  sql.exec("BEGIN");
  try {
    const results = batch.flatMap((one) => splitAsD1(one.sql)).map((statement) => sql.prepare(statement).all());
    sql.exec("COMMIT");
    return ok(
      results.map((rows) => ({ results: rows, success: true, meta: { duration: 1, rows_read: 0, rows_written: 0 } })),
    );
  } catch (cause) {
    sql.exec("ROLLBACK");
    return refuse(400, 7500, cause instanceof Error ? cause.message : String(cause));
  }
}

/** JSON, or of an upload the part `metadata` of its form. */
function bodyOf(request: IncomingMessage, bytes: Buffer): unknown {
  const type = request.headers["content-type"] ?? "";
  if (!type.includes("multipart")) return jsonIn(bytes.toString("utf8"));
  const metadata = /name="metadata"[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)\r\n--/.exec(bytes.toString("utf8"));
  return jsonIn(metadata?.[1] ?? "");
}
