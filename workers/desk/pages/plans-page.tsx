// The page of the plans of all runs: who planned, in which order the stages ran, what was dropped, and what became of the run.
import type { ContactCard, RowFault } from "../../../drizzle/desk-reads.ts";
import type { ContactId } from "../../../schema/ids.ts";
import { type Arm, PlanSkipReason } from "../../../schema/lists.ts";
import {
  droppedText,
  orderText,
  plannerText,
  skipReasonWord,
  skipText,
  stagesText,
} from "../../../schema/plan-words.ts";
import { becameOf, becameWord, type PlannedRun, planOfRun } from "../../../schema/planned-run.ts";
import type { ComparisonResult } from "../../../schema/shipment.ts";
import type { ShownPlan } from "../../../schema/shown-plan.ts";
import { reasonWord } from "../../../schema/words.ts";
import { Page } from "./layout.tsx";
import { Empty, Moment, More, Phrase } from "./parts.tsx";
import { Table } from "./table.tsx";
import { RowFaults } from "./unreadable.tsx";
import type { View } from "./view.ts";

interface Filter {
  readonly arm?: Arm | undefined;
  readonly skipReason?: PlanSkipReason | undefined;
  readonly compared?: ComparisonResult | undefined;
}

interface PlansProps {
  readonly view: View;
  readonly rows: readonly PlannedRun[];
  readonly faults: readonly RowFault[];
  readonly more: string | null;
  readonly cards: ReadonlyMap<ContactId, ContactCard>;
  readonly filter: Filter;
}

const ARMS: Readonly<Record<Arm, string>> = {
  reasoning: "a model planned",
  shadow: "a model planned in the shadow",
  scripted: "only the rules planned",
};
const COMPARED: Readonly<Record<ComparisonResult, string>> = {
  differs: "the plan leaves out what the rules would write",
  agrees: "the plan does what the rules would do",
  no_plan: "the rules planned as a fallback",
};

export const PlansPage = ({ view, rows, faults, more, cards, filter }: PlansProps) => (
  <Page
    view={view}
    title="Plans"
    intro="How each run was planned, the newest first. A plan orders the grades and may leave the message out; it can do nothing else."
  >
    <form class="filters" method="get" action="/plans">
      <Select name="arm" label="Planned by" any="anybody" words={ARMS} chosen={filter.arm} />
      <Select name="compared" label="Beside the rules" any="any plan" words={COMPARED} chosen={filter.compared} />
      <Select
        name="skipReason"
        label="Why no message"
        any="any reason, or none"
        words={Object.fromEntries(PlanSkipReason.options.map((reason) => [reason, skipReasonWord(reason)]))}
        chosen={filter.skipReason}
      />
      <button type="submit">Show</button>
    </form>
    <p>
      How the plans of the last days compare with the rules is under <a href="/plans/shadow">Plans in the shadow</a>.
    </p>
    <RowFaults faults={faults} />
    {rows.length === 0 ? (
      <Empty>There is no such plan.</Empty>
    ) : (
      <Table
        caption="Plans"
        columns={["Contact", "Planned by", "Stages", "What became of it", "When"]}
        rows={rows.map((row) => [
          <a href={`/contacts/${row.streamId}`}>
            <Phrase text={cards.get(row.streamId)?.name} none="Name not known" />
          </a>,
          ...planCells(planOfRun(row)),
          <Outcome row={row} />,
          <Moment iso={row.decidedAt} now={view.now} />,
        ])}
      />
    )}
    <More href={more} label="Earlier plans" />
  </Page>
);

interface SelectProps {
  readonly name: string;
  readonly label: string;
  /** What an empty choice says. */
  readonly any: string;
  readonly words: Readonly<Record<string, string>>;
  readonly chosen: string | undefined;
}

const Select = ({ name, label, any, words, chosen }: SelectProps) => (
  <p class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{any}</option>
      {Object.entries(words).map(([value, text]) => (
        <option value={value} selected={value === chosen}>
          {text}
        </option>
      ))}
    </select>
  </p>
);

const planCells = (plan: ShownPlan | null) =>
  plan === null
    ? [<span class="none">not known: an older release wrote this row</span>, <span class="none">not known</span>]
    : [plannerText(plan), <Stages plan={plan} />];

/** The stages as they ran; of a plan in the shadow, those of the plan too. */
const Stages = ({ plan }: { readonly plan: ShownPlan }) => {
  const { arm, stages, dropped } = plan;
  const notes = [
    ...(arm === "shadow" && stages.length > 0 ? [`that plan: ${stagesText(stages)}`] : []),
    ...(skipText(plan) === "" ? [] : [`no message: ${skipText(plan)}`]),
    ...(dropped.length === 0 ? [] : [`dropped: ${droppedText(dropped)}`]),
  ];
  return (
    <>
      {orderText(plan)}
      {notes.length > 0 && <span class="none">{` (${notes.join("; ")})`}</span>}
    </>
  );
};

const Outcome = ({ row }: { readonly row: PlannedRun }) => (
  <>
    {becameWord(becameOf(row))}
    {row.action === "skip" && `: ${reasonWord(row.reason)}`}
  </>
);
