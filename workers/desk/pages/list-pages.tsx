// The plain lists: decided holds, contacts, outbox and dead letters.
import type { ContactCard, DeadLetterRow, OutboxRow, RowFault } from "../../../drizzle/desk-reads.ts";
import type { ContactId } from "../../../schema/ids.ts";
import type { ContactRow, HoldRow } from "../../../schema/shipment.ts";
import type { ListedScore } from "../../../schema/shown-score.ts";
import { shownOf } from "../../../schema/shown-hold.ts";
import { actionWord } from "../../../schema/words.ts";
import { holdEndText, kindWord } from "../words.ts";
import { FlagTags } from "./flags.tsx";
import { Page } from "./layout.tsx";
import { ActionForm, Address, Empty, FileLinks, Moment, More, Phrase } from "./parts.tsx";
import { ScoreShort } from "./score.tsx";
import { RowFaults } from "./unreadable.tsx";
import { Table } from "./table.tsx";
import type { Inside, View } from "./view.ts";

export interface ListProps<Row> {
  readonly view: View;
  readonly rows: readonly Row[];
  readonly more: string | null;
}

/** Of a list that names the rows that cannot be read. */
export interface CheckedListProps<Row> extends ListProps<Row> {
  readonly faults: readonly RowFault[];
}

/** Whether the hold's approved message waits because sending is stopped. */
const waits = ({ dispatching }: View, { holdId }: HoldRow): boolean =>
  dispatching.waiting.some((one) => one.holdId === holdId);

export const EndedHoldsPage = ({ view, rows, faults, more }: CheckedListProps<HoldRow>) => (
  <Page view={view} title="Decided lately" intro="Holds that were decided, expired or became void, newest first.">
    <RowFaults faults={faults} />
    {rows.length === 0 ? (
      <Empty>Nothing was decided yet.</Empty>
    ) : (
      <Table
        caption="Decided holds"
        columns={["Hold", "Contact", "What happened", "When"]}
        rows={rows.map((hold) => [
          <a href={`/holds/${hold.holdId}`}>
            {kindWord(hold.kind)}: {actionWord(hold.action).toLowerCase()}
          </a>,
          <Phrase text={shownOf(hold).name} none="Name not given" />,
          hold.state === "open"
            ? "open"
            : `${holdEndText(hold.state, hold.endedBy ?? "")}${waits(view, hold) ? "; waits: sending is stopped" : ""}`,
          <>{hold.endedAt && <Moment iso={hold.endedAt} now={view.now} />}</>,
        ])}
      />
    )}
    <More href={more} label="Earlier holds" />
  </Page>
);

interface ContactsProps extends ListProps<ContactCard> {
  readonly flags: ReadonlyMap<ContactId, ContactRow>;
  readonly scores: ReadonlyMap<ContactId, ListedScore>;
  readonly search: string;
}

export const ContactsPage = ({ view, rows, more, flags, scores, search }: ContactsProps) => (
  <Page view={view} title="Contacts">
    <form class="filters" method="get" action="/contacts" role="search">
      <p class="field">
        <label for="search">Name, address or company</label>
        <input id="search" name="q" type="search" value={search} maxlength={100} autocomplete="off" />
      </p>
      <button type="submit">Search</button>
    </form>
    {rows.length === 0 ? (
      <Empty>{search === "" ? "There are no contacts yet." : "No contact is found by that."}</Empty>
    ) : (
      <Table
        caption="Contacts"
        columns={[
          "Name",
          "Address",
          "Company",
          "Score",
          { name: "Flags", kind: "tags" },
          { name: "Messages sent", kind: "number" },
        ]}
        rows={rows.map((card) => [
          <a href={`/contacts/${card.id}`}>
            <Phrase text={card.name} none="Name not known" />
          </a>,
          <Address address={card.email} />,
          <Phrase text={card.companyName} none="not known" />,
          <ScoreShort score={scores.get(card.id) ?? null} />,
          <FlagTags flags={flags.get(card.id) ?? null} />,
          String(flags.get(card.id)?.sequence ?? 0),
        ])}
      />
    )}
    <More href={more} label="More contacts" />
    <FileLinks
      links={[
        ["/import/contacts", "Import contacts"],
        ["/export/contacts", "Export contacts"],
      ]}
    />
  </Page>
);

export const OutboxPage = ({ view, rows, more }: ListProps<OutboxRow>) => (
  <Page
    view={view}
    title="Outbox"
    intro="Messages that were released where the outbox stands in for a mail provider. They went nowhere else."
  >
    {rows.length === 0 ? (
      <Empty>No message was released yet.</Empty>
    ) : (
      <Table
        caption="Outbox"
        columns={["Subject", "To", "Released"]}
        rows={rows.map((row) => [
          <a href={`/outbox/${encodeURIComponent(row.idempotencyKey)}`}>
            <Phrase text={row.subject} none="No subject" />
          </a>,
          <Address address={row.recipient} />,
          <Moment iso={row.at} now={view.now} />,
        ])}
      />
    )}
    <More href={more} label="Earlier messages" />
    <p class="aside">
      <a href="/dispatch">Stop or resume sending</a>
    </p>
  </Page>
);

/** Who sent a letter again, or the button for it. */
export const Redriven = ({
  view,
  letter: { id, redrivenAt, redrivenBy },
}: {
  readonly view: View;
  readonly letter: Pick<DeadLetterRow, "id" | "redrivenAt" | "redrivenBy">;
}) =>
  redrivenAt ? (
    <>
      {`by ${redrivenBy ?? "somebody"}, `}
      <Moment iso={redrivenAt} now={view.now} />
    </>
  ) : (
    <ActionForm view={view} path={`/dead-letters/${id}/redrive`} label={`Redrive ${id}`}>
      <button type="submit">Send again</button>
    </ActionForm>
  );

interface DeadLettersProps extends ListProps<DeadLetterRow>, Inside {}

/** `children`: the refused bodies, above the messages. */
export const DeadLettersPage = ({ view, rows, more, children }: DeadLettersProps) => (
  <Page
    view={view}
    title="Dead letters"
    intro="What could not be worked on: bodies from outside, and messages between stages. Their contents are sealed; opening one is noted."
  >
    {children}
    <section>
      <h2>Messages between stages</h2>
      {rows.length === 0 && <Empty>There are none.</Empty>}
      {rows.length > 0 && (
        <Table
          caption="Dead letters"
          columns={["Queue", "Reason", "Received", "Again"]}
          rows={rows.map((letter) => [
            <code>{letter.origin}</code>,
            <>
              <Phrase text={letter.reason} />
              <br />
              <a href={`/dead-letters/${letter.id}`}>
                <code class="id">{letter.id}</code>
              </a>
            </>,
            <Moment iso={letter.receivedAt} now={view.now} />,
            <Redriven view={view} letter={letter} />,
          ])}
        />
      )}
      <More href={more} label="Earlier ones" />
    </section>
  </Page>
);
