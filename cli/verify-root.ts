// A log against the file of a daily root, both in the order of their streams' ids, so that one head is in memory at a time: each head that
// was published must still be an event of the log. What was recorded since is not asked for.
import { linksOf } from "../replay/chain.ts";
import type { Fault } from "../replay/faults.ts";
import type { StreamRows } from "../replay/source.ts";
import { againstHead, missingStream } from "../replay/verify.ts";
import { merkleTree } from "../domain/merkle.ts";
import type { Head } from "../schema/shipment.ts";
import { foundDiffering, type Found } from "./found.ts";
import { headsInRoot, type RootFile } from "./sources/root-file.ts";

export interface RootCheck {
  /** Takes the next stream of the log, in ascending order of their ids. */
  add(stream: StreamRows): Promise<readonly Fault[]>;
  /** What the end of the log leaves over: heads that are gone, a file that is not of its root, a root that the log never published. */
  end(): Promise<readonly (Fault | Found)[]>;
}

export function openRootCheck(file: RootFile): RootCheck {
  const { header } = file;
  const [heads, tree, published] = [headsInRoot(file), merkleTree(), new Set<string>()];
  let waiting: Head | null | undefined;

  /** The head that comes next, left where it is; null behind the last. */
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
      if (stream.streamId === "ad_audit") for (const root of rootsIn(stream, header.day)) published.add(root);
      const missing = await missingBefore(stream.streamId);
      const head = await peek();
      if (head?.streamId !== stream.streamId) return missing;
      waiting = undefined;
      return [...missing, ...againstHead(stream, head)];
    },
    end: async () => {
      const missing = await missingBefore(BEHIND_ALL);
      const found = [...published].at(-1) ?? "none";
      return [
        ...missing,
        ...foundDiffering("root_differs", { field: "file", expected: header.root, found: tree.root() }),
        ...(published.has(header.root)
          ? []
          : foundDiffering("root_differs", { field: `ad_audit ${header.day}`, expected: header.root, found })),
      ];
    },
  };
}

/** No stream's id comes after it. */
const BEHIND_ALL = "~";

/** The roots that the log published for a day. */
function rootsIn(stream: StreamRows, day: string): readonly string[] {
  return [...linksOf(stream)].flatMap(({ event }) =>
    event?.type === "RootPublished" && event.payload.day === day ? [event.payload.root] : [],
  );
}
