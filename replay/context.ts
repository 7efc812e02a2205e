// What a contact's stream is judged with: policies and suppressions from the administrative streams, and keys where they may be used.
import { type Policies, policiesOf } from "./policies.ts";
import { readEvent } from "./read-event.ts";
import { type Keys, type LogSource, noKeys } from "./source.ts";
import { suppressionBook, type Suppressions } from "./suppressions.ts";

export interface LogContext {
  readonly policies: Policies;
  readonly suppressions: Suppressions;
  readonly keys: Keys;
}

/** Reads the administrative streams: for questions about one contact. */
export async function gatherContext(source: LogSource, keys: Keys = noKeys): Promise<LogContext> {
  const [policies, suppressions] = [policiesOf(), suppressionBook()];
  for await (const { rows } of source.streams({ prefix: "ad_" })) {
    for (const { body } of rows) {
      const { event } = readEvent(body);
      if (!event) continue;
      policies.learn(event);
      suppressions.learn(event);
    }
  }
  return { policies, suppressions, keys };
}
