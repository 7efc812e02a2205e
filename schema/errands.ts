// Errands: the entries of a port that concern no single object. The port performs them itself, with the databases
// (durable-objects/errands.ts). Those of the people who run the system are in desk-commands.ts.
import * as z from "zod";
import type { CompanyWish, RecordStatement } from "./company-commands.ts";
import type {
  AdministrationQuery,
  AdoptPolicy,
  Agree,
  AnnounceExport,
  CheckListedQuery,
  CheckPolicyQuery,
  CompareObjects,
  ContactIdsQuery,
  DiscardBody,
  DispatchingQuery,
  EndedSessionQuery,
  EndSession,
  ImportContacts,
  MakeRoot,
  PolicyByDigestQuery,
  MakeToken,
  PeopleQuery,
  TokenQuery,
  ProofQuery,
  LetterQuery,
  Lift,
  ListedQuery,
  RebuildList,
  RebuildReadModels,
  Redrive,
  RequestsQuery,
  Resume,
  RewrapKeys,
  Stop,
  Suppress,
} from "./desk-commands.ts";
import { ApprovalId, ContactId } from "./ids.ts";
import { Digest, Instant } from "./formats.ts";
import { KeyFingerprint } from "./installation-keys.ts";
import type { ShownSourcesQuery, SourcesQuery, SourceWish } from "./source-commands.ts";

/** Asks what calls of models have cost on a day (UTC, `2026-11-22`), each source once. */
export const ModelSpendQuery = z.strictObject({ type: z.literal("ModelSpend"), day: z.iso.date() });

/**
 * Asks for the highest revision of the suppression list that the log has, before a stage reads or writes the list. A list with a
 * lower revision has lost entries.
 */
export const ListRevisionQuery = z.strictObject({ type: z.literal("ListRevision") });

/** Asks whether the caller's key is the installation's. A fingerprint says nothing about its key. */
export const CheckKeyQuery = z.strictObject({
  type: z.literal("CheckKey"),
  key: z.literal("SYSTEM_KEY"),
  fingerprint: KeyFingerprint,
});

/**
 * Asks for contacts whose score has had its time at `at`, or was made by another policy than the one with this digest: a page of them, in the
 * order of their ids, after the page before.
 */
export const ScoresDueQuery = z.strictObject({
  type: z.literal("ScoresDue"),
  at: Instant,
  policy: Digest,
  after: ContactId.nullable(),
  limit: z.int().min(1).max(500),
});

/** Asks for the policy in force. `known`: the digest of the policy that the caller has, which the answer then leaves out. */
export const PolicyInForceQuery = z.strictObject({ type: z.literal("PolicyInForce"), known: Digest.nullable() });

/** A message as the outbox stores it. */
export const OutboxRow = z.strictObject({
  idempotencyKey: z.string(),
  streamId: ContactId,
  approvalId: ApprovalId,
  recipient: z.string(),
  subject: z.string(),
  /** The whole message, RFC 5322. */
  message: z.string(),
  at: z.string(),
});
export type OutboxRow = z.infer<typeof OutboxRow>;

/** Stores a message in the outbox, where an installation without a mail provider keeps its messages. A repeat stores nothing. */
export const StoreMessage = z.strictObject({ type: z.literal("StoreMessage"), row: OutboxRow });

/**
 * Notes of a mail that was sent, or may have been, when its mailbox was written to, and which subject its contact was sent. A repeat changes nothing.
 */
export const NoteWritten = z.strictObject({
  type: z.literal("NoteWritten"),
  contactId: ContactId,
  recipient: z.string().min(1),
  subject: z.string(),
  at: Instant,
});

export type Errand =
  | z.infer<typeof PolicyInForceQuery>
  | z.infer<typeof PolicyByDigestQuery>
  | z.infer<typeof CheckPolicyQuery>
  | z.infer<typeof AdoptPolicy>
  | z.infer<typeof ModelSpendQuery>
  | z.infer<typeof ListRevisionQuery>
  | z.infer<typeof CheckKeyQuery>
  | z.infer<typeof ScoresDueQuery>
  | z.infer<typeof StoreMessage>
  | z.infer<typeof NoteWritten>
  | z.infer<typeof Suppress>
  | z.infer<typeof Lift>
  | z.infer<typeof ListedQuery>
  | z.infer<typeof ContactIdsQuery>
  | z.infer<typeof ImportContacts>
  | CompanyWish
  | SourceWish
  | z.infer<typeof SourcesQuery>
  | z.infer<typeof ShownSourcesQuery>
  | RecordStatement
  | z.infer<typeof RebuildReadModels>
  | z.infer<typeof RebuildList>
  | z.infer<typeof RewrapKeys>
  | z.infer<typeof LetterQuery>
  | z.infer<typeof Redrive>
  | z.infer<typeof DiscardBody>
  | z.infer<typeof AnnounceExport>
  | z.infer<typeof AdministrationQuery>
  | z.infer<typeof CheckListedQuery>
  | z.infer<typeof EndedSessionQuery>
  | z.infer<typeof EndSession>
  | z.infer<typeof ProofQuery>
  | z.infer<typeof MakeRoot>
  | z.infer<typeof CompareObjects>
  | z.infer<typeof PeopleQuery>
  | z.infer<typeof TokenQuery>
  | z.infer<typeof MakeToken>
  | z.infer<typeof RequestsQuery>
  | z.infer<typeof Agree>
  | z.infer<typeof DispatchingQuery>
  | z.infer<typeof Stop>
  | z.infer<typeof Resume>;
