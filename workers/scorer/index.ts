// The entry point of the scorer: bindings, the model, and the nightly turn that makes scores again. It feeds no queue: nothing follows from a score.
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { d1SuppressionList } from "../../drizzle/d1-suppression-list.ts";
import { d1RoleFits } from "../../drizzle/role-fits.ts";
import type { Port } from "../../schema/ports.ts";
import { portSpend } from "../model/port-spend.ts";
import { keptModel, type ModelEnv } from "../model/settings.ts";
import { defineStage } from "../stage/define-stage.ts";
import { followPolicy } from "../stage/follow-policy.ts";
import { rescore } from "./rescore.ts";
import type { RoleJudge } from "./role-fit.ts";
import { scoreStage } from "./score.ts";
import { writeLine } from "../../schema/log-line.ts";

type Env = Omit<ScorerEnv, keyof ModelEnv> & ModelEnv;

const policyOf = followPolicy(() => Date.now());
const modelOf = keptModel({ fetch: (...request) => fetch(...request), now: () => Date.now() });

/** Undefined without an endpoint. An unreadable configuration is logged and stops no score: the rule judges roles. */
function judgeOf(env: Env): RoleJudge | undefined {
  if (env.MODEL_ENDPOINT === "") return undefined;
  try {
    return {
      model: modelOf(env),
      name: env.MODEL_NAME,
      fits: d1RoleFits(env.CRM),
      spend: portSpend(env.PORT),
      list: d1SuppressionList(env.CRM),
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    };
  } catch (error) {
    writeLine({ stage: "score", judge: "rule", because: String(error) });
    return undefined;
  }
}

const stage = defineStage((env: Env) => ({
  stage: async () => scoreStage({ crm: d1Crm(env.CRM), policy: await policyOf(env.PORT), judge: judgeOf(env) }),
  port: env.PORT,
  producers: {},
  deadLetters: env.DEAD_LETTERS,
  random: Math.random,
}));

export default {
  ...stage,
  async scheduled(_: ScheduledController, env: Env) {
    const looked = await rescore({
      // The platform's RPC types do not say which answer belongs to which query; `Port` does.
      port: env.PORT as unknown as Port<"scorer">,
      policy: await policyOf(env.PORT),
      now: () => new Date(),
      run: (messages) => stage.queue({ messages }, env),
    });
    if (looked > 0) writeLine({ stage: "score", rescored: looked });
  },
};
