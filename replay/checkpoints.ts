// Checks the checkpoints of the published roots: each is over its root and all before it, is of the same log, and is signed by the log's key.
import { growingRoots, publishedRoots } from "../domain/roots-tree.ts";
import type { LogKeys } from "../domain/log-keys.ts";
import { type Checkpoint, parseCheckpoint } from "../schema/checkpoint.ts";
import type { StoredEvent } from "../schema/events.ts";
import { openNote, verifierKeyOf } from "../schema/signed-note.ts";
import { compare, type Fault, faultAt, type Report } from "./faults.ts";

/** The published roots of a log so far. */
export interface CheckpointBook {
  /** Checks the checkpoint of a `RootPublished` event against the roots before it. Other events are ignored. */
  learn(event: StoredEvent, report: Report): void;
  /** The faults of a checkpoint that somebody kept elsewhere: the log must still have the roots under it. */
  against(file: string): readonly Fault[];
}

export function checkpointBook(logKeys: Pick<LogKeys, "keys">): CheckpointBook {
  const tree = growingRoots();
  /** The root of the tree of each size. */
  const rootsBySize: string[] = [tree.root()];
  let origin: string | null = null;

  return {
    learn: (event, report) => {
      const [root] = publishedRoots([event]);
      if (!root) return;
      tree.add(root);
      rootsBySize.push(tree.root());
      const wrong = (field: string, expected: unknown, found: unknown): void =>
        compare(report, "checkpoint_wrong", `payload.checkpoint.${field}`, expected, found);
      const read = readCheckpoint(root.checkpoint, logKeys);
      if (typeof read === "string") return wrong(read, "of the log’s key", "another");
      wrong("size", tree.size(), read.size);
      wrong("root", tree.root(), read.root);
      wrong("origin", (origin ??= read.origin), read.origin);
    },
    against: (file) => {
      const read = readCheckpoint(file, logKeys);
      const differs = (field: string, expected: unknown, found: unknown): readonly Fault[] =>
        expected === found ? [] : [faultAt(null, null, { name: "checkpoint_differs", field, expected, found })];
      if (typeof read === "string") return differs(read, "of the log’s key", "another");
      const had = rootsBySize[read.size];
      if (had === undefined) return differs("size", read.size, tree.size());
      return [...differs("root", read.root, had), ...(origin === null ? [] : differs("origin", read.origin, origin))];
    },
  };
}

/** What a checkpoint states, if a key of the log signed it; otherwise the name of what is wrong with it. */
function readCheckpoint(file: string, logKeys: Pick<LogKeys, "keys">): Checkpoint | "form" | "signature" {
  const parsed = parseCheckpoint(file);
  if (!parsed) return "form";
  const { note, checkpoint } = parsed;
  const known = logKeys.keys().map((key) => verifierKeyOf(checkpoint.origin, key));
  return openNote(note, known).ok ? checkpoint : "signature";
}
