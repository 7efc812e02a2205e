// Compile-time test, never run: nothing but a passed gate is accepted where a model is asked or an action is decided, and the gate
// accepts nothing but a reading of the list. `veto.test.ts` tries the same at run time, with casts.
import type { Brief, History } from "../../schema/answers.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { decideAction } from "./ladder.ts";
import { type ListRead, readList } from "./list-read.ts";
import { type Cleared, safetyGate, subjectOf, type Veto, vetoOf } from "./veto.ts";

declare const history: History;
declare const brief: Brief;
declare const read: ListRead;
const list = { read: async () => ({ revision: 0, suppressed: [] }) };

// @ts-expect-error only the safety gate clears a contact
export const forged: Cleared = { history };

// @ts-expect-error a history is not cleared
decideAction(history, samplePolicy.ladder, null);

const gate = safetyGate(history, read);
// @ts-expect-error the caller must check first whether the gate was passed
decideAction(gate.value, samplePolicy.ladder, null);

if (gate.ok) decideAction(gate.value, samplePolicy.ladder, null);

declare const cleared: Cleared;
// @ts-expect-error a copy with another history is not cleared
export const spread: Cleared = { ...cleared, history };

// @ts-expect-error a cast needs `unknown`, and the value is refused when it is read
export const cast = { history } as Cleared;

// @ts-expect-error a cleared contact has no property that could be replaced
cleared.history = history;

// @ts-expect-error the gate needs a reading of the suppression list
safetyGate(history);

// @ts-expect-error an invented reading is not a reading of the list
safetyGate(history, { hit: false, revision: 0 });

// @ts-expect-error a reading has no properties that could be copied
safetyGate(history, { ...read });

const promised = readList(list, [], () => 0);
// @ts-expect-error the reading must have arrived
safetyGate(history, promised);

const drafted = safetyGate(brief, read);
// @ts-expect-error a brief that passed the gate is not a history that did
if (drafted.ok) decideAction(drafted.value, samplePolicy.ladder, null);

// @ts-expect-error what passed the gate cannot be read from anything else
subjectOf({ history });

// @ts-expect-error a veto has a reason
export const unreasoned: Veto = { hits: [] };

const veto = vetoOf(history.flags, false);
// @ts-expect-error the caller must check first whether there is a veto
export const reason = veto.reason;
