// The composer's rim: bindings and the keys of its links. It feeds no queue: a person takes the next step.
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { eventShards } from "../../drizzle/event-shards.ts";
import { installedLog } from "../../drizzle/installation.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { defineStage } from "../define-stage.ts";
import { UnsubscribeKeys } from "../unsubscribe-token.ts";
import { composeStage } from "./compose.ts";

export default defineStage((env: ComposerEnv) => ({
  stage: composeStage({
    port: env.PORT,
    crm: d1Crm(env.CRM),
    policy: defaultPolicy,
    unsubscribeKeys: UnsubscribeKeys.parse(JSON.parse(env.UNSUBSCRIBE_KEYS)),
    publicUrl: env.PUBLIC_URL.replace(/\/$/, ""),
  }),
  log: installedLog(eventShards(env)),
  producers: {},
  deadLetters: env.DEAD_LETTERS,
  random: Math.random,
}));
