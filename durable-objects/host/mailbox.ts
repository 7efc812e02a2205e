// Puts the mailbox of a contact on the central suppression list, and takes it off: the address, and its other spellings by the comparison key. The
// rows come before the events that follow from them, so that no opt-out is recorded while the mailbox can be written to under another spelling.
import type { LogRevision } from "../../drizzle/list-revisions.ts";
import type { ListedRow, SuppressionList } from "../../drizzle/suppression-list.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import type { AdminCommand } from "../../schema/commands.ts";
import type { Receipt } from "../../schema/ids.ts";
import type { AdministrativeReason, FlagCause, SuppressionKind } from "../../schema/lists.ts";
import type { Notes } from "../../domain/contact/notes.ts";
import type { Stream } from "../../domain/contact/stream.ts";
import { additionsOf, liftOf } from "./suppress.ts";

interface Ports {
  readonly list: Pick<SuppressionList, "add" | "lift" | "standing">;
  readonly logRevision: Pick<LogRevision, "read">;
  /** Records the event of a row, in the object of its stream: a person's, or what ingest was told. */
  readonly record: (command: AdminCommand, as: "desk" | "ingest") => Promise<ClickAnswer>;
  readonly notes: Notes;
}

interface Given {
  readonly by: string;
  /** Without one, the reason is that of the event that follows. */
  readonly reason?: AdministrativeReason;
  readonly why: string;
}

export interface Mailbox {
  /** The digests of this person alone: others may share a domain or a telephone number. */
  digests(): readonly string[];
  /**
   * Adds the rows and their events, and returns the revision of the last row; undefined for a contact without an address. A repeat with the same
   * key adds no second row. Throws when the list cannot be written.
   */
  add(given: Given & { readonly as?: "legal"; readonly commandKey: string }): Promise<number | undefined>;
  /** Adds them as `add` does, for a signal and in nobody's name. The key is the signal's receipt. */
  addBySignal(given: { readonly cause: FlagCause; readonly commandKey: Receipt }): Promise<number | undefined>;
  /**
   * Lifts what the list has of the mailbox, with the events; what an erasure put there stays. Throws when the list cannot be read or written.
   */
  lift(given: Given): Promise<void>;
}

export function openMailbox(stream: Stream, { list, logRevision, record, notes }: Ports): Mailbox {
  /** A mailbox that is spelled plainly may have one digest for both kinds. */
  const kinds = (): ReadonlyMap<string, SuppressionKind> =>
    new Map(
      stream.contact.lookups.flatMap(({ address, comparison }) => [
        [comparison, "comparison"] as const,
        [address, "address"] as const,
      ]),
    );
  const enter = async (
    signed: Parameters<typeof additionsOf>[1],
    { as, commandKey }: { readonly as?: "legal" | undefined; readonly commandKey: string },
    writer: "desk" | "ingest",
  ): Promise<number | undefined> => {
    const { cause, by } = signed;
    const entries = [...kinds()].map(([digest, kind]) => ({ kind: as ?? kind, digest, cause, by, commandKey }));
    if (entries.length === 0) return undefined;
    const rows = await list.add(entries, await logRevision.read());
    await Promise.all(additionsOf(rows, signed).map((command) => record(command, writer)));
    return rows.at(-1)?.revision;
  };
  return {
    digests: () => [...kinds().keys()],
    add: async ({ by, reason, why, as, commandKey }) => {
      const signed = { by, reason, seal: await notes(why), cause: "desk" as const };
      return enter(signed, { as, commandKey }, "desk");
    },
    addBySignal: ({ cause, commandKey }) => enter({ cause, seal: () => undefined }, { commandKey }, "ingest"),
    lift: async ({ by, reason, why }) => {
      const seal = await notes(why);
      const atLeast = await logRevision.read();
      const standing = await list.standing([...kinds().keys()], atLeast);
      const rows: ListedRow[] = [];
      for (const { kind, digest } of standing)
        if (kind !== "legal") rows.push(await list.lift({ kind, digest, by }, atLeast));
      await Promise.all(rows.map((row) => record(liftOf(row, { by, reason, seal, eyes: { kind: "click" } }), "desk")));
    },
  };
}
