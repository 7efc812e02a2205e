// Finds the lines in which a stranger speaks of the answer itself: what it is to say, how it is to sound, who will read it, or which program may
// write it. A person who asks for an offer does not need them, so what a draft has in common with such a line has to be compared.
import { fold } from "./draft-text.ts";

const has = (...words: readonly string[]): string => String.raw`(?<!\p{L})(?:${words.join("|")})(?!\p{L})`;

/** Courtesy about an answer, which dictates nothing: "I look forward to your reply", "please answer by mail", "danke für die schnelle Antwort". */
const COURTESY = new RegExp(
  [
    has(
      String.raw`(?:look(?:ing)? forward to|wait(?:ing)? for|awaiting|await|hope for|hoping for|grateful for|thank(?:s| you) for|thanking you for|happy about|glad of|in anticipation of|need|expect(?:ing)?) (?:\p{L}+ ){0,3}(?:reply|answer|response|e-?mail|mail|letter|message|note)s?`,
      String.raw`(?:quick|early|short|brief|prompt|fast|speedy) (?:reply|answer|response|note|message)`,
      String.raw`(?:reply|answer|respond|write|get back)(?: to (?:me|us))? (?:by|via|per) (?:e-?mail|mail|letter|post|phone)`,
      String.raw`(?:your|the|my|our|this) (?:last |first |earlier |previous )?(?:e-?mail|mail|letter|message|answer|reply|note) (?:of|from|dated|says|said|was|is|arrived|came|did|got|reached)(?! (?:to be|that))`,
      String.raw`(?:sorry|apolog\p{L}+) for (?:\p{L}+ ){0,3}(?:reply|answer|silence|delay)`,
      String.raw`(?:danke|dank|freue\p{L}* (?:mich|uns)|warte\p{L}*|hoffe\p{L}*) (?:\p{L}+ ){0,2}(?:für|auf|über) (?:\p{L}+ ){0,3}(?:antwort|nachricht|rückmeldung|mail|e-mail|brief)`,
      String.raw`(?:schnelle|rasche|baldige|kurze|zeitnahe)[nr]? (?:antwort|rückmeldung|nachricht)`,
      String.raw`(?:antwort|antworten sie|schreiben sie)(?: \p{L}+)? (?:per|via|an) (?:e-?mail|mail|post|telefon)`,
    ),
  ].join("|"),
  "giu",
);

const TEXT =
  "reply|answer|response|e-?mail|mail|letter|message|draft|text|e-?mails|mails|answers|replies|letters|note|writing|postscript|p\\.?s\\.?";
const PART =
  "sentence|(?:each|every|any|your|all) sentences|word|(?:the|these|those|following|of my|of our) words|words? (?=\\p{Lu})|phrases?|lines?|paragraphs?|greetings?|salutations?|sign-?offs?|signature|wording|subject line|heading|title|jokes?|poems?|verses?|rhymes?|songs?|riddles?|blessings?|prayers?|compliments?|apolog(?:y|ies)|slogans?|mottos?|proverbs?|recipes?|hashtags?|emojis?|bullet points?|capitals?|nicknames?|postscripts?";
const ANTWORT =
  "antwort|antworten|antwortmail|mail|mails|e-mails?|brief|briefe|schreiben|nachricht|text|zuschrift|zeilen|entwurf";
const TEIL =
  "sätze?n?|satz|worte?n?|wort|wörter|zeile|absatz|absätze|gruß|grüße|grußformel|anrede|unterschrift|betreff|wortlaut|überschrift|witze?|gedichte?|verse?n?|reime?n?|lied|rätsel|segen|gebet|komplimente?|entschuldigung|slogan|motto|sprichwort|rezept|stichpunkten?|großbuchstaben|spitznamen?|titel";

/** Who reads the answer, beside the person who writes. */
const READER =
  "boss|chief|director|manager|partner|chair(?:man|woman|person)?|board|council|committee|auditors?|insurers?|lawyers?|bank|wife|husband|mother|father|daughter|son|children|colleagues?|team|staff|owner|customers?|clients?|investors?|reader|readers|teacher|accountant|procurement|department|people|somebody|someone|everybody|everyone|anyone|he|she|they|we|i";
const LESER =
  "chef|chefin|direktor\\p{L}*|vorstand|vorsitzende\\p{L}*|betriebsrat|rat|gremium|prüfer\\p{L}*|versicherung|anwalt|anwältin|bank|frau|mann|mutter|vater|tochter|sohn|kinder|kolleg\\p{L}*|team|leute|inhaber\\p{L}*|kunden|leser\\p{L}*|lehrer\\p{L}*|steuerberater\\p{L}*|einkauf|abteilung|jemand|alle|man|er|sie|wir|ich|haus";

/** Verbs by which the writer of an answer is told what to do with it. */
const SAY =
  "say|write|state|mention|confirm|promise|assure|admit|acknowledge|concede|repeat|quote|claim|declare|announce|certify|guarantee|agree|accept|apologi[sz]e|congratulate|praise|compliment|thank|wish|wished|bless|recommend|promote|endorse|greet|sign|call|address|introduce|describe|pretend|act|play|imagine|speak|talk|sing|rhyme|put|spell|print|type|fill|tick|insert|append|slip|weave|leave out|omit|skip|leave no|begin|end|finish|close|conclude|let (?:me|us|him|her|them|my \\p{L}+) (?:know|believe|think)|tell|convince|reassure|flatter|insult|prove|copy|paste|treat|behave|surprise|humou?r|answer|reply|respond";
const SAG =
  "sag\\p{L}*|schreib\\p{L}*|erwähn\\p{L}*|nenn\\p{L}*|bestätig\\p{L}*|versprich|versprech\\p{L}*|versicher\\p{L}*|gib|gebe?n?|räume?n?|wiederhol\\p{L}*|zitier\\p{L}*|behaupt\\p{L}*|erklär\\p{L}*|garantier\\p{L}*|entschuldig\\p{L}*|gratulier\\p{L}*|lob\\p{L}*|preise?n? |dank|danke|danken|wünsch\\p{L}*|empfehl\\p{L}*|empfiehl|grüß\\p{L}*|unterschreib\\p{L}*|unterzeichn\\p{L}*|stelle?n?|rede?n?|sprich|sprech\\p{L}*|spiel\\p{L}*|tu|tun|setz\\p{L}*|füg\\p{L}*|trage?n?|kreuz\\p{L}*|baue?n?|lass|lassen|lasst|fang\\p{L}*|beginn\\p{L}*|ende?n?|schließ\\p{L}*|hör\\p{L}*|formulier\\p{L}*|verfass\\p{L}*|verwend\\p{L}*|benutz\\p{L}*|nimm|nehm\\p{L}*|antwort\\p{L}*|überzeug\\p{L}*|schmeichl\\p{L}*|tröst\\p{L}*|beweis\\p{L}*|überrasch\\p{L}*|möge";

/** What follows a verb of saying where a person only asks: "tell me what it costs", "mention whether you come", "write to me". */
const ASKED =
  "(?!,? (?:(?:me|us|to (?:me|us)|back|please|just|mir|uns|sie|uns bitte|mir bitte|kurz|doch|bitte|einfach|mal) ?){0,4}(?:,? )?(?:what|which|who|whom|whose|where|when|why|how|whether|if|about|more|the (?:prices?|costs?|dates?|details)|a (?:price|quote|date)|your (?:prices?|rates?|number|address)|was|wie|wo|wann|warum|welche\\p{L}*|ob|wer|wieso|über|mehr|an|at|on|by|back|soon|asap|bald|zurück|an(?= )|unter|ihre(?:n)? preise?|den preis)(?!\\p{L}))";

const SAYS_SO = new RegExp(
  [
    // The answer as a thing: what it must have, how it should be.
    has(
      String.raw`(?:your|the|this|that|any|each|every|a|an|his|her|in|all|no|only|such|whose|first|last|one) (?:\p{L}+ ){0,2}(?:${TEXT})(?= |[,.:;!?)'"]|$)`,
      String.raw`(?:replies|answers|e-?mails|mails|letters|messages) (?:that|which|with|whose|from|where|must|should|only|have|need|without)`,
      String.raw`(?:reply|answer|response|letter|mail|e-?mail) (?:must|should|shall|has to|needs|to contain|to include)`,
      String.raw`(?:${PART})`,
      String.raw`(?:der|die|das|den|dem|des|ihre[rnms]?|deine[rnm]?|eine[rnms]?|jede[rnms]?|keine[rnms]?|diese[rnms]?|im|am|in|ersten|nur) (?:\p{L}+ ){0,2}(?:${ANTWORT})`,
      String.raw`(?:antworten|mails|briefe|antwort)(?:,? (?:die|deren|mit|ohne|muss|müssen|bitte|auf))`,
      String.raw`(?:${TEIL})`,
    ),
    // Somebody is told, asked or wished to say something.
    has(
      String.raw`(?<!(?:i|we|they|it|he|she|people)(?:'d|'ll)? )(?:you|to|please|just|simply|and|then|now|who|whoever|whatever|somebody|someone|writer|supplier|bidder|provider|seller|vendor|sender|author|do|kindly|could|would|should|must|might|can|will|may|if|either|or|but|rather|instead|better|also|only|ever|never|always|not|be so kind as to|let's|let us)(?: \p{L}+){0,2} (?:${SAY})${ASKED} (?:\p{L}+ ){0,6}(?:that|so|as|like|for me|for us|it|him|her|them|me (?:as|by|with|a|the)|us (?:as|by|with|a|the)|with|by|words?|in (?:writing|print|black|verse|rhyme|french|german|english|spanish|italian|latin|dutch|polish|russian|chinese|capitals|one)|yes|no|somewhere|literally|verbatim|instead|twice|are|is|were|was|i|we|my|our|your)`,
      String.raw`(?:say|state|claim) (?:it|we|i|you|they|he|she|the|our|your) (?:\p{L}+ ){0,3}(?:is|are|was|were|has|have|will|would|do|does)`,
      String.raw`(?:promised|promises?|agreed|offered|told)(?: \p{L}+){0,6} (?:in writing|by (?:e-?mail|mail|letter)|schriftlich)|schriftlich (?:zu|zugesagt|bestätig\p{L}*|geben|haben)|(?:wer|anbieter|die) (?:uns |mir )?(?:schreib\p{L}*|sag\p{L}*),? (?:dass|warum|wie|was)|(?:suppliers?|firms?|people|whoever|anybody|anyone|those|sellers?) (?:who|that)?(?: \p{L}+)? ?(?:writes?|says?|speaks?|tells?|admits?|explains?)|beim lesen|first person|without an? (?:apology|joke|compliment|blessing)`,
      String.raw`(?:antworten|antwortet|antworte)(?: \p{L}+){0,4} (?:mit|auf|als|wie|nur)|(?:nur|bitte) (?:\p{L}+ ){0,3}mit (?:\p{L}+ )?(?:ja|nein|einem)(?: \p{L}+){0,3} antworten|you will (?:recommend|say|write|mention|praise|confirm)`,
      String.raw`(?:${SAY}) (?:that|me that|us that|to (?:my|our|the|his|her) \p{L}+|as if|as though)`,
      String.raw`(?:say|write|mention|call me|call us|finish with|end with|begin with|start with|sign as|put|spell) (?!(?:to|back|me|us|about|on|at|for|if|when|with|by|down|it|in|up|off|the|a|an|this|your)(?!\p{L}))\p{L}+(?= (?:somewhere|twice|once|if|so|instead|please|at|in|to (?:show|prove))|[.!,;]|$)`,
      String.raw`(?:(?:sie|du|bitte|doch|einfach|ruhig|nur|und|dann|mal|möge|soll|sollte|sollen|sollten|muss|müssen|müsse|könnten|würden|wer|wenn|dass|zu|er|anbieter|bieter|lieferant|verfasser|es)(?:,? \p{L}+){0,5},? (?:${SAG})|(?:${SAG})(?= (?:sie|du|ihr|doch|bitte|mir|uns|mal|einfach))|^(?:${SAG}))(?: sie)?(?: (?:mir|uns|mich|ihm|ihr|ihnen|bitte|doch|einfach|ruhig|meine[rmn]?|unsere[rmn]?|der|dem|\p{Lu}\p{L}+)){0,5},? (?:dass|daß|so,|als ob|als wäre\p{L}*|als hätte\p{L}*|wörtlich|stattdessen|schriftlich|als|mit|in (?:reimen|versen|großbuchstaben|stichpunkten))`,
      String.raw`(?:schreib|sag|nenn|ruf|schreiben sie|sagen sie|nennen sie)(?: (?:bitte|mal|doch|einfach))* (?!(?:mir|uns|an|bitte|sie|dazu|wie|was|wann|ob|wo|wer|warum|den|die|das|zurück|ein|eine|einen|mich|es)(?!\p{L}))\p{L}+(?=[.!,]|$)`,
      String.raw`(?:hear|read|hearing|reading|see it|have it|get it|know it|lesen|liest|hören|hört|gelesen) (?:\p{L}+ ){0,4}(?:from you|by you|that|from the supplier|von ihnen|von euch|dass|es von)`,
      String.raw`(?:that|dass|daß)(?:,? \p{L}+){1,12},? (?:soll|sollte|muss|müsse|müsste)(?: \p{L}+){0,4} (?:stehen|drinstehen|drin|darin|vorkommen|hinein|rein|lesen|hervorgehen)|(?:drinstehen|drin steh\p{L}*|darin steh\p{L}*|darunter steh\p{L}*|darüber steh\p{L}*|vorkommen|stehen soll|zu lesen (?:ist|sein)|lautet|lauten)`,
    ),
    // A third person reads it, or what they read must be so.
    has(
      String.raw`(?:${READER})(?: \p{L}+){0,4} (?:see|sees|read|reads|reading|hear|hears|believes?|trusts?|accepts?|likes?|collects?|judges?|compares?|bets?|betted|says? (?:that )?no|find it|swallow) (?:it |only |to |this |that |your |the |a |people |suppliers |firms |mails |letters |in |by |no |if |when |you |from |along|over)`,
      String.raw`(?:would|'d) (?:like|love|want|be (?:happy|glad|pleased|delighted|proud|over the moon|disappointed|sad)) (?:\p{L}+ ){0,3}(?:see|read|hear|find|if you|get one)`,
      String.raw`(?:black (?:and|on) white|in so many words|word for word|to that effect|between the lines|in your own hand|on the record|for the record|read(?:s|ing)? (?:this|along|it out|it aloud|with us)|in copy|gets? (?:printed|shown|passed|read)|printed and|for (?:our|the) (?:files|records|minutes)|look (?:silly|foolish|bad|like a fool))`,
      String.raw`(?:${LESER})(?:,? \p{L}+){0,5} (?:liest|lesen|glaubt|glauben|hört|hören|sieht|sehen will|wettet|wetten|mag|vertraut|erwartet|erwarten|sammelt|akzeptiert)(?=,? (?:es|nur|mir|von|das|dass|den|die|mails|briefe|mit|ihnen|einen|eine|in|sie))`,
      String.raw`schwarz auf weiß|wortwörtlich|wörtlich|sinngemäß|mitliest|mitlesen|liest mit|vorgelesen|ausgedruckt|in kopie|für (?:unsere|die) (?:akten|unterlagen)|blamier\p{L}*|stehe ich dumm da|zwischen den zeilen`,
    ),
    // A program, a role, a game or a proof.
    has(
      String.raw`(?:an?|the|this) (?:\p{L}+ )?(?:a\.?i\.?|bot|chat ?bot|robot|language model|llm|assistant|algorithm)|(?:ai|bot|robot|assistant|system|user|prompt|model|llm) ?:|(?:you're|you are|is (?:this|that|there)|whether|if) (?:\p{L}+ )?(?:an? )?(?:ai|bot|robot|machine|program|programme|computer|human|real person)|to (?:the|whatever|whoever|any) (?:machine|program|robot|ai|model|computer|person|reader|writer|one)(?: that| who| which)?|who(?:m)?ever (?:\p{L}+ )?(?:answers?|reads?|writes?|drafts?|replies|is|gets)|whatever (?:\p{L}+ )?(?:answers?|reads?|writes?|is reading)|if you can read this|(?:mail|spam|our|word|text) (?:\p{L}+ )?filters?|(?:software|system|portal|tool|program|inbox|server) (?:only |just )?(?:accepts?|lets|takes|reads|forwards?|wants|rejects|needs)|(?:only |just )lets? through`,
      String.raw`(?:you are|you're) (?:now|from now on|my|our|hereby|a (?:\p{L}+ )?(?:pirate|poet|doctor|lawyer|captain|king|queen|wizard|robot|teacher|judge|friend|priest|tax|member|partner)|an? old)|pretend\p{L}*|role-?play\p{L}*|(?:play|playing) (?:a |the |along|dumb|that)|a (?:little |small |quick )?(?:game|test|bet|wager|challenge|experiment)|as (?:if|though) (?:you|we|it|they|i)|in the (?:style|tone|voice|manner|role|name|spirit) of|the tone|your tone|like a (?!\p{L}+ (?:of|to|for|with)(?!\p{L}))\p{L}+(?= (?:to|would|does|would|and|who|from|please)|[.!,]|$)|(?:^|[.,:;] ?)(?:speak|act|talk|behave|sound)(?! (?:to (?:you|us|somebody|someone)|soon|on|about)(?!\p{L})) \p{L}+|style guide|house style|so (?:that )?(?:i|we) (?:know|can see|can tell|believe)|to (?:show|prove) (?:that )?(?:you|me|us)|prove (?:it|him|her|them|me|us|that)|humou?r (?:me|us)|surprise (?:me|us)|do me a favour|over to you|(?:i|we) bet|win (?:my|the|a|our) bet|and nothing else|no other words?`,
      String.raw`ki|bot|chatbot|roboter|sprachmodell|automat|assistent|programm(?= (?:mit|das|liest|hier))|filter|software (?:lässt|nimmt|akzeptiert|liest)|wer (?:auch immer )?(?:das|dies|diese \p{L}+|hier)(?: \p{L}+)? (?:liest|schreibt|beantwortet)|wer auch immer|(?:du bist|sie sind|ihr seid) (?:ab jetzt|jetzt|nun|mein\p{L}*|unser\p{L}*|ein\p{L}*)|spiel\p{L}* (?:wir|sie|bitte|einmal|kurz)|(?:so tun|tu(?:n)?(?: sie)? (?:bitte |doch )?so|tun wir)|als (?:wär\p{L}*|hätt\p{L}*|ob|seien|kennten)|in der rolle|im stil|im ton|der ton|tonfall|klingen|damit ich (?:weiß|sehe|merke)|wette\p{L}*|beweis\p{L}*|zum test|ein test|ein spiel`,
    ),
    // A line that begins with what is to be done, or says what is to stand somewhere.
    has(
      String.raw`(?:soll|sollte|muss|should|must) (?:\p{L}+ ){0,3}(?:stehen|read|say)|(?:am ende|am anfang|zum schluss|unten|oben) (?:soll|muss|steht)|(?:du|you) (?:will |only |now )?(?:antwortest|schreibst|answer|reply)|(?:new|neue) (?:rule|regel)s?|prices? (?:is|are) in`,
    ),
    String.raw`^(?:(?:please|bitte|ps|note|now|and|und|dann|then)[\s,:]+){0,2}(?:begin|start|end|finish|close|sign|state|include|mention|confirm|promise|claim|pretend|repeat|assure|inform (?!(?:me|us)(?!\p{L}))|apologi[sz]e|address (?:me|us)|write:|beginne?n?|fange?n?|ende|unterschreibe?n?|bestätige?n?|ergänze?n?|erwähne?n?|wiederhole?n?|verwende?n?)(?!\p{L})${ASKED}`,
    // An order about somebody or something that no answer to an enquiry needs.
    has(
      String.raw`(?:say|saying) (?:hi|hello|goodbye|thanks|sorry|yes|no|please|nothing|something|anything) (?:to|for|from|about)|tell (?:me|us|him|her|them|everybody|everyone|my \p{L}+|our \p{L}+|the \p{L}+) (?:that|i(?:'m| am)|we(?:'re| are)|he|she|it(?:'s| is)|you(?:'re| are)|they|a (?:joke|story|secret|lie)|lies|stories)|(?:rate|grade|score|judge|rank|mark|guess|predict|invent|imagine|list five|count to) (?:our|my|us|me|him|her|the|a|an|that|how|what|yourself)|(?:us(?:e|ing)|without|avoid(?:ing)?|drop) (?:the |my |our )?(?:letter|words?|nickname|name|phrase|term|title)s?|(?:refer to|think of|speak of|talk of|treat) (?:me|us|him|her|it|them|the \p{L}+|our \p{L}+) as|as (?:notary|a notary|our \p{L}+|my \p{L}+|witness)|(?:a|the|your|no) (?:story|tale|fairy tale|disclaimer|oath|confession|declaration|statement that|certificate that|guarantee that)|put (?:it )?in writing|huge favour|big favour|(?:offers?|quotes?|bids?|proposals?|quotations?) (?:to us |for us )?(?:carry|carries|contain|contains|start|starts|end|ends|must|should|need|needs|have to|has to|include|includes)|(?:quoting|bidding|suppliers?|bidders?|vendors?|providers?|firms?)(?: \p{L}+){0,5} (?:open|opens|begin|begins|close|closes|end|ends|say|says|write|writes|greet|greets|greeted|thank|thanks|put|puts|asked to|expected to|has to|have to|must|should|admit|confirm|state|call|calls)`,
      String.raw`(?:der |die |jeder |alle )?(?:anbieter|lieferant|lieferanten|bieter|verkäufer|firmen?)(?: \p{L}+){0,5} (?:nennt|nennen|schreibt|schreiben|sagt|sagen|grüßt|grüßen|beginnt|beginnen|schließt|dankt|bestätigt|bestätigen|muss|müssen|soll|sollen|hat|haben)|(?:nennt|nennen|schreibt|schreiben|sagt|grüßt|grüßen|beginnt|schließt|dankt|bestätigt) (?:der |die |jeder |uns |mir |sich )*(?:anbieter|lieferant|lieferanten|bieter)|duzen|siezen|in gedichtform|vorliest|vorlesen|den gefallen|gefallen tun|bewerte\p{L}*|benote\p{L}*|schätze\p{L}* (?:sie )?(?:uns|mich|mein|unser)`,
    ),
    // A form to fill in, a template, a rule for the text.
    String.raw`_{2,}|\.{5,}|…{2,}|\[\s?\]|☐|□`,
    has(
      String.raw`fill (?:it |this |that |them )?(?:in|out)|filled (?:in|out)|tick (?:the|this|a)|template|tender rules|reply form|answer sheet|questionnaire|below the line|between the (?:stars|lines|brackets|quotes)|copy (?:and|the|this)|ausfüll\p{L}*|ausgefüllt|eintrag\p{L}*|einzutragen|ankreuz\p{L}*|vorlage|antwortbogen|fragebogen|formular|textbaustein|vermerk\p{L}*`,
      String.raw`(?:in|into|auf) (?:\p{L}+ )?(?:french|german|spanish|italian|latin|dutch|polish|russian|klingon|verse|rhyme|rhymes|bullet points|capitals|capital letters|plattdeutsch|englisch|französisch|bairisch|schwäbisch|latein|reimen|versen|stichpunkten|großbuchstaben)(?= please|, please| bitte|, bitte|,? sonst|,? otherwise|\?|,? and|,? because)|(?:antwort|antworten sie|reply|answer|respond|write)(?: \p{L}+){0,3} (?:in|auf) \p{L}+`,
      String.raw`(?:internal|interne|confidential|hidden|secret|do not show|nicht zeigen|system|hinweis an|note (?:to|for)|notiz|\[/?(?:internal|system|inst|user|assistant|admin|hidden|rule)\p{L}*)`,
    ),
  ].join("|"),
  "iu",
);

/** The lines of a stranger's text: sentences, and parts of them behind a line break. */
export const linesOf = (text: string): string[] =>
  fold(text)
    .split(/(?<=[.!?])\s+|\n+/u)
    .filter((line) => line.trim() !== "");

/** Whether a line of a stranger's speaks of the answer itself, beyond courtesy. */
export const isAboutTheAnswer = (line: string): boolean => SAYS_SO.test(line.replaceAll(COURTESY, " "));

/** A phrase in quotation marks. Of single ones only those that stand around words: an apostrophe is none. */
const QUOTED =
  /["\u201c\u201d\u201e\u00ab\u00bb]([^"\u201c\u201d\u201e\u00ab\u00bb\n]{2,120})["\u201c\u201d\u201e\u00ab\u00bb]|(?<![\p{L}\p{N}])'([^'\n]{2,120}(?:'\p{L}[^'\n]{0,60})?)'(?!\p{L})/gu;
/** The phrases that a stranger quotes. A letter that repeats one may do as it was told. */
export const quotedIn = (text: string): string[] =>
  [...fold(text).matchAll(QUOTED)].map(([, double, single]) => double ?? single ?? "");
