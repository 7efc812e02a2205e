// Decides whether a model may be called: by the run's calls, and by the day's tokens of its source and of all sources. A budget
// is read before a batch's calls, so calls in progress at that moment can exceed it; later ones cannot.
import type { ModelSpend } from "../../drizzle/model-spend.ts";
import type { SourceSpend } from "../../schema/answers.ts";
import { ROLES_SPEND } from "../../schema/model-call.ts";
import type { ModelPolicy, ScorePolicy } from "../../schema/policy.ts";

/** The tokens spent on a day; null where they could not be read. */
export type Spent = readonly SourceSpend[] | null;

/** Reads the spending once per batch. Never throws: an unreadable budget counts as used up. */
export async function spentOn(spend: ModelSpend, at: string): Promise<Spent> {
  try {
    return await spend.read(at.slice(0, DAY_CHARACTERS));
  } catch {
    return null;
  }
}
/** The date part of an ISO time in UTC. */
const DAY_CHARACTERS = 10;

interface Asking {
  /** How many calls the log has for the run. */
  readonly calls: number;
  /** The webhook source whose budget pays. Null: no source; these calls share a budget of their own. */
  readonly source: string | null;
  readonly spent: Spent;
}

/** Whether one more call is within all three budgets. */
export function mayAsk(
  { callsPerRun, tokensPerSourceAndDay, tokensPerDay }: ModelPolicy,
  { calls, source, spent }: Asking,
): boolean {
  if (spent === null || calls >= callsPerRun) return false;
  const ofSource = tokensOf(spent, source ?? "");
  const ofAll = spent.reduce((sum, { tokens, source: of }) => (of === ROLES_SPEND ? sum : sum + tokens), 0);
  return ofSource < tokensPerSourceAndDay && ofAll < tokensPerDay;
}

/**
 * Whether one more role may be judged. The scorer has a budget of its own, and its calls are not counted against another one: a score must not
 * take a plan or a draft from a lead.
 */
export const mayJudgeRole = ({ tokensPerDay }: ScorePolicy["roleFit"], spent: Spent): boolean =>
  spent !== null && tokensOf(spent, ROLES_SPEND) < tokensPerDay;

const tokensOf = (spent: NonNullable<Spent>, of: string): number =>
  spent.find(({ source }) => source === of)?.tokens ?? 0;
