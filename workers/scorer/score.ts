// The score stage: reads a contact's row and its signals, finds the four terms, and records them. It is beside the pipeline: nothing waits for a
// score, and no score gates anything. The object weighs the terms and records a score only when it is another one than before.
import type { Crm } from "../../drizzle/crm.ts";
import type { KeptFit } from "../../drizzle/role-fits.ts";
import { type NoModel, scoredUntil, termsOf } from "../../domain/rules/score.ts";
import { scoreEvidence, type ScoreFacts, scoreFacts } from "../../domain/rules/score-facts.ts";
import { readingFor, readList, type ListRead } from "../../domain/rules/list-read.ts";
import { vetoOf } from "../../domain/rules/veto.ts";
import type { ScoreBasis } from "../../schema/answers.ts";
import { following } from "../../schema/cause.ts";
import type { CommandOf } from "../../schema/commands.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import { commandIdOf } from "../../schema/ids.ts";
import { ScoreMessage } from "../../schema/messages.ts";
import { type Policy, policyDigest } from "../../schema/policy.ts";
import type { QueryOf } from "../../schema/ports.ts";
import { mayJudgeRole, type Spent, spentOn } from "../model/budget.ts";
import { paidCommandIdOf, paymentIdOf } from "../model/paid-command.ts";
import { MODEL_PORTION } from "../model/portion.ts";
import { hydrate, type Hydration } from "../stage/hydrate.ts";
import { outcomeOfAnswer } from "../stage/outcome.ts";
import { settled } from "../stage/settled.ts";
import type { Asked, Stage } from "../stage/stage.ts";
import { afterPaying, record, type Step } from "../stage/step.ts";
import { type Fit, fitByModel, fitByRule, keptFit, questionOf, type RoleJudge } from "./role-fit.ts";

export interface ScorePorts {
  readonly crm: Pick<Crm, "hydrate">;
  readonly policy: Policy;
  /** Undefined without a model: the rule gives every role fit, and says so. */
  readonly judge?: RoleJudge | undefined;
}

type BasisQuery = Extract<QueryOf<"scorer">, { type: "ScoreBasis" }>;
type AskedScore = Asked<ScoreMessage, BasisQuery>;

/** What a batch read for its questions to the model. */
interface Judging {
  readonly judge: RoleJudge;
  /** Answers by question: those that were kept, and those that this batch has asked for. */
  readonly answers: Map<string, Promise<Fit>>;
  readonly listed: PromiseSettledResult<ListRead>;
  readonly spent: Spent;
}

interface Shared {
  readonly hydration: Hydration;
  readonly judging: Judging | null;
}

export function scoreStage(ports: ScorePorts): Stage<"scorer", ScoreMessage, Shared, BasisQuery> {
  const { crm, policy, judge } = ports;
  return {
    queue: "score",
    schema: ScoreMessage,
    ...(judge ? { portion: MODEL_PORTION } : {}),
    ask: ({ contactId, follows }) => ({ type: "ScoreBasis", contactId, follows }),
    readsList: judge !== undefined,
    async read(asked, logRevision) {
      const bases = asked.flatMap(({ answer: { basis } }) => basis ?? []);
      const ids = bases.map(({ contactId }) => contactId);
      const hydration = await hydrate(crm, ids, policy.qualify);
      return { hydration, judging: judge ? await readJudging(bases, { judge, hydration, policy, logRevision }) : null };
    },
    async handle({ message, answer }: AskedScore, { hydration, judging }, attempt) {
      const { basis } = answer;
      if (basis === null) return outcomeOfAnswer(answer);
      const hydrated = hydration.get(message.contactId);
      const facts = scoreFacts(hydrated, basis, { policy, asOf: basis.at });
      const fit = facts.title && (await fitOf(facts, facts.title, { basis, judging, policy, attempt }));
      const command = commandFor(message, { basis, hydrated, facts, fit, policy });
      if (!judge || !fit?.call) return record(command);
      const paid = { ...command, commandId: paidCommandIdOf(paymentIdOf(judge.random), "RecordScore", message.id) };
      return afterPaying<"scorer">(async (): Promise<Step<"scorer">> => record(paid));
    },
  };
}

async function readJudging(
  bases: readonly ScoreBasis[],
  {
    judge,
    hydration,
    policy,
    logRevision,
  }: {
    readonly judge: RoleJudge;
    readonly hydration: Hydration;
    readonly policy: Policy;
    readonly logRevision: () => number;
  },
): Promise<Judging> {
  const questions = bases.flatMap((basis) => {
    // Its own message fails.
    if (hydration.isUnreadable(basis.contactId)) return [];
    const { title, vertical } = scoreFacts(hydration.get(basis.contactId), basis, { policy, asOf: basis.at });
    return title ? [questionOf(title, vertical, judge.name)] : [];
  });
  const [kept, listed, spent] = await Promise.all([
    keptFor(judge, [...new Set(questions)]),
    settled(
      readList(
        judge.list,
        bases.map(({ lookups }) => lookups),
        logRevision,
      ),
    ),
    bases[0] ? spentOn(judge.spend, bases[0].at) : null,
  ]);
  return { judge, answers: new Map(kept.map((fit) => [fit.question, Promise.resolve(keptFit(fit))])), listed, spent };
}

/** Without the kept answers the model is asked again: they only save money. */
async function keptFor({ fits }: RoleJudge, questions: readonly string[]): Promise<readonly KeptFit[]> {
  const kept = await settled(fits.read(questions));
  return kept.status === "fulfilled" ? kept.value : [];
}

interface Fitting {
  readonly basis: ScoreBasis;
  readonly judging: Judging | null;
  readonly policy: Policy;
  readonly attempt: number;
}

type Title = NonNullable<ScoreFacts["title"]>;

/** A kept answer serves anybody; a model is asked only about a contact whom no veto stops. */
async function fitOf(facts: ScoreFacts, title: Title, fitting: Fitting): Promise<Fit> {
  const { judging, policy } = fitting;
  const { vertical } = facts;
  const question = questionOf(title, vertical, judging?.judge.name ?? "");
  const stand = (because: NoModel): Fit => fitByRule(title, { vertical, policy: policy.score, question, because });
  if (judging === null) return stand("not_configured");
  const earlier = judging.answers.get(question);
  if (earlier) {
    const fit = await earlier;
    // Titles with one question differ in their words, by which the rule judges.
    return fit.because ? stand(fit.because) : sharedFit(fit);
  }
  const because = whyNot(fitting, judging);
  if (because) return stand(because);
  const asking = askAndKeep(judging.judge, { title, vertical, fitting });
  judging.answers.set(question, asking);
  return asking;
}

/** What an earlier question of the batch was answered: its call is recorded there. */
const sharedFit = ({ basisPoints, roleFit, answeredBy }: Fit): Fit => ({
  basisPoints,
  roleFit: { ...roleFit, by: "kept" },
  answeredBy,
});

/** Why no model may be asked about this contact now; null when it may. */
function whyNot({ basis, policy }: Fitting, { listed, spent }: Judging): NoModel | null {
  if (listed.status === "rejected") return "list_unreadable";
  if (vetoOf(basis.flags, readingFor(listed.value, basis.lookups).hit)) return "vetoed";
  return mayJudgeRole(policy.score.roleFit, spent) ? null : "over_budget";
}

async function askAndKeep(
  judge: RoleJudge,
  {
    title,
    vertical,
    fitting: { basis, policy, attempt },
  }: {
    readonly title: Title;
    readonly vertical: ScoreFacts["vertical"];
    readonly fitting: Fitting;
  },
): Promise<Fit> {
  const fit = await fitByModel(judge, { title, vertical, policy: policy.score, contactId: basis.contactId, attempt });
  const { roleFit, basisPoints, answeredBy } = fit;
  if (roleFit.reason === undefined || !answeredBy) return fit;
  const { question, reason } = roleFit;
  // The answer is in the log with its call. An answer that is not kept is asked for again.
  await settled(judge.fits.keep({ question, basisPoints, reason, ...answeredBy, at: basis.at }));
  return fit;
}

function commandFor(
  { id, contactId, correlationId, follows }: ScoreMessage,
  {
    basis,
    hydrated,
    facts,
    fit,
    policy,
  }: {
    readonly basis: ScoreBasis;
    readonly hydrated: Hydrated | undefined;
    readonly facts: ScoreFacts;
    readonly fit: Fit | null;
    readonly policy: Policy;
  },
): CommandOf<"RecordScore"> {
  const asOf = basis.at;
  const terms = termsOf({ ...facts, roleFit: fit?.basisPoints ?? null }, asOf, policy.score);
  const { evidence, contactRow, verticalRows, intentRows } = scoreEvidence(contactId, hydrated, facts, {
    policy,
    asOf,
    basis,
  });
  const rows = {
    seniority: [contactRow],
    role_fit: [contactRow, ...verticalRows],
    reachability: [contactRow],
    propensity: [...intentRows],
  };
  const scored = Object.entries(terms).map(([term, basisPoints]) => [
    term,
    { basisPoints, rows: rows[term as keyof typeof rows] },
  ]);
  return {
    type: "RecordScore",
    policy: policyDigest(policy),
    // A score of the same state of the stream is the same command, whichever message asked for it.
    ...following({ id, contactId, correlationId }, commandIdOf("RecordScore", contactId, String(basis.version))),
    follows,
    vertical: facts.vertical.slug,
    asOf,
    terms: Object.fromEntries(scored) as CommandOf<"RecordScore">["terms"],
    ...(fit ? { roleFit: fit.roleFit } : {}),
    ...(fit?.call ? { call: fit.call } : {}),
    ...(fit?.answeredBy ? { answeredBy: fit.answeredBy } : {}),
    until: scoredUntil({ terms, ...facts, asOf, because: fit?.roleFit.because }, policy.score),
    evidence: [...evidence],
  };
}
