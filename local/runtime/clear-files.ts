// Clears what the files of an installation keep of rows that an erasure has overwritten: old pages in a WAL, and old copies of a row in unused parts
// of pages, which a page split or an earlier, shorter row leaves. The runtime has the files open meanwhile; its own connection cannot do this.
import { basename, dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { filesIn, truncateWal } from "./merge-wal.ts";

/** How long a database may be in use by the runtime. Its transactions take milliseconds. */
const BUSY_MILLISECONDS = 5_000;

/** A folder has the object files of one class, by the name of its Worker. */
const OBJECTS = /-ContactObject$/;

/**
 * Rewrites every database below `folder` except the objects of other contacts, and empties its WAL. Throws when one is in use for long; the
 * caller repeats. A write of the runtime that comes meanwhile fails with SQLITE_BUSY, and its caller repeats it.
 */
export function clearFiles(folder: string, objectId: string, busyMilliseconds = BUSY_MILLISECONDS): void {
  for (const file of filesIn(folder, ".sqlite")) {
    const isOther = OBJECTS.test(dirname(file)) && basename(file) !== `${objectId}.sqlite`;
    if (!isOther) clear(file, busyMilliseconds);
  }
}

function clear(file: string, timeout: number): void {
  const database = new DatabaseSync(file, { timeout });
  try {
    database.exec("VACUUM");
    truncateWal(database, file);
  } finally {
    database.close();
  }
}
