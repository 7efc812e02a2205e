// The planner's safety gate: the veto's reason for a contact, or that the contact passes.
import * as z from "zod";
import { History } from "../schema/answers.ts";
import { Flag, VetoReason } from "../schema/lists.ts";
import { safetyGate } from "../domain/rules/veto.ts";
import { readingOf } from "../testing/readings.ts";
import { goldenSuite } from "./golden.ts";
import { flagsOf, newHistory } from "./people.ts";

const Input = z.strictObject({
  /** Whether one of the contact's digests is on the suppression list, and the list's revision when it was read. */
  listed: z.boolean(),
  revision: z.int().min(0),
  flags: z.array(Flag),
  /** Other fields of the contact's history. */
  history: History.omit({ flags: true }).partial(),
});
const Expected = z.union([
  z.strictObject({ passes: z.literal(true) }),
  z.strictObject({ reason: VetoReason, hits: z.array(VetoReason) }),
]);
type Input = z.infer<typeof Input>;
type Expected = z.infer<typeof Expected>;

const hits = (expected: Expected): readonly VetoReason[] => ("hits" in expected ? expected.hits : []);

const each = (
  reasons: readonly VetoReason[],
  how: string,
  reaches: (reason: VetoReason, found: readonly VetoReason[]) => boolean,
) =>
  Object.fromEntries(
    reasons.map((reason) => [`${reason} ${how}`, (_: Input, expected: Expected) => reaches(reason, hits(expected))]),
  );

/** Tests the gate of the planner. `safety-places.test.ts` tests that the contact object finds the same reasons. */
export const safety = goldenSuite("safety", {
  input: Input,
  expected: Expected,
  async answer({ listed, revision, flags, history }) {
    const subject = { ...newHistory, ...history, flags: flagsOf(flags) };
    const gate = safetyGate(subject, await readingOf(subject.lookups, { isListed: listed, revision }));
    return gate.ok ? { passes: true as const } : { reason: gate.error.reason, hits: [...gate.error.hits] };
  },
  branches: {
    ...each(VetoReason.options, "alone", (reason, found) => found.join() === reason),
    ...each(
      VetoReason.options.slice(0, -1),
      "first of several",
      (reason, [first, second]) => first === reason && !!second,
    ),
    ...each(VetoReason.options.slice(1), "after another", (reason, [, ...others]) => others.includes(reason)),
    passes: (_, expected) => "passes" in expected,
    "passes with an empty list": ({ revision }, expected) => revision === 0 && "passes" in expected,
    "all at once": (_, expected) => hits(expected).length === VetoReason.options.length,
    "vetoed although a message waits": ({ history }, expected) =>
      typeof history.unansweredAt === "string" && hits(expected).length > 0,
    "vetoed although a follow-up is due": ({ history }, expected) =>
      (history.sequence ?? 0) > 0 && hits(expected).length > 0,
    "passes where only the ladder stops": ({ history }, expected) =>
      history.sequenceClosed === true && "passes" in expected,
  },
});
