// The entry point of the ingest Worker: webhooks, mails, the unsubscribe link and the queue, from its bindings.
import { WorkerEntrypoint } from "cloudflare:workers";
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { d1SuppressionList } from "../../drizzle/d1-suppression-list.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { defineStage } from "../stage/define-stage.ts";
import { followPolicy, within } from "../stage/follow-policy.ts";
import { type LogFields, writeLine } from "../../schema/log-line.ts";
import type { IngestMessage, PoisonMessage } from "../../schema/messages.ts";
import type { BodyTaken } from "../../schema/refused-bodies.ts";
import type { ModelPolicy, Policy } from "../../schema/policy.ts";
import { portSpend } from "../model/port-spend.ts";
import { keptModel, type ModelEnv } from "../model/settings.ts";
import { UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import type { Port } from "../../schema/ports.ts";
import { d1SourceOverruns } from "../../drizzle/source-rows.ts";
import { askOne } from "../../schema/only-answer.ts";
import { ingestApp } from "./app.tsx";
import { type Budget, openBudget } from "./budget.ts";
import type { Classifier } from "./classifier.ts";
import { takeMail } from "./email.ts";
import { type KeyCheck, ownKeyCheck } from "./own-key.ts";
import { unavailableResponse } from "./problem-json.ts";
import { recordStage } from "./record.ts";
import { type KnownSources, knownSources } from "./known-sources.ts";
import { asksForHealth, healthResponse } from "../stage/health.ts";
import { postSample, secretFor } from "./sample.ts";
import { readSources, readStatedSources, SOURCE_TYPES, SOURCES, SourcesUnreadable } from "./sources.ts";
import { cachedSources } from "./sources-copy.ts";
import { isRefusedBody, takeAgain } from "./take-again.ts";

/** The generated type allows only the values in this repository's wrangler.toml; a deployment may have others. */
type Env = Omit<IngestEnv, keyof ModelEnv | "SOURCES"> & ModelEnv & { readonly SOURCES: string };

const portsOf = (env: Env) => ({
  // The platform's RPC types do not say which answer belongs to which query or command; `Port` does.
  port: env.PORT as unknown as Port<"ingest">,
  crm: d1Crm(env.CRM),
  list: d1SuppressionList(env.CRM),
  systemKey: env.SYSTEM_KEY,
  checkKey: keyCheckOf(env),
});

/** What was found out about the key is kept once per isolate, as long as it agrees. */
const keyChecks = new WeakMap<Env, () => Promise<KeyCheck>>();
function keyCheckOf(env: Env): () => Promise<KeyCheck> {
  const check = keyChecks.get(env) ?? ownKeyCheck(env.PORT as unknown as Port<"ingest">, env.SYSTEM_KEY);
  keyChecks.set(env, check);
  return check;
}

const report = (line: LogFields): void => writeLine({ worker: "ingest", ...line });

/** A webhook's sender waits for a few seconds; a look at the policy must not take them. */
const LOOK_PATIENCE_MS = 2_000;
const policyOf = followPolicy(() => Date.now(), LOOK_PATIENCE_MS);

/**
 * The limits and the own address by which the door reads a body. Nothing about a contact is decided by them, and a lead is accepted while nothing but
 * the queue answers: where no policy could be read yet, the door has the limits of the release.
 */
const doorPolicyOf = (env: Env): Promise<Policy> => policyOf(env.PORT).catch(() => defaultPolicy);

const modelOf = keptModel({ fetch: (...request) => fetch(...request), now: () => Date.now() });

/** An unreadable configuration is logged and stops no message: the rules classify. */
function classifierOf(env: Env, policy: ModelPolicy): Classifier | undefined {
  try {
    const { list, systemKey } = portsOf(env);
    return {
      model: modelOf(env),
      policy,
      list,
      systemKey,
      spend: portSpend(env.PORT),
      now: () => new Date(),
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    };
  } catch (error) {
    report({ stage: "ingest", classifier: "off", because: String(error) });
    return undefined;
  }
}

/** What every door has: for webhooks, for mails, and for bodies that a person sends again. */
const doorOf = (env: Env, { ingest, compose }: Policy) => ({
  systemKey: env.SYSTEM_KEY,
  policy: ingest,
  sender: compose.sender.address,
  now: () => new Date(),
  send: async (message: IngestMessage) => void (await env.INGEST.send(message)),
  keep: async (letter: PoisonMessage | BodyTaken) => void (await env.DEAD_LETTERS.send(letter)),
  checkKey: keyCheckOf(env),
  report,
});

/** What the door knows of sources, and what its budgets counted. */
function openDoor(env: Env) {
  const port = env.PORT as unknown as Port<"ingest">;
  const now = () => new Date();
  const overruns = d1SourceOverruns(env.CRM);
  const budget: Budget = openBudget({
    sourceLimit: env.SOURCE_LIMIT,
    contactLimit: env.CONTACT_LIMIT,
    runsToday: (source) => sources.runsToday(source),
    now,
    report,
  });
  const sources: KnownSources = knownSources({
    configured: readSources(env),
    ask: (query) => within(askOne(port, { type: "Sources", ...query }), LOOK_DEADLINE_MILLISECONDS),
    copy: cachedSources({
      systemKey: env.SYSTEM_KEY,
      cache: caches.default,
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    }),
    // What cannot be counted is only not shown: nothing waits for it.
    looked: (day) => overruns.add(day, budget.takeOver()).catch(() => undefined),
    now,
    report,
  });
  return { sources, budget };
}

/** A webhook waits no longer than this for a newer list of sources. */
const LOOK_DEADLINE_MILLISECONDS = 1_000;

const doors = new WeakMap<Env, ReturnType<typeof openDoor>>();
/** Opened once per isolate. Throws when the configuration cannot be parsed. */
function doorFor(env: Env): ReturnType<typeof openDoor> {
  const door = doors.get(env) ?? openDoor(env);
  doors.set(env, door);
  return door;
}

const appOf = (env: Env, policy: Policy) =>
  ingestApp({
    ...doorOf(env, policy),
    ...doorFor(env),
    optOut: portsOf(env),
    unsubscribeKeys: UnsubscribeKeys.parse(JSON.parse(env.UNSUBSCRIBE_KEYS)),
  });

// The configuration is parsed once per isolate and policy in force, not once per request.
const apps = new WeakMap<Env, { readonly policy: Policy; readonly app: ReturnType<typeof appOf> }>();
async function appFor(env: Env): Promise<ReturnType<typeof appOf> | null> {
  return appUnder(await doorPolicyOf(env), env);
}

/** Null when the configuration cannot be parsed. */
function appUnder(policy: Policy, env: Env): ReturnType<typeof appOf> | null {
  const existing = apps.get(env);
  if (existing?.policy === policy) return existing.app;
  try {
    const app = appOf(env, policy);
    apps.set(env, { policy, app });
    return app;
  } catch (error) {
    // A parser's message quotes its input, which may be a secret. `SOURCES` has no secrets.
    const because = error instanceof SourcesUnreadable ? { because: error.message } : {};
    report({ reason: "configuration_unreadable", error: error instanceof Error ? error.name : "unknown", ...because });
    return null;
  }
}

const stage = defineStage((env: Env) => ({
  // Without a model nothing is recorded by the policy.
  stage: async () =>
    recordStage({
      ...portsOf(env),
      classifier: env.MODEL_ENDPOINT === "" ? undefined : classifierOf(env, (await policyOf(env.PORT)).model),
    }),
  port: env.PORT,
  producers: { plan: env.PLAN, score: env.SCORE },
  deadLetters: env.DEAD_LETTERS,
  random: Math.random,
}));

export default {
  async fetch(request, env, context) {
    // The health asks for no policy: only whether there is an app, with whichever policy it was made last.
    if (asksForHealth(request)) return healthResponse(appUnder(apps.get(env)?.policy ?? defaultPolicy, env) !== null);
    return (await appFor(env))?.fetch(request, env, context) ?? unavailableResponse();
  },
  email: async (mail, env) => takeMail(mail, doorOf(env, await doorPolicyOf(env))),
  async queue({ messages }, env) {
    const { again = [], recorded = [] } = Object.groupBy(messages, (one) =>
      isRefusedBody(one) ? "again" : "recorded",
    );
    if (again.length > 0)
      await takeAgain(again, {
        ...doorOf(env, await doorPolicyOf(env)),
        // A label that was added just now is why a person sends a body again.
        sources: async () => (await doorFor(env).sources.newer()) ?? doorFor(env).sources.now(),
        statements: portsOf(env),
        random: Math.random,
      });
    if (recorded.length > 0) await stage.queue({ messages: recorded }, env);
  },
} satisfies ExportedHandler<Env>;

/** What the desk asks about webhook sources: their types are known here alone. Only the desk binds it; no HTTP route leads here. */
export class SourceDoor extends WorkerEntrypoint<Env> {
  async describe() {
    return {
      types: SOURCE_TYPES.map((type) => ({ type, form: SOURCES[type].secret.form })),
      configured: [...readStatedSources(this.env.SOURCES)].map(([name, { type }]) => ({ name, type })),
    };
  }
  async secretFor({ type, given }: { readonly type: string; readonly given: string | null }): Promise<string | null> {
    return secretFor(type, given, (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  }
  async postSample(name: string): Promise<{ readonly status: number; readonly body: string } | null> {
    const { sources } = doorFor(this.env);
    const source = ((await sources.newer()) ?? (await sources.now())).get(name);
    return source ? postSample(source, async (request) => (await appFor(this.env))?.fetch(request), new Date()) : null;
  }
}
