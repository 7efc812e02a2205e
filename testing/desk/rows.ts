// Sample rows of the desk: tasks, a message in the outbox, two dead letters, four refused bodies, three comparisons of shadow plans, four plans, and three runs without a message.
import { SYSTEM_KEY } from "../people.ts";
import type { DeadLetterRow, ListedEntry, OutboxRow, RefusedRow } from "../../drizzle/desk-reads.ts";
import { approvalIdOf, deadLetterIdOf, draftIdOf, receiptOf, runIdOf, taskIdOf } from "../../schema/ids.ts";
import type { RefusedBody } from "../../schema/refused-bodies.ts";
import type { TaskKind } from "../../schema/lists.ts";
import type { ComparisonResult, PlanComparisonRow, TaskRow, UnderWayStep } from "../../schema/shipment.ts";
import type { ListedUnwritten } from "../../schema/listed-unwritten.ts";
import type { WaitingRun } from "../../schema/under-way.ts";
import type { PlannedRun } from "../../schema/planned-run.ts";
import { SCRIPTED_PLAN, type ShownPlan } from "../../schema/shown-plan.ts";
import { runRow } from "../rows.ts";
import type { SampleContact } from "./contacts.ts";
import { hoursFromNow } from "./leads.ts";

const SAMPLE_MESSAGE = [
  "From: Robin Sample <robin@sampleworks.example>",
  "To: joan@clarke.example",
  "Subject: =?utf-8?B?R3LDvMOfZSBhdXMgQmVybGlu?=",
  "Date: Sun, 22 Nov 2026 10:00:00 +0000",
  "Message-ID: <hp_1@sampleworks.example>",
  "List-Unsubscribe: <https://desk.example/u/k1.ct_2.def>",
  "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
  "MIME-Version: 1.0",
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "Hello Joan,",
  "",
  "thank you for your message =E2=80=93 I will answer your question in=",
  " detail.",
  "",
  "Kind regards",
  "Robin Sample",
].join("\r\n");

/** `strangersText` replaces the words of the contact. */
export const outboxOf = (contact: SampleContact, strangersText: string | undefined): readonly OutboxRow[] => [
  {
    idempotencyKey: "hp_0123456789abcdef",
    streamId: contact.contactId,
    approvalId: approvalIdOf(draftIdOf(runIdOf(contact.contactId, "past")), "0".repeat(22), "grace"),
    recipient: "joan@clarke.example",
    subject: strangersText ?? "Grüße aus Berlin",
    message: strangersText ? `Subject: x\r\n\r\n${strangersText}` : SAMPLE_MESSAGE,
    at: hoursFromNow(-2),
  },
];

export const deadLettersOf = (strangersText: string | undefined): readonly DeadLetterRow[] => [
  {
    id: deadLetterIdOf(SYSTEM_KEY, "plan", "a"),
    origin: "plan",
    reason: strangersText ?? "log_conflict",
    receivedAt: hoursFromNow(-5),
    redrivenAt: null,
    redrivenBy: null,
  },
  {
    id: deadLetterIdOf(SYSTEM_KEY, "compose", "b"),
    origin: "compose",
    reason: "unparseable",
    receivedAt: hoursFromNow(-9),
    redrivenAt: hoursFromNow(-8),
    redrivenBy: "linus",
  },
];

/** The reason and the body of the refused sample bodies; `strangersText` replaces what a visitor typed. */
const REFUSED = [
  ["website", "field_missing:email", "form", "Wer=Ada&Was=Bitte+um+ein+Angebot"],
  ["website", "field_missing:email", "form", "Wer=Joan&Was=R%C3%BCckruf"],
  ["typeform", "not_json", "json", '{"email":'],
  ["crm", "field_invalid:outcome", "json", '{"type":"outcome.reported","data":{"outcome":"won"}}'],
] as const;

export interface SampleRefused {
  readonly row: RefusedRow;
  readonly body: RefusedBody;
}

/** Refused bodies: three that wait, and one that was sent again and taken. */
export const refusedOf = (strangersText: string | undefined, taken: SampleContact): readonly SampleRefused[] =>
  REFUSED.map(([source, reason, format, text], index) => {
    const bytes = Buffer.from(strangersText === undefined ? text : JSON.stringify({ message: strangersText }));
    const body: RefusedBody = {
      queue: "ingest",
      v: 1,
      source,
      format: strangersText === undefined ? format : "json",
      body: bytes.toString("base64"),
      bytes: bytes.length,
      receivedAt: hoursFromNow(-3 - index),
    };
    const isTaken = index === REFUSED.length - 1;
    const row: RefusedRow = {
      id: deadLetterIdOf(SYSTEM_KEY, `refused:${source}`, String(index)),
      source,
      reason,
      receivedAt: body.receivedAt,
      redrivenAt: isTaken ? hoursFromNow(-1) : null,
      redrivenBy: isTaken ? "linus" : null,
      contactId: isTaken ? taken.contactId : null,
      receipt: isTaken ? receiptOf(SYSTEM_KEY, source, "sample") : null,
      discarded: null,
    };
    return { row, body };
  });

/** One comparison of each result, an hour apart. The comparison with the result `differs` is the newest. */
export const comparisonsOf = (contacts: readonly SampleContact[]): readonly PlanComparisonRow[] =>
  (["differs", "agrees", "no_plan"] as const satisfies readonly ComparisonResult[]).map((result, index) => {
    const { contactId, hold } = contactAt(contacts, index);
    const isPlan = result !== "no_plan";
    return {
      runId: hold.runId,
      streamId: contactId,
      version: 4,
      at: hoursFromNow(-1 - index),
      result,
      action: "initial",
      reason: "first_contact",
      planReason: isPlan ? "plan_kept" : "timeout",
      planSource: isPlan ? `llm:local-peer@${"0".repeat(22)}` : "rule_based_fallback",
    };
  });

/** Two entries of the suppression list that stand, and one that was lifted. */
export const sampleEntries: readonly ListedEntry[] = (
  [
    ["domain", "desk", "linus", null],
    ["address", "unsubscribe", null, null],
    ["comparison", "complaint", null, 9],
  ] as const
).map(([kind, cause, by, liftedBy], index) => ({
  revision: 8 - index,
  kind,
  digest: "abc"[index]!.repeat(22),
  cause,
  by,
  at: hoursFromNow(-1 - index),
  liftedBy,
}));

/** Runs that wait since two hours ago, an hour apart: the first for its plan, for which a model did not answer, the second to be sent. */
export const underWayOf = (contacts: readonly SampleContact[]): readonly WaitingRun[] =>
  (["plan", "dispatch"] as const satisfies UnderWayStep[]).map((step, index) => {
    const { contactId } = contactAt(contacts, index);
    return {
      beganAt: hoursFromNow(index - 3),
      runId: runIdOf(contactId, `under way ${step}`),
      streamId: contactId,
      version: 9,
      startedBy: "signal",
      source: "website",
      step,
      since: hoursFromNow(index - 2),
      stepVersion: 1,
      modelOutcome: step === "plan" ? "timeout" : null,
    };
  });

/** One run for each of these reasons, an hour apart, the newest first. A person decided the second, a model the last. */
export const unwrittenOf = (contacts: readonly SampleContact[]): readonly ListedUnwritten[] =>
  (["suppressed", "dismissed", "too_soon", "plan_skip"] as const).map((reason, index) => {
    const { contactId } = contactAt(contacts, index);
    return {
      endedAt: hoursFromNow(-1 - index),
      runId: runIdOf(contactId, `unwritten ${reason}`),
      streamId: contactId,
      version: 7,
      reason,
      startedBy: "signal",
      source: "website",
      action: reason === "dismissed" ? "initial" : "skip",
      endedBy: reason === "dismissed" ? "linus" : null,
      ...(reason === "plan_skip"
        ? { skipReason: "not_now" as const, skipUntil: "2027-01-11" }
        : { skipReason: null, skipUntil: null }),
      // A person wants this one looked at again.
      ...(reason === "too_soon"
        ? { revisitOn: "2026-12-10", revisitBy: "grace" }
        : { revisitOn: null, revisitBy: null }),
    };
  });

export function tasksOf(contacts: readonly SampleContact[]): readonly TaskRow[] {
  const raised = (contact: SampleContact, kind: TaskKind, about: string): TaskRow => ({
    taskId: taskIdOf(contact.contactId, kind, about),
    streamId: contact.contactId,
    version: 9,
    kind,
    about,
    runId: contact.hold.runId,
    raisedAt: hoursFromNow(-6),
    closedAt: null,
    closedBy: null,
    how: null,
  });
  const [ada, hedy, mallory, noor] = [0, 1, 2, 3].map((index) => contactAt(contacts, index)) as [
    SampleContact,
    SampleContact,
    SampleContact,
    SampleContact,
  ];
  return [
    raised(hedy, "hold_open", hedy.hold.holdId),
    raised(ada, "dispatch_uncertain", approvalIdOf(draftIdOf(ada.hold.runId), "1".repeat(22), "grace")),
    raised(noor, "hot_reply", "sg_noor"),
    raised(mallory, "receipt_conflict", deadLetterIdOf(SYSTEM_KEY, "plan", "a")),
  ];
}

export function contactAt(contacts: readonly SampleContact[], index: number): SampleContact {
  const contact = contacts[index];
  if (!contact) throw new Error(`there is no sample contact ${index}`);
  return contact;
}

const MODEL = `llm:local-peer@${"0".repeat(22)}`;

/** What a run's row has of its plan, and what of the plan differs from the rules'; null on the scripted path. */
interface SamplePlan extends Partial<PlannedRun> {
  readonly shows: Partial<ShownPlan> | null;
}

const SAMPLE_PLANS: readonly SamplePlan[] = [
  {
    shows: {
      arm: "reasoning",
      order: [{ stage: "skip", planned: true }],
      stages: ["skip"],
      source: MODEL,
      reason: "plan_repaired",
      dropped: ["unknown"],
      skipReason: "not_now",
      until: "2027-01-11",
    },
    planArm: "reasoning",
    plan: "usable",
    action: "skip",
    reason: "plan_skip",
    skipReason: "not_now",
    compared: "differs",
  },
  {
    shows: { arm: "shadow", stages: ["qualify", "compose"], source: MODEL, reason: "plan_kept" },
    planArm: "shadow",
    plan: "usable",
    compared: "agrees",
    previewState: "confirmed",
    draftState: "approved",
    sent: "sent",
  },
  {
    shows: { arm: "reasoning", source: "rule_based_fallback", reason: "timeout", fallback: true },
    planArm: "reasoning",
    plan: "fallback",
    compared: "no_plan",
    previewState: "open",
  },
  { shows: null, action: "skip", reason: "too_soon" },
];

/** A plan of each kind, an hour apart, the newest first: a model's that puts the message off, one in the shadow, a fallback, and the rules'. */
export const plansOf = (contacts: readonly SampleContact[]): readonly PlannedRun[] =>
  SAMPLE_PLANS.map(({ shows, ...of }, index) => {
    const { contactId, hold } = contactAt(contacts, index);
    return {
      ...runRow(`planned_${index}`),
      beganAt: hoursFromNow(-1 - index),
      decidedAt: hoursFromNow(-1 - index),
      runId: hold.runId,
      streamId: contactId,
      shownPlan: shows && JSON.stringify({ ...SCRIPTED_PLAN, ...shows }),
      previewState: null,
      draftState: null,
      sent: null,
      ...of,
    };
  });
