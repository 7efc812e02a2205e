// The entry point of the composer: bindings and the keys of its links. It feeds no queue, because a person takes the next step.
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { d1SuppressionList } from "../../drizzle/d1-suppression-list.ts";
import { defineStage } from "../stage/define-stage.ts";
import { followPolicy } from "../stage/follow-policy.ts";
import { portSpend } from "../model/port-spend.ts";
import { keptModel, type ModelEnv } from "../model/settings.ts";
import { UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import { composeStage } from "./compose.ts";
import type { WriterPorts } from "./writer.ts";
import { writeLine } from "../../schema/log-line.ts";

type Env = Omit<ComposerEnv, keyof ModelEnv> & ModelEnv;

const policyOf = followPolicy(() => Date.now());
const modelOf = keptModel({ fetch: (...request) => fetch(...request), now: () => Date.now() });

/** Undefined without an endpoint. An unreadable configuration is logged and stops no lead: templates are used. */
function writerOf(env: Env): WriterPorts | undefined {
  if (env.MODEL_ENDPOINT === "") return undefined;
  try {
    return {
      model: modelOf(env),
      spend: portSpend(env.PORT),
      list: d1SuppressionList(env.CRM),
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      now: () => new Date(),
    };
  } catch (error) {
    writeLine({ stage: "compose", writer: "templates", because: String(error) });
    return undefined;
  }
}

export default defineStage((env: Env) => ({
  stage: async () =>
    composeStage({
      crm: d1Crm(env.CRM),
      policy: await policyOf(env.PORT),
      unsubscribeKeys: UnsubscribeKeys.parse(JSON.parse(env.UNSUBSCRIBE_KEYS)),
      publicUrl: env.PUBLIC_URL.replace(/\/$/, ""),
      writer: writerOf(env),
    }),
  port: env.PORT,
  producers: {},
  deadLetters: env.DEAD_LETTERS,
  random: Math.random,
}));
