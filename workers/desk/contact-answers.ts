// Answers from the log about one contact, for pages and programs: the receipt, the verification, and what another policy would
// change.
import * as z from "zod";
import { candidatePolicy } from "../../replay/candidate-policy.ts";
import type { Change, Unknown } from "../../replay/differences.ts";
import { type Fault, faultAt } from "../../replay/faults.ts";
import { type MadeAgain, madeAgain } from "../../replay/made-again.ts";
import type { Head } from "../../schema/shipment.ts";
import { compareReadModels } from "../../replay/read-models.ts";
import type { ContactReceipt } from "../../replay/receipt.ts";
import { judgeStream, lawfulPart, type SealedCount } from "../../replay/verify.ts";
import { notRunAgain, whatIfStream } from "../../replay/what-if.ts";
import { receiptOf } from "../../replay/why.ts";
import { draftTexts, outboxFaults } from "../../replay/stored-rows.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { PolicySection } from "../../schema/policy.ts";
import { ok, type Result } from "../../schema/result.ts";
import type { CheckedRecord, ReadRecord } from "./contact-record.ts";
import { Instant } from "../../schema/formats.ts";

/** `receipt` is null while the log has no event of the contact. */
export interface ReceiptAnswer {
  readonly contactId: ContactId;
  /** How many events of the object are not yet in the log. */
  readonly unlogged: number;
  readonly receipt: ContactReceipt | null;
}

export const receiptAnswer = ({ contactId, stream, context, record, timeline }: ReadRecord): ReceiptAnswer => ({
  contactId,
  unlogged: unlogged(record, timeline),
  receipt: receiptOf(stream, context),
});

export interface VerifyAnswer {
  readonly contactId: ContactId;
  readonly holds: boolean;
  readonly faults: readonly Fault[];
  readonly events: number;
  readonly unlogged: number;
  /** How many events of the object's storage had their hash computed again. */
  readonly stored: number;
  readonly head: Head | null;
  readonly sealed: SealedCount;
  readonly madeAgain: MadeAgain;
  /** How many rows of read models were compared with the events. */
  readonly rows: number;
  /** How many messages of the outbox were compared with the text that was approved. */
  readonly messages: number;
}

export function verifyAnswer({
  contactId,
  stream,
  context,
  record,
  timeline,
  stored,
  expected,
  messages,
}: CheckedRecord): VerifyAnswer {
  const report = judgeStream(stream, context);
  const { faults, events, head, sealed } = report;
  const part = lawfulPart(stream, report);
  const found = [
    ...faults,
    ...objectFaults(stream.rows, timeline.entries, contactId),
    // The words shown to reviewers are compared only when all sealed words are open.
    ...(part ? compareReadModels(part, record, context.keys, sealed.closed === 0 ? context.openWords : undefined) : []),
    ...(part ? outboxFaults(expected, messages, draftTexts(part, context)) : []),
  ];
  return {
    contactId,
    holds: found.length === 0,
    faults: found,
    events,
    unlogged: unlogged(record, timeline),
    stored,
    head,
    sealed,
    madeAgain: madeAgain(stream),
    rows: record.holds.length + record.tasks.length + (record.contact ? 1 : 0) + (record.score ? 1 : 0),
    messages: messages.size,
  };
}

const unlogged = ({ rows }: ReadRecord["record"], { version }: ReadRecord["timeline"]): number =>
  Math.max(0, version - (rows.at(-1)?.version ?? 0));

/**
 * Compares the object's events with the log's. The object may have more events, but no different ones. Only the first difference
 * is reported: it causes all later ones.
 */
function objectFaults(
  rows: readonly { readonly version: number; readonly hash: string }[],
  entries: readonly { readonly version: number; readonly hash: string }[],
  contactId: ContactId,
): readonly Fault[] {
  const own = new Map(entries.map(({ version, hash }) => [version, hash]));
  const other = rows.find(({ version, hash }) => own.get(version) !== hash);
  if (!other) return [];
  const { version, hash } = other;
  return [
    faultAt(contactId, version, { name: "state_differs", field: "hash", expected: hash, found: own.get(version) }),
  ];
}

export const WhatIfQuestion = z.strictObject({
  /** The sections of the policy to replace, each complete. */
  policy: z.record(z.string(), z.unknown()),
  /** Ignore decisions before this time. */
  since: Instant.optional(),
});

export interface WhatIfAnswer {
  readonly contactId: ContactId;
  /** How many runs were decided again. */
  readonly runs: number;
  readonly changes: readonly Change[];
  readonly unknowns: readonly Unknown[];
  /** Sections of the candidate that differ but that no event can decide again. */
  readonly notRunAgain: readonly PolicySection[];
}

/**
 * Decides the contact's runs again under a candidate policy, with follow-ups up to `until`. The error says what is wrong with the
 * policy.
 */
export function whatIfAnswer(
  { contactId, stream, context }: ReadRecord,
  { policy, since }: z.output<typeof WhatIfQuestion>,
  until: string,
): Result<WhatIfAnswer, string> {
  const candidate = candidatePolicy(policy, context.policies.inForce());
  if (!candidate.ok) return candidate;
  const options = { until, ...(since === undefined ? {} : { since }) };
  const { runs, changes, unknowns } = whatIfStream(stream, candidate.value, context, options);
  return ok({ contactId, runs, changes, unknowns, notRunAgain: notRunAgain(candidate.value, context) });
}
