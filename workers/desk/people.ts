// Asks the port who has which role. A change or a revocation counts at the next click, and within ten seconds for pages that only show.
import { adminsOf, roleOf } from "../../domain/people/people.ts";
import { askOne } from "../../schema/only-answer.ts";
import type { PeopleAnswer, PersonRole, PersonRow } from "../../schema/people.ts";
import type { Port } from "../../schema/ports.ts";

/** The people as the desk uses them: those of the log, and the admins of its own configuration. */
export interface KnownPeople extends PeopleAnswer {
  /** The identities that the configuration makes admins, as long as no event says what they are. */
  readonly configured: readonly string[];
  roleOf(identity: string): PersonRole | null;
  /** Who can give a role. */
  readonly admins: readonly string[];
  /** Who can decide, for the choice of whom a hold is given to. */
  readonly deciders: readonly string[];
}

export interface DeskPeople {
  /**
   * `isClick`: the request acts, so the port is asked in any case. Throws when the port does not answer: the request is then answered 503.
   */
  read(request: { readonly isClick: boolean }): Promise<KnownPeople>;
  /** Forgets what was read: the next page shows what a click changed. */
  forget(): void;
}

/** As long as a session that was not ended is not asked about again (ended-sessions.ts). */
const VALID_MS = 10_000;

interface PeoplePorts {
  readonly port: Port<"desk">;
  readonly now: () => Date;
  readonly configured: readonly string[];
}

export function deskPeople({ port, now, configured }: PeoplePorts): DeskPeople {
  let known: { readonly people: KnownPeople; readonly at: number } | null = null;
  return {
    async read({ isClick }) {
      const at = now().getTime();
      if (!isClick && known && at >= known.at && at - known.at < VALID_MS) return known.people;
      const people = knownPeople(await askOne(port, { type: "People" }), configured);
      known = { people, at };
      return people;
    },
    forget: () => void (known = null),
  };
}

export function knownPeople(answer: PeopleAnswer, configured: readonly string[]): KnownPeople {
  const people: ReadonlyMap<string, PersonRow> = new Map(answer.people.map((row) => [row.identity, row]));
  const role = (identity: string): PersonRole | null => roleOf({ people }, configured, identity);
  const all = [...new Set([...people.keys(), ...configured])].toSorted();
  return {
    ...answer,
    configured,
    roleOf: role,
    admins: adminsOf({ people }, configured),
    deciders: all.filter((identity) => role(identity) !== null && role(identity) !== "viewer"),
  };
}
