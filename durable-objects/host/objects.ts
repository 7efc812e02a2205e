// The objects of this Worker by the name of their stream.
import type { StreamId } from "../../schema/ids.ts";
import type { ObjectVerbs } from "./object.ts";

/** Finds the object of a stream. The platform's types of RPC do not say which entry has which answer; `ObjectVerbs` does. */
export const objectsOf =
  ({ CONTACT }: Pick<ContactsEnv, "CONTACT">) =>
  (streamId: StreamId): ObjectVerbs =>
    CONTACT.get(CONTACT.idFromName(streamId)) as unknown as ObjectVerbs;
