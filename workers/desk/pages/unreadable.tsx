// Says that the object of a stream cannot be read, that a row for reading differs from it, or that no object wrote an event, and what a
// person does about it.
import type { RowFault } from "../../../drizzle/desk-reads.ts";
import { ContactId, HoldId } from "../../../schema/ids.ts";
import { troubleOf } from "../../../schema/object-damage.ts";
import { damageText, damageWords, REPAIR_ROWS, repairOf } from "../unreadable.ts";
import { Phrase } from "./parts.tsx";

interface UnreadableProps {
  readonly streamId: string;
  /** What is damaged: the detail of `object_unreadable` or `object_differs`. */
  readonly damage: string;
}

export const Unreadable = ({ streamId, damage }: UnreadableProps) => (
  <p class="warning" role="alert">
    The object of {streamId.startsWith("ct_") ? "this contact" : "this stream"} {damageWords(damage)}:{" "}
    {damageText(damage)}. Its run waits, and what is received for it is tried again. All others go on. Its events are in
    the log, and this command repairs it: <code>{repairOf(streamId)}</code>
  </p>
);

/** `differing`: the fields of a hold's row that are not as the contact's object says; `row` when there is no row. */
export const RowDiffers = ({ differing }: { readonly differing: readonly string[] }) => (
  <p class="warning" role="alert">
    <code>read_model_differs</code>: the list’s row of this hold is not what the contact’s object says (
    {differing.map((field, index) => (
      <>
        {index > 0 && ", "}
        <code>{field}</code>
      </>
    ))}
    ). Everything on this page is from the object, and a decision is about exactly that. Right after a change the row
    may be a moment behind; if this stays, somebody has changed it. This command repairs it: <code>{REPAIR_ROWS}</code>
  </p>
);

/** Rows for reading that cannot be read: the list leaves them out, and shows the others. */
export const RowFaults = ({ faults }: { readonly faults: readonly RowFault[] }) =>
  faults.length === 0 ? null : (
    <div class="warning" role="alert">
      <p>
        <code>read_model_differs</code>: {faults.length === 1 ? "a row" : `${faults.length} rows`} of this list cannot
        be read, so somebody has changed {faults.length === 1 ? "it" : "them"}. All others are listed. This command
        makes the rows again from the log: <code>{REPAIR_ROWS}</code>
      </p>
      <ul>
        {faults.map((fault) => (
          <li>
            <RowFaultText fault={fault} />
          </li>
        ))}
      </ul>
    </div>
  );

const RowFaultText = ({ fault: { table, id, streamId, field } }: { readonly fault: RowFault }) => {
  const contactId = ContactId.safeParse(streamId).data;
  const holdId = table === "holds" ? HoldId.safeParse(id).data : undefined;
  const row = <Phrase text={`${table}.${id}`} />;
  return (
    <>
      {holdId && contactId ? <a href={`/holds/${holdId}?contact=${contactId}`}>{row}</a> : row} (<code>{field}</code>),
      of {contactId ? <a href={`/contacts/${contactId}`}>its contact</a> : <Phrase text={streamId} />}
    </>
  );
};

/** The contact has an open hold that the list does not show as open. Its page needs no row. */
export const HoldMissing = ({ contactId, holdId }: { readonly contactId: ContactId; readonly holdId: HoldId }) => (
  <p class="warning" role="alert">
    <code>read_model_differs</code>: this contact has <a href={`/holds/${holdId}?contact=${contactId}`}>an open hold</a>{" "}
    that the inbox does not show. This command repairs the inbox: <code>{REPAIR_ROWS}</code>
  </p>
);

/** `detail`: the note of the cron, which names the rows and their fields. */
const RowsDiffer = ({ detail }: { readonly detail: string }) => (
  <p class="warning" role="alert">
    <code>read_model_differs</code>: {damageText(detail)}. A hold’s own page shows what the object says, and nothing
    else can be approved. This command repairs the lists: <code>{REPAIR_ROWS}</code>
  </p>
);

const Unsigned = () => (
  <p class="warning" role="alert">
    <code>unsigned_tail</code>: the key of the log has not signed the last event of this stream, so somebody with access
    to the database wrote it. It decides nothing, and no object takes it. Do not rebuild: find out who wrote it, then
    restore the database to a moment before. <code>npx holdpoint verify</code> names the event.
  </p>
);

/** What is noted of a stream, and what a person does about it. */
export const Noted = ({ streamId, detail }: { readonly streamId: string; readonly detail: string }) => {
  switch (troubleOf(detail)) {
    case "read_model_differs":
      return <RowsDiffer detail={detail} />;
    case "unsigned_tail":
      return <Unsigned />;
    case "object_unreadable":
    case "object_differs":
      return <Unreadable streamId={streamId} damage={detail} />;
  }
};
