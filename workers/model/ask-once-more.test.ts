import { runOf, waited } from "../../testing/contact/scenario.ts";
import { portThat } from "../../testing/stages/port.ts";
import { ended } from "../stage/step.ts";
import { describe, it } from "vitest";
import type { Answer } from "../../schema/answers.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import { askLater } from "./ask-once-more.ts";
import type { ModelReply } from "./model.ts";
import { ada } from "../../testing/people.ts";
import { shipmentOf } from "../../testing/stages/people.ts";

const call: ModelCall = {
  step: "plan_tasks",
  model: "deepseek-flash",
  promptDigest: "a".repeat(64),
  tokensIn: 0,
  tokensCached: 0,
  tokensOut: 0,
  costMicroDollars: 0,
  latencyMs: 5,
  outcome: "rate_limited",
};
const limited: ModelReply = { outcome: "rate_limited", reply: null, call, retryAfterSeconds: 7 };

/** The outcome after a reply, and the recorded calls. */
async function after(reply: ModelReply, { ofStep = 0, refusal = null as Answer["refusal"] } = {}) {
  const recorded: ModelCall[] = [];
  const step = askLater<"planner">(reply, {
    ofStep,
    model: { longestWaitSeconds: 45 },
    record: (one) => ({ ...waited(runOf("1")), step: "plan", call: one }),
  });
  const port = portThat<"planner">({
    RecordModelCall: ({ call: one }) => {
      recorded.push(one);
      return { ship: shipmentOf(ada), next: [], refusal };
    },
  });
  const [outcome = null] = step ? await ended<"planner">([step], port) : [];
  return { outcome, recorded };
}

describe("a model that sends retry-after", () => {
  it.for(["rate_limited", "unavailable"] as const)(
    "is called again after %s: the call is appended first, and the message waits longer than requested",
    async (how, { expect }) => {
      const { outcome, recorded } = await after({ ...limited, outcome: how });
      expect(recorded).toEqual([call]);
      if (outcome?.kind !== "done" || !outcome.afterwards) throw new Error("nothing follows");
      expect(outcome).toMatchObject({ ship: [shipmentOf(ada)], next: [] });
      expect(await outcome.afterwards()).toEqual({ kind: "retry", reason: `model_${how}`, afterSeconds: 8 });
    },
  );

  it.for<[string, ModelReply, number]>([
    ["it was asked again already", limited, 1],
    ["it does not say when", { ...limited, retryAfterSeconds: undefined }, 0],
    ["it asks for more patience than there is", { ...limited, retryAfterSeconds: 46 }, 0],
    ["it refused", { ...limited, outcome: "refused" }, 0],
    ["it answered", { ...limited, outcome: "ok", reply: "{}" }, 0],
    ["nothing was asked", { outcome: "breaker_open", reply: null, call: null, retryAfterSeconds: 7 }, 0],
  ])("is not called again when %s, and nothing is recorded", async ([, reply, ofStep], { expect }) => {
    expect(await after(reply, { ofStep })).toEqual({ outcome: null, recorded: [] });
  });

  it("is not called again in a step that is no longer wanted", async ({ expect }) => {
    const { outcome } = await after(limited, { refusal: { reason: "superseded" } });
    expect(outcome).toEqual({ kind: "done", ship: [shipmentOf(ada)], next: [] });
  });
});
