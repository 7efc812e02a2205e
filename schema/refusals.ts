// Why the object refused a command. A refusal is returned to the caller as data; the caller makes the sentence that people read.
import * as z from "zod";
import { CitationFault, HoldEnd, InstallationKey, Unwritable, VetoReason } from "./lists.ts";
import { Identity, Instant } from "./formats.ts";
import { CompanyId, RequestId } from "./ids.ts";
import { PersonRole } from "./people.ts";

/** A request that is over, or of which the agreement was used: it allows nothing any more. */
const overRequest = <const Reason extends `request_${string}`>(reason: Reason) =>
  z.strictObject({ reason: z.literal(reason), requestId: RequestId });

export const Refusal = z.discriminatedUnion("reason", [
  /** A newer signal from the contact, or a newer run, replaced this run. */
  z.strictObject({ reason: z.literal("superseded") }),
  /** The contact was erased: its runs do not continue. */
  z.strictObject({ reason: z.literal("erased") }),
  /** The run has ended, or the run is at another step than the one that the command belongs to. */
  z.strictObject({ reason: z.literal("not_wanted"), step: z.string() }),
  /** The contact has no such hold, draft, task, approval or run, the company no such fact, or the contact, the company or the source does not exist. */
  z.strictObject({
    reason: z.literal("unknown"),
    what: z.enum([
      "hold",
      "draft",
      "task",
      "approval",
      "run",
      "contact",
      "company",
      "fact",
      "person",
      "token",
      "source",
      "request",
    ]),
  }),
  /** The contact is known without an address, by an outcome or an activity alone: no gate could look it up in the suppression list. */
  z.strictObject({ reason: z.literal("no_address") }),
  /** No mail can be written to the contact's address: nobody confirms or approves what cannot be sent. */
  z.strictObject({ reason: z.literal("address_unwritable"), why: Unwritable }),
  /** The hold was decided before: how, by whom and when. */
  z.strictObject({ reason: z.literal("already_settled"), as: HoldEnd, by: z.string(), at: Instant }),
  /** The text differs from the one that the reviewer saw; `digest` is that of the present text. */
  z.strictObject({ reason: z.literal("changed"), digest: z.string() }),
  /** The opened words of the draft do not have the digest that their event, at `version`, states: they are not shown and not released. */
  z.strictObject({ reason: z.literal("digest_differs"), version: z.int().min(1) }),
  /** A veto stopped the command, and a `SafetyVetoed` event is recorded. */
  z.strictObject({ reason: z.literal("vetoed"), veto: VetoReason, hits: z.array(VetoReason) }),
  /** The suppression list cannot be read: the command is refused and no event is recorded. */
  z.strictObject({ reason: z.literal("list_unreadable") }),
  /** The suppression list has lost entries that the log has: the command is refused and no event is recorded. */
  z.strictObject({ reason: z.literal("list_went_back") }),
  /**
   * Dispatching is stopped. To a claim: it waits, and is tried again when dispatching is resumed. To a resumption: this stop is newer than the one that
   * the person saw.
   */
  z.strictObject({ reason: z.literal("dispatch_stopped"), since: Instant, by: Identity, version: z.int().min(1) }),
  /** Whether dispatching is stopped cannot be read, or its row is behind the log: nothing is claimed, and no event is recorded. */
  z.strictObject({ reason: z.literal("dispatching_unknown") }),
  /** The approval was voided. */
  z.strictObject({ reason: z.literal("approval_void"), cause: z.string() }),
  z.strictObject({ reason: z.literal("already_claimed") }),
  /** Evidence cites of a company what the log does not have: `id` is the cited row. Nothing is recorded. */
  z.strictObject({ reason: z.literal("evidence_unresolved"), what: CitationFault, id: z.string() }),
  /** The run was graded again a short time ago: the next grade waits until this time. */
  z.strictObject({ reason: z.literal("graded_lately"), until: Instant }),
  z.strictObject({ reason: z.literal("invalid"), field: z.string() }),
  /** Another policy was adopted than the one that the person saw in force; `version` is that of its adoption. */
  z.strictObject({ reason: z.literal("policy_changed"), version: z.int().min(0) }),
  /** The Worker's key is not the one with which the installation was made. */
  z.strictObject({ reason: z.literal("key_differs"), key: InstallationKey }),
  /** The suppression list cannot have this domain: each name directly below it is registered by somebody else. */
  z.strictObject({ reason: z.literal("public_suffix"), domain: z.string() }),
  /** The public gets addresses at this domain: an entry would cover everybody there, so the person must say so twice. */
  z.strictObject({ reason: z.literal("free_mail"), domain: z.string() }),
  /** The company was merged: what is wished of it must be wished of `into`. */
  z.strictObject({ reason: z.literal("company_merged"), companyId: CompanyId, into: CompanyId }),
  /** Only a person with this role may do it, and the person has none or a lower one by now. */
  z.strictObject({ reason: z.literal("role_needed"), role: PersonRole }),
  /** Somebody has to be an admin: nobody else could give a role again. */
  z.strictObject({ reason: z.literal("last_admin"), identity: z.string() }),
  /** A token that can be used has this name. */
  z.strictObject({ reason: z.literal("name_taken"), name: z.string() }),
  /** Another admin must agree first: the request waits until then. Nothing was done. */
  z.strictObject({ reason: z.literal("second_person_needed"), requestId: RequestId, expiresAt: Instant }),
  overRequest("request_expired"),
  overRequest("request_declined"),
  overRequest("request_withdrawn"),
  overRequest("request_used"),
  /** Somebody who asked or agreed lost the role of an admin. */
  overRequest("request_void"),
  /** The named request is for another action than the one that is to be performed. */
  z.strictObject({ reason: z.literal("request_differs"), requestId: RequestId }),
  /** The person asked for it, perhaps under another login: somebody else must agree. */
  z.strictObject({ reason: z.literal("own_request"), requestId: RequestId }),
  /** Only a person may agree: a token of a program is none. */
  z.strictObject({ reason: z.literal("person_needed") }),
  /** The log does not have yet that the agreement is used. Nothing was done. */
  z.strictObject({ reason: z.literal("agreement_unlogged"), requestId: RequestId }),
  z.strictObject({ reason: z.literal("source_exists"), source: z.string() }),
  /** The source has two secrets, and a third would make the rotation before unfinished. */
  z.strictObject({ reason: z.literal("two_secrets"), source: z.string() }),
  /** Without a secret nothing that the source sends would be accepted: it is disabled instead. */
  z.strictObject({ reason: z.literal("last_secret"), source: z.string() }),
  z.strictObject({ reason: z.literal("merged_with_itself"), companyId: CompanyId }),
  /** The company that is to go on was merged, directly or over others, into the one that is to be merged. */
  z.strictObject({ reason: z.literal("merged_in_a_circle"), companyId: CompanyId, into: CompanyId }),
]);
export type Refusal = z.infer<typeof Refusal>;
