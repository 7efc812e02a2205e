// Commands of the people who run the system; only the desk's port accepts them. The commands about one contact's runs are in
// commands.ts.
import * as z from "zod";
import {
  ChangeRole,
  DeclineAction,
  EraseContact as Erasure,
  IssueToken,
  JudgeRelease,
  OpenExport,
  RevokeToken,
} from "./commands.ts";
import { givenReason } from "./notes.ts";
import { Digest, Identity, Instant } from "./formats.ts";
import { AdminId, CompanyId, ContactId, DeadLetterId, RequestId } from "./ids.ts";
import { KeyFingerprint } from "./installation-keys.ts";
import { Flag } from "./lists.ts";
import { TOKEN_DAYS } from "./people.ts";
import { ConfiguredAdmins, Performer } from "./second-person.ts";
import { DiscardReason } from "./refused-bodies.ts";
import { RebuildObject as Rebuild } from "./object-calls.ts";
import { SIGNAL_LIMITS } from "./signals.ts";

/**
 * Sends again the message of the step that the contact's current run waits for. Harmless at any time: a stage recognises a
 * finished step.
 */
export const WakeContact = z.strictObject({ type: z.literal("WakeContact"), contactId: ContactId });

/**
 * Of an action that needs a second person where there are two (second-person.ts): who performs it. Where it is absent, the action is performed only while
 * fewer than two people are admins.
 */
const performer = { performer: Performer.optional() };

/** Erases a contact: the erasure itself is `EraseContact` of commands.ts. */
export const EraseContact = Erasure.omit({ eyes: true }).extend(performer);

/** Makes a stream's object again from the log. With `discard`, events that only the object has and that the log refuses are discarded. */
export const RebuildObject = Rebuild.extend(performer);

/** Asks for the requests for a second person's agreement. */
export const RequestsQuery = z.strictObject({ type: z.literal("Requests"), ...ConfiguredAdmins.shape });

/** Agrees to a request. `value`: of a lift, the value that the person means. A repeat changes nothing. */
export const Agree = z.strictObject({
  type: z.literal("Agree"),
  requestId: RequestId,
  value: z.string().max(4_000).optional(),
  by: Identity,
  ...ConfiguredAdmins.shape,
});

/** Asks for an adopted policy by its digest. */
export const PolicyByDigestQuery = z.strictObject({ type: z.literal("PolicyByDigest"), digest: Digest });

/** Asks what is wrong with a policy, for this installation, before it is adopted. */
export const CheckPolicyQuery = z.strictObject({ type: z.literal("CheckPolicy"), policy: z.unknown() });

/**
 * Adopts a policy: `policy` has the sections that take the place of those in force. It is refused with the places of its faults (domain/check-policy.ts), and when another one was adopted since the person saw the
 * one in force.
 */
export const AdoptPolicy = z.strictObject({
  type: z.literal("AdoptPolicy"),
  /** Of any shape: what does not fit is refused with its place. */
  policy: z.unknown(),
  /** The version of the adoption that the person saw; 0 when none was. */
  replaces: z.int().min(0),
  /** The digest of the what-if that the person saw, when one was made. */
  whatIf: Digest.optional(),
  by: Identity,
  ...givenReason,
  ...performer,
});

/** The fields that the port adds to an administrative command: its stream, and ids derived from its other fields. */
const added = { type: true, commandId: true, streamId: true, correlationId: true, causationId: true } as const;

/** Records in the log that the words of an export are about to be decrypted. They may be decrypted only after this record. */
export const AnnounceExport = OpenExport.omit({ ...added, reason: true, note: true, eyes: true }).extend({
  type: z.literal("AnnounceExport"),
  /** Tells apart two exports of which the root is the same: of a list of contacts, which changes no event. */
  request: z.string().min(1).max(80).optional(),
  ...givenReason,
  ...performer,
});

/** Declines a request, or withdraws one's own. A repeat changes nothing. */
export const Decline = DeclineAction.omit(added).extend({ type: z.literal("Decline") });

/** Records in the log the evals' verdict on a deployed release. The same verdict on the same sources again records nothing. */
export const AnnounceVerdict = JudgeRelease.omit(added).extend({ type: z.literal("AnnounceVerdict") });

/** More than any address, domain or number has, also where hidden characters are written out. */
const MOST_CHECKED_CHARACTERS = 4_000;
/** The most entries of one request: the rows of a batch, and an event for each of its streams. */
export const SUPPRESSIONS_PER_REQUEST = 500;

/** One suppression as a person names it; `value` is an address, a domain or a phone number and is stored only as a keyed digest. */
export const SuppressionWish = z.strictObject({
  kind: z.enum(["address", "domain", "phone"]),
  value: z.string(),
  by: z.string(),
  /** The person was asked again, and means a domain at which the public gets addresses. */
  confirmed: z.boolean().optional(),
  ...givenReason,
});
export type SuppressionWish = z.infer<typeof SuppressionWish>;

/**
 * An entry that is put on the list: of a value, or an entry that this installation exported. The value of that is the fingerprint of SYSTEM_KEY, the kind and
 * the digest, with a space between them.
 */
export const EntryWish = SuppressionWish.extend({ kind: z.enum([...SuppressionWish.shape.kind.options, "digest"]) });
export type EntryWish = z.infer<typeof EntryWish>;

export const Suppress = z.strictObject({ type: z.literal("Suppress"), wishes: z.array(EntryWish).readonly() });
/** Asks whether the list covers a value now, and by which entries. */
export const CheckListedQuery = z.strictObject({
  type: z.literal("CheckListed"),
  kind: SuppressionWish.shape.kind,
  value: z.string().max(MOST_CHECKED_CHARACTERS),
});

/** The most contacts of one request: their messages fit into one batch of a queue (256 kB). */
export const CONTACTS_PER_REQUEST = 50;
const importedText = z.string().min(1).max(SIGNAL_LIMITS.short).optional();

/** Imports contacts of a file: each becomes a signal of kind `history`. The same contact again changes nothing. */
export const ImportContacts = z.strictObject({
  type: z.literal("ImportContacts"),
  by: Identity,
  contacts: z
    .array(
      z.strictObject({
        email: z.string().min(3).max(SIGNAL_LIMITS.email),
        name: importedText,
        company: importedText,
        title: importedText,
        phone: importedText,
        profile: importedText,
        flags: z.array(Flag.exclude(["replied"])).readonly(),
      }),
    )
    .min(1)
    .max(CONTACTS_PER_REQUEST)
    .readonly(),
});

/** Asks for the ids of contacts by their canonical addresses, in their order; also of those who are no contacts. */
export const ContactIdsQuery = z.strictObject({
  type: z.literal("ContactIds"),
  addresses: z.array(z.string().min(3).max(SIGNAL_LIMITS.email)).max(SUPPRESSIONS_PER_REQUEST).readonly(),
});

/** Asks what the list has of entries as a person names them, for the preview of an import. It tells nobody else's entries. */
export const ListedQuery = z.strictObject({
  type: z.literal("Listed"),
  entries: z
    .array(EntryWish.pick({ kind: true, value: true }))
    .max(SUPPRESSIONS_PER_REQUEST)
    .readonly(),
});
export const Lift = z.strictObject({ type: z.literal("Lift"), wish: SuppressionWish, ...performer });

/** Rebuilds one page of the read models from the log. `after` is the `next` of the page before; null for the first page. */
export const RebuildReadModels = z.strictObject({
  type: z.literal("RebuildReadModels"),
  after: z.string().nullable(),
  limit: z.int().min(1),
  ...performer,
});

/** Makes one page of the suppression list again from the log. `after` is the `next` of the page before; null for the first page. */
export const RebuildList = z.strictObject({
  type: z.literal("RebuildList"),
  after: z.string().nullable(),
  ...performer,
});

/**
 * Wraps one page of the streams' keys under the newest master key. `to` is its fingerprint, from the copy of the person who asks. `after` is the
 * `next` of the page before; null for the first page.
 */
export const RewrapKeys = z.strictObject({
  type: z.literal("RewrapKeys"),
  to: KeyFingerprint,
  after: z.string().nullable(),
  limit: z.int().min(1),
});

/** Asks for a page of an administrative stream or a company's, newest first, with its notes opened. `before` is the version before which it ends. */
export const AdministrationQuery = z.strictObject({
  type: z.literal("Administration"),
  streamId: z.union([AdminId, CompanyId]),
  before: z.int().min(1).nullable(),
});

/** Asks for all people and tokens. */
export const PeopleQuery = z.strictObject({ type: z.literal("People") });

/** Asks for the token that a program sends; it is compared by its keyed digest. */
export const TokenQuery = z.strictObject({ type: z.literal("Token"), token: z.string().min(1).max(200) });

/** Gives a person a role. `seen`: the version of the person's last event that the admin saw (0: none), so that a repeated click is the same command. */
export const GiveRole = ChangeRole.omit(added).extend({ type: z.literal("GiveRole"), seen: z.int().min(0) });

/** Makes a token for a program, valid for so many days. */
export const MakeToken = IssueToken.omit({ ...added, tokenId: true, digest: true, expiresAt: true }).extend({
  type: z.literal("MakeToken"),
  days: z.int().min(1).max(TOKEN_DAYS.most),
});

/** Takes a token back. A repeat changes nothing. */
export const EndToken = RevokeToken.omit(added).extend({ type: z.literal("EndToken") });

const sessionId = z.string().min(1).max(100);

/** Asks whether a session of the desk was ended by signing out. */
export const EndedSessionQuery = z.strictObject({ type: z.literal("EndedSession"), sessionId });

/** Ends a session of the desk before it expires, so that a copy of its cookie is refused. A repeat changes nothing. */
export const EndSession = z.strictObject({ type: z.literal("EndSession"), sessionId, expiresAt: Instant });

/**
 * Asks for the proof that the newest root has the last event of a contact that it covers: a file that verifies with the log's public key alone
 * (schema/tlog-proof.ts).
 */
export const ProofQuery = z.strictObject({ type: z.literal("Proof"), contactId: ContactId });

/** Publishes a root over the heads of now, beside the one of the day. A large log needs several repeats, which continue. */
export const MakeRoot = z.strictObject({ type: z.literal("MakeRoot") });

/**
 * Compares a page of streams with their objects, in the order of their ids: what each has stored, and the rows of its holds. An object ships what
 * the log lacks.
 */
export const CompareObjects = z.strictObject({
  type: z.literal("CompareObjects"),
  after: z.string().nullable(),
  limit: z.int().min(1).max(500),
});

/** Asks for a dead letter with its opened body, for the person `by`, whose reading is noted. */
export const LetterQuery = z.strictObject({ type: z.literal("Letter"), id: DeadLetterId, by: Identity });

/** Asks whether dispatching is stopped, and what waits for it. */
export const DispatchingQuery = z.strictObject({ type: z.literal("Dispatching") });

/** Stops dispatching. A repeat changes nothing while it is stopped. */
export const Stop = z.strictObject({ type: z.literal("Stop"), by: Identity, ...givenReason });

/** Resumes dispatching. `stopped` is the version of the stop that the person saw. */
export const Resume = z.strictObject({
  type: z.literal("Resume"),
  stopped: z.int().min(1),
  by: Identity,
  ...givenReason,
});

/** Sends a dead letter again to its original queue. */
export const Redrive = z.strictObject({ type: z.literal("Redrive"), id: DeadLetterId, by: z.string() });

/** Discards a refused body that waits: its row stays with the reason, and the sealed body is emptied. */
export const DiscardBody = z.strictObject({
  type: z.literal("DiscardBody"),
  id: DeadLetterId,
  by: Identity,
  reason: DiscardReason,
});
