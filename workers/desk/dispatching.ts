// Reads the stop switch for every page and for the API, and says what it means in sentences.
import type { DispatchingShown } from "../../schema/dispatching.ts";
import { askOne } from "../../schema/only-answer.ts";
import { administrativeWord } from "../../schema/words.ts";
import type { Desk } from "./desk.ts";

/** What is shown when the port does not answer. */
const UNKNOWN: DispatchingShown = { isStopped: null, version: 0, stop: null, waiting: [], isCut: false };

/** The stop switch now. Does not throw: a page is shown without it, too, and says so. */
export async function readDispatching({ port }: Pick<Desk, "port">): Promise<DispatchingShown> {
  try {
    return await askOne(port, { type: "Dispatching" });
  } catch {
    return UNKNOWN;
  }
}

/** Why sending was stopped: the word of the list, and the person's own words. */
export function stopReason({ reason, why }: NonNullable<DispatchingShown["stop"]>): string {
  const words = [
    ...(reason === null || (reason === "other" && why !== "") ? [] : [administrativeWord(reason)]),
    ...(why === null ? ["the note cannot be opened"] : why === "" ? [] : [why]),
  ];
  return words.length === 0 ? "no reason is recorded" : words.join(": ");
}

/** How many approved messages wait. */
export function waitingText({ waiting, isCut }: Pick<DispatchingShown, "waiting" | "isCut">): string {
  if (waiting.length === 0)
    return isCut ? "How many approved messages wait cannot be read." : "No approved message waits.";
  if (isCut) return `More than ${waiting.length} approved messages wait.`;
  return waiting.length === 1 ? "1 approved message waits." : `${waiting.length} approved messages wait.`;
}
