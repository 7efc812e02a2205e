// Checks that no hold, approval or dispatch claim follows a suppression of the contact or domain, or a flag that forbids messages. The result
// is a proof, or the shortest counter-example, or that the log is not sufficient for a proof. For suppressions it compares the revision of the
// list that each gate recorded; for the stop switch, the version that each claim's gate recorded; for flags, the order of the contact's events. A flag speaks of the mailbox: without a row of the list it says nothing
// about other contacts of the mailbox, and only then the times of two streams are compared.
import type { EventOf, StoredEvent } from "../schema/events.ts";
import { DISPATCH_STREAM, type StreamId } from "../schema/ids.ts";
import type { Flag, SuppressionKind } from "../schema/lists.ts";
import { openFold } from "../domain/contact/evolve.ts";
import { type Contact, emptyContact, lookupsIn } from "../domain/contact/state.ts";
import { linksOf } from "./chain.ts";
import type { Fault } from "./faults.ts";
import type { LogSource, StreamRows } from "./source.ts";
import { type Entry, suppressionBook, type Suppressions } from "./suppressions.ts";

/** Events that a suppression or a flag forbids: opening a hold, approving, claiming a dispatch. A claim is also forbidden while dispatching is stopped. */
type Guarded = EventOf<"PreviewHeld" | "DraftHeld" | "DraftApproved" | "DispatchClaimed">;

/** A reference to an event of the log. */
export interface EventRef {
  readonly streamId: StreamId;
  readonly version: number;
  readonly at: string;
}

/** A forbidden event, and the suppression or flag that forbade it, each with its position in the log. */
export interface CounterExample {
  readonly event: EventRef & {
    readonly type: Guarded["type"];
    /** The highest revision of the list that the event's gate read. */
    readonly revision: number;
  };
  readonly because:
    | (EventRef & { readonly kind: "list"; readonly entry: SuppressionKind; readonly revision: number })
    | (EventRef & { readonly kind: "flag"; readonly flag: Flag })
    /** Dispatching was stopped: the claim's gate names the stop as what the stop switch said, or a version that the log does not have. */
    | (EventRef & { readonly kind: "stopped"; readonly dispatching: number })
    /** A flag of another contact of the same mailbox, which the list does not have. */
    | (EventRef & { readonly kind: "mailbox"; readonly flag: Flag });
}

export interface NeverContact {
  /** `holds`: proved for every stream. `broken`: a counter-example exists. `unprovable`: there is none, but a stream is not readable to its end, or list entries are missing or differ. */
  readonly result: "holds" | "broken" | "unprovable";
  readonly contacts: number;
  /** The number of checked holds, approvals and claims. */
  readonly guarded: number;
  readonly suppressions: number;
  /** The number of revisions of the list that no event of the log has. */
  readonly unlogged: number;
  /** The number of flags that forbid messages and whose mailbox never was on the list. */
  readonly unlisted: number;
  /** The faults of the list compared with its events; null when there was no list to compare. */
  readonly listFaults: readonly Fault[] | null;
  /** Contacts whose stream could not be read to its end. */
  readonly unreadable: readonly StreamId[];
  readonly violations: number;
  readonly counterExample: CounterExample | null;
}

export interface NeverContactProof {
  /** Checks the next stream, and returns its first violation or null. Administrative streams must be passed first. */
  stream(rows: StreamRows): CounterExample | null;
  /** `listFaults`: what a comparison of the list with its events has found; null when there was no list to compare. */
  end(listFaults?: readonly Fault[] | null): NeverContact;
}

/** The proof over streams that the caller passes one by one. */
export function openNeverContact(): NeverContactProof {
  const suppressions = suppressionBook();
  const switches = switchBook();
  const unreadable: StreamId[] = [];
  const unlisted: UnlistedFlag[] = [];
  /** The last guarded event of each contact, by mailbox. */
  const guardedOf = new Map<string, CounterExample["event"][]>();
  let [contacts, guarded, violations] = [0, 0, 0];
  let shortest: { readonly example: CounterExample; readonly length: number } | null = null;

  const contactStream = (rows: StreamRows): CounterExample | null => {
    const fold = openFold();
    const flagged = new Map<Flag, EventRef>();
    let before: Contact = emptyContact;
    let first: CounterExample | null = null;
    let last: CounterExample["event"] | null = null;
    let lastSwitch = 0;
    contacts += 1;
    for (const { event, row, follows } of linksOf(rows)) {
      if (!event || !follows) {
        unreadable.push(rows.streamId);
        break;
      }
      if (isGuarded(event)) {
        guarded += 1;
        last = { ...refOf(event), type: event.type, revision: event.payload.gate.revision };
        const because = forbidding(event, before, flagged, suppressions) ?? switches.forbids(event, lastSwitch);
        if (event.type === "DispatchClaimed") lastSwitch = event.payload.gate.dispatching ?? 0;
        if (because) {
          const example = { event: last, because };
          violations += 1;
          first ??= example;
          // A person has to read the stream up to the event, so the example with the lowest version is the shortest.
          if (!shortest || event.version < shortest.length) shortest = { example, length: event.version };
        }
      }
      noteFlags(event, flagged);
      before = fold(event, row.hash);
      const mailboxes = mailboxesOf(before);
      const flag = forbiddingSetBy(event);
      if (flag && !mailboxes.some((one) => suppressions.knows(one)))
        unlisted.push({ flag, mailboxes, at: refOf(event) });
    }
    if (last)
      for (const mailbox of mailboxesOf(before)) guardedOf.set(mailbox, [...(guardedOf.get(mailbox) ?? []), last]);
    return first;
  };
  return {
    stream: (rows) => {
      if (rows.streamId.startsWith("ct_")) return contactStream(rows);
      for (const { event } of linksOf(rows)) {
        if (!event) continue;
        suppressions.learn(event);
        switches.learn(event);
      }
      return null;
    },
    end: (listFaults = null) => {
      for (const found of unlisted) {
        const example = otherOfMailbox(found, guardedOf);
        if (!example) continue;
        violations += 1;
        if (!shortest || example.event.version < shortest.length) shortest = { example, length: example.event.version };
      }
      const unlogged = suppressions.unlogged();
      // A list that differs from its events is no list to prove from: a gate may have read entries that the log does not have.
      const isProved = unreadable.length === 0 && unlogged === 0 && (listFaults ?? []).length === 0;
      return {
        result: shortest ? "broken" : isProved ? "holds" : "unprovable",
        contacts,
        guarded,
        suppressions: suppressions.count(),
        unlogged,
        unlisted: unlisted.length,
        listFaults,
        unreadable,
        violations,
        counterExample: shortest?.example ?? null,
      };
    },
  };
}

/**
 * The stops and resumptions, by their version. A claim names the version of the stop switch that it read in the statement that read the list, so that what
 * was in force at a claim depends on no clock: it may name a resumption, or none while there was no stop before. A version that is lower than that of an
 * earlier claim of the contact was not the row's.
 */
function switchBook() {
  const known = new Map<number, EventRef & { readonly isStop: boolean }>();
  return {
    learn: (event: StoredEvent): void => {
      if (event.type !== "DispatchStopped" && event.type !== "DispatchResumed") return;
      known.set(event.version, { ...refOf(event), isStop: event.type === "DispatchStopped" });
    },
    forbids: (event: Guarded, atLeast: number): CounterExample["because"] | null => {
      if (event.type !== "DispatchClaimed") return null;
      const dispatching = event.payload.gate.dispatching ?? 0;
      const named = known.get(dispatching);
      if (dispatching >= atLeast && (dispatching === 0 || named?.isStop === false)) return null;
      const stop = named ?? known.get(atLeast) ?? { streamId: DISPATCH_STREAM, version: dispatching, at: event.at };
      return { streamId: stop.streamId, version: stop.version, at: stop.at, kind: "stopped", dispatching };
    },
  };
}

interface UnlistedFlag {
  readonly flag: Flag;
  readonly mailboxes: readonly string[];
  readonly at: EventRef;
}

/** The mailboxes of a contact, by the digests of their comparison keys. */
const mailboxesOf = ({ lookups }: Contact): readonly string[] => [
  ...new Set(lookups.map(({ comparison }) => comparison)),
];

/** The flag that an event sets and that forbids every message; undefined when it sets none. */
function forbiddingSetBy(event: StoredEvent): Flag | undefined {
  if (event.type === "HistoryImported") return event.payload.flags.find((flag) => FORBIDDING.includes(flag));
  const isSet = event.type === "ContactFlagged" && event.payload.on && FORBIDDING.includes(event.payload.flag);
  return isSet ? event.payload.flag : undefined;
}

/** A later hold, approval or claim of another contact of the same mailbox. */
function otherOfMailbox(
  { flag, mailboxes, at }: UnlistedFlag,
  guardedOf: ReadonlyMap<string, readonly CounterExample["event"][]>,
): CounterExample | null {
  const others = mailboxes.flatMap((mailbox) => guardedOf.get(mailbox) ?? []);
  const event = others.find((other) => other.streamId !== at.streamId && other.at > at.at);
  return event ? { event, because: { ...at, kind: "mailbox", flag } } : null;
}

/** The proof over a whole source. */
export async function neverContact(source: LogSource): Promise<NeverContact> {
  const proof = openNeverContact();
  for await (const stream of source.streams()) proof.stream(stream);
  return proof.end();
}

const isGuarded = (event: StoredEvent): event is Guarded =>
  event.type === "PreviewHeld" ||
  event.type === "DraftHeld" ||
  event.type === "DraftApproved" ||
  event.type === "DispatchClaimed";

const refOf = ({ streamId, version, at }: StoredEvent): EventRef => ({ streamId, version, at });

/** Flags that forbid every message. `replied` is not among them: it only means that a person writes instead of Holdpoint. */
const FORBIDDING: readonly Flag[] = ["do_not_contact", "bounced", "unsubscribed"];

function forbidding(
  { payload: { gate, runId } }: Guarded,
  before: Contact,
  flagged: ReadonlyMap<Flag, EventRef>,
  suppressions: Suppressions,
): CounterExample["because"] | null {
  const entry: Entry | null = suppressions.hit(lookupsIn(before, runId), gate.revision);
  if (entry) return { ...entry.event, kind: "list", entry: entry.kind, revision: entry.revision };
  const flag = FORBIDDING.find((one) => before.flags[one]);
  const place = flag && flagged.get(flag);
  return flag && place ? { ...place, kind: "flag", flag } : null;
}

function noteFlags(event: StoredEvent, flagged: Map<Flag, EventRef>): void {
  if (event.type === "ContactFlagged" && event.payload.on) flagged.set(event.payload.flag, refOf(event));
  if (event.type === "HistoryImported") for (const flag of event.payload.flags) flagged.set(flag, refOf(event));
}
