// Writes the small files of the local installation. A crash at any moment leaves the old file or the new one, each whole.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const OWNER_ONLY = 0o600;

/**
 * Replaces the file at `path`: writes the text beside it, then renames. Only the owner can read the file at any time. The name beside
 * it is always the same, so that the next call removes what a crash left there.
 */
export function replaceFile(path: string, text: string): void {
  const beside = `${path}.new`;
  rmSync(beside, { force: true });
  try {
    const file = openSync(beside, "wx", OWNER_ONLY);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw cause;
  }
  syncFolder(dirname(path));
}

/** Makes the rename survive a power cut: a lost key would make the data that is sealed under it unreadable. */
function syncFolder(folder: string): void {
  const opened = openSync(folder, "r");
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
