// The page of all runs that ended without a message: why, when, and a button that begins another run.
import type { ContactCard, RowFault } from "../../../drizzle/desk-reads.ts";
import type { ContactId } from "../../../schema/ids.ts";
import { UnwrittenReason } from "../../../schema/lists.ts";
import { type ListedUnwritten, unwrittenText } from "../../../schema/listed-unwritten.ts";
import { dayAfter } from "../../../schema/time.ts";
import { unwrittenWord } from "../../../schema/words.ts";
import { Page } from "./layout.tsx";
import { ActionForm, Empty, Moment, More, Phrase, Reason } from "./parts.tsx";
import { Table } from "./table.tsx";
import { RowFaults } from "./unreadable.tsx";
import type { View } from "./view.ts";

interface NotWrittenProps {
  readonly view: View;
  readonly rows: readonly ListedUnwritten[];
  readonly faults: readonly RowFault[];
  readonly more: string | null;
  readonly cards: ReadonlyMap<ContactId, ContactCard>;
  readonly filter: {
    readonly reason?: UnwrittenReason | undefined;
    /** Only the runs that are to be looked at again on a day. */
    readonly again?: "dated" | undefined;
    readonly q: string;
  };
  /** More contacts are found by the search than the list shows. */
  readonly isCut: boolean;
}

export const NotWrittenPage = ({ view, rows, faults, more, cards, filter, isCut }: NotWrittenProps) => (
  <Page
    view={view}
    title="Not written to"
    intro="Every run that ended without a message, newest first: what a rule, a veto, a person or the time decided."
  >
    <form class="filters" method="get" action="/not-written" role="search">
      <p class="field">
        <label for="reason">Why</label>
        <select id="reason" name="reason">
          <option value="">any reason</option>
          {UnwrittenReason.options.map((one) => (
            <option value={one} selected={one === filter.reason}>
              {unwrittenWord(one)}
            </option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="search">Name, address or company</label>
        <input id="search" name="q" type="search" value={filter.q} maxlength={100} autocomplete="off" />
      </p>
      <p class="field">
        <label for="again">Look again</label>
        <select id="again" name="again">
          <option value="">on a day, or not</option>
          <option value="dated" selected={filter.again === "dated"}>
            on a day
          </option>
        </select>
      </p>
      <button type="submit">Show</button>
    </form>
    {isCut && <p class="notice">More contacts are found by that than are shown here. Write more of the name.</p>}
    <RowFaults faults={faults} />
    {rows.length === 0 ? (
      <Empty>There is no such run.</Empty>
    ) : (
      <Table
        caption="Runs without a message"
        columns={["Contact", "Why", "When", "Again"]}
        rows={rows.map((row) => [
          <a href={`/contacts/${row.streamId}`}>
            <Phrase text={cards.get(row.streamId)?.name} none="Name not known" />
          </a>,
          <>
            {unwrittenText(row)} (<code>{row.reason}</code>){row.endedBy && <>, by {row.endedBy}</>}
          </>,
          <Moment iso={row.endedAt} now={view.now} />,
          row.reason === "erased" ? "—" : <Again view={view} row={row} />,
        ])}
      />
    )}
    <More href={more} label="Earlier runs" />
  </Page>
);

/** Another run, now or on a day. A day that is set is shown with the person who set it, and can be taken back. */
const Again = ({ view, row }: { readonly view: View; readonly row: ListedUnwritten }) => {
  const path = (name: string): string => `/contacts/${row.streamId}/${name}`;
  const { runId, revisitOn, revisitBy } = row;
  return (
    <>
      <ActionForm view={view} path={path("run")} label={`Run again ${runId}`}>
        <button type="submit">Run again</button>
      </ActionForm>
      {revisitOn === null ? (
        <details>
          <summary>Look again on a day</summary>
          <ActionForm view={view} path={path("look-again")} fields={{ runId }} label={`Look again ${runId}`}>
            <p class="field">
              <label for={`on-${runId}`}>Day</label>
              <input
                id={`on-${runId}`}
                name="on"
                type="date"
                min={dayAfter(view.now.toISOString().slice(0, 10), 1)}
                required
              />
            </p>
            <Reason id={`again-${runId}`} />
            <button type="submit">Look again then</button>
          </ActionForm>
        </details>
      ) : (
        <ActionForm view={view} path={path("dont-look-again")} fields={{ runId }} label={`Do not look again ${runId}`}>
          <p>
            again on <time datetime={revisitOn}>{revisitOn}</time>, says {revisitBy}
          </p>
          <button class="quiet" type="submit">
            Take the day back
          </button>
        </ActionForm>
      )}
    </>
  );
};
