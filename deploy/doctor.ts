// What a running installation needs, looked at from outside: its resources, its Workers and their releases, who stands in front of which name, and its gauges.
// It changes nothing.
import * as z from "zod";
import { jsonIn } from "../schema/json.ts";
import { RELEASE } from "../schema/release.ts";
import { roles } from "../schema/roles.ts";
import type { Cloudflare } from "./cloudflare.ts";
import type { Looked } from "./deployment.ts";
import type { Installation } from "./resources.ts";
import { hasKeyOf, KEPT_KEYS, secretsOf } from "./secrets.ts";
import type { Survey } from "./survey.ts";

export interface Finding {
  /** What was looked at. */
  readonly of: string;
  readonly state: "ok" | "warn" | "bad";
  readonly text: string;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const Health = z.object({ ok: z.boolean(), release: z.string() });
const Gauges = z.object({
  gauges: z.array(
    z.object({
      name: z.string(),
      of: z.string().nullable(),
      unit: z.string(),
      value: z.number().nullable(),
      state: z.enum(["ok", "warn", "bad"]),
    }),
  ),
});

const Problem = z.object({ type: z.string(), title: z.string() });

const REQUEST_MS = 15_000;

/** Asks whether a Worker runs. `credentials`: with which a program comes through Cloudflare Access. */
export async function healthFinding(
  of: string,
  url: string,
  fetch: Fetch,
  credentials: Readonly<Record<string, string>> = {},
): Promise<Finding> {
  const answer = await asked(new URL("/healthz", url).href, fetch, credentials);
  if (answer === null) return { of, state: "bad", text: `${url} does not answer` };
  if (isSignIn(answer)) return { of, state: "bad", text: `${url} asks to sign in at Cloudflare Access` };
  const health = Health.safeParse(jsonIn(answer.text));
  if (!health.success)
    return { of, state: "bad", text: `${url} answers ${answer.status}, and not as a Worker of Holdpoint` };
  const { ok, release } = health.data;
  if (!ok) return { of, state: "bad", text: `${url} cannot read its configuration` };
  return release === RELEASE
    ? { of, state: "ok", text: `runs release ${release}` }
    : { of, state: "warn", text: `runs release ${release}; this checkout is ${RELEASE}` };
}

/** Whether Cloudflare Access stands in front of the desk: without credentials nobody comes through. */
export async function accessFinding({ answers }: Installation, fetch: Fetch): Promise<Finding> {
  const of = "sign-in";
  if (answers.signIn === "codes")
    return { of, state: "warn", text: "the desk signs people in itself, which is for trying out" };
  const url = `https://${answers.desk}`;
  const answer = await asked(`${url}/`, fetch, {});
  if (answer === null) return { of, state: "bad", text: `${url} does not answer` };
  return isSignIn(answer)
    ? { of, state: "ok", text: "Cloudflare Access stands in front of the desk" }
    : {
        of,
        state: "bad",
        text: `${url} answers ${answer.status} to a stranger: Cloudflare Access does not stand in front of it`,
      };
}

/** Each gauge that is not as it should be, or one line when all are. */
export async function gaugeFindings(
  url: string,
  fetch: Fetch,
  credentials: Readonly<Record<string, string>>,
): Promise<readonly Finding[]> {
  const answer = await asked(new URL("/api/v1/gauges", url).href, fetch, credentials);
  const said = jsonIn(answer?.text ?? "");
  const problem = Problem.safeParse(said);
  // The desk does nothing at all then, and says so at its every address but that of its health.
  if (problem.success && problem.data.type.endsWith(":key_differs"))
    return [{ of: "keys", state: "bad", text: `${problem.data.title} (key_differs)` }];
  const read = Gauges.safeParse(said);
  if (!read.success)
    return [{ of: "gauges", state: "warn", text: `${url} does not tell them (${answer?.status ?? "no answer"})` }];
  const { gauges } = read.data;
  const found = gauges.filter(({ state }) => state !== "ok");
  if (found.length === 0) return [{ of: "gauges", state: "ok", text: `all ${gauges.length} are as they should be` }];
  return found.map(({ name, of, unit, value, state }) => ({
    of: `gauge ${name}${of === null ? "" : ` ${of}`}`,
    state,
    text: value === null ? "could not be read" : `${value} ${unit}`,
  }));
}

/** What stands against the installation as it is, and what a deployment would make. */
export function lookFindings({ refusals, plan, survey }: Looked, installation: Installation): readonly Finding[] {
  const missing = plan.filter(
    (action) => !["upload", "adopt_policy", "record_release", "smoke_test", "migrate"].includes(action.do),
  );
  const pending = survey.databases.filter(({ id, pending: left }) => id !== null && left.length > 0);
  return [
    ...refusals.map(({ name, text }) => ({ of: name, state: "bad" as const, text })),
    missing.length === 0
      ? { of: "resources", state: "ok", text: "databases, queues, bucket and Access are there" }
      : {
          of: "resources",
          state: "bad",
          text: `missing: ${missing.map((action) => ("name" in action ? action.name : action.do)).join(", ")}`,
        },
    ...staleSecrets(survey, installation).map((text) => ({ of: "secrets", state: "warn" as const, text })),
    ...pending.map(({ name, pending: left }) => ({
      of: "migrations",
      state: "warn" as const,
      text: `${name} lacks ${left.length} of this release: the next deployment applies them`,
    })),
  ];
}

/** Secrets of which a Worker has other ones than the file, after a change that was interrupted. Kept keys are refused by the preflight. */
function staleSecrets({ secrets, workers }: Survey, installation: Installation): readonly string[] {
  const file = secrets.ok ? secrets.value : null;
  if (file === null) return [];
  return roles.flatMap((role) => {
    const own = secretsOf(role, file, installation);
    return Object.entries(workers[role]?.fingerprints ?? {})
      .filter(
        ([name, given]) => own[name] !== undefined && !KEPT_KEYS.includes(name) && !hasKeyOf(name, own[name], given),
      )
      .map(([name]) => `${role} has another ${name} than the file: the next deployment gives it that of the file`);
  });
}

/** Whether all Workers are of one release. */
export async function releaseFinding(
  { survey: { account, workers } }: Looked,
  cloudflare: Cloudflare,
): Promise<Finding> {
  const of = "Workers";
  const absent = roles.filter((role) => workers[role] === null);
  if (absent.length > 0) return { of, state: "bad", text: `not deployed: ${absent.join(", ")}` };
  const releases = await Promise.all(
    roles.map(async (role) => {
      const name = workers[role]?.name ?? "";
      const [now] = await cloudflare.deployments(account, name);
      const version = now?.versions[0]?.version_id;
      const annotations = version === undefined ? {} : (await cloudflare.version(account, name, version)).annotations;
      return annotations["workers/tag"] ?? "unknown";
    }),
  );
  const different = new Set(releases);
  if (different.size === 1) return { of, state: "ok", text: `all ${roles.length} are of release ${releases[0]}` };
  const each = roles.map((role, index) => `${role} ${releases[index]}`).join(", ");
  return { of, state: "bad", text: `they are of different releases, so a deployment was not whole: ${each}` };
}

interface Asked {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

async function asked(url: string, fetch: Fetch, headers: Readonly<Record<string, string>>): Promise<Asked | null> {
  try {
    const response = await fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(REQUEST_MS) });
    return { status: response.status, location: response.headers.get("location") ?? "", text: await response.text() };
  } catch {
    return null;
  }
}

/** Access sends a browser to its own sign-in, and refuses a program. */
const isSignIn = ({ status, location }: Asked): boolean =>
  status === 403 ||
  (status >= 300 &&
    status < 400 &&
    URL.canParse(location) &&
    new URL(location).hostname.endsWith(".cloudflareaccess.com"));

/** 0 when nothing is bad, otherwise 1. */
export const codeOf = (findings: readonly Finding[]): 0 | 1 => (findings.some(({ state }) => state === "bad") ? 1 : 0);
