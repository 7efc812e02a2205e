// The Workers of an installation, one entry for each role. The order of deployment, the bindings that each wrangler.toml must
// have, the secrets, the test projects and the documentation page of Workers follow from this table. Paths and folders are in
// local/workers.ts.
import { Queue } from "./lists.ts";

/** Every queue: those of messages, and `dead-letters` for messages that no stage could handle. */
export type QueueName = Queue | "dead-letters";

interface RoleEntry {
  /** What the Worker does, in one line of the page of Workers. */
  readonly job: string;
  readonly reads: readonly QueueName[];
  readonly writes: readonly QueueName[];
  /** Whether the Worker has an entrypoint of its own at `holdpoint-contacts`, and binds it. */
  readonly port: boolean;
  /** Whether it has a second entrypoint there, which reads the databases for it, and binds that as `READS`. */
  readonly readsPort: boolean;
  /** Workers to which this one passes HTTP requests, beside its port. */
  readonly calls: readonly string[];
  /** `EVENTS` stands for every database of the log. A stage has none: its port reads and writes them. */
  readonly databases: readonly ("EVENTS" | "CRM")[];
  /** Without these the Worker is not deployed. */
  readonly secrets: readonly string[];
  /** Without these the Worker does less: it calls no model, or sends no traces. */
  readonly optionalSecrets: readonly string[];
}

/** The secrets of a Worker that calls a model. */
const MODEL_SECRETS = ["MODEL_API_KEY", "MODEL_GATEWAY_TOKEN"] as const;

/** The roles. From ingest to dispatcher they are in the order in which a lead passes through them. */
export const ROLES = {
  contacts: {
    job: "hosts the objects and their ports, keeps dead letters and refused bodies, reconciles by cron",
    reads: ["dead-letters"],
    // Messages that follow from clicks and timers, and dead letters that are sent again.
    writes: Queue.options,
    port: false,
    readsPort: false,
    calls: [],
    databases: ["EVENTS", "CRM"],
    secrets: ["MASTER_KEY", "SYSTEM_KEY", "LOG_KEY"],
    optionalSecrets: ["LANGSMITH_API_KEY"],
  },
  ingest: {
    job: "verifies and accepts webhooks and unsubscribe clicks; then identifies and records them",
    reads: ["ingest"],
    writes: ["ingest", "plan", "score", "dead-letters"],
    port: true,
    readsPort: false,
    calls: [],
    databases: ["CRM"],
    secrets: ["SYSTEM_KEY", "SOURCE_SECRETS", "UNSUBSCRIBE_KEYS"],
    optionalSecrets: MODEL_SECRETS,
  },
  planner: {
    job: "vetoes, hydrates, recalls, plans, decides the action",
    reads: ["plan"],
    writes: ["qualify", "dead-letters"],
    port: true,
    readsPort: false,
    calls: [],
    databases: ["CRM"],
    secrets: [],
    optionalSecrets: MODEL_SECRETS,
  },
  qualifier: {
    job: "makes the two grades, then the preview hold",
    reads: ["qualify"],
    writes: ["dead-letters"],
    port: true,
    readsPort: false,
    calls: [],
    databases: ["CRM"],
    secrets: [],
    optionalSecrets: [],
  },
  scorer: {
    job: "scores contacts beside the pipeline: nothing waits for a score, and no score gates anything",
    reads: ["score"],
    writes: ["dead-letters"],
    port: true,
    readsPort: false,
    calls: [],
    databases: ["CRM"],
    secrets: [],
    optionalSecrets: MODEL_SECRETS,
  },
  composer: {
    job: "writes the draft, then the draft hold",
    reads: ["compose"],
    writes: ["dead-letters"],
    port: true,
    readsPort: false,
    calls: [],
    databases: ["CRM"],
    secrets: ["UNSUBSCRIBE_KEYS"],
    optionalSecrets: MODEL_SECRETS,
  },
  dispatcher: {
    job: "checks the veto again and sends: no other Worker can send mail",
    reads: ["dispatch"],
    writes: ["dead-letters"],
    port: true,
    readsPort: false,
    calls: [],
    databases: [],
    secrets: [],
    optionalSecrets: [],
  },
  desk: {
    job: "serves the pages and the JSON API that people use; passes `/webhooks/*` and `/u/*` on to ingest",
    reads: [],
    writes: [],
    port: true,
    readsPort: true,
    calls: ["ingest"],
    databases: [],
    secrets: ["DESK_TOKENS", "SESSION_KEY"],
    optionalSecrets: [],
  },
} as const satisfies Record<string, RoleEntry>;

type Roles = typeof ROLES;
export type Role = keyof Roles;
/** A Worker that consumes a message queue with a stage. */
export type StageRole = { [R in Role]: Extract<Roles[R]["reads"][number], Queue> extends never ? never : R }[Role];
/** A Worker that has an entrypoint of its own at `holdpoint-contacts`. */
export type PortRole = { [R in Role]: Roles[R]["port"] extends true ? R : never }[Role];
/** A secret that some Worker requires. */
export type Secret = Roles[Role]["secrets"][number];

// `Object.keys` has the type `string[]`; these strings are the keys of the table above.
export const roles = Object.keys(ROLES) as readonly Role[];

/** The roles whose Workers this role's Worker binds, so that they must be deployed first. */
export const bindsOf = (role: Role): readonly Role[] => [
  ...(ROLES[role].port || ROLES[role].readsPort ? (["contacts"] as const) : []),
  ...ROLES[role].calls,
];

/**
 * The roles in an order in which each one follows those that it binds; otherwise in the order of `all`. Throws when some roles
 * bind each other: none of them could be deployed first.
 */
export function inBindingOrder<R extends string>(all: readonly R[], binds: (role: R) => readonly R[]): readonly R[] {
  const ordered: R[] = [];
  while (ordered.length < all.length) {
    const next = all.filter((role) => !ordered.includes(role) && binds(role).every((bound) => ordered.includes(bound)));
    if (next.length === 0)
      throw new Error(`these roles bind each other: ${all.filter((role) => !ordered.includes(role)).join(", ")}`);
    ordered.push(...next);
  }
  return ordered;
}
