// Tests every refusal of the preflight: each alone, by its name, with what to do.
import { describe, it } from "vitest";
import { production, staging } from "../testing/deploy/acme.ts";
import { ok } from "../schema/result.ts";
import { roles } from "../schema/roles.ts";
import { type Examined, refusalsOf } from "./preflight.ts";
import { type InstallationSecrets, fingerprintsOf, freshSecrets, isInRepository, secretsOf } from "./secrets.ts";
import { covers, type Survey } from "./survey.ts";
import { ROOT } from "../local/workers.ts";

const secrets: InstallationSecrets = {
  ...freshSecrets(production()),
  serviceToken: { id: "c.access", secret: "s".repeat(64) },
};

function deployed(installation = production(), given = secrets): Survey["workers"] {
  return Object.fromEntries(
    roles.map((role) => {
      const own = secretsOf(role, given, installation);
      return [
        role,
        {
          name: `acme-${role}`,
          fingerprints: JSON.parse(fingerprintsOf(own)) as Record<string, string>,
        },
      ];
    }),
  ) as unknown as Survey["workers"];
}

const nothing = Object.fromEntries(roles.map((role) => [role, null])) as Survey["workers"];

const whole: Survey = {
  account: "a".repeat(32),
  isPaid: true,
  zones: { desk: "z", hooks: "z" },
  canSend: true,
  organisation: { teamDomain: "acme.cloudflareaccess.com" },
  databases: [
    { name: "acme-events-0", id: "1", pending: [], unknown: [] },
    { name: "acme-events-1", id: "2", pending: [], unknown: [] },
    { name: "acme-crm", id: "3", pending: ["0010_sources.sql"], unknown: [] },
  ],
  logs: 2,
  queues: [],
  bucket: { exists: true, isLocked: true },
  access: {
    app: { id: "app", audience: "b".repeat(64) },
    beforeHooks: null,
    serviceToken: { id: "t", clientId: "c.access" },
  },
  workers: deployed(),
  secrets: ok(secrets),
};

const examined: Examined = {
  installation: production(),
  survey: whole,
  isSetup: false,
  secretsFile: { path: "/home/ada/acme.secrets.json", isInRepository: false },
  hasPolicy: true,
  verdict: [],
};

const withSurvey = (change: Partial<Survey>): Partial<Examined> => ({ survey: { ...whole, ...change } });
const withAccess = (change: Partial<Survey["access"]>) => withSurvey({ access: { ...whole.access, ...change } });
const other = freshSecrets(production());

const CASES: readonly (readonly [name: string, change: Partial<Examined>, text: RegExp])[] = [
  ["placeholder", { installation: production({ desk: "desk.acme.example" }) }, /^desk: desk\.acme\.example stands/],
  [
    "placeholder",
    { installation: production({ sender: { ...production().answers.sender, address: "ada@example.com" } }) },
    /^sender\.address: example\.com/,
  ],
  [
    "placeholder",
    { installation: production({ sender: { ...production().answers.sender, website: "https://acme.test" } }) },
    /^sender\.website: /,
  ],
  ["placeholder", { installation: production({ admins: ["ada@acme.invalid"] }) }, /^admins: acme\.invalid/],
  ["free_plan", withSurvey({ isPaid: false }), /Workers Paid/],
  ["zone_missing", withSurvey({ zones: { desk: null, hooks: "z" } }), /^desk: desk\.acme\.dev is in no active zone/],
  ["zone_missing", withSurvey({ zones: { desk: "z", hooks: null } }), /^hooks: hooks\.acme\.dev/],
  [
    "sender_not_set_up",
    { ...withSurvey({ canSend: false }), installation: production({ transport: "cloudflare_email" }) },
    /npx wrangler email sending enable acme\.dev/,
  ],
  [
    "desk_without_access",
    {
      installation: production({ signIn: "codes" }),
      ...withSurvey({ workers: deployed(production({ signIn: "codes" })) }),
    },
    /in production/,
  ],
  ["no_access_organisation", withSurvey({ organisation: "none" }), /Zero Trust/],
  ["access_forbidden", withSurvey({ organisation: "forbidden" }), /CLOUDFLARE_API_TOKEN/],
  [
    "hooks_behind_access",
    withAccess({ beforeHooks: "*.acme.dev" }),
    /\*\.acme\.dev of Access stands in front of hooks\.acme\.dev/,
  ],
  ["secrets_in_repository", { secretsFile: { path: "secrets.json", isInRepository: true } }, /could be committed/],
  [
    "secrets_unreadable",
    withSurvey({ secrets: { ok: false, error: ["masterKey has another form"] } }),
    /acme\.secrets\.json: masterKey has another form\.$/,
  ],
  ["secrets_missing", withSurvey({ secrets: ok(null) }), /acme\.secrets\.json is not there/],
  [
    "secrets_missing",
    { isSetup: true, ...withSurvey({ secrets: ok(null), workers: { ...deployed(), ingest: null } }) },
    /Bring the file/,
  ],
  [
    "secret_differs",
    withSurvey({ secrets: ok({ ...secrets, masterKey: other.masterKey }) }),
    /another MASTER_KEY than contacts was given/,
  ],
  [
    "service_token_lost",
    withAccess({ serviceToken: { id: "t", clientId: "d.access" } }),
    /Delete the one in the account/,
  ],
  [
    "model_key_missing",
    {
      installation: production({
        model: {
          endpoint: "https://gateway.acme.dev/v1",
          name: "m",
          prices: { input: 1, cached: 1, output: 1 },
          body: {},
          of: ["composer"],
        },
      }),
    },
    /no modelApiKey/,
  ],
  [
    "unknown_migration",
    withSurvey({
      databases: whole.databases.map((one) =>
        one.name === "acme-crm" ? { ...one, unknown: ["0099_later.sql"] } : one,
      ),
    }),
    /^acme-crm has the migration 0099_later\.sql, which this release does not know/,
  ],
  ["shards_differ", { installation: production({ shards: 3 }) }, /the log is in 2 databases and stays there/],
  ["policy_not_adopted", { hasPolicy: false }, /npm run setup adopts/],
  ["not_promoted", { verdict: ["The scripted suites are HOLD: npm run evals"] }, /HOLD/],
];

describe("the preflight", () => {
  it("has nothing against an installation that is whole, and nothing against a first setup", ({ expect }) => {
    expect(refusalsOf(examined)).toEqual([]);
    const first = {
      ...whole,
      databases: [],
      logs: 0,
      bucket: { exists: false, isLocked: false },
      workers: nothing,
      secrets: ok(null),
    };
    const access = { app: null, beforeHooks: null, serviceToken: null };
    expect(refusalsOf({ ...examined, isSetup: true, hasPolicy: null, survey: { ...first, access } })).toEqual([]);
  });

  it.for(CASES)("refuses %s", ([name, change, text], { expect }) => {
    const refusals = refusalsOf({ ...examined, ...change });
    expect(refusals.map((refusal) => refusal.name)).toEqual([name]);
    expect(refusals[0]?.text).toMatch(text);
  });

  it("does not take what it cannot see for wrong", ({ expect }) => {
    expect(
      refusalsOf({
        ...examined,
        ...withSurvey({ isPaid: null, canSend: null }),
        installation: production({ transport: "cloudflare_email" }),
      }),
    ).toEqual([]);
    expect(refusalsOf({ ...examined, hasPolicy: null })).toEqual([]);
  });

  it("lets staging sign people in by codes", ({ expect }) => {
    const installation = staging({ signIn: "codes" });
    expect(
      refusalsOf({
        ...examined,
        installation,
        ...withSurvey({ organisation: "forbidden", workers: deployed(installation) }),
      }),
    ).toEqual([]);
  });

  it.for(["masterKey", "logKey"] as const)(
    "takes each step of a rotation of %s, and no other key",
    (name, { expect }) => {
      const [before, next, third] = [secrets[name], other[name], freshSecrets(production())[name]];
      const names = (given: string, file: string) =>
        refusalsOf({
          ...examined,
          ...withSurvey({
            workers: deployed(production(), { ...secrets, [name]: given }),
            secrets: ok({ ...secrets, [name]: file }),
          }),
        }).map((refusal) => refusal.name);
      const both = `${next} ${before}`;
      expect([names(before, both), names(both, both), names(both, next), names(next, next)]).toEqual([[], [], [], []]);
      expect([names(before, next), names(before, `${next} ${third}`), names(both, third)]).toEqual(
        Array.from({ length: 3 }, () => ["secret_differs"]),
      );
    },
  );

  it("goes on with a change of a shared secret that was interrupted", ({ expect }) => {
    const { unsubscribeKey } = secrets;
    if (typeof unsubscribeKey !== "string") throw new Error("the first key is a text");
    const keys = { k1: unsubscribeKey, k2: other.sessionKey };
    const changed = { ...secrets, unsubscribeKey: { current: "k2", keys } };
    const half = { ...deployed(), ingest: deployed(production(), changed).ingest };
    expect(refusalsOf({ ...examined, ...withSurvey({ workers: half, secrets: ok(changed) }) })).toEqual([]);
  });

  it("never names a secret's value", ({ expect }) => {
    const values = JSON.stringify(Object.values(secrets)).match(/[\w+/=-]{24,}/g) ?? [];
    const texts = CASES.flatMap(([, change]) => refusalsOf({ ...examined, ...change })).map(({ text }) => text);
    expect(values.length).toBeGreaterThan(5);
    expect(texts.filter((text) => values.some((value) => text.includes(value)))).toEqual([]);
  });
});

describe("an application of Access", () => {
  it.for([
    ["hooks.acme.dev", true],
    ["hooks.acme.dev/webhooks", true],
    ["*.acme.dev", true],
    ["acme.dev", false],
    ["desk.acme.dev", false],
    ["*.hooks.acme.dev", false],
  ] as const)("for %s stands in front of the hooks: %s", ([domain, isBefore], { expect }) => {
    expect(covers(domain, "hooks.acme.dev")).toBe(isBefore);
  });
});

describe("the place of the secrets", () => {
  it("is refused inside of the checkout", ({ expect }) => {
    expect(
      ["secrets.json", "deploy/x.json", ROOT].map((path) =>
        isInRepository(path.startsWith("/") ? path : `${ROOT}/${path}`),
      ),
    ).toEqual([true, true, true]);
    expect(isInRepository(`${ROOT}-secrets/x.json`)).toBe(false);
    expect(isInRepository("/home/ada/x.json")).toBe(false);
  });
});
