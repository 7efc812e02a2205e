// The entry point of the qualifier: bindings and the clock. It feeds no queue, because a person takes the next step.
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { defineStage } from "../stage/define-stage.ts";
import { followPolicy } from "../stage/follow-policy.ts";
import { gradeStage } from "./grade.ts";

const policyOf = followPolicy(() => Date.now());

export default defineStage((env: QualifierEnv) => ({
  stage: async () => gradeStage({ crm: d1Crm(env.CRM), policy: await policyOf(env.PORT), now: () => new Date() }),
  port: env.PORT,
  producers: {},
  deadLetters: env.DEAD_LETTERS,
  random: Math.random,
}));
