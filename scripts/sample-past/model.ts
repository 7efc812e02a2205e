// The scripted model of the sample past. There is no model behind it: its name is `sample-model` in every call, and it costs nothing. Some of its
// replies are unusable, so that the rules stand in for it.
import { type Model, type ModelReply, type ModelRequest, promptDigestOf } from "../../workers/model/model.ts";
import { chanceFor } from "../../testing/seed.ts";

export const SAMPLE_MODEL = "sample-model";

interface Clock {
  /** Lets the time of a call pass. */
  readonly pass: (milliseconds: number) => void;
}

/** Of so many calls, one has no usable reply. */
const UNUSABLE = 0.07;
const CHARACTERS_PER_TOKEN = 4;

export function sampleModel(seed: number, { pass }: Clock): Model {
  let calls = 0;
  return {
    call: async (request) => {
      calls += 1;
      const chance = chanceFor("sample-model", String(seed), String(calls));
      const latencyMs = 400 + chance.below(2_200);
      pass(latencyMs);
      const isUsable = !chance.hits(UNUSABLE);
      const reply = isUsable ? JSON.stringify(replyTo(request, chance.next())) : null;
      return answered(request, { reply, latencyMs });
    },
  };
}

function answered(
  { step, prefix, untrusted, tool }: ModelRequest,
  { reply, latencyMs }: { readonly reply: string | null; readonly latencyMs: number },
): ModelReply {
  const outcome = reply === null ? "malformed" : "ok";
  const call = {
    step,
    model: SAMPLE_MODEL,
    promptDigest: promptDigestOf({ prefix, tool }),
    tokensIn: Math.ceil((prefix.length + untrusted.text.length) / CHARACTERS_PER_TOKEN),
    tokensCached: 0,
    tokensOut: Math.ceil((reply ?? "").length / CHARACTERS_PER_TOKEN),
    costMicroDollars: 0,
    latencyMs,
    outcome,
  } as const;
  return { outcome, reply, call };
}

function replyTo({ step }: ModelRequest, drawn: number): unknown {
  switch (step) {
    case "plan_tasks":
      return { stages: drawn < 0.08 ? ["skip"] : ["analyze_opportunity", "qualify", "compose"] };
    case "write_draft":
      return DRAFTS[Math.floor(drawn * DRAFTS.length)];
    case "judge_role":
      return drawn < 0.6 ? { fit: 85, reason: "decides" } : { fit: 50, reason: "influences" };
    case "classify_reply":
      return { class: "interested" };
  }
}

/** Drafts that state no fact, so that they need no evidence. */
const DRAFTS = [
  {
    subject: "Your enquiry",
    body: "Hello,\n\nthank you for your message. Before I suggest anything, I would like to understand how you work today and what should change. Could you tell me a little more about it?",
    claims: [],
  },
  {
    subject: "A question about your enquiry",
    body: "Hello,\n\nthank you for writing to us. To answer well, I would like to know who looks at new enquiries on your side, and what happens to one that nobody answers. Would you describe it in a line or two?",
    claims: [],
  },
];
