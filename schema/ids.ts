// Prefixed, branded ids: a log line explains itself, and a run id cannot be passed where a hold id is meant.
// Ids are derived from their cause, never random, so that the same work done twice makes the same id.
import { z } from "zod";
import { keyedDigest, sha256 } from "./canonical.ts";

const id = <const Prefix extends string>(prefix: Prefix) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-z_-]{1,80}$`))
    .brand<Prefix>();

export const ContactId = id("ct");
export type ContactId = z.infer<typeof ContactId>;
/** An administrative matter with a stream of its own: `ad_policy`, `ad_suppressions_0` … */
export const AdminId = id("ad");
export type AdminId = z.infer<typeof AdminId>;
export const StreamId = z.union([ContactId, AdminId]);
export type StreamId = z.infer<typeof StreamId>;

/** The digest of source and provider id: what a sender gets back, and what makes the same webhook the same. */
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
export const CompanyId = id("co");
export type CompanyId = z.infer<typeof CompanyId>;
export const DeadLetterId = id("dl");
export type DeadLetterId = z.infer<typeof DeadLetterId>;

/** 128 bits of a SHA-256: enough that two causes never share an id, short enough to read in a table. */
const ID_HEX_LENGTH = 32;

const derive = (...cause: readonly string[]): string => sha256(cause.join("\u0000")).slice(0, ID_HEX_LENGTH);

/** Canon v1, for ever: the keyed digest of the canonical address. The system key is never rotated. */
export const contactIdOf = (systemKey: string, canonicalAddress: string): ContactId =>
  ContactId.parse(`ct_${keyedDigest(systemKey, "contact", canonicalAddress).slice(0, ID_HEX_LENGTH)}`);
export const companyIdOf = (registrableDomain: string): CompanyId =>
  CompanyId.parse(`co_${derive("company", registrableDomain)}`);
export const receiptOf = (source: string, providerId: string): Receipt =>
  Receipt.parse(`rc_${derive("receipt", source, providerId)}`);
export const signalIdOf = (receipt: Receipt): SignalId => SignalId.parse(`sg_${receipt.slice(3)}`);
/** A run is named after what started it: a signal, a request on the desk, or the follow-up number that came due. */
export const runIdOf = (contact: ContactId, cause: string): RunId =>
  RunId.parse(`run_${derive("run", contact, cause)}`);
export const holdIdOf = (run: RunId, kind: "preview" | "draft"): HoldId =>
  HoldId.parse(`hd_${derive("hold", run, kind)}`);
export const draftIdOf = (run: RunId): DraftId => DraftId.parse(`dr_${derive("draft", run)}`);
export const approvalIdOf = (draft: DraftId, digest: string, by: string): ApprovalId =>
  ApprovalId.parse(`ap_${derive("approval", draft, digest, by)}`);
export const taskIdOf = (contact: ContactId, kind: string, about: string): TaskId =>
  TaskId.parse(`tk_${derive("task", contact, kind, about)}`);
export const messageIdOf = (queue: string, cause: string): MessageId =>
  MessageId.parse(`msg_${derive("message", queue, cause)}`);
/** The same cause gives the same command id, and the object answers a command it knows with its first events. */
export const commandIdOf = (type: string, ...cause: readonly string[]): CommandId =>
  CommandId.parse(`cmd_${derive("command", type, ...cause)}`);
export const deadLetterIdOf = (queue: string, body: string): DeadLetterId =>
  DeadLetterId.parse(`dl_${derive("dead-letter", queue, body)}`);

/** Suppressions have sixteen streams, by the first digit of the digest, so that no list import meets a single writer. */
export const suppressionStreamOf = (digest: string): AdminId => AdminId.parse(`ad_suppressions_${digest.slice(0, 1)}`);

/** The database an event stream lives in. The number of shards is fixed at installation: a stream never moves. */
export function shardOf(stream: StreamId, shards: number): number {
  return Number.parseInt(sha256("shard", stream).slice(0, 8), 16) % shards;
}
