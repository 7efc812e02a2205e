// What a model's reply makes of a message's class: one word, in one form. The rules spoke before, and their opt-outs stand.
import { z } from "zod";
import type { CommandOf } from "../../schema/commands.ts";
import { jsonIn } from "../../schema/json.ts";
import { ReplyClass } from "../../schema/lists.ts";
import type { ModelCall, ModelOutcome } from "../../schema/model-call.ts";
import { optOutOf } from "../rules/opt-out.ts";
import type { ClassifiedReply } from "./classify-reply.ts";

/** The class of a message, and the rule (or the model) that said it. */
export interface Reply {
  readonly class: ReplyClass;
  readonly rule: string;
}

/** The form of the reply. */
export const Said = z.strictObject({ class: ReplyClass });

/** What came of asking a model: how it ended, what it said, and the call where there was one. */
export interface ClassReply {
  readonly outcome: ModelOutcome;
  readonly reply: string | null;
  readonly call: ModelCall | null;
}

export interface ClassifiedMessage {
  readonly reply: Reply;
  readonly classified: CommandOf<"ReceiveSignal">["classified"];
}

/** What a model's reply makes of what the rules said: another class, or the same with the reason why the model has none. */
export function classOf({ outcome, reply, call }: ClassReply, rules: ClassifiedReply): ClassifiedMessage {
  const byRules = replyByRules(rules);
  // Whoever asked for silence in plain words gets it, whatever anybody says.
  if (isOptOutByRules(rules)) return { reply: byRules, classified: undefined };
  if (outcome !== "ok" || call === null) return { reply: byRules, classified: { outcome, call } };
  const said = readClass(reply ?? "");
  if (said === null) return { reply: byRules, classified: { outcome: "malformed", call } };
  return { reply: { class: said, rule: ruleOfModel(call, said) }, classified: { outcome, call } };
}

export const isOptOutByRules = ({ class: as }: ClassifiedReply): boolean => optOutOf("message", as) !== null;

export const replyByRules = ({ class: as, rule, reason }: ClassifiedReply): Reply => ({
  class: as,
  rule: `${rule}#${reason}`,
});

/** Room for the digest and the longest class in what the log takes as a rule. */
const MODEL_CHARACTERS = 40;
const DIGEST_CHARACTERS = 12;

/** What stands in the place of a rule where a model said the class. */
export const ruleOfModel = (
  { model, promptDigest }: Pick<ModelCall, "model" | "promptDigest">,
  said: ReplyClass,
): string => `llm:${model.slice(0, MODEL_CHARACTERS)}@${promptDigest.slice(0, DIGEST_CHARACTERS)}#${said}`;

/** Strict: a word of the six in the one form, or nothing. */
const readClass = (reply: string): ReplyClass | null => Said.safeParse(jsonIn(reply)).data?.class ?? null;
