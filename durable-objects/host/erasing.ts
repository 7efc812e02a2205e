// Erasing a person, in this order: their entries on the list, what is open taken back and `ContactErased`, all of it in the log, then
// every copy of what is known of them, and last the object's own key, which so says whether anything is left to destroy.
import type { ClickAnswer, EraseAnswer } from "../../schema/answers.ts";
import type { AdminCommand, CommandOf } from "../../schema/commands.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { PersonalStores } from "../../drizzle/personal-stores.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import { mentionsPerson } from "../../domain/contact/mentions.ts";
import { nameOf, type Report } from "./report.ts";
import type { Settling } from "./settling.ts";
import type { Shipping } from "./shipping.ts";
import type { Stream } from "../../domain/contact/stream.ts";
import { additionsOf } from "./suppress.ts";

interface Ports {
  readonly list: Pick<SuppressionList, "add" | "read">;
  /** Records the event of rows that were added to the list, in the object of its stream. */
  readonly record: (command: AdminCommand) => Promise<ClickAnswer>;
  readonly stores: PersonalStores;
  readonly report: Report;
  readonly settle: Settling["settle"];
  readonly shipping: Shipping;
}

export interface Erasing {
  erase(command: CommandOf<"EraseContact">): Promise<EraseAnswer>;
  /** Destroys what an erasure left, once the log has it. False when something is left still. */
  finish(): Promise<boolean>;
}

export function openErasing(stream: Stream, { list, record, stores, report, settle, shipping }: Ports): Erasing {
  const refused = (refusal: Refusal): EraseAnswer => ({
    logged: true,
    version: stream.contact.version,
    refusal,
    isComplete: false,
  });

  /** What the list knows the person alone by: others may share a domain or a telephone. */
  const ownDigests = (): string[] => [
    ...new Set(stream.contact.lookups.flatMap(({ address, comparison }) => [address, comparison])),
  ];
  /** The number of the last of the person's entries. */
  const putOnList = async ({ by, why, commandId }: CommandOf<"EraseContact">): Promise<number | undefined> => {
    const entries = ownDigests().map((digest) => ({ kind: "legal" as const, digest }));
    const rows = await list.add(entries.map((entry) => ({ ...entry, cause: "desk", by, commandKey: commandId })));
    await Promise.all(
      additionsOf(
        rows.map((row) => ({ ...row, kind: "legal" })),
        { by, why },
      ).map(record),
    );
    return rows.at(-1)?.revision;
  };

  /** Somebody may have let the person back meanwhile: then the mark on their row, which came later, is taken off again. */
  const heedLift = async (contactId: ContactId): Promise<void> => {
    const digests = ownDigests();
    if (digests.length > 0 && (await list.read(digests)).suppressed.length === 0) await stores.readmit(contactId);
  };

  let finishing: Promise<boolean> | null = null;
  const destroy = async (): Promise<boolean> => {
    const { contact, streamId } = stream;
    const { erasedVersion, at } = contact;
    if (!contact.erased || erasedVersion === null || at === null) return true;
    // Until the log has it, an object that is rebuilt from there would know of no erasure.
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
      await heedLift(contactId);
    } catch (cause) {
      report({ reason: "erasure_unfinished", streamId, detail: nameOf(cause) });
      return false;
    }
    stream.forgetKey();
    return true;
  };
  // One at a time: whoever comes back gets no new key until it has ended.
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
        // A repeat has its entries, lifted since or not.
        if (!stream.recorded(command.commandId)) revision = await putOnList(command);
      } catch (cause) {
        report({ reason: "list_unwritable", streamId: stream.streamId, detail: nameOf(cause) });
        return refused({ reason: "list_unreadable" });
      }
      const { refusal } = await settle({ ...command, ...(revision === undefined ? {} : { revision }) });
      if (refusal) return refused(refusal);
      const logged = await shipping.flush(() => false);
      const { version } = stream.contact;
      return { logged, version, refusal: null, isComplete: logged && (await finish()) };
    },
    finish,
  };
}
