// Derives a message's class from the rules' class and a model's reply. An opt-out by the rules always stands.
import * as z from "zod";
import type { CommandOf } from "../../schema/commands.ts";
import { jsonIn } from "../../schema/json.ts";
import { ReplyClass } from "../../schema/lists.ts";
import type { ModelCall, ModelOutcome } from "../../schema/model-call.ts";
import { optOutOf } from "../rules/opt-out.ts";
import type { ClassifiedReply } from "./classify-reply.ts";

/** The class of a message, and the rule or the model that gave it. */
export interface Reply {
  readonly class: ReplyClass;
  readonly rule: string;
}

/** The form of the model's reply. */
export const ClassReplyForm = z.strictObject({ class: ReplyClass });

/** The result of asking a model: how the call ended, its reply, and the call itself where there was one. */
export interface ClassReply {
  readonly outcome: ModelOutcome;
  readonly reply: string | null;
  readonly call: ModelCall | null;
}

export interface ClassifiedMessage {
  readonly reply: Reply;
  readonly classified: CommandOf<"ReceiveSignal">["classified"];
}

/** The class by the model; or the class by the rules, with the reason why the model gave none. */
export function classOf({ outcome, reply, call }: ClassReply, rules: ClassifiedReply): ClassifiedMessage {
  const byRules = replyByRules(rules);
  // An opt-out in plain words stands, for any reply of the model.
  if (isOptOutByRules(rules)) return { reply: byRules, classified: undefined };
  if (outcome !== "ok" || call === null) return { reply: byRules, classified: { outcome, call } };
  const replyClass = readClass(reply ?? "");
  if (replyClass === null) return { reply: byRules, classified: { outcome: "malformed", call } };
  return { reply: { class: replyClass, rule: ruleOfModel(call, replyClass) }, classified: { outcome, call } };
}

export const isOptOutByRules = ({ class: as }: ClassifiedReply): boolean => optOutOf("message", as) !== null;

export const replyByRules = ({ class: as, rule, reason }: ClassifiedReply): Reply => ({
  class: as,
  rule: `${rule}#${reason}`,
});

/** The most characters of a model's name in a rule: digest and class then still fit the longest rule that an event can have. */
const MODEL_CHARACTERS = 40;
const DIGEST_CHARACTERS = 12;

/** The `rule` of a class that a model gave. */
export const ruleOfModel = (
  { model, promptDigest }: Pick<ModelCall, "model" | "promptDigest">,
  replyClass: ReplyClass,
): string => `llm:${model.slice(0, MODEL_CHARACTERS)}@${promptDigest.slice(0, DIGEST_CHARACTERS)}#${replyClass}`;

/** Parses the model's reply strictly: one of the six classes in the required form, or null. */
const readClass = (reply: string): ReplyClass | null => ClassReplyForm.safeParse(jsonIn(reply)).data?.class ?? null;
