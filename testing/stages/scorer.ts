// A scorer over a port, a model, kept answers and a list in memory, for the tests of its stage.
import * as z from "zod";
import { KeptFit } from "../../drizzle/role-fits.ts";
import { lookupsOf } from "../../domain/address.ts";
import type { ScoreBasis } from "../../schema/answers.ts";
import { type CommandOf, RecordScore } from "../../schema/commands.ts";
import { samplePolicy } from "../sample-policy.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import { scoreMessage, type ScoreMessage } from "../../schema/messages.ts";
import { type ModelCall, ModelOutcome, UNASKED } from "../../schema/model-call.ts";
import type { Policy } from "../../schema/policy.ts";
import { type Model, type ModelRequest, promptDigestOf } from "../../workers/model/model.ts";
import type { RoleJudge } from "../../workers/scorer/role-fit.ts";
import { scoreStage } from "../../workers/scorer/score.ts";
import { addressOf, contactNamed, SYSTEM_KEY } from "../people.ts";
import { delivered } from "./people.ts";
import { portThat, runOver } from "./port.ts";

export const SCORED_AT = "2026-11-29T09:00:00.000Z";
const FLAGS = { do_not_contact: false, bounced: false, unsubscribed: false, replied: false };

/** A person whom the scorer scores. */
interface Scored {
  /** The name, which is also the mailbox. */
  readonly name: string;
  readonly title?: string | null;
  readonly basis?: Partial<ScoreBasis>;
}

const basisOf = ({ name, basis = {} }: Scored): ScoreBasis => ({
  contactId: contactNamed(name),
  version: 3,
  at: SCORED_AT,
  flags: FLAGS,
  lookups: [lookupsOf(SYSTEM_KEY, { address: addressOf(name) })],
  intents: [],
  wroteToUs: false,
  ...basis,
});

export const flagged = (flag: keyof typeof FLAGS): Partial<ScoreBasis> => ({ flags: { ...FLAGS, [flag]: true } });

/** The row has personal words in every column, so that a test can look for them in a request. */
const rowOf = ({ name, title = null }: Scored): Hydrated => ({
  contact: {
    id: contactNamed(name),
    email: addressOf(name),
    name: `${name} Lovelace`,
    title,
    companyName: "Engine Works",
    seniority: null,
    senioritySource: null,
  },
  company: null,
  facts: [],
});

export const scoreFor = (name: string): ScoreMessage =>
  scoreMessage({ contactId: contactNamed(name), correlationId: "sg_1", causationId: "sg_1", follows: 3 });

const Failed = ModelOutcome.exclude(["ok"]);

/** A model that gives `replies` in order, and then the last one again. A reply that is the name of an outcome is a call that failed. */
export function scriptedJudge(...replies: readonly string[]) {
  const requests: ModelRequest[] = [];
  const model: Model = {
    async call(request) {
      const reply = replies[Math.min(requests.length, replies.length - 1)] ?? "";
      requests.push(request);
      const failed = Failed.safeParse(reply).data;
      const { step, prefix, tool } = request;
      const call: ModelCall = {
        step,
        model: "scripted",
        promptDigest: promptDigestOf({ prefix, tool }),
        tokensIn: 400,
        tokensCached: 0,
        tokensOut: 15,
        costMicroDollars: 70,
        latencyMs: 300,
        outcome: failed ?? "ok",
      };
      return { outcome: call.outcome, reply: failed ? null : reply, call: UNASKED.has(call.outcome) ? null : call };
    },
  };
  return { model, requests };
}

/** The columns of a kept answer, without its time. */
const Kept = z.object(KeptFit.shape);

interface Given {
  readonly people: readonly Scored[];
  readonly model?: Model | null;
  readonly judge?: Partial<RoleJudge>;
  /** The answers that are kept at first. */
  readonly kept?: readonly KeptFit[];
  readonly policy?: Policy;
  /** The digests that are on the suppression list. */
  readonly suppressed?: readonly string[];
  readonly crm?: { hydrate(): Promise<ReadonlyMap<ScoreBasis["contactId"], Hydrated>> };
}

/** A scorer with what it recorded, kept and sent. `score` delivers the messages of these people as one batch. */
export function scorer({
  people,
  model = null,
  judge = {},
  kept = [],
  policy = samplePolicy,
  suppressed = [],
  crm,
}: Given) {
  const recorded: CommandOf<"RecordScore">[] = [];
  const fits = new Map(kept.map((fit) => [fit.question, fit]));
  const calls: string[] = [];
  const lines: object[] = [];
  let drawn = 0;
  const own: Omit<RoleJudge, "model"> = {
    name: "scripted",
    fits: {
      read: async (questions) => questions.flatMap((question) => fits.get(question) ?? []),
      async keep(fit) {
        if (!fits.has(fit.question)) fits.set(fit.question, Kept.parse(fit));
      },
    },
    spend: { read: async () => [] },
    list: { read: async (digests) => ({ revision: 9, suppressed: digests.filter((one) => suppressed.includes(one)) }) },
    random: (bytes) => new Uint8Array(bytes).fill((drawn += 1)),
  };
  const port = portThat<"scorer">(
    {
      ListRevision: () => 9,
      ScoreBasis: ({ contactId }) => {
        const person = people.find(({ name }) => contactNamed(name) === contactId);
        return { next: [], refusal: person ? null : { reason: "erased" }, basis: person ? basisOf(person) : null };
      },
      RecordScore: (command) => {
        recorded.push(RecordScore.parse(command));
        return { next: [], refusal: null };
      },
    },
    calls,
  );
  const stage = scoreStage({
    crm: crm ?? { hydrate: async () => new Map(people.map((one) => [contactNamed(one.name), rowOf(one)])) },
    policy,
    judge: model ? { ...own, model, ...judge } : undefined,
  });
  const score = async (...names: string[]) => {
    const deliveries = names.map((name) => delivered(scoreFor(name)));
    await runOver(stage, deliveries, { port, report: (line) => void lines.push(line) });
    return deliveries.map(({ became }) => (became.acked > 0 ? "acked" : "retried"));
  };
  /** The last that was recorded of a person. */
  const of = (name: string) => recorded.findLast(({ contactId }) => contactId === contactNamed(name));
  return { score, recorded, of, fits, calls, lines };
}
