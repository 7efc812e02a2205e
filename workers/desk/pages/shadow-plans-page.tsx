// The page that compares plans made in the shadow with what the rules decided.
import type { ComparedDay, ContactCard, RowFault } from "../../../drizzle/desk-reads.ts";
import type { ContactId } from "../../../schema/ids.ts";
import type { ComparisonResult, PlanComparisonRow } from "../../../schema/shipment.ts";
import { actionWord, reasonWord } from "../../../schema/words.ts";
import { Table } from "./table.tsx";
import { Page } from "./layout.tsx";
import { Choice, Empty, Moment, More, Phrase } from "./parts.tsx";
import { RowFaults } from "./unreadable.tsx";
import type { View } from "./view.ts";

interface ShadowPlansProps {
  readonly view: View;
  readonly rows: readonly PlanComparisonRow[];
  readonly faults: readonly RowFault[];
  readonly more: string | null;
  readonly days: readonly ComparedDay[];
  readonly cards: ReadonlyMap<ContactId, ContactCard>;
  /** The listed result; by default the runs that differ. */
  readonly result: ComparisonResult | undefined;
}

const RESULTS: readonly (readonly [ComparisonResult, string])[] = [
  ["differs", "The plan would have written nothing"],
  ["agrees", "The plan would have done the same"],
  ["no_plan", "No plan came of asking"],
];
const resultWord = (result: ComparisonResult): string => RESULTS.find(([code]) => code === result)?.[1] ?? result;

export const ShadowPlansPage = ({ view, rows, faults, more, days, cards, result = "differs" }: ShadowPlansProps) => (
  <Page
    view={view}
    title="Plans in the shadow"
    intro="Runs that a model planned while the rules acted. A plan can only leave a message out, so that is all in which the two can differ."
  >
    <p>
      When a plan by a model pays is in <code>docs/planning.md</code>; what became of the leads of both ways is under{" "}
      <a href="/numbers?by=population">Numbers</a>, and every plan under <a href="/plans">Plans</a>.
    </p>
    <Days days={days} />
    <Choice path="/plans/shadow" name="result" options={RESULTS} chosen={result} />
    <RowFaults faults={faults} />
    {rows.length === 0 ? (
      <Empty>There is no such run.</Empty>
    ) : (
      <Table
        caption="Runs"
        columns={["Contact", "The rules decided", "In the shadow", "Planned by", "When"]}
        rows={rows.map((row) => [
          <a href={`/contacts/${row.streamId}`}>
            <Phrase text={cards.get(row.streamId)?.name} none="Name not known" />
          </a>,
          <>
            {actionWord(row.action)}: {reasonWord(row.reason)}
          </>,
          <>
            {resultWord(row.result)} (<code>{row.planReason}</code>)
          </>,
          <code>{modelIn(row.planSource)}</code>,
          <Moment iso={row.at} now={view.now} />,
        ])}
      />
    )}
    <More href={more} label="Earlier runs" />
  </Page>
);

const Days = ({ days }: Pick<ShadowPlansProps, "days">) =>
  days.length === 0 ? (
    <Empty>In the last thirty days no run was planned in the shadow.</Empty>
  ) : (
    <Table
      caption="By day"
      columns={[
        "Day (UTC)",
        { name: "Same", kind: "number" },
        { name: "Different", kind: "number" },
        { name: "No plan", kind: "number" },
      ]}
      rows={days.map(({ day, agrees, differs, noPlan }) => [day, String(agrees), String(differs), String(noPlan)])}
    />
  );

/** `llm:<model>@<digest>` without the digest, which people do not need. */
const modelIn = (source: string): string => source.replace(/@[0-9a-f]{64}$/, "");
