// Tests the one delayed repeat of a model call after `retry-after`: when it happens, and that the first call is recorded before.
import { runOf, waited } from "../../testing/contact/scenario.ts";
import { portThat } from "../../testing/stages/port.ts";
import { ended } from "../stage/step.ts";
import { describe, it } from "vitest";
import type { Answer } from "../../schema/answers.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import { askLater } from "./ask-once-more.ts";
import type { ModelReply } from "./model.ts";

const call: ModelCall = {
  step: "plan_tasks",
  model: "deepseek-flash",
  promptDigest: "a".repeat(22),
  tokensIn: 0,
  tokensCached: 0,
  tokensOut: 0,
  costMicroDollars: 0,
  latencyMs: 5,
  outcome: "rate_limited",
};
const limited: ModelReply = { outcome: "rate_limited", reply: null, call, retryAfterSeconds: 7 };

/** The outcome that a reply leads to, and the recorded calls. */
async function outcomeAfter(reply: ModelReply, { ofStep = 0, refusal = null as Answer["refusal"] } = {}) {
  const recorded: ModelCall[] = [];
  const step = askLater<"planner">(reply, {
    ofStep,
    model: { longestWaitSeconds: 45 },
    record: (one) => ({ ...waited(runOf("1")), step: "plan", call: one }),
  });
  const port = portThat<"planner">({
    RecordModelCall: ({ call: one }) => {
      recorded.push(one);
      return { next: [], refusal };
    },
  });
  const [outcome = null] = step ? await ended<"planner">([step], port, () => undefined) : [];
  return { outcome, recorded };
}

describe("a model that sends retry-after", () => {
  it.for(["rate_limited", "unavailable"] as const)(
    "is called again after %s: the call is recorded first, and the message waits a second longer than requested",
    async (modelOutcome, { expect }) => {
      const { outcome, recorded } = await outcomeAfter({ ...limited, outcome: modelOutcome });
      expect(recorded).toEqual([call]);
      expect(outcome).toEqual({ kind: "retry", reason: `model_${modelOutcome}`, afterSeconds: 8 });
    },
  );

  it.for<[string, ModelReply, number]>([
    ["the log has a call of this step already", limited, 1],
    ["it sends no time to wait", { ...limited, retryAfterSeconds: undefined }, 0],
    ["it requests a longer wait than the policy allows", { ...limited, retryAfterSeconds: 46 }, 0],
    ["it refused the call", { ...limited, outcome: "refused" }, 0],
    ["it replied", { ...limited, outcome: "ok", reply: "{}" }, 0],
    ["no call was made", { outcome: "breaker_open", reply: null, call: null, retryAfterSeconds: 7 }, 0],
  ])("is not called again when %s, and nothing is recorded", async ([, reply, ofStep], { expect }) => {
    expect(await outcomeAfter(reply, { ofStep })).toEqual({ outcome: null, recorded: [] });
  });

  it("is not called again when the step is no longer wanted", async ({ expect }) => {
    const { outcome } = await outcomeAfter(limited, { refusal: { reason: "superseded" } });
    expect(outcome).toEqual({ kind: "done", next: [] });
  });
});
