// The entry point of the planner: bindings only.
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { d1SuppressionList } from "../../drizzle/d1-suppression-list.ts";
import { defineStage } from "../stage/define-stage.ts";
import { followPolicy } from "../stage/follow-policy.ts";
import { portSpend } from "../model/port-spend.ts";
import { keptModel, type ModelEnv } from "../model/settings.ts";
import { planStage } from "./plan.ts";
import type { Reasoning } from "./reasoning.ts";
import { LowRisk, parseReasoningFlag } from "./reasoning-flag.ts";
import { writeLine } from "../../schema/log-line.ts";

type Env = Omit<PlannerEnv, keyof ModelEnv> & ModelEnv;

const policyOf = followPolicy(() => Date.now());
const modelOf = keptModel({ fetch: (...request) => fetch(...request), now: () => Date.now() });

/** Undefined when the flag is off. An unreadable configuration is logged and stops no lead: the rules plan. */
function reasoningOf(env: Env): Reasoning | undefined {
  try {
    const flag = parseReasoningFlag(env.SALES_SUPPORT_SEQUENCER_REASONING);
    if (flag.kind === "off") return undefined;
    return {
      flag,
      model: modelOf(env),
      lowRisk: LowRisk.parse(JSON.parse(env.REASONING_LOW_RISK)),
      spend: portSpend(env.PORT),
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    };
  } catch (error) {
    writeLine({ stage: "plan", reasoning: "off", because: String(error) });
    return undefined;
  }
}

export default defineStage((env: Env) => ({
  stage: async () =>
    planStage({
      list: d1SuppressionList(env.CRM),
      crm: d1Crm(env.CRM),
      policy: await policyOf(env.PORT),
      reasoning: reasoningOf(env),
    }),
  port: env.PORT,
  producers: { qualify: env.QUALIFY },
  deadLetters: env.DEAD_LETTERS,
  random: Math.random,
}));
