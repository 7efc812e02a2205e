// The veto, which stops all work for a contact. The stages check it by `safetyGate` (the article's node `safety_gate`), the
// contact's object by `vetoOf`. Only `safetyGate` makes a `Cleared`, and a request for a model is made from nothing else.
import type { History } from "../../schema/answers.ts";
import { type Flag, VetoReason } from "../../schema/lists.ts";
import type { Lookups } from "../../schema/lookups.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { type ListRead, readingFor } from "./list-read.ts";

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

/** What the gate checks of a contact. */
interface Vetoable {
  readonly flags: Readonly<Record<Flag, boolean>>;
  readonly lookups: readonly Lookups[];
}

// Not exported, so that only this file can construct a `Cleared`.
const KEY: unique symbol = Symbol("safetyGate");

class Passed<out Subject> {
  readonly #subject: Subject;

  constructor(key: typeof KEY, subject: Subject) {
    if (key !== KEY) throw new TypeError("only the safety gate clears a contact");
    this.#subject = subject;
    Object.freeze(this);
  }

  static subjectOf<Subject>(passed: Passed<Subject>): Subject {
    return passed.#subject;
  }
}

/**
 * What is known of a contact who passed the gate with one reading of the list. It has no readable property: `subjectOf` returns what
 * passed, and throws for every value that the gate did not make.
 */
export type Cleared<Subject = History> = Passed<Subject>;

/** What passed the gate, as it was then: a copy that cannot be changed. Throws for a value that the gate did not make. */
export const subjectOf = <Subject>(cleared: Cleared<Subject>): Subject => Passed.subjectOf(cleared);

/** The gate of the stages. A list that could not be read gives no reading, so the gate cannot be called. */
export function safetyGate<Subject extends Vetoable>(subject: Subject, read: ListRead): Result<Cleared<Subject>, Veto> {
  const veto = vetoOf(subject.flags, readingFor(read, subject.lookups).hit);
  return veto ? err(veto) : ok(new Passed(KEY, frozen(structuredClone(subject))));
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
