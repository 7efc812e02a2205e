// Rule against drafts that ask for a secret, money, a document or access.
import { isStatedBy } from "../check-statements.ts";
import { sentencesOf } from "../draft-text.ts";
import { JUDGEMENT, SECOND_JUDGEMENT } from "../given.ts";
import { demandsElsewhere } from "./languages.ts";
import { isBefore, word } from "./word.ts";

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
  String.raw`transfer|transfers|wire|money|payments?|deposit|down ?payment|prepayment|(?<!in )advance|fee|fees|amount|sum|invoice|balance|euros?|dollars?|pounds|bitcoins?|crypto\w*|ethereum|wallet|usdt|paypal|western union|moneygram|moneybag`,
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
  String.raw`(?:please|kindly|just|simply|then|now|you (?:must|need to|have to|should|can|could)|could you|can you|would you|and) (?:\p{L}+ )?(?:install|download|run|execute|launch|enable|disable|turn off|switch off|deactivate|open) (?:\p{L}+ ){0,3}(?:programme?|program|software|app|application|file|tool|macros?|antivirus|firewall|script|command|extension|driver|update|virus scanner|add-on|plugin|attachment)|(?:installieren|laden|starten|öffnen|aktivieren|deaktivieren|schalten) sie(?: \p{L}+){0,4} (?:programm|software|app|datei|makros|virenschutz|firewall|skript|erweiterung|virenscanner)`,
);
/** Words by which somebody asks for what follows. */
const ASKS_FOR = word(
  String.raw`please|kindly|send|sending|give|giving|tell|telling|share|sharing|provide|providing|enter|confirm|reply|answer|forward|upload|scan|photograph|photo of|picture of|copy of|read (?:me|us|out)|type|verify|text (?:me|us)|submit|hand over|let (?:me|us) have|allow (?:me|us)|grant (?:me|us)|fill in|could you|can you|would you|what(?: is|'s) (?:the|your)|buy|purchase|disclose|asking? (?:you )?for|(?:await|waiting for|missing|lacking|without) your|(?:i|we|me|us)(?:'d| would| will| do| also| still| now| just)* (?:need|require|want|request)|need(?:s)? your|requires? (?:your|a|an)|you (?:must|have to|need to)|selfie with`,
  String.raw`bitte|senden|schicken|geben sie|nennen|teilen|mitteilen|bestätigen|brauchen wir|brauche|wir brauchen|benötigen|benötige|hochladen|laden sie|eingeben|tragen sie|angeben|übermitteln|scannen|fotografieren|lesen sie mir|verraten|schreiben sie|wie lautet|wie heißt|müssen sie|fehlen|fehlt|kopie|foto|kaufen|hinterlegen|antworten`,
);
/** Words behind a thing by which it is asked for. */
const IS_ASKED_FOR = word(
  String.raw`(?:is|are|will be) (?:all (?:that )?(?:i|we) need|needed|required|necessary|missing|requested)|(?:is|are) what (?:i|we) need|to me|to us|in your reply|by return|as a reply`,
  String.raw`(?:brauche|brauchen|benötige|benötigen) (?:ich|wir)|fehlt|fehlen|(?:ist|sind|wird|werden) (?:\p{L}+ )?(?:nötig|erforderlich|benötigt|gebraucht|notwendig)|bitte`,
);
/** How far behind the asking the thing may stand, in characters. */
const REACH = 80;
/** "Please never send us your password": the thing is excluded, not asked for. */
const WARNS =
  /(?<!\p{L})(?:never|do not|don't|not|no need to|nobody will|won't|nie|niemals|nicht)(?: \p{L}+){0,3} (?:send|share|give|tell|ask|need|require|enter|want|store|see|know|schicken|senden|geben|nennen|brauchen|benötigen|fragen|nach|weiter)(?!\p{L})|(?<!\p{L})(?:kein\p{L}{0,2}|no) (?:pass\p{L}+|login|credit card|card|bank details|zugangsdaten|kreditkarte\p{L}*|bankdaten)(?!\p{L})/iu;
/** "No credit card is needed": the thing is excluded, not asked for. */
const EXCLUDED =
  /(?<!\p{L})(?:no|without (?:a|any|your)|never (?:ask|need)|not (?:ask|need)|kein\p{L}{0,2}|ohne)(?: \p{L}+){0,2} (?:pass|credit|card|bank|kredit|login|payment|deposit|account|zahlung|anzahlung|konto)\p{L}*(?: \p{L}+)? (?:is|are|for|to|needed|necessary|required|ist|sind|nötig|erforderlich)/giu;

/** Most of its words: a sentence with fewer of them says something else than the statement. */
const MOST = 2 / 3;
const TELLS_TO_PAY = word(
  String.raw`please|kindly|(?:transfer|wire|pay|send|remit|settle|buy)(?! is)|now|today|immediately|at once|outstanding|overdue`,
  String.raw`bitte|überweisen|zahlen sie|begleichen|sofort|heute|umgehend|ausstehend|überfällig`,
);
/** "We ask for a deposit of 20 percent": a term that a cited statement of ours names, and nobody is told to pay. */
const isOurTerm = (text: string, ours: readonly string[]): boolean =>
  !TELLS_TO_PAY.test(text) && isStatedBy(text, ours, MOST);

/** "You pay 900 euros for your current tool": what they pay to others, as they wrote. */
const PAYS_OTHERS =
  /(?<!\p{L})you (?:\p{L}+ )?pay (?:[\p{L}\p{N}.,€£$]+ ){1,8}(?:for|to) (?:your|the) (?:current|present|last|old|other)(?!\p{L})/giu;

/** "You pay 900 euros a month today": what they say that they pay, with its rhythm. Nobody is told to pay. */
const PAYS_NOW =
  /^(?:today |so far |at present |at the moment |currently )?you (?:\p{L}+ )?pay (?:about |around |some )?[\p{L}\p{N}.,€£$]+(?: (?:euros?|pounds|dollars|pence|cents?))? (?:a|an|per|each|every) (?:day|week|month|quarter|year)(?: (?:today|at present|at the moment|currently|so far|now))?[.,]?$/iu;

/** Whether a sentence asks for a secret, money, a document or access. `ours` are the cited statements of ours. */
export const demands = (folded: string, ours: readonly string[], judgement: number = JUDGEMENT): boolean =>
  sentencesOf(folded)
    .filter(({ text }) => judgement <= SECOND_JUDGEMENT || !PAYS_NOW.test(text))
    .map(({ text }) => text.replaceAll(PAYS_OTHERS, " ").replaceAll(EXCLUDED, " "))
    .some(
      (text) =>
        (!WARNS.test(text) &&
          (isBefore(text, ASKS_FOR, SECRET, REACH) || isBefore(text, SECRET, IS_ASKED_FOR, REACH))) ||
        (MONEY.test(text) && ASKS_FOR_MONEY.test(text) && YOU_PAY.test(text) && !isOurTerm(text, ours)) ||
        NEW_ACCOUNT.test(text) ||
        REMOTE.test(text) ||
        demandsElsewhere(text),
    );

/** In a demand for money the person pays. A price that is named, or what others pay, is not one. */
const YOU_PAY = word(
  String.raw`please|kindly|must|have to|you need|need to|now|today|first|before|in advance|up ?front|without delay|immediately|due|overdue|outstanding|payable|to (?:us|me|our|this|the)|us|me|your|bitte|müssen|sofort|vorab|im voraus|fällig|ausstehend|überfällig|umgehend|zuerst|überweisen sie|zahlen sie`,
);
