// Wraps the keys of all streams under a new master key, while the system runs: first the copy in the object, then the one in the log's
// database. It works in pages. What is done already is recognised by its form, so that a repeat, also after a crash, continues.
import * as z from "zod";
import type { InstallationKeys } from "../../drizzle/installation-keys.ts";
import type { KeyChange, WrappedKey, WrappedKeys } from "../../drizzle/wrapped-keys.ts";
import { isWrappedUnder, type Random, rewrapKey, unwrapKey } from "../../domain/contact/seal.ts";
import type { RewrapAnswer, RewrapTrouble } from "../../schema/answers.ts";
import { ContactId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { fingerprintsIn } from "../../schema/installation-keys.ts";
import { onlyAnswer, unreadableIn } from "../../schema/only-answer.ts";
import type { ObjectVerbs } from "./object.ts";

export interface RewrapPorts {
  readonly keys: WrappedKeys;
  /** The number of databases. */
  readonly shards: number;
  readonly installation: Pick<InstallationKeys, "replaceMaster">;
  readonly object: (contactId: ContactId) => Pick<ObjectVerbs, "perform">;
  /** The new master key, and the one before it. */
  readonly masterKey: string;
  readonly random: Random;
}

export interface RewrapQuery {
  /** The fingerprint of the new master key, which the person who asks has a copy of. */
  readonly to: string;
  /** `next` of the previous page; null for the first page. */
  readonly after: string | null;
  /** How many keys per page. */
  readonly limit: number;
}

/** The start of a page. It is sent as text, which the caller does not interpret. */
const PageStart = z.strictObject({ shard: z.int().min(0), after: z.string() });
const FIRST: z.infer<typeof PageStart> = { shard: 0, after: "" };

/**
 * Wraps one page of keys. After the last page, when no key is left under another master key, the installation's fingerprint becomes that of the
 * new one. Throws when a database does not answer.
 */
export async function rewrapKeys({ to, after, limit }: RewrapQuery, ports: RewrapPorts): Promise<RewrapAnswer> {
  const { keys, shards, masterKey, installation } = ports;
  const nothing: RewrapAnswer = { refusal: null, next: null, rewrapped: 0, left: [], keys: 0, others: 0 };
  if (fingerprintsIn("MASTER_KEY", masterKey)[0] !== to) return { ...nothing, refusal: "key_differs" };
  const { shard, after: from } = after === null ? FIRST : pageStartIn(after);
  const page = await keys.notUnder(to, { shard, after: from, limit });
  const results = await inParallel(page, (key) => renewed(key, { ...ports, to }));
  const changes = results.flatMap((one) => ("change" in one ? [one.change] : []));
  const rewrapped = await keys.replace(shard, changes);
  const left = results.flatMap((one) => ("why" in one ? [one] : []));
  const last = page.length === limit ? page.at(-1) : undefined;
  const start = last ? { shard, after: last.streamId } : { shard: shard + 1, after: "" };
  if (start.shard < shards) return { ...nothing, next: JSON.stringify(start), rewrapped, left };
  const { under, others } = await keys.count(to);
  if (others === 0) await installation.replaceMaster(to);
  return { ...nothing, rewrapped, left, keys: under, others };
}

/** Parses a page's start. An invalid one becomes the first page, because a repeat changes nothing. */
function pageStartIn(text: string): z.infer<typeof PageStart> {
  try {
    return PageStart.parse(JSON.parse(text));
  } catch {
    return FIRST;
  }
}

/** The change of a key, or why it is left as it is. */
type Renewed = { readonly change: KeyChange } | { readonly streamId: string; readonly why: RewrapTrouble };

async function renewed(
  { streamId, wrapped }: WrappedKey,
  { to, object, masterKey, random }: RewrapPorts & { readonly to: string },
): Promise<Renewed> {
  let own: string;
  let key: Uint8Array;
  try {
    key = unwrapKey(masterKey, streamId, wrapped);
    own = rewrapKey(masterKey, streamId, wrapped, random);
  } catch {
    return { streamId, why: "does_not_open" };
  }
  // A month's key is in no object.
  const contactId = ContactId.safeParse(streamId).data;
  if (!contactId) return { change: { streamId, from: wrapped, to: own } };
  let inObject: string | null;
  try {
    inObject = onlyAnswer(await object(contactId).perform([{ type: "RewrapKey" }]));
  } catch (cause) {
    return { streamId, why: unreadableIn(cause) ? "object_unreadable" : "object_silent" };
  }
  // An erasure destroys the object's key last, so the log's is gone, too. Otherwise the object has lost its storage.
  if (inObject === null) return { streamId, why: "object_without_key" };
  // The object still runs with the key before.
  if (!isWrappedUnder(to, inObject)) return { streamId, why: "object_silent" };
  if (!Buffer.from(key).equals(unwrapKey(masterKey, streamId, inObject))) return { streamId, why: "other_key" };
  return { change: { streamId, from: wrapped, to: inObject } };
}
