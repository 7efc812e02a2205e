// Whether a model may be asked at all: what a run has had of calls, and what its source and everybody had of tokens today. Budgets are read
// before a batch asks, so what is under way at that moment comes on top of them; nothing is asked after that.
import type { ModelSpend, SourceSpend } from "../../drizzle/model-spend.ts";
import type { ModelPolicy } from "../../schema/policy.ts";

/** What was spent on a day; null where it could not be read. */
export type Spent = readonly SourceSpend[] | null;

/** Read once for a batch, at the batch's time. Never throws: a budget that cannot be read is used up. */
export async function spentOn(spend: ModelSpend, at: string): Promise<Spent> {
  try {
    return await spend.read(at.slice(0, DAY_CHARACTERS));
  } catch {
    return null;
  }
}
/** Of an ISO time in UTC. */
const DAY_CHARACTERS = 10;

interface Asking {
  /** Calls that the log has of the run. */
  readonly calls: number;
  /** The webhook source that pays; what no source caused has a budget of its own. */
  readonly source: string | null;
  readonly spent: Spent;
}

/** Whether one call more is within all three budgets. */
export function mayAsk(
  { callsPerRun, tokensPerSourceAndDay, tokensPerDay }: ModelPolicy,
  { calls, source, spent }: Asking,
): boolean {
  if (spent === null || calls >= callsPerRun) return false;
  const ofSource = spent.find((one) => one.source === (source ?? ""))?.tokens ?? 0;
  const ofAll = spent.reduce((sum, { tokens }) => sum + tokens, 0);
  return ofSource < tokensPerSourceAndDay && ofAll < tokensPerDay;
}
