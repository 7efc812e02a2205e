// A contact for tests of decisions: a real stream over a store in memory, sample commands of stages and reviewers, and a clock
// that only `pass` moves. It has no object, no queues and no log.
import { LOG_SIGNER } from "../log-keys.ts";
import { ADA, ada, MASTER_KEY, ROSA, START, SYSTEM_KEY } from "../people.ts";
import { lookupsOf } from "../../domain/address.ts";
import type { CommandOf, ContactCommand, ListReading } from "../../schema/commands.ts";
import { NEVER_STOPPED } from "../../schema/dispatching.ts";
import { samplePolicy } from "../sample-policy.ts";
import type { DraftText, EventType } from "../../schema/events.ts";
import {
  commandIdOf,
  draftIdOf,
  type HoldId,
  holdIdOf,
  receiptOf,
  runIdOf,
  signalIdOf,
  type RunId,
} from "../../schema/ids.ts";
import type { ActionReason, Action, ReplyClass, TaskClosing, VetoReason, Flag } from "../../schema/lists.ts";
import type { Policy } from "../../schema/policy.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { Signal } from "../../schema/signals.ts";
import { decide } from "../../domain/contact/decide.ts";
import { refusalOf } from "../../domain/contact/decision.ts";
import { drawnFor } from "../../domain/contact/drawn.ts";
import { openStream, type Stream, type StreamStore } from "../../domain/contact/stream.ts";

/** A replacement for random bytes: they differ from call to call, and are the same in every test run. */
export function countingRandom(): (bytes: number) => Uint8Array {
  let count = 0;
  return (bytes) => {
    count += 1;
    return Uint8Array.from({ length: bytes }, (_, index) => (count * 31 + index * 7) % 256);
  };
}

/** An object's storage in memory. `alarms` has the time of every alarm that was set, in order. */
export function memoryStore(): StreamStore & { readonly alarms: number[]; rowsWritten(): number } {
  let rows: ReturnType<StreamStore["load"]>["rows"] = [];
  let wrappedKey: string | null = null;
  let written = 0;
  const alarms: number[] = [];
  return {
    alarms,
    rowsWritten: () => written,
    load: () => ({ rows, wrappedKey }),
    commit: (change) => {
      rows = [...rows, ...change.rows];
      wrappedKey = change.wrappedKey ?? wrappedKey;
      written += change.rows.length + (change.wrappedKey ? 1 : 0);
      if (change.alarmAt !== null) alarms.push(change.alarmAt);
    },
    replaceKey: (wrapped: string) => void (wrappedKey &&= wrapped),
    forgetKey: () => void (wrappedKey = null),
  };
}

const base = <const T extends ContactCommand["type"]>(type: T, ...cause: string[]) => ({
  type,
  commandId: commandIdOf(type, ...cause),
  contactId: ada,
  correlationId: "test",
  causationId: "test",
});
const person = (by: string, why = "") => ({ by, why });
/** Evidence from the policy. Each text becomes a column with the value true. */
export const policyEvidence = (...text: string[]) => [
  { table: "policy" as const, id: "test", columns: Object.fromEntries(text.map((one) => [one, true])) },
];

/** The id of the run that the signal with this provider id starts. */
export const runOf = (providerId: string): RunId => runIdOf(ada, signalIdOf(receiptOf(SYSTEM_KEY, "test", providerId)));
export const previewOf = (run: RunId, round = 0): HoldId => holdIdOf(run, "preview", round);

export const draftText: DraftText = {
  recipient: ADA,
  subject: "Your enquiry",
  body: "Hello Ada,\n\nthank you.",
  footer: "Sample Works Ltd, Berlin",
  unsubscribeUrl: "https://sampleworks.example/u/token",
};

/**
 * In place of a digest in a reviewer's command: the digest of what the hold's page shows when the command is performed. The tests'
 * contacts, objects and ports replace it (as-drawn.ts).
 */
export const AS_DRAWN = "as drawn";

// Sample commands, as the stages and the desk make them. Most are about the run that is their first argument.
export const signal = (id: string, what: Signal, reply?: ReplyClass): CommandOf<"ReceiveSignal"> => ({
  ...base("ReceiveSignal", id),
  signalId: signalIdOf(receiptOf(SYSTEM_KEY, "test", id)),
  receipt: receiptOf(SYSTEM_KEY, "test", id),
  source: "test",
  signal: what,
  lookups: lookupsOf(SYSTEM_KEY, { address: ADA }),
  ...(reply ? { reply: { class: reply, rule: "test" } } : {}),
});
export const lead = (id = "1") =>
  signal(id, {
    kind: "lead",
    email: ADA,
    name: "Ada Byron",
    company: "Engine Ltd",
    title: "Director",
    text: "Please call me.",
  });
export const message = (id: string, as: ReplyClass) =>
  signal(id, { kind: "message", email: ADA, text: "About your mail." }, as);
export const optOut = (id: string, kind: "bounce" | "complaint" | "unsubscribe") => signal(id, { kind, email: ADA });
export const action = (
  run: RunId,
  what: Action = "initial",
  reason: ActionReason = "first_contact",
  hits: VetoReason[] = [],
): CommandOf<"RecordAction"> => ({
  ...base("RecordAction", run),
  runId: run,
  population: "scripted",
  action: what,
  reason,
  sequence: 0,
  hits,
  revision: 3,
  evidence: policyEvidence("decided"),
});
/** A score by rules, of a contact who filled in a form. */
export const score = (of = "1"): CommandOf<"RecordScore"> => ({
  ...base("RecordScore", of),
  vertical: samplePolicy.score.defaultVertical,
  asOf: new Date(START).toISOString(),
  terms: { propensity: { basisPoints: 10_000, rows: [0] } },
  until: null,
  evidence: [{ table: "events", id: `${ada}@1`, columns: { intent: "form" } }],
});
/** The record of a model call that failed with `rate_limited`, so that the stage calls the model again later. */
export const waited = <Step extends CommandOf<"RecordModelCall">["step"] = "plan">(
  run: RunId,
  step: Step = "plan" as Step,
  turn = 0,
): CommandOf<"RecordModelCall"> & { readonly step: Step } => ({
  ...base("RecordModelCall", run, step, String(turn)),
  runId: run,
  step,
  call: {
    step: step === "plan" ? "plan_tasks" : "write_draft",
    model: "deepseek-flash",
    promptDigest: "a".repeat(22),
    tokensIn: 0,
    tokensCached: 0,
    tokensOut: 0,
    costMicroDollars: 0,
    latencyMs: 40,
    outcome: "rate_limited",
  },
  evidence: [{ table: "events", id: `${ada}@1`, columns: {} }],
});
export const grades = (run: RunId): CommandOf<"RecordGrades"> => ({
  ...base("RecordGrades", run),
  runId: run,
  order: ["qualify", "analyze_opportunity", "compose"],
  qualification: {
    verdict: "qualified",
    basisPoints: 7_000,
    increments: [{ rule: "base", basisPoints: 4_000, applied: true }],
    planned: true,
    evidence: [{ table: "contacts", id: ada, columns: { recognised: true }, personal: { title: "Director" } }],
  },
  opportunity: { basisPoints: 5_000, facts: {}, summary: "no facts", planned: true, evidence: policyEvidence("facts") },
});
/** `replaced`: the draft's hold that a later grade voided. */
export const draft = (run: RunId, replaced?: HoldId): CommandOf<"HoldDraft"> => ({
  ...base("HoldDraft", run, ...(replaced ? [replaced] : [])),
  ...(replaced ? { again: replaced } : {}),
  runId: run,
  draft: draftText,
  template: "initial@1",
  evidence: policyEvidence("template"),
});
export const confirm = (run: RunId, by = ROSA, round = 0): CommandOf<"ConfirmPreview"> => ({
  ...base("ConfirmPreview", previewOf(run, round), by),
  holdId: previewOf(run, round),
  digest: AS_DRAWN,
  ...person(by),
});
export const dismiss = (run: RunId, by = ROSA): CommandOf<"DismissPreview"> => ({
  ...base("DismissPreview", run, by),
  holdId: previewOf(run),
  digest: AS_DRAWN,
  ...person(by, "not ours"),
});
export const approve = (run: RunId, digest: string, by = ROSA, round = 0): CommandOf<"ApproveDraft"> => ({
  ...base("ApproveDraft", run, digest, by),
  draftId: draftIdOf(run, round),
  digest,
  ...person(by),
});
export const reject = (run: RunId, by = ROSA): CommandOf<"RejectDraft"> => ({
  ...base("RejectDraft", run, by),
  draftId: draftIdOf(run),
  digest: AS_DRAWN,
  reason: "wrong_words",
  ...person(by, "wrong tone"),
});
export const edit = (run: RunId, replaces: string, body: string, by = ROSA, round = 0): CommandOf<"EditDraft"> => ({
  ...base("EditDraft", run, replaces, body, by),
  draftId: draftIdOf(run, round),
  replaces,
  subject: "Your enquiry",
  body,
  ...person(by),
});
export const snooze = (run: RunId, until: string, by = ROSA): CommandOf<"SnoozeHold"> => ({
  ...base("SnoozeHold", run, until, by),
  holdId: previewOf(run),
  until,
  ...person(by),
});
export const claim = (
  run: RunId,
  approvalId: CommandOf<"ClaimDispatch">["approvalId"],
): CommandOf<"ClaimDispatch"> => ({ ...base("ClaimDispatch", approvalId), runId: run, approvalId, provider: "outbox" });
export const settle = (
  approvalId: CommandOf<"ClaimDispatch">["approvalId"],
  outcome: CommandOf<"SettleDispatch">["outcome"] = { kind: "sent" },
): CommandOf<"SettleDispatch"> => ({ ...base("SettleDispatch", approvalId), approvalId, provider: "outbox", outcome });
export const undo = (approvalId: CommandOf<"ClaimDispatch">["approvalId"], by = ROSA): CommandOf<"UndoApproval"> => ({
  ...base("UndoApproval", approvalId, by),
  approvalId,
  ...person(by),
});
export const flag = (what: Flag, on = true, by = ROSA): CommandOf<"FlagContact"> => ({
  ...base("FlagContact", what, String(on), by),
  flag: what,
  on,
  cause: what === "replied" ? (on ? "takeover" : "handback") : "desk",
  ...person(by),
});
export const requestRun = (id = "again", by = ROSA): CommandOf<"RequestRun"> => ({
  ...base("RequestRun", id, by),
  ...person(by),
});
export const closeTask = (
  taskId: CommandOf<"CloseTask">["taskId"],
  how: TaskClosing,
  by = ROSA,
): CommandOf<"CloseTask"> => ({ ...base("CloseTask", taskId, how, by), taskId, how, ...person(by) });
export const erase = (id = "erase", by = ROSA): CommandOf<"EraseContact"> => ({
  ...base("EraseContact", id, by),
  by,
  reason: "person_asked",
  why: "request 2026-1",
  revision: 4,
});
export const checkList = (run: RunId): CommandOf<"CheckList"> => ({ ...base("CheckList", run), runId: run });
export const expire = (run: RunId): CommandOf<"ExpireHold"> => ({ ...base("ExpireHold", run), holdId: previewOf(run) });
/** A person wants a run looked at again on a day. Commands with other days, runs or people are other commands. */
export const setRevisit = (run: RunId, on: string, by = ROSA): CommandOf<"SetRevisit"> => ({
  ...base("SetRevisit", run, on, by),
  runId: run,
  on,
  ...person(by, "they asked to wait"),
});
export const clearRevisit = (run: RunId, by = ROSA): CommandOf<"ClearRevisit"> => ({
  ...base("ClearRevisit", run, by),
  runId: run,
  ...person(by),
});
/** The timer's command on the day of a revisit. */
export const revisitDue = (version: number): CommandOf<"MakeRevisitDue"> => ({
  ...base("MakeRevisitDue", String(version)),
  version,
});
export const followup = (sequence: number): CommandOf<"MakeFollowupDue"> => ({
  ...base("MakeFollowupDue", String(sequence)),
  sequence,
});

/** The command with this digest in place of `AS_DRAWN`; an invalid one when nothing is drawn. */
export const withDrawn = <C extends object>(command: C, digest: string | null): C =>
  "digest" in command && command.digest === AS_DRAWN ? { ...command, digest: digest ?? "" } : command;

/** The result of a command: the types of its events, and the refusal if it was refused. */
export interface Performed {
  readonly made: readonly EventType[];
  readonly refusal: Refusal | null;
}

/** A contact without events. `perform` decides and records one command, as the object does in one turn. */
export function aContact({ policy = samplePolicy }: { policy?: Policy } = {}) {
  const store = memoryStore();
  const stream: Stream = openStream({ store, masterKey: MASTER_KEY, signer: LOG_SIGNER, random: countingRandom() });
  let now = START;
  const clear: ListReading = { hit: false, revision: 3, dispatching: NEVER_STOPPED };

  const perform = (command: ContactCommand, list: ListReading = clear): Performed => {
    const repeated = stream.recorded(command.commandId);
    if (repeated) return { made: [], refusal: refusalOf(command, stream.contact, repeated) };
    const at = new Date(Math.max(now, Date.parse(stream.contact.at ?? new Date(0).toISOString()))).toISOString();
    const drawn = drawnFor(stream, command);
    const seen = withDrawn(command, drawn?.ok ? drawn.value.digest : null);
    const decision = decide(seen, {
      streamId: ada,
      contact: stream.contact,
      at,
      policy,
      list,
      digest: stream.digest,
      drawn,
    });
    if ("needs" in decision) throw new Error("the decision asked for the suppression list, which it already has");
    if (decision.events.length > 0) stream.write(ada, decision.events, command, at, () => null, decision.isReturn);
    return { made: decision.events.map((event) => event.type), refusal: decision.refusal };
  };

  return {
    stream,
    store,
    perform,
    /** Performs several commands. Throws when one is refused. */
    given(...commands: readonly ContactCommand[]) {
      for (const command of commands) {
        const { refusal } = perform(command);
        if (refusal) throw new Error(`the given command ${command.type} was refused: ${refusal.reason}`);
      }
      return this;
    },
    pass(ms: number) {
      now += ms;
      return this;
    },
    digest: (run: RunId, round = 0): string =>
      Object.values(stream.contact.holds).find((hold) => hold.draftId === draftIdOf(run, round))?.digest ?? "",
    approvalOf: (run: RunId) => stream.contact.runs[run]!.approvalId!,
    typesSince: (version: number) => stream.events.slice(version).map((event) => event.type),
    at: () => new Date(now).toISOString(),
  };
}

export type AContact = ReturnType<typeof aContact>;

/** A contact whose first lead has an open preview hold. */
export const withPreview = (): AContact => aContact().given(lead(), action(runOf("1")), grades(runOf("1")));
/** A contact whose first lead has an open draft hold. */
export const withDraft = (): AContact => withPreview().given(confirm(runOf("1")), draft(runOf("1")));
/** A contact whose first lead has an approved draft. */
export function withApproval(): AContact {
  const contact = withDraft();
  return contact.given(approve(runOf("1"), contact.digest(runOf("1"))));
}
/** A contact whose first lead has a claimed dispatch. */
export function withClaim(): AContact {
  const contact = withApproval();
  return contact.given(claim(runOf("1"), contact.approvalOf(runOf("1"))));
}
/** A contact whose first lead got its message. */
export function withSend(): AContact {
  const contact = withClaim();
  return contact.given(settle(contact.approvalOf(runOf("1"))));
}
