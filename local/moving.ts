// Local queues are in memory only. So a stop waits until no message is in a queue, and a start sends the messages again that a hard stop lost.
import { eventually } from "./eventually.ts";
import { isMoving } from "./contact-state.ts";
import type { DeskApi } from "./desk-api.ts";

/** The number of contacts that are read at once. The desk reads each from its own object. */
const AT_ONCE = 8;

/** The contacts whose run waits for a stage. */
async function movingContacts(api: DeskApi): Promise<readonly string[]> {
  const ids = await Array.fromAsync(api.contactIds());
  const moving: string[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const contacts = await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => api.contact(id)));
    moving.push(...contacts.flatMap((contact) => (contact && isMoving(contact.step) ? [contact.contactId] : [])));
  }
  return moving;
}

/** Wakes the objects of unfinished runs, which then send their messages again. Harmless: stages ignore repeated messages. Returns the number of contacts. */
export async function wakeUnfinished(api: DeskApi): Promise<number> {
  const ids = await movingContacts(api);
  for (const id of ids) await api.act(`/contacts/${id}/wake`);
  return ids.length;
}

/**
 * A webhook that was accepted just now has no run yet: its queue waits a second, and then its stage needs time, on a slow machine much time. A
 * look goes through the same Workers and slows down with them, so looks are counted instead of seconds.
 */
const QUIET_LOOKS = 8;
const ASK_MILLISECONDS = 200;

/** Waits until no run waits for a stage in QUIET_LOOKS looks in a row. Throws when this takes longer than `withinMilliseconds`. */
export async function untilQuiet(api: DeskApi, withinMilliseconds: number): Promise<void> {
  let quietLooks = 0;
  const isQuiet = async () => {
    quietLooks = (await movingContacts(api)).length === 0 ? quietLooks + 1 : 0;
    return quietLooks >= QUIET_LOOKS;
  };
  await eventually(isQuiet, {
    what: "the end of all unfinished work",
    withinMilliseconds,
    everyMilliseconds: ASK_MILLISECONDS,
  });
}
