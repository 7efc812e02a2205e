// The page of one contact: who it is, its holds, its timeline, and the forms that act on it.
import type { CompanyNamed, ContactCard, RowFault } from "../../../drizzle/desk-reads.ts";
import type { ExplainedScore } from "../../../replay/explained-score.ts";
import type { Timeline } from "../../../schema/answers.ts";
import type { ContactId, HoldId } from "../../../schema/ids.ts";
import type { ContactRow, HoldRow } from "../../../schema/shipment.ts";
import { actionWord } from "../../../schema/words.ts";
import { holdEndText, kindWord } from "../words.ts";
import { heardAtHold, inboundIn, openHoldIn } from "../inbound.ts";
import { ContactActions } from "./contact-actions.tsx";
import { Claimed } from "./correct-form.tsx";
import { ContactTabs } from "./contact-tabs.tsx";
import { FlagTags } from "./flags.tsx";
import { Heard, InboundCard } from "./inbound.tsx";
import { Page } from "./layout.tsx";
import { Address, Empty, Moment, Phrase } from "./parts.tsx";
import { Events } from "./provenance.tsx";
import { Score } from "./score.tsx";
import { HoldMissing, RowFaults, Unreadable } from "./unreadable.tsx";
import type { View } from "./view.ts";

interface ContactProps {
  readonly view: View;
  readonly contactId: ContactId;
  readonly card: ContactCard | null;
  /** The company at which a person placed the contact. */
  readonly placedAt: CompanyNamed | null;
  readonly flags: ContactRow | null;
  readonly holds: readonly HoldRow[];
  /** Rows of the contact's holds that cannot be read. */
  readonly faults: readonly RowFault[];
  /** The contact's open hold when the list lacks it: its row was deleted or changed. */
  readonly missing: HoldId | null;
  readonly score: ExplainedScore | null;
  /** The object's, or the log's when the object cannot be read. */
  readonly timeline: Timeline;
  /** What is damaged when the object cannot be read; else null. */
  readonly damage: string | null;
}

export const ContactPage = ({
  view,
  contactId,
  card,
  placedAt,
  flags,
  holds,
  faults,
  missing,
  score,
  timeline,
  damage,
}: ContactProps) => (
  <Page view={view} title="Contact" intro="Everything that happened with this contact, newest first.">
    <ContactTabs contactId={contactId} at="Timeline" />
    {damage !== null && <Unreadable streamId={contactId} damage={damage} />}
    <RowFaults faults={faults} />
    {missing !== null && <HoldMissing contactId={contactId} holdId={missing} />}
    <p class="tags">
      <FlagTags flags={flags} />
    </p>
    <div class="columns">
      <div class="material">
        <Who contactId={contactId} card={card} placedAt={placedAt} flags={flags} timeline={timeline} now={view.now} />
        <LastHeard view={view} timeline={timeline} />
        <Score view={view} score={score} />
        <Holds view={view} holds={holds} />
        <section>
          <h2>Timeline</h2>
          {damage !== null && <p>From the log, without words: only the object opens them.</p>}
          {timeline.entries.length === 0 && <Empty>Nothing is recorded for this contact.</Empty>}
          <Events view={view} entries={timeline.entries.toReversed()} label="Events of this contact" />
        </section>
      </div>
      <aside class="decide" aria-label="Actions">
        {damage === null ? (
          <ContactActions view={view} contactId={contactId} card={card} flags={flags} version={timeline.version} />
        ) : (
          <Undecidable contactId={contactId} damage={damage} />
        )}
      </aside>
    </div>
  </Page>
);

/** In place of the actions while the object cannot be read. Without its key it can still be erased. */
const Undecidable = ({ contactId, damage }: { readonly contactId: ContactId; readonly damage: string }) => (
  <p>
    Nothing can be decided here until the object is repaired. <a href="/suppressions">Suppressions</a> can be added.
    {damage === "key" && (
      <>
        {" "}
        If the key exists nowhere any more, only one thing is left:{" "}
        <a href={`/contacts/${contactId}/erase`}>Erase this contact…</a>
      </>
    )}
  </p>
);

const Who = ({
  contactId,
  card,
  placedAt,
  flags,
  timeline,
  now,
}: Pick<ContactProps, "contactId" | "card" | "placedAt" | "flags" | "timeline"> & { readonly now: Date }) => (
  <section class="card">
    <h2>
      <Phrase text={card?.name} none="Name not known" />
    </h2>
    {card?.corrected?.name && (
      <p>
        Name
        <Claimed card={card} field="name" />
      </p>
    )}
    <dl class="person">
      <div>
        <dt>Address</dt>
        <dd>
          <Address address={card?.email ?? null} />
        </dd>
      </div>
      <div>
        <dt>Title</dt>
        <dd>
          <Phrase text={card?.title} none="not known" />
          <Claimed card={card} field="title" />
        </dd>
      </div>
      <div>
        <dt>Company</dt>
        <dd>
          <Phrase text={card?.companyName} none="not known" />
          <Claimed card={card} field="company" />
        </dd>
      </div>
      {placedAt && (
        <div>
          <dt>Placed at</dt>
          <dd>
            <a href={`/companies/${placedAt.id}`}>
              <Phrase text={placedAt.name} />
            </a>
          </dd>
        </div>
      )}
      <div>
        <dt>Messages sent</dt>
        <dd>
          {String(flags?.sequence ?? 0)}
          {flags?.lastSentAt && (
            <>
              {", last "}
              <Moment iso={flags.lastSentAt} now={now} />
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>Current step</dt>
        <dd>{timeline.step ? <code>{timeline.step}</code> : <span class="none">no run</span>}</dd>
      </div>
      <div>
        <dt>Contact id</dt>
        <dd>
          <code>{contactId}</code>
        </dd>
      </div>
    </dl>
  </section>
);

/** What came in last; while a hold is open, also what it answers. */
const LastHeard = ({ view, timeline }: Pick<ContactProps, "view" | "timeline">) => {
  const hold = openHoldIn(timeline);
  return hold ? (
    <Heard view={view} heard={heardAtHold(timeline, hold)} hold={hold} />
  ) : (
    <InboundCard view={view} inbound={inboundIn(timeline)} title="They wrote last" />
  );
};

const Holds = ({ view, holds }: { readonly view: View; readonly holds: readonly HoldRow[] }) =>
  holds.length === 0 ? null : (
    <section>
      <h2>Holds</h2>
      <ul class="list">
        {holds.map((hold) => (
          <li>
            <a href={`/holds/${hold.holdId}`}>
              {kindWord(hold.kind)}: {actionWord(hold.action).toLowerCase()}
            </a>{" "}
            {hold.state === "open" ? <span class="tag info">open</span> : holdEndText(hold.state, hold.endedBy ?? "")} ·{" "}
            <Moment iso={hold.endedAt ?? hold.openedAt} now={view.now} />
          </li>
        ))}
      </ul>
    </section>
  );
