// A contact whose object cannot be read: the words and the command for a person, and the contact's timeline from the log alone.
import { openStream } from "../../domain/contact/stream.ts";
import { timelineOf } from "../../domain/contact/views.ts";
import type { UnreadableObject } from "../../drizzle/unreadable-objects.ts";
import type { Timeline } from "../../schema/answers.ts";
import { damageOf, ROWS_DIFFER, type StreamTrouble, troubleOf } from "../../schema/object-damage.ts";
import { unreadableIn } from "../../schema/only-answer.ts";
import type { Failed } from "../../schema/ports.ts";
import type { EventRow } from "../../schema/shipment.ts";
import type { Trouble } from "./refusals.ts";

/** The command that repairs the object of a stream. */
export const repairOf = (streamId: string): string => `npx holdpoint rebuild --object ${streamId}`;

/** The command that makes the rows for reading again from the log. */
export const REPAIR_ROWS = "npx holdpoint rebuild --read-models";

/** What a person looks up before anything is repaired: only they can say who wrote an event. */
const FIND_OUT = "npx holdpoint verify";

/** The command for the trouble of a noted stream. */
const commandFor = (detail: string, streamId: string): string => {
  const trouble = troubleOf(detail);
  return trouble === "read_model_differs" ? REPAIR_ROWS : trouble === "unsigned_tail" ? FIND_OUT : repairOf(streamId);
};

/** The headings of the noted streams in the tasks. */
export const TROUBLE_HEADINGS: Readonly<Record<StreamTrouble, string>> = {
  object_unreadable: "Its object cannot be read",
  object_differs: "Its object differs from what it recorded",
  read_model_differs: "Its rows in the lists were changed",
  unsigned_tail: "Its last event in the log was written by no object",
};

/** The name of the damage, as the end of a sentence about the object. */
export const damageWords = (detail: string): string =>
  damageOf(detail) === "object_differs" ? "differs from what it recorded" : "cannot be read";

/** What is damaged, as a part of a sentence. */
export function damageText(detail: string): string {
  if (detail.startsWith(ROWS_DIFFER))
    return `its rows in the lists are not what its object says (${detail.slice(ROWS_DIFFER.length + 1)})`;
  if (detail.startsWith("event ")) return `${detail} in its storage is not the one that was recorded`;
  if (detail === "key") return "its key is missing, or does not open its words";
  if (detail === "no_answer") return "the runtime cannot start it";
  return "its storage is damaged";
}

/** A noted stream as an item of the tasks. It is no event of the stream: an unreadable object cannot write one, and rows are no events. */
export const taskItemOf = ({ streamId, detail, firstAt, lastAt }: UnreadableObject) => ({
  kind: troubleOf(detail),
  streamId,
  about: detail,
  raisedAt: firstAt,
  lastAt,
  command: commandFor(detail, streamId),
});

/** The trouble of a request about an object that cannot be read; null for any other error. */
export function unreadableTrouble(thrown: unknown): Trouble | null {
  const failed = unreadableIn(thrown);
  return failed && damageTrouble(failed);
}

function damageTrouble({ detail, streamId }: Failed): Trouble {
  const command = repairOf(streamId ?? "");
  // A write that ended the object may be the one that failed at the damage.
  const done = detail === "no_answer" ? "Whether something was recorded is not known." : "Nothing was changed.";
  return {
    // Not 503: trying again does not help.
    status: 500,
    reason: damageOf(detail),
    title: `The object of this contact ${damageWords(detail)}`,
    detail: `${streamId ?? ""}: ${damageText(detail)}. ${done} All other contacts go on. Its events are in the log, and this command repairs it: ${command}`,
    particulars: { streamId, damage: detail, command },
  };
}

/** The timeline of a contact's rows of the log. Its words are closed, because only the object opens them. */
export function loggedTimeline(rows: readonly EventRow[]): Timeline {
  const store = { load: () => ({ rows, wrappedKey: null }), commit: never, replaceKey: never, forgetKey: never };
  const signer = { key: "", before: null, sign: never, prove: never, signNote: never };
  const timeline = timelineOf(openStream({ store, masterKey: "", signer, random: never }));
  // Sealed without words would mean that the words are lost.
  return { ...timeline, entries: timeline.entries.map((entry) => ({ ...entry, sealed: false })) };
}

function never(): never {
  throw new Error("a stream of the log is read-only, and its words are closed");
}
