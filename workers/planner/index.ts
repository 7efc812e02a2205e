// The planner's rim: bindings, nothing else.
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { eventShards } from "../../drizzle/event-shards.ts";
import { installedLog } from "../../drizzle/installation.ts";
import { d1SuppressionList } from "../../drizzle/d1-suppression-list.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { defineStage } from "../define-stage.ts";
import { planStage } from "./plan.ts";

export default defineStage((env: PlannerEnv) => ({
  stage: planStage({
    port: env.PORT,
    list: d1SuppressionList(env.CRM),
    crm: d1Crm(env.CRM),
    policy: defaultPolicy,
  }),
  log: installedLog(eventShards(env)),
  producers: { qualify: env.QUALIFY },
  deadLetters: env.DEAD_LETTERS,
  random: Math.random,
}));
