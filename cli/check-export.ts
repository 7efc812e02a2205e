// Checks an export against its manifest, and each of its streams as a chain of hashes. It needs the file only; whether the decisions in the events
// are right is checked by verify-log.ts.
import { createHash } from "node:crypto";
import { linksOf } from "../replay/chain.ts";
import { faultAt } from "../replay/faults.ts";
import { headOf, merkleTree } from "../domain/merkle.ts";
import type { StreamRows } from "../replay/source.ts";
import { headLine, type Manifest } from "./export-format.ts";
import { faultIfDifferent, faultInLine, openTally, type TallySummary } from "./tally.ts";
import { type ExportFile, exportSource } from "./sources/export-file.ts";

export interface CheckReport extends TallySummary {
  readonly streams: number;
  readonly events: number;
  readonly root: string;
  readonly manifest: Manifest;
}

/** Reads the whole file, and reports every difference from the manifest and every broken chain. */
export async function checkExport(file: ExportFile, onEvents: (count: number) => void): Promise<CheckReport> {
  const [tally, tree] = [openTally(), merkleTree()];
  const [bytes, heads] = [createHash("sha256"), createHash("sha256")];
  let [streams, events, last] = [0, 0, ""];
  const log = exportSource(file, {
    onBytes: (chunk) => void bytes.update(chunk),
    onFault: (fault) => tally.add([faultInLine(fault)]),
  });
  for await (const stream of log.streams()) {
    tally.add(chainFaults(stream));
    const head = headOf(stream);
    // A stream that is out of order was reported already, and is left out of the heads and the root, which then differ too.
    if (head && stream.streamId > last) {
      tree.add(head);
      heads.update(headLine(head));
      last = stream.streamId;
    }
    streams += 1;
    events += stream.rows.length;
    onEvents(stream.rows.length);
  }
  const { manifest } = file;
  const root = tree.root();
  tally.add([
    ...faultIfDifferent("bytes_differ", { field: "sha256", expected: manifest.sha256, found: bytes.digest("hex") }),
    ...faultIfDifferent("count_differs", { field: "streams", expected: manifest.streams, found: streams }),
    ...faultIfDifferent("count_differs", { field: "events", expected: manifest.events, found: events }),
    ...faultIfDifferent("heads_differ", { field: "heads", expected: manifest.heads, found: heads.digest("hex") }),
    ...faultIfDifferent("root_differs", { field: "root", expected: manifest.root, found: root }),
  ]);
  return { streams, events, root, manifest, ...tally.summary() };
}

const chainFaults = (stream: StreamRows) =>
  [...linksOf(stream)].flatMap(({ row, findings }) =>
    findings.map((finding) => faultAt(stream.streamId, row.version, finding)),
  );
