// The sentences of a model's letter that a reviewer has to compare: those with words from nowhere, and those in which a rule of words found what may
// be innocent. A word tells a promise from "I cannot promise it" badly, and a figure from "both halves of the team"; a person tells them at a glance. So a
// draft is refused only for what is not in doubt, and what is, is shown.
import { foreignNumbersIn, hasForeignPayment, isHedged, promisesIn } from "./check-claims.ts";
import { isToThem, type MarkedSentence, markedIn } from "./check-nowhere.ts";
import { copiesRun } from "./check-voice.ts";
import { bindsUs } from "./conduct/binding.ts";
import { threatens } from "./conduct/threats.ts";
import { withoutContactDetails } from "./contact-details.ts";
import type { Ground } from "./draft-ground.ts";
import { sentencesOf } from "./draft-text.ts";
import { THIRD_JUDGEMENT } from "./given.ts";

/** Promising words of the policy. Without them the words that every policy has are found. */
type Promising = Parameters<typeof promisesIn>[2];

/** The sentences of a folded letter to compare, in its order. The work grows with the length of the letter and the material. */
export function comparedIn(own: string, ground: Ground, limits: Promising): readonly MarkedSentence[] {
  const marked = markedIn(own, ground.support, ground.judgement);
  const doubts = ground.judgement > THIRD_JUDGEMENT ? doubtsIn(own, ground, limits) : [];
  if (doubts.length === 0) return marked;
  const bySentence = Map.groupBy([...marked, ...doubts], ({ sentence }) => sentence);
  return sentencesOf(own).flatMap(({ text }) => {
    const here = bySentence.get(text) ?? [];
    const mark = {
      sentence: text,
      words: [...new Set(here.flatMap(({ words }) => words))],
      isAboutUs: here.some(({ isAboutUs }) => isAboutUs),
      isAboutThem: here.some(({ isAboutThem }) => isAboutThem),
    };
    return here.length > 0 ? [mark] : [];
  });
}

/** The sentences in which a rule is in doubt: a small number in words, a promise or a binding word that is denied, a payment, words of theirs that nobody ordered, a question that may threaten. */
function doubtsIn(own: string, ground: Ground, limits: Promising): readonly MarkedSentence[] {
  const numbers = foreignNumbersIn(withoutContactDetails(own), ground, false);
  const promises = promisesIn(own, ground, limits).unfounded;
  const words = Map.groupBy(
    [...numbers, ...promises].filter(({ isInDoubt }) => isInDoubt),
    ({ sentence }) => sentence,
  );
  const { strangers } = ground;
  return sentencesOf(own).flatMap((sentence) => {
    const { text, isQuestion } = sentence;
    const found = words.get(text) ?? [];
    const isWhole =
      (isQuestion && threatens(text, ground.judgement)) ||
      (isHedged(sentence) && bindsUs(text)) ||
      hasForeignPayment(text, ground) ||
      (strangers.orders.length === 0 && copiesRun(text, strangers.texts));
    if (found.length === 0 && !isWhole) return [];
    const isAboutThem = isToThem(text);
    return [{ sentence: text, words: found.map(({ word }) => word), isAboutUs: !isAboutThem, isAboutThem }];
  });
}
