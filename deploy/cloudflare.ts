// The calls of Cloudflare's API that setting up and looking after an installation needs. Each answer is checked for the fields that are used; what the API
// refuses is thrown with its code and its words. Wrangler uploads the Workers (wrangler.ts).
import * as z from "zod";
import { jsonIn } from "../schema/json.ts";

/** https://developers.cloudflare.com/api/. Wrangler reads the same variable. */
export const API_VARIABLE = "CLOUDFLARE_API_BASE_URL";
const API = "https://api.cloudflare.com/client/v4";

const REQUEST_MS = 30_000;
/** What only reads is asked again when the API is busy or broken; what changes something is not, because the setup looks first and can be repeated. */
const READ_TRIES = 4;
const FIRST_PAUSE_MS = 500;
const PAGE = 100;

/** The API refused a call. `code` is Cloudflare's own. */
export class ApiRefused extends Error {
  override readonly name = "ApiRefused";
  readonly status: number;
  readonly code: number | null;

  constructor(call: string, status: number, problem: { readonly code: number; readonly message: string } | undefined) {
    super(`Cloudflare refused ${call}: ${problem ? `${problem.message} (${problem.code})` : `status ${status}`}`);
    this.status = status;
    this.code = problem?.code ?? null;
  }
}

/** The API gave no answer that can be read. */
export class ApiSilent extends Error {
  override readonly name = "ApiSilent";
}

const Envelope = z.object({
  success: z.boolean(),
  errors: z.array(z.object({ code: z.number(), message: z.string() })).default([]),
  result: z.unknown(),
});

const Named = z.object({ name: z.string() });
const Database = Named.extend({ uuid: z.string() });
const QueueRow = z.object({ queue_id: z.string(), queue_name: z.string() });
const Zone = Named.extend({ id: z.string(), status: z.string() });
const AccessApp = z.object({ id: z.string(), domain: z.string().default(""), aud: z.string().default("") });
const ServiceToken = z.object({ id: z.string(), client_id: z.string(), name: z.string() });
const NewServiceToken = ServiceToken.extend({ client_secret: z.string() });
const LockRule = z.object({
  id: z.string().default(""),
  enabled: z.boolean(),
  condition: z.object({ type: z.string() }),
});
const Deployment = z.object({
  id: z.string(),
  created_on: z.string().default(""),
  versions: z.array(z.object({ version_id: z.string(), percentage: z.number() })),
});
export type Deployment = z.infer<typeof Deployment>;
const Version = z.object({
  id: z.string(),
  annotations: z.record(z.string(), z.string()).default({}),
});
const Binding = z.object({ type: z.string(), name: z.string(), text: z.string().optional() });

export interface ApiOptions {
  readonly token: string;
  readonly base?: string | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly pause: (milliseconds: number) => Promise<void>;
}

export type Cloudflare = ReturnType<typeof cloudflare>;

/** The API with a token. Reads are repeated when the API is busy; every call ends within half a minute. */
export function cloudflare({ token, base = API, fetch, pause }: ApiOptions) {
  async function once(method: string, path: string, body: unknown, headers: Readonly<Record<string, string>>) {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_MS),
    }).catch((cause: unknown) => {
      throw new ApiSilent(`Cloudflare did not answer ${method} ${path}: ${String(cause)}`);
    });
    const { status } = response;
    const envelope = Envelope.safeParse(jsonIn(await response.text()));
    if (!envelope.success)
      throw new ApiSilent(`Cloudflare answered ${method} ${path} with status ${status} and no JSON`);
    if (!envelope.data.success || !response.ok)
      throw new ApiRefused(`${method} ${path}`, status, envelope.data.errors[0]);
    return envelope.data.result;
  }

  async function call<T>(
    shape: z.ZodType<T>,
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    for (let left = method === "GET" ? READ_TRIES : 1, ms = FIRST_PAUSE_MS; ; left -= 1, ms *= 2) {
      try {
        const answer = shape.safeParse(await once(method, path, body, headers));
        if (!answer.success) throw new ApiSilent(`Cloudflare's answer to ${method} ${path} has another form`);
        return answer.data;
      } catch (cause) {
        if (left <= 1 || !isPassing(cause)) throw cause;
        await pause(ms);
      }
    }
  }

  /** All rows of a list that has pages. */
  async function list<T>(
    shape: z.ZodType<T>,
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T[]> {
    const rows: T[] = [];
    for (let page = 1; ; page += 1) {
      const more = await call(
        z.array(shape),
        "GET",
        `${path}${path.includes("?") ? "&" : "?"}page=${page}&per_page=${PAGE}`,
        undefined,
        headers,
      );
      rows.push(...more);
      if (more.length < PAGE) return rows;
    }
  }

  const orNull = async <T>(asked: Promise<T>, ...statuses: number[]): Promise<T | null> =>
    asked.catch((cause: unknown) => {
      if (cause instanceof ApiRefused && statuses.includes(cause.status)) return null;
      throw cause;
    });

  const jurisdiction = (region: "eu" | "none"): Readonly<Record<string, string>> =>
    region === "none" ? {} : { "cf-r2-jurisdiction": region };
  const anything = z.unknown();

  return {
    accounts: () => list(Named.extend({ id: z.string() }), "/accounts"),
    /** Whether the account has the paid plan; null where the token may not see it. */
    async isPaid(account: string): Promise<boolean | null> {
      const plans = await orNull(
        call(
          z.array(z.object({ rate_plan: z.object({ id: z.string() }) })),
          "GET",
          `/accounts/${account}/subscriptions`,
        ),
        401,
        403,
      );
      return plans?.some(({ rate_plan: { id } }) => /^workers_(paid|unbound|ent)|^enterprise/.test(id)) ?? null;
    },
    zone: async (account: string, name: string) =>
      (await call(z.array(Zone), "GET", `/zones?name=${name}&account.id=${account}`))[0] ?? null,
    sendingDomains: (zone: string) =>
      orNull(
        call(z.array(Named.extend({ enabled: z.boolean() })), "GET", `/zones/${zone}/email/sending/subdomains`),
        403,
        404,
      ),

    databases: (account: string) => list(Database, `/accounts/${account}/d1/database`),
    createDatabase: (account: string, name: string, region: "eu" | "none") =>
      call(Database, "POST", `/accounts/${account}/d1/database`, {
        name,
        ...(region !== "none" && { jurisdiction: region }),
      }),
    dropDatabase: (account: string, id: string) => call(anything, "DELETE", `/accounts/${account}/d1/database/${id}`),
    /** Runs statements in one request, and gives an entry with the rows of each (drizzle/apply-migrations.ts). */
    query: (account: string, database: string, statements: readonly string[]): Promise<readonly unknown[]> =>
      call(z.array(z.unknown()), "POST", `/accounts/${account}/d1/database/${database}/query`, {
        batch: statements.map((sql) => ({ sql })),
      }),

    queues: (account: string) => list(QueueRow, `/accounts/${account}/queues`),
    createQueue: (account: string, name: string, retentionSeconds: number) =>
      call(QueueRow, "POST", `/accounts/${account}/queues`, {
        queue_name: name,
        settings: { message_retention_period: retentionSeconds },
      }),
    dropQueue: (account: string, id: string) => call(anything, "DELETE", `/accounts/${account}/queues/${id}`),
    dropConsumers: async (account: string, queue: string): Promise<void> => {
      const consumers = await call(
        z.array(z.object({ consumer_id: z.string() })),
        "GET",
        `/accounts/${account}/queues/${queue}/consumers`,
      );
      for (const { consumer_id } of consumers)
        await call(anything, "DELETE", `/accounts/${account}/queues/${queue}/consumers/${consumer_id}`);
    },

    hasBucket: async (account: string, name: string, region: "eu" | "none"): Promise<boolean> =>
      (await orNull(
        call(Named, "GET", `/accounts/${account}/r2/buckets/${name}`, undefined, jurisdiction(region)),
        404,
      )) !== null,
    createBucket: (account: string, name: string, region: "eu" | "none") =>
      call(Named, "POST", `/accounts/${account}/r2/buckets`, { name }, jurisdiction(region)),
    /** Whether no file of the bucket can be changed or deleted, for ever. */
    async isLocked(account: string, name: string, region: "eu" | "none"): Promise<boolean> {
      const { rules } = await call(
        z.object({ rules: z.array(LockRule).default([]) }),
        "GET",
        `/accounts/${account}/r2/buckets/${name}/lock`,
        undefined,
        jurisdiction(region),
      );
      return rules.some(({ enabled, condition }) => enabled && condition.type === "Indefinite");
    },
    lockBucket: (account: string, name: string, region: "eu" | "none") =>
      call(
        anything,
        "PUT",
        `/accounts/${account}/r2/buckets/${name}/lock`,
        { rules: [{ id: "keep", enabled: true, condition: { type: "Indefinite" } }] },
        jurisdiction(region),
      ),

    /** The names of the Workers of the account. */
    workers: async (account: string): Promise<readonly string[]> =>
      (await call(z.array(z.object({ id: z.string() })), "GET", `/accounts/${account}/workers/scripts`)).map(
        ({ id }) => id,
      ),
    bindings: async (account: string, worker: string) =>
      (
        await orNull(
          call(
            z.object({ bindings: z.array(Binding).default([]) }),
            "GET",
            `/accounts/${account}/workers/scripts/${worker}/settings`,
          ),
          404,
        )
      )?.bindings ?? null,
    dropWorker: (account: string, worker: string) =>
      call(anything, "DELETE", `/accounts/${account}/workers/scripts/${worker}?force=true`),
    /** The newest first. */
    deployments: async (account: string, worker: string): Promise<readonly Deployment[]> =>
      (
        await orNull(
          call(
            z.object({ deployments: z.array(Deployment) }),
            "GET",
            `/accounts/${account}/workers/scripts/${worker}/deployments`,
          ),
          404,
        )
      )?.deployments ?? [],
    version: (account: string, worker: string, id: string) =>
      call(Version, "GET", `/accounts/${account}/workers/scripts/${worker}/versions/${id}`),
    deployVersion: (account: string, worker: string, version: string, message: string) =>
      call(anything, "POST", `/accounts/${account}/workers/scripts/${worker}/deployments`, {
        strategy: "percentage",
        versions: [{ version_id: version, percentage: 100 }],
        annotations: { "workers/message": message },
      }),

    /** The organisation at Cloudflare Access: its name, `none` where nobody chose one yet, `forbidden` where the login may not see it. */
    organisation: async (account: string): Promise<{ readonly teamDomain: string } | "none" | "forbidden"> => {
      try {
        const shape = z.object({ auth_domain: z.string() });
        const { auth_domain: teamDomain } = await call(shape, "GET", `/accounts/${account}/access/organizations`);
        return { teamDomain };
      } catch (cause) {
        if (cause instanceof ApiRefused && cause.status === 404) return "none";
        if (cause instanceof ApiRefused && (cause.status === 401 || cause.status === 403)) return "forbidden";
        throw cause;
      }
    },
    accessApps: (account: string) => list(AccessApp, `/accounts/${account}/access/apps`),
    createAccessApp: (
      account: string,
      app: {
        readonly name: string;
        readonly domain: string;
        readonly people: readonly string[];
        readonly serviceToken: string;
      },
    ) =>
      call(AccessApp, "POST", `/accounts/${account}/access/apps`, {
        name: app.name,
        domain: app.domain,
        type: "self_hosted",
        session_duration: "24h",
        policies: [
          {
            name: "people",
            decision: "allow",
            include: app.people.map((email) => ({ email: { email } })),
            precedence: 1,
          },
          {
            name: "programs",
            decision: "non_identity",
            include: [{ service_token: { token_id: app.serviceToken } }],
            precedence: 2,
          },
        ],
      }),
    dropAccessApp: (account: string, id: string) => call(anything, "DELETE", `/accounts/${account}/access/apps/${id}`),
    serviceTokens: (account: string) => list(ServiceToken, `/accounts/${account}/access/service_tokens`),
    createServiceToken: (account: string, name: string) =>
      call(NewServiceToken, "POST", `/accounts/${account}/access/service_tokens`, { name, duration: "8760h" }),
    dropServiceToken: (account: string, id: string) =>
      call(anything, "DELETE", `/accounts/${account}/access/service_tokens/${id}`),
  };
}

/** Whether a read may succeed when it is asked again. */
const isPassing = (cause: unknown): boolean =>
  cause instanceof ApiSilent || (cause instanceof ApiRefused && (cause.status === 429 || cause.status >= 500));
