// A model that rate-limits each run once, and then answers with a plan. It reads the object's events to know whether the run has waited. It also
// counts its calls for I10: a step never makes more calls than allowed.
import { eventInRow } from "../schema/events.ts";
import type { ContactId } from "../schema/ids.ts";
import type { ModelCall } from "../schema/model-call.ts";
import type { Model } from "../workers/model/model.ts";
import { through } from "./call-gate.ts";
import type { Planted } from "./world.ts";

/** One call, one more after the wait, and one more after a crash between a call and its record. */
const MAX_CALLS = 3;
const WAIT_SECONDS = 7;

const call: ModelCall = {
  step: "plan_tasks",
  model: "simulated",
  promptDigest: "a".repeat(22),
  tokensIn: 900,
  tokensCached: 0,
  tokensOut: 20,
  costMicroDollars: 53,
  latencyMs: 0,
  outcome: "ok",
};
const REPLY = JSON.stringify({ stages: ["analyze_opportunity", "compose"] });

export const waitingModel: Planted["surroundings"] = (around, world) => {
  const callsOf = new Map<string, number>();
  const model: Model = {
    async call({ metadata: { contactId, runId = "" } }) {
      const times = (callsOf.get(runId) ?? 0) + 1;
      callsOf.set(runId, times);
      if (times > MAX_CALLS) world().ledger.violations.push(`I10: a model was asked ${times} times about ${runId}`);
      const events = world()
        .objects.rowsOf(contactId as ContactId)
        .map((row) => eventInRow(row));
      const hasWaited = events.some((event) => event.type === "LlmCalled" && event.payload.runId === runId);
      return hasWaited
        ? { outcome: "ok", reply: REPLY, call }
        : {
            outcome: "rate_limited",
            reply: null,
            call: { ...call, outcome: "rate_limited" },
            retryAfterSeconds: WAIT_SECONDS,
          };
    },
  };
  return { ...around, models: { planner: (actor) => through(around.gate, actor, "model", model) } };
};
