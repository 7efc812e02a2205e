// What a deployment does through the desk, as the operator's program: it adopts the first policy, records the release, and tries the installation out.
import { eventually } from "../local/eventually.ts";
import { deskApi, DeskRefusal } from "../local/desk-api.ts";
import { defaultPolicy } from "../schema/default-policy.ts";
import type { Policy } from "../schema/policy.ts";
import { SMOKE_SOURCE } from "./generate.ts";
import { type PerformPorts, secretsIn } from "./perform.ts";
import type { Installation } from "./resources.ts";
import { type InstallationSecrets, SETUP_IDENTITY } from "./secrets.ts";
import { smokeTest } from "./smoke-test.ts";

/** A token of deployments ends after the longest time that the desk allows; the next setup makes another one. */
const TOKEN_DAYS = 365;
const PATIENCE_MS = 180_000;

interface DeskPorts {
  readonly installation: Installation;
  readonly fetch: typeof globalThis.fetch;
  readonly writeSecrets: (secrets: InstallationSecrets) => void;
  readonly release: { readonly release: string; readonly sources: string };
  readonly say: (line: string) => void;
  readonly now: () => Date;
  /** A new word that nothing else is named by. */
  readonly word: () => string;
}

/** The desk's API as the installation's own program calls it. Throws where the file has no way in. */
export function deskOf({ answers }: Installation, secrets: InstallationSecrets, fetch: typeof globalThis.fetch) {
  const url = `https://${answers.desk}`;
  if (answers.signIn === "codes") return deskApi(url, secrets.desk[SETUP_IDENTITY] ?? null, { fetch });
  if (secrets.serviceToken === undefined) throw new Error("the file of the secrets has no service token");
  return deskApi(url, null, { fetch, headers: accessHeadersOf(secrets) });
}

/** With which a program comes through Cloudflare Access. */
export const accessHeadersOf = ({ serviceToken }: InstallationSecrets): Readonly<Record<string, string>> =>
  serviceToken ? { "cf-access-client-id": serviceToken.id, "cf-access-client-secret": serviceToken.secret } : {};

/** The policy that a new installation adopts: the default one, in the name of its own sender. */
export function firstPolicy({ answers: { sender } }: Installation): Policy {
  const { hostname } = new URL(sender.website);
  return {
    ...defaultPolicy,
    compose: { ...defaultPolicy.compose, sender: { ...sender } },
    // Statements of the samples' firm would be lies here.
    draft: { ...defaultPolicy.draft, hosts: [hostname], statements: [] },
  };
}

export function throughDesk({
  installation,
  fetch,
  writeSecrets,
  release,
  say,
  now,
  word,
}: DeskPorts): PerformPorts["throughDesk"] {
  const { answers } = installation;
  return {
    async adopt_policy(known) {
      const api = deskOf(installation, secretsIn(known), fetch);
      // A new domain, and Access in front of it, take a moment.
      const { adoption } = await eventually(() => api.policy().catch(() => false as const), {
        withinMilliseconds: PATIENCE_MS,
        everyMilliseconds: 1_000,
        what: `an answer of https://${answers.desk}`,
      });
      if (adoption === null)
        await api.adoptPolicy({ policy: firstPolicy(installation), replaces: 0, reason: "own_business" });
      return known;
    },
    async record_release(known) {
      const kept = secretsIn(known);
      if (kept.deskToken !== undefined && (await isRecorded(kept.deskToken, kept))) return known;
      // There is no token yet, or it has ended.
      const token = await deskOf(installation, kept, fetch).makeToken(`deploy-${word()}`, ["release"], TOKEN_DAYS);
      const secrets = { ...kept, deskToken: token };
      writeSecrets(secrets);
      if (!(await isRecorded(token, secrets))) throw new Error("the desk refuses the token that it has just made");
      return { ...known, secrets };
    },
    async smoke_test(known) {
      const secret = secretsIn(known).sources[SMOKE_SOURCE];
      if (secret === undefined) throw new Error("the file of the secrets has no secret of the test's source");
      const contactId = await smokeTest({
        hooks: `https://${answers.hooks}`,
        source: SMOKE_SOURCE,
        secret,
        api: deskOf(installation, secretsIn(known), fetch),
        fetch,
        email: `test@${answers.hooks}`,
        id: `msg_${word()}`,
        nowSeconds: Math.floor(now().getTime() / 1_000),
      });
      say(`a test lead went to its preview hold and was dismissed: https://${answers.desk}/contacts/${contactId}`);
      return known;
    },
  };

  /** Records the release with this token; false where the token does not count. */
  async function isRecorded(token: string, secrets: InstallationSecrets): Promise<boolean> {
    const releases = deskApi(`https://${answers.desk}`, token, { fetch, headers: accessHeadersOf(secrets) });
    try {
      await releases.act("/releases", { ...release, verdict: "PROMOTE" });
      return true;
    } catch (cause) {
      if (cause instanceof DeskRefusal && cause.status === 401) return false;
      throw cause;
    }
  }
}
