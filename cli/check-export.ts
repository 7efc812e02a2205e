// Checks an export against its manifest, and each of its streams as a signed chain of hashes. It needs the file only; whether the decisions in the events
// are right is checked by verify-log.ts.
import { createHash } from "node:crypto";
import { linksOf } from "../replay/chain.ts";
import { faultAt } from "../replay/faults.ts";
import { AUDIT_STREAM, learnKeys, type LogKeys, logKeysOf, unsignedFrom } from "../domain/log-keys.ts";
import { headOf, merkleTree } from "../domain/merkle.ts";
import type { StreamRows } from "../replay/source.ts";
import { headLine, type Manifest } from "./export-format.ts";
import { faultIfDifferent, faultInLine, openTally, type TallySummary } from "./tally.ts";
import { type ExportFile, exportSource } from "./sources/export-file.ts";

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
}

/** Reads the whole file, and reports every difference from the manifest, every broken chain and every unsigned head. */
export async function checkExport(file: ExportFile, { logKey, onEvents }: CheckQuestion): Promise<CheckReport> {
  const [tally, tree, logKeys] = [openTally(), merkleTree(), logKeysOf()];
  const [bytes, heads] = [createHash("sha256"), createHash("sha256")];
  let [streams, events, last] = [0, 0, ""];
  const log = exportSource(file, {
    onBytes: (chunk) => void bytes.update(chunk),
    onFault: (fault) => tally.add([faultInLine(fault)]),
  });
  for await (const stream of log.streams()) {
    if (stream.streamId === AUDIT_STREAM) learnKeys(stream.rows, logKeys);
    tally.add(chainFaults(stream));
    tally.add(signatureFaults(stream, logKeys));
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
    ...faultIfDifferent("log_key_differs", {
      field: "logKey",
      expected: logKey ?? manifest.logKey ?? "none",
      found: logKeys.newest() ?? "none",
    }),
  ]);
  return { streams, events, root, logKey: logKeys.newest(), manifest, ...tally.summary() };
}

const chainFaults = (stream: StreamRows) =>
  [...linksOf(stream)].flatMap(({ row, findings }) =>
    findings.map((finding) => faultAt(stream.streamId, row.version, finding)),
  );

function signatureFaults({ streamId, rows }: StreamRows, logKeys: LogKeys) {
  const version = unsignedFrom(rows, logKeys);
  return version === null ? [] : [faultAt(streamId, version, { name: "unsigned_tail", field: "signature" })];
}
