// Sets aside the file of an object in the state of `npm start` when it is no database. The runtime cannot start such an object, so that
// no code of the installation can repair it. Without the file the object starts empty, and a rebuild fills it from the log.
import { createHash, createHmac } from "node:crypto";
import { existsSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { StreamId } from "../schema/ids.ts";
import { openSqliteFile } from "./sources/sqlite-file.ts";

/** The two files beside a database with changes that SQLite has not yet written into it. */
const COMPANIONS = ["", "-wal", "-shm"];

/** Renames the damaged file of the stream's object, and returns its new name; null when there is no such file, or SQLite can read it. */
export async function setAsideDamagedFile(
  stateFolder: string,
  streamId: StreamId,
  now: number,
): Promise<string | null> {
  const file = objectFilesOf(stateFolder, streamId).find((path) => existsSync(path));
  if (file === undefined || !(await isDamaged(file))) return null;
  const aside = `${file}.damaged-${now}`;
  for (const companion of COMPANIONS) if (existsSync(file + companion)) renameSync(file + companion, aside + companion);
  return aside;
}

/** The folder of the objects in the state folder. The objects of a class are in a folder with the name of their Worker and class. */
const OBJECTS = "v3/do";

function objectFilesOf(stateFolder: string, streamId: StreamId): readonly string[] {
  const folder = join(stateFolder, OBJECTS);
  const classes = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith("-ContactObject")) : [];
  return classes.map((name) => join(folder, name, `${objectIdOf(name, streamId)}.sqlite`));
}

/** The id that the local runtime gives the object of a name: the digest of the name, and a digest of that one, under the key of the class. */
export function objectIdOf(uniqueKey: string, name: string): string {
  const key = createHash("sha256").update(uniqueKey).digest();
  const digestOf = (value: string | Buffer) => createHmac("sha256", key).update(value).digest().subarray(0, 16);
  const named = digestOf(name);
  return Buffer.concat([named, digestOf(named)]).toString("hex");
}

/** The primary result codes of SQLite for a malformed page, and for a file that is no database. */
const DAMAGED = [11, 26];

async function isDamaged(file: string): Promise<boolean> {
  try {
    // Read-only, because closing another connection would remove the changes beside the file.
    const { query, close } = openSqliteFile(file);
    try {
      const [found] = await query("PRAGMA quick_check", []);
      return (found as { readonly quick_check: unknown }).quick_check !== "ok";
    } finally {
      close();
    }
  } catch (trouble) {
    // Another error, such as a lock of the runtime, does not mean that the file is damaged.
    const cause = trouble instanceof Error ? trouble.cause : null;
    return cause instanceof Error && "errcode" in cause && DAMAGED.includes(Number(cause.errcode) & 0xff);
  }
}
