// The objects that the installation could not read, and the streams whose rows of holds differ from them, as it noted them. The log is not
// affected: a rebuild makes both again from it.
import * as z from "zod";
import { type StreamTrouble, troubleOf } from "../schema/object-damage.ts";
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

const WORDS: Record<StreamTrouble, (streamId: string) => string> = {
  object_unreadable: (streamId) => `The object of ${streamId} cannot be read`,
  object_differs: (streamId) => `The object of ${streamId} differs from what it recorded`,
  read_model_differs: (streamId) => `The rows of ${streamId} are not what its object says`,
  unsigned_tail: (streamId) => `No object wrote the last event of ${streamId} in the log`,
};

const rebuilt = (streamId: string): string => `npx holdpoint rebuild --object ${streamId}`;
const REPAIR: Record<StreamTrouble, (streamId: string) => string> = {
  object_unreadable: rebuilt,
  object_differs: rebuilt,
  read_model_differs: () => "npx holdpoint rebuild --read-models",
  unsigned_tail: () => "find out who wrote it (docs/operations.md, An event that no object wrote)",
};

/** One line for each object, with the command that repairs it. */
export const unreadableText = (noted: Noted): readonly string[] =>
  noted.map(({ streamId, detail }) => {
    const trouble = troubleOf(detail);
    const about = detail.startsWith(trouble) ? detail : `${trouble}, ${detail}`;
    return `${WORDS[trouble](streamId)} (${about}): ${REPAIR[trouble](streamId)}`;
  });
