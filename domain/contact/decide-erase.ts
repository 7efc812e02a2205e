// Decides an erasure: voids what is open and records one event. The words are destroyed afterwards, with their key.
import type { CommandOf } from "../../schema/commands.ts";
import { byPerson, entryEvidence, eventEvidence } from "../evidence.ts";
import { certain, type Circumstances, type Decision, done, refused } from "./decision.ts";
import { endings } from "./endings.ts";
import { unfinishedRun } from "./state.ts";

/** Erases a contact. An erased contact gets no second event. */
export function eraseContact(command: CommandOf<"EraseContact">, circumstances: Circumstances): Decision {
  const { streamId, contact } = circumstances;
  if (contact.version === 0) return refused({ reason: "unknown", what: "contact" });
  if (contact.erased) return done();
  const { by, revision, eyes } = command;
  const evidence =
    revision === undefined
      ? // A contact with outcomes only has no lookup digests, so the list has no entry of it.
        eventEvidence(streamId, contact.version, { listed: false })
      : entryEvidence("legal", revision);
  return done(...endings(circumstances, unfinishedRun(contact), "erased", "object"), {
    type: "ContactErased",
    writer: "desk",
    payload: eyes ? { eyes } : {},
    why: certain("erased", byPerson(by), evidence),
    policy: null,
  });
}
