// In the object of `ad_people`: decides a wish to perform an action that needs a second person where there are two, and records what follows from it.
import { foldStanding } from "../../domain/people/requests.ts";
import { decideGuard, type Guarded, withNote } from "../../domain/people/second-person.ts";
import type { Decided } from "../../domain/contact/decision.ts";
import type { Notes } from "../../domain/contact/notes.ts";
import type { Cause, Stream } from "../../domain/contact/stream.ts";
import { beginning } from "../../schema/cause.ts";
import { commandIdOf, type StreamId } from "../../schema/ids.ts";
import { PEOPLE_STREAM } from "../../schema/people.ts";
import type { GuardWish } from "../../schema/second-person.ts";

interface Ports {
  readonly notes: Notes;
  readonly timeOf: () => string;
  readonly write: (streamId: StreamId, decided: readonly Decided[], cause: Cause, at: string) => void;
}

/** `isTaken`: the agreement is used by this wish now. */
export type Guarding = (wish: GuardWish) => Promise<Pick<Guarded, "refusal" | "eyes"> & { readonly isTaken: boolean }>;

export const openGuarding =
  (stream: Stream, { notes, timeOf, write }: Ports): Guarding =>
  async (wish) => {
    // A request whose reason cannot be kept is not made.
    const seal = await notes(wish.why);
    // No await from here on: two equal wishes are one request, and an agreement is used once.
    const at = timeOf();
    const { events, cause, refusal, eyes } = decideGuard(wish, foldStanding(stream.events), at);
    const commandId = commandIdOf("Guard", ...cause);
    const recorded = events.map((one) => withNote(one, seal(commandId)));
    write(PEOPLE_STREAM, recorded, beginning(commandId), at);
    return { refusal, eyes, isTaken: recorded.some(({ type }) => type === "ActionTaken") };
  };
