// The log of the Workers: one line each, with time and level, in a file that is rotated.
import { appendFileSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";

export interface WorkersLog {
  /** Writes one line. Never throws: on a full disk lines are lost, and nothing else. */
  write(level: string, text: string, at?: Date): void;
}

/** The most bytes of the file, and of the one before it. */
const MOST_BYTES = 5_000_000;

/** Opens the log in `file`. A full file becomes `<file>.1`, and replaces the one before. */
export function openLog(file: string, mostBytes = MOST_BYTES): WorkersLog {
  let bytes = sizeOf(file);
  return {
    write: (level, text, at = new Date()) => {
      // A line break in a message would look like a line of its own.
      const line = `${at.toISOString()} ${level.padEnd(5)} ${text.trimEnd().replaceAll("\n", "\n  ")}\n`;
      try {
        if (bytes + line.length > mostBytes) {
          rmSync(`${file}.1`, { force: true });
          renameSync(file, `${file}.1`);
          bytes = 0;
        }
        appendFileSync(file, line);
        bytes += line.length;
      } catch {
        // The disk is full, or the folder is gone. The next line tries again.
        bytes = sizeOf(file);
      }
    },
  };
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/** The last lines of the log; empty when it cannot be read. */
export function tailOf(file: string, lines = 25): string {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
}
