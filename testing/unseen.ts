// The law of hearing over the events of one contact: whatever a person sends ends in a hold, or in a task that shows it, unless their own words
// are nothing but the ending.
import type { EventOf, StoredEvent } from "../schema/events.ts";
import type { Contact } from "../domain/contact/state.ts";

/** Whether a person sent it: everything but a machine's mail. */
export const isHuman = (event: StoredEvent): event is EventOf<"SignalReceived"> =>
  event.type === "SignalReceived" &&
  (event.payload.kind === "lead" ||
    (event.payload.kind === "message" && event.payload.class !== "auto_reply" && event.payload.class !== "bounced"));

/** A bare opt-out or refusal: a person has nothing to read in it. */
const isBare = ({ payload }: EventOf<"SignalReceived">): boolean => payload.hearing?.marks.includes("alone") === true;

const shows = ({ type }: StoredEvent): boolean =>
  type === "PreviewHeld" || type === "DraftHeld" || type === "TaskRaised";

/** How many holds were open when the event came. */
function openAt(events: readonly StoredEvent[], version: number): number {
  const before = events.slice(0, version - 1);
  const opened = before.filter(({ type }) => type === "PreviewHeld" || type === "DraftHeld").length;
  const ended = before.filter(({ type }) =>
    ["PreviewConfirmed", "PreviewDismissed", "DraftApproved", "DraftRejected", "HoldExpired", "HoldVoided"].includes(
      type,
    ),
  ).length;
  return opened - ended;
}

/**
 * The versions of the signals of people that nobody has seen, although nothing goes on for them. A message that came to an open hold is on its
 * page. Of somebody erased nothing is kept.
 */
export function unseenIn(events: readonly StoredEvent[], { runs, erasedVersion }: Contact): readonly number[] {
  const isGoingOn = Object.values(runs).some(({ step }) => !["preview", "draft", "ended"].includes(step));
  if (erasedVersion !== null || isGoingOn) return [];
  return events
    .filter((event) => isHuman(event))
    .filter((event) => !isBare(event) && !events.slice(event.version).some(shows))
    .filter((event) => openAt(events, event.version) === 0)
    .map(({ version }) => version);
}
