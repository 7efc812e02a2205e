// What the log answers about one contact, for pages and programs alike: the receipt, whether it holds, and what another policy would change.
import { z } from "zod";
import { candidatePolicy } from "../../replay/candidate-policy.ts";
import type { Change, Unknown } from "../../replay/differences.ts";
import { type Fault, faultAt } from "../../replay/faults.ts";
import { type MadeAgain, madeAgain } from "../../replay/made-again.ts";
import type { Head } from "../../schema/shipment.ts";
import { compareReadModels } from "../../replay/read-models.ts";
import type { ContactReceipt } from "../../replay/receipt.ts";
import { judgeStream, type SealedCount } from "../../replay/verify.ts";
import { notRunAgain, whatIfStream } from "../../replay/what-if.ts";
import { receiptOf } from "../../replay/why.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { PolicySection } from "../../schema/policy.ts";
import { ok, type Result } from "../../schema/result.ts";
import type { ReadRecord } from "./contact-record.ts";
import { Instant } from "../../schema/formats.ts";

/** `receipt` is null while the log has nothing of the contact. */
export interface ReceiptAnswer {
  readonly contactId: ContactId;
  /** Events of the object that the log has not yet. */
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
  readonly head: Head | null;
  readonly sealed: SealedCount;
  readonly madeAgain: MadeAgain;
  /** Holds, tasks and flags made for reading that were compared with the events. */
  readonly rows: number;
}

export function verifyAnswer({ contactId, stream, context, record, timeline }: ReadRecord): VerifyAnswer {
  const { faults, events, head, sealed, contact } = judgeStream(stream, context);
  const found = [
    ...faults,
    ...objectFaults(stream.rows, timeline.entries, contactId),
    // Where the events cannot be followed, nobody knows what their rows should be; where words stay closed, what a reviewer should be shown.
    ...(contact ? compareReadModels(stream, record, context.keys, sealed.closed === 0 ? context.says : undefined) : []),
  ];
  return {
    contactId,
    holds: found.length === 0,
    faults: found,
    events,
    unlogged: unlogged(record, timeline),
    head,
    sealed,
    madeAgain: madeAgain(stream),
    rows: record.holds.length + record.tasks.length + (record.contact ? 1 : 0),
  };
}

const unlogged = ({ rows }: ReadRecord["record"], { version }: ReadRecord["timeline"]): number =>
  Math.max(0, version - (rows.at(-1)?.version ?? 0));

/** The object's events against those of the log: it may have more of them, but no others. The first difference makes all that follow. */
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
  /** The sections of the policy that should be others, each whole. */
  policy: z.record(z.string(), z.unknown()),
  /** Only what happened from then on. */
  since: Instant.optional(),
});

export interface WhatIfAnswer {
  readonly contactId: ContactId;
  /** Runs that were decided again. */
  readonly runs: number;
  readonly changes: readonly Change[];
  readonly unknowns: readonly Unknown[];
  /** Sections of the candidate that differ and that no event lets be run again. */
  readonly notRunAgain: readonly PolicySection[];
}

/** The error says in words what is wrong with the policy. Follow-ups are looked at up to `until`. */
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
