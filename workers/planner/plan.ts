// The plan stage: reads the history, checks the gate, hydrates, applies the ladder, asks for a plan and records the action. List
// and CRM are read once per batch.
import type { Crm } from "../../drizzle/crm.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import type { History, HistoryAnswer } from "../../schema/answers.ts";
import type { CommandOf, ListReading } from "../../schema/commands.ts";
import { commandIdOf, type MessageId } from "../../schema/ids.ts";
import { PlanMessage } from "../../schema/messages.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import type { Policy } from "../../schema/policy.ts";
import type { PlannerPort, StepQuery } from "../../schema/ports.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import type { Result } from "../../schema/result.ts";
import { shownToPlanner } from "../../schema/task-plan.ts";
import { askLater } from "../model/ask-once-more.ts";
import { policyEvidence, rowEvidence, streamEvidence } from "../../domain/evidence.ts";
import { hydrate, type Hydration } from "../stage/hydrate.ts";
import { inParallel, MODEL_PORTION } from "../stage/in-parallel.ts";
import { type Spent, spentOn } from "../model/budget.ts";
import { digestsOf } from "../stage/listed.ts";
import { outcomeOfAnswer } from "../stage/outcome.ts";
import { settled, valueOf } from "../stage/settled.ts";
import type { Stage } from "../stage/stage.ts";
import { decideAction } from "../../domain/rules/ladder.ts";
import { proposedPlan, type Reasoning } from "./reasoning.ts";
import { type Cleared, safetyGate, type Veto } from "../../domain/rules/veto.ts";
import { following } from "../../schema/cause.ts";

export interface PlanPorts {
  readonly port: Pick<PlannerPort, "history" | "recordAction">;
  readonly list: Pick<SuppressionList, "read">;
  readonly crm: Pick<Crm, "hydrate">;
  readonly policy: Policy;
  /** Undefined with the flag off. */
  readonly reasoning?: Reasoning | undefined;
}

type GateReading = { readonly history: History; readonly reading: ListReading; readonly result: Result<Cleared, Veto> };

/** What a batch read. Each read may fail alone, and then fails only the messages that need it. */
interface Shared {
  readonly histories: ReadonlyMap<MessageId, PromiseSettledResult<HistoryAnswer>>;
  readonly gates: PromiseSettledResult<ReadonlyMap<MessageId, GateReading>>;
  readonly hydration: PromiseSettledResult<Hydration>;
  /** The tokens spent today; null without a model, and where they could not be read. */
  readonly spent: Spent;
}

export function planStage(ports: PlanPorts): Stage<PlanMessage, Shared> {
  return {
    queue: "plan",
    schema: PlanMessage,
    ...(ports.reasoning ? { portion: MODEL_PORTION } : {}),
    async read(messages) {
      const histories = new Map(
        await inParallel(
          messages,
          async (message) => [message.id, await settled(ports.port.history(stepOf(message)))] as const,
        ),
      );
      const gates = await settled(readGates(histories, ports));
      // Only contacts that passed the gate are looked up: a veto needs no more data.
      const cleared = gates.status === "fulfilled" ? [...gates.value.values()].filter(({ result }) => result.ok) : [];
      const ids = cleared.map(({ history }) => history.contactId);
      const [hydration, spent] = await Promise.all([
        settled(hydrate(ports.crm, ids, ports.policy.qualify)),
        spentBy(cleared, ports.reasoning),
      ]);
      return { histories, gates, hydration, spent };
    },
    async handle(message, { histories, gates, hydration, spent }, attempt) {
      const answer = valueOf(histories.get(message.id));
      // The action is recorded already, or no longer wanted.
      if (answer.history === null) return outcomeOfAnswer(answer);
      if (gates.status === "rejected") return { kind: "retry", reason: "list_unreadable" };
      const gate = gates.value.get(message.id);
      if (gate === undefined) throw new Error("a history without a gate");
      if (!gate.result.ok)
        return outcomeOfAnswer(await ports.port.recordAction(vetoed(message, gate, gate.result.error)));
      const cleared = gate.result.value;
      const known = valueOf(hydration);
      const command = decided(message, gate, { cleared, hydration: known, policy: ports.policy });
      // A plan cannot start what the ladder skips, so no model is asked.
      const { reasoning, policy } = ports;
      const planned =
        reasoning && command.action !== "skip"
          ? await proposedPlan(cleared, reasoning, {
              hydrated: known.get(message.contactId),
              message,
              attempt,
              policy: policy.model,
              spent,
            })
          : null;
      if (!reasoning || !planned) return outcomeOfAnswer(await ports.port.recordAction(command));
      const later = await askLater(planned.reply, {
        ofStep: cleared.history.calls.ofStep,
        model: policy.model,
        record: (call) => reasoning.port.recordCall(called(command, call)),
      });
      return later ?? outcomeOfAnswer(await ports.port.recordAction({ ...command, plan: planned.plan }));
    },
  };
}

const stepOf = ({ contactId, runId, follows }: PlanMessage): StepQuery => ({ contactId, runId, follows });

async function readGates(
  histories: Shared["histories"],
  { list }: PlanPorts,
): Promise<ReadonlyMap<MessageId, GateReading>> {
  const open = [...histories].flatMap(([id, answer]) => {
    const history = answer.status === "fulfilled" ? answer.value.history : null;
    return history === null ? [] : [{ id, history }];
  });
  if (open.length === 0) return new Map();
  const { revision, suppressed } = await list.read([
    ...new Set(open.flatMap(({ history }) => digestsOf(history.lookups))),
  ]);
  const onList = new Set(suppressed);
  return new Map(
    open.map(({ id, history }) => {
      const reading = { hit: digestsOf(history.lookups).some((digest) => onList.has(digest)), revision };
      return [id, { history, reading, result: safetyGate(history, reading) }];
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

/** The record of a call before a delayed second one; the command of the decision follows later. */
function called(
  { contactId, correlationId, causationId, follows, runId, evidence }: CommandOf<"RecordAction">,
  call: ModelCall,
): CommandOf<"RecordModelCall"> {
  return {
    type: "RecordModelCall",
    commandId: commandIdOf("RecordModelCall", runId, "plan"),
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
): CommandOf<"RecordAction"> {
  return {
    ...commandFor(message, history),
    action: "skip",
    reason,
    hits: [...hits],
    revision: reading.revision,
    evidence: evidenceOfGate(history, reading),
  };
}

function decided(
  message: PlanMessage,
  { history, reading }: GateReading,
  { cleared, hydration, policy }: { cleared: Cleared; hydration: Hydration; policy: Policy },
): CommandOf<"RecordAction"> {
  const { sequence, lastSentAt, unansweredAt, sequenceClosed, beside, memory, contactId, version } = history;
  const known = hydration.get(contactId);
  return {
    ...commandFor(message, history),
    ...decideAction(cleared, policy.ladder),
    hits: [],
    revision: reading.revision,
    evidence: [
      ...evidenceOfGate(history, reading),
      streamEvidence(contactId, version, {
        sequence,
        last_sent_at: lastSentAt,
        unanswered_at: unansweredAt,
        sequence_closed: sequenceClosed,
        beside,
        asked_at: history.at,
        remembered_runs: memory.length,
      }),
      rowEvidence("contacts", known?.contact ?? null, contactId),
      rowEvidence("companies", known?.company ?? null, contactId),
      policyEvidence(policy, "ladder"),
    ],
  };
}

const commandFor = ({ id, contactId, correlationId, runId, follows }: PlanMessage, { sequence }: History) =>
  ({
    type: "RecordAction",
    ...following({ id, contactId, correlationId }, commandIdOf("RecordAction", runId)),
    follows,
    runId,
    sequence,
  }) as const;

const evidenceOfGate = ({ contactId, flags }: History, { hit, revision }: ListReading): ShownEvidence[] => [
  { table: "suppressions", id: `revision-${revision}`, columns: { hit, revision } },
  { table: "flags", id: contactId, columns: { ...flags } },
];
