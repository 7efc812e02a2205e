// Prefixed, branded ids: the prefix shows the kind in a log line, and the brand stops a run id from being passed as a hold id.
// Ids are derived from their cause and never random, so that repeated work produces the same id. No id is an unkeyed digest of personal
// data: the causes of those that are not keyed are other ids, names of this product, versions and times.
import * as z from "zod";
import { keyedDigest, sha256, shortened } from "./canonical.ts";

const id = <const Prefix extends string>(prefix: Prefix) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9A-Za-z_-]{1,80}$`))
    .brand<Prefix>();

export const ContactId = id("ct");
export type ContactId = z.infer<typeof ContactId>;
/** An administrative stream: `ad_policy`, `ad_suppressions_0` … */
export const AdminId = id("ad");
export type AdminId = z.infer<typeof AdminId>;
/** A company, and its stream. */
export const CompanyId = id("co");
export type CompanyId = z.infer<typeof CompanyId>;
export const StreamId = z.union([ContactId, CompanyId, AdminId]);
export type StreamId = z.infer<typeof StreamId>;

/** The keyed digest of source and provider id. The door returns it to the sender, and it identifies a repeated webhook. */
export const Receipt = id("rc");
export type Receipt = z.infer<typeof Receipt>;
export const SignalId = id("sg");
export type SignalId = z.infer<typeof SignalId>;
export const RunId = id("run");
export type RunId = z.infer<typeof RunId>;
export const HoldId = id("hd");
export type HoldId = z.infer<typeof HoldId>;
export const DraftId = id("dr");
export type DraftId = z.infer<typeof DraftId>;
export const ApprovalId = id("ap");
export type ApprovalId = z.infer<typeof ApprovalId>;
export const TaskId = id("tk");
export type TaskId = z.infer<typeof TaskId>;
export const MessageId = id("msg");
export type MessageId = z.infer<typeof MessageId>;
export const CommandId = id("cmd");
export type CommandId = z.infer<typeof CommandId>;
/** An issued token, which another program uses the desk's API with. The id says nothing about the token. */
export const TokenId = id("tok");
export type TokenId = z.infer<typeof TokenId>;
/** A request for the agreement of a second person (schema/second-person.ts). */
export const RequestId = id("rq");
export type RequestId = z.infer<typeof RequestId>;
/** A fact about a company. A fact with the id of an earlier one replaces it. */
export const FactId = id("fact");
export type FactId = z.infer<typeof FactId>;
export const DeadLetterId = id("dl");
export type DeadLetterId = z.infer<typeof DeadLetterId>;

/** 128 bits of a SHA-256, base64url: long enough that two causes do not share an id, short enough for a row of the log and of a table. */
const derive = (...cause: readonly string[]): string => shortened(sha256(cause.join("\u0000")));

/** Ids of what a person is or wrote are keyed: without the system key, nobody can confirm a guess by computing one. */
const keyed = (systemKey: string, kind: string, ...cause: readonly string[]): string =>
  shortened(keyedDigest(systemKey, kind, cause.join("\u0000")));

/** The keyed digest of the canonical address (canon v1). Neither canon v1 nor the system key ever changes: stored ids depend on both. */
export const contactIdOf = (systemKey: string, canonicalAddress: string): ContactId =>
  ContactId.parse(`ct_${keyed(systemKey, "contact", canonicalAddress)}`);
/** Keyed as well, because a domain in the log would confirm a guess about the addresses at it. */
export const companyIdOf = (systemKey: string, registrableDomain: string): CompanyId =>
  CompanyId.parse(`co_${keyed(systemKey, "company", registrableDomain)}`);
/** The id of a fact for which its sender gives none: the same statement of the same source is the same fact. */
export const factIdOf = (kind: string, source: string, value: string): FactId =>
  FactId.parse(`fact_${derive("fact", kind, source, value)}`);
/** Keyed as well: a sender's own id may be an address, or its digest. */
export const receiptOf = (systemKey: string, source: string, providerId: string): Receipt =>
  Receipt.parse(`rc_${keyed(systemKey, "receipt", source, providerId)}`);
export const signalIdOf = (receipt: Receipt): SignalId => SignalId.parse(`sg_${receipt.slice(3)}`);
/** The digest by which an issued token is recognised: keyed, so that the log confirms no guess. */
export const tokenDigestOf = (systemKey: string, token: string): string => keyed(systemKey, "desk-token", token);
export const tokenIdOf = (digest: string): TokenId => TokenId.parse(`tok_${derive("desk-token", digest)}`);
/** `before` counts the requests for the same action that ended earlier: what is asked again is another request. */
export const requestIdOf = (digest: string, before: number): RequestId =>
  RequestId.parse(`rq_${derive("request", digest, String(before))}`);
/** A run's id is derived from what started it: a signal, a request on the desk, or the number of the follow-up that became due. */
export const runIdOf = (contact: ContactId, cause: string): RunId =>
  RunId.parse(`run_${derive("run", contact, cause)}`);
/** `again` counts the run's holds that a later grade voided: the hold that takes the place of one has an id of its own, and so has its draft. */
export const holdIdOf = (run: RunId, kind: "preview" | "draft", again = 0): HoldId =>
  HoldId.parse(`hd_${derive("hold", run, kind, ...roundOf(again))}`);
export const draftIdOf = (run: RunId, again = 0): DraftId =>
  DraftId.parse(`dr_${derive("draft", run, ...roundOf(again))}`);
const roundOf = (again: number): readonly string[] => (again === 0 ? [] : [String(again)]);
export const approvalIdOf = (draft: DraftId, digest: string, by: string): ApprovalId =>
  ApprovalId.parse(`ap_${derive("approval", draft, digest, by)}`);
export const taskIdOf = (contact: ContactId, kind: string, about: string): TaskId =>
  TaskId.parse(`tk_${derive("task", contact, kind, about)}`);
export const messageIdOf = (queue: string, cause: string): MessageId =>
  MessageId.parse(`msg_${derive("message", queue, cause)}`);
/** The same cause gives the same command id, and the object answers a repeated command with the events of the first one. */
export const commandIdOf = (type: string, ...cause: readonly string[]): CommandId =>
  CommandId.parse(`cmd_${derive("command", type, ...cause)}`);
export const deadLetterIdOf = (systemKey: string, queue: string, body: string): DeadLetterId =>
  DeadLetterId.parse(`dl_${keyed(systemKey, "dead-letter", queue, body)}`);

/**
 * Suppressions have sixteen streams, by the first four bits of the digest, so that an import of a list is spread over sixteen writers. Throws for
 * a text that is no digest.
 */
export function suppressionStreamOf(digest: string): AdminId {
  const stream = SUPPRESSION_STREAMS[LETTERS.indexOf(digest.slice(0, 1)) >> 2];
  if (stream === undefined) throw new Error("no digest of a suppression");
  return stream;
}
/** The letters of base64url, in their order. */
const LETTERS: readonly string[] = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
/** One of the sixteen streams of the suppression list. */
export const SuppressionStreamId = AdminId.refine((stream) => /^ad_suppressions_[0-9a-f]$/.test(stream));

/** The stream of the stop switch: whether messages may be dispatched. */
export const DISPATCH_STREAM = AdminId.parse("ad_dispatch");

/** The streams of the suppression list, in the order of their digit. */
export const SUPPRESSION_STREAMS: readonly AdminId[] = [..."0123456789abcdef"].map((digit) =>
  AdminId.parse(`ad_suppressions_${digit}`),
);

/** The four letters with which the digests of a suppression stream begin. */
export const suppressionLetters = (stream: AdminId): readonly string[] => {
  const first = SUPPRESSION_STREAMS.indexOf(stream) * 4;
  return first < 0 ? [] : LETTERS.slice(first, first + 4);
};

/** The index of the database that stores an event stream. The number of shards is fixed at installation, so a stream never moves. */
export function shardOf(stream: StreamId, shards: number): number {
  return Number.parseInt(sha256("shard", stream).slice(0, 8), 16) % shards;
}
