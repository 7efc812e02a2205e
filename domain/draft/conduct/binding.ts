// Rule against drafts that bind us: that accept, waive, grant, owe, admit, cancel or extend something in our name.
import { sentencesOf } from "../draft-text.ts";
import { isElsewhere } from "./languages.ts";
import { word } from "./word.ts";

/** Verbs that bind whatever their object is. */
const BINDING_VERBS = String.raw`waive|grant|owe(?! (?:you|the \p{L}+) (?:an? )?(?:\p{L}+ )?(?:answer|reply|explanation|figure|number|apology))|admit|guarantee|concede|consent|undertake|indemnify|renounce|forgive|forgo|reimburse|compensate|refund|countersign|pledge|warrant|vouch|promise`;
/** Verbs that bind when their object is a thing of a contract: "we accept Excel files" binds nobody. */
const BINDING_WITH_THING = String.raw`accept|sign|cancel|extend|acknowledge|approve|authori[sz]e|agree|release|credit|confirm|commit|terminate|renew|prolong|upgrade|write off|take(?: over| back| full)?|assume|recogni[sz]e|settle|award|transfer|assign|license|donate|bear|drop|confirm`;
const BINDING_PAST = String.raw`accepted|waived|granted|signed|owed|admitted|cancell?ed|extended|guaranteed|conceded|acknowledged|approved|authori[sz]ed|agreed|consented|undertaken|indemnified|renounced|forgiven|forgone|released|reimbursed|compensated|refunded|credited|committed|pledged|warranted|terminated|renewed|prolonged|upgraded|written off|assumed|recogni[sz]ed|countersigned|awarded|transferred|assigned|licensed|donated|promised|dropped|binding|void|null and void|in force`;
const BINDING_DE = String.raw`akzeptiere|verzichte|gewähre|unterschreibe|unterzeichne|schulde|storniere|kündige|verlängere|garantiere|erlasse|genehmige|verpflichte|erstatte|widerrufe|bewillige|hafte`;
/** Verbs that bind with their other half, or with a thing of a contract: "ich gebe Bescheid" binds nobody. */
const BINDING_PARTED = String.raw`nehmen?(?: \p{L}+){1,6} an|geben?(?: \p{L}+){0,4} zu(?! (?:\p{L}+ ){0,3}(?:bedenken|verstehen|denken))|räumen?(?: \p{L}+){1,6} ein|erkennen?(?: \p{L}+){1,6} an|stimmen?(?: \p{L}+){0,6} zu|treten?(?: \p{L}+){1,6} ab|willigen? ein|stehen? (?:dafür |für \p{L}+ )?(?:\p{L}+ )?ein|sichern?(?: \p{L}+){1,6} zu|sagen?(?: \p{L}+){1,6} zu|übernehmen?(?: \p{L}+){0,4} (?:kosten|haftung|verantwortung|garantie|schulden?|schaden|gebühr\p{L}*|rechnung\p{L}*)|ersetzen?(?: \p{L}+){0,4} (?:schaden|kosten|verlust\p{L}*)|bestätigen?(?: \p{L}+){0,4} (?:vertrag|auftrag|bestellung|kündigung|stornierung|zahlung|rabatt|forderung)`;
const THINGS_OF_CONTRACT = String.raw`contracts?|agreement|order|fees?|invoices?|subscription|deadline|terms?|offer|discount|penalty|liability|claims?|licen[cs]e|debt|payments?|notice period|warranty|trial|deal|price|charges?|request|cancellation|refund|exclusivity|rights|balance|account|damages|fault`;
const VERTRAGSDINGE = String.raw`vertrag|vertrags\p{L}*|vereinbarung|auftrag|bestellung|gebühr\p{L}*|rechnung\p{L}*|abo\p{L}*|frist|angebot|rabatt|strafe|haftung|forderung\p{L}*|lizenz|schuld\p{L}*|zahlung\p{L}*|garantie|testphase|preis\p{L}*|kündigung|erstattung|stornierung|rechte|konto|schaden|kosten`;
const BINDS = [
  word(
    String.raw`(?:i|we)(?:'ll|'d)?(?: \p{L}+ly| hereby| will| would| shall| can| do| also| fully| now| gladly| happily| therefore| must| have to| of course| already| formally| officially| both| then| jointly| unconditionally| am| are| be| happy to| glad to| pleased to| ready to| willing to| prepared to| going to| obliged to){0,4} (?:(?:${BINDING_VERBS})|(?:${BINDING_WITH_THING})(?: \p{L}+){0,6} (?:${THINGS_OF_CONTRACT}|conditions|bid|proposal|euros?|pounds|dollars|cost|costs|obligations?|consequences|start date))`,
    String.raw`(?:i|we)(?:'ve| have| had)(?: \p{L}+ly| hereby| already| also| now| therefore| just| fully){0,3} (?:(?:accepted|signed|cancell?ed|extended|acknowledged|approved|agreed|released|credited|confirmed|committed|terminated|renewed|upgraded|recogni[sz]ed|awarded|transferred|assigned|licensed|donated|dropped)(?: \p{L}+){0,6} (?:${THINGS_OF_CONTRACT}|conditions|proposal)|waived|granted|owed|admitted|guaranteed|conceded|consented|undertaken|indemnified|renounced|forgiven|forgone|reimbursed|compensated|refunded|pledged|warranted|countersigned|promised)`,
    String.raw`(?:i|we)(?:'m|'re| am| are)(?: \p{L}+ly| hereby| also| now| of course){0,2} (?:waiving|granting|owing|admitting|cancell?ing|extending|guaranteeing|conceding|refunding|(?:accepting|signing|approving|agreeing|renewing|terminating|crediting|committing)(?: \p{L}+){0,5} (?:${THINGS_OF_CONTRACT})|bound|liable|in debt|at fault|to blame|responsible for|in breach|obliged|obligated|committed)`,
    String.raw`(?:your|the|this|that|a|all|any|these|every) (?:\p{L}+ ){0,3}(?:${THINGS_OF_CONTRACT})(?: \p{L}+){0,2} (?:is|are|was|were|has been|have been|will be|shall be|gets|stands)(?: \p{L}+ly| hereby| now| also| already| therefore| fully){0,2} (?:${BINDING_PAST}|accept\p{L}*|waiv\p{L}*|ours to bear|on us)`,
    String.raw`you (?:are|have been|were|will be)(?: \p{L}+ly| hereby| now| also)? (?:granted|awarded|credited|released from|exempt\p{L}*|refunded|reimbursed|guaranteed|owed|entitled|licensed|authori[sz]ed|relieved)`,
    String.raw`(?:hereby|it was our fault|our (?:fault|mistake|error|breach|liability|signature|acceptance|consent|debt)|consider (?:it|the \p{L}+|this|your \p{L}+) (?:\p{L}+ )?(?:${BINDING_PAST}|done|signed|yours)|you have (?:our|my) (?:word|guarantee|consent|acceptance|permission|approval|agreement)|in our debt|we have a deal|it's a deal|deal!|legally binding|with binding effect|on our account|at our expense)`,
  ),
  word(
    String.raw`(?:ich|wir|hiermit)(?: \p{L}+){0,3} (?:(?:${BINDING_DE})n?|${BINDING_PARTED})|(?:${BINDING_DE})n? (?:ich|wir)|(?:nehme|gebe|räume|erkenne|stimme|trete|sichere|sage|übernehme|ersetze|bestätige)n? (?:ich|wir)(?: \p{L}+){0,6} (?:an|zu|ein|ab|kosten|haftung|schaden|auftrag|bestellung|vertrag|kündigung|rabatt|forderung)`,
    String.raw`(?:ich|wir) (?:haben?|werden?|wollen|können)(?: \p{L}+){0,8} (?:akzeptiert|angenommen|verzichtet|gewährt|unterschrieben|unterzeichnet|geschuldet|storniert|gekündigt|verlängert|garantiert|erlassen|anerkannt|genehmigt|zugestimmt|übernommen|erstattet|eingeräumt|akzeptieren|annehmen|verzichten|gewähren|unterschreiben|stornieren|verlängern|garantieren|anerkennen|genehmigen|zustimmen|erstatten|übernehmen|kündigen|einräumen|bewilligt)`,
    String.raw`(?:ihr\p{L}{0,2}|der|die|das|dieser?|alle) (?:\p{L}+ ){0,2}(?:${VERTRAGSDINGE}) (?:ist|sind|wird|werden|wurde|wurden|gilt|gelten)(?: \p{L}+){0,4} (?:akzeptiert|angenommen|erlassen|gewährt|unterschrieben|unterzeichnet|storniert|gekündigt|verlängert|garantiert|anerkannt|genehmigt|übernommen|erstattet|aufgehoben|beendet|bestätigt|bewilligt|verbindlich|rechtskräftig)`,
    String.raw`hiermit|unser (?:fehler|verschulden)|unsere schuld|rechtsverbindlich|(?:auf|zu) unsere(?:n)? (?:kosten|lasten)|sie haben (?:mein|unser) wort|wir sind (?:schuld|haftbar|verpflichtet)`,
  ),
] as const;
/** Asking, a condition, and what cannot be done bind nobody. */
const BINDS_NOT =
  /(?<!\p{L})(?:(?:cannot|can't|can not|may not|am not able to|are not able to|unable to|not in a position to|before|until|whether|nicht|kein\p{L}{0,2}|bevor|ob)(?!\p{L}))/iu;

/** Whether a sentence accepts, waives, grants, signs, owes, admits, cancels, extends or guarantees something in our name. */
export const bindsUs = (folded: string): boolean =>
  sentencesOf(folded).some(
    ({ text, isQuestion }) =>
      !isQuestion &&
      (isElsewhere("binds", text) || (!BINDS_NOT.test(text) && BINDS.some((pattern) => pattern.test(text)))),
  );
