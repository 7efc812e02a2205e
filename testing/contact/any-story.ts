// Random stories for property tests of one contact: commands and passing time in any order. Most commands are the next step of a
// run.
import { NEVER_STOPPED } from "../../schema/dispatching.ts";
import { DAY_MS, dayAfter, HOUR_MS } from "../../schema/time.ts";
import * as fc from "fast-check";
import type { CommandOf, ContactCommand } from "../../schema/commands.ts";
import { HearingMark } from "../../schema/hearing.ts";
import { Flag, ReplyClass, SkipReason, TaskClosing, VetoReason } from "../../schema/lists.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import type { RunId } from "../../schema/ids.ts";
import { ADA, ada, ROSA } from "../people.ts";
import { again, type GradedCompany } from "./graded.ts";
import {
  type AContact,
  aContact,
  action,
  approve,
  checkList,
  claim,
  clearRevisit,
  closeTask,
  confirm,
  dismiss,
  draft,
  edit,
  erase,
  expire,
  flag,
  followup,
  grades,
  lead,
  message,
  optOut,
  reject,
  requestRun,
  revisitDue,
  runOf,
  setRevisit,
  settle,
  signal,
  snooze,
  undo,
  waited,
} from "./scenario.ts";
import { replacedHold, roundOf } from "../../domain/contact/again.ts";
import { currentRun, followupOf, openHold, type Run } from "../../domain/contact/state.ts";
import { samplePolicy } from "../sample-policy.ts";

/** One command of a story. `pick` chooses its details; `listed`: whether the suppression list has the contact at that time. */
interface Move {
  readonly what: keyof typeof MOVES;
  readonly pick: number;
  readonly listed: boolean;
}

type Choose = <T>(from: readonly T[]) => T;
type Wish = (contact: AContact, choose: Choose, pick: number) => ContactCommand | null;

const runsOf = (contact: AContact): readonly Run[] => Object.values(contact.stream.contact.runs);

const OUTCOMES: readonly CommandOf<"SettleDispatch">["outcome"][] = [
  { kind: "sent" },
  { kind: "sent", providerMessageId: "<1@mail.example>" },
  { kind: "failed", reason: "refused" },
  { kind: "uncertain", reason: "no_answer" },
];

function nextFollowup(contact: AContact): ContactCommand | null {
  const due = followupOf(contact.stream.contact, samplePolicy);
  return due && followup(due.sequence);
}

const roundIn = ({ stream }: AContact, runId: RunId): number => roundOf(stream.contact, runId);
const nextDraft = ({ stream }: AContact, run: Run): CommandOf<"HoldDraft"> =>
  draft(run.runId, replacedHold(stream.contact, run)?.holdId);

/** What may be recorded of the company of a contact when its open hold is graded again. */
const COMPANIES: readonly (GradedCompany | null)[] = [
  null,
  {},
  { facts: { hiring: "two planners" } },
  { facts: { hiring: "two planners", funding: "€4m" } },
  { status: "blocked", version: 4 },
];

/** The command that a stage or a reviewer would send next for the run; null when there is none. */
function nextStep(contact: AContact, run: Run, pick: number): ContactCommand | null {
  const { runId, approvalId } = run;
  switch (run.step) {
    case "plan":
      return action(runId, run.startedBy === "followup" ? "followup" : "initial", "first_contact");
    case "grade":
      return grades(runId);
    case "preview":
      return confirm(runId, ROSA, roundIn(contact, runId));
    case "compose":
      return nextDraft(contact, run);
    case "draft": {
      const round = roundIn(contact, runId);
      return approve(runId, contact.digest(runId, round), ROSA, round);
    }
    case "dispatch":
      return approvalId && claim(runId, approvalId);
    case "claimed":
      return approvalId && settle(approvalId, OUTCOMES[pick % OUTCOMES.length]);
    case "ended":
      return nextFollowup(contact);
  }
}

const ofRun =
  (wish: (contact: AContact, run: Run, choose: Choose, pick: number) => ContactCommand | null): Wish =>
  (contact, choose, pick) => {
    const run = currentRun(contact.stream.contact);
    return run && wish(contact, pick % 4 === 0 ? choose(runsOf(contact)) : run, choose, pick);
  };
const ofApproval = (
  wish: (contact: AContact, approval: NonNullable<Run["approvalId"]>, choose: Choose) => ContactCommand,
) => ofRun((contact, run, choose) => run.approvalId && wish(contact, run.approvalId, choose));

const paidCall = (step: "plan_tasks" | "write_draft"): ModelCall => ({
  ...waited(runOf("1")).call,
  step,
  outcome: "ok",
});
/** A command of a delivery that paid for its own calls. */
const paid = <C extends ContactCommand>(command: C, pick: number): C => ({
  ...command,
  commandId: lead(`paid-${pick}`).commandId,
  evidence: [{ table: "events", id: `${ada}@1`, columns: {} }],
});

/** The marks that the readers can give beside a class: a machine's mail is no person's, and only an ending is bare. */
function marksOf(as: ReplyClass, pick: number): HearingMark[] {
  const isMachines = as === "auto_reply" || as === "bounced";
  const isEnding = as === "unsubscribe" || as === "not_interested";
  const possible = HearingMark.options.filter((mark) =>
    isMachines ? ["soft_report", "left_company"].includes(mark) : mark !== "machine" && (mark !== "alone" || isEnding),
  );
  const found = possible.filter((_, index) => ((pick >> index) & 7) === 0);
  return isMachines ? ["machine", ...found] : found;
}

const MOVES = {
  onward: (contact, _, pick) => {
    const run = currentRun(contact.stream.contact);
    return run && nextStep(contact, run, pick);
  },
  anyStep: ofRun((contact, run, _, pick) => nextStep(contact, run, pick)),
  lead: (_, __, pick) => lead(`lead-${pick % 4}`),
  message: (_, choose, pick) => {
    const { reply, ...command } = message(`message-${pick % 8}`, choose(ReplyClass.options));
    return { ...command, reply: { ...reply!, hearing: { marks: marksOf(reply!.class, pick) } } };
  },
  optOut: (_, choose, pick) => optOut(`opt-out-${pick % 3}`, choose(["bounce", "complaint", "unsubscribe"])),
  history: (_, choose, pick) =>
    signal(`history-${pick % 2}`, {
      kind: "history",
      email: ADA,
      sends: ["2026-02-20T09:00:00.000Z"].slice(pick % 2),
      messages: [{ at: "2026-02-21T09:00:00.000Z", class: choose(ReplyClass.options) }],
      flags: [],
    }),
  skip: ofRun((_, { runId }, choose) => action(runId, "skip", choose(SkipReason.options))),
  veto: ofRun((_, { runId }, choose) => {
    const reason = choose(VetoReason.options);
    return action(runId, "skip", reason, [reason]);
  }),
  reply: ofRun((_, { runId }) => action(runId, "reply", "reply_due")),
  paidPlan: ofRun((_, { runId }, choose, pick) => ({
    ...paid(action(runId), pick),
    plan: {
      arm: choose(["reasoning", "shadow"]),
      stages: choose([["compose"], ["skip"], ["analyze_opportunity", "compose"]]),
      proposed: 2,
      dropped: [],
      fallback: false,
      reason: "plan_kept",
      reply: "Ada's plan",
      call: paidCall("plan_tasks"),
    },
  })),
  paidDraft: ofRun((contact, run, __, pick) => ({
    ...paid(nextDraft(contact, run), pick),
    written: {
      outcome: "written",
      offences: [],
      flags: [],
      claims: [],
      given: "{}",
      replies: ["Hello Ada"],
      calls: [paidCall("write_draft")],
    },
  })),
  dismiss: ofRun((_, { runId }) => dismiss(runId)),
  reject: ofRun((_, { runId }) => reject(runId)),
  edit: ofRun((contact, { runId }, _, pick) => {
    const round = roundIn(contact, runId);
    return edit(runId, contact.digest(runId, round), `Words ${pick % 3}.`, ROSA, round);
  }),
  gradeAgain: ofRun((contact, run, choose) =>
    again(run.runId, choose(COMPANIES), run.qualification?.version ?? contact.stream.contact.version),
  ),
  snooze: ofRun((contact, { runId }, _, pick) =>
    snooze(runId, new Date(Date.parse(contact.at()) + ((pick % 40) + 1) * HOUR_MS).toISOString()),
  ),
  reassign: ofRun((_, { runId }, choose, pick) => ({
    ...dismiss(runId),
    type: "ReassignHold",
    commandId: lead(`reassign-${pick}`).commandId,
    to: choose(["ben", "cleo"]),
  })),
  undo: ofApproval((_, approval) => undo(approval)),
  flag: (_, choose, pick) => ({
    ...flag(choose(Flag.options), pick % 3 > 0),
    commandId: lead(`flag-${pick}`).commandId,
  }),
  erase: (_, __, pick) => erase(`erase-${pick % 3}`),
  checkList: ofRun((_, { runId }) => checkList(runId)),
  requestRun: (_, __, pick) => requestRun(`again-${pick % 3}`),
  revisit: (contact, choose, pick) => {
    const { revisit } = contact.stream.contact;
    if (revisit && pick % 2 === 0) return clearRevisit(revisit.runId);
    const day = dayAfter(contact.at().slice(0, 10), (pick % 4) + 1);
    const ended = runsOf(contact).filter(({ step }) => step === "ended");
    return setRevisit(choose(ended.length > 0 ? ended : runsOf(contact)).runId, day);
  },
  revisitDue: ({ stream }) => (stream.contact.revisit ? revisitDue(stream.contact.revisit.version) : null),
  closeTask: (contact, choose) => {
    const tasks = Object.values(contact.stream.contact.tasks);
    return tasks.length === 0 ? null : closeTask(choose(tasks).taskId, choose(TaskClosing.options));
  },
} satisfies Record<string, Wish>;

const NAMES = Object.keys(MOVES) as (keyof typeof MOVES)[];

/** One element of a story: a command, an earlier command that is delivered again, or time that passes. */
type Scene = Move | { readonly again: number } | { readonly passMs: number };

const onward: fc.Arbitrary<Scene> = fc.record({
  what: fc.constant("onward" as const),
  pick: fc.nat(),
  listed: fc.constant(false),
});
const anything: fc.Arbitrary<Scene> = fc.record({
  what: fc.constantFrom(...NAMES),
  pick: fc.nat(),
  listed: fc.nat(7).map((eighth) => eighth === 0),
});
const tasks: fc.Arbitrary<Scene> = fc.record({
  what: fc.constantFrom("closeTask" as const, "revisit" as const),
  pick: fc.nat(),
  listed: fc.constant(false),
});
const repeat: fc.Arbitrary<Scene> = fc.nat().map((which) => ({ again: which }));
const time: fc.Arbitrary<Scene> = fc
  .constantFrom(1, 1_000, HOUR_MS, 25 * HOUR_MS, 3 * DAY_MS, 8 * DAY_MS)
  .map((passMs) => ({ passMs }));

/**
 * A story of a contact whose first lead is recorded: first up to 8 steps of its run without other commands, then up to 25 scenes
 * of any kind.
 */
export const story: fc.Arbitrary<readonly Scene[]> = fc
  .tuple(
    fc.array(onward, { maxLength: 8 }),
    fc.array(
      fc.oneof(
        { weight: 5, arbitrary: onward },
        { weight: 4, arbitrary: anything },
        { weight: 1, arbitrary: tasks },
        { weight: 1, arbitrary: repeat },
        { weight: 2, arbitrary: time },
      ),
      { maxLength: 25 },
    ),
  )
  .map(([way, rest]) => [...way, ...rest]);

/** The run of the contact goes on until it has ended, or waits for a person. */
export function drain(contact: AContact): void {
  for (;;) {
    const run = currentRun(contact.stream.contact);
    const command = run && !["preview", "draft", "ended"].includes(run.step) ? nextStep(contact, run, 0) : null;
    if (command === null || contact.perform(command).made.length === 0) return;
  }
}

/**
 * Plays a story, and calls `see` after the first lead and after every scene. A refused command changes nothing and is no failure.
 */
export function playStory(scenes: readonly Scene[], see: (contact: AContact) => void): AContact {
  const contact = aContact().given(lead());
  const sent: ContactCommand[] = [lead()];
  see(contact);
  for (const one of scenes) {
    if ("passMs" in one) {
      contact.pass(one.passMs);
      const hold = openHold(contact.stream.contact);
      const isOver = hold && hold.expiresAt <= contact.at();
      if (isOver)
        contact.perform({ ...expire(hold.runId), commandId: lead(hold.holdId).commandId, holdId: hold.holdId });
    } else if ("again" in one) {
      contact.perform(sent[one.again % sent.length]!);
    } else {
      const choose: Choose = (from) => from[one.pick % from.length]!;
      const command = MOVES[one.what](contact, choose, one.pick);
      if (command) sent.push(command);
      if (command) contact.perform(command, { hit: one.listed, revision: 5, dispatching: NEVER_STOPPED });
      // The last step of an erasure: the object destroys its own key after the copies of the words in other stores.
      if (contact.stream.isDestroying) contact.stream.forgetKey();
    }
    see(contact);
  }
  return contact;
}
