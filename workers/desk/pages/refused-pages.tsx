// The refused bodies: counted by source and reason, the list of one group, and the body of one with what a person can do about it.
import type { RefusedGroup, RefusedRow } from "../../../drizzle/desk-reads.ts";
import type { OpenedLetter } from "../../../schema/answers.ts";
import { jsonIn } from "../../../schema/json.ts";
import { DiscardReason, isCut, RefusedBody } from "../../../schema/refused-bodies.ts";
import { discardWord } from "../../../schema/words.ts";
import type { RefusedGroupKey } from "../../../drizzle/desk-queries.ts";
import { refusalText, shownBody } from "../refused-words.ts";
import { Page } from "./layout.tsx";
import { ActionForm, Empty, Moment, More, Phrase, Quoted, Values } from "./parts.tsx";
import { Table } from "./table.tsx";
import type { Inside, View } from "./view.ts";

export const RefusedGroups = ({ view, groups }: { readonly view: View; readonly groups: readonly RefusedGroup[] }) => (
  <section aria-labelledby="refused">
    <h2 id="refused">Refused bodies</h2>
    <p>
      What a source signed and no lead or message could be read from. Read one, add the source’s labels, and send it
      again. <a href="/dead-letters/refused">Sent again and discarded</a>
    </p>
    {groups.length === 0 ? (
      <Empty>None waits.</Empty>
    ) : (
      <Table
        caption="Refused bodies"
        columns={["Source", "Reason", { name: "Waiting", kind: "number" }, "Newest"]}
        rows={groups.map(({ source, reason, bodies, newest }) => [
          <Phrase text={source} />,
          <a href={`/dead-letters/refused?${new URLSearchParams({ source, reason }).toString()}`}>
            <Why reason={reason} />
          </a>,
          String(bodies),
          <Moment iso={newest} now={view.now} />,
        ])}
      />
    )}
  </section>
);

/** Why a body was refused: in words, and as the code by which its group is listed. */
export const Why = ({ reason }: { readonly reason: string }) => {
  const text = refusalText(reason);
  return (
    <>
      {text !== null && `${text} · `}
      <Phrase text={reason} />
    </>
  );
};

interface RefusedListProps {
  readonly view: View;
  readonly rows: readonly RefusedRow[];
  readonly more: string | null;
  /** Null on the list of those that were sent again or discarded. */
  readonly of: RefusedGroupKey | null;
}

export const RefusedPage = ({ view, rows, more, of }: RefusedListProps) => (
  <Page
    view={view}
    title={of ? "Refused bodies" : "Refused bodies, sent again or discarded"}
    intro="Their contents are sealed; opening one is noted."
  >
    {of && (
      <p>
        From <Phrase text={of.source} />: <Why reason={of.reason} />. <a href="/dead-letters">All groups</a>
      </p>
    )}
    {rows.length === 0 && <Empty>There are none.</Empty>}
    {rows.length > 0 && (
      <Table
        caption="Refused bodies"
        columns={of ? ["Received", "Body"] : ["Received", "Body", "Source", "What became of it"]}
        rows={rows.map((row) => [
          <Moment iso={row.receivedAt} now={view.now} />,
          <a href={`/dead-letters/${row.id}`}>
            <code class="id">{row.id}</code>
          </a>,
          ...(of ? [] : [<Phrase text={row.source} />, <Settled view={view} letter={row} />]),
        ])}
      />
    )}
    <More href={more} label="Earlier ones" />
  </Page>
);

type SettledLetter = Pick<RefusedRow, "redrivenAt" | "redrivenBy" | "contactId" | "receipt" | "discarded">;

/** What became of a refused body that a person has sent again or discarded. */
const Settled = ({ view, letter }: { readonly view: View; readonly letter: SettledLetter }) => {
  const { redrivenAt, redrivenBy, contactId, receipt, discarded } = letter;
  return (
    <>
      {discarded === null ? "sent again" : `discarded: ${discardWord(discarded)},`} by {redrivenBy ?? "somebody"}
      {redrivenAt !== null && (
        <>
          {" "}
          <Moment iso={redrivenAt} now={view.now} />
        </>
      )}
      {receipt !== null && (
        <>
          . It was read, under the receipt <code class="id">{receipt}</code>
          {contactId !== null && (
            <>
              , of <a href={`/contacts/${contactId}`}>this contact</a>
            </>
          )}
        </>
      )}
      {discarded === null &&
        receipt === null &&
        ". What came of it is shown within a minute; refused again, it waits again"}
    </>
  );
};

/** The opened body, below what is known of it, and what can be done about it. */
export const RefusedLetter = ({
  view,
  letter,
  children,
}: Inside & { readonly view: View; readonly letter: OpenedLetter }) => {
  const body = RefusedBody.safeParse(jsonIn(letter.body ?? "")).data;
  return (
    <>
      <section class="card">
        {children}
        {body ? <Shown body={body} /> : <p class="closed">Its body is no longer kept.</p>}
        {letter.redrivenAt !== null && (
          <p>
            <Settled view={view} letter={letter} />.
          </p>
        )}
      </section>
      {body && <SendAgain view={view} id={letter.id} isWhole={!isCut(body)} />}
      {letter.redrivenAt === null && <Discard view={view} id={letter.id} />}
    </>
  );
};

const Shown = ({ body }: { readonly body: RefusedBody }) => {
  const { value, isClipped } = shownBody(body);
  const label = `Opened body, ${body.format}, ${body.bytes} bytes${isClipped ? ": its beginning" : ""}`;
  if (typeof value === "string") return <Quoted kind="lead" label={label} text={value} />;
  return (
    <figure class="quoted lead">
      <figcaption>
        <span>{label}</span> <span class="tag untrusted">untrusted</span>
      </figcaption>
      <Values value={value} />
    </figure>
  );
};

/** Also of a body that was sent again, as long as nothing came of it: it is harmless. */
const SendAgain = ({ view, id, isWhole }: { readonly view: View; readonly id: string; readonly isWhole: boolean }) => (
  <section class="card">
    <h2>Send again</h2>
    {isWhole ? (
      <ActionForm view={view} path={`/dead-letters/${id}/redrive`} label={`Send ${id} again`}>
        <button type="submit">Send again</button>
      </ActionForm>
    ) : (
      <p>It is longer than what is kept of it, so it cannot be sent again from here: ask its sender.</p>
    )}
  </section>
);

const Discard = ({ view, id }: { readonly view: View; readonly id: string }) => (
  <section class="card">
    <h2>Discard</h2>
    <ActionForm view={view} path={`/dead-letters/${id}/discard`} label={`Discard ${id}`}>
      <p class="field">
        <label for="discard-reason">Reason</label>
        <select id="discard-reason" name="reason" required>
          <option value="">Choose one</option>
          {DiscardReason.options.map((reason) => (
            <option value={reason}>{discardWord(reason)}</option>
          ))}
        </select>
      </p>
      <button type="submit">Discard</button>
    </ActionForm>
  </section>
);
