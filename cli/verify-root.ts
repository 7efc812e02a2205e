// Checks a log with the file of a daily root: each head in the file must still be an event of the log, and the log must have published the root.
// Log and file are in the order of stream ids, so that only one head is in memory. Newer events and streams are no fault.
import { linksOf } from "../replay/chain.ts";
import type { Fault } from "../replay/faults.ts";
import type { StreamRows } from "../replay/source.ts";
import { againstHead, missingStream } from "../replay/verify.ts";
import { AUDIT_STREAM, learnKeys, logKeysOf } from "../domain/log-keys.ts";
import { merkleTree } from "../domain/merkle.ts";
import type { Head } from "../schema/shipment.ts";
import { faultIfDifferent, type ReportedFault } from "./tally.ts";
import { headsInRoot, type RootFile } from "./sources/root-file.ts";

export interface RootCheck {
  /** Checks the next stream of the log. Streams must be added in ascending order of their ids. */
  add(stream: StreamRows): Promise<readonly Fault[]>;
  /** The faults at the end of the log: missing streams, a file that does not match its root, a root that the log never published. */
  end(): Promise<readonly (Fault | ReportedFault)[]>;
}

/** A check over the streams that the caller adds one by one. */
export function openRootCheck(file: RootFile): RootCheck {
  const { header } = file;
  const [heads, tree, published, logKeys] = [headsInRoot(file), merkleTree(), new Set<string>(), logKeysOf()];
  let waiting: Head | null | undefined;

  /** The next head, without consuming it; null after the last. */
  const peek = async (): Promise<Head | null> => {
    if (waiting !== undefined) return waiting;
    const { value, done } = await heads.next();
    waiting = done ? null : value;
    if (waiting) tree.add(waiting);
    return waiting;
  };
  const missingBefore = async (streamId: string): Promise<Fault[]> => {
    const faults: Fault[] = [];
    for (let head = await peek(); head && head.streamId < streamId; head = await peek()) {
      faults.push(missingStream(head));
      waiting = undefined;
    }
    return faults;
  };

  return {
    add: async (stream) => {
      if (stream.streamId === AUDIT_STREAM) {
        learnKeys(stream.rows, logKeys);
        for (const root of rootsIn(stream, header.day)) published.add(root);
      }
      const missing = await missingBefore(stream.streamId);
      const head = await peek();
      if (head?.streamId !== stream.streamId) return missing;
      waiting = undefined;
      return [...missing, ...againstHead(stream, head)];
    },
    end: async () => {
      const missing = await missingBefore(AFTER_ALL);
      const found = [...published].at(-1) ?? "none";
      return [
        ...missing,
        ...(logKeys.keys().includes(header.logKey)
          ? []
          : faultIfDifferent("log_key_differs", {
              field: "file",
              expected: header.logKey,
              found: logKeys.newest() ?? "none",
            })),
        ...faultIfDifferent("root_differs", { field: "file", expected: header.root, found: tree.root() }),
        ...(published.has(header.root)
          ? []
          : faultIfDifferent("root_differs", { field: `ad_audit ${header.day}`, expected: header.root, found })),
      ];
    },
  };
}

/** Sorts after every stream id. */
const AFTER_ALL = "~";

/** The roots that the log published for a day. */
function rootsIn(stream: StreamRows, day: string): readonly string[] {
  return [...linksOf(stream)].flatMap(({ event }) =>
    event?.type === "RootPublished" && event.payload.day === day ? [event.payload.root] : [],
  );
}
