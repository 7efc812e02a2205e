// The page of the runs that wait for a stage or a provider longer than usual: for what, since when, how often it was tried again, and why.
import type { ContactCard, RowFault } from "../../../drizzle/desk-reads.ts";
import type { ContactId } from "../../../schema/ids.ts";
import { stepWord, waitWord } from "../../../schema/under-way.ts";
import type { ListedWaiting } from "../list-queries.ts";
import { triesText } from "../words.ts";
import { Page } from "./layout.tsx";
import { Empty, Moment, More, Phrase } from "./parts.tsx";
import { Table } from "./table.tsx";
import { RowFaults } from "./unreadable.tsx";
import type { View } from "./view.ts";

interface UnderWayProps {
  readonly view: View;
  readonly rows: readonly ListedWaiting[];
  readonly faults: readonly RowFault[];
  readonly more: string | null;
  readonly cards: ReadonlyMap<ContactId, ContactCard>;
}

export const UnderWayPage = ({ view, rows, faults, more, cards }: UnderWayProps) => (
  <Page
    view={view}
    title="Under way"
    intro="Leads that are being worked on, and wait longer than a step usually takes. Nothing is lost: each step is tried again until it is done."
  >
    <RowFaults faults={faults} />
    {rows.length === 0 ? (
      <Empty>No lead waits longer than usual.</Empty>
    ) : (
      <Table
        caption="Runs under way"
        columns={["Contact", "Waits for", "Since", "Tried again", "Why"]}
        rows={rows.map((row) => [
          <a href={`/contacts/${row.streamId}`}>
            <Phrase text={cards.get(row.streamId)?.name} none="Name not known" />
          </a>,
          stepWord(row.step),
          <Moment iso={row.since} now={view.now} />,
          <>
            {triesText(row.looks)}, next <Moment iso={row.nextLookAt} now={view.now} />
          </>,
          row.why === null ? <span class="none">not known</span> : waitWord(row.why),
        ])}
      />
    )}
    <More href={more} label="Later runs" />
  </Page>
);
