// The words by which a person speaks of themselves, in each language. "Remove me" is the writer's own opt-out; "remove them" is not.
import type { Language } from "../../schema/hearing.ts";
import { setOf } from "./phrase-books.ts";

/** Null where a verb's ending, or nothing, says it. */
const WORDS: Readonly<Record<Language, string | null>> = {
  en: "me us my our mine myself ourselves",
  de: "mich mir uns mein meine meinen meiner meinem unser unsere unseren unserer unserem adresse mailadresse emailadresse",
  fr: "me moi m nous mon ma mes notre nos",
  es: "me nos mi mis nuestro nuestra nuestros",
  it: "mi ci mio mia miei mie nostro nostra nostri me noi",
  pt: "me nos meu minha meus minhas nosso nossa mim",
  nl: "mij me ons mijn onze",
  pl: null,
  sv: "mig mej oss min mitt mina var vart vara",
  da: "mig os min mit mine vores",
  nb: "meg oss min mitt mine var vart vare",
  fi: null,
  cs: null,
  tr: null,
  ja: null,
  zh: null,
};
/** "Elimíneme", "cancellatemi": the person stands at the end of the verb. */
const VERB_ENDING = /[aeinr](?:me|nos|mi|ci)$/;
const WITH_ENDINGS: readonly Language[] = ["es", "it", "pt"];

const sets = new Map<Language, ReadonlySet<string>>();

/** Whether the folded word is, or ends in, one that means the writer; true in languages where this cannot be seen from a word. */
export function isOneself(word: string, language: Language): boolean {
  const words = WORDS[language];
  if (words === null) return true;
  const known = sets.get(language) ?? setOf(words);
  sets.set(language, known);
  return known.has(word) || (WITH_ENDINGS.includes(language) && VERB_ENDING.test(word));
}
