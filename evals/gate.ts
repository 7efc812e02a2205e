// The planner's gate for the contacts of golden lines.
import type { History } from "../schema/answers.ts";
import { safetyGate } from "../domain/rules/veto.ts";
import { readingOf } from "../testing/readings.ts";
import { newHistory } from "./people.ts";

const [unlisted, listed] = await Promise.all([
  readingOf(newHistory.lookups),
  readingOf(newHistory.lookups, { isListed: true }),
]);

/** The gate's answer for a contact with the lookups of `newHistory`. */
export const gateOf = (history: History, isListed: boolean) => safetyGate(history, isListed ? listed : unlisted);
