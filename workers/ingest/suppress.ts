// Adds the rows of an opt-out to the central list, before anything else is recorded, and makes the commands that record them as
// events.
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import { lookupsOf } from "../../domain/address.ts";
import type { AdminCommand } from "../../schema/commands.ts";
import { commandIdOf, suppressionStreamOf } from "../../schema/ids.ts";
import type { FlagCause, SuppressionKind } from "../../schema/lists.ts";
import { beginning } from "../../schema/cause.ts";

type AddSuppressions = Extract<AdminCommand, { type: "AddSuppressions" }>;

interface Suppressed {
  /** The highest revision of the rows. */
  readonly revision: number;
  readonly commands: readonly AddSuppressions[];
}

/**
 * Suppresses addresses, and their other spellings by the comparison key. With a `commandKey`, repeats with the same key add the
 * rows only once, also after a lift; without one, lifted rows are added again. Throws when the list cannot be written: then
 * nothing is recorded.
 */
export async function suppressAddresses(
  emails: readonly string[],
  {
    list,
    systemKey,
    cause,
    commandKey,
    atLeast,
  }: {
    readonly list: Pick<SuppressionList, "add">;
    readonly systemKey: string;
    readonly cause: FlagCause;
    readonly commandKey?: string;
    /** The revision of the list that the log has. */
    readonly atLeast: number;
  },
): Promise<Suppressed> {
  const kinds = new Map<string, SuppressionKind>(
    emails.flatMap((email) => {
      const { address, comparison } = lookupsOf(systemKey, { address: email });
      return [[address, "address"] as const, [comparison, "comparison"] as const];
    }),
  );
  const entries = [...kinds].map(([digest, kind]) => ({ kind, digest, cause, commandKey }));
  const rows = await list.add(entries, atLeast);
  return {
    revision: Math.max(...rows.map(({ revision }) => revision)),
    commands: rows.map(({ digest, revision, kind }) => {
      const commandId = commandIdOf("AddSuppressions", digest, String(revision));
      return {
        type: "AddSuppressions",
        ...beginning(commandId),
        streamId: suppressionStreamOf(digest),
        entries: [{ revision, kind, digest }],
        cause,
      };
    }),
  };
}
