// Makes the object's command for a signal, for the webhook route, the queue and the unsubscribe link alike.
import { lookupsOf } from "../../domain/address.ts";
import type { CommandOf } from "../../schema/commands.ts";
import type { ConversationMethod } from "../../schema/hearing.ts";
import { commandIdOf, signalIdOf } from "../../schema/ids.ts";
import type { Reply } from "../../domain/replies/class-by-model.ts";
import type { IngestMessage } from "../../schema/messages.ts";
import { paidCommandIdOf, type PaymentId } from "../model/paid-command.ts";
import { following } from "../../schema/cause.ts";

type Received = Pick<IngestMessage, "contactId" | "correlationId" | "receipt" | "source" | "by" | "signal" | "id">;

interface SignalReading {
  readonly systemKey: string;
  readonly reply?: Reply | undefined;
  readonly classified?: CommandOf<"ReceiveSignal">["classified"];
  readonly conversation?: ConversationMethod | undefined;
  /** Present when a model was paid for the class. */
  readonly payment?: PaymentId | undefined;
  readonly revision?: number | undefined;
}

export function receiveCommand(
  { contactId, correlationId, receipt, source, by, signal, id }: Received,
  { systemKey, reply, classified, conversation, payment, revision }: SignalReading,
): CommandOf<"ReceiveSignal"> {
  const phone = "phone" in signal ? signal.phone : undefined;
  return {
    type: "ReceiveSignal",
    // The kind is part of the id: an opt-out under a receipt that a lead used is another command, and is recorded.
    ...following(
      { id, contactId, correlationId },
      payment === undefined
        ? commandIdOf("ReceiveSignal", receipt, signal.kind)
        : paidCommandIdOf(payment, "ReceiveSignal", receipt, signal.kind),
    ),
    signalId: signalIdOf(receipt),
    receipt,
    source,
    ...(by === undefined ? {} : { by }),
    signal,
    lookups: lookupsOf(systemKey, { address: signal.email, phone }),
    ...(reply ? { reply } : {}),
    ...(classified ? { classified } : {}),
    ...(conversation ? { conversation } : {}),
    ...(revision === undefined ? {} : { revision }),
  };
}
