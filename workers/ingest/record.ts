// The queue side of ingest: claims receipts, writes the CRM's rows, records the signal in the contact's stream, and sends `plan`.
// CRM rows are written first and idempotently, so that an event never lacks its row.
import type { Crm, ReceiptClaim } from "../../drizzle/crm.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import { isFreeMail, registrableDomain } from "../../domain/address.ts";
import type { CommandOf } from "../../schema/commands.ts";
import { contactIdOf, type MessageId } from "../../schema/ids.ts";
import { conflictLetterIdOf, IngestMessage, RECEIPT_CONFLICT } from "../../schema/messages.ts";
import type { PortCommandOf } from "../../schema/ports.ts";
import { importedOptOut, type OptOut, optOutOf } from "../../domain/rules/opt-out.ts";
import { type PaymentId, paymentIdOf } from "../model/paid-command.ts";
import { MODEL_PORTION } from "../model/portion.ts";
import { outcomeOfAnswer, type StageOutcome } from "../stage/outcome.ts";
import type { Stage } from "../stage/stage.ts";
import { afterPaying, ask, perform, record, type Step } from "../stage/step.ts";
import { asClaimed, claimOf, conflictCommand, isOwnClaim, underOwnReceipt } from "./claim.ts";
import {
  type Askable,
  type Classifier,
  classOfMessage,
  isOpenToModel,
  readAskable,
  type StandingQuery,
} from "./classifier.ts";
import { replyByRules } from "../../domain/replies/class-by-model.ts";
import { heardIn } from "../../domain/replies/heard-in.ts";
import type { Reply } from "../../domain/replies/class-by-model.ts";
import type { KeyCheck } from "./own-key.ts";
import { receiveCommand } from "./receive-command.ts";
import { suppressAddress } from "./suppress.ts";

export interface RecordPorts {
  readonly crm: Pick<Crm, "claimReceipts" | "upsertContacts">;
  readonly list: Pick<SuppressionList, "add">;
  readonly systemKey: string;
  readonly checkKey: () => Promise<KeyCheck>;
  /** Undefined where no model is configured. */
  readonly classifier?: Classifier | undefined;
}

/** The claim of each message's receipt: its own, or an earlier one with another body. */
type Claims = ReadonlyMap<MessageId, ReceiptClaim>;

interface Shared {
  readonly claims: Claims;
  /** Null where no model is configured. */
  readonly askable: Askable | null;
}

/** Asked before the rows of an opt-out are written. */
const LIST_REVISION = { type: "ListRevision" } as const;

export function recordStage(ports: RecordPorts): Stage<"ingest", IngestMessage, Shared, StandingQuery | null> {
  const { classifier } = ports;
  return {
    queue: "ingest",
    // A Worker that could not check its own key may have derived the id from another.
    schema: IngestMessage.transform((message) => ({
      ...message,
      contactId: contactIdOf(ports.systemKey, message.signal.email),
    })),
    async ready() {
      const key = await ports.checkKey();
      return key === "agrees" ? null : { kind: "retry", reason: `key_${key}:SYSTEM_KEY` };
    },
    ...(classifier ? { portion: MODEL_PORTION } : {}),
    ask: ({ contactId, receipt, signal, receivedAt }) =>
      classifier && isOpenToModel(signal, receivedAt) ? { type: "Standing", contactId, receipt } : null,
    readsList: classifier !== undefined,
    async read(asked, logRevision) {
      const messages = asked.map(({ message }) => message);
      const stored = await ports.crm.claimReceipts(messages.map(claimOf));
      const claims = new Map(
        messages.flatMap(({ id }, index) => (stored[index] ? [[id, stored[index]] as const] : [])),
      );
      const own = asked.filter(({ message }) => isOwn(message, claims));
      await ports.crm.upsertContacts(own.map(({ message }) => contactOf(message)));
      return { claims, askable: classifier ? await readAskable(own, classifier, logRevision) : null };
    },
    async handle({ message: delivered, answer: standing }, { claims, askable }, attempt) {
      const claim = claims.get(delivered.id);
      if (!claim || !isOwn(delivered, claims)) return conflict(delivered, claims, ports);
      const message = asClaimed(delivered, claim);
      const { signal } = message;
      const reading =
        classifier && askable && signal.kind === "message"
          ? readingOf(message, await classOfMessage(message, { signal, standing, askable, attempt }, classifier))
          : readByRules(message);
      if (!classifier || !reading.classified?.call) return receive(message, reading, ports);
      const paid = { ...reading, payment: paymentIdOf(classifier.random) };
      return afterPaying(() => receive(message, paid, ports));
    },
  };
}

const isOwn = (message: IngestMessage, claims: Claims): boolean => isOwnClaim(message, claims.get(message.id));

function contactOf({
  contactId: id,
  signal,
  profile,
  receivedAt: at,
}: IngestMessage): Parameters<Crm["upsertContacts"]>[0][number] {
  const { email } = signal;
  const domain = registrableDomain(email);
  const form = signal.kind === "lead" || signal.kind === "history" ? signal : undefined;
  const name = "name" in signal ? signal.name : undefined;
  return {
    id,
    email,
    name,
    company: form?.company,
    title: form?.title,
    phone: form?.phone,
    profile,
    domain: isFreeMail(domain) ? null : domain,
    at,
  };
}

async function receive(message: IngestMessage, reading: Reading, ports: RecordPorts): Promise<Step<"ingest">> {
  const { optOut, ...classification } = reading;
  if (optOut) {
    const listed = async (atLeast: number): Promise<Step<"ingest">> =>
      record(...(await optOutCommands(message, { optOut, ...classification, ports, atLeast })));
    // An opt-out is the rules' own, so that no model was paid for it.
    return ask(LIST_REVISION, listed);
  }
  return perform(
    receiveCommand(message, { systemKey: ports.systemKey, ...classification }),
    async (answer): Promise<StageOutcome> => {
      // The CRM may have refused the row that `read` wrote before.
      if (answer.hasReturned) await ports.crm.upsertContacts([contactOf(message)]);
      return outcomeOfAnswer(answer);
    },
  );
}

/** The class of a message, and the model call that gave it. Empty for a signal that is no message. */
interface Classification {
  readonly reply?: Reply | undefined;
  readonly classified?: CommandOf<"ReceiveSignal">["classified"];
  /** Present when that call was paid for. */
  readonly payment?: PaymentId | undefined;
}

/** The class of a message, and whether the signal is an opt-out. */
interface Reading extends Classification {
  readonly optOut: OptOut | null;
}

const readingOf = ({ signal }: IngestMessage, classification: Classification): Reading => ({
  ...classification,
  optOut: signal.kind === "history" ? importedOptOut(signal.flags) : optOutOf(signal.kind, classification.reply?.class),
});

const readByRules = (message: IngestMessage): Reading => {
  const { signal, receivedAt } = message;
  return readingOf(message, signal.kind === "message" ? { reply: replyByRules(heardIn(signal, receivedAt)) } : {});
};

/**
 * Puts the sender of an opt-out on the list. Returns the commands that then record the signal and the list's rows; they are sent in
 * one call of the port.
 */
export async function optOutCommands(
  message: Pick<IngestMessage, "contactId" | "correlationId" | "receipt" | "source" | "signal" | "id">,
  {
    optOut,
    ports,
    atLeast,
    ...classification
  }: Classification & {
    readonly optOut: OptOut;
    readonly ports: Omit<RecordPorts, "crm" | "checkKey">;
    /** The revision of the list that the log has: nothing is written to a list that is behind it. */
    readonly atLeast: number;
  },
): Promise<readonly PortCommandOf<"ingest">[]> {
  const { list, systemKey } = ports;
  const { revision, commands } = await suppressAddress(message.signal.email, {
    list,
    systemKey,
    cause: optOut.cause,
    commandKey: message.receipt,
    atLeast,
  });
  return [receiveCommand(message, { systemKey, ...classification, revision }), ...commands];
}

/**
 * Reports a second body under a receipt and keeps it as a dead letter, under a receipt of its own: sent again, it is recorded. An opt-out is
 * recorded at once, because a sender's wrong ids must not lose one. No model is asked.
 */
async function conflict(message: IngestMessage, claims: Claims, ports: RecordPorts): Promise<Step<"ingest">> {
  if (!claims.has(message.id)) throw new Error("a receipt without a claim");
  const { optOut, ...classification } = readByRules(message);
  const own = underOwnReceipt(ports.systemKey, message);
  if (!optOut) {
    const report = conflictCommand(message, conflictLetterIdOf(ports.systemKey, own.receipt));
    return perform(report, (answer): StageOutcome => {
      const outcome = outcomeOfAnswer(answer);
      return outcome.kind === "done" ? { kind: "reject", reason: RECEIPT_CONFLICT, letter: own } : outcome;
    });
  }
  return ask(LIST_REVISION, async (atLeast): Promise<Step<"ingest">> => {
    const commands = await optOutCommands(own, { optOut, ...classification, ports, atLeast });
    return record<PortCommandOf<"ingest">>(...commands, conflictCommand(message));
  });
}
