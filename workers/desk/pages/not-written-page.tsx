// The page of all runs that ended without a message: why, when, and a button that begins another run.
import type { ContactCard, RowFault } from "../../../drizzle/desk-reads.ts";
import type { ContactId } from "../../../schema/ids.ts";
import { UnwrittenReason } from "../../../schema/lists.ts";
import type { UnwrittenRow } from "../../../schema/shipment.ts";
import { unwrittenWord } from "../../../schema/words.ts";
import { Page } from "./layout.tsx";
import { ActionForm, Empty, Moment, More, Phrase } from "./parts.tsx";
import { Table } from "./table.tsx";
import { RowFaults } from "./unreadable.tsx";
import type { View } from "./view.ts";

interface NotWrittenProps {
  readonly view: View;
  readonly rows: readonly UnwrittenRow[];
  readonly faults: readonly RowFault[];
  readonly more: string | null;
  readonly cards: ReadonlyMap<ContactId, ContactCard>;
  readonly reason: UnwrittenReason | undefined;
  readonly search: string;
  /** More contacts are found by the search than the list shows. */
  readonly isCut: boolean;
}

export const NotWrittenPage = ({ view, rows, faults, more, cards, reason, search, isCut }: NotWrittenProps) => (
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
            <option value={one} selected={one === reason}>
              {unwrittenWord(one)}
            </option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="search">Name, address or company</label>
        <input id="search" name="q" type="search" value={search} maxlength={100} autocomplete="off" />
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
            {unwrittenWord(row.reason)} (<code>{row.reason}</code>){row.endedBy && <>, by {row.endedBy}</>}
          </>,
          <Moment iso={row.endedAt} now={view.now} />,
          row.reason === "erased" ? (
            "—"
          ) : (
            <ActionForm view={view} path={`/contacts/${row.streamId}/run`} label={`Run again ${row.runId}`}>
              <button type="submit">Run again</button>
            </ActionForm>
          ),
        ])}
      />
    )}
    <More href={more} label="Earlier runs" />
  </Page>
);
