// The alarm of one object: it stands at the earliest deadline of what the object waits for, and is never moved later.
import { nextDeadline } from "../../domain/contact/effects.ts";
import type { Contact } from "../../domain/contact/state.ts";
import type { Stream, StreamStore } from "../../domain/contact/stream.ts";
import type { Policy } from "../../schema/policy.ts";
import type { Shipping } from "./shipping.ts";

interface Ports {
  readonly store: StreamStore;
  /** The alarm that stands, in milliseconds, as read when the object woke. */
  readonly alarmAt: number | null;
  readonly now: () => number;
  readonly policy: Policy;
}

export interface AlarmClock {
  /** The alarm to set for a state; null unless it is earlier than the current one. */
  earlier(contact: Contact): number | null;
  /** An alarm was set in a commit. */
  stands(at: number): void;
  /** The alarm that stood has fired. */
  fired(): void;
  /** Sets the alarm that the state as it is asks for, if it is earlier than the one that stands. */
  rearm(): void;
}

export function openAlarmClock(stream: Stream, shipping: Shipping, { store, alarmAt, now, policy }: Ports): AlarmClock {
  let standing = alarmAt;
  const earlier = (contact: Contact): number | null => {
    // An erasure in a state that is about to be written is incomplete.
    const isDestroying = stream.isDestroying || (contact.erased && !stream.contact.erased);
    const wanted = nextDeadline(contact, { policy, now: now(), shipped: shipping.shipped, isDestroying });
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
