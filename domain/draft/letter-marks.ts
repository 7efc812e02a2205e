// Marks in a held letter what its reviewer has to compare: the sentences that say something in words which nobody adopted, and the words in
// them that came from nowhere.
import type { DraftClaim } from "../../schema/written-draft.ts";
import type { MarkedSentence } from "./check-nowhere.ts";
import { comparedIn } from "./doubts.ts";
import { groundOf } from "./draft-ground.ts";
import { fold } from "./draft-text.ts";
import type { DraftMaterial } from "./given.ts";
import { passagesOf } from "./whose-words.ts";

/** A line break between the letter's words and where a statement stood, so that no sentence goes on behind it. */
const GAP = "\n\n";
/** The record has no policy: the promising words that every policy has are found without one. */
const NO_POLICY = { promises: [] };
/** The lines of a closing and a name, with nothing behind them. */
const SIGN_OFF = /\n[^\n.!?]{2,60},?\n([^\n.!?]{2,60})\s*$/u;

/**
 * The sentences of a letter to compare, in its order. `letter` is the text as it stands now, with a person's edits. The sender's name is
 * taken from the letter's last line, since the record has no policy. The work grows with the length of the letter and the material.
 */
export function marksOf(
  letter: string,
  material: DraftMaterial,
  claims: readonly DraftClaim[],
): readonly MarkedSentence[] {
  const own = passagesOf(letter, material.sources)
    .map(({ text, statement }) => (statement === null ? text : GAP))
    .join("");
  const [, person = ""] = SIGN_OFF.exec(letter) ?? [];
  const ground = groundOf(material, claims, { sender: { person, organisation: "" } });
  return comparedIn(fold(own), ground, NO_POLICY);
}
