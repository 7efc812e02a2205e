// What is left to do until an installation is as its answers say, from what the survey found. Pure: a setup that was interrupted looks again, and goes on with
// what is left; one that is whole has nothing to make, and uploads the Workers again.
import type { Role } from "../schema/roles.ts";
import type { Installation, Resources } from "./resources.ts";
import type { Survey } from "./survey.ts";

export type Action =
  | { readonly do: "make_secrets" }
  | { readonly do: "create_database"; readonly name: string }
  | { readonly do: "migrate"; readonly name: string; readonly migrations: readonly string[] }
  | { readonly do: "create_queue"; readonly name: string; readonly retentionSeconds: number }
  | { readonly do: "create_bucket"; readonly name: string }
  | { readonly do: "lock_bucket"; readonly name: string }
  | { readonly do: "create_service_token" }
  | { readonly do: "create_access_app" }
  | { readonly do: "upload"; readonly role: Role }
  /** What needs the desk: the first policy, the token of deployments, the verdict in the log, and a lead that goes to its preview hold. */
  | { readonly do: "adopt_policy" }
  | { readonly do: "record_release" }
  | { readonly do: "smoke_test" };

interface Planned {
  readonly installation: Installation;
  readonly resources: Resources;
  readonly survey: Survey;
  readonly isSetup: boolean;
  /** The Workers, each after those that it binds. */
  readonly order: readonly Role[];
}

/** The actions in their order. What exists is left as it is; Workers are uploaded each time, since nobody can see whether one differs. */
export function planOf({ installation: { answers }, resources, survey, isSetup, order }: Planned): readonly Action[] {
  const made: Action[] = [];
  if (survey.secrets.ok && survey.secrets.value === null && isSetup) made.push({ do: "make_secrets" });
  for (const { name } of survey.databases.filter(({ id }) => id === null)) made.push({ do: "create_database", name });
  for (const { name, retentionSeconds } of resources.queues)
    if (survey.queues.some((queue) => queue.name === name && queue.id === null))
      made.push({ do: "create_queue", name, retentionSeconds });
  if (!survey.bucket.exists) made.push({ do: "create_bucket", name: resources.bucket });
  if (!survey.bucket.isLocked) made.push({ do: "lock_bucket", name: resources.bucket });
  if (answers.signIn === "access") {
    // The application lets the token in, so the token is first.
    const kept = survey.secrets.ok ? survey.secrets.value?.serviceToken?.id : undefined;
    const { serviceToken, app } = survey.access;
    // Its secret is shown once: a token whose answer was lost is made again.
    if (serviceToken === null || (app === null && kept !== serviceToken.clientId))
      made.push({ do: "create_service_token" });
    if (survey.access.app === null) made.push({ do: "create_access_app" });
  }
  for (const { name, pending } of survey.databases)
    if (pending.length > 0) made.push({ do: "migrate", name, migrations: pending });
  return [
    ...made,
    // No Worker is uploaded before the databases have all that it reads.
    ...order.map((role) => ({ do: "upload", role }) as const),
    ...(isSetup ? [{ do: "adopt_policy" } as const] : []),
    { do: "record_release" },
    { do: "smoke_test" },
  ];
}

/** An action as a line of the output. */
export function actionText(action: Action): string {
  switch (action.do) {
    case "make_secrets":
      return "make the secrets, and keep them in a file";
    case "create_database":
      return `create the database ${action.name}`;
    case "migrate":
      return `migrate ${action.name} by ${action.migrations.length}, to ${action.migrations.at(-1) ?? ""}`;
    case "create_queue":
      return `create the queue ${action.name}`;
    case "create_bucket":
      return `create the bucket ${action.name}`;
    case "lock_bucket":
      return `lock the bucket ${action.name}, so that nobody changes its files`;
    case "create_service_token":
      return "create the service token with which programs come through Cloudflare Access";
    case "create_access_app":
      return "put Cloudflare Access in front of the desk";
    case "upload":
      return `upload ${action.role}`;
    case "adopt_policy":
      return "adopt the policy, if none is adopted";
    case "record_release":
      return "record the release and its verdict in the log";
    case "smoke_test":
      return "post a signed test lead, wait for its preview hold, and dismiss it";
  }
}
