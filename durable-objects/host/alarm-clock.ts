// Keeps the alarm of one object at the earliest deadline of what the object waits for. It never moves an alarm to a later time.
// What the alarm does is in contact.ts.
import { nextDeadline } from "../../domain/contact/effects.ts";
import type { Contact } from "../../domain/contact/state.ts";
import type { Stream, StreamStore } from "../../domain/contact/stream.ts";
import type { Policies } from "../../domain/policies.ts";
import type { Shipping } from "./shipping.ts";

interface Ports {
  readonly store: StreamStore;
  /** The alarm that was set when the object woke, in milliseconds; null when none was set. */
  readonly alarmAt: number | null;
  readonly now: () => number;
  readonly policies: Pick<Policies, "inForce">;
}

export interface AlarmClock {
  /** The alarm to set for a state; null unless it is earlier than the current one. */
  earlier(contact: Contact): number | null;
  /** Records that a commit has set the alarm to this time. */
  stands(at: number): void;
  /** Records that the alarm has fired, so that none is set. */
  fired(): void;
  /** Sets the alarm to the next deadline of the current state, if that is earlier than the alarm that is set. */
  rearm(): void;
}

export function openAlarmClock(
  stream: Stream,
  shipping: Shipping,
  { store, alarmAt, now, policies }: Ports,
): AlarmClock {
  let standing = alarmAt;
  const earlier = (contact: Contact): number | null => {
    // `contact` may be the state after a commit that is about to be written: an erasure in that commit is not complete yet.
    const isDestroying = stream.isDestroying || (contact.erased && !stream.contact.erased);
    const wanted = nextDeadline(contact, {
      policy: policies.inForce(),
      now: now(),
      shipped: shipping.settled,
      isDestroying,
    });
    return wanted !== null && (standing === null || wanted < standing) ? wanted : null;
  };
  return {
    earlier,
    stands: (at) => void (standing = at),
    fired: () => void (standing = null),
    rearm: () => {
      const wanted = earlier(stream.contact);
      if (wanted === null) return;
      store.commit({ rows: [], wrappedKey: null, alarmAt: wanted });
      standing = wanted;
    },
  };
}
