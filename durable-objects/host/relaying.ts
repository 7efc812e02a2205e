// Makes the answer for a stage: the events that the log lacks, and the messages that follow. The object's port appends the events,
// and then the stage sends the messages. The object itself sends neither of them here.
import { nextFor } from "../../domain/contact/effects.ts";
import type { Stream } from "../../domain/contact/stream.ts";
import type { Answer } from "../../schema/answers.ts";
import type { ContactId, StreamId } from "../../schema/ids.ts";
import type { Queue } from "../../schema/lists.ts";
import type { WithShipment } from "../../schema/object-calls.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { Shipping } from "./shipping.ts";

/** `asked` is the stream id of the request: an object without events does not know its own stream id yet. */
export type Relaying = (asked: StreamId, sends: Queue | null, refusal: Refusal | null) => WithShipment<Answer>;

export const openRelaying =
  (stream: Stream, shipping: Shipping): Relaying =>
  (asked, sends, refusal) => {
    const streamId = stream.streamId ?? asked;
    const ship = shipping.shipment(streamId);
    const next = streamId.startsWith("ct_") ? nextFor(sends, streamId as ContactId, stream.contact) : [];
    // A first key has the version 1; a later one was made when an erased person came back.
    return { ship, next, refusal, ...((ship.keySince ?? 1) > 1 ? { hasReturned: true } : {}) };
  };
