// What a decision is made of: the command, the state, the time, the policy, and what was read of the suppression list.
import type { ContactCommand, ListReading } from "../../schema/commands.ts";
import type { DraftText, EventType, Gate, PayloadOf, SealedOf, StoredEvent } from "../../schema/events.ts";
import type { RunId, StreamId } from "../../schema/ids.ts";
import type { GatePlace, VetoReason, Writer } from "../../schema/lists.ts";
import type { Policy, PolicyMark } from "../../schema/policy.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import type { Contact, Run, Step } from "./state.ts";

/** Provenance before the personal values in its evidence are replaced by keyed digests. */
export interface Why {
  readonly confidence: number;
  readonly reason: string;
  readonly source: string;
  readonly evidence: readonly ShownEvidence[];
}

/** An event that is decided but not yet numbered, dated, sealed and chained. */
export type Decided = {
  [T in EventType]: {
    readonly type: T;
    readonly writer: Writer;
    readonly payload: PayloadOf<T>;
    readonly words?: SealedOf<T>;
    readonly why: Why;
    readonly policy: PolicyMark | null;
  };
}[EventType];

/**
 * `needs: "list"`: the veto must be asked first; read the list, then decide again in one turn. `isReturn`: an erased person was let back,
 * and is given a key again.
 */
export type Decision =
  | { readonly events: readonly Decided[]; readonly refusal: Refusal | null; readonly isReturn?: boolean }
  | { readonly needs: "list" };

export interface Circumstances {
  readonly streamId: StreamId;
  readonly contact: Contact;
  /** The event's time: never before the stream's last. */
  readonly at: string;
  readonly policy: Policy;
  /** Null until somebody has read it for this very decision. */
  readonly list: ListReading | null;
  /** The words of the draft the command is about, opened for this decision; null when it is about none. */
  readonly draft: DraftText | null;
}

export const done = (...events: readonly Decided[]): Decision => ({ events, refusal: null });
export const refused = (refusal: Refusal, ...events: readonly Decided[]): Decision => ({ events, refusal });

/** A reference to an event of this stream. */
export const eventEvidence = (
  streamId: StreamId,
  version: number,
  columns: ShownEvidence["columns"],
): ShownEvidence => ({
  table: "events",
  id: `${streamId}@${version}`,
  columns,
});

export const certain = (reason: string, source: string, ...evidence: readonly ShownEvidence[]): Why => ({
  confidence: 1,
  reason,
  source,
  evidence,
});

/** An identity as a provenance source: what is not a plain word in it becomes a dash, so that it cannot pretend to be another source. */
export const human = (identity: string): string => `human:${identity.replace(/[^\w.@+-]/g, "-")}`;

/** Every reason the gate finds, in its own order: the list first, then the flags. The first is the reason of a veto. */
export function vetoHits(contact: Contact, isListed: boolean): VetoReason[] {
  const { flags } = contact;
  const hits: readonly (readonly [VetoReason, boolean])[] = [
    ["suppressed", isListed],
    ["do_not_contact", flags.do_not_contact],
    ["bounced", flags.bounced],
    ["unsubscribed", flags.unsubscribed],
    ["replied", flags.replied],
  ];
  return hits.filter(([, hit]) => hit).map(([reason]) => reason);
}

export const gateAt = (where: GatePlace, contact: Contact, revision: number): Gate => ({
  where,
  flags: { ...contact.flags },
  revision,
});

export const flagEvidence = (streamId: StreamId, contact: Contact): ShownEvidence => ({
  table: "flags",
  id: streamId,
  columns: { ...contact.flags },
});
export const listEvidence = (list: ListReading): ShownEvidence => ({
  table: "suppressions",
  id: `revision-${list.revision}`,
  columns: { hit: list.hit, revision: list.revision },
});

/** A veto with all its hits, as the record of a gate that did not open. */
export function vetoed(
  { streamId, contact }: Circumstances,
  veto: {
    where: GatePlace;
    writer: Writer;
    hits: readonly VetoReason[];
    list: ListReading;
    runId: RunId;
    holdId?: Run["holdId"];
    /** Of the draft it stopped, where that came to no hold. */
    digest?: string | undefined;
  },
): Decided {
  const [reason, ...others] = veto.hits;
  if (!reason) throw new Error("a veto needs a hit");
  return {
    type: "SafetyVetoed",
    writer: veto.writer,
    payload: {
      where: veto.where,
      reason,
      hits: [reason, ...others],
      revision: veto.list.revision,
      runId: veto.runId,
      ...(veto.holdId ? { holdId: veto.holdId } : {}),
      ...(veto.digest ? { digest: veto.digest } : {}),
    },
    why: certain(reason, "rule:safety-gate@1", flagEvidence(streamId, contact), listEvidence(veto.list)),
    policy: null,
  };
}

export function vetoRefusal(hits: readonly VetoReason[]): Refusal {
  const [veto, ...others] = hits;
  if (!veto) throw new Error("a veto needs a hit");
  return { reason: "vetoed", veto, hits: [veto, ...others] };
}

/** The run a stage's command belongs to, at the step it belongs to; else why it is not wanted any more. Run id and step decide, never versions. */
export function wantedRun(contact: Contact, runId: RunId, step: Step): Run | Refusal {
  const run = contact.runs[runId];
  if (!run) return { reason: "unknown", what: "run" };
  if (run.end === "erased") return { reason: "erased" };
  if (run.end === "superseded") return { reason: "superseded" };
  return run.step === step ? run : { reason: "not_wanted", step: run.end ?? run.step };
}

export const isRefusal = <T extends object>(value: T | Refusal): value is Refusal =>
  "reason" in value && !("runId" in value) && !("holdId" in value);

/** What a repeat of a command that recorded `events` is told: the same as the first time. */
export function refusalOf(command: ContactCommand["type"], events: readonly StoredEvent[]): Refusal | null {
  if (command === "RecordAction") return null;
  const veto = events.find((event) => event.type === "SafetyVetoed");
  return veto ? vetoRefusal(veto.payload.hits) : null;
}
