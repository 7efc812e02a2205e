// By which name a draft greets: each labelled name of samples/corpora/names is a line. A greeting without a name is right where the label allows
// it. That nobody is greeted by a wrong name is an invariant of its own (greetings.test.ts).
import * as z from "zod";
import { greetingName } from "../domain/draft/first-name.ts";
import { type LabelledName, labelledNames, NAME_SETS } from "../testing/labelled-names.ts";
import { goldenSuite } from "./golden.ts";

const Input = z.strictObject({ name: z.string(), firstName: z.string().optional() });
const Expected = z.strictObject({ right: z.array(z.string()), mayBeAbsent: z.boolean() });
const Found = z.strictObject({ greeting: z.string().nullable() });
type Input = z.infer<typeof Input>;
type Expected = z.infer<typeof Expected>;

const lineOf = ({ id, name, firstName, right, mayBeAbsent, why }: LabelledName) => ({
  id,
  input: firstName === undefined ? { name } : { name, firstName },
  expected: { right, mayBeAbsent },
  why: `Of the name ${JSON.stringify(name)} (${id}) a greeting may use ${right.join(" or ") || "nothing"}: ${why}`,
});

export const greetings = goldenSuite("greetings", {
  input: Input,
  expected: Expected,
  lines: () => NAME_SETS.flatMap(labelledNames).map(lineOf),
  answer: (input) => ({ greeting: greetingName(input) ?? null }),
  score({ right, mayBeAbsent }, found) {
    const { greeting } = Found.parse(found);
    return (greeting === null ? mayBeAbsent : right.includes(greeting)) ? 1 : 0;
  },
  branches: {
    "a name that must be found": (_, { mayBeAbsent }: Expected) => !mayBeAbsent,
    "a name that may be left out": (_, { right, mayBeAbsent }: Expected) => mayBeAbsent && right.length > 0,
    "a text without a name": (_, { right }: Expected) => right.length === 0,
    "a first name that was given apart": ({ firstName }: Input, { mayBeAbsent }: Expected) =>
      firstName !== undefined && !mayBeAbsent,
    "something else in the field of the first name": ({ firstName }: Input, { right }: Expected) =>
      firstName !== undefined && right.length === 0,
  },
});
