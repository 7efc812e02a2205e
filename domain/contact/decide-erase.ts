// The end of what is known of a person: what is open is taken back, and one event says so. The words go with their key, afterwards.
import type { CommandOf } from "../../schema/commands.ts";
import { certain, type Circumstances, type Decision, done, eventEvidence, human, refused } from "./decision.ts";
import { endings } from "./endings.ts";
import { unfinishedRun } from "./state.ts";

/** Erases a contact. One that is erased already stays so, without a second event. */
export function eraseContact(command: CommandOf<"EraseContact">, circumstances: Circumstances): Decision {
  const { streamId, contact } = circumstances;
  if (contact.version === 0) return refused({ reason: "unknown", what: "contact" });
  if (contact.erased) return done();
  const { by, revision } = command;
  const evidence =
    revision === undefined
      ? // A contact of whom nothing came but an outcome has nothing by which the list could know it.
        eventEvidence(streamId, contact.version, { listed: false })
      : { table: "suppressions" as const, id: `revision-${revision}`, columns: { kind: "legal", revision } };
  return done(...endings(circumstances, unfinishedRun(contact), "erased", "object"), {
    type: "ContactErased",
    writer: "desk",
    payload: {},
    why: certain("erased", human(by), evidence),
    policy: null,
  });
}
