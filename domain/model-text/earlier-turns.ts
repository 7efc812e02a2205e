// Cuts the earlier turns of a conversation to what a model may read of them: without contact data, within the policy's limits, the oldest left out
// first.
import type { ConversationPolicy } from "../../schema/policy.ts";
import type { Turn } from "../../schema/turn.ts";
import { type ModelText, modelText } from "./model-text.ts";

/** An earlier turn with the text that a model reads: the subject in a line of its own before the words. */
export interface EarlierTurn extends Pick<Turn, "by" | "at" | "version"> {
  readonly text: ModelText;
}

/**
 * The newest turns that fit the limits, oldest first. A turn is cut at its end to `turnCharacters`; the first one that does not fit `characters`, from
 * the newest back, is left out with all before it. A conversation with a gap would say something else.
 */
export function earlierTurns(turns: readonly Turn[], limits: ConversationPolicy): readonly EarlierTurn[] {
  const newestFirst = turns
    .slice(Math.max(0, turns.length - limits.turns))
    .toReversed()
    .map(({ by, at, version, subject, text }) => {
      const whole = subject === null || subject === "" ? text : `${subject}\n${text}`;
      return { by, at, version, text: modelText(whole, limits.turnCharacters) };
    });
  let left = limits.characters;
  const tooMuch = newestFirst.findIndex(({ text }) => (left -= text.text.length) < 0);
  return newestFirst.slice(0, tooMuch === -1 ? newestFirst.length : tooMuch).toReversed();
}

/** Room in a request for turns of these limits: JSON writes two characters for each mark and line break, and names each turn. */
export const roomForTurns = ({ turns, characters }: ConversationPolicy): number =>
  2 * characters + NAMED_CHARACTERS * turns;
const NAMED_CHARACTERS = 120;
