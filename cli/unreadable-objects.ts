// The objects that the installation could not read, and the streams whose rows of holds differ from them, as it noted them. The log is not
// affected: a rebuild makes both again from it.
import * as z from "zod";
import { ROWS_DIFFER } from "../schema/shipment.ts";
import type { OpenedSource } from "./sources/opened-source.ts";

const Noted = z.array(z.object({ streamId: z.string(), detail: z.string() }));
export type Noted = z.infer<typeof Noted>;

const SELECT = "SELECT stream_id AS streamId, detail FROM unreadable_objects ORDER BY first_at, stream_id LIMIT 100";

/** The first hundred; none in an export, and none in a log of an older version, which does not note them. */
export async function unreadableObjects({ databases: [first] }: OpenedSource): Promise<Noted> {
  try {
    return Noted.parse((await first?.(SELECT, [])) ?? []);
  } catch {
    return [];
  }
}

/** One line for each object, with the command that repairs it. */
export const unreadableText = (noted: Noted): readonly string[] =>
  noted.map(({ streamId, detail }) =>
    detail.startsWith(ROWS_DIFFER)
      ? `The rows of ${streamId} are not what its object says (${detail}): npx holdpoint rebuild --read-models`
      : `The object of ${streamId} cannot be read (${detail}): npx holdpoint rebuild --object ${streamId}`,
  );
