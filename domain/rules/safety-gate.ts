// The veto's first word, before anything is planned. Only `safetyGate` makes a `Cleared`, and planning takes nothing else.
import type { History } from "../../schema/answers.ts";
import type { ListReading } from "../../schema/commands.ts";
import { VetoReason } from "../../schema/lists.ts";
import { err, ok, type Result } from "../../schema/result.ts";

// Not exported: a value with this property can be made here only.
const passed: unique symbol = Symbol("passed the safety gate");

/** A contact's history that has passed the gate at a reading of the list. */
export interface Cleared {
  readonly [passed]: true;
  readonly history: History;
}

export interface Vetoed {
  /** The first hit, in the order of the list of reasons. */
  readonly reason: VetoReason;
  readonly hits: readonly VetoReason[];
}

/** Asks the list first, then each flag. A list that could not be read has no reading, so nothing can pass without one. */
export function safetyGate(history: History, reading: ListReading): Result<Cleared, Vetoed> {
  const hits = VetoReason.options.filter((reason) => (reason === "suppressed" ? reading.hit : history.flags[reason]));
  const [reason] = hits;
  return reason === undefined ? ok({ [passed]: true, history }) : err({ reason, hits });
}
