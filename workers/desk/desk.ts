// What the desk is made of. Everything it needs from outside comes in here, so that a page can be tried without a platform.
import type { DeskReads } from "../../drizzle/desk-reads.ts";
import type { DeskPort } from "../../schema/ports.ts";
import type { Identities } from "./identities.ts";

/** What is worth a line in the log: ids, routes and reasons, never a person's words and never a token. */
export interface DeskIncident {
  readonly incident: "denied" | "failed";
  readonly reason: string;
  readonly method: string;
  /** The route's pattern, not the path that was asked for. */
  readonly route: string;
  readonly by: string | null;
  /** What was thrown, where something was. */
  readonly cause?: string;
}

export interface Desk {
  readonly port: DeskPort;
  readonly reads: DeskReads;
  /** The Worker behind `/webhooks/*` and `/u/*`. */
  readonly ingest: { fetch(request: Request): Promise<Response> };
  /** Null closes the desk: without a way to know people, nobody is let in. */
  readonly identities: Identities | null;
  readonly stylesheet: string;
  readonly now: () => Date;
  /** A new unguessable id, for a session. */
  readonly newId: () => string;
  readonly log: (incident: DeskIncident) => void;
}

/** What a request learns on its way through the desk. */
export interface DeskVariables {
  readonly styleVersion: string;
  /** Who acts, once that is known. */
  by: string | null;
}

export type DeskContext = { Variables: DeskVariables };
