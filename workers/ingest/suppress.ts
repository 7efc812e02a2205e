// The rows an opt-out puts on the central list, before anything else is recorded, and the events that say so.
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import { lookupsOf } from "../../domain/address.ts";
import type { AdminCommand } from "../../schema/commands.ts";
import { commandIdOf, suppressionStreamOf } from "../../schema/ids.ts";
import type { FlagCause, SuppressionKind } from "../../schema/lists.ts";

type AddSuppressions = Extract<AdminCommand, { type: "AddSuppressions" }>;

export interface Suppressed {
  /** The highest number the rows got. */
  readonly revision: number;
  readonly commands: readonly AddSuppressions[];
}

/**
 * Suppresses an address, with its other spellings by the comparison key. With a `commandKey` the same cause adds its rows once, for ever;
 * without one, rows that were lifted since are added anew. Throws when the list cannot be written: then nothing is recorded either.
 */
export async function suppressAddress(
  email: string,
  {
    list,
    systemKey,
    cause,
    commandKey,
  }: { list: Pick<SuppressionList, "add">; systemKey: string; cause: FlagCause; commandKey?: string },
): Promise<Suppressed> {
  const { address, comparison } = lookupsOf(systemKey, { address: email });
  const kinds = new Map<string, SuppressionKind>([
    [address, "address"],
    [comparison, "comparison"],
  ]);
  const rows = await list.add([...kinds].map(([digest, kind]) => ({ kind, digest, cause, commandKey })));
  return {
    revision: Math.max(...rows.map(({ revision }) => revision)),
    commands: rows.map(({ digest, revision }) => {
      const commandId = commandIdOf("AddSuppressions", digest, String(revision));
      const entries = [{ revision, kind: kinds.get(digest) ?? "address", digest }];
      return {
        type: "AddSuppressions",
        commandId,
        streamId: suppressionStreamOf(digest),
        correlationId: commandId,
        causationId: commandId,
        entries,
        cause,
      };
    }),
  };
}
