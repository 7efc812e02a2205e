// What a contact's stream is judged with: policies and suppressions from the administrative streams, and keys where they may be used.
import type { Sealed, StoredEvent } from "../schema/events.ts";
import { AdminId, suppressionStreamOf } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";
import { foldStream } from "./fold.ts";
import { type Policies, policiesOf, type PolicyBook } from "./policies.ts";
import { readEvent } from "./read-event.ts";
import { type Keys, type LogSource, noKeys, type StreamRows } from "./source.ts";
import { suppressionBook, type SuppressionBook, type Suppressions } from "./suppressions.ts";

export interface LogContext {
  readonly policies: Policies;
  readonly suppressions: Suppressions;
  readonly keys: Keys;
  /** What an event says under its seal, where somebody else opened it: then no key is needed, and none is used. */
  readonly says?: (event: StoredEvent) => Sealed | null;
}

/** Reads the administrative streams: for questions about one contact. */
export async function gatherContext(source: LogSource, keys: Keys = noKeys): Promise<LogContext> {
  const [policies, suppressions] = [policiesOf(), suppressionBook()];
  for await (const { rows } of source.streams({ prefix: "ad_" })) learnFrom(rows, policies, suppressions);
  return { policies, suppressions, keys };
}

/**
 * What one contact's stream is judged with, read no further than that takes: the policies, and the streams of the suppression list
 * that its own digests fall into. However long the list, only what it says of this contact is kept.
 */
export async function contextOf(
  stream: StreamRows,
  read: (streamId: AdminId) => Promise<readonly EventRow[]>,
): Promise<LogContext> {
  const digests = new Set(foldStream(stream).contact.lookups.flatMap((lookups) => Object.values(lookups)));
  const [policies, suppressions] = [policiesOf(), suppressionBook(digests)];
  const streams = new Set([...digests].map(suppressionStreamOf));
  // One after the other: each may be long.
  for (const streamId of [AdminId.parse("ad_policy"), ...streams])
    learnFrom(await read(streamId), policies, suppressions);
  return { policies, suppressions, keys: noKeys };
}

function learnFrom(rows: readonly EventRow[], policies: PolicyBook, suppressions: SuppressionBook): void {
  for (const { body } of rows) {
    const { event } = readEvent(body);
    if (!event) continue;
    policies.learn(event);
    suppressions.learn(event);
  }
}
