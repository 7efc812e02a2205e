// Four eyes: the actions that a second admin must agree to where there are two, a request for that agreement, and what an event says of it. Which
// person may do what with a request is decided in domain/people/second-person.ts.
import * as z from "zod";
import { Digest, Identity } from "./formats.ts";
import { ContactId, RequestId, StreamId } from "./ids.ts";
import { type AdministrativeReason, ExportScope, RebuildTarget, SuppressionKind } from "./lists.ts";
import { suppressionWord } from "./list-words.ts";
import type { RecordedPolicy } from "./policy.ts";
import type { Refusal } from "./refusals.ts";

/**
 * An action that needs two people, with everything that an agreement is bound to: another value is another action, and needs another agreement. It has
 * no personal value in clear.
 */
export const GuardedAction = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("erase"), contactId: ContactId }),
  z.strictObject({
    action: z.literal("lift"),
    kind: SuppressionKind,
    digests: z.array(Digest).min(1),
    /** The newest of the entries that stand: an entry that was added again later needs another agreement. */
    revision: z.int().min(1),
    /** The contact with the address that is lifted, where an address is. It need not exist. */
    contactId: ContactId.nullable(),
  }),
  z.strictObject({
    action: z.literal("rebuild"),
    what: RebuildTarget,
    /** Of an object. */
    streamId: StreamId.nullable(),
    /** Whether events that only the object has are given up. */
    discard: z.boolean(),
  }),
  z.strictObject({ action: z.literal("export"), scope: ExportScope }),
  z.strictObject({
    action: z.literal("adopt_policy"),
    policy: Digest,
    /** The version of the adoption that it takes the place of. */
    replaces: z.int().min(0),
    /** What differs from the policy in force and decides something: sections, or parts of one. */
    changes: z.array(z.string()).min(1),
  }),
]);
export type GuardedAction = z.infer<typeof GuardedAction>;

/**
 * What an event says of the second person. `two`: who agreed, and the version of the `ActionTaken` in `ad_people`. `alone`: fewer than two people were admins
 * at that version of `ad_people`. `words`: a policy that changes words alone. `click`: a person's decision about one contact took it off the list.
 */
export const Eyes = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("two"),
    requestId: RequestId,
    people: z.array(Identity).min(2),
    version: z.int().min(1),
  }),
  z.strictObject({ kind: z.literal("alone"), version: z.int().min(0) }),
  z.strictObject({ kind: z.literal("words") }),
  z.strictObject({ kind: z.literal("click") }),
]);
export type Eyes = z.infer<typeof Eyes>;

/** The event types of guarded actions, each with the first schema version in which the event says who agreed. Older ones say nothing. */
export const EYES_SINCE = { ContactErased: 2, SuppressionLifted: 2, ExportOpened: 2, PolicyAdopted: 3 } as const;

/** Who is an admin without an event that says so. */
export const ConfiguredAdmins = z.strictObject({
  /** The identities that the desk's configuration makes admins, as long as no event says what they are (docs/people.md). */
  configured: z.array(Identity).readonly(),
  /** They are the logins of one operator, whose tokens are in one file, so they count as one person: the sign-in of development. */
  isOnePerson: z.boolean(),
});
export type ConfiguredAdmins = z.infer<typeof ConfiguredAdmins>;

/** Who wants to perform a guarded action. Without a named request, the newest one for exactly this action counts. */
export const Performer = ConfiguredAdmins.extend({ by: Identity, request: RequestId.nullable() });
export type Performer = z.infer<typeof Performer>;

/** The wish to perform a guarded action, which the object of `ad_people` decides. */
export interface GuardWish {
  readonly action: GuardedAction;
  /** The same use of an agreement again is the same performance: a repeated click, a page of a rebuild. */
  readonly use: string;
  /** Null where the caller does not say who performs it: that is refused where there are two. */
  readonly performer: Performer | null;
  readonly reason: AdministrativeReason;
  /** The person's own words; empty where they may name a person who is to be erased. */
  readonly why: string;
  /** The policy that waits to be adopted, and the digest of what the person saw of what it would change. */
  readonly proposed?: RecordedPolicy;
  readonly whatIf?: string | undefined;
}

/** The use of an agreement that no other performance is the same as. */
export const ONCE = "once";

/** The answer to such a wish. The action may be performed when `eyes` is there. */
export interface GuardAnswer {
  readonly refusal: Refusal | null;
  readonly eyes: Eyes | null;
}

/**
 * What has become of a request. `waiting`: for an agreement. `agreed`: it can be used. `void`: somebody who asked or agreed lost the role of an admin.
 */
export type RequestState = "waiting" | "agreed" | "used" | "declined" | "withdrawn" | "void" | "expired";

/** A request as people see it. */
export interface ShownRequest {
  readonly requestId: RequestId;
  readonly action: GuardedAction;
  readonly by: string;
  readonly at: string;
  readonly expiresAt: string;
  readonly reason: AdministrativeReason;
  /** The person's own words; null when they were sealed and cannot be opened any more. */
  readonly why: string | null;
  readonly agreed: readonly string[];
  readonly state: RequestState;
  /** Who ended or used it; null while nobody did. */
  readonly endedBy: string | null;
  readonly policy: RecordedPolicy | null;
  /** The digest of what the person who asked saw of what the policy would change; null where they did not look. */
  readonly whatIf: string | null;
}

export interface RequestsAnswer {
  /** Whether a second person is needed now. */
  readonly isNeeded: boolean;
  /** The newest first. */
  readonly requests: readonly ShownRequest[];
}

/** A guarded action inside a sentence: "X asked that a second person agrees to …". */
export function guardedWords(action: GuardedAction): string {
  switch (action.action) {
    case "erase":
      return `erasing the contact ${action.contactId}`;
    case "lift":
      return `taking ${suppressionWord(action.kind)} off the suppression list`;
    case "rebuild":
      return `rebuilding ${rebuiltWords(action)} from the log`;
    case "export":
      return action.scope === "events"
        ? "opening the personal words of the whole log for an export"
        : "exporting the names and addresses of all contacts";
    case "adopt_policy":
      return `adopting a policy that changes ${action.changes.join(", ")}`;
  }
}

function rebuiltWords({ what, streamId, discard }: Extract<GuardedAction, { action: "rebuild" }>): string {
  if (what === "read_models") return "the lists of holds and tasks";
  if (what === "list") return "the suppression list";
  return `the object of ${streamId ?? "no stream"}${discard ? ", giving up what only it has," : ""}`;
}
