// Makes the answer to a stage: the events that the log lacks, and the messages that follow. The stage appends the events, then
// sends the messages. The object itself sends neither of them here.
import { nextFor } from "../../domain/contact/effects.ts";
import type { Stream } from "../../domain/contact/stream.ts";
import type { Answer } from "../../schema/answers.ts";
import type { ContactId, StreamId } from "../../schema/ids.ts";
import type { Queue } from "../../schema/lists.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { Shipping } from "./shipping.ts";

/** `asked` is the stream id of the request: an object without events does not know its own stream id yet. */
export type Relaying = (asked: StreamId, sends: Queue | null, refusal: Refusal | null) => Answer;

export const openRelaying =
  (stream: Stream, shipping: Shipping): Relaying =>
  (asked, sends, refusal) => {
    const streamId = stream.streamId ?? asked;
    return {
      ship: shipping.shipment(streamId),
      next: streamId.startsWith("ct_") ? nextFor(sends, streamId as ContactId, stream.contact) : [],
      refusal,
    };
  };
