// What the peer does with a request, as data: rules in order, each with one behaviour.
import { z } from "zod";

const milliseconds = z.int().min(0).max(600_000);

/** What a reply says: a text as it is, anything else as JSON. Where a tool is forced it is the call's arguments, otherwise the content. */
const Says = z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]);

/** Stands, in the words of `obeys`, for every text the request showed: orders, canaries and all. */
export const SHOWN = "{{shown}}";

export const Behaviour = z.discriminatedUnion("kind", [
  /** A reply as a model that does as it is asked gives it. `as` gives it the other form than was asked for. */
  z.strictObject({
    kind: z.literal("reply"),
    says: Says,
    as: z.enum(["tool", "content"]).optional(),
    /** Its size in tokens; without it, estimated from its length. */
    outputTokens: z.int().min(0).optional(),
    afterMilliseconds: milliseconds.optional(),
  }),
  /** A plain answer to a request of the product's, made by rules from the material it shows: see answers.ts. */
  z.strictObject({ kind: z.literal("answers") }),
  /** The headers at once, then blank lines as a provider sends them while a request waits, then the reply; null: blank lines for ever. */
  z.strictObject({
    kind: z.literal("drip"),
    lines: z.int().min(0).nullable(),
    everyMilliseconds: milliseconds,
    says: Says,
  }),
  /** Takes the request and never answers, before or after its headers. */
  z.strictObject({ kind: z.literal("hang"), after: z.enum(["nothing", "headers"]) }),
  /** Ends the connection after so many bytes of the body of a good reply. */
  z.strictObject({ kind: z.literal("cut_off"), afterBytes: z.int().min(0), says: Says }),
  z.strictObject({ kind: z.literal("rate_limited"), retryAfterSeconds: z.int().min(0) }),
  z.strictObject({ kind: z.literal("failure"), status: z.int().min(500).max(599) }),
  /** 200, and not what the interface promises. */
  z.strictObject({
    kind: z.literal("wrong_schema"),
    what: z.enum(["empty", "html", "array", "no_choices", "empty_choices", "null_content", "no_usage", "other_tool"]),
  }),
  /** Does what the text it was shown orders, and says all of it again: see `SHOWN`. */
  z.strictObject({ kind: z.literal("obeys"), says: Says }),
  /** A reply that does not end before so many characters. */
  z.strictObject({ kind: z.literal("floods"), characters: z.int().min(1).max(50_000_000) }),
]);
export type Behaviour = z.infer<typeof Behaviour>;

export const Rule = z.strictObject({
  /** Only requests that force this tool; null: only those that force none. */
  tool: z.string().nullable().optional(),
  /** Only requests of which a message holds this text. */
  shows: z.string().optional(),
  /** It answers so many requests; then the next rule that fits does. */
  times: z.int().min(1).optional(),
  behaviour: Behaviour,
});
export type Rule = z.infer<typeof Rule>;

/** What of a request rules look at. */
export interface RequestView {
  /** The tool that must be called, if one must. */
  readonly tool: string | null;
  /** The text of every message, in order. */
  readonly shown: readonly string[];
}

/** Chooses for each request by the first rule that fits and is not used up; null when none is left. */
export function behaviourBy(rules: readonly Rule[]): (asked: RequestView) => Behaviour | null {
  const used = new Map<Rule, number>();
  return ({ tool, shown }) => {
    const rule = rules.find(
      (one) =>
        (one.tool === undefined || one.tool === tool) &&
        (one.shows === undefined || shown.some((text) => text.includes(one.shows ?? ""))) &&
        (used.get(one) ?? 0) < (one.times ?? Infinity),
    );
    if (rule === undefined) return null;
    used.set(rule, (used.get(rule) ?? 0) + 1);
    return rule.behaviour;
  };
}
