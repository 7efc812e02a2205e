// Letters that are good without one sentence: the tests of the judge put a sentence in them and ask what the judge finds.
import type { Policy } from "../schema/policy.ts";
import type { DraftMaterial } from "../domain/draft/given.ts";
import { judgeDraft } from "../domain/draft/judge-draft.ts";
import { givenOf, policyOf } from "./drafts.ts";

interface Letter {
  readonly subject: string;
  readonly greeting: string;
  readonly thanks: string;
  readonly question: string;
  readonly closing: string;
}

const ENGLISH: Omit<Letter, "greeting"> = {
  subject: "Your enquiry",
  thanks: "thank you for writing.",
  question:
    "I would like to understand your day before I suggest anything. What would you like to see first, and who plans today?",
  closing: "Kind regards\nRobin Sample",
};
const GERMAN: Omit<Letter, "greeting"> = {
  subject: "Ihre Anfrage",
  thanks: "vielen Dank für Ihre Nachricht.",
  question: "Ich würde Ihren Tag gern verstehen, bevor ich etwas vorschlage. Was möchten Sie zuerst sehen?",
  closing: "Freundliche Grüße\nRobin Sample",
};

/** What the judge finds in a letter with the sentence: its offences, or its flags. `cites` are the sources of which the letter repeats a part. */
export function foundWith(
  sentence: string,
  {
    greeting,
    given,
    policy,
    cites = ["form"],
  }: {
    readonly greeting: string;
    readonly given: DraftMaterial;
    readonly policy: Policy;
    readonly cites?: readonly string[];
  },
): readonly string[] {
  const { subject, thanks, question, closing } = /^(?:Guten|Hallo|Sehr)/.test(greeting) ? GERMAN : ENGLISH;
  const claims = given.sources
    .filter(({ about }) => cites.includes(about))
    .map(({ ref, about, text }) => ({ text: about === "form" ? thanks : text.slice(0, 120), evidence: [ref] }));
  const body = `${greeting},\n\n${thanks} ${sentence}\n\n${question}\n\n${closing}`;
  const judged = judgeDraft(JSON.stringify({ subject, body, claims }), given, policy);
  if (judged.kind === "refused") return judged.offences;
  return judged.kind === "kept" ? judged.flags : ["unreadable"];
}

/** The greetings of the materials that letters are written to. */
const GREETINGS: Readonly<Record<string, string>> = {
  amara: "Hello Amara",
  dairy: "Hello Harriet",
  dentist: "Hello Orla",
  pump: "Hello Marcus",
  florist: "Hello Juno",
  guesthouse: "Hello Aoife",
  wedding: "Hello Sinéad",
  clinic: "Hello Moira",
  laundry: "Hello Bram",
  lawfirm: "Hello Declan",
  notary: "Hello Bella",
  gallery: "Hello Theo",
  party: "Hello Colm",
  schreiner: "Guten Tag Herr Wiegand",
  muesli: "Guten Tag Herr Haas",
  kanzlei: "Guten Tag Frau Seidel",
  getraenke: "Guten Tag Herr Brinkmann",
  zahnarzt: "Guten Tag Frau Lorenz",
  agentur: "Guten Tag Herr Petersen",
  steuerbuero: "Guten Tag Frau Reuter",
  hotel: "Guten Tag Frau Fuchs",
  werkstatt: "Guten Tag Herr Paul",
  dachdecker: "Guten Tag Herr Pohl",
  labor: "Guten Tag Herr Horn",
};

/** Words that tell a German sentence. A material without a greeting of its own is greeted in the sentence's language, without a name. */
const IS_GERMAN = /(?<!\p{L})(?:sie|ihre?[nmrs]?|wir|der|das|ein|eine|ist|und|nicht)(?!\p{L})/iu;

/** Whether a letter that cites every statement of ours is refused or flagged for the sentence. That it does not tell what it cites, is no finding. */
export function isFoundInCitingLetter(material: string, sentence: string): boolean {
  const given = givenOf({ material });
  const cites = given.sources.map(({ about }) => about).filter((about) => about.startsWith("us:"));
  const found = foundWith(sentence, {
    greeting: GREETINGS[material] ?? (IS_GERMAN.test(sentence) ? "Guten Tag" : "Hello"),
    given,
    policy: policyOf({ material }),
    cites,
  });
  return found.some((name) => name !== "claim_not_in_text");
}
