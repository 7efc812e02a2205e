// The class of a contact's message by the rules. Without a model, the rules alone decide. With a model, they still decide every opt-out that
// they find.
import * as z from "zod";
import { ReplyClass } from "../schema/lists.ts";
import { classifyReply } from "../domain/replies/classify-reply.ts";
import { goldenSuite } from "./golden.ts";
import { classAgreement } from "./scorers.ts";

const Input = z.strictObject({
  text: z.string(),
  subject: z.string().optional(),
  /** Whether a header says that a machine sent the message. */
  autoSubmitted: z.boolean().optional(),
});
const Expected = z.strictObject({ class: ReplyClass, reason: z.string() });
type Input = z.infer<typeof Input>;
type Expected = z.infer<typeof Expected>;

const ruled = (reason: string) => (_: Input, expected: Expected) => expected.reason === reason;
const ClassOnly = z.object({ class: z.string() });
const classOf = (answer: unknown): string => ClassOnly.parse(answer).class;

export const classify = goldenSuite("classify", {
  input: Input,
  expected: Expected,
  answer(message) {
    const { class: found, reason } = classifyReply(message);
    return { class: found, reason };
  },
  // The right class for another reason means that a rule changed, and counts as wrong.
  scoreOf: (scored) =>
    classAgreement(
      scored.map(({ expected, score }) => ({
        expected: classOf(expected),
        found: score === 1 ? classOf(expected) : "",
      })),
    ),
  branches: {
    ...Object.fromEntries(
      [
        "reply.opt_out",
        "reply.out_of_office",
        "reply.bounce",
        "reply.auto_submitted",
        "reply.not_interested",
        "reply.question",
        "reply.interested",
        "reply.default",
      ].map((reason) => [reason, ruled(reason)]),
    ),
    ...Object.fromEntries(
      ReplyClass.options.map((one) => [one, (_: Input, expected: Expected) => expected.class === one]),
    ),
    "an opt-out that also asks": ({ text }, { class: one }) => text.includes("?") && one === "unsubscribe",
    "an opt-out with praise": ({ text }, { class: one }) => /great|interesting/i.test(text) && one === "unsubscribe",
    "an opt-out in our footer, quoted": ({ text }, { class: one }) =>
      />.*unsubscribe/i.test(text) && one !== "unsubscribe",
    "an opt-out under a quote": ({ text }, { class: one }) => text.startsWith(">") && one === "unsubscribe",
    "an opt-out by a machine": ({ autoSubmitted }, { class: one }) => autoSubmitted === true && one === "unsubscribe",
    "a word that only looks like an opt-out": ({ text }, { class: one }) =>
      /stop/i.test(text) && one === "info_request",
    "a subject that the sender wrote": ({ subject = "" }, { class: one }) => subject !== "" && one !== "info_request",
    "a subject that repeats our subject": ({ subject = "" }, { class: one }) =>
      /^Re:.*unsubscribe/i.test(subject) && one !== "unsubscribe",
    "no interest, with a question": ({ text }, { class: one }) => text.includes("?") && one === "not_interested",
    German: ({ text }) => /[äöüß]/.test(text),
    "letters of two code points": ({ text }) => text !== text.normalize("NFC"),
    "a script that no rule reads": ({ text }) => /\p{Script=Han}/u.test(text),
    nothing: ({ text }) => text === "",
    "an order to the classifier": ({ text }) => /classify this/i.test(text),
  },
});
