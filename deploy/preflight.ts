// What stands against a deployment, from what the survey found and what was answered. Pure. Each refusal is a sentence that says what to do.
import { isPlaceholder } from "../domain/check-policy.ts";
import { roles } from "../schema/roles.ts";
import { type Answers, domainOf } from "./answers.ts";
import type { Installation } from "./resources.ts";
import { hasKeyOf, type InstallationSecrets, KEPT_KEYS, secretsOf } from "./secrets.ts";
import type { Survey } from "./survey.ts";

/** A name for each refusal, for programs and tests. */
export type RefusalName =
  | "placeholder"
  | "free_plan"
  | "zone_missing"
  | "sender_not_set_up"
  | "no_access_organisation"
  | "access_forbidden"
  | "desk_without_access"
  | "hooks_behind_access"
  | "secrets_unreadable"
  | "secrets_in_repository"
  | "secrets_missing"
  | "secret_differs"
  | "service_token_lost"
  | "model_key_missing"
  | "unknown_migration"
  | "shards_differ"
  | "policy_not_adopted"
  | "not_promoted";

export interface Refusal {
  readonly name: RefusalName;
  readonly text: string;
}

export interface Examined {
  readonly installation: Installation;
  readonly survey: Survey;
  /** Setting up makes what is missing; a deployment needs it to be there. */
  readonly isSetup: boolean;
  readonly secretsFile: { readonly path: string; readonly isInRepository: boolean };
  /** Whether a policy was adopted; null where the desk is not deployed yet or does not answer. */
  readonly hasPolicy: boolean | null;
  /** What the release gate says against the release (scripts/release-gate.ts). */
  readonly verdict: readonly string[];
}

/** All refusals; empty when the release may be deployed. */
export const refusalsOf = (examined: Examined): readonly Refusal[] => [
  ...placeholders(examined.installation.answers),
  ...accountRefusals(examined),
  ...accessRefusals(examined),
  ...secretRefusals(examined),
  ...databaseRefusals(examined),
  ...(examined.hasPolicy === false && !examined.isSetup
    ? [
        refuse(
          "policy_not_adopted",
          "No policy was adopted: npm run setup adopts the one of your answers, the desk another one.",
        ),
      ]
    : []),
  ...examined.verdict.map((text) => refuse("not_promoted", text)),
];

const refuse = (name: RefusalName, text: string): Refusal => ({ name, text });

function placeholders({ desk, hooks, sender, admins }: Answers): Refusal[] {
  const named = [
    ["desk", desk],
    ["hooks", hooks],
    ["sender.address", domainOf(sender.address)],
    ["sender.website", new URL(sender.website).hostname],
    ...admins.map((admin) => ["admins", domainOf(admin)]),
  ];
  return named.flatMap(([place = "", host = ""]) =>
    isPlaceholder(host)
      ? [refuse("placeholder", `${place}: ${host} stands for another name, and belongs to nobody.`)]
      : [],
  );
}

function accountRefusals({ survey, installation: { answers } }: Examined): Refusal[] {
  const { zones, canSend, isPaid } = survey;
  const zone = (place: "desk" | "hooks") =>
    zones[place] === null
      ? [
          refuse(
            "zone_missing",
            `${place}: ${answers[place]} is in no active zone of the account. Add its domain to the account first.`,
          ),
        ]
      : [];
  return [
    ...(isPaid === false
      ? [
          refuse(
            "free_plan",
            "The account has the free plan: 10 ms of processor time are too few. Take Workers Paid ($5 a month).",
          ),
        ]
      : []),
    ...zone("desk"),
    ...zone("hooks"),
    ...(answers.transport === "cloudflare_email" && canSend === false
      ? [
          refuse(
            "sender_not_set_up",
            `sender.address: mail from ${domainOf(answers.sender.address)} would not be accepted. Set it up: npx wrangler email sending enable ${domainOf(answers.sender.address)}`,
          ),
        ]
      : []),
  ];
}

function accessRefusals({ survey, installation: { environment, answers } }: Examined): Refusal[] {
  const { organisation, access } = survey;
  return [
    ...(environment === "production" && answers.signIn !== "access"
      ? [
          refuse(
            "desk_without_access",
            'signIn: in production it is "access": a token in a file would open the desk to the world.',
          ),
        ]
      : []),
    ...(answers.signIn === "access" && organisation === "none"
      ? [
          refuse(
            "no_access_organisation",
            "Cloudflare Access has no organisation yet. Choose a team name once, under Zero Trust in the dashboard; it is free up to 50 people.",
          ),
        ]
      : []),
    ...(answers.signIn === "access" && organisation === "forbidden"
      ? [
          refuse(
            "access_forbidden",
            "The login may not see Cloudflare Access. `wrangler login` never may: set CLOUDFLARE_API_TOKEN to a token with the permissions of docs/deploy.md.",
          ),
        ]
      : []),
    ...(access.beforeHooks === null
      ? []
      : [
          refuse(
            "hooks_behind_access",
            `hooks: the application ${access.beforeHooks} of Access stands in front of ${answers.hooks}. Webhooks and unsubscribe links cannot sign in.`,
          ),
        ]),
  ];
}

function secretRefusals(examined: Examined): Refusal[] {
  const { survey, installation, secretsFile, isSetup } = examined;
  if (secretsFile.isInRepository)
    return [
      refuse(
        "secrets_in_repository",
        `${secretsFile.path} is inside of this checkout, where it could be committed. Keep it elsewhere.`,
      ),
    ];
  if (!survey.secrets.ok)
    return survey.secrets.error.map((fault) => refuse("secrets_unreadable", `${secretsFile.path}: ${fault}.`));
  const secrets = survey.secrets.value;
  const { answers } = installation;
  // A first setup makes them. Later nobody comes to the desk without the file, and a new Worker would have no keys.
  if (secrets === null)
    return isSetup && roles.every((role) => survey.workers[role] === null)
      ? []
      : [
          refuse(
            "secrets_missing",
            `${secretsFile.path} is not there. Bring the file of the first setup, or name it with --secrets; without it, what is sealed cannot be read.`,
          ),
        ];
  // Other secrets may differ, after a change of one of them that was interrupted: this deployment gives each Worker that of the file.
  return [
    ...changedKeys(secrets, examined),
    ...(answers.model !== null && secrets.modelApiKey === undefined
      ? [refuse("model_key_missing", `A model is asked, and ${secretsFile.path} has no modelApiKey.`)]
      : []),
    // Before the application knows it, a setup makes another one.
    ...(survey.access.app !== null &&
    survey.access.serviceToken !== null &&
    secrets.serviceToken?.id !== survey.access.serviceToken.clientId
      ? [
          refuse(
            "service_token_lost",
            `${secretsFile.path} has another service token than the account. Delete the one in the account, and it is made again.`,
          ),
        ]
      : []),
  ];
}

/** Keys of which a Worker has another one than the file: contacts would become others, and nothing sealed could be read. */
function changedKeys(
  secrets: InstallationSecrets,
  { survey, installation, secretsFile }: Pick<Examined, "survey" | "installation" | "secretsFile">,
): Refusal[] {
  return roles.flatMap((role) => {
    const own = secretsOf(role, secrets, installation);
    return Object.entries(survey.workers[role]?.fingerprints ?? {}).flatMap(([name, fingerprints]) => {
      const value = own[name];
      return !KEPT_KEYS.includes(name) || value === undefined || hasKeyOf(name, value, fingerprints)
        ? []
        : [
            refuse(
              "secret_differs",
              `${secretsFile.path} has another ${name} than ${role} was given (docs/runbook/wrong-key.md; to change one: docs/runbook/leaked-key.md).`,
            ),
          ];
    });
  });
}

function databaseRefusals({ survey, installation: { answers } }: Examined): Refusal[] {
  const { databases, logs, workers } = survey;
  return [
    ...databases.flatMap(({ name, unknown }) =>
      unknown.map((migration) =>
        refuse(
          "unknown_migration",
          `${name} has the migration ${migration}, which this release does not know: it is older than the database. Deploy a newer one.`,
        ),
      ),
    ),
    // Before the first Worker, a setup that was interrupted has made only some of them.
    ...(logs > answers.shards || (workers.contacts !== null && logs !== answers.shards)
      ? [
          refuse(
            "shards_differ",
            `shards: the log is in ${logs} databases and stays there, because a stream never moves to another one.`,
          ),
        ]
      : []),
  ];
}
