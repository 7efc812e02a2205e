// Reads the file of a daily root: first its header, then its heads one at a time, so that the memory does not grow with the file. The format is in
// schema/root-file.ts.
import { closeSync, openSync, readSync } from "node:fs";
import type { Head } from "../../schema/shipment.ts";
import { RootHead, RootHeader } from "../../schema/root-file.ts";
import { jsonIn } from "../export-format.ts";
import { CannotRun, systemCode } from "../shell.ts";
import { readLines } from "./lines.ts";

export interface RootFile {
  readonly path: string;
  readonly header: RootHeader;
}

const ADVICE = "--root needs 64 hexadecimal digits, or the file of a daily root. For an earlier export use --against.";

/** Longer than any header, which has about 300 bytes. */
const HEADER_BYTES_AT_MOST = 4_096;

/** Opens the file of a root. Throws `CannotRun` when there is no file at `path`, or it is no file of a root. */
export function openRootFile(path: string): RootFile {
  const header = RootHeader.safeParse(jsonIn(firstLine(path)));
  if (header.success) return { path, header: header.data };
  throw new CannotRun(`${path} is not the file of a root.`, { advice: ADVICE });
}

function firstLine(path: string): string {
  try {
    const file = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(HEADER_BYTES_AT_MOST);
      return bytes.toString("utf8", 0, readSync(file, bytes)).split("\n", 1)[0] ?? "";
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    const code = systemCode(cause);
    if (code === null) throw cause;
    const what = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    throw new CannotRun(`The root ${path} ${what}.`, { advice: ADVICE, cause });
  }
}

/** The heads in a file, in order. Throws `CannotRun` at a line that is no head: the file was changed or damaged. */
export async function* headsInRoot({ path }: RootFile): AsyncGenerator<Head> {
  let [line, last] = [0, ""];
  for await (const { lines, isCut } of readLines(path)) {
    for (const { text } of lines) {
      line += 1;
      if (line === 1) continue;
      const head = isCut ? null : RootHead.safeParse(jsonIn(text));
      // The root is over the heads in ascending order, so a file in another order is damaged.
      if (!head?.success || head.data.streamId <= last)
        throw new CannotRun(`Line ${line} of ${path} is damaged.`, { advice: "Fetch the file again." });
      last = head.data.streamId;
      yield head.data;
    }
  }
}
