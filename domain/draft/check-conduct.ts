// Rules on what a draft does to the person or binds us to: demands of secrets, money or access; threats; insults; borrowed authority;
// writing to a person who declined; and words that accept, waive, owe or extend something in our name. Each looks for two parts that
// stand in one sentence, such as a verb that asks and a thing that nobody may ask for.
import { sentencesOf } from "./draft-text.ts";

const word = (...alternatives: readonly string[]): RegExp =>
  new RegExp(String.raw`(?<!\p{L})(?:${alternatives.join("|")})(?!\p{L})`, "iu");

/** A thing that only a thief or an impostor asks for. */
const SECRET = word(
  String.raw`pass(?:word|words|phrase|code|codes|wort|wörter|wörtern)|kennw[oö]rt\p{L}{0,3}|zugangsdaten|login(?:s| data| details| name)?|log-?in(?:s| data| details)|credentials|user ?names?|benutzername\p{L}{0,1}`,
  String.raw`pins?|tans?|otps?|cvv|cvc|(?:verification|security|one-time|access|sms|confirmation|authentication|login|activation|backup|recovery|gift|voucher|six-digit|digit) codes?|codes? (?:we|you|that|from|on|in)|the codes?|(?:sms|sicherheits|bestätigungs|prüf|zugangs|gutschein|freischalt|einmal|aktivierungs)-?codes?|den code|secret (?:question|key|phrase)s?|api ?keys?|private keys?|seed phrase|recovery phrase`,
  String.raw`(?:credit|debit|bank|gift|payment|insurance|id|identity|prepaid|itunes|amazon|google play|steam)[ -]?cards?(?: number| details| data)?|your cards?|cards? (?:number|details|data)s?|number (?:of|on) your (?:\p{L}+ )?card|kredit\p{L}*|bankkarte\p{L}*|ec-karte\p{L}*|kartennummer\p{L}*|kartendaten|gutschein(?:karte|karten|e)?|geschenkkarte\p{L}*`,
  String.raw`pass(?:port|ports)|reisepass\p{L}*|personalausweis\p{L}*|ausweis(?:kopie|nummer|es)?|identity (?:document|papers)|id (?:document|copy|scan)|driving licen[cs]e|driver's licen[cs]e|führerschein\p{L}*|social security(?: number)?|tax (?:id|number)|steuer(?:nummer|-id)|date of birth|birth date|geburtsdatum|mother's maiden name|selfie|utility bill|birth certificate|geburtsurkunde`,
  String.raw`bank (?:details|data|account|statement)s?|account (?:number|details|data)s?|online[ -]?banking|iban|bic|swift|sort code|routing number|bankverbindung|bankdaten|kontonummer|kontodaten|kontoauszug\p{L}*|konto`,
);
/** Money that is to be sent. */
const MONEY = word(
  String.raw`transfer|transfers|wire|money|payments?|deposit|down ?payment|prepayment|advance|fee|fees|amount|sum|invoice|balance|euros?|dollars?|pounds|bitcoins?|crypto\w*|ethereum|wallet|usdt|paypal|western union|moneygram|moneybag`,
  String.raw`überweisung\p{L}*|zahlung\p{L}*|anzahlung|vorkasse|vorauszahlung|gebühr\p{L}*|betrag|rechnung|geld|kaution|provision|summe|kryptowährung\p{L}*`,
);
const ASKS_FOR_MONEY = word(
  String.raw`(?:please|kindly|must|need(?:s|ed)? to|have to|should|ask you to|to|could you|can you|would you|just|now) (?:\p{L}+ ){0,2}(?:transfer|wire|pay|send|remit|deposit|settle|forward|make|release|top up|buy)`,
  String.raw`(?:transfer|wire|pay|remit|deposit|settle|buy|send) (?:us|me|the|your|this|all|half|it|a|an|at|in|to|into|money|\d)`,
  String.raw`(?:payable|due|outstanding|overdue|required|expected|requested|to be paid|before we (?:can|begin|start)|in advance|up ?front|without delay)`,
  String.raw`überweisen|zahlen|bezahlen|begleichen|einzahlen|anweisen|schicken sie|senden sie|kaufen|(?:fällig|erforderlich|vorab|im voraus|ausstehend|offen|überfällig)`,
);
const NEW_ACCOUNT = word(
  String.raw`(?:new|changed|other|updated|following|different|below) (?:bank )?(?:account|bank details|banking details|payment details|iban)`,
  String.raw`(?:our|my) (?:bank )?(?:account|bank|bank details|banking details|payment details|iban)(?: \p{L}+){0,2} (?:has|have|is|are|was|were) (?:\p{L}+ )?(?:changed|new|moved|updated|different|replaced)`,
  String.raw`chang(?:ed|ing) (?:our |my |the )?banks?|(?:neue|neuen|neues|geänderte|andere|anderes|folgende|folgendes) (?:konto|bankverbindung|bankdaten|iban|kontoverbindung)|(?:bankverbindung|bankdaten|konto|iban)(?: \p{L}+){0,3} geändert`,
);
const REMOTE = word(
  String.raw`any ?desk|team ?viewer|quick assist|remote (?:access|help|support|session|desktop|control|tool)|screen ?connect|control (?:of )?your (?:screen|computer|pc|machine)|(?:access|connect) to your (?:computer|pc|machine|laptop|network|mailbox|screen|desktop|system|account|server)|(?:access|open|enter|use) your (?:computer|mailbox|laptop|account)|share your screen|admin(?:istrator)? (?:rights|access|account)|remote[ -]?(?:zugriff|hilfe|sitzung|zugang)|fern(?:zugriff|wartung|hilfe|steuerung|zugang)\p{L}*|zugriff auf ihr\p{L}{0,2} (?:rechner|computer|konto|postfach|bildschirm|system|pc|laptop|netz\p{L}*|server)|ihren bildschirm`,
  String.raw`(?:install|download|run|execute|launch|enable|disable|turn off|switch off|deactivate|open) (?:\p{L}+ ){0,3}(?:programme?|program|software|app|application|file|tool|macros?|antivirus|firewall|script|command|extension|driver|update|virus scanner|add-on|plugin|attachment)|(?:installieren|laden|starten|öffnen|aktivieren|deaktivieren|schalten)(?: \p{L}+){0,4} (?:programm|software|app|datei|makros|virenschutz|firewall|skript|erweiterung|virenscanner)`,
);
/** Words by which somebody asks, requires or is to give. */
const ASKS = word(
  String.raw`please|kindly|send|sending|give|giving|tell|telling|share|sharing|provide|providing|enter|confirm|confirming|reply|forward|upload|scan|photograph|photo|picture|copy|read|type|need|needs|require|requires|required|verify|update|text|submit|hand|let us have|let me have|want|allow|grant|include|fill|set|could you|can you|would you|what is|what's|which|must|have to|necessary|without|ask|asking|await|waiting for|missing|lacking|note down|write|disclose|store|save|buy|purchase`,
  String.raw`bitte|senden|schicken|geben|nennen|teilen|mitteilen|bestätigen|brauchen|brauche|benötigen|benötige|hochladen|laden|eingeben|tragen|angeben|übermitteln|scannen|fotografieren|lesen|verraten|schreiben|wie lautet|wie heißt|müssen|fehlt|fehlen|erforderlich|nötig|notwendig|kopie|foto|kaufen|hinterlegen|antworten`,
);
/** "No credit card is needed": the thing is excluded, not asked for. */
const EXCLUDED =
  /(?<!\p{L})(?:no|without (?:a|any|your)|never (?:ask|need)|not (?:ask|need)|kein\p{L}{0,2}|ohne)(?: \p{L}+){0,2} (?:pass|credit|card|bank|kredit|login|payment|deposit|account|zahlung|anzahlung|konto)\p{L}*(?: \p{L}+)? (?:is|are|for|to|needed|necessary|required|ist|sind|nötig|erforderlich)/iu;

/** Whether a sentence asks for a secret, money, a document or access. */
export const demands = (folded: string): boolean =>
  sentencesOf(folded).some(
    ({ text }) =>
      !EXCLUDED.test(text) &&
      ((SECRET.test(text) && ASKS.test(text)) ||
        (MONEY.test(text) && ASKS_FOR_MONEY.test(text) && YOU_PAY.test(text)) ||
        NEW_ACCOUNT.test(text) ||
        REMOTE.test(text)),
  );

/** In a demand for money the person pays. A price that is named, or what others pay, is not one. */
const YOU_PAY = word(
  String.raw`please|kindly|must|have to|you need|need to|now|today|first|before|in advance|up ?front|without delay|immediately|due|overdue|outstanding|payable|to (?:us|me|our|this|the)|us|me|your|bitte|müssen|sofort|vorab|im voraus|fällig|ausstehend|überfällig|umgehend|zuerst|überweisen sie|zahlen sie`,
);

const CONSEQUENCE = word(
  String.raw`lawyers?|attorneys?|solicitors?|legal (?:action|steps|proceedings|consequences|department|measures|team)|courts?|sue|lawsuit|police|prosecut\p{L}*|criminal|debt collect\p{L}*|collection agency|collectors|bailiff\p{L}*|credit (?:agency|bureau|rating|score)|penalt\p{L}*|fined|fines|(?:a|the|heavy) fine|contractual penalty|damages|blacklist\p{L}*|expose|publish|make public|go public|press|public|leak|delete(?:d)? your|lock(?:ed)? your|suspend\p{L}* your|block(?:ed)? your|seiz\p{L}*|shut you down|shut down your|lose (?:your|everything|the|access|all)|report (?:you|this|it|your)|reported to|your (?:boss|employer|manager|superior|management|board|customers|competitors|wife|husband|family|colleagues) (?:will|would|should|may|might|shall|to)|(?:tell|inform|write to|contact|call|notify|let) (?:your |the )(?:\p{L}+ )?(?:boss|employer|manager|superior|management|board|customers|family|press|authorities|competitors|tax office|wife|husband|colleagues)`,
  String.raw`consequences?|repercussions|regret|suffer|sorry you|come after you|find you|watching you|where you (?:live|work)|enforce\p{L}*|terminate your|escalat\p{L}*|unpleasant|trouble|ruin\p{L}*|destroy\p{L}*|hurt|harm|at your own risk|no mercy|pay for (?:it|this|that)|pay the price|make you|force you|hold you (?:liable|responsible)|answer for`,
  String.raw`anw[aä]lt\p{L}*|rechtsanw\p{L}*|gericht\p{L}*|klage|verklagen|inkasso\p{L}*|mahnverfahren|mahnbescheid|strafanzeige|anzeige|polizei|schufa|vertragsstrafe|strafe|konsequenzen|folgen|bereuen|schadens?ersatz|sperren|gesperrt|löschen|gelöscht|veröffentlichen|öffentlich|ihr(?:en|em)? (?:chef|vorgesetzt\p{L}*|arbeitgeber)|rechtliche (?:schritte|mittel)|zwingen|ärger|unangenehm\p{L}*|pfänd\p{L}*|gerichtsvollzieher|wo sie (?:wohnen|arbeiten)|verantwortlich machen|haftbar`,
);
const IF_NOT = word(
  String.raw`if|unless|otherwise|or else|or|should you|failing (?:that|this|which)|until|will|we'll|i'll|shall|going to|have (?:already )?(?:instructed|informed|reported|passed|handed|called|engaged)|has been|know|can|could|may|might|would|you had better|final|last|do not|don't|before|must|without|or i|is about to|are ready|are prepared|refus\p{L}*|ignor\p{L}*|dare`,
  String.raw`wenn|falls|sonst|andernfalls|ansonsten|oder|sollten|werden|werde|wird|wissen|ohne|letzte[rsnm]?|müssen|bis|können|bevor|weigern|würde|würden`,
);
const THREAT = word(
  String.raw`(?:last|final) (?:warning|notice|demand|reminder before|chance to)|you (?:have been|are) warned|be warned|i warn you|we warn you|we are warning|think twice|don't make (?:me|us)|you will (?:be sorry|regret)|you leave us no|we know (?:where|who) you|or else|letzte (?:mahnung|warnung|aufforderung)|wir warnen sie|ich warne sie|seien sie gewarnt|überlegen sie (?:sich )?(?:das |es )?gut|das wird ihnen leid|sie werden (?:es |das |schon )?(?:sehen|bereuen)`,
);

/** Whether a sentence threatens: a consequence, with a condition or an announcement. */
export const threatens = (folded: string): boolean =>
  sentencesOf(folded).some(({ text }) => THREAT.test(text) || (CONSEQUENCE.test(text) && IF_NOT.test(text)));

const INSULT = word(
  String.raw`stupid\p{L}*|idiot\p{L}*|morons?|moronic|imbecile\p{L}*|dumb|dumber|dumbest|fools?|foolish|incompeten\p{L}*|pathetic|liars?|lying|lazy|laziness|clueless|losers?|ignorant|ignorance|disgrace\p{L}*|disgusting|shameful|shame on|ridiculous|worthless|useless|hopeless|laughable|(?:is|are) a joke|laughing stock|amateur\p{L}*|garbage|rubbish|trash|scum|crook\p{L}*|thief|thieves|coward\p{L}*|arrogant|brainless|braindead|half-wit\p{L}*|nitwit\p{L}*|dimwit\p{L}*|cretin\p{L}*|ugly|fat|jerk|bastard\p{L}*|crap|shit\p{L}*|damn|hell|fuck\p{L}*|bloody|sucks?|suck|embarrass\p{L}*|inept|slow-witted|simple-minded|mindless|childish|backward|too (?:slow|dim|old|thick|small-minded|cheap|poor) to|miserable|mediocre|unprofessional|sloppy|greedy|parasite\p{L}*|not (?:very )?(?:bright|smart|clever)|out of your depth|in over your head|wast(?:e|ing) (?:of )?(?:my|our|everyone's) time|waste of`,
  String.raw`dumm\p{L}*|blöd\p{L}*|doof\p{L}*|idiot\p{L}*|trottel\p{L}*|depp\p{L}*|unfähig\p{L}*|inkompetent\p{L}*|lächerlich\p{L}*|erbärmlich\p{L}*|lügner\p{L}*|lügen|faul\p{L}{0,2}|versager\p{L}*|peinlich\p{L}*|ahnungslos\p{L}*|nutzlos\p{L}*|wertlos\p{L}*|schande|schämen|feige\p{L}*|arrogant\p{L}*|amateur\p{L}*|dilettant\p{L}*|schwachsinn\p{L}*|stümper\p{L}*|niete\p{L}*|kindisch\p{L}*|rückständig\p{L}*|armselig\p{L}*|unverschämt\p{L}*|scheiß\p{L}*|verdammt\p{L}*|betrüger\p{L}*|geizig\p{L}*|begriffsstutzig\p{L}*|jämmerlich\p{L}*|witzfigur\p{L}*|zeitverschwendung|naiv\p{L}*`,
);
/** Whether a sentence insults the person, or speaks of anybody in such words. */
export const insults = (folded: string): boolean => sentencesOf(folded).some(({ text }) => INSULT.test(text));

/** Offices and firms in whose name only they themselves may speak. */
const AUTHORITY = String.raw`(?:\p{L}+ ){0,2}(?:police|tax (?:office|authority|authorities|administration)|revenue|government|ministry|court|judge|bank|central bank|regulator\p{L}*|authorit(?:y|ies)|supervisory\p{L}*|commission|customs|federal\p{L}*|state|lawyer|attorney|solicitor|notary|prosecutor\p{L}*|it (?:department|team|support|desk|security)|help ?desk|administrator|data protection\p{L}*(?: (?:authority|officer|office|commissioner))?|chamber of commerce|ceo|cfo|board|managing director|management|head office|headquarters|parent company|auditors?|compliance\p{L}*|microsoft|google|apple|amazon|paypal|europol|interpol|fbi|hmrc|irs|ico|insurance\p{L}*|health (?:office|authority)|security team|provider|employer|boss|chief executive)`;
const BEHOERDE = String.raw`(?:\p{L}+ ){0,2}(?:polizei|finanzamt\p{L}*|finanzbehörde|regierung|ministerium\p{L}*|gericht\p{L}*|richter\p{L}*|bank|hausbank|bundesbank|behörde\p{L}*|aufsicht\p{L}*|kommission|zoll|bundes\p{L}*|anwalt\p{L}*|rechtsanwalt\p{L}*|kanzlei|notar\p{L}*|staatsanwalt\p{L}*|it-abteilung|it-support|administrator\p{L}*|datenschutz\p{L}*|handelskammer|ihk|geschäftsführ\p{L}*|geschäftsleitung|vorstand\p{L}*|zentrale|konzernleitung|wirtschaftsprüf\p{L}*|versicherung\p{L}*|microsoft|google|paypal|gesundheitsamt\p{L}*|krankenkasse|arbeitgeber\p{L}*|chef\p{L}*)`;
const FALSE_AUTHORITY = [
  word(
    String.raw`(?:on behalf of|in the name of|by order of|by authority of|under (?:the )?(?:authority|orders?|instructions?) of|acting for|representing|calling from|writing (?:from|for|to you (?:from|for|as))|i am (?:from|with|at)|we are (?:from|with|at|the|your)|i am (?:the|your)|this is (?:the|your)|as (?:the|your)|speaking (?:for|as)|here is the|authori[sz]ed by|mandated by|instructed by|commissioned by|ordered by|appointed by|at the request of|at the direction of|approved by|certified by|endorsed by|as agreed with|as ordered by|agreed by|confirmed by) ${AUTHORITY}`,
    String.raw`(?:the|your|our) ${AUTHORITY} (?:requires?|demands?|orders?|instructs?|expects?|insists?) (?:it|this|that|an?|your|you|us|me|to)|(?:i|we) (?:represent|speak for|act for|come from) (?:the |your )?${AUTHORITY}|(?:the|your|our) ${AUTHORITY} (?:has|have|had|is|are|will|requires?|demands?|orders?|instructs?|expects?|wants?|asks?|insists?) ?(?:also |already |just )?(?:ordered|instructed|asked|requested|required|approved|told|authori[sz]ed|confirmed|decided|agreed|mandated|requiring|demanding|waiting|asking|you|that|us|me|this|to)`,
    String.raw`(?:required|obliged|obligated|compelled|mandatory|compulsory|prescribed|demanded|necessary|bound) (?:by|under) (?:\p{L}+ ){0,3}(?:law|act|regulations?|statute|gdpr|directive|code|court|authorit\p{L}+|government)|legally (?:required|obliged|obligated|bound|compelled|mandatory)|(?:by|under) (?:\p{L}+ )?law,? you|under penalty of law|the (?:law|gdpr|regulation|act|statute|new directive) (?:requires|obliges|demands|compels|says|states|prescribes|orders|forces|forbids)|statutory (?:duty|obligation|deadline|notice|inspection|audit)|court order|subpoena|search warrant|official (?:notice|order|request|inspection|warning|letter|communication|investigation|decree|audit)|government (?:order|programme|notice|inspection)|under investigation|case number|file number|badge number|public authority|state-approved|officially (?:appointed|authori[sz]ed|recogni[sz]ed|approved|required|ordered)|sworn|in my capacity as|by virtue of my office`,
  ),
  word(
    String.raw`(?:im auftrag|im namen|auf anordnung|auf anweisung|auf weisung|in vertretung|stellvertretend für|auf veranlassung|beauftragt von|bevollmächtigt von|autorisiert von|zertifiziert von|genehmigt von|hier ist|hier spricht|hier schreibt|ich bin|wir sind|als|vertreter)(?: von| der| des| die| das| dem| ihr\p{L}{0,2}| für)* ${BEHOERDE}`,
    String.raw`(?:die|das|der|ihre?|unsere?) ${BEHOERDE} (?:hat|haben|verlangt|fordert|schreibt|verpflichtet|erwartet|ordnet|will|wollen|besteht|prüft|bittet)`,
    String.raw`gesetzlich (?:verpflichtet|vorgeschrieben|erforderlich|gezwungen)|(?:nach|laut|gemäß)(?: \p{L}+){0,3} (?:gesetz\p{L}*|dsgvo|verordnung|paragraf\p{L}*|richtlinie|anordnung|beschluss)|das gesetz (?:verlangt|schreibt|verpflichtet)|die dsgvo (?:verlangt|schreibt|verpflichtet)|amtlich\p{L}*|behördlich\p{L}*|gerichtsbeschluss|gerichtliche\p{L}*|aktenzeichen|staatlich\p{L}*|von amts wegen|ermittlungsverfahren|hoheitlich\p{L}*|in meiner eigenschaft als|offizielle (?:anordnung|mitteilung|prüfung|aufforderung|stelle)`,
  ),
] as const;
/** Whether the draft speaks in the name of an office, a firm or a law that is not ours to speak for. */
export const claimsAuthority = (folded: string): boolean =>
  sentencesOf(folded).some(({ text }) => FALSE_AUTHORITY.some((pattern) => pattern.test(text)));

const DECLINED = word(
  String.raw`(?:opted|opting|opt) out|opt-out|unsubscrib\p{L}*|unsubscription|took you off|removed (?:you|your \p{L}+) from|asked (?:us |me )?(?:\p{L}+ )?(?:not to|to (?:stop|be removed|be left|be taken off|end|cease|delete|remove)|for no)|asked to be (?:removed|left|taken)|(?:told|wrote|said|made it clear|stated|informed|instructed|requested|let)(?: \p{L}+){0,4} (?:not to|to stop|no more|to leave you|you (?:did not|didn't|do not|don't|no longer|never) (?:want|wish)|not interested|no)|(?:did not|didn't|do not|don't|no longer|never|not) (?:actually |really )?(?:want|wanted|wish|wished|like|agree|consent|agreed|consented|ask|asked|subscribe|subscribed|sign up|signed up)(?: (?:to|us|me|any|for|for|our|these|this|more|further|be|being|hear|receive|get))* (?:written|contacted|emailed|mail|mails|e-mail|e-mails|emails|message|messages|hear|from us|contact|approached|write|receive|newsletter|this|called)|do-?not-?contact|(?:your|the) (?:objection|opt-out|refusal|unsubscription|complaint|request not to|request to stop|withdrawal)|(?:withdrew|withdrawn|revoked|without) (?:your )?consent|suppression list|blocked us|marked us as spam|blocklist|said no|not interested|against your (?:will|wish\p{L}*)|rather not (?:hear|be)|stop(?:ped)? (?:writing|e-?mailing|contacting|messaging)|no (?:more|further) (?:e-?mails|mails|messages|contact)|left alone|to be left|turned us down|declined`,
  String.raw`abgemeldet|abmeldung|abbestell\p{L}*|widerspruch\p{L}*|widersprochen|widerrufen|austragung|ausgetragen|keine (?:weiteren |e-?mails|mails|nachrichten|werbung|post)(?: \p{L}+){0,3}|nicht mehr (?:\p{L}+ ){0,3}(?:angeschrieben|kontaktiert|schreiben|hören|anschreiben|erhalten|bekommen|kontaktieren|behelligt)|nicht (?:\p{L}+ ){0,2}(?:angeschrieben|kontaktiert werden|kontaktieren)|kein interesse|sperrliste|in ruhe (?:gelassen|lassen)|ohne ihre (?:einwilligung|zustimmung|erlaubnis)|gegen ihren (?:willen|wunsch)|nicht (?:\p{L}+ )?(?:eingewilligt|zugestimmt)|abgelehnt|nein gesagt|aufzuhören|unerwünscht\p{L}*|von der liste`,
);
const ADMITS = word(
  String.raw`although|even though|though|despite|in spite|notwithstanding|regardless|ignoring|ignored|nevertheless|nonetheless|anyway|all the same|still|yet|again|but|however|even if|contrary|against|you|your|we know|i know|i am aware|we are aware|aware|i see|we see|our records|noticed|sorry|apolog\p{L}*|forgive|exception|one more|just this once|once more|on our list`,
  String.raw`obwohl|trotz\p{L}*|dennoch|ungeachtet|gleichwohl|doch|aber|noch einmal|nochmals|sie|ihr\p{L}{0,2}|wir wissen|ich weiß|bekannt|bewusst|ausnahme|entschuldig\p{L}*|verzeih\p{L}*|gegen`,
);
/** "If you no longer want these mails": a condition admits nothing. */
const CONDITION =
  /(?<!\p{L})(?:(?<!even |as )if|should|whether|in case|unless|whenever|when you|falls|wenn|sollten|sofern|can|may|you could|you are free to|at any time|jederzeit|können)(?!\p{L})/iu;
/** Whether the draft admits that the person declined to be written to. */
export const admitsUnwanted = (folded: string): boolean =>
  sentencesOf(folded).some(({ text }) => DECLINED.test(text) && ADMITS.test(text) && !CONDITION.test(text));

const BINDING_VERBS = String.raw`accept|waive|grant|sign|owe|admit|cancel|extend|guarantee|concede|acknowledge|approve|authori[sz]e|agree|consent|undertake|indemnify|renounce|forgive|forgo|release|reimburse|compensate|refund|credit|confirm (?:the|your|that|receipt of the) (?:order|contract|deal|purchase|booking|cancellation|payment|discount|agreement|extension)|commit|pledge|warrant|terminate|renew|prolong|upgrade|write off|take (?:over|back|full)|assume|recogni[sz]e|settle|countersign|award|transfer|assign|license|donate|promise|vouch|bear|drop`;
const BINDING_PAST = String.raw`accepted|waived|granted|signed|owed|admitted|cancell?ed|extended|guaranteed|conceded|acknowledged|approved|authori[sz]ed|agreed|consented|undertaken|indemnified|renounced|forgiven|forgone|released|reimbursed|compensated|refunded|credited|committed|pledged|warranted|terminated|renewed|prolonged|upgraded|written off|assumed|recogni[sz]ed|countersigned|awarded|transferred|assigned|licensed|donated|promised|dropped|binding|void|null and void|in force`;
const BINDING_DE = String.raw`akzeptiere|annehme|nehme|verzichte|gewähre|unterschreibe|unterzeichne|schulde|gebe|storniere|kündige|verlängere|garantiere|erlasse|erkenne|genehmige|stimme|verpflichte|übernehme|erstatte|ersetze|bestätige|räume|hafte|sichere|widerrufe|trete|bewillige|willige|stehe`;
const THINGS_OF_CONTRACT = String.raw`contracts?|agreement|order|fees?|invoices?|subscription|deadline|terms?|offer|discount|penalty|liability|claims?|licen[cs]e|debt|payments?|notice period|warranty|trial|deal|price|charges?|request|cancellation|refund|exclusivity|rights|balance|account|damages|fault`;
const VERTRAGSDINGE = String.raw`vertrag|vertrags\p{L}*|vereinbarung|auftrag|bestellung|gebühr\p{L}*|rechnung\p{L}*|abo\p{L}*|frist|angebot|rabatt|strafe|haftung|forderung\p{L}*|lizenz|schuld\p{L}*|zahlung\p{L}*|garantie|testphase|preis\p{L}*|kündigung|erstattung|stornierung|rechte|konto|schaden|kosten`;
const BINDS = [
  word(
    String.raw`(?:i|we)(?:'ll|'d)?(?: \p{L}+ly| hereby| will| would| shall| can| do| also| fully| now| gladly| happily| therefore| must| have to| of course| already| formally| officially| both| then| jointly| unconditionally| am| are| be| happy to| glad to| pleased to| ready to| willing to| prepared to| going to| obliged to){0,4} (?:${BINDING_VERBS})`,
    String.raw`(?:i|we)(?:'ve| have| had)(?: \p{L}+ly| hereby| already| also| now| therefore| just| fully){0,3} (?:${BINDING_PAST})`,
    String.raw`(?:i|we)(?:'m|'re| am| are)(?: \p{L}+ly| hereby| also| now| of course){0,2} (?:accepting|waiving|granting|signing|owing|admitting|cancell?ing|extending|guaranteeing|conceding|approving|agreeing|refunding|committing|renewing|terminating|crediting|bound|liable|in debt|at fault|to blame|responsible for|in breach|obliged|obligated|committed)`,
    String.raw`(?:your|the|this|that|a|all|any|these|every) (?:\p{L}+ ){0,3}(?:${THINGS_OF_CONTRACT})(?: \p{L}+){0,2} (?:is|are|was|were|has been|have been|will be|shall be|gets|stands)(?: \p{L}+ly| hereby| now| also| already| therefore| fully){0,2} (?:${BINDING_PAST}|accept\p{L}*|waiv\p{L}*|ours to bear|on us)`,
    String.raw`you (?:are|have been|were|will be)(?: \p{L}+ly| hereby| now| also)? (?:granted|awarded|credited|released from|exempt\p{L}*|refunded|reimbursed|guaranteed|owed|entitled|licensed|authori[sz]ed|relieved)`,
    String.raw`(?:hereby|it was our fault|our (?:fault|mistake|error|breach|liability|signature|acceptance|consent|guarantee|debt)|consider (?:it|the \p{L}+|this|your \p{L}+) (?:\p{L}+ )?(?:${BINDING_PAST}|done|signed|yours)|you have (?:our|my) (?:word|guarantee|consent|acceptance|permission|approval|agreement)|in our debt|we have a deal|it's a deal|deal!|legally binding|with binding effect|on our account|at our expense)`,
  ),
  word(
    String.raw`(?:ich|wir|hiermit)(?: \p{L}+){0,3} (?:${BINDING_DE})n?(?: \p{L}+)?|(?:${BINDING_DE})n?(?: (?:ich|wir))(?: \p{L}+){0,2}`,
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
    ({ text, isQuestion }) => !isQuestion && !BINDS_NOT.test(text) && BINDS.some((pattern) => pattern.test(text)),
  );
