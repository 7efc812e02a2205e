// Looks back for a page: what a change of the policy would have done, with the cards of the contacts that are named. A log that does not answer is said.
import type { Desk } from "../desk.ts";
import { cardsOf } from "../list-queries.ts";
import type { ShownLook } from "../pages/look-back.tsx";
import type { StampedForm } from "../stamped-form.ts";
import { canLookBack, type Compared, lookBack, type LookBack, markLook, readLook } from "./look-back.ts";

/** Enough of an error's message to recognise it. */
const CAUSE_CHARACTERS = 300;

/** What the change would have done, looked at from where the form's last look ended; and what its adoption says was seen. `route` is named in the log. */
export async function lookedBack(
  desk: Desk,
  { identities, session, fields }: StampedForm,
  compared: Compared,
  route: string,
): Promise<{ readonly shown: ShownLook; readonly seen: string }> {
  if (!canLookBack(compared)) return { shown: { kind: "no_decision" }, seen: "" };
  try {
    const look = await lookBack(desk, compared, readLook(identities, session, fields["seen"], compared));
    const [cards, total] = await Promise.all([
      cardsOf(
        desk,
        session.identity,
        look.named.map(({ contactId }) => contactId),
      ),
      look.after === null ? null : desk.reads.contactCount(),
    ]);
    const mark = (one: LookBack): string => markLook(identities, session, one);
    return { shown: { kind: "looked", look, marked: mark(look), cards, total }, seen: mark({ ...look, named: [] }) };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, CAUSE_CHARACTERS) : "unknown";
    desk.log({ incident: "failed", reason: "look_back", method: "POST", route, by: session.identity, cause: why });
    return { shown: { kind: "unreadable" }, seen: "" };
  }
}
