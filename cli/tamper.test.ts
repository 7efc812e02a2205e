// Makes random single edits in exports: once with the old manifest, and once with a manifest that matches the edited lines.
import { join } from "node:path";
import { memorySource } from "../replay/source.ts";
import { describeTampering } from "../testing/contracts/tamper.ts";
import { verifyLog } from "../replay/verify.ts";
import type { EventRow } from "../schema/shipment.ts";
import { readFileSync, writeFileSync } from "node:fs";
import { CSV_HEADER, csvEventLine } from "./csv.ts";
import { eventLine, MANIFEST_BYTES } from "./export-format.ts";
import { aFolder, NOW, openedExport } from "../testing/command-line.ts";
import { exportSource, openExportFile } from "./sources/export-file.ts";
import { verifySource } from "./verify-log.ts";
import { writeExport } from "./write-export.ts";

type Lines = "ndjson" | "csv";

async function write(path: string, rows: readonly EventRow[], lines: Lines): Promise<void> {
  const job = {
    lines,
    sealed: "closed",
    madeAt: new Date(NOW).toISOString(),
    onEvents: () => undefined,
    now: new Date(),
  } as const;
  await writeExport({ ...job, log: memorySource(rows), path });
}

/** Replaces the lines and keeps the manifest. */
function editLines(path: string, rows: readonly EventRow[], lines: Lines): void {
  if (lines === "csv") return writeFileSync(path, `${CSV_HEADER}${rows.map(csvEventLine).join("")}`);
  writeFileSync(path, `${readFileSync(path, "utf8").slice(0, MANIFEST_BYTES)}${rows.map(eventLine).join("")}`);
}

for (const lines of ["ndjson", "csv"] as const)
  describeTampering(`an honest export (${lines})`, {
    order: "as they stand",
    slice: 1,
    judge: async (rows, { honest, given: { root, before, keys }, pick }) => {
      const folder = aFolder();
      const path = join(folder, `log.${lines}`);
      await write(path, pick % 2 ? rows : honest, lines);
      if (pick % 2 === 0 && rows !== honest) editLines(path, rows, lines);
      const file = openExportFile(path);
      if (keys) return (await verifyLog(exportSource(file), { keys })).faults;
      const earlier = join(folder, `earlier.${lines}`);
      if (before) await write(earlier, before, lines);
      const against = before ? openExportFile(earlier) : null;
      const source = openedExport(file);
      const question = { since: null, root: root ?? null, against, onEvents: () => undefined, now: new Date() };
      return (await verifySource(source, question)).faults;
    },
  });
