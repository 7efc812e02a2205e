// Clears the files of a local installation after an erasure. SQLite keeps old pages in its WAL and in unused parts of its files, and no statement of
// a Worker reaches those. The local runtime binds a service that does (local/runtime/clear-files.ts); on the platform there is none, and
// docs/operations.md says what the platform keeps.

export interface LocalFiles {
  /** Only the local runtime has it. */
  readonly LOCAL_FILES?: Fetcher;
}

/** Clears the databases and the file of this object. Throws when they could not be cleared. */
export async function clearFiles({ LOCAL_FILES }: LocalFiles, objectId: string): Promise<void> {
  if (!LOCAL_FILES) return;
  const { ok, status } = await LOCAL_FILES.fetch(`http://local-files/${objectId}`, { method: "POST" });
  if (!ok) throw new Error(`the files could not be cleared: ${status}`);
}
