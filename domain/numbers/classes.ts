// Puts together how a model's classes of messages differ from those of the rules: what the model is worth, and what it would do if it decided alone.
import { ANSWERED_CLASSES } from "../../schema/hearing.ts";
import type { ClassCount } from "../../schema/numbers.ts";
import { type NumberValue, valueOf } from "./measure.ts";

/** Of some messages that a model was asked about and answered. */
export interface ClassFigures {
  readonly messages: number;
  /** How many have the same class by both. */
  readonly agreement: NumberValue;
  /** The model's class would have ended what the rules go on with. The rules' class counted. */
  readonly wouldHaveSilenced: number;
  /** The model's class led to an answer where the rules would have ended. */
  readonly ledToAnswer: number;
  /** The model took for an opt-out what the rules did not: a task asked a person. Some of these are also in `wouldHaveSilenced`. */
  readonly raisedDoubt: number;
}

export interface ClassesReport extends ClassFigures {
  /** The messages of each pair of classes. */
  readonly pairs: readonly { readonly byRules: string; readonly byModel: string; readonly messages: number }[];
  /** By day, or by source where the report is divided by it. */
  readonly groups: readonly (ClassFigures & { readonly key: string })[];
}

const SHARE = { unit: "share", missing: "no model was asked about a message of these days" } as const;

export const classesReport = (counts: readonly ClassCount[]): ClassesReport => ({
  ...figuresOf(counts),
  pairs: [...Map.groupBy(counts, ({ byRules, byModel }) => `${byRules} ${byModel}`).values()]
    .flatMap((own) => own.slice(0, 1).map(({ byRules, byModel }) => ({ byRules, byModel, messages: sum(own) })))
    .toSorted((one, other) => other.messages - one.messages),
  groups: [...Map.groupBy(counts, ({ key }) => key)].map(([key, own]) => ({ key, ...figuresOf(own) })),
});

function figuresOf(counts: readonly ClassCount[]): ClassFigures {
  const of = (condition: (count: ClassCount) => boolean): number => sum(counts.filter(condition));
  const messages = sum(counts);
  const same = of(({ byRules, byModel }) => byRules === byModel);
  return {
    messages,
    agreement: valueOf(SHARE, { of: messages, out: same, sum: 0, whole: 0, times: [] }),
    wouldHaveSilenced: of(
      ({ byRules, byModel, counted }) =>
        counted === "rules" && ANSWERED_CLASSES.has(byRules) && !ANSWERED_CLASSES.has(byModel),
    ),
    ledToAnswer: of(({ byRules, counted }) => counted === "model" && !ANSWERED_CLASSES.has(byRules)),
    raisedDoubt: of(({ byRules, byModel }) => byModel === "unsubscribe" && byRules !== "unsubscribe"),
  };
}

const sum = (counts: readonly ClassCount[]): number => counts.reduce((all, { messages }) => all + messages, 0);
