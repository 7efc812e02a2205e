// Checks actions that need two people: each event of one says who agreed, and `ad_people` has that agreement, of two different people, for exactly this. What
// releases before the rule recorded says nothing of it, and is not judged.
import { decidingChanges } from "../domain/people/deciding-sections.ts";
import {
  type AskedAction,
  evolveStanding,
  isPerson,
  needsSecondPerson,
  nothingAsked,
  peopleOf,
  personBehind,
  type Standing,
} from "../domain/people/requests.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import { PEOPLE_STREAM } from "../schema/people.ts";
import type { RecordedPolicy } from "../schema/policy.ts";
import { EYES_SINCE, type Eyes, type GuardedAction } from "../schema/second-person.ts";
import { MINUTE_MS } from "../schema/time.ts";
import { type Fault, faultAt, type Finding, type Report } from "./faults.ts";

/** The log alone says who is an admin: what a desk's configuration says is not in it. */
const NOBODY_CONFIGURED = { configured: [], isOnePerson: false };

/** Between the decision that nobody else is an admin and the event of the action, the clocks of two objects may differ, and an object may have to be tried again. */
const PATIENCE_MS = 60 * MINUTE_MS;

type GuardedEvent = EventOf<keyof typeof EYES_SINCE>;
const isGuarded = (event: StoredEvent): event is GuardedEvent => event.type in EYES_SINCE;

export interface SecondPersonBook {
  /** Learns from an event and judges it. The events of `ad_audit` come before those of `ad_people`: what they do is judged by `settle`. */
  learn(event: StoredEvent, report: Report): void;
  /** The faults of events that were learned before `ad_people`; none while the log's order has not come to it. */
  settle(streamId: string): readonly Fault[];
  /** Judges an event of a contact, once all administrative streams are learned. */
  judge(event: StoredEvent, report: Report): void;
}

const missing = (found: unknown = undefined): Finding => ({
  name: "second_person_missing",
  field: "payload.eyes",
  ...(found === undefined ? {} : { found }),
});
const unlawful = (field: string, found: unknown): Finding => ({ name: "agreement_unlawful", field, found });

export function secondPersonBook(): SecondPersonBook {
  /** The stream after each of its events; the first is the one before any. */
  const states: Standing[] = [nothingAsked];
  /** The event for which each agreement was used, where it can be used for one event only. */
  const used = new Map<number, string>();
  let adopted: RecordedPolicy | null = null;
  let waiting: EventOf<"ExportOpened">[] = [];
  const newest = (): Standing => states.at(-1) ?? nothingAsked;

  /** Whether the log had two admins for a good while before this event. */
  const hadTwoBefore = (event: StoredEvent, from: number): boolean =>
    states.slice(from + 1).some(({ people }, index) => {
      const since = eventTimes[from + 1 + index] ?? "";
      return needsSecondPerson(people, NOBODY_CONFIGURED) && Date.parse(event.at) - Date.parse(since) > PATIENCE_MS;
    });
  /** The time of each event of the stream, beside `states`. */
  const eventTimes: string[] = [""];

  /** The agreements that were used for a lift of this entry. */
  const liftsOf = (digest: string): boolean =>
    [...newest().requests.values()].some(
      ({ action, taken }) => taken !== null && action.action === "lift" && action.digests.includes(digest),
    );

  function findingOf(event: GuardedEvent): Finding | null {
    const { eyes } = event.payload;
    if (event.schemaVersion < EYES_SINCE[event.type]) return null;
    if (!eyes) return withoutEyes(event);
    switch (eyes.kind) {
      case "alone":
        return needsSecondPerson((states[eyes.version] ?? newest()).people, NOBODY_CONFIGURED) ||
          hadTwoBefore(event, eyes.version)
          ? missing(eyes)
          : null;
      case "words":
        return event.type === "PolicyAdopted" && changesOf(event.payload.policy).length === 0 ? null : missing(eyes);
      case "click":
        return event.type === "SuppressionLifted" ? null : missing(eyes);
      case "two":
        return agreementFinding(event, eyes);
    }
  }

  const changesOf = (policy: RecordedPolicy): readonly string[] => (adopted ? decidingChanges(adopted, policy) : []);

  /** The cron records a lift from its row, and a repeated lift completes one: the row does not say who agreed. */
  function withoutEyes(event: GuardedEvent): Finding | null {
    if (event.type !== "SuppressionLifted") return missing();
    if (event.writer === "cron" || liftsOf(event.payload.digest)) return null;
    return hadTwoBefore(event, -1) ? missing() : null;
  }

  function agreementFinding(event: GuardedEvent, eyes: Extract<Eyes, { kind: "two" }>): Finding | null {
    const request = newest().requests.get(eyes.requestId);
    if (!request?.taken || request.taken.version !== eyes.version)
      return missing(`${PEOPLE_STREAM}@${eyes.version} ${eyes.requestId}`);
    if (request.taken.people.join() !== eyes.people.join()) return unlawful("payload.eyes.people", eyes.people);
    if (!isOf(request.action, event)) return unlawful("payload.eyes.requestId", eyes.requestId);
    // One lift has an event for each of its entries.
    if (event.type === "SuppressionLifted") return null;
    const place = `${event.streamId}@${event.version}`;
    const before = used.get(eyes.version) ?? place;
    used.set(eyes.version, before);
    return before === place ? null : unlawful("payload.eyes.version", before);
  }

  /** What is wrong with an event of a request, beside the events before it. */
  function requestFinding(event: StoredEvent, before: Standing): Finding | null {
    if (event.type !== "ActionAgreed" && event.type !== "ActionTaken") return null;
    const request = before.requests.get(event.payload.requestId);
    if (!request || request.ended || request.taken || event.at >= request.expiresAt)
      return unlawful("payload.requestId", event.payload.requestId);
    if (event.type === "ActionAgreed") {
      const { by } = event.payload;
      const isOther = distinct(request).every((one) => one !== personOf(by));
      return isPerson(by) && isOther ? null : unlawful("payload.by", by);
    }
    const people = [...new Set(peopleOf(request))];
    if (distinct(request).length < 2) return missing(people);
    return people.join() === event.payload.people.join() ? null : unlawful("payload.people", event.payload.people);
  }

  return {
    learn: (event, report) => {
      if (event.streamId === PEOPLE_STREAM) {
        const finding = requestFinding(event, newest());
        if (finding) report(finding);
        states.push(evolveStanding(newest(), event));
        eventTimes.push(event.at);
      }
      if (event.type === "ExportOpened") waiting.push(event);
      else if (isGuarded(event)) {
        const finding = findingOf(event);
        if (finding) report(finding);
      }
      if (event.type === "PolicyAdopted") adopted = event.payload.policy;
    },
    settle: (streamId) => {
      if (streamId < PEOPLE_STREAM) return [];
      const exports = waiting;
      waiting = [];
      return exports.flatMap((event) => {
        const finding = findingOf(event);
        return finding ? [faultAt(event.streamId, event.version, finding)] : [];
      });
    },
    judge: (event, report) => {
      const finding = isGuarded(event) ? findingOf(event) : null;
      if (finding) report(finding);
    },
  };
}

const personOf = (identity: string): string => personBehind(identity, nothingAsked.people, NOBODY_CONFIGURED);
const distinct = (request: AskedAction): readonly string[] => [...new Set(peopleOf(request).map(personOf))];

/** Whether an agreement to `action` is one to what the event records, by the type of the event. */
const RECORDS: {
  readonly [T in GuardedEvent["type"]]: (action: GuardedAction, event: EventOf<T>) => boolean;
} = {
  ContactErased: (action, { streamId }) => action.action === "erase" && action.contactId === streamId,
  SuppressionLifted: (action, { payload }) => action.action === "lift" && action.digests.includes(payload.digest),
  ExportOpened: (action, { payload }) =>
    action.action === "export" && action.scope === (payload.contacts === undefined ? "events" : "contacts"),
  PolicyAdopted: (action, { payload }) => action.action === "adopt_policy" && action.policy === payload.digest,
};

const isOf = (action: GuardedAction, event: GuardedEvent): boolean =>
  // The table has one entry for each type, so the cast is safe.
  RECORDS[event.type](action, event as never);
