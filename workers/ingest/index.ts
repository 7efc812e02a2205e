// The entry point of the ingest Worker: webhooks, mails, the unsubscribe link and the queue, from its bindings.
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { d1SuppressionList } from "../../drizzle/d1-suppression-list.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { defineStage } from "../stage/define-stage.ts";
import type { IngestMessage, PoisonMessage } from "../../schema/messages.ts";
import type { BodyTaken } from "../../schema/refused-bodies.ts";
import { portSpend } from "../model/port-spend.ts";
import { keptModel, type ModelEnv } from "../model/settings.ts";
import { UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import type { Port } from "../../schema/ports.ts";
import { ingestApp } from "./app.tsx";
import type { Classifier } from "./classifier.ts";
import { takeMail } from "./email.ts";
import { type KeyCheck, ownKeyCheck } from "./own-key.ts";
import { unavailableResponse } from "./problem-json.ts";
import { recordStage } from "./record.ts";
import { readSources, SourcesUnreadable } from "./sources.ts";
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

const report = (line: Readonly<Record<string, unknown>>): void =>
  console.log(JSON.stringify({ worker: "ingest", ...line }));

const modelOf = keptModel({ fetch: (...request) => fetch(...request), now: () => Date.now() });

/** Undefined without an endpoint. An unreadable configuration is logged and stops no message: the rules classify. */
function classifierOf(env: Env): Classifier | undefined {
  if (env.MODEL_ENDPOINT === "") return undefined;
  try {
    const { list, systemKey } = portsOf(env);
    return {
      model: modelOf(env),
      policy: defaultPolicy.model,
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
const doorOf = (env: Env) => ({
  systemKey: env.SYSTEM_KEY,
  policy: defaultPolicy.ingest,
  sender: defaultPolicy.compose.sender.address,
  now: () => new Date(),
  send: async (message: IngestMessage) => void (await env.INGEST.send(message)),
  keep: async (letter: PoisonMessage | BodyTaken) => void (await env.DEAD_LETTERS.send(letter)),
  checkKey: keyCheckOf(env),
  report,
});

const appOf = (env: Env) =>
  ingestApp({
    ...doorOf(env),
    sources: readSources(env),
    optOut: portsOf(env),
    unsubscribeKeys: UnsubscribeKeys.parse(JSON.parse(env.UNSUBSCRIBE_KEYS)),
  });

// The configuration is parsed once per isolate, not once per request.
const apps = new WeakMap<Env, ReturnType<typeof appOf>>();
function appFor(env: Env): ReturnType<typeof appOf> | null {
  const existing = apps.get(env);
  if (existing) return existing;
  try {
    const app = appOf(env);
    apps.set(env, app);
    return app;
  } catch (error) {
    // A parser's message quotes its input, which may be a secret. `SOURCES` has no secrets.
    const because = error instanceof SourcesUnreadable ? { because: error.message } : {};
    report({ reason: "configuration_unreadable", error: error instanceof Error ? error.name : "unknown", ...because });
    return null;
  }
}

const stage = defineStage((env: Env) => ({
  stage: recordStage({ ...portsOf(env), classifier: classifierOf(env) }),
  port: env.PORT,
  producers: { plan: env.PLAN, score: env.SCORE },
  deadLetters: env.DEAD_LETTERS,
  random: Math.random,
}));

export default {
  fetch: (request, env, context) => appFor(env)?.fetch(request, env, context) ?? unavailableResponse(),
  email: (mail, env) => takeMail(mail, doorOf(env)),
  async queue({ messages }, env) {
    const { again = [], recorded = [] } = Object.groupBy(messages, (one) =>
      isRefusedBody(one) ? "again" : "recorded",
    );
    await takeAgain(again, {
      ...doorOf(env),
      sources: () => readSources(env),
      statements: portsOf(env),
      random: Math.random,
    });
    if (recorded.length > 0) await stage.queue({ messages: recorded }, env);
  },
} satisfies ExportedHandler<Env>;
