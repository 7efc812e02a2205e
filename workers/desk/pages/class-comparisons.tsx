// The part of the page of the numbers that compares a model's classes of messages with those of the rules.
import type { ClassesReport, ClassFigures } from "../../../domain/numbers/classes.ts";
import { amountText } from "../../../domain/numbers/value-text.ts";
import { ReplyClass } from "../../../schema/lists.ts";
import { CLASS_WORDS } from "./inbound.tsx";
import { Table } from "./table.tsx";
import { Empty } from "./parts.tsx";

interface ClassesProps {
  readonly classes: ClassesReport;
  /** The name of what the groups are. */
  readonly dividedBy: string;
}

export const ClassesByModel = ({ classes, dividedBy }: ClassesProps) => (
  <section class="card" aria-labelledby="classes">
    <h2 id="classes">Messages, by the rules and by a model</h2>
    {classes.messages === 0 ? (
      <Empty>No model was asked about a message of these days.</Empty>
    ) : (
      <>
        <p>
          Messages of these days that a model was asked about and answered. Its class counts only where it leads to an
          answer; everything else by it stands in the log and ends nothing. How messages are classified is in{" "}
          <code>docs/classifying.md</code>.
        </p>
        <Table
          caption="Classes by the rules and by the model"
          columns={[{ name: "By the rules", kind: "head" }, ...MODEL_COLUMNS]}
          rows={namesIn(classes).map((byRules) => [
            wordOf(byRules),
            ...ReplyClass.options.map((byModel) => numberText(countIn(classes, byRules, byModel))),
          ])}
        />
        <Table
          caption="Messages of which a model was asked"
          columns={[dividedBy, ...FIGURE_COLUMNS]}
          rows={[
            ["All", ...figuresOf(classes)],
            ...classes.groups.map(({ key, ...figures }) => [key, ...figuresOf(figures)]),
          ]}
        />
        <p>
          “Would have silenced”: the model ends what the rules go on with; nobody was silenced, because the rules’ class
          counted. “Led to an answer”: the rules would have ended it, and the model’s class counted. “Raised doubt”: the
          model alone took it for an opt-out, and a task asks a person.
        </p>
      </>
    )}
  </section>
);

const wordOf = (name: string): string => {
  const known = ReplyClass.safeParse(name);
  return known.success ? CLASS_WORDS[known.data] : name;
};
const MODEL_COLUMNS = ReplyClass.options.map((name) => ({ name: `Model: ${wordOf(name)}`, kind: "number" as const }));

/** The classes that the rules gave, the most frequent first. */
const namesIn = ({ pairs }: ClassesReport): readonly string[] => [...new Set(pairs.map(({ byRules }) => byRules))];

const countIn = ({ pairs }: ClassesReport, byRules: string, byModel: ReplyClass): number =>
  pairs.find((pair) => pair.byRules === byRules && pair.byModel === byModel)?.messages ?? 0;

const numberText = (count: number): string => count.toLocaleString("en");

const FIGURE_COLUMNS = [
  "Messages",
  "Same class",
  "The model would have silenced",
  "The model led to an answer",
  "The model raised doubt",
].map((name) => ({ name, kind: "number" as const }));

/** In the order of `FIGURE_COLUMNS`. */
const figuresOf = (figures: ClassFigures): readonly string[] => [
  numberText(figures.messages),
  amountText("share", figures.agreement),
  numberText(figures.wouldHaveSilenced),
  numberText(figures.ledToAnswer),
  numberText(figures.raisedDoubt),
];
