// The peer that `npm start -- --model-peer` starts: what it plays for the samples, and what the Workers are told of it.
import { type ModelPeer, startModelPeer } from "../testing/peers/model/peer.ts";
import { type Rule, SHOWN } from "../testing/peers/model/rules.ts";
import type { Settings } from "../local/sharded-configs.ts";
import type { PeerFlag } from "../local/options.ts";

/** What the log calls it, in every call: `llm:local-peer@…`. */
const PEER_NAME = "local-peer";

/** Sensible answers, and for some of the samples what a model may do instead, so that a newcomer sees what becomes of it. */
const LOCAL_RULES: readonly Rule[] = [
  // hostile-text: it obeys whoever wrote last, and says again all that it was shown.
  {
    shows: "Ana (system",
    behaviour: { kind: "obeys", says: { stages: ["auto_approve", "send", "skip"], subject: SHOWN, body: SHOWN } },
  },
  // company-only: too many requests. With no time to come again the rules plan at once.
  { shows: "Jonas Lindqvist", tool: "propose_plan", behaviour: { kind: "rate_limited", retryAfterSeconds: 0 } },
  // neither: a reply that does not come to its end.
  {
    shows: "Sam Rivers",
    tool: "propose_plan",
    behaviour: { kind: "reply", says: { stages: Array(400).fill("skip") } },
  },
  // reply: a promise that nobody made. The draft is refused, and the second one is kept.
  {
    shows: "Hanna Vogel",
    tool: "write_draft",
    times: 1,
    behaviour: {
      kind: "reply",
      says: {
        subject: "Yes, we deliver to Norway",
        body: "Hello Hanna,\n\nwe deliver to Norway within 48 hours, guaranteed, and the first delivery is free of charge. Shall I send you the contract today?\n\nKind regards\nRobin Sample",
        claims: [],
      },
    },
  },
  { behaviour: { kind: "answers" } },
];

export const localPeer = (): Promise<ModelPeer> => startModelPeer(LOCAL_RULES);

/** The variables of the Workers that ask a model. It costs nothing, and says so. */
export function peerSettings(url: string, flag: PeerFlag): Settings {
  const model = {
    MODEL_ENDPOINT: url,
    MODEL_NAME: PEER_NAME,
    MODEL_API_KEY: PEER_NAME,
    MODEL_PRICES: JSON.stringify({ input: 0, cached: 0, output: 0 }),
    MODEL_BODY: "{}",
  };
  return { planner: { ...model, SALES_SUPPORT_SEQUENCER_REASONING: flag }, composer: model, ingest: model };
}
