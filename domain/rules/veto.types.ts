// Compile-time test, never run: planning refuses a history that has not passed the gate.
import type { History } from "../../schema/answers.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { decideAction } from "./ladder.ts";
import { type Cleared, safetyGate, type Veto, vetoOf } from "./veto.ts";

declare const history: History;

// @ts-expect-error only the safety gate clears a contact
export const forged: Cleared = { history };

// @ts-expect-error a history is not cleared
decideAction(history, defaultPolicy.ladder);

const gate = safetyGate(history, { hit: false, revision: 0 });
// @ts-expect-error the caller must check first whether the gate was passed
decideAction(gate.value, defaultPolicy.ladder);

if (gate.ok) decideAction(gate.value, defaultPolicy.ladder);

// @ts-expect-error the gate needs a reading of the suppression list
safetyGate(history);

// @ts-expect-error a veto has a reason
export const unreasoned: Veto = { hits: [] };

const veto = vetoOf(history.flags, false);
// @ts-expect-error the caller must check first whether there is a veto
export const reason = veto.reason;
