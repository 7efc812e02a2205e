// The entry point of the qualifier: bindings and the clock. It feeds no queue, because a person takes the next step.
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { defineStage } from "../stage/define-stage.ts";
import { gradeStage } from "./grade.ts";

export default defineStage((env: QualifierEnv) => ({
  stage: gradeStage({
    crm: d1Crm(env.CRM),
    policy: defaultPolicy,
    now: () => new Date(),
  }),
  port: env.PORT,
  producers: {},
  deadLetters: env.DEAD_LETTERS,
  random: Math.random,
}));
