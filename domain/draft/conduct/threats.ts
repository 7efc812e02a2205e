// Rule against drafts that threaten: a consequence, with a condition or an announcement.
import { sentencesOf } from "../draft-text.ts";
import { isElsewhere } from "./languages.ts";
import { JUDGEMENT, SECOND_JUDGEMENT } from "../given.ts";
import { word } from "./word.ts";

const CONSEQUENCE = word(
  String.raw`lawyers?|attorneys?|solicitors?|legal (?:action|steps|proceedings|consequences|department|measures|team)|courts?|sue|lawsuit|police|prosecut\p{L}*|criminal|debt collect\p{L}*|collection agency|collectors|bailiff\p{L}*|credit (?:agency|bureau|rating|score)|penalt\p{L}*|fined|fines|(?:a|the|heavy) fine|contractual penalty|damages|blacklist\p{L}*|expose|publish|make (?:\p{L}+ ){0,3}public|go public|(?:to|in|inform|tell|call) the (?:press|public|papers|newspapers)|leak|delete(?:d)? your|lock(?:ed)? your|suspend\p{L}* your|block(?:ed)? your|seiz\p{L}*|shut you down|shut down your|lose (?:your|everything|the|access|all)|report (?:you|this|it|your)|reported to|your (?:boss|employer|manager|superior|customers|competitors|wife|husband|family) (?:will|would|should|may|might|shall|to)|your (?:board|management|colleagues) (?:will|would|should|may|might|shall|to)(?! (?:look at|decide|compare|choose|vote on)(?!\p{L}))|(?:tell|inform|write to|contact|call|notify|let) (?:your |the )(?:\p{L}+ )?(?:boss|employer|manager|superior|management|board|customers|family|press|authorities|competitors|tax office|wife|husband|colleagues)`,
  String.raw`consequences?|repercussions|regret|suffer|sorry you|come after you|find you|watching you|where you (?:live|work)|enforce\p{L}*|terminate your|escalat\p{L}*|(?:make|makes|cause|causes|in|into|get|expect|much|serious|bring) (?:you |your \p{L}+ )?trouble|ruin\p{L}*|destroy\p{L}*|hurt you|harm you|at your own risk|no mercy|pay for (?:it|this|that)|pay the price|make you|force you|hold you (?:liable|responsible)|answer for`,
  String.raw`anw[aä]lt\p{L}*|rechtsanw\p{L}*|(?:vor|ans|beim|zum) gericht|gerichtlich\p{L}*|gerichtsverfahren|klage|verklagen|inkasso\p{L}*|mahnverfahren|mahnbescheid|strafanzeige|anzeige(?! (?:in|im|auf))(?= (?:erstatt|gegen|bei))|erstatten (?:wir )?anzeige|polizei|schufa|vertragsstrafe|strafe|konsequenzen|folgen(?= haben)|folgen für sie|üble folgen|die folgen|bereuen|schadens?ersatz|(?:konto|zugang)(?: \p{L}+){0,2} (?:sperren|gesperrt)|sperren (?:wir|ich)? ?(?:ihr|das)\p{L}{0,2} (?:konto|zugang)|daten(?: \p{L}+){0,2} (?:löschen|gelöscht)|löschen (?:wir|ich)? ?(?:ihre|alle) daten|veröffentlichen|öffentlich machen|an die öffentlichkeit|ihr(?:en|em)? (?:chef|vorgesetzt\p{L}*|arbeitgeber)|rechtliche (?:schritte|mittel)|zwingen|ärger (?:bekommen|machen|geben)|unangenehm für sie|pfänd\p{L}*|gerichtsvollzieher|wo sie (?:wohnen|arbeiten)|verantwortlich machen|haftbar`,
);
const IF_NOT = word(
  String.raw`if|unless|otherwise|or else|or|should you|failing (?:that|this|which)|until|will|we'll|i'll|shall|going to|have (?:already )?(?:instructed|informed|reported|passed|handed|called|engaged)|has been|know|can|could|may|might|would|you had better|final|last|do not|don't|before|must|without|or i|is about to|are ready|are prepared|refus\p{L}*|ignor\p{L}*|dare`,
  String.raw`wenn|falls|sonst|andernfalls|ansonsten|oder|sollten|werden|werde|wird|wissen|ohne|letzte[rsnm]?|müssen|bis|können|bevor|weigern|würde|würden`,
);
const THREAT = word(
  String.raw`(?:last|final) (?:warning|notice|demand|reminder before|chance to)|you (?:have been|are) warned|be warned|i warn you|we warn you|we are warning|think twice|don't make (?:me|us)|you will (?:be sorry|regret)|you leave us no|we know (?:where|who) you|or else|your (?:\p{L}+ )?\p{L}+ will (?:hear|learn|know|find out|read|be told)(?= (?:about|of|what|how|that|from|it|this))|letzte (?:mahnung|warnung|aufforderung)|wir warnen sie|ich warne sie|seien sie gewarnt|überlegen sie (?:sich )?(?:das |es )?gut|das wird ihnen leid|ihre? \p{L}+ (?:wird|werden)(?: \p{L}+){0,2} (?:erfahren|zu hören bekommen)|erfährt ihre? \p{L}+|sie werden (?:es |das |schon )?(?:sehen|bereuen)`,
);

/** What the person is spared: "without a penalty", "you will not lose your data". */
const SPARED =
  /(?<!\p{L})(?:no|without(?: an?| any)?|avoids?|not|never|ohne|kein\p{L}{0,2}|nicht|nie)(?: (?:a|any|the|your|eine?n?|ihre?n?))? (?:lose your \p{L}+|penalt\p{L}*|fines?|consequences?|trouble|lawyers?|court|damages|harm|regret|strafe|vertragsstrafe|folgen|ärger|konsequenzen|bereuen|anwalt)(?!\p{L})/giu;
/** What the person may ask for: "we delete your data whenever you wish". */
const ON_REQUEST =
  /(?<!\p{L})(?:(?:if|when|whenever|as soon as) you (?:wish|ask|want|like|prefer|tell us)|(?:at|on|upon) (?:your )?request|auf (?:ihren )?wunsch|(?:wenn|falls|sobald) sie (?:es |das )?(?:wünschen|möchten|wollen))(?!\p{L})/iu;

/** "No box is destroyed unless you confirm it": what we keep until the person wishes otherwise, and not until they pay. */
const KEPT =
  /(?<!\p{L})(?:(?:no|none of your|not one) (?:\p{L}+ ){1,3}(?:is|are|will be) destroyed (?:unless|until|before|without)|(?:is|are|will be) destroyed only (?:after|when|once|if)) (?:you|your)(?: have)? (?:confirm|ask|agree|wish|written|consent|say so)\p{L}*/giu;
/** "Files that may be destroyed soon": what the person keeps no longer. */
const THEIR_RUBBISH =
  /(?<!\p{L})(?:files?|boxes|papers?|records?|documents?|items?|things?|anything) (?:\p{L}+ ){0,5}(?:that|which) (?:may|can|could|have to|must) be destroyed(?!\p{L})/giu;
/** "Wie die Daten gelöscht werden, kläre ich": an open question of theirs. */
const LOOKED_UP =
  /(?<!\p{L})(?:wie|ob|wo|womit) (?:\p{L}+ ){0,6}daten (?:\p{L}+ ){0,3}gelöscht (?:werden|sind), (?:erfrage|kläre|prüfe|frage) ich(?!\p{L})/giu;

/** "If your colleagues would like to see it": a wish. */
const WISH_OF_OTHERS =
  /(?<!\p{L})your (?:board|management|colleagues) (?:would|might|may) (?:like|want|prefer|wish)(?!\p{L})/giu;
/** What is left open, and is to come: "Sie werden noch sehen, was Sie davon haben". */
const WAITS = word(
  String.raw`you(?:'ll| will) (?:soon )?(?:see|find out) what (?:happens|comes of it|you get)|sie werden (?:noch|bald|schon noch) (?:sehen|merken|erleben)|was sie davon haben`,
);

/** Whether a sentence threatens: a consequence, with a condition or an announcement. */
export const threatens = (folded: string, judgement: number = JUDGEMENT): boolean =>
  sentencesOf(folded)
    .map(({ text }) => text.replaceAll(SPARED, " ").replaceAll(KEPT, " ").replaceAll(LOOKED_UP, " "))
    .map((text) =>
      judgement <= SECOND_JUDGEMENT ? text : text.replaceAll(WISH_OF_OTHERS, " ").replaceAll(THEIR_RUBBISH, " "),
    )
    .some(
      (text) =>
        isElsewhere("threats", text) ||
        THREAT.test(text) ||
        (judgement > SECOND_JUDGEMENT && WAITS.test(text)) ||
        (CONSEQUENCE.test(text) && IF_NOT.test(text) && !ON_REQUEST.test(text)),
    );
