// The people and the tokens of the stream `ad_people`, folded from its events. It decides nothing.
import type { EventOf, PayloadOf, StoredEvent } from "../../schema/events.ts";
import type { TokenId } from "../../schema/ids.ts";
import { GivenRole, isLive, type PersonRole, type PersonRow, type TokenRow } from "../../schema/people.ts";

export interface IssuedOne extends PayloadOf<"TokenIssued"> {
  readonly at: string;
  readonly revoked: { readonly by: string; readonly at: string } | null;
}

export interface People {
  /** By identity, each as the last event about the person says. */
  readonly people: ReadonlyMap<string, PersonRow>;
  readonly tokens: ReadonlyMap<TokenId, IssuedOne>;
}

export const noPeople: People = { people: new Map(), tokens: new Map() };

type PeopleEvent = "RoleChanged" | "TokenIssued" | "TokenRevoked";

const EVOLVE: { readonly [T in PeopleEvent]: (before: People, event: EventOf<T>) => People } = {
  RoleChanged: (before, { payload: { identity, role, by }, version, at }) => {
    // A role that a later release writes allows nothing here.
    const known = GivenRole.catch("none").parse(role);
    const row: PersonRow = { identity, role: known, version, changedBy: by, at };
    return { ...before, people: new Map([...before.people, [identity, row]]) };
  },
  TokenIssued: (before, { payload, at }) => ({
    ...before,
    tokens: new Map([...before.tokens, [payload.tokenId, { ...payload, at, revoked: null }]]),
  }),
  TokenRevoked: (before, { payload: { tokenId, by }, at }) => {
    const issued = before.tokens.get(tokenId);
    if (!issued || issued.revoked) return before;
    return { ...before, tokens: new Map([...before.tokens, [tokenId, { ...issued, revoked: { by, at } }]]) };
  },
};

const isOfPeople = (event: StoredEvent): event is EventOf<PeopleEvent> => event.type in EVOLVE;

/** The people after `event`. An event of another type changes nothing. */
export const evolvePeople = (before: People, event: StoredEvent): People =>
  // The table has one entry for each type, so the cast is safe.
  isOfPeople(event) ? EVOLVE[event.type](before, event as never) : before;

export const foldPeople = (events: readonly StoredEvent[]): People => events.reduce(evolvePeople, noPeople);

export const tokenRowOf = ({ tokenId, name, scopes, expiresAt, by, at, revoked }: IssuedOne): TokenRow => ({
  tokenId,
  name,
  scopes,
  expiresAt,
  issuedBy: by,
  issuedAt: at,
  revokedBy: revoked?.by ?? null,
  revokedAt: revoked?.at ?? null,
});

/** Whether a token with this name can be used at `at`. */
export const hasLiveName = ({ tokens }: People, name: string, at: string): boolean =>
  [...tokens.values()].some((one) => one.name === name && isLive(tokenRowOf(one), Date.parse(at)));

/**
 * The role of an identity; null when it has none. The desk's configuration (`configured`) makes admins of those about whom no event says anything, so
 * that somebody can record the first person, and only of those.
 */
export function roleOf(
  { people }: { readonly people: ReadonlyMap<string, Pick<PersonRow, "role">> },
  configured: readonly string[],
  identity: string,
): PersonRole | null {
  const role = people.get(identity)?.role;
  if (role === undefined) return configured.includes(identity) ? "admin" : null;
  return role === "none" ? null : role;
}

/** All who are admins, in the order of their names. */
export const adminsOf = (
  all: { readonly people: ReadonlyMap<string, Pick<PersonRow, "role">> },
  configured: readonly string[],
): readonly string[] =>
  [...new Set([...all.people.keys(), ...configured])]
    .filter((identity) => roleOf(all, configured, identity) === "admin")
    .toSorted();
