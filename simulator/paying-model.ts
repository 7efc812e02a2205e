// A model that planner, composer, ingest and scorer pay for. Each call has a cost of its own, so that it can be found in the log: `paidFor`
// compares the calls with the log and with the count of what was spent (I12).
import { evolve } from "../domain/contact/evolve.ts";
import { emptyContact } from "../domain/contact/state.ts";
import type { StoredEvent } from "../schema/events.ts";
import type { ContactId } from "../schema/ids.ts";
import type { ModelCall } from "../schema/model-call.ts";
import type { Model, ModelReply, ModelRequest } from "../workers/model/model.ts";
import { type Actor, Trouble } from "./call-gate.ts";
import { MODEL_NAME } from "./consumers.ts";
import { short } from "./judge-decisions.ts";
import type { Payment } from "./ledger.ts";
import type { Planted, World } from "./world.ts";

const WAIT_SECONDS = 7;
/** Every so many calls, the provider limits the rate. */
const LIMITED_EVERY = 5;

/** A draft that the rules refuse because of its link, and one that they keep. */
const REFUSED = { subject: "Your enquiry", body: "Hello, see https://evil.example for all of it.", claims: [] };
const KEPT = {
  subject: "Your enquiry",
  body: "Hello,\n\nthank you for your message. Before I suggest anything, I would like to understand how you work today and what should change. Could you tell me a little more about it?",
  claims: [],
};

const CLASSES: readonly (readonly [pattern: RegExp, as: string])[] = [
  [/"Ok\."/, "unsubscribe"],
  [/not interested/i, "not_interested"],
  [/interested/i, "interested"],
];

function replyTo({ step, untrusted }: ModelRequest, count: number): string {
  switch (step) {
    case "plan_tasks":
      return JSON.stringify({ stages: count % 7 === 0 ? ["skip"] : ["analyze_opportunity", "compose"] });
    case "write_draft":
      return JSON.stringify(untrusted.text.startsWith("An earlier draft") || count % 3 === 0 ? KEPT : REFUSED);
    case "judge_role":
      return JSON.stringify({ fit: 80, reason: "decides" });
    case "classify_reply":
      return JSON.stringify({
        class: CLASSES.find(([pattern]) => pattern.test(untrusted.text))?.[1] ?? "info_request",
      });
  }
}

/**
 * I4: no model is asked about a contact whom a flag or the list forbade from before the invocation began until the call. What is set or lifted
 * between the two may have been so after, or before, the stage had read it.
 */
function askedOfVetoed({ ledger }: World, { step, metadata: { contactId } }: ModelRequest, begunAt: number): string[] {
  const { events, rows } = ledger.of(contactId as ContactId);
  const forbidding = (isKnown: (at: number) => boolean): string[] => {
    const { flags, lookups } = events
      .filter(({ at }) => isKnown(Date.parse(at)))
      .reduce((state, event, index) => evolve(state, event, rows[index]!.hash), emptyContact);
    const isListed = lookups
      .flatMap((lookup) => Object.values(lookup))
      .some((digest) => ledger.listRows.findLast((row) => row.digest === digest && isKnown(row.at))?.op === "add");
    return [
      ...Object.entries(flags).flatMap(([flag, isSet]) => (isSet ? [flag] : [])),
      ...(isListed ? ["listed"] : []),
    ];
  };
  const still = new Set(forbidding(() => true));
  return forbidding((at) => at < begunAt)
    .filter((hit) => still.has(hit))
    .map((hit) => `I4: a model was asked to ${step} about ${short(contactId)}, who is ${hit}`);
}

/** Plants the model into all four stages. */
export const payingModel: NonNullable<Planted["surroundings"]> = (around, world) => {
  const modelOf = (actor: Actor, begunAt = world().now()): Model => ({
    async call(request) {
      const { payments } = world().ledger;
      const costMicroDollars = 1_000 + payments.length;
      const call: ModelCall = {
        step: request.step,
        model: MODEL_NAME,
        promptDigest: "a".repeat(22),
        tokensIn: 900,
        tokensCached: 0,
        tokensOut: 20,
        costMicroDollars,
        latencyMs: 0,
        outcome: "ok",
      };
      const payment: Payment = { actor, costMicroDollars, step: request.step, isAnswered: false };
      payments.push(payment);
      world().ledger.violations.push(...askedOfVetoed(world(), request, begunAt));
      const count = payments.length;
      try {
        const reply = await around.gate.call(actor, "model.call", (): ModelReply =>
          count % LIMITED_EVERY === 0 ? limited(call) : { outcome: "ok", reply: replyTo(request, count), call },
        );
        payment.isAnswered = reply.outcome === "ok";
        return reply;
      } catch (error) {
        // The real adapter does not throw: a call without an answer ends at its deadline.
        if (!(error instanceof Trouble)) throw error;
        return { outcome: "timeout", reply: null, call: { ...call, outcome: "timeout" } };
      }
    },
  });
  return { ...around, models: { planner: modelOf, composer: modelOf, ingest: modelOf, scorer: modelOf } };
};

const limited = (call: ModelCall): ModelReply => ({
  outcome: "rate_limited",
  reply: null,
  call: { ...call, outcome: "rate_limited" },
  retryAfterSeconds: WAIT_SECONDS,
});

const isCall = (event: StoredEvent) => event.type === "LlmCalled";

/**
 * I12: each paid call is in the log exactly once, whatever became of its run; only a call whose own stage crashed may be missing. The
 * count of what was spent has the same sum as the calls in the log.
 */
export async function paidFor({ ledger }: Pick<World, "ledger">): Promise<string[]> {
  const calls = ledger.streams().flatMap((id) => ledger.of(id).events.filter(isCall));
  if (ledger.payments.length === 0) return [];
  const costs = Map.groupBy(calls, ({ payload }) => payload.costMicroDollars);
  const wrong = ledger.payments.flatMap(({ actor, costMicroDollars }) => {
    const times = costs.get(costMicroDollars)?.length ?? 0;
    if (times === 1 || (times === 0 && !actor.isAlive())) return [];
    return [`I12: the call of ${actor.name} for ${costMicroDollars} is in the log ${times} times`];
  });
  const days = [...new Set(calls.map(({ at }) => at.slice(0, 10)))];
  const spent = (await Promise.all(days.map((day) => ledger.spend.read(day)))).flat();
  const sum = (values: readonly number[]): number => values.reduce((one, other) => one + other, 0);
  const [counted, logged] = [
    sum(spent.map(({ microDollars }) => microDollars)),
    sum(calls.map(({ payload }) => payload.costMicroDollars)),
  ];
  return counted === logged ? wrong : [...wrong, `I12: ${counted} were counted as spent, the log has ${logged}`];
}
