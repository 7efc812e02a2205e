// Local queues live in memory. So a stop waits until nothing is under way, and a start sends again what a harder stop lost.
import { eventually } from "./eventually.ts";
import { isMoving } from "./contact-state.ts";
import type { DeskApi } from "./desk-api.ts";

/** How many contacts are asked at once: the desk answers each from an object of its own. */
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

/** Sends again what unfinished runs wait for. Harmless: every step knows what is done. Answers with how many were woken. */
export async function wakeUnfinished(api: DeskApi): Promise<number> {
  const ids = await movingContacts(api);
  for (const id of ids) await api.act(`/contacts/${id}/wake`);
  return ids.length;
}

/** A webhook that was accepted just now is nobody's run yet: it shows within a queue's wait of a second. */
const QUIET_MILLISECONDS = 1_500;
const ASK_MILLISECONDS = 200;

/** Waits until no run has moved for longer than a message waits in a queue. Throws when that takes longer than allowed. */
export async function untilQuiet(api: DeskApi, withinMilliseconds: number): Promise<void> {
  let quietSince = Number.POSITIVE_INFINITY;
  const isQuiet = async () => {
    const isStill = (await movingContacts(api)).length === 0;
    quietSince = isStill ? Math.min(quietSince, Date.now()) : Number.POSITIVE_INFINITY;
    return Date.now() - quietSince >= QUIET_MILLISECONDS;
  };
  await eventually(isQuiet, {
    what: "the end of all work under way",
    withinMilliseconds,
    everyMilliseconds: ASK_MILLISECONDS,
  });
}
