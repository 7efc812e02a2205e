// The inputs and outputs of decisions, and their shared parts: the command, the state, the time, the policy, and the reading of the
// suppression list.
import type { CommandOf, ContactCommand, ListReading } from "../../schema/commands.ts";
import type { CorrectedWords } from "../../schema/correction.ts";
import type { DraftText, EventType, Gate, PayloadOf, SealedOf, StoredEvent } from "../../schema/events.ts";
import type { RunId, StreamId } from "../../schema/ids.ts";
import type { GatePlace, Unwritable, Writer } from "../../schema/lists.ts";
import type { Policy, PolicyMark } from "../../schema/policy.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { flagEvidence, listEvidence, type Source } from "../evidence.ts";
import type { WordsDigest } from "./draft-digest.ts";
import type { Veto } from "../rules/veto.ts";
import type { Contact, Run, RunStep } from "./state.ts";

/** Provenance before the personal values in its evidence are replaced by keyed digests. */
export interface Why {
  readonly confidence: number;
  readonly reason: string;
  readonly source: Source;
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
 * `needs: "list"`: the caller must read the suppression list and decide again. `isReturn`: a signal of an erased contact whom a
 * person took off the suppression list; the stream gets a new key.
 */
export type Decision =
  | { readonly events: readonly Decided[]; readonly refusal: Refusal | null; readonly isReturn?: boolean }
  | { readonly needs: "list" };

export interface Circumstances {
  readonly streamId: StreamId;
  readonly contact: Contact;
  /** The events' time, never before the stream's last event. */
  readonly at: string;
  readonly policy: Policy;
  /** Null until it is read for this decision. */
  readonly list: ListReading | null;
  /** The digest of personal words under the contact's key. */
  readonly digest: WordsDigest;
  /** What is shown of the hold that the command decides or releases, or why nothing is; null when it is about no such hold. */
  readonly drawn: Result<Drawn, Refusal> | null;
  /** The corrected words that count now, for a command that corrects; absent for others. */
  readonly corrected?: CorrectedWords;
}

/** What is shown of a hold: the draft's text (null for a preview), and the digest, which is null when the words are erased. */
export interface Drawn {
  readonly digest: string | null;
  readonly text: DraftText | null;
  /** Why no mail can be written to the address that is shown. */
  readonly unwritable: Unwritable | null;
  /** For an edit: the text that was held first. */
  readonly held?: DraftText | null;
}

export const done = (...events: readonly Decided[]): Decision => ({ events, refusal: null });
export const refused = (refusal: Refusal, ...events: readonly Decided[]): Decision => ({ events, refusal });

/** Provenance with confidence 1: for rules, people, timers and webhooks. */
export const certain = (reason: string, source: Source, ...evidence: readonly ShownEvidence[]): Why => ({
  confidence: 1,
  reason,
  source,
  evidence,
});

export const gateAt = (where: GatePlace, contact: Contact, revision: number): Gate => ({
  where,
  flags: { ...contact.flags },
  revision,
});

/** The event of a veto, with all its hits. */
export function vetoed(
  { streamId, contact }: Circumstances,
  { reason, hits }: Veto,
  gate: {
    where: GatePlace;
    writer: Writer;
    list: ListReading;
    runId: RunId;
    holdId?: Run["holdId"];
    /** The digest of a draft that the veto stopped before its hold. */
    digest?: string | undefined;
  },
): Decided {
  return {
    type: "SafetyVetoed",
    writer: gate.writer,
    payload: {
      where: gate.where,
      reason,
      hits: [...hits],
      revision: gate.list.revision,
      runId: gate.runId,
      ...(gate.holdId ? { holdId: gate.holdId } : {}),
      ...(gate.digest ? { digest: gate.digest } : {}),
    },
    why: certain(reason, "rule:safety-gate@1", flagEvidence(streamId, contact.flags), listEvidence(gate.list)),
    policy: null,
  };
}

export const vetoRefusal = ({ reason, hits }: Veto): Refusal => ({ reason: "vetoed", veto: reason, hits: [...hits] });

/**
 * The run of a stage's command, while it is at the command's step; else why the command is not wanted. Run id and step decide, not
 * versions.
 */
export function wantedRun(contact: Contact, runId: RunId, step: RunStep): Result<Run, Refusal> {
  const run = contact.runs[runId];
  if (!run) return err({ reason: "unknown", what: "run" });
  if (run.end === "erased") return err({ reason: "erased" });
  if (run.end === "superseded") return err({ reason: "superseded" });
  return run.step === step ? ok(run) : err({ reason: "not_wanted", step: run.end ?? run.step });
}

/** Whether the run's words are destroyed, or were destroyed with an earlier erasure: no words may be recorded for it. */
export const hasLostWords = (contact: Contact, { stepVersion }: Run): boolean =>
  contact.erased || stepVersion <= (contact.erasedVersion ?? 0);

/**
 * The refusal for a repeat of a command that recorded `events`. A step's command that recorded only what its calls of a model cost
 * was refused, and is refused again, unless its run was graded again and is back at the step.
 */
export function refusalOf(command: ContactCommand, contact: Contact, events: readonly StoredEvent[]): Refusal | null {
  const has = (type: EventType): boolean => events.some((event) => event.type === type);
  if (command.type === "RecordModelCall") return refusalAt(command, contact, command.step);
  if (command.type === "RecordAction") return has("ActionDecided") ? null : refusalAt(command, contact, "plan");
  const veto = events.find((event) => event.type === "SafetyVetoed");
  if (veto) return vetoRefusal(veto.payload);
  return command.type === "HoldDraft" && !has("DraftHeld") ? refusalAt(command, contact, "compose") : null;
}

function refusalAt({ runId }: CommandOf<StepCommand>, contact: Contact, step: RunStep): Refusal | null {
  const wanted = wantedRun(contact, runId, step);
  return wanted.ok ? null : wanted.error;
}
type StepCommand = "RecordAction" | "RecordModelCall" | "HoldDraft";
