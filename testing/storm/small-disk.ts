// A disk that a test can fill: a file system in memory, mounted for the test. Only the administrator of the machine may mount one.
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export interface SmallDisk {
  readonly folder: string;
  /** Leaves no free byte. */
  fill(): void;
  /** Frees what `fill` took. */
  free(): void;
}

const MEGABYTE = 1 << 20;

/** Mounts a disk until the end of the test. Returns the reason when this is not permitted. */
export function mountSmallDisk(megabytes: number): SmallDisk | { readonly notMounted: string } {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-disk-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], { stdio: "pipe" });
  } catch (cause) {
    return { notMounted: cause instanceof Error ? cause.message : String(cause) };
  }
  onTestFinished(() => void execFileSync("umount", [folder]));
  const filler = join(folder, "filler");
  return {
    folder,
    fill: () => {
      const file = openSync(filler, "a");
      // Ever smaller pieces, down to the last byte.
      for (let bytes = MEGABYTE; bytes >= 1; bytes = nextPiece(file, bytes)) continue;
      closeSync(file);
    },
    free: () => rmSync(filler),
  };
}

/** Writes a piece, and returns the size of the next one: half of it when it did not fit. */
function nextPiece(file: number, bytes: number): number {
  try {
    return writeSync(file, Buffer.alloc(bytes)) === bytes ? bytes : bytes / 2;
  } catch {
    return bytes / 2;
  }
}
