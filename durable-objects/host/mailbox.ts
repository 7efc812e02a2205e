// Puts the mailbox of a contact on the central suppression list, and takes it off: the address, and its other spellings by the comparison key. The
// rows come before the events that follow from them, so that no opt-out is recorded while the mailbox can be written to under another spelling.
import type { LogRevision } from "../../drizzle/list-revisions.ts";
import type { ListedRow, SuppressionList } from "../../drizzle/suppression-list.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import type { AdminCommand } from "../../schema/commands.ts";
import type { AdministrativeReason, SuppressionKind } from "../../schema/lists.ts";
import type { Notes } from "../../domain/contact/notes.ts";
import type { Stream } from "../../domain/contact/stream.ts";
import { additionsOf, liftOf } from "./suppress.ts";

interface Ports {
  readonly list: Pick<SuppressionList, "add" | "lift" | "standing">;
  readonly logRevision: Pick<LogRevision, "read">;
  /** Records the event of a row, in the object of its stream. */
  readonly record: (command: AdminCommand) => Promise<ClickAnswer>;
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
  return {
    digests: () => [...kinds().keys()],
    add: async ({ by, reason, why, as, commandKey }) => {
      const entries = [...kinds()].map(([digest, kind]) => ({ kind: as ?? kind, digest }));
      if (entries.length === 0) return undefined;
      const seal = await notes(why);
      const rows = await list.add(
        entries.map((entry) => ({ ...entry, cause: "desk", by, commandKey })),
        await logRevision.read(),
      );
      await Promise.all(additionsOf(rows, { by, reason, seal }).map(record));
      return rows.at(-1)?.revision;
    },
    lift: async ({ by, reason, why }) => {
      const seal = await notes(why);
      const atLeast = await logRevision.read();
      const standing = await list.standing([...kinds().keys()], atLeast);
      const rows: ListedRow[] = [];
      for (const { kind, digest } of standing)
        if (kind !== "legal") rows.push(await list.lift({ kind, digest, by }, atLeast));
      await Promise.all(rows.map((row) => record(liftOf(row, { by, reason, seal }))));
    },
  };
}
