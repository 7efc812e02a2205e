// The queue side of ingest: claims receipts, writes the CRM's rows, records the signal in the contact's stream, and sends `plan`.
// CRM rows are written first and idempotently, so that an event never lacks its row. A message goes to the contact of its conversation, who need not
// be its author (conversations.ts).
import type { Crm, ReceiptClaim } from "../../drizzle/crm.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import { isFreeMail, registrableDomain } from "../../domain/address.ts";
import type { CommandOf } from "../../schema/commands.ts";
import { ContactId, contactIdOf, type MessageId } from "../../schema/ids.ts";
import { conflictLetterIdOf, IngestMessage, RECEIPT_CONFLICT } from "../../schema/messages.ts";
import type { PortCommandOf } from "../../schema/ports.ts";
import { importedOptOut, type OptOut, optOutOf } from "../../domain/rules/opt-out.ts";
import { type PaymentId, paymentIdOf } from "../model/paid-command.ts";
import { MODEL_PORTION } from "../model/portion.ts";
import { outcomeOfAnswer, type StageOutcome } from "../stage/outcome.ts";
import type { Stage } from "../stage/stage.ts";
import { afterPaying, ask, perform, record, type Step } from "../stage/step.ts";
import { fromOther } from "../../domain/replies/conversation.ts";
import type { ConversationMethod } from "../../schema/hearing.ts";
import { type Belonging, type Belongings, readConversations } from "./conversations.ts";
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
import { suppressAddresses } from "./suppress.ts";

/** The commands of a signal and of the list. */
export type SignalCommand = Exclude<PortCommandOf<"ingest">, { readonly type: "RecordStatement" }>;

export interface RecordPorts {
  readonly crm: Pick<Crm, "claimReceipts" | "findContacts" | "upsertContacts">;
  readonly list: Pick<SuppressionList, "add">;
  readonly systemKey: string;
  readonly checkKey: () => Promise<KeyCheck>;
  /** Undefined where no model is configured. */
  readonly classifier?: Classifier | undefined;
}

/** A message as its claim has it, or one whose receipt another body has claimed. */
interface Claimed extends Belonging {
  readonly isOwn: boolean;
}

interface Shared {
  readonly claimed: ReadonlyMap<MessageId, Claimed>;
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
      const belongs = await readConversations(messages, ports);
      const stored = await ports.crm.claimReceipts(messages.map((message) => claimOf(belongs(message).message)));
      const claimed = new Map(
        messages.flatMap((message, index) => {
          const claim = stored[index];
          return claim ? [[message.id, claimedBy(message, claim, belongs)] as const] : [];
        }),
      );
      const own = [...claimed.values()].filter(({ isOwn, isFromOther }) => isOwn && !isFromOther);
      await ports.crm.upsertContacts(own.map(({ message }) => contactOf(message)));
      const ids = new Set(own.map(({ message }) => message.id));
      const open = asked.filter(({ message }) => ids.has(message.id));
      return { claimed, askable: classifier ? await readAskable(open, classifier, logRevision) : null };
    },
    async handle({ message: delivered, answer }, { claimed, askable }, attempt) {
      const found = claimed.get(delivered.id);
      if (!found) throw new Error("a receipt without a claim");
      if (!found.isOwn) return conflict(found, ports);
      const { message } = found;
      const { signal } = message;
      // The object was asked about the author. For another contact's conversation the rules decide.
      const standing = found.isFromOther ? null : answer;
      const reading =
        classifier && askable && signal.kind === "message"
          ? readingOf(found, await classOfMessage(message, { signal, standing, askable, attempt }, classifier))
          : readByRules(found);
      if (!classifier || !reading.classified?.call) return receive(found, reading, ports);
      const paid = { ...reading, payment: paymentIdOf(classifier.random) };
      return afterPaying(() => receive(found, paid, ports));
    },
  };
}

/** The message with the contact and the receipt of its own claim; with its own contact, when the claim is of another body. */
function claimedBy(message: IngestMessage, claim: ReceiptClaim, belongs: Belongings): Claimed {
  if (!isOwnClaim(message, claim)) return { ...belongs(message), isOwn: false };
  const belonging = belongs(message, ContactId.parse(claim.contactId));
  return { ...belonging, message: asClaimed(belonging.message, claim), isOwn: true };
}

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

async function receive(belonging: Belonging, reading: Reading, ports: RecordPorts): Promise<Step<"ingest">> {
  const { message, isFromOther } = belonging;
  const { optOut, ...classification } = reading;
  if (optOut) {
    const beside = besideAuthor(belonging);
    const listed = async (atLeast: number): Promise<Step<"ingest">> =>
      record(...(await optOutCommands(message, { optOut, ...classification, beside, ports, atLeast })));
    // An opt-out is the rules' own, so that no model was paid for it.
    return ask(LIST_REVISION, listed);
  }
  return perform(
    receiveCommand(message, { systemKey: ports.systemKey, ...classification }),
    async (answer): Promise<StageOutcome> => {
      // The CRM may have refused the row that `read` wrote before.
      if (answer.hasReturned && !isFromOther) await ports.crm.upsertContacts([contactOf(message)]);
      return outcomeOfAnswer(answer);
    },
  );
}

/** The contact's own address, where the message came from another one: its mailbox goes on the list with the author's. */
const besideAuthor = ({ conversation, isFromOther }: Belonging): string | undefined =>
  isFromOther ? (conversation?.email ?? undefined) : undefined;

/** The class of a message, how its contact was found, and the model call that gave the class. Empty for a signal that is no message. */
interface Classification {
  readonly reply?: Reply | undefined;
  readonly classified?: CommandOf<"ReceiveSignal">["classified"];
  readonly conversation?: ConversationMethod | undefined;
  /** Present when that call was paid for. */
  readonly payment?: PaymentId | undefined;
}

/** The class of a message, and whether the signal is an opt-out. */
interface Reading extends Classification {
  readonly optOut: OptOut | null;
}

function readingOf(
  { message: { signal }, conversation, isFromOther }: Belonging,
  { reply, ...classification }: Classification,
): Reading {
  return {
    ...classification,
    ...(reply ? { reply: isFromOther ? { ...reply, hearing: fromOther(reply.hearing) } : reply } : {}),
    ...(conversation?.method ? { conversation: conversation.method } : {}),
    optOut: signal.kind === "history" ? importedOptOut(signal.flags) : optOutOf(signal.kind, reply?.class),
  };
}

function readByRules(belonging: Belonging): Reading {
  const { signal, receivedAt } = belonging.message;
  return readingOf(belonging, signal.kind === "message" ? { reply: replyByRules(heardIn(signal, receivedAt)) } : {});
}

/**
 * Puts the sender of an opt-out on the list. Returns the commands that then record the signal and the list's rows; they are sent in
 * one call of the port.
 */
export async function optOutCommands(
  message: Pick<IngestMessage, "contactId" | "correlationId" | "receipt" | "source" | "signal" | "id">,
  {
    optOut,
    beside,
    ports,
    atLeast,
    ...classification
  }: Classification & {
    readonly optOut: OptOut;
    /** Another address that goes on the list. */
    readonly beside?: string | undefined;
    readonly ports: Omit<RecordPorts, "crm" | "checkKey">;
    /** The revision of the list that the log has: nothing is written to a list that is behind it. */
    readonly atLeast: number;
  },
): Promise<readonly SignalCommand[]> {
  const { list, systemKey } = ports;
  const { email } = message.signal;
  const { revision, commands } = await suppressAddresses(beside === undefined ? [email] : [email, beside], {
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
async function conflict(belonging: Belonging, ports: RecordPorts): Promise<Step<"ingest">> {
  const { message } = belonging;
  const { optOut, ...classification } = readByRules(belonging);
  const own = underOwnReceipt(ports.systemKey, message);
  if (!optOut) {
    const report = conflictCommand(message, conflictLetterIdOf(ports.systemKey, own.receipt));
    return perform(report, (answer): StageOutcome => {
      const outcome = outcomeOfAnswer(answer);
      return outcome.kind === "done" ? { kind: "reject", reason: RECEIPT_CONFLICT, letter: own } : outcome;
    });
  }
  return ask(LIST_REVISION, async (atLeast): Promise<Step<"ingest">> => {
    const beside = besideAuthor(belonging);
    const commands = await optOutCommands(own, { optOut, ...classification, beside, ports, atLeast });
    return record<SignalCommand>(...commands, conflictCommand(message));
  });
}
