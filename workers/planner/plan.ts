// The plan stage: reads a contact's history, asks the veto, reads the CRM, chooses the action by the ladder, may ask a model for
// a plan, and records the action. The suppression list and the CRM are read once per batch.
import type { Crm } from "../../drizzle/crm.ts";
import { listTrouble, type SuppressionList } from "../../drizzle/suppression-list.ts";
import type { History } from "../../schema/answers.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import type { CommandOf, ListReading } from "../../schema/commands.ts";
import { commandIdOf, type MessageId } from "../../schema/ids.ts";
import type { Population } from "../../schema/lists.ts";
import { PlanMessage } from "../../schema/messages.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import { type Policy, policyDigest } from "../../schema/policy.ts";
import type { PortCommandOf, QueryOf } from "../../schema/ports.ts";
import type { Recall } from "../../schema/recall.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import type { Result } from "../../schema/result.ts";
import { shownToPlanner } from "../../schema/task-plan.ts";
import { askLater } from "../model/ask-once-more.ts";
import {
  companyEvidence,
  flagEvidence,
  listEvidence,
  policyEvidence,
  rowEvidence,
  eventEvidence,
} from "../../domain/evidence.ts";
import { hydrate, type Hydration } from "../stage/hydrate.ts";
import { MODEL_PORTION } from "../model/portion.ts";
import { paidCommandIdOf, type PaymentId, paymentIdOf } from "../model/paid-command.ts";
import { type Spent, spentOn } from "../model/budget.ts";
import { outcomeOfAnswer } from "../stage/outcome.ts";
import { settled, valueOf } from "../stage/settled.ts";
import type { Asked, Stage } from "../stage/stage.ts";
import { ask, record, type Step } from "../stage/step.ts";
import { decideAction, writtenToMailbox } from "../../domain/rules/ladder.ts";
import { isDrawnByRows, planByFlag, populationOf, type Reasoning } from "./reasoning.ts";
import { readingFor, readList } from "../../domain/rules/list-read.ts";
import { type Cleared, safetyGate, subjectOf, type Veto } from "../../domain/rules/veto.ts";
import { following } from "../../schema/cause.ts";

export interface PlanPorts {
  readonly list: Pick<SuppressionList, "read">;
  readonly crm: Pick<Crm, "hydrate">;
  readonly policy: Policy;
  /** Undefined when the reasoning flag is off. */
  readonly reasoning?: Reasoning | undefined;
}

type GateReading = { readonly history: History; readonly reading: ListReading; readonly result: Result<Cleared, Veto> };

/** What a batch read. A read that fails fails only the messages that need it. */
interface Shared {
  readonly gates: PromiseSettledResult<ReadonlyMap<MessageId, GateReading>>;
  readonly hydration: PromiseSettledResult<Hydration>;
  /** The tokens spent today; null without a model, and where they could not be read. */
  readonly spent: Spent;
}

type HistoryQuery = Extract<QueryOf<"planner">, { type: "History" }>;
type AskedPlan = Asked<PlanMessage, HistoryQuery>;

export function planStage(ports: PlanPorts): Stage<"planner", PlanMessage, Shared, HistoryQuery> {
  return {
    queue: "plan",
    schema: PlanMessage,
    ...(ports.reasoning ? { portion: MODEL_PORTION } : {}),
    ask: ({ contactId, runId, follows }) => ({ type: "History", contactId, runId, follows }),
    readsList: true,
    async read(asked, logRevision) {
      const gates = await settled(readGates(asked, ports, logRevision));
      const read = gates.status === "fulfilled" ? [...gates.value.values()] : [];
      const cleared = read.filter(({ result }) => result.ok);
      // Only contacts that passed the gate are looked up: a veto needs no more data, unless the flag draws by it.
      const wanted = isDrawnByRows(ports.reasoning) ? read : cleared;
      const ids = wanted.map(({ history }) => history.contactId);
      const [hydration, spent] = await Promise.all([
        settled(hydrate(ports.crm, ids, ports.policy.qualify)),
        spentBy(cleared, ports.reasoning),
      ]);
      return { gates, hydration, spent };
    },
    async handle({ message, answer }, { gates, hydration, spent }, attempt) {
      // The action is recorded already, or the step is no longer wanted.
      if (answer.history === null) return outcomeOfAnswer(answer);
      if (gates.status === "rejected") return { kind: "retry", reason: listTrouble(gates.reason) };
      const gate = gates.value.get(message.id);
      if (gate === undefined) throw new Error("a history without a gate");
      const { reasoning, policy } = ports;
      const { contactId, runId, follows } = message;
      if (!gate.result.ok) {
        const row = isDrawnByRows(reasoning) ? valueOf(hydration).get(contactId) : undefined;
        const population = populationOf(gate.history, row, reasoning);
        return record(vetoed(message, gate, gate.result.error, { population, policy }));
      }
      const cleared = gate.result.value;
      const rows = valueOf(hydration);
      const hydrated = rows.get(contactId);
      const population = populationOf(gate.history, hydrated, reasoning);
      const command = decisionOf(message, gate, { cleared, population, hydration: rows, policy });
      // A plan cannot start what the ladder skips, so no model is asked.
      if (!reasoning || command.action === "skip" || population === "scripted") return record(command);
      const about = { hydrated, attempt, policy, spent };
      return ask({ type: "Recall", contactId, runId, follows } as const, (recall) =>
        reasoned(command, recall, { ...about, cleared, reasoning }),
      );
    },
  };
}

interface Reasoned {
  readonly cleared: Cleared;
  readonly reasoning: Reasoning;
  readonly hydrated: Hydrated | undefined;
  readonly attempt: number;
  readonly policy: Policy;
  readonly spent: Spent;
}

/**
 * The step that records the decision with a model's plan. When the provider requested a delay, the step records the call only, and the model
 * is called again later.
 */
async function reasoned(
  command: CommandOf<"RecordAction">,
  recall: Recall | null,
  { cleared, reasoning, policy, ...about }: Reasoned,
): Promise<Step<"planner">> {
  // The run is no longer wanted; the object refuses the action later.
  if (recall === null) return record(command);
  const planned = await planByFlag(cleared, reasoning, { ...about, recall, policy });
  const payment = paymentIdOf(reasoning.random);
  const later = askLater<"planner">(planned.reply, {
    ofStep: subjectOf(cleared).calls.ofStep,
    model: policy.model,
    record: (call) => callRecord(command, call, payment),
  });
  return later ?? record(underPlan(command, planned.plan, payment));
}

/** The decision with its plan. A plan that was paid for makes it a command of its own: another delivery may pay for another plan. */
const underPlan = (
  command: CommandOf<"RecordAction">,
  plan: CommandOf<"RecordAction">["plan"],
  payment: PaymentId,
): CommandOf<"RecordAction"> => ({
  ...command,
  plan,
  ...(plan?.call ? { commandId: paidCommandIdOf(payment, "RecordAction", command.runId) } : {}),
});

async function readGates(
  asked: readonly AskedPlan[],
  { list }: PlanPorts,
  logRevision: () => number,
): Promise<ReadonlyMap<MessageId, GateReading>> {
  const open = asked.flatMap(({ message: { id }, answer: { history } }) => (history === null ? [] : [{ id, history }]));
  if (open.length === 0) return new Map();
  const read = await readList(
    list,
    open.map(({ history }) => history.lookups),
    logRevision,
  );
  return new Map(
    open.map(({ id, history }) => {
      const reading = readingFor(read, history.lookups);
      return [id, { history, reading, result: safetyGate(history, read) }];
    }),
  );
}

/** Reads the spending of the day of the latest history. */
async function spentBy(gates: readonly GateReading[], reasoning: Reasoning | undefined): Promise<Spent> {
  const at = gates
    .map(({ history }) => history.at)
    .toSorted()
    .at(-1);
  return reasoning && at !== undefined ? spentOn(reasoning.spend, at) : null;
}

/**
 * The command that records a model call when the model will be called again later. The decision is recorded after the second
 * call.
 */
function callRecord(
  { contactId, correlationId, causationId, follows, runId, evidence }: CommandOf<"RecordAction">,
  call: ModelCall,
  payment: PaymentId,
): Extract<PortCommandOf<"planner">, { type: "RecordModelCall" }> {
  return {
    type: "RecordModelCall",
    commandId: paidCommandIdOf(payment, "RecordModelCall", runId, "plan"),
    contactId,
    correlationId,
    causationId,
    follows,
    runId,
    step: "plan",
    call,
    evidence: shownToPlanner(evidence),
  };
}

function vetoed(
  message: PlanMessage,
  { history, reading }: GateReading,
  { reason, hits }: Veto,
  { population, policy }: { population: Population; policy: Policy },
): CommandOf<"RecordAction"> {
  return {
    ...commandFor(message, history, policy),
    population,
    action: "skip",
    reason,
    hits: [...hits],
    revision: reading.revision,
    evidence: evidenceOfGate(history, reading),
  };
}

function decisionOf(
  message: PlanMessage,
  { history, reading }: GateReading,
  {
    cleared,
    population,
    hydration,
    policy,
  }: { cleared: Cleared; population: Population; hydration: Hydration; policy: Policy },
): CommandOf<"RecordAction"> {
  const { sequence, lastSentAt, unansweredAt, sequenceClosed, beside, memory, contactId, version } = history;
  const row = hydration.get(contactId);
  const mailboxWrittenAt = writtenToMailbox(row?.contact?.mailboxWrittenAt, history);
  return {
    ...commandFor(message, history, policy),
    population,
    ...decideAction(cleared, policy.ladder, mailboxWrittenAt),
    hits: [],
    revision: reading.revision,
    evidence: [
      ...evidenceOfGate(history, reading),
      eventEvidence(contactId, version, {
        sequence,
        last_sent_at: lastSentAt,
        unanswered_at: unansweredAt,
        sequence_closed: sequenceClosed,
        beside,
        asked_at: history.at,
        remembered_runs: memory.length,
      }),
      rowEvidence("contacts", row?.contact ?? null, contactId),
      // Only whether there is a company: nothing of it decides an action.
      { ...companyEvidence(row?.company ?? null, contactId), columns: { found: Boolean(row?.company) } },
      // The row of the mailbox, which the contact's address finds: its own key would say the address.
      ...(mailboxWrittenAt === null
        ? []
        : [rowEvidence("identities", { id: contactId }, contactId, { kind: "mailbox", written_at: mailboxWrittenAt })]),
      policyEvidence(policy, "ladder"),
    ],
  };
}

const commandFor = (
  { id, contactId, correlationId, runId, follows }: PlanMessage,
  { sequence }: History,
  policy: Policy,
) =>
  ({
    type: "RecordAction",
    policy: policyDigest(policy),
    ...following({ id, contactId, correlationId }, commandIdOf("RecordAction", runId)),
    follows,
    runId,
    sequence,
  }) as const;

const evidenceOfGate = ({ contactId, flags }: History, reading: ListReading): ShownEvidence[] => [
  listEvidence(reading),
  flagEvidence(contactId, flags),
];
