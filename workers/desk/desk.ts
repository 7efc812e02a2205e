// The dependencies of the desk. All of them are passed in here, so that tests need no platform.
import type { NotedReads } from "../../drizzle/desk-reads.ts";
import type { Policy } from "../../schema/policy.ts";
import type { Port } from "../../schema/ports.ts";
import type { EndedSessions } from "./ended-sessions.ts";
import type { Identities } from "./identities.ts";
import type { Access } from "./access.ts";
import type { DeskPeople } from "./people.ts";
import type { Caller } from "./caller.ts";
import type { SignInCodes } from "./sign-in-codes.ts";

/** An incident for the Worker's log: ids, routes and reasons, never a person's words and never a token or a code. */
export interface DeskIncident {
  readonly incident: "denied" | "failed";
  readonly reason: string;
  readonly method: string;
  /** The route's pattern, not the requested path. */
  readonly route: string;
  readonly by: string | null;
  /** The thrown error, where there was one. */
  readonly cause?: string;
}

/** The entrypoint of ingest that only the desk binds: what it knows of the types of sources, whose table is there. */
export interface SourceDoor {
  /** The types, with the form of their secrets; and the sources of the configuration. */
  describe(): Promise<{
    readonly types: readonly { readonly type: string; readonly form: string }[];
    readonly configured: readonly { readonly name: string; readonly type: string }[];
  }>;
  /** A fresh secret of a type, or the given one; null where the type does not exist or the given one has another form. */
  secretFor(wish: { readonly type: string; readonly given: string | null }): Promise<string | null>;
  /** Posts a signed sample to the source's own webhook and returns the answer; null where there is no such source or it has no secret. */
  postSample(source: string): Promise<{ readonly status: number; readonly body: string } | null>;
}

export interface Desk {
  readonly port: Port<"desk">;
  readonly reads: NotedReads;
  /** The policy in force, at most a look old. Throws while none is known. */
  readonly policy: () => Promise<Policy>;
  /** The Worker that serves `/webhooks/*` and `/u/*`. */
  readonly ingest: { fetch(request: Request): Promise<Response> };
  /** Who has which role. */
  readonly people: DeskPeople;
  /** Where it is set, requests come through Cloudflare Access, and the desk has no sign-in of its own. */
  readonly access: Access | null;
  /** What ingest knows of webhook sources. */
  readonly door: SourceDoor;
  /** Null closes the desk: without identities nobody can sign in. */
  readonly identities: Identities | null;
  /** Which sessions were ended by signing out. */
  readonly endedSessions: EndedSessions;
  /** The outstanding one-time codes, in memory. */
  readonly signInCodes: SignInCodes;
  readonly stylesheet: string;
  /** Leads that began before this instant are samples; null when none is. */
  readonly samplesBefore: string | null;
  readonly now: () => Date;
  /** A new unguessable id, for a session. */
  readonly newId: () => string;
  readonly log: (incident: DeskIncident) => void;
}

/** Values that middleware sets on a request. */
export interface DeskVariables {
  readonly styleVersion: string;
  /** The identity that acts; null until it is known. */
  by: string | null;
  /** The caller, once the table of permissions has let them in. */
  caller: Caller | null;
}

export type DeskContext = { Variables: DeskVariables };
