// Recognises job titles: the level, the rule that decided, the department, and whether the person is a gatekeeper. The words are policy data;
// the grammar is in title-grammar.ts and title-contexts.ts. The work is linear in the text's length, and only the first 200 characters are read.
import { type Department, LEVEL_OF, Seniority, type TitleLevel, type TitleRules } from "../../schema/title-rules.ts";
import { type Lexicon, lexiconOf } from "./title-lexicon.ts";
import { fieldOf, joinedParts, ownParts, partsAtConjunctions, readParts } from "./title-parts.ts";
import { folded, hasForeignSigns, mixesAlphabets, partsOf, type TitlePart } from "./title-text.ts";

/** A text with more words is a sentence, not a title, and is not recognised. */
const TITLE_WORDS = 12;

export type RecognisedTitle =
  | {
      readonly known: true;
      /** The rule of the policy that decided; it has the seniority. */
      readonly ruleId: string;
      readonly seniority: Seniority;
      /** The seniority as a score weighs it. */
      readonly level: TitleLevel;
      readonly department: Department;
      /** Works in HR or recruiting, and so decides about people, not about purchases. */
      readonly isGatekeeper: boolean;
    }
  | { readonly known: false };

const UNKNOWN: RecognisedTitle = { known: false };

/** Recognises a title by the policy's rules. */
export function recogniseTitle(title: string, policy: TitleRules): RecognisedTitle {
  const text = folded(title);
  if (hasForeignSigns(text) || mixesAlphabets(text)) return UNKNOWN;
  const lexicon = lexiconOf(policy);
  const parts = partsOf(text).flatMap((part) => partsAtConjunctions(part, lexicon));
  if (isSentence(parts, lexicon)) return UNKNOWN;
  const own = ownParts(readParts(joinedParts(parts, lexicon), lexicon));
  const known = own.flatMap((part) => {
    const seniority = lexicon.seniorities.get(part.ruleId ?? "");
    return part.ruleId === null || seniority === undefined ? [] : [{ part, ruleId: part.ruleId, seniority }];
  });
  const [first, ...others] = known;
  if (!first) return UNKNOWN;
  const highest = others.reduce((one, other) => (rankOf(other.seniority) < rankOf(one.seniority) ? other : one), first);
  // A founder stays one with an office beside it: "Co-Founder & CEO".
  const founder = lexicon.vocabulary > 1 ? known.find(({ ruleId }) => ruleId === "title.founder") : undefined;
  const best = founder ?? highest;
  const { ruleId, seniority, part } = best;
  return { known: true, ruleId, seniority, level: LEVEL_OF[seniority], ...fieldOf(part, own) };
}

const rankOf = (seniority: Seniority): number => Seniority.options.indexOf(seniority);

function isSentence(parts: readonly TitlePart[], { isSpeech }: Lexicon): boolean {
  const words = parts.flatMap((part) => part.words.map(({ text }) => text));
  return (
    words.length > TITLE_WORDS ||
    words.some((word, index) => isSpeech(word) || isSpeech(`${word} ${words[index + 1] ?? ""}`)) ||
    words[0] === "no"
  );
}
