// Finds the object of a stream among this Worker's Durable Objects: each is named by its stream id. A call of an
// object that cannot be read notes the object.
import { eventShards } from "../../drizzle/event-shards.ts";
import { whenInstalled } from "../../drizzle/installation.ts";
import { d1LogRevision, type LogRevision } from "../../drizzle/list-revisions.ts";
import { d1UnreadableObjects, type UnreadableObjects } from "../../drizzle/unreadable-objects.ts";
import type { StreamId } from "../../schema/ids.ts";
import { writeLine } from "../../schema/log-line.ts";
import { notingUnreadable } from "./note-unreadable.ts";
import type { ObjectVerbs } from "./object.ts";
import type { Report } from "./report.ts";

type ObjectsEnv = Pick<ContactsEnv, "CONTACT" | "EVENTS_0" | "JURISDICTION" | "SHARDS">;

/**
 * The namespace of the objects: with a jurisdiction they run and store in it alone. An id names its jurisdiction, so the variable never changes once there are
 * contacts. The local runtime has no jurisdictions.
 */
export const contactsIn = ({ CONTACT, JURISDICTION }: Pick<ObjectsEnv, "CONTACT" | "JURISDICTION">): typeof CONTACT =>
  JURISDICTION ? CONTACT.jurisdiction(JURISDICTION as DurableObjectJurisdiction) : CONTACT;

/** The cast is needed because the platform's RPC types lose which entry has which answer; `ObjectVerbs` has it. */
export function objectsOf(env: ObjectsEnv, now: () => number): (streamId: StreamId) => ObjectVerbs {
  const contacts = contactsIn(env);
  return notingUnreadable((streamId) => contacts.get(contacts.idFromName(streamId)) as unknown as ObjectVerbs, {
    unreadable: unreadableOf(env),
    now,
    report,
  });
}

/** The revision of the suppression list that the log has. */
export function logRevisionOf(env: ObjectsEnv, now: () => number): LogRevision {
  const shards = eventShards(env);
  return whenInstalled(shards, d1LogRevision(shards, now));
}

/** The notes of the objects that cannot be read. */
export function unreadableOf(env: ObjectsEnv): UnreadableObjects {
  const shards = eventShards(env);
  return whenInstalled(shards, d1UnreadableObjects(env.EVENTS_0));
}

/** Reports to the Worker's log. */
export const report: Report = writeLine;
