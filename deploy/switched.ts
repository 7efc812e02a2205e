// Which models an installation's answers switch on.
import type { Answers } from "./answers.ts";

/** The settings that decide which suites of the evals must be PROMOTE. */
export interface Switched {
  /** SALES_SUPPORT_SEQUENCER_REASONING of the planner. */
  readonly flag: string;
  /** The models that would be asked, each with its Worker: the planner asks only when its flag is not off. */
  readonly models: readonly { readonly worker: string; readonly name: string }[];
}

export const switchedOf = ({ reasoning, model }: Pick<Answers, "reasoning" | "model">): Switched => ({
  flag: reasoning,
  models: (model?.of ?? [])
    .filter((worker) => worker !== "planner" || reasoning !== "off")
    .map((worker) => ({ worker, name: model?.name ?? "" })),
});
