// The class of a message: by the rules, or by a model that may raise doubt and silences nobody.
import * as z from "zod";
import type { CommandOf } from "../../schema/commands.ts";
import { ANSWERED_CLASSES, type Hearing, type HearingMark } from "../../schema/hearing.ts";
import { jsonIn } from "../../schema/json.ts";
import { ReplyClass } from "../../schema/lists.ts";
import type { ModelCall, ModelOutcome } from "../../schema/model-call.ts";
import { HEARING } from "./hear.ts";
import type { Heard } from "./message.ts";

/** The class of a message, the rule or the model that gave it, and what else was heard. */
export interface Reply {
  readonly class: ReplyClass;
  readonly rule: string;
  readonly hearing: Hearing;
  /** The class that a model gave and that does not count. */
  readonly byModel?: ReplyClass;
  /** The class of the rules, where a model's counts, and their version: the rule then names the model. */
  readonly byRules?: ReplyClass;
  readonly heardBy?: string;
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

/**
 * The class by the model where it may give one; or the class by the rules, with the reason why the model gave none. A model may lead to an answer
 * to any person's message that the rules took for no opt-out. Its other classes end something, and it ends nothing: an opt-out that only it sees
 * asks a person.
 */
export function classOf({ outcome, reply, call }: ClassReply, heard: Heard): ClassifiedMessage {
  const byRules = replyByRules(heard);
  // An opt-out in plain words and a machine's mail stand, for any reply of the model.
  if (isDecidedByRules(heard)) return { reply: byRules, classified: undefined };
  if (outcome !== "ok" || call === null) return { reply: byRules, classified: { outcome, call } };
  const replyClass = readClass(reply ?? "");
  if (replyClass === null) return { reply: byRules, classified: { outcome: "malformed", call } };
  const classified = { outcome, call };
  if (ANSWERED_CLASSES.has(replyClass)) {
    const rule = ruleOfModel(call, replyClass);
    return { reply: { ...byRules, class: replyClass, rule, byRules: heard.class, heardBy: HEARING }, classified };
  }
  // It would have ended what the rules go on with: their class stays, and a person reads what it may have seen.
  const hearing = replyClass === "unsubscribe" ? withDoubt(byRules.hearing) : byRules.hearing;
  return { reply: { ...byRules, hearing, byModel: replyClass }, classified };
}

/** Whether the rules decide alone: an opt-out in plain words, or no person. */
export const isDecidedByRules = (heard: Heard): boolean => heard.class === "unsubscribe" || heard.machine !== null;

export const replyByRules = (heard: Heard): Reply => ({
  class: heard.class,
  rule: `${HEARING}#${heard.rule}`,
  hearing: hearingOf(heard),
});

/** The hearing with the mark that a person is asked whether it is an opt-out. */
export const withDoubt = (hearing: Hearing): Hearing =>
  hearing.marks.includes("possible_opt_out") ? hearing : { ...hearing, marks: [...hearing.marks, "possible_opt_out"] };

/** What of a hearing stands in the log in clear. */
export function hearingOf(heard: Heard): Hearing {
  const { language, machine, mixed, alone, possibleOptOut, leftCompany, roleSender, until, own, ambiguousPerson } =
    heard;
  const isSilent = own.text === "" && own.subject === "";
  const marks: readonly (HearingMark | false)[] = [
    alone && "alone",
    mixed && "mixed",
    machine !== null && "machine",
    machine === "report_soft" && "soft_report",
    leftCompany && "left_company",
    possibleOptOut && "possible_opt_out",
    ambiguousPerson && "ambiguous_person",
    roleSender && machine === null && "role_sender",
    language === null && machine === null && !isSilent && "language_unknown",
  ];
  return {
    ...(language === null ? {} : { language }),
    marks: marks.filter((mark) => mark !== false),
    ...(until === null ? {} : { until }),
  };
}

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
