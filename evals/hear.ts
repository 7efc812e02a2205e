// What a message is heard as, by the rules alone: the readers of machines, of a person's own words and of what they mean.
import * as z from "zod";
import { Instant } from "../schema/formats.ts";
import { ReadHeader, ReportedRecipient } from "../schema/hearing.ts";
import { ReplyClass } from "../schema/lists.ts";
import { hear } from "../domain/replies/hear.ts";
import { goldenSuite } from "./golden.ts";
import { classAgreement } from "./scorers.ts";

const Input = z.strictObject({
  text: z.string(),
  subject: z.string().optional(),
  /** Whether a source without headers says that a machine sent the message. */
  autoSubmitted: z.boolean().optional(),
  headers: z.partialRecord(ReadHeader, z.string()).optional(),
  reports: z.array(ReportedRecipient).optional(),
  /** When it came: days in it are counted from then. */
  at: Instant,
});
const Expected = z.strictObject({ class: ReplyClass });
type Input = z.infer<typeof Input>;
type Expected = z.infer<typeof Expected>;

const classIn = (answer: unknown): string => Expected.parse(answer).class;
const isEnglishOrGerman = ({ text }: Input): boolean => !/[^\p{ASCII}äöüßÄÖÜ\u2010-\u2027]/u.test(text);

export const hearSuite = goldenSuite("hear", {
  input: Input,
  expected: Expected,
  answer: ({ at, ...message }) => ({ class: hear(message, at).class }),
  scoreOf: (scored) =>
    classAgreement(
      scored.map(({ expected, score }) => ({
        expected: classIn(expected),
        found: score === 1 ? classIn(expected) : "",
      })),
    ),
  branches: {
    ...Object.fromEntries(
      ReplyClass.options.map((one) => [one, (_: Input, expected: Expected) => expected.class === one]),
    ),
    "a machine by its headers": ({ headers }, { class: one }) => headers !== undefined && one === "auto_reply",
    "a delivery report": (_, { class: one }) => one === "bounced",
    "an opt-out in our footer, quoted": ({ text }, { class: one }) =>
      />.*(?:unsubscribe|abmelden)/i.test(text) && one !== "unsubscribe",
    "an opt-out that also says more": ({ text }, { class: one }) => text.length > 60 && one === "unsubscribe",
    "a mention of an opt-out": ({ text }, { class: one }) => /unsubscri|abmeld/i.test(text) && one !== "unsubscribe",
    "a question": ({ text }, { class: one }) => text.includes("?") && one === "info_request",
    "another language": (input, { class: one }) => !isEnglishOrGerman(input) && one === "unsubscribe",
  },
});
