// Decides whether an action that needs two people may be performed, and who may agree to a request or decline it. Pure: no clock, no random ids, no I/O. All of
// it is in the stream `ad_people`, beside the roles, so an agreement and the loss of a role cannot cross.
import { shortDigestOf } from "../../schema/canonical.ts";
import type { RequestCommand } from "../../schema/commands.ts";
import { requestIdOf } from "../../schema/ids.ts";
import type { SealedNote } from "../../schema/notes.ts";
import { isTokenIdentity, PEOPLE_STREAM } from "../../schema/people.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import {
  type GuardAnswer,
  type GuardedAction,
  type GuardWish,
  ONCE,
  type Performer,
  type RequestState,
} from "../../schema/second-person.ts";
import { HOUR_MS } from "../../schema/time.ts";
import { byPerson, configuredEvidence, eventEvidence } from "../evidence.ts";
import { certain, type Decided } from "../contact/decision.ts";
import { roleOf } from "./people.ts";
import {
  type AskedAction,
  isPerson,
  needsSecondPerson,
  peopleOf,
  personBehind,
  type Standing,
  stateOf,
} from "./requests.ts";

/**
 * A request can be agreed to and used for so long: a colleague in another time zone sees it, and what was agreed to is still what was looked at.
 */
export const REQUEST_HOURS = 24;

/** What is recorded for a wish, and the answer to it. `cause`: what the id of the event's command is derived from. */
export interface Guarded extends GuardAnswer {
  readonly events: readonly Decided[];
  readonly cause: readonly string[];
}

const held = (refusal: Refusal): Guarded => ({ events: [], cause: [], refusal, eyes: null });

/**
 * Decides a wish to perform a guarded action. Alone while fewer than two people are admins; otherwise by the agreement of a second one, which it uses up. Where
 * there is no agreement it asks for one: the same wish again finds the same request.
 */
export function decideGuard(wish: GuardWish, standing: Standing, at: string): Guarded {
  const { people, version } = standing;
  const { performer } = wish;
  if (!needsSecondPerson(people, performer ?? NOBODY))
    return { events: [], cause: [], refusal: null, eyes: { kind: "alone", version } };
  if (!performer || lacksRole(standing, performer)) return held({ reason: "role_needed", role: "admin" });
  if (performer.request === null) {
    const live = requestsFor(wish.action, standing).findLast((one) => isUsable(one, wish, standing, performer, at));
    return live ? performed(live, wish, standing, performer, at) : asked(wish, standing, performer, at);
  }
  const named = standing.requests.get(performer.request);
  if (!named) return held({ reason: "unknown", what: "request" });
  if (shortDigestOf(named.action) !== shortDigestOf(wish.action))
    return held({ reason: "request_differs", requestId: named.requestId });
  return performed(named, wish, standing, performer, at);
}

const NOBODY = { configured: [], isOnePerson: false };

/** Whether a person, or a program that was given a role, is no admin. What a token may do follows from its scopes. */
const lacksRole = ({ people }: Standing, { by, configured }: Pick<Performer, "by" | "configured">): boolean =>
  !isTokenIdentity(by) && roleOf(people, configured, by) !== "admin";

/** The requests for exactly this action, in the order in which they were made. */
const requestsFor = (action: GuardedAction, { requests }: Standing): readonly AskedAction[] => {
  const digest = shortDigestOf(action);
  return [...requests.values()].filter((one) => shortDigestOf(one.action) === digest);
};

/** Whether an agreement was used for this same performance, and still stands for it. */
const isRepeat = ({ taken, expiresAt }: AskedAction, { use }: GuardWish, at: string): boolean =>
  taken !== null && taken.use === use && use !== ONCE && at < expiresAt;

function isUsable(one: AskedAction, wish: GuardWish, { people }: Standing, performer: Performer, at: string): boolean {
  const state = stateOf(one, people, performer, at);
  return state === "waiting" || state === "agreed" || isRepeat(one, wish, at);
}

function performed(
  request: AskedAction,
  wish: GuardWish,
  { people, version }: Standing,
  performer: Performer,
  at: string,
): Guarded {
  const { requestId, expiresAt, taken } = request;
  if (taken && isRepeat(request, wish, at)) {
    const eyes = { kind: "two" as const, requestId, people: [...taken.people], version: taken.version };
    return { events: [], cause: [], refusal: null, eyes };
  }
  const state = stateOf(request, people, performer, at);
  if (state === "waiting") return held({ reason: "second_person_needed", requestId, expiresAt });
  if (state !== "agreed") return held(endedAs(request, state));
  const agreed = [...new Set(peopleOf(request))];
  const why = certain(
    "second_person_agreed",
    byPerson(performer.by),
    eventEvidence(PEOPLE_STREAM, version, {
      request: requestId,
      asked_by: request.by,
      agreed_by: agreed.at(-1) ?? null,
    }),
  );
  const payload = { requestId, by: performer.by, people: agreed, use: wish.use };
  return {
    events: [{ type: "ActionTaken", writer: "desk", payload, why, policy: null }],
    cause: ["take", requestId],
    refusal: null,
    eyes: { kind: "two", requestId, people: agreed, version: version + 1 },
  };
}

function asked(wish: GuardWish, standing: Standing, { by }: Performer, at: string): Guarded {
  const { action, reason, proposed, whatIf } = wish;
  const requestId = requestIdOf(shortDigestOf(action), requestsFor(action, standing).length);
  const expiresAt = new Date(Date.parse(at) + REQUEST_HOURS * HOUR_MS).toISOString();
  const payload = {
    requestId,
    action,
    by,
    expiresAt,
    reason,
    ...(proposed ? { policy: proposed } : {}),
    ...(whatIf ? { whatIf } : {}),
  };
  const why = certain("second_person_asked", byPerson(by), evidenceOf(standing, by));
  return {
    events: [{ type: "ActionAsked", writer: "desk", payload, why, policy: null }],
    cause: ["ask", requestId],
    refusal: { reason: "second_person_needed", requestId, expiresAt },
    eyes: null,
  };
}

/** An asking with the person's own words, sealed. */
export const withNote = (decided: Decided, note: SealedNote | undefined): Decided =>
  decided.type === "ActionAsked" && note ? { ...decided, payload: { ...decided.payload, note } } : decided;

const endedAs = ({ requestId }: AskedAction, state: Exclude<RequestState, "waiting" | "agreed">): Refusal => ({
  reason: `request_${state}`,
  requestId,
});

/** Decides an agreement or its opposite. Nothing is recorded of what the same person has said already. */
export function decideRequest(
  command: RequestCommand,
  standing: Standing,
  at: string,
): Result<readonly Decided[], Refusal> {
  const { requestId, by } = command;
  const { people, requests } = standing;
  if (!isPerson(by)) return err({ reason: "person_needed" });
  if (roleOf(people, command.configured, by) !== "admin") return err({ reason: "role_needed", role: "admin" });
  const request = requests.get(requestId);
  if (!request) return err({ reason: "unknown", what: "request" });
  const state = stateOf(request, people, command, at);
  const evidence = evidenceOf(standing, by);
  if (command.type === "DeclineAction") {
    if (request.ended?.by === by && request.ended.as !== "void") return ok([]);
    if (state !== "waiting" && state !== "agreed") return err(endedAs(request, state));
    const why = certain("second_person_declined", byPerson(by), evidence);
    return ok([{ type: "ActionDeclined", writer: "desk", payload: { requestId, by }, why, policy: null }]);
  }
  if (request.agreed.includes(by) && (state === "agreed" || state === "waiting")) return ok([]);
  if (state !== "waiting" && state !== "agreed") return err(endedAs(request, state));
  const own = personBehind(by, people, command);
  if (peopleOf(request).some((identity) => personBehind(identity, people, command) === own))
    return err({ reason: "own_request", requestId });
  // Two people have agreed: a third agreement would change nothing.
  if (state === "agreed") return ok([]);
  const { action } = request;
  // Both must mean the same entry, of which the log has a digest alone.
  if (action.action === "lift" && [...(command.digests ?? [])].toSorted().join() !== action.digests.join())
    return err({ reason: "invalid", field: "value" });
  const why = certain("second_person_agreed", byPerson(by), evidence);
  return ok([{ type: "ActionAgreed", writer: "desk", payload: { requestId, by }, why, policy: null }]);
}

/** What lets a person or a program act: the event that says so, the stream as it is, or the desk's configuration. */
function evidenceOf({ people, version }: Standing, by: string) {
  const columns = { identity: by, role: roleOf(people, [], by) };
  const given = people.people.get(by)?.version;
  if (given !== undefined) return eventEvidence(PEOPLE_STREAM, given, columns);
  return isPerson(by) || version === 0
    ? configuredEvidence({ identity: by, role: "admin" })
    : eventEvidence(PEOPLE_STREAM, version, columns);
}
