// Finds the object of a stream among this Worker's Durable Objects: each is named by its stream id.
import type { StreamId } from "../../schema/ids.ts";
import type { ObjectVerbs } from "./object.ts";

/** The cast is needed because the platform's RPC types lose which entry has which answer; `ObjectVerbs` has it. */
export const objectsOf =
  ({ CONTACT }: Pick<ContactsEnv, "CONTACT">) =>
  (streamId: StreamId): ObjectVerbs =>
    CONTACT.get(CONTACT.idFromName(streamId)) as unknown as ObjectVerbs;
