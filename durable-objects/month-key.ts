// The key of a month (UTC). It seals what belongs to no contact: dead letters without a contact, and people's notes on administrative streams.
import { d1DeadLetters, type DeadLetters } from "../drizzle/dead-letters.ts";
import { eventShards } from "../drizzle/event-shards.ts";
import { whenInstalled } from "../drizzle/installation.ts";
import { type MonthKey, type Notes, notesUnder } from "../domain/contact/notes.ts";
import { KEY_BYTES, type Random, unwrapKey, wrapKey } from "../domain/contact/seal.ts";
import { AdminId } from "../schema/ids.ts";

/** The id under which the key of a month is stored. */
export const monthKeyId = (month: string): AdminId => AdminId.parse(`ad_month_${month}`);

interface Ports {
  readonly keys: Pick<DeadLetters, "key" | "addKey">;
  readonly masterKey: string;
  readonly random: Random;
}

/** The key of the month in which `at` is; the first caller of a month makes it. Throws when the database does not answer. */
export async function monthKeyAt(at: string, { keys, masterKey, random }: Ports): Promise<MonthKey> {
  const month = at.slice(0, 7);
  const id = monthKeyId(month);
  const wrapped = (await keys.key(id)) ?? (await keys.addKey(id, wrapKey(masterKey, id, random(KEY_BYTES), random)));
  return { month, key: unwrapKey(masterKey, id, wrapped) };
}

/** What seals the notes of people, under the key of the month. */
export function notesOf(env: ContactsEnv, now: () => number, random: Random): Notes {
  const shards = eventShards(env);
  const keys = whenInstalled(shards, d1DeadLetters(shards));
  return notesUnder(
    () => monthKeyAt(new Date(now()).toISOString(), { keys, masterKey: env.MASTER_KEY, random }),
    random,
  );
}
