// Local queues are in memory only. So a stop waits until no message is in a queue, and a start sends the messages again that a hard stop lost.
import { eventually } from "./eventually.ts";
import { isMoving } from "./contact-state.ts";
import type { DeskApi } from "./desk-api.ts";

/** How many contacts are read at once. The desk reads each from its own object. */
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

/** A webhook that was accepted just now has no run yet. Its run begins within the one second that a queue waits. */
const QUIET_MILLISECONDS = 1_500;
const ASK_MILLISECONDS = 200;

/** Waits until no run has waited for a stage for QUIET_MILLISECONDS. Throws when this takes longer than `withinMilliseconds`. */
export async function untilQuiet(api: DeskApi, withinMilliseconds: number): Promise<void> {
  let quietSince = Number.POSITIVE_INFINITY;
  const isQuiet = async () => {
    const isStill = (await movingContacts(api)).length === 0;
    quietSince = isStill ? Math.min(quietSince, Date.now()) : Number.POSITIVE_INFINITY;
    return Date.now() - quietSince >= QUIET_MILLISECONDS;
  };
  await eventually(isQuiet, {
    what: "the end of all unfinished work",
    withinMilliseconds,
    everyMilliseconds: ASK_MILLISECONDS,
  });
}
