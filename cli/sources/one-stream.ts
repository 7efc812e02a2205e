// Reads one stream of a log, for commands about one contact.
import type { StreamRows } from "../../replay/source.ts";
import type { StreamId } from "../../schema/ids.ts";
import { CannotRun } from "../shell.ts";
import type { OpenedSource } from "./opened-source.ts";

/** The stream with this id. Throws `CannotRun` when the log does not have it. */
export async function oneStream({ log, name }: OpenedSource, streamId: StreamId): Promise<StreamRows> {
  for await (const stream of log.streams({ ids: [streamId] })) return stream;
  throw new CannotRun(`${streamId} is not in ${name}.`);
}
