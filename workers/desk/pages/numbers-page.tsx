// The page of the numbers, and the list of the leads that a number counts. Each number is a link to exactly its leads.
import type { NumberValue } from "../../../domain/numbers/measure.ts";
import type { HoldsReport, NumberReport, NumbersReport } from "../../../domain/numbers/report.ts";
import { amountText, timeText } from "../../../domain/numbers/value-text.ts";
import type { ContactCard } from "../../../drizzle/desk-reads.ts";
import type { ContactId } from "../../../schema/ids.ts";
import {
  type CountedLead,
  DIMENSION_WORDS,
  NUMBERS,
  NumberDimension,
  type NumberId,
  type NumberPart,
  type Period,
} from "../../../schema/numbers.ts";
import { dayAfter } from "../../../schema/time.ts";
import { actionWord, reasonWord } from "../../../schema/words.ts";
import type { readNumbers } from "../list-queries.ts";
import { ClassesByModel } from "./class-comparisons.tsx";
import { DaysChart, GroupsChart, type Point } from "./chart.tsx";
import { Page } from "./layout.tsx";
import { Table } from "./table.tsx";
import { Empty, Moment, More, Phrase } from "./parts.tsx";
import type { View } from "./view.ts";

type Numbers = Awaited<ReturnType<typeof readNumbers>>;

interface NumbersProps {
  readonly view: View;
  readonly numbers: Numbers;
}

/** The numbers at the top of the page. */
const FIRST: readonly NumberId[] = ["conversion", "time_to_qualification", "handover_acceptance", "false_positives"];

export const NumbersPage = ({ view, numbers: found }: NumbersProps) => {
  const { samplesBefore } = found;
  const first = found.numbers.filter(({ id }) => FIRST.includes(id));
  const others = found.numbers.filter(({ id }) => !FIRST.includes(id));
  return (
    <Page
      view={view}
      title="Numbers"
      intro="What became of the leads that began in these days. Every number links to exactly the leads that it counts."
    >
      {samplesBefore !== null && found.period.from <= samplesBefore && (
        <Samples before={samplesBefore} now={view.now} />
      )}
      <Filters period={found.period} by={found.by} />
      <section class="numbers" aria-label="The four numbers">
        {first.map((number) => (
          <Measure number={number} found={found} />
        ))}
      </section>
      <Standing holds={found.openHolds} deadLetters={found.deadLetters} refusedBodies={found.refusedBodies} />
      <section aria-labelledby="beside">
        <h2 id="beside">Beside them</h2>
        <div class="numbers">
          {others.map((number) => (
            <Measure number={number} found={found} />
          ))}
        </div>
      </section>
      <ClassesByModel classes={found.classes} dividedBy={found.by === "source" ? "Source" : "Day (UTC)"} />
      <ReadAt found={found} view={view} />
    </Page>
  );
};

const Samples = ({ before, now }: { readonly before: string; readonly now: Date }) => (
  <p class="aside">
    Leads that began before <Moment iso={before} now={now} /> are samples: the first start of this local installation
    made them. No person wrote them, and a script named <code>sample-model</code> stood in for a model.
  </p>
);

const Filters = ({ period, by }: Pick<Numbers, "period" | "by">) => (
  <form class="filters wide" method="get" action="/numbers">
    <p class="field">
      <label for="from">First day (UTC)</label>
      <input id="from" name="from" type="date" value={period.from} />
    </p>
    <p class="field">
      <label for="to">Last day</label>
      <input id="to" name="to" type="date" value={period.to} />
    </p>
    <p class="field">
      <label for="by">Divided by</label>
      <select id="by" name="by">
        {NumberDimension.options.map((dimension) => (
          <option value={dimension} selected={dimension === by}>
            {dimension}
          </option>
        ))}
      </select>
    </p>
    <button type="submit">Show</button>
  </form>
);

interface MeasureProps {
  readonly number: NumberReport;
  readonly found: Numbers;
}

const Measure = ({ number, found }: MeasureProps) => (
  <article class="card measure" aria-labelledby={`number-${number.id}`}>
    <h3 id={`number-${number.id}`}>{number.title}</h3>
    <p class="value">
      <Value number={number} value={number.value} place={{ period: found.period }} />
    </p>
    <p>{number.says}</p>
    <Groups number={number} found={found} />
    <details>
      <summary>What it does not say, and its query</summary>
      <p>{number.doesNotSay}</p>
      <p>
        <code>{number.query}</code>
      </p>
    </details>
  </article>
);

/** Which leads: the days, and the value of a dimension where there is one. */
interface Place {
  readonly period: Period;
  readonly by?: NumberDimension;
  readonly key?: string | null;
}

function leadsPath(number: NumberId, part: NumberPart, { period, by, key }: Place): string {
  const query = new URLSearchParams({ number, part, ...period });
  if (by) query.set("by", by);
  if (by && key !== null && key !== undefined) query.set("key", key);
  return `/numbers/leads?${query.toString()}`;
}

/** The value, with a link to the leads of each of its counts. */
const Value = ({
  number: { id, unit },
  value,
  place,
}: {
  readonly number: NumberReport;
  readonly value: NumberValue;
  readonly place: Place;
}) => {
  const amount = amountText(unit, value);
  if (value.kind === "missing") return <span class="none">{amount}</span>;
  const of = <a href={leadsPath(id, "of", place)}>{value.of.toLocaleString("en")}</a>;
  switch (value.kind) {
    case "share":
      return (
        <>
          {amount}{" "}
          <span class="hint">
            (<a href={leadsPath(id, "out", place)}>{value.out.toLocaleString("en")}</a> of {of})
          </span>
        </>
      );
    case "count":
      return of;
    case "ratio":
      return (
        <>
          {amount}{" "}
          <span class="hint">
            ({value.part.toLocaleString("en")} of {value.whole.toLocaleString("en")}, in {of})
          </span>
        </>
      );
    case "time":
    case "average":
      return (
        <>
          {amount}{" "}
          <span class="hint">
            ({value.kind === "time" ? "p50 · p90 · p99 of" : "of"} {of})
          </span>
        </>
      );
  }
};

const Groups = ({ number, found: { by, period } }: MeasureProps) => {
  if (!by || number.groups === null || number.groups.length === 0) return null;
  const points = by === "day" ? dayPoints(number.groups, period) : groupPoints(number.groups);
  const name = `${number.title} by ${by}`;
  const text = (value: number): string => axisText(number.unit, value);
  const isShare = number.unit === "share" || number.unit === "sentences";
  const most = isShare ? 1 : undefined;
  return (
    <>
      {by === "day" ? (
        <DaysChart name={name} points={points} text={text} most={most} kind={isShare ? "line" : "bars"} />
      ) : (
        <GroupsChart name={name} points={points} text={text} most={most} />
      )}
      <details open={number.groups.length <= MOST_OPEN_ROWS}>
        <summary>Table</summary>
        <Table
          caption={name}
          columns={[by, { name: number.unit === "time" ? "p50 · p90 · p99" : number.title, kind: "number" }]}
          rows={number.groups.map(({ key, value }) => [
            <Phrase text={key} none={NOT_KNOWN} />,
            <Value number={number} value={value} place={{ period, by, key }} />,
          ])}
        />
      </details>
    </>
  );
};

/** A longer table is closed at first. */
const MOST_OPEN_ROWS = 6;
const NOT_KNOWN = "not known";

type GroupsOf = NonNullable<NumberReport["groups"]>;

const groupPoints = (groups: GroupsOf): readonly Point[] =>
  groups.map(({ key, value }) => ({ label: key ?? NOT_KNOWN, value: heightOf(value) }));

/** A point for each day from the first that has leads to the last of the period, so that a day without leads is a gap. */
function dayPoints(groups: GroupsOf, { to }: Period): readonly Point[] {
  const values = new Map(groups.map(({ key, value }) => [key, heightOf(value)]));
  const points: Point[] = [];
  for (let day = groups[0]?.key ?? to; day <= to; day = dayAfter(day))
    points.push({ label: day.slice(5), value: values.get(day) ?? null });
  return points;
}

/** What the chart of a value shows: of a time, the half. */
function heightOf(value: NumberValue): number | null {
  switch (value.kind) {
    case "missing":
      return null;
    case "share":
    case "ratio":
      return value.share;
    case "count":
      return value.of;
    case "time":
      return value.p50;
    case "average":
      return value.average;
  }
}

function axisText(unit: NumberReport["unit"], value: number): string {
  switch (unit) {
    case "share":
    case "sentences":
      return `${Math.round(100 * value)} %`;
    case "time":
      return timeText(Math.round(value));
    case "count":
    case "tokens":
    case "words":
    case "rows":
      return value.toLocaleString("en", { maximumFractionDigits: 1 });
    case "micro_dollars":
      return `$${(value / 1_000_000).toPrecision(2)}`;
  }
}

interface StandingProps extends Pick<NumbersReport, "deadLetters" | "refusedBodies"> {
  readonly holds: HoldsReport;
}

const Standing = ({ holds, deadLetters, refusedBodies }: StandingProps) => (
  <section class="card" aria-labelledby="now">
    <h2 id="now">Now</h2>
    <p>
      <a href="/">{String(holds.open)} open holds</a>.{" "}
      {holds.daysAtThisPace === null
        ? "Not yet known how long they last: people have decided none of the leads of these days."
        : `People decided ${holds.decidedADay.toFixed(1)} a day of the leads of these days: at this pace they last ${holds.daysAtThisPace.toFixed(1)} days.`}
    </p>
    <Table
      caption="Open holds by age"
      columns={["Waiting for", { name: "Holds", kind: "number" }]}
      rows={(
        [
          ["under 4 hours", holds.under4Hours],
          ["4 hours to a day", holds.under1Day],
          ["1 to 3 days", holds.under3Days],
          ["longer", holds.older],
        ] as const
      ).map(([words, count]) => [words, String(count)])}
    />
    {deadLetters !== null && (
      <p>
        <a href="/dead-letters">
          {deadLetters === 1 ? "1 dead letter waits" : `${deadLetters} dead letters wait`} for a person
        </a>
        .
      </p>
    )}
    {refusedBodies !== null && refusedBodies > 0 && (
      <p>
        <a href="/dead-letters">
          {refusedBodies === 1 ? "1 refused body waits" : `${refusedBodies} refused bodies wait`} for a person
        </a>
        .
      </p>
    )}
  </section>
);

const ReadAt = ({ found: { readAt, root, by, period }, view }: { readonly found: Numbers; readonly view: View }) => (
  <section class="card" aria-labelledby="read">
    <h2 id="read">Where these numbers come from</h2>
    <p>
      Counted in the tables at <Moment iso={readAt} now={view.now} />.{" "}
      {root === null ? (
        "The log has published no root yet."
      ) : (
        <>
          The newest root before that is of {root.day}, over {String(root.streams)} streams: <code>{root.root}</code>.
        </>
      )}{" "}
      {by && (
        <>
          “{by}” is {DIMENSION_WORDS[by]}.
        </>
      )}
    </p>
    <p>
      The same numbers, counted from the events alone:{" "}
      <code>{`npx holdpoint metrics --since ${period.from} --until ${period.to}${by ? ` --by ${by}` : ""}`}</code>. Each
      number is defined in <code>docs/numbers.md</code>; when a model’s plan pays, by these numbers, is in{" "}
      <code>docs/planning.md</code>. How plans and rules differed: <a href="/plans">Plans</a>.
    </p>
  </section>
);

interface LeadsProps {
  readonly view: View;
  readonly rows: readonly CountedLead[];
  readonly cards: ReadonlyMap<ContactId, ContactCard>;
  readonly more: string | null;
  readonly number: NumberId;
  readonly part: NumberPart;
  readonly place: Place;
}

export const LeadsPage = ({ view, rows, cards, more, number, part, place: { period, by, key } }: LeadsProps) => {
  const defined = NUMBERS.find(({ id }) => id === number);
  return (
    <Page
      view={view}
      title="Leads of a number"
      intro={`${defined?.title ?? number}: ${part === "out" ? "the leads that count" : "all leads that it is of"}, begun from ${period.from} to ${period.to}${by ? `, ${by}: ${key ?? NOT_KNOWN}` : ""}.`}
    >
      <p>{defined?.says}</p>
      {rows.length === 0 ? (
        <Empty>There is no such lead.</Empty>
      ) : (
        <Table
          caption="Leads"
          columns={["Contact", "Began", "Source", "Decided"]}
          rows={rows.map((lead) => [
            <a href={`/contacts/${lead.streamId}`}>
              <Phrase text={cards.get(lead.streamId)?.name} none="Name not known" />
            </a>,
            <Moment iso={lead.beganAt} now={view.now} />,
            <Phrase text={lead.source} none={NOT_KNOWN} />,
            <>
              {actionWord(lead.action)}: {reasonWord(lead.reason)}
            </>,
          ])}
        />
      )}
      <More href={more} label="Earlier leads" />
    </Page>
  );
};
