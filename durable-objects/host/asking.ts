// Answers the queries of an object. A query records nothing. But a stage's query names a version that the log has (`follows`),
// and the object notes it, so that it ships no event up to it again.
import { foldCompany } from "../../domain/company/evolve.ts";
import { wantedRun } from "../../domain/contact/decision.ts";
import { dispatchingOf, waitingSince } from "../../domain/contact/dispatching.ts";
import { unlistedOf } from "../../domain/contact/list-entries.ts";
import { foldStanding, needsSecondPerson, stateOf } from "../../domain/people/requests.ts";
import type { Stream, StreamStore } from "../../domain/contact/stream.ts";
import { briefOf, historyOf, holdAnswerOf, recallOf, scoreBasisOf, timelineOf } from "../../domain/contact/views.ts";
import type { HostAnswers, HostQuery } from "./object.ts";
import type { Relaying } from "./relaying.ts";
import type { Shipping } from "./shipping.ts";
import { requireStored } from "./unreadable.ts";

interface Ports {
  readonly store: Pick<StreamStore, "load">;
  readonly shipping: Shipping;
  readonly relay: Relaying;
  readonly timeOf: () => string;
}

/** One function for each type of query, which answers it. */
export type Asking = {
  readonly [T in HostQuery["type"]]: (query: Extract<HostQuery, { type: T }>) => HostAnswers[T];
};

export function openAsking(stream: Stream, { store, shipping, relay, timeOf }: Ports): Asking {
  return {
    History: ({ contactId, runId, follows }) => {
      shipping.raise(follows);
      const run = wantedRun(stream.contact, runId, "plan");
      const answer = relay(contactId, "qualify", run.ok ? null : run.error);
      return { ...answer, history: run.ok ? historyOf(contactId, stream.contact, run.value, timeOf()) : null };
    },
    Recall: ({ runId }) => {
      const run = wantedRun(stream.contact, runId, "plan");
      return run.ok ? recallOf(stream, run.value) : null;
    },
    Brief: ({ contactId, runId, follows }) => {
      shipping.raise(follows);
      const run = wantedRun(stream.contact, runId, "compose");
      const answer = relay(contactId, null, run.ok ? null : run.error);
      return { ...answer, brief: run.ok ? briefOf(stream, run.value) : null };
    },
    Standing: ({ receipt }) => ({
      recorded: stream.contact.receipts[receipt] !== undefined,
      flags: { ...stream.contact.flags },
      lookups: [...stream.contact.lookups],
    }),
    ScoreBasis: ({ contactId, follows }) => {
      shipping.raise(follows);
      const basis = scoreBasisOf(stream, contactId, timeOf());
      return { ...relay(contactId, null, null), basis };
    },
    Timeline: () => timelineOf(stream),
    Hold: ({ contactId, holdId }) => holdAnswerOf(stream, contactId, holdId),
    Check: () => {
      requireStored(stream, store);
      return { events: stream.rows.length };
    },
    Company: () => {
      const { version, recorded, facts, merged } = foldCompany(stream.events);
      return {
        version,
        isRecorded: recorded !== null,
        facts: Object.keys(facts).length,
        into: merged?.into ?? null,
      };
    },
    Dispatching: () => ({ ...dispatchingOf(stream.events), waitingSince: waitingSince(stream.events) }),
    Requests: ({ configured, isOnePerson }) => {
      const admins = { configured, isOnePerson };
      const { people, requests } = foldStanding(stream.events);
      return {
        isNeeded: needsSecondPerson(people, admins),
        requests: [...requests.values()].map((one) => ({ ...one, state: stateOf(one, people, admins, timeOf()) })),
      };
    },
    Unlisted: ({ revisions }) => unlistedOf(stream.events, revisions),
  };
}
