// The requests for a second person's agreement, folded from the events of `ad_people`, and what has become of each. It decides nothing.
import type { EventOf, StoredEvent } from "../../schema/events.ts";
import type { RequestId } from "../../schema/ids.ts";
import type { AdministrativeReason } from "../../schema/lists.ts";
import type { SealedNote } from "../../schema/notes.ts";
import { isTokenIdentity } from "../../schema/people.ts";
import type { RecordedPolicy } from "../../schema/policy.ts";
import type { ConfiguredAdmins, GuardedAction, RequestState } from "../../schema/second-person.ts";
import { comparisonKey } from "../address.ts";
import { addressIn } from "../read-address.ts";
import { adminsOf, evolvePeople, noPeople, type People, roleOf } from "./people.ts";

/** A request as the events of the stream say. */
export interface AskedAction {
  readonly requestId: RequestId;
  readonly action: GuardedAction;
  readonly by: string;
  readonly at: string;
  readonly expiresAt: string;
  readonly commandId: string;
  readonly reason: AdministrativeReason;
  readonly note: SealedNote | null;
  readonly policy: RecordedPolicy | null;
  readonly whatIf: string | null;
  readonly agreed: readonly string[];
  /** How it ended without being used; null while it did not. An expiry is no event. */
  readonly ended: { readonly as: "declined" | "withdrawn" | "void"; readonly by: string } | null;
  readonly taken: {
    readonly by: string;
    readonly use: string;
    readonly version: number;
    readonly people: readonly string[];
  } | null;
}

/** The stream `ad_people` as far as guarded actions need it. */
export interface Standing {
  readonly people: People;
  readonly requests: ReadonlyMap<RequestId, AskedAction>;
  /** The version of the last event; 0 before the first one. */
  readonly version: number;
}

export const nothingAsked: Standing = { people: noPeople, requests: new Map(), version: 0 };

type RequestEvent = "ActionAsked" | "ActionAgreed" | "ActionDeclined" | "ActionTaken" | "RoleChanged";
type Requests = Standing["requests"];

const EVOLVE: { readonly [T in RequestEvent]: (before: Requests, event: EventOf<T>) => Requests } = {
  ActionAsked: (
    before,
    { at, commandId, payload: { requestId, action, by, expiresAt, policy, whatIf, reason, note } },
  ) =>
    new Map([
      ...before,
      [
        requestId,
        {
          requestId,
          action,
          by,
          at,
          expiresAt,
          commandId,
          reason: reason ?? "other",
          note: note ?? null,
          policy: policy ?? null,
          whatIf: whatIf ?? null,
          agreed: [],
          ended: null,
          taken: null,
        },
      ],
    ]),
  ActionAgreed: (before, { payload: { requestId, by } }) =>
    changed(before, requestId, (one) => ({ ...one, agreed: [...one.agreed, by] })),
  ActionDeclined: (before, { payload: { requestId, by } }) =>
    changed(before, requestId, (one) => ({ ...one, ended: { as: by === one.by ? "withdrawn" : "declined", by } })),
  ActionTaken: (before, { version, payload: { requestId, by, use, people } }) =>
    changed(before, requestId, (one) => ({ ...one, taken: { by, use, people, version } })),
  // A role that was lost counts for what was asked and agreed before, also when it is given back.
  RoleChanged: (before, { payload: { identity, role, by } }) =>
    role === "admin"
      ? before
      : new Map(
          [...before].map(([id, one]) => [
            id,
            isOpen(one) && peopleOf(one).includes(identity) ? { ...one, ended: { as: "void" as const, by } } : one,
          ]),
        ),
};

const changed = (before: Requests, id: RequestId, change: (one: AskedAction) => AskedAction): Requests => {
  const one = before.get(id);
  return one && isOpen(one) ? new Map([...before, [id, change(one)]]) : before;
};

const isOpen = ({ ended, taken }: AskedAction): boolean => ended === null && taken === null;

const isOfRequests = (event: StoredEvent): event is EventOf<RequestEvent> => event.type in EVOLVE;

/** The stream after `event`. */
export const evolveStanding = ({ people, requests }: Standing, event: StoredEvent): Standing => ({
  people: evolvePeople(people, event),
  // The table has one entry for each type, so the cast is safe.
  requests: isOfRequests(event) ? EVOLVE[event.type](requests, event as never) : requests,
  version: event.version,
});

export const foldStanding = (events: readonly StoredEvent[]): Standing => events.reduce(evolveStanding, nothingAsked);

/** How the client id of a service token of Cloudflare Access ends, with which a program signs in. */
const SERVICE_TOKEN = ".access";

/** Whether an identity is a person's. Tokens are no persons, whoever issued them. */
export const isPerson = (identity: string): boolean => !isTokenIdentity(identity) && !identity.endsWith(SERVICE_TOKEN);

/** Stands for the person whose logins are in the desk's configuration. No identity has a space. */
const OPERATOR = "the operator";

/** One text for all logins of a person: the spellings of one mailbox, and the tokens of one operator. */
export function personBehind(
  identity: string,
  { people }: People,
  { configured, isOnePerson }: ConfiguredAdmins,
): string {
  if (isOnePerson && configured.includes(identity) && !people.has(identity)) return OPERATOR;
  const address = addressIn(identity);
  return address.ok ? comparisonKey(address.value) : identity.toLowerCase();
}

/** How many people are admins: persons, each once. */
const adminPersons = (people: People, admins: ConfiguredAdmins): number =>
  new Set(
    adminsOf(people, admins.configured)
      .filter(isPerson)
      .map((identity) => personBehind(identity, people, admins)),
  ).size;

/** Whether a guarded action needs a second person: it does as soon as at least two people are admins. */
export const needsSecondPerson = (people: People, admins: ConfiguredAdmins): boolean =>
  adminPersons(people, admins) >= 2;

/** Who stands for a request: the person who asked, unless a program did, and those who agreed. */
export const peopleOf = ({ by, agreed }: Pick<AskedAction, "by" | "agreed">): readonly string[] =>
  isPerson(by) ? [by, ...agreed] : agreed;

/** What has become of a request at `at`. */
export function stateOf(request: AskedAction, people: People, admins: ConfiguredAdmins, at: string): RequestState {
  if (request.taken) return "used";
  if (request.ended) return request.ended.as;
  const persons = peopleOf(request);
  if (persons.some((identity) => roleOf(people, admins.configured, identity) !== "admin")) return "void";
  if (at >= request.expiresAt) return "expired";
  return new Set(persons.map((identity) => personBehind(identity, people, admins))).size >= 2 ? "agreed" : "waiting";
}
