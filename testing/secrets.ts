// The values of the Workers' secrets in tests. They are used nowhere outside test runs.
import { LOG_KEY } from "./log-keys.ts";
import { keyOf, MASTER_KEY, SYSTEM_KEY, UNSUBSCRIBE_KEYS } from "./people.ts";
import type { SampleSource } from "../samples/leads.ts";
import { type Role, ROLES, roles, type Secret } from "../schema/roles.ts";

/** One secret for each source of the samples. */
export const TEST_SOURCE_SECRETS = {
  crm: `whsec_${keyOf(5)}`,
  typeform: "typeform-test-secret",
  website: "website-test-secret",
} as const satisfies Readonly<Record<SampleSource, string>>;

/** Of the source that sends companies, of which no sample is a lead. */
export const ENRICHMENT_SECRET = `whsec_${keyOf(6)}`;

/** The desk's local sign-in: the identity that each token belongs to. */
export const TEST_DESK_TOKENS = { "test-token-grace": "grace", "test-token-linus": "linus" } as const;

const VALUES: Readonly<Record<Secret, string>> = {
  MASTER_KEY,
  SYSTEM_KEY,
  LOG_KEY,
  UNSUBSCRIBE_KEYS: JSON.stringify(UNSUBSCRIBE_KEYS),
  SOURCE_SECRETS: JSON.stringify(
    Object.fromEntries(
      Object.entries({ ...TEST_SOURCE_SECRETS, enrichment: ENRICHMENT_SECRET }).map(([source, secret]) => [
        source,
        [{ secret }],
      ]),
    ),
  ),
  DESK_TOKENS: JSON.stringify(TEST_DESK_TOKENS),
  SESSION_KEY: keyOf(4),
};

/** The secrets that each Worker requires. */
export const TEST_SECRETS = Object.fromEntries(
  roles.map((role) => [role, Object.fromEntries(ROLES[role].secrets.map((name) => [name, VALUES[name]]))]),
  // The type of `Object.fromEntries` does not have the keys.
) as Readonly<Record<Role, Readonly<Record<string, string>>>>;
