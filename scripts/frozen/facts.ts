// The files beside a frozen log: the keys that open it, and the facts and states that its release derived from it. A test derives them again
// with every later version and compares.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { unwrapKey } from "../../domain/contact/seal.ts";
import { foldStream } from "../../replay/fold.ts";
import { neverContact } from "../../replay/never-contact.ts";
import type { Keys, LogSource } from "../../replay/source.ts";
import { verifyLog } from "../../replay/verify.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { ROOT } from "../../local/workers.ts";

export const FIXTURES = join(ROOT, "replay/fixtures");
/** The logs of a release, by the names of their files. */
export const FROZEN_LOGS = ["samples", "stories"] as const;
export type FrozenLog = (typeof FROZEN_LOGS)[number];

export const LogKeys = z.strictObject({
  /** The master key of the test installation. No other installation uses it. */
  masterKey: z.string(),
  /** The contacts' keys, wrapped with the master key, as they were stored. */
  wrapped: z.record(z.string(), z.string()),
});
export type LogKeys = z.infer<typeof LogKeys>;

export const Facts = z.strictObject({
  faults: z.int(),
  /** Events by type. */
  types: z.record(z.string(), z.int()),
  /** Numbers of sealed events: with a key, without a key, and of erased streams. */
  sealed: z.strictObject({ opened: z.int(), closed: z.int(), erasedStreams: z.int() }),
  neverContact: z.strictObject({ result: z.string(), contacts: z.int(), guarded: z.int(), suppressions: z.int() }),
});
export type Facts = z.infer<typeof Facts>;

const Recorded = z.strictObject({ keys: LogKeys, facts: Facts });

export const pathsOf = (release: string, log: FrozenLog) => ({
  log: join(FIXTURES, release, `${log}.ndjson`),
  recorded: join(FIXTURES, release, `${log}.json`),
  states: join(FIXTURES, release, `${log}.states.ndjson`),
});

export const readRecorded = (path: string): z.infer<typeof Recorded> =>
  Recorded.parse(JSON.parse(readFileSync(path, "utf8")));

export const keysIn = ({ masterKey, wrapped }: LogKeys): Keys => {
  const own = new Map(Object.entries(wrapped));
  return (streamId) => {
    const key = own.get(streamId);
    return key === undefined ? null : unwrapKey(masterKey, streamId, key);
  };
};

/** Verifies a log with its keys, and counts. */
export async function factsOf(log: LogSource, keys: Keys): Promise<Facts> {
  const { faults, sealed } = await verifyLog(log, { keys });
  const { result, contacts, guarded, suppressions } = await neverContact(log);
  const types = new Map<string, number>();
  for await (const stream of log.streams())
    for (const { type } of foldStream(stream).events) types.set(type, (types.get(type) ?? 0) + 1);
  return {
    faults: faults.length,
    types: Object.fromEntries([...types].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    sealed,
    neverContact: { result, contacts, guarded, suppressions },
  };
}

/** The state of each contact, one line of canonical JSON each. */
export async function statesOf(log: LogSource): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const stream of log.streams({ prefix: "ct_" }))
    lines.push(canonicalJson({ streamId: stream.streamId, state: foldStream(stream).contact }));
  return lines;
}
