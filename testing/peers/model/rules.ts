// The rules of the model peer, as data. The first rule that matches a request decides the behaviour of the peer.
import * as z from "zod";

const milliseconds = z.int().min(0).max(600_000);

/**
 * The text of a reply: a string unchanged, other values as JSON. It becomes the arguments of a forced tool, otherwise the
 * content.
 */
const Says = z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]);

/** In `says` of `obeys`, this text is replaced by the whole text of the request. */
export const SHOWN = "{{shown}}";

export const Behaviour = z.discriminatedUnion("kind", [
  /** A reply in the requested form. `as` forces one of the two forms. */
  z.strictObject({
    kind: z.literal("reply"),
    says: Says,
    as: z.enum(["tool", "content"]).optional(),
    /** The size in tokens; without it, the size is estimated from the length. */
    outputTokens: z.int().min(0).optional(),
    /** The reply is sent only after the peer's `release`. */
    waits: z.boolean().optional(),
  }),
  /** A plausible answer to a request of the product, made from its material by the rules in answers.ts. */
  z.strictObject({ kind: z.literal("answers") }),
  /**
   * Sends the headers at once, then blank lines as a provider does while a request waits, then the reply. `lines` null: blank
   * lines without end.
   */
  z.strictObject({
    kind: z.literal("drip"),
    lines: z.int().min(0).nullable(),
    everyMilliseconds: milliseconds,
    says: Says,
  }),
  /** Accepts the request, sends nothing or only the headers, and never ends the response. */
  z.strictObject({ kind: z.literal("hang"), after: z.enum(["nothing", "headers"]) }),
  /** Ends the connection after this many bytes of the body of a good reply. */
  z.strictObject({ kind: z.literal("cut_off"), afterBytes: z.int().min(0), says: Says }),
  z.strictObject({ kind: z.literal("rate_limited"), retryAfterSeconds: z.int().min(0) }),
  z.strictObject({ kind: z.literal("failure"), status: z.int().min(500).max(599) }),
  /** Status 200 with a body that breaks the interface. */
  z.strictObject({
    kind: z.literal("wrong_schema"),
    what: z.enum(["empty", "html", "array", "no_choices", "empty_choices", "null_content", "no_usage", "other_tool"]),
  }),
  /** A model that obeys the orders in its request: `says` may repeat the whole request, see `SHOWN`. */
  z.strictObject({ kind: z.literal("obeys"), says: Says }),
  /** A reply of this many characters. */
  z.strictObject({ kind: z.literal("floods"), characters: z.int().min(1).max(50_000_000) }),
]);
export type Behaviour = z.infer<typeof Behaviour>;

export const Rule = z.strictObject({
  /** Matches only requests that force this tool; null matches only requests that force none. */
  tool: z.string().nullable().optional(),
  /** Matches only requests with this text in a message. */
  shows: z.string().optional(),
  /** The rule answers this many requests; afterwards the next matching rule does. */
  times: z.int().min(1).optional(),
  behaviour: Behaviour,
});
export type Rule = z.infer<typeof Rule>;

/** The parts of a request that rules read. */
export interface RequestView {
  /** The tool that must be called, if one must. */
  readonly tool: string | null;
  /** The text of every message, in order. */
  readonly shown: readonly string[];
}

/** Chooses the behaviour for each request: of the first matching rule that is not used up; null when there is none. */
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
