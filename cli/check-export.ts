// Checks an export against its manifest, and each of its streams as a signed chain of hashes. It needs the file only; whether the decisions in the events
// are right is checked by verify-log.ts.
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { merkleTree } from "../domain/merkle.ts";
import { headLine, type Manifest } from "./export-format.ts";
import { type Division, judgeExport, type JudgedExport } from "./judged-export.ts";
import { faultIfDifferent, faultInLine, openTally, type Tally, type TallySummary } from "./tally.ts";
import { type ExportFile, isLineFault, wholeRange } from "./sources/export-file.ts";

export interface CheckReport extends TallySummary {
  readonly streams: number;
  readonly events: number;
  readonly root: string;
  /** The newest public key of the log's signatures; null when it has adopted none. */
  readonly logKey: string | null;
  readonly manifest: Manifest;
}

export interface CheckQuestion {
  /** The newest public key that the log must have; null: the one in the manifest. */
  readonly logKey: string | null;
  readonly onEvents: (count: number) => void;
  /** How the file is divided; only tests divide it in another way. */
  readonly division?: Division;
}

/** Reads the whole file, and reports every difference from the manifest, every broken chain and every unsigned head. */
export async function checkExport(
  file: ExportFile,
  { logKey, onEvents, division }: CheckQuestion,
): Promise<CheckReport> {
  const judged = await judgeExport({ file, question: { command: "check" } }, division);
  const tally = openTally();
  // The digest is over all bytes in their order, so this thread reads them once more while other threads judge them.
  const [summed, sha256] = await Promise.all([sumOf(judged, tally, onEvents), digestOf(file)]);
  const { streams, events, heads, root } = summed;
  const { manifest } = file;
  tally.add([
    ...faultIfDifferent("bytes_differ", { field: "sha256", expected: manifest.sha256, found: sha256 }),
    ...faultIfDifferent("count_differs", { field: "streams", expected: manifest.streams, found: streams }),
    ...faultIfDifferent("count_differs", { field: "events", expected: manifest.events, found: events }),
    ...faultIfDifferent("heads_differ", { field: "heads", expected: manifest.heads, found: heads }),
    ...faultIfDifferent("root_differs", { field: "root", expected: manifest.root, found: root }),
    ...faultIfDifferent("log_key_differs", {
      field: "logKey",
      expected: logKey ?? manifest.logKey ?? "none",
      found: judged.logKey() ?? "none",
    }),
  ]);
  return { streams, events, root, logKey: judged.logKey(), manifest, ...tally.summary() };
}

/** Adds all faults to the tally, and sums up the streams. */
async function sumOf({ found }: JudgedExport, tally: Tally, onEvents: CheckQuestion["onEvents"]) {
  const [tree, heads] = [merkleTree(), createHash("sha256")];
  let [streams, events, last] = [0, 0, ""];
  for await (const one of found()) {
    if (isLineFault(one)) {
      tally.add([faultInLine(one)]);
      continue;
    }
    const { streamId, head } = one;
    tally.add(one.faults);
    // A stream that is out of order was reported already, and is left out of the heads and the root, which then differ too.
    if (head && streamId > last) {
      tree.add(head);
      heads.update(headLine(head));
      last = streamId;
    }
    streams += 1;
    events += one.events;
    onEvents(one.events);
  }
  return { streams, events, heads: heads.digest("hex"), root: tree.root() };
}

const DIGEST_BYTES = 1 << 20;

/** The SHA-256 of all bytes that the manifest's digest covers. */
async function digestOf(file: ExportFile): Promise<string> {
  const digest = createHash("sha256");
  const opened = await open(file.path);
  try {
    const buffer = Buffer.allocUnsafe(DIGEST_BYTES);
    for (let at = wholeRange(file).start; ;) {
      const { bytesRead } = await opened.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) return digest.digest("hex");
      digest.update(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
  } finally {
    await opened.close();
  }
}
