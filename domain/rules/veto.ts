// The veto, which stops all work for a contact. The planner checks it by `safetyGate` (the article's node `safety_gate`), the
// contact's object by `vetoOf`. Only `safetyGate` makes a `Cleared`, and planning accepts nothing else.
import type { History } from "../../schema/answers.ts";
import type { ListReading } from "../../schema/commands.ts";
import { type Flag, VetoReason } from "../../schema/lists.ts";
import { err, ok, type Result } from "../../schema/result.ts";

export interface Veto {
  /** The first hit, in the order of the list of reasons. */
  readonly reason: VetoReason;
  readonly hits: readonly VetoReason[];
}

/** Checks the list first, then each flag. Null when the contact has no hit. */
export function vetoOf(flags: Readonly<Record<Flag, boolean>>, isListed: boolean): Veto | null {
  const hits = VetoReason.options.filter((reason) => (reason === "suppressed" ? isListed : flags[reason]));
  const [reason] = hits;
  return reason === undefined ? null : { reason, hits };
}

// Not exported, so that only this file can make a value with this property.
const passed: unique symbol = Symbol("passed the safety gate");

/** A contact's history that passed the gate with one reading of the list. */
export interface Cleared {
  readonly [passed]: true;
  readonly history: History;
}

/** The planner's gate. A list that could not be read gives no reading, so the gate cannot be called. */
export function safetyGate(history: History, reading: ListReading): Result<Cleared, Veto> {
  const veto = vetoOf(history.flags, reading.hit);
  return veto ? err(veto) : ok({ [passed]: true, history });
}
