// A log as it was at a published root: each stream only up to its head under that root. The file of a root names every head; of a root that is given as
// 64 digits the heads are those of the moment at which it was published, and the root that they give must be that root.
import { AUDIT_STREAM } from "../domain/log-keys.ts";
import { headOf, merkleTree } from "../domain/merkle.ts";
import { linksOf } from "../replay/chain.ts";
import type { LogSource, StreamRows } from "../replay/source.ts";
import type { StreamId } from "../schema/ids.ts";
import { CannotRun } from "./shell.ts";
import { headsInRoot, openRootFile } from "./sources/root-file.ts";

/** Where a log was read: its root over all heads, and how long it was. */
export interface LogPoint {
  readonly root: string;
  readonly streams: number;
  readonly events: number;
  /** The time of the newest event; null for an empty log. */
  readonly newest: string | null;
}

/** Reads the whole log once. */
export async function pointOf(log: LogSource): Promise<LogPoint> {
  const tree = merkleTree();
  let [events, newest] = [0, null as string | null];
  for await (const stream of log.streams()) {
    const head = headOf(stream);
    if (head) tree.add(head);
    events += stream.rows.length;
    const at = lastTime(stream);
    if (at !== null && (newest === null || at > newest)) newest = at;
  }
  return { root: tree.root(), streams: tree.count(), events, newest };
}

const lastTime = (stream: StreamRows): string | null =>
  [...linksOf({ ...stream, rows: stream.rows.slice(-1) })].at(-1)?.event?.at ?? null;

/** The log at a root. Throws `CannotRun` when the log does not have it, or when its heads cannot be found. */
export async function logAt(
  log: LogSource,
  root: { readonly digest: string } | { readonly path: string },
): Promise<LogSource> {
  return "path" in root ? atFile(log, root.path) : atDigest(log, root.digest);
}

async function atFile(log: LogSource, path: string): Promise<LogSource> {
  const file = openRootFile(path);
  const heads = new Map<StreamId, number>();
  for await (const { streamId, version } of headsInRoot(file)) heads.set(streamId, version);
  const cut = cutAt(log, ({ streamId }) => heads.get(streamId) ?? 0);
  await requireRoot(cut, file.header.root, "This log does not have the heads of that root.");
  return cut;
}

async function atDigest(log: LogSource, digest: string): Promise<LogSource> {
  if ((await pointOf(log)).root === digest) return log;
  const published = await publication(log, digest);
  if (!published) throw new CannotRun(`The log has published no root ${digest}.`, { advice: ADVICE });
  const { at, version } = published;
  const cut = cutAt(log, (stream) => (stream.streamId === AUDIT_STREAM ? version - 1 : (lastUpTo(stream, at) ?? 0)));
  await requireRoot(cut, digest, "The heads under that root are not those of the moment at which it was published.");
  return cut;
}

const ADVICE = "--at needs a root that the log has published, or the file of a daily root, which names its heads.";

async function requireRoot(cut: LogSource, root: string, message: string): Promise<void> {
  if ((await pointOf(cut)).root !== root) throw new CannotRun(message, { advice: ADVICE });
}

/** The event that published a root. */
async function publication(log: LogSource, digest: string) {
  for await (const stream of log.streams({ ids: [AUDIT_STREAM] }))
    for (const { event } of linksOf(stream))
      if (event?.type === "RootPublished" && event.payload.root === digest) return event;
  return null;
}

/** The version of the last event up to a time; null when there is none. Times of a stream never go back. */
function lastUpTo(stream: StreamRows, at: string): number | null {
  let last: number | null = null;
  for (const { event } of linksOf(stream)) {
    if (!event || event.at > at) break;
    last = event.version;
  }
  return last;
}

const cutAt = (log: LogSource, lastOf: (stream: StreamRows) => number): LogSource => ({
  async *streams(query) {
    for await (const stream of log.streams(query)) {
      const last = lastOf(stream);
      const rows = stream.rows.filter(({ version }) => version <= last);
      if (rows.length > 0) yield { ...stream, rows };
    }
  },
});
