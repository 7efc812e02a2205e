// Erases a person in this order: their list entries; the voiding of what is open and `ContactErased`, all in the log; then every
// copy of their data; the object's own key; and what the files of a local installation keep. While the row of that key exists, the
// erasure is incomplete.
import type { EraseAnswer } from "../../schema/answers.ts";
import type { CommandOf } from "../../schema/commands.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { PersonalStores } from "../../drizzle/personal-stores.ts";
import type { LogRevision } from "../../drizzle/list-revisions.ts";
import { listTrouble, type SuppressionList } from "../../drizzle/suppression-list.ts";
import { mentionsPerson } from "../../domain/contact/mentions.ts";
import { nameOf, type Report } from "./report.ts";
import type { AlarmClock } from "./alarm-clock.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Settling } from "./settling.ts";
import type { Shipping } from "./shipping.ts";
import type { Stream } from "../../domain/contact/stream.ts";

interface Ports {
  readonly list: Pick<SuppressionList, "read">;
  readonly logRevision: LogRevision;
  readonly mailbox: Mailbox;
  readonly stores: PersonalStores;
  readonly clearFiles: () => Promise<void>;
  readonly report: Report;
  readonly settle: Settling["settle"];
  readonly shipping: Shipping;
  readonly clock: Pick<AlarmClock, "rearm">;
}

export interface Erasing {
  erase(command: CommandOf<"EraseContact">): Promise<EraseAnswer>;
  /** Marks a complete erasure as incomplete, because copies may be back. The alarm then repeats it until none is left. */
  reopen(): void;
  /** Destroys the remaining copies, once the log has the erasure. False when a copy is left. */
  finish(): Promise<boolean>;
}

export function openErasing(
  stream: Stream,
  { list, logRevision, mailbox, stores, clearFiles, report, settle, shipping, clock }: Ports,
): Erasing {
  const refused = (refusal: Refusal): EraseAnswer => ({
    logged: true,
    version: stream.contact.version,
    refusal,
    isComplete: false,
  });

  /** Adds the contact's entries to the suppression list with their events, and returns the revision of the last one. */
  const putOnList = ({ by, reason, why, commandId }: CommandOf<"EraseContact">): Promise<number | undefined> =>
    mailbox.add({ by, reason, why, as: "legal", commandKey: commandId });

  /**
   * The contact may have been taken off the list during the destruction. Then the erasure's mark on the contact's CRM row is
   * removed again.
   */
  const readmitIfLifted = async (contactId: ContactId): Promise<void> => {
    const digests = mailbox.digests();
    if (digests.length === 0) return;
    const { suppressed } = await list.read(digests, await logRevision.read());
    if (suppressed.length === 0) await stores.readmit(contactId);
  };

  // The mark and its alarm are two writes without an await between them, which the platform stores together.
  const reopen = (): void => {
    stream.reopenErasure();
    clock.rearm();
  };

  let finishing: Promise<boolean> | null = null;
  const destroy = async (): Promise<boolean> => {
    const { contact, streamId } = stream;
    const { erasedVersion, at } = contact;
    if (!contact.erased || erasedVersion === null || at === null) return true;
    // Before the log has the erasure, an object that is rebuilt from the log would not be erased.
    if (shipping.shipped < erasedVersion) return false;
    const underWay = Object.values(contact.approvals).filter(({ claim, outcome }) => claim && outcome === null);
    const contactId = streamId as ContactId;
    try {
      await stores.destroy({
        contactId,
        version: erasedVersion,
        at,
        holdIds: Object.values(contact.holds).map(({ holdId }) => holdId),
        claims: underWay.flatMap(({ approvalId, claim }) =>
          claim ? [{ approvalId, idempotencyKey: claim.idempotencyKey }] : [],
        ),
      });
      await readmitIfLifted(contactId);
      stream.overwriteKey();
      // Everything is overwritten by now, and the object still knows that it has not finished.
      await clearFiles();
    } catch (cause) {
      report({ reason: "erasure_unfinished", streamId, detail: nameOf(cause) });
      return false;
    }
    stream.forgetKey();
    return true;
  };
  // One destruction at a time: a contact who returns gets no new key before it ends.
  const finish = (): Promise<boolean> => {
    finishing ??= destroy().finally(() => (finishing = null));
    return finishing;
  };

  return {
    erase: async (command) => {
      const { contact } = stream;
      if (contact.version === 0) return refused({ reason: "unknown", what: "contact" });
      if (mentionsPerson(stream, command.why)) return refused({ reason: "invalid", field: "why" });
      let revision: number | undefined;
      try {
        // A repeated command adds no entries, also when the first ones were lifted.
        if (!stream.recorded(command.commandId)) revision = await putOnList(command);
      } catch (cause) {
        report({ reason: "list_unwritable", streamId: stream.streamId, detail: nameOf(cause) });
        return refused({ reason: listTrouble(cause) });
      }
      const { refusal } = await settle({ ...command, ...(revision === undefined ? {} : { revision }) });
      if (refusal) return refused(refusal);
      reopen();
      const logged = await shipping.flush(() => false);
      const { version } = stream.contact;
      return { logged, version, refusal: null, isComplete: logged && (await finish()) };
    },
    reopen,
    finish,
  };
}
