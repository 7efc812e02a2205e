// The class of a contact's message with a model. The model is asked only where the rules found no opt-out, and its reply counts only in the
// one allowed form; otherwise the class of the rules stands.
import { SYSTEM_KEY } from "../testing/people.ts";
import * as z from "zod";
import { samplePolicy } from "../testing/sample-policy.ts";
import { ReplyClass } from "../schema/lists.ts";
import { receiptOf } from "../schema/ids.ts";
import type { MessageSignal } from "../schema/signals.ts";
import { classifyRequest } from "../workers/ingest/classify-by-model.ts";
import { classOf, replyByRules } from "../domain/replies/class-by-model.ts";
import { Instant } from "../schema/formats.ts";
import { hear } from "../domain/replies/hear.ts";
import { promptDigestOf } from "../workers/model/model.ts";
import { goldenSuite } from "./golden.ts";
import { EVAL_MARKER } from "./leads.ts";
import { safetyGate } from "../domain/rules/veto.ts";
import { readingOf } from "../testing/readings.ts";
import { ada, flagsOf, newContact } from "./people.ts";
import { classAgreement } from "./scorers.ts";

const Input = z.strictObject({ text: z.string(), subject: z.string().optional() });
const Expected = z.strictObject({
  class: ReplyClass,
  /** Who decided the class. */
  by: z.enum(["model", "rules"]),
  /** Whether a person is asked if it is an opt-out. */
  asks: z.boolean().default(false),
});
type Input = z.infer<typeof Input>;
type Expected = z.infer<typeof Expected>;
const Found = z.object({ class: ReplyClass });

const RECEIVED = Instant.parse("2026-11-30T09:00:00.000Z");
const heard = (message: Input) => hear(message, RECEIVED);

const nobodyListed = await readingOf([]);

const requestFor = (message: Input) => {
  const signal: MessageSignal = { kind: "message", email: newContact.email, ...message };
  const sender = {
    contactId: ada,
    receipt: receiptOf(SYSTEM_KEY, "website", "an eval"),
    signal,
    flags: flagsOf([]),
    lookups: [],
  };
  const gate = safetyGate(sender, nobodyListed);
  if (!gate.ok) throw new Error("a sender without flags and list entries is not vetoed");
  return classifyRequest(gate.value, { limits: samplePolicy.model.classify, marker: EVAL_MARKER, attempt: 1 });
};
const prompt = (): string => {
  const request = requestFor({ text: "A message." });
  if (request === null) throw new Error("classifyRequest returned no request for a message");
  return promptDigestOf(request);
};

const repliedWith = (reply: string, word: string): boolean => reply.includes(`"${word}"`);

export const classifyModel = goldenSuite("classify-model", {
  input: Input,
  expected: Expected,
  asks: { prompt: prompt(), live: true },
  async answer(message, { model }) {
    const rules = heard(message);
    const request = requestFor(message);
    const { reply } = request === null ? { reply: replyByRules(rules) } : classOf(await model.call(request), rules);
    return {
      class: reply.class,
      by: reply.rule.startsWith("llm:") ? "model" : "rules",
      asks: reply.hearing.marks.includes("possible_opt_out"),
    };
  },
  // A live run compares only the class: who decided it depends on our code, not on the model.
  liveScore: ({ class: expected }, found) => (Found.safeParse(found).data?.class === expected ? 1 : 0),
  scoreOf: (scored) =>
    classAgreement(
      scored.map(({ expected, score }) => {
        const { class: one } = Expected.parse(expected);
        return { expected: one, found: score === 1 ? one : "" };
      }),
    ),
  branches: {
    "interested, by the model": (_, { class: one, by }) => one === "interested" && by === "model",
    "info_request, by the model": (_, { class: one, by }) => one === "info_request" && by === "model",
    "an opt-out that the model denies": (_, { class: one, by }, reply) =>
      one === "unsubscribe" && by === "rules" && repliedWith(reply, "interested"),
    "an opt-out that only the model sees": (_, { by, asks }, reply) =>
      by === "rules" && asks && repliedWith(reply, "unsubscribe"),
    "an end that only the model sees": (_, { class: one, by }, reply) =>
      by === "rules" && one === "info_request" && repliedWith(reply, "not_interested"),
    "another class than the rules'": (message, { class: one, by }) => by === "model" && heard(message).class !== one,
    "an unknown class": (_, { by }, reply) => by === "rules" && repliedWith(reply, "spam"),
    "a reply with text around the JSON": (_, { by }, reply) => by === "rules" && reply.startsWith("The class is"),
    "an extra field": (_, { by }, reply) => by === "rules" && reply.includes("confidence"),
    "an order to the classifier": ({ text }) => /classify this/i.test(text),
    nothing: ({ text }) => text === "",
  },
});
