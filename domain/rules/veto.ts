// The veto: what stops all work for a contact. The planner asks it through `safetyGate` (the node `safety_gate`), the contact's object through
// `vetoOf`. Only `safetyGate` makes a `Cleared`, and planning takes nothing else.
import type { History } from "../../schema/answers.ts";
import type { ListReading } from "../../schema/commands.ts";
import { type Flag, VetoReason } from "../../schema/lists.ts";
import { err, ok, type Result } from "../../schema/result.ts";

export interface Veto {
  /** The first hit, in the order of the list of reasons. */
  readonly reason: VetoReason;
  readonly hits: readonly VetoReason[];
}

/** Asks the list first, then each flag. Null when nothing is against the contact. */
export function vetoOf(flags: Readonly<Record<Flag, boolean>>, isListed: boolean): Veto | null {
  const hits = VetoReason.options.filter((reason) => (reason === "suppressed" ? isListed : flags[reason]));
  const [reason] = hits;
  return reason === undefined ? null : { reason, hits };
}

// Not exported: a value with this property can be made here only.
const passed: unique symbol = Symbol("passed the safety gate");

/** A contact's history that has passed the gate at a reading of the list. */
export interface Cleared {
  readonly [passed]: true;
  readonly history: History;
}

/** The planner's gate. A list that could not be read has no reading, so nothing can pass without one. */
export function safetyGate(history: History, reading: ListReading): Result<Cleared, Veto> {
  const veto = vetoOf(history.flags, reading.hit);
  return veto ? err(veto) : ok({ [passed]: true, history });
}
