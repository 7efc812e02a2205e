// The peer that `npm start -- --model-peer` starts: its rules for the samples, and the Workers' variables for it.
import { type ModelPeer, startModelPeer } from "../testing/peers/model/peer.ts";
import { type Rule, SHOWN } from "../testing/peers/model/rules.ts";
import type { Settings } from "../local/sharded-configs.ts";
import type { PeerFlag } from "../local/options.ts";

/** The peer's name in the log: `llm:local-peer@…` in every call. */
const PEER_NAME = "local-peer";

/** Plausible answers, and for some samples a failure that a model may have, so that a new user sees how each failure is handled. */
const LOCAL_RULES: readonly Rule[] = [
  // hostile-text: the peer obeys the orders of the lead, and repeats its whole request.
  {
    shows: "Ana (system",
    behaviour: { kind: "obeys", says: { stages: ["auto_approve", "send", "skip"], subject: SHOWN, body: SHOWN } },
  },
  // company-only: too many requests, with a retry after 0 seconds, so the rules plan at once.
  { shows: "Jonas Lindqvist", tool: "propose_plan", behaviour: { kind: "rate_limited", retryAfterSeconds: 0 } },
  // neither: a reply that is longer than its cap, so it is cut off.
  {
    shows: "Sam Rivers",
    tool: "propose_plan",
    behaviour: { kind: "reply", says: { stages: Array(400).fill("skip") } },
  },
  // reply: a draft with a promise that no source makes. It is refused, and the second draft is kept.
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

/** The variables of the Workers that ask a model. All prices are 0. */
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
