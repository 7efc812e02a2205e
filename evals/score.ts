// The score: from the rows that the CRM returned and what the contact's object knows to the event that the object would record. It runs the score
// stage itself, over answers in memory, and then the object's decision. Where a line has a `model`, its reply is what the model would answer.
import * as z from "zod";
import { type CommandOf, RecordScore } from "../schema/commands.ts";
import { shortDigestOf } from "../schema/canonical.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { Instant } from "../schema/formats.ts";
import { Hydrated } from "../schema/hydrated.ts";
import { Flag, Tier } from "../schema/lists.ts";
import { scoreMessage } from "../schema/messages.ts";
import { ModelOutcome, ROLES_SPEND, UNASKED } from "../schema/model-call.ts";
import { type Policy, VerticalSlug } from "../schema/policy.ts";
import { AddressState, Intent, RoleFitBy, RoleFitReason, ScoreTerm } from "../schema/score-lists.ts";
import { TitleLevel } from "../schema/title-rules.ts";
import { recordScore } from "../domain/contact/decide-score.ts";
import { emptyContact } from "../domain/contact/state.ts";
import { pointsOf } from "../domain/rules/score.ts";
import { recogniseTitle } from "../domain/rules/titles.ts";
import { type Model, promptDigestOf, unasked } from "../workers/model/model.ts";
import { fitByModel, type RoleJudge } from "../workers/scorer/role-fit.ts";
import { scoreStage } from "../workers/scorer/score.ts";
import { goldenSuite } from "./golden.ts";
import { ada, flagsOf, knownCompany, newContact, newHistory, plainFact } from "./people.ts";

const Fact = Hydrated.shape.facts.element;
const Input = z.strictObject({
  /** Null: the CRM has no row. Missing fields get the defaults of a new contact. */
  contact: Hydrated.shape.contact.unwrap().partial().nullable().default({}),
  company: Hydrated.shape.company.unwrap().partial().nullable().default(null),
  facts: z.array(Fact.partial()).default([]),
  /** What the contact did that shows an intent, and when. The score is made at `SCORED_AT`. */
  intents: z.array(z.strictObject({ intent: Intent, at: Instant })).default([]),
  /** So many points are the whole propensity, in the lines about single points: with 2.0 as the whole, two of them are one basis point. */
  wholeFrom: z.int().optional(),
  /** Whether a message came from the contact's address. */
  wroteToUs: z.boolean().default(false),
  flags: z.array(Flag).default([]),
  /** Without it, no model is configured. */
  model: z
    .strictObject({
      /** How a call ends that is within its limits. */
      outcome: ModelOutcome.default("ok"),
      /** What the reply takes. More than the request allows ends the call. */
      tokens: z.int().default(15),
      seconds: z.number().default(1),
      /** An earlier answer to the same question. */
      kept: z.strictObject({ basisPoints: z.int(), reason: RoleFitReason }).optional(),
      /** The tokens spent on this day; null when they cannot be read. */
      spent: z.int().nullable().default(0),
      list: z.enum(["without", "with", "unreadable"]).default("without"),
    })
    .optional(),
});
const Points = z.partialRecord(ScoreTerm, z.int());
const Expected = z.strictObject({
  vertical: VerticalSlug,
  terms: Points,
  shares: Points,
  composite: z.int(),
  tier: Tier,
  /** A model's source without the digest of the prompt. */
  source: z.string(),
  by: RoleFitBy.nullable(),
  because: z.string().nullable(),
  reason: RoleFitReason.nullable(),
  /** How the call ended that the log records; null when none was made. */
  call: ModelOutcome.nullable(),
  until: Instant.nullable(),
});
type Input = z.infer<typeof Input>;
type Expected = z.infer<typeof Expected>;

const SCORED_AT = newHistory.at;
const BASIS_VERSION = 40;

/** The digest of the prompts of all verticals: runs the judge with a model that records the request and does not reply. */
async function promptDigest(): Promise<string> {
  const digests: string[] = [];
  const model: Model = {
    async call(request) {
      digests.push(promptDigestOf(request));
      return unasked("not_configured");
    },
  };
  const { score: policy } = samplePolicy;
  const title = { rule: "title.head", level: "director_head", department: "sales", isGatekeeper: false } as const;
  for (const vertical of policy.verticals)
    await fitByModel(
      { model, name: "scripted", random },
      { title: { ...title, likeness: 0 }, vertical, policy, contactId: ada, attempt: 1 },
    );
  return shortDigestOf(digests);
}

const random = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(7);

/** The line's model, within the limits of the request. */
const within = (model: Model, { outcome, tokens, seconds }: NonNullable<Input["model"]>): Model => ({
  async call(request) {
    const { reply, call } = await model.call(request);
    const isLate = seconds * 1_000 > request.deadlineMs;
    const ended = isLate ? "timeout" : tokens > request.maxTokens ? "cut_off" : outcome;
    return { outcome: ended, reply, call: UNASKED.has(ended) ? null : call && { ...call, outcome: ended } };
  },
});

function judgeOf(given: NonNullable<Input["model"]>, model: Model): RoleJudge {
  const { kept, spent, list } = given;
  const answer = kept && { ...kept, model: "earlier", promptDigest: shortDigestOf("an earlier prompt") };
  return {
    model: within(model, given),
    name: "scripted",
    fits: {
      read: async ([question = ""]) => (answer ? [{ question, ...answer }] : []),
      keep: async () => undefined,
    },
    spend: {
      async read() {
        if (spent === null) throw new Error("the spending cannot be read");
        return [{ source: ROLES_SPEND, calls: 1, tokens: spent, microDollars: 0 }];
      },
    },
    list: {
      async read(digests) {
        if (list === "unreadable") throw new Error("the list cannot be read");
        return { revision: 1, suppressed: list === "with" ? digests : [] };
      },
    },
    random,
  };
}

const rowsOf = ({ contact, company, facts }: Input): Hydrated => ({
  contact: contact && { ...newContact, ...contact },
  company: company && { ...knownCompany, ...company },
  facts: facts.map((fact, index) => ({ ...plainFact, id: `cf_${index}`, ...fact })),
});

const withWhole = (policy: Policy, { wholeFrom }: Input): Policy =>
  wholeFrom === undefined
    ? policy
    : { ...policy, score: { ...policy.score, propensity: { ...policy.score.propensity, wholeFrom } } };

/** The command that the stage sends to the contact's object. */
async function scoredBy(input: Input, model: Model, policy: Policy): Promise<CommandOf<"RecordScore">> {
  const { flags, intents, wroteToUs } = input;
  const stage = scoreStage({
    crm: { hydrate: async () => new Map([[ada, rowsOf(input)]]) },
    policy,
    judge: input.model && judgeOf(input.model, model),
  });
  const basis = {
    contactId: ada,
    version: BASIS_VERSION,
    at: SCORED_AT,
    flags: flagsOf(flags),
    lookups: [...newHistory.lookups],
    intents: intents.map((one, index) => ({ ...one, version: 1 + index })),
    wroteToUs,
  };
  const message = scoreMessage({ contactId: ada, correlationId: "sg_1", causationId: "sg_1", follows: BASIS_VERSION });
  const asked = { message, answer: { next: [], refusal: null, basis } };
  const step = await stage.handle(asked, await stage.read([asked], () => 1), 1);
  if (step.kind !== "perform") throw new Error(`the stage recorded nothing: ${step.kind}`);
  return RecordScore.parse(step.commands[0]);
}

/** The object's events for the command: a contact without an earlier score. */
function recorded(command: CommandOf<"RecordScore">, policy: Policy) {
  const decision = recordScore(command, {
    streamId: ada,
    contact: { ...emptyContact, version: BASIS_VERSION },
    at: SCORED_AT,
    policy,
    list: null,
    digest: () => "",
    drawn: null,
  });
  const events = "events" in decision ? decision.events : [];
  return {
    scored: events.find((event) => event.type === "ContactScored"),
    called: events.find((event) => event.type === "LlmCalled"),
  };
}

const levelIn = ({ contact }: Input): string => {
  const found = recogniseTitle(contact?.title ?? "", samplePolicy.titles);
  return found.known ? `${found.level}${found.isGatekeeper ? ", gatekeeper" : ""}` : "";
};
const missing = ({ terms }: Expected): number => ScoreTerm.options.length - Object.keys(terms).length;
const counts =
  (term: ScoreTerm, points: number) =>
  (_: Input, { terms }: Expected) =>
    terms[term] === points;
const agesOf = ({ intents }: Input): readonly number[] =>
  intents.map(({ at }) => Date.parse(SCORED_AT) - Date.parse(at));
const HALF_LIFE_MS = samplePolicy.score.propensity.halfLifeDays * 86_400_000;
const isAfter = (because: string) => (_: Input, expected: Expected) =>
  expected.by === "rule" && expected.because === because && expected.source === "rule_based_fallback";
const WITHOUT_A_CALL = ["vetoed", "list_unreadable"] as const;
const edge =
  (points: number, tier: Tier) =>
  (_: Input, { composite, tier: found }: Expected) =>
    composite === points && found === tier;

export const score = goldenSuite("score", {
  input: Input,
  expected: Expected,
  asks: { prompt: await promptDigest(), live: false, isOptional: true },
  async answer(input, { policy: given, model }) {
    const policy = withWhole(given, input);
    const { scored, called } = recorded(await scoredBy(input, model, policy), policy);
    if (!scored) throw new Error("the object recorded no score");
    const { vertical, terms, shares, composite, tier, roleFit, until } = scored.payload;
    return {
      vertical,
      terms: pointsOf(terms),
      shares,
      composite,
      tier,
      source: scored.why.source.startsWith("llm:") ? scored.why.source.replace(/@.*/, "") : scored.why.source,
      by: roleFit?.by ?? null,
      because: roleFit?.because ?? null,
      reason: roleFit?.reason ?? null,
      call: called?.payload.outcome ?? null,
      until,
    };
  },
  branches: {
    ...Object.fromEntries(
      TitleLevel.options.map((level) => [`a title of the level ${level}`, (input: Input) => levelIn(input) === level]),
    ),
    ...Object.fromEntries(
      (["A", "B", "C"] as const).flatMap((tier, index) => {
        const from = samplePolicy.score.tiers[tier];
        const below = (["B", "C", "D"] as const)[index] ?? "D";
        return [
          [`exactly at the edge of ${tier}`, edge(from, tier)],
          [`one basis point below ${tier}`, edge(from - 1, below)],
        ];
      }),
    ),
    ...Object.fromEntries(
      ScoreTerm.options.map((term) => [
        `${term} missing`,
        (_: Input, { terms }: Expected) => terms[term] === undefined && Object.keys(terms).length > 0,
      ]),
    ),
    ...Object.fromEntries(
      [0, 1, 2, 3, 4].map((count) => [
        `${count} terms missing`,
        (_: Input, expected: Expected) => missing(expected) === count,
      ]),
    ),
    ...Object.fromEntries(
      Intent.options.map((intent) => [
        `a signal ${intent} alone`,
        ({ intents: [first, ...others] }: Input) => first?.intent === intent && others.length === 0,
      ]),
    ),
    ...Object.fromEntries(
      AddressState.options.map((state) => [
        `an address that is ${state}`,
        (input: Input) => addressIn(input) === state,
      ]),
    ),
    ...Object.fromEntries(
      samplePolicy.score.verticals.map(({ slug }) => [
        `the vertical ${slug}, with all terms`,
        (_: Input, expected: Expected) => expected.vertical === slug && missing(expected) === 0,
      ]),
    ),
    ...Object.fromEntries(
      [...ModelOutcome.exclude(["ok"]).options, ...WITHOUT_A_CALL].map((because) => [
        `the rule stands in: ${because}`,
        isAfter(because),
      ]),
    ),
    ...Object.fromEntries(
      RoleFitReason.options.map((reason) => [
        `a model's reason ${reason}`,
        (_: Input, expected: Expected) => expected.reason === reason && expected.by === "model",
      ]),
    ),
    ...Object.fromEntries(
      Flag.options.map((flag) => [
        `no model is asked with the flag ${flag}`,
        ({ flags, model }: Input, { because }: Expected) =>
          flags.includes(flag) && model !== undefined && because === "vetoed",
      ]),
    ),
    "a gatekeeper": (input) => levelIn(input).endsWith("gatekeeper"),
    "no model is asked about a contact on the list": ({ model }, { because }) =>
      model?.list === "with" && because === "vetoed",
    "a kept answer": (_, { by, call, source }) => by === "kept" && call === null && source === "llm:earlier",
    "a kept answer for a contact whom a veto stops": ({ flags }, { by }) => by === "kept" && flags.length > 0,
    "a model is not asked about an unknown title": ({ model, contact }, { by, call }) =>
      model !== undefined && Boolean(contact?.title) && by === null && call === null,
    "the budget cannot be read": ({ model }, { because }) => model?.spent === null && because === "over_budget",
    "the last token of the budget": ({ model }, { by }) =>
      model?.spent === samplePolicy.score.roleFit.tokensPerDay - 1 && by === "model",
    "a good reply of a failed call": ({ model }, { by }, reply) =>
      model !== undefined && model.outcome !== "ok" && by === "rule" && reply.includes('"fit"'),
    "a reply that is not JSON": (_, { because, call }, reply) =>
      because === "malformed" && call === "ok" && !reply.startsWith("{"),
    "a fit over 100": (_, { because }, reply) => because === "malformed" && /"fit": ?101/.test(reply),
    "a fit below 0": (_, { because }, reply) => because === "malformed" && /"fit": ?-/.test(reply),
    "a fit that is no whole number": (_, { because }, reply) =>
      because === "malformed" && /"fit": ?\d+\.\d/.test(reply),
    "a reason that is not in the list": (_, { because }, reply) =>
      because === "malformed" && reply.includes('"reason"') && reply.includes("best_lead_ever"),
    "a field too many": (_, { because }, reply) => because === "malformed" && reply.includes('"tier"'),
    "exactly a half-life": (input) => agesOf(input).includes(HALF_LIFE_MS),
    "a millisecond after a half-life": (input) => agesOf(input).includes(HALF_LIFE_MS + 1),
    "a millisecond before a half-life": (input) => agesOf(input).includes(HALF_LIFE_MS - 1),
    "a signal before not_interested": ({ intents }, { terms }) =>
      intents.some(({ intent }) => intent === "not_interested") && terms.propensity === 0 && intents.length > 1,
    "a signal after not_interested": ({ intents }, { terms }) =>
      intents.some(({ intent }) => intent === "not_interested") && (terms.propensity ?? 0) > 0,
    "more signals than count": ({ intents }) => intents.length > samplePolicy.score.propensity.signals,
    "a sum that is cut at 1.0": ({ intents }, { terms }) => intents.length > 1 && terms.propensity === 10_000,
    "a sum that is just 1.0": counts("propensity", 10_000),
    "an expired fact": ({ facts }, { vertical }) =>
      vertical === "general" && facts.some(({ expiresAt }) => expiresAt && expiresAt < SCORED_AT),
    "a fact that expires at this moment": ({ facts }, { vertical }) =>
      vertical !== "general" && facts.some(({ expiresAt }) => expiresAt === SCORED_AT),
    "a fact that was looked for and not found": ({ facts }, { vertical }) =>
      vertical === "general" && facts.some(({ found }) => found === false),
    "a fact of a mailbox provider's domain": ({ company, facts }, { vertical }) =>
      vertical === "general" && company?.domain === "gmail.com" && facts.length > 0,
    "facts of two verticals": ({ facts }) =>
      facts.some(({ value }) => value === "software") && facts.some(({ value }) => value === "logistics"),
    "no row": ({ contact }) => contact === null,
    "a profile alone": counts("reachability", 4_000),
    "a score that holds for good": (_, { until }) => until === null,
    "a score that is made again because the reason passes": (_, { by, until, terms }) =>
      by === "rule" && until !== null && terms.propensity === undefined,
  },
});

function addressIn({ contact, wroteToUs }: Input): AddressState {
  const [mailbox = ""] = (contact?.email ?? "").split("@");
  return samplePolicy.score.reachability.roleMailboxes.includes(mailbox)
    ? "role"
    : wroteToUs
      ? "verified"
      : "unverified";
}
