// The answer to a stage: what the log lacks of the stream, and the messages that follow. The stage appends the one, then sends the others.
import { nextFor } from "../../domain/contact/effects.ts";
import type { Stream } from "../../domain/contact/stream.ts";
import type { Answer } from "../../schema/answers.ts";
import type { ContactId, StreamId } from "../../schema/ids.ts";
import type { Queue } from "../../schema/lists.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { Shipping } from "./shipping.ts";

/** `asked` is the stream that was meant: an object that has recorded nothing yet has no other name. */
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
