// Rule against drafts that insult.
import { sentencesOf } from "../draft-text.ts";
import { isElsewhere } from "./languages.ts";
import { word } from "./word.ts";

const INSULT = word(
  String.raw`stupid\p{L}*|idiot\p{L}*|morons?|moronic|imbecile\p{L}*|dumb|dumber|dumbest|fools?|incompeten\p{L}*|pathetic|liars?|lying|laziness|clueless|losers|(?:an?|you|such|total|real) loser|ignorant|ignorance|disgrace\p{L}*|disgusting|shameful|shame on|ridiculous|worthless|laughable|(?:is|are) a joke|laughing stock|amateur\p{L}*|scum|crook\p{L}*|thief|thieves|coward\p{L}*|arrogant|brainless|braindead|half-wit\p{L}*|nitwit\p{L}*|dimwit\p{L}*|cretin\p{L}*|bastard\p{L}*|crap|shit\p{L}*|damn|fuck\p{L}*|inept|slow-witted|simple-minded|mindless|too (?:slow|dim|old|thick|small-minded|cheap|poor) to|unprofessional|greedy|parasite\p{L}*|not (?:very )?(?:bright|smart|clever)|out of your depth|in over your head|wast(?:e|ing) (?:of )?(?:my|our|everyone's) time`,
  String.raw`dumm\p{L}*|blöd\p{L}*|doof\p{L}*|idiot\p{L}*|trottel\p{L}*|depp\p{L}*|unfähig\p{L}*|inkompetent\p{L}*|lächerlich\p{L}*|erbärmlich\p{L}*|lügner\p{L}*|lügen|versager\p{L}*|ahnungslos\p{L}*|schande|schämen|feige\p{L}*|arrogant\p{L}*|amateur\p{L}*|dilettant\p{L}*|schwachsinn\p{L}*|stümper\p{L}*|niete\p{L}*|rückständig\p{L}*|armselig\p{L}*|unverschämt\p{L}*|scheiß\p{L}*|verdammt\p{L}*|betrüger\p{L}*|geizig\p{L}*|begriffsstutzig\p{L}*|jämmerlich\p{L}*|witzfigur\p{L}*|zeitverschwendung`,
);
/** Words that some trades need ("low fat", "rubbish trucks"): an insult when they are said of the person, of theirs, or in an outcry. */
const AMBIGUOUS =
  "fat|ugly|garbage|rubbish|trash|backward|mediocre|useless|hopeless|lazy|foolish|jerk|childish|miserable|sloppy|a waste of|embarrassing|an embarrassment";
const MEHRDEUTIG = "faul|naiv|peinlich|kindisch|nutzlos|wertlos";
const SAID_OF_THEM = word(
  String.raw`(?:you|your(?: \p{L}+){1,2}|people like you|that|this|it)(?:'re| are| is| was| were| sound| sounds| look| looks)(?: \p{L}+){0,3} (?:${AMBIGUOUS})`,
  String.raw`(?:what|such) an? (?:${AMBIGUOUS})|(?:you|your) (?:${AMBIGUOUS})|(?:damn|bloody) (?:your|you)|go to hell|(?:you|your (?:\p{L}+ )?\p{L}+) sucks?`,
  String.raw`(?:sie|ihre?|ihr|ihre?(?: \p{L}+){1,2}|das|ihr \p{L}+)(?: ist| sind| war| waren| wirkt| wirken)(?: \p{L}+){0,3} (?:${MEHRDEUTIG})|(?:so|was für) ein\p{L}{0,2} (?:${MEHRDEUTIG})`,
);
/** Whether a sentence insults the person, or speaks of anybody in such words. */
export const insults = (folded: string): boolean =>
  sentencesOf(folded).some(({ text }) => isElsewhere("insults", text) || INSULT.test(text) || SAID_OF_THEM.test(text));
