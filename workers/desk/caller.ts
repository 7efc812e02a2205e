// The caller of a request, as signed-in.ts identifies it and permit.ts lets it in.
import type { PersonRole, Scope } from "../../schema/people.ts";
import type { Identified } from "./identities.ts";
import type { KnownPeople } from "./people.ts";
import type { Session } from "./session.ts";

/** Who sends a request. What they may do is decided in permit.ts. */
export interface Caller {
  readonly identity: string;
  /** Of a person; null without one, and for a token. */
  readonly role: PersonRole | null;
  /** Of a token; null for a person. */
  readonly scopes: readonly Scope[] | null;
  /** On pages. */
  readonly session: Session | null;
  /** In the API, for a person's own token. */
  readonly credential: Identified | null;
  readonly people: KnownPeople;
}
