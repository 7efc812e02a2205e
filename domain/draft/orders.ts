// Finds the orders in a stranger's text: sentences that tell a program what to write, whom to obey or what to decide. A person who asks
// for an offer does not need these words.
import { partsOf } from "./clauses.ts";
import { sentencesOf } from "./draft-text.ts";

/**
 * Sentences that address a program: about its instructions, about the form of its answer, in the voice of its system, or about the
 * release of drafts.
 */
const ADDRESSES_PROGRAM = new RegExp(
  [
    // About the program's instructions.
    String.raw`\b(?:ignore|disregard|forget|override|bypass|reveal|repeat|print|output|show)\b.{0,60}\b(?:instructions?|prompts?|rules|above|previous|prior|everything|system|guidelines?)\b`,
    String.raw`\b(?:system|developer|assistant|user|human|ai)\s?(?::|prompt|message|"|override)`,
    String.raw`\byou are (?:now|no longer|an? (?:ai|assistant|bot|model))\b|\bobey\w*|\bjailbr\w+|\bdeveloper mode\b|\bDAN\b`,
    String.raw`\b(?:new|next|real|hidden|secret) (?:rules?|instructions?|tasks?|orders?|system)\b|\binstructions?\b.{0,20}:`,
    // About the form of the program's answer.
    String.raw`\b(?:begin|start|end|reply|respond|answer|say|write|include|insert|add|append|output|print|mention|state)\b.{0,30}(?:\b(?:with|only|exactly|the) (?:the )?(?:words?|phrase|following|text|string|sentence)\b|["“]|\b(?:your|the) (?:reply|answer|e-?mail|draft|response|output)\b)`,
    String.raw`^(?:please )?(?:write|say|confirm|state|mention|claim|promise|tell \w+) that\b|^(?:always|never) (?:choose|say|write|approve|answer|reply|include)\b`,
    String.raw`^(?:please )?(?:integrate|augment|modify|enhance|introduce|incorporate|weave|slip)\b.{0,100}\byour (?:reply|answer|e-?mail|draft|response|output|message)\b`,
    // About who releases drafts, and what the rules decide.
    String.raw`\b(?:please|must|already|pre-?|auto-?|to be|is|mark \w+) ?approved?\b|\bapprover\b|\breviewer\b|\bdo_not_contact\b|\b(?:score|grade|confidence|verdict)\s?[:=]|\bmark (?:as |me |this )?qualified\b`,
  ].join("|"),
  "iu",
);

const alone = (...alternatives: readonly string[]): RegExp =>
  new RegExp(String.raw`(?<!\p{L})(?:${alternatives.join("|")})(?!\p{L})`, "iu");

const everywhere = (...alternatives: readonly string[]): RegExp => new RegExp(alone(...alternatives), "giu");

/** A verb of saying and "that" orders what follows, in the languages of the lexicon. A form of the past, as "he said that", reports. */
const SAYS_THAT = alone(
  String.raw`(?<!(?<!\p{L})(?:i|we|i'd|we'd|i'll|we'll)(?: would| must| can| could| should| may| might| will| have to| want to| just)? )(?:say|saying|write|writing|state|stating|confirm|confirming|mention|mentioning|claim|claiming|note|promise|promising|assure|announce|declare|acknowledge|admit|include|add|reply|answer|respond|inform|certify|attest|repeat|emphasi[sz]e|stress|guarantee|agree|accept|explain|pretend|swear|report|conclude|insist|convince|remind|let|make (?:it )?clear|point out|tell|recommend)(?: \p{L}+){0,5} that`,
  String.raw`(?:say|state|write|confirm|claim|promise|mention|assure (?:me|us|him|her|them)|tell (?:me|us|him|her|them|everyone|everybody|people|your \p{L}+)|pretend|admit|acknowledge|agree|declare) (?:our|my|we|i|the|you|your|this|it|all|that)(?: \p{L}+){0,4} (?:is|are|was|were|has|have|had|will|can|do|does|did|owe|owes|agreed|accept)`,
  String.raw`(?:schreib\p{L}*|sag|sage|sagen|bestätig\p{L}*|erwähn\p{L}*|versicher\p{L}*|teil\p{L}*(?: \p{L}+)? mit|mitteilen|erklär\p{L}*|behaupt\p{L}*|antwort\p{L}*|gib an|geben sie an|versprich|versprechen|betone|betonen|zugeben|zusichern|garantier\p{L}*|hinweis\p{L}*|weis\p{L}*)(?: \p{L}+){0,4},? (?:dass|daß)`,
  String.raw`(?:dire|dis|dites|écri\p{L}*|confirm\p{L}*|mentionn\p{L}*|affirm\p{L}*|répond\p{L}*|précis\p{L}*|déclar\p{L}*|promet\p{L}*|indiqu\p{L}*)(?: \p{L}+){0,3} qu(?:e(?!\p{L})|'\p{L}+)`,
  String.raw`(?:di|diga|digan|decir|dile|escrib\p{L}*|confirm\p{L}*|afirm\p{L}*|mencion\p{L}*|respond\p{L}*|indi\p{L}*|promet\p{L}*|diz|dizer|escrev\p{L}*)(?: \p{L}+){0,3} que`,
  String.raw`(?:di|dica|dire|dite|scriv\p{L}*|conferm\p{L}*|afferm\p{L}*|rispond\p{L}*|dichiar\p{L}*|promett\p{L}*)(?: \p{L}+){0,3} che`,
  String.raw`(?:zeg\p{L}*|schrijf\p{L}*|bevestig\p{L}*|vermeld\p{L}*|antwoord\p{L}*|meld\p{L}*|beloof\p{L}*)(?: \p{L}+){0,3} dat`,
  String.raw`(?:powiedz\p{L}*|napisz\p{L}*|napisać|powiedzieć|potwierd\p{L}*|odpowiedz\p{L}*|obieca\p{L}*)(?: \p{L}+){0,3},? że`,
  String.raw`(?:säg|skriv|bekräft\p{L}*|svara|sig|bekræft\p{L}*|svar|si|bekreft\p{L}*|nævn|nevn|nämn)(?: \p{L}+){0,3} att?`,
  String.raw`(?:sano\p{L}*|kirjoit\p{L}*|vahvist\p{L}*|vasta\p{L}*|kerro\p{L}*)(?: \p{L}+){0,3},? että`,
  String.raw`(?:řekn\p{L}*|napiš\p{L}*|potvrď\p{L}*|odpověz\p{L}*|uveď\p{L}*)(?: \p{L}+){0,3},? že`,
  String.raw`\p{L}+(?:ğını|ğunu|ğini|ğünü) (?:söyle|yaz|onayla|belirt)\p{L}*`,
);
/** Japanese and Chinese write no gaps between words. */
const SAYS_THAT_UNSPACED = /と(?:書|言|返信|確認|答|伝)|(?:请|請)?(?:说|說|写|寫|确认|確認|回复|回覆|告诉|告訴)/u;

const TEXT_PARTS =
  "words?|phrases?|letters?|sentences?|lines?|quotes?|greetings?|jokes?|poems?|rhymes?|numbers?|tokens?|codes?|slogans?|names?|emojis?";
/** An order about the words, the form or the sender of the answer. */
const ABOUT_THE_ANSWER = everywhere(
  String.raw`(?:begin|start|open|end|finish|close|conclude) (?:\p{L}+ ){0,5}(?:with|by|using) (?:\p{L}+ ){0,3}(?:${TEXT_PARTS})|sign (?:\p{L}+ ){0,4}(?:as|with)`,
  String.raw`(?:write|reply|answer|respond|draft|compose|speak|talk|phrase|format|put|print|type|translate|express|word)(?: \p{L}+){0,5} (?:in (?:\p{L}+ ){0,2}(?:french|german|spanish|italian|latin|dutch|klingon|english|russian|chinese|capitals?|caps|upper|lower|uppercase|lowercase|rhymes?|verse|code|emoji\p{L}*|style|tone|voice|morse|pirate|slang|bold|bullets?|words?|letters|dialect|reverse|haiku|poem|limerick|json|xml|html|markdown|base64)|as (?:if|though|an?|the|my|our)|like an?|only|backwards|without|using|exactly|verbatim|a (?:poem|song|haiku|joke|story|limerick|recipe|rhyme))`,
  String.raw`(?:include|insert|add|append|use|mention|quote|repeat|name|list|weave|slip|put|place|drop|work in|reference|cite|copy|paste|integrate|incorporate|embed|squeeze|prepend|attach)(?: \p{L}+){0,4} (?:words?|phrases?|sentences?|paragraphs?|lines?|ps|p\.s\.|postscript|codes?|tokens?|slogans?|mottos?|sign-?offs?|signatures?|greetings?|salutations?|subject|subject lines?|headings?|titles?|quotes?|jokes?|recipes?|poems?|stories|story|facts?|hashtags?|emojis?|keywords?|names?|passwords?|prompts?|instructions?|at the (?:end|top|bottom|beginning|start|close)|in (?:your|the) (?:\p{L}+ )?(?:reply|answer|e-?mail|draft|response|output|message|text|letter|body|subject|first|last|second|closing|opening)|to (?:your|the) (?:\p{L}+ )?(?:reply|answer|e-?mail|draft|response|message|text|letter|body|subject|signature|greeting)|somewhere|everywhere|twice|three times|in passing)`,
  String.raw`call (?:me|us|him|her) (?!(?:on|at|by|about|back|if|when|to|for|any\p{L}*|again|tomorrow|today|tonight|next|this|before|after|between|in|and|or|but|please|first|soon|under|via|later|directly|with|from|during|early|mornings?|instead|maybe|once|so|then|now|whenever|a|an|the|as soon)(?!\p{L}))\p{L}+`,
  String.raw`(?:address|greet|refer to|sign|introduce|describe|present|thank|praise|compliment|congratulate|apologi[sz]e to|flatter|insult|threaten|warn|mock) (?:me|us|him|her|them|yourself|yourselves|our|my|the)(?: \p{L}+){0,3} (?:as|by|with|for|that|to|because|on|about)`,
  String.raw`(?:your|the) (?:reply|answer|e-?mail|draft|response|output|subject|subject line|message|letter|text|first (?:word|line|sentence)|last (?:word|line|sentence)|sign-?off|signature|greeting|salutation)(?: \p{L}+){0,3} (?:must|should|has to|needs to|shall|is to|ought to|will|may only|has got to)`,
  String.raw`(?:make sure|ensure|see to it|remember|do not forget|don't forget|be sure|take care)(?: that| to| you| your)* (?:\p{L}+ ){0,3}(?:says?|writes?|mentions?|includes?|states?|confirms?|answers?|replies|reply|contains?|ends?|begins?|starts?|promises?|tells?|adds?|uses?|offers?|recommends?)`,
  String.raw`(?:pretend|act|behave|roleplay|role-play|imagine|speak|talk|write|reply) (?:to be|as|like|that you|you are|you're)`,
  String.raw`(?:recommend|praise|promote|advertise|endorse|plug|tout)(?! (?:a|an|something|anything|us (?:a|an|the)|the (?:best|right)))`,
  String.raw`(?:beginne?n?|starten?|ende|enden|schließe?n?)(?: \p{L}+){0,5} mit (?:\p{L}+ ){0,3}(?:wort|worten|satz|gruß|zeile|zitat|buchstaben)|(?:unterschreibe?n?|unterzeichne?n?)(?: \p{L}+){0,3} als`,
  String.raw`(?:antworte?n?|schreibe?n?|formuliere?n?|verfasse?n?)(?: \p{L}+){0,4} (?:in großbuchstaben|in reimen|in versen|in kleinbuchstaben|als|wie ein|nur mit|ohne|ausschließlich|im stil|genau|wörtlich)`,
  String.raw`(?:füge?n?|nimm|nehmen|baue?n?|setze?n?|erwähne?n?|nenne?n?|zitiere?n?|wiederhole?n?|verwende?n?|benutze?n?|lobe?n?|empfehle?n?|empfiehl|bewirb|bewerben|preise?n?|hänge?n?)(?: \p{L}+){0,6} (?:wort|worte|wörter|satz|sätze|absatz|zeile|zeilen|code|betreff|gruß|grußformel|anrede|signatur|ein|hinzu|an|auf|antwort|mail|e-mail|nachricht|text|entwurf|produkt\p{L}*|firma|namen?)`,
  String.raw`(?:nenne?n?|bezeichne?n?|rede?n?|sprich|sprechen)(?: sie)? (?:mich|uns|sich)(?: \p{L}+){0,3} (?:als|mit|an)`,
  String.raw`(?:répondez|écrivez|responda|responde|escriba|escreva|risponda|rispondi|scriva|scrivi|antwoord|schrijf|odpowiedz|napisz|antworten sie|schreiben sie)(?: \p{L}+){0,3} (?=["“„«'])`,
  String.raw`(?:die|ihre|deine) (?:antwort|mail|e-mail|nachricht)(?: \p{L}+){0,3} (?:muss|soll|sollte|hat zu)`,
);
/** A word in capitals that the answer is to begin or end with. */
const BEGINS_WITH_TOKEN =
  /(?:[Bb]egin|[Ss]tart|[Oo]pen|[Ee]nd|[Ff]inish|[Cc]lose|[Bb]eginn\p{L}*|[Ee]nde\p{L}*)(?: \p{L}+){0,5} (?:with|mit) (?:\p{L}+ ){0,2}\p{Lu}[\p{Lu}\p{N}-]{2}/u;
/** A bare verb that announces what to write: "Write: …", "Reply with …". */
const ANNOUNCES =
  /^(?:(?:please|now|then|just|simply|bitte|and|but|only|also|task|todo|ps|p\.s\.)[\s,]+){0,3}(?:write|reply|answer|respond|say|print|output|repeat|quote|state|confirm|include|mention|add|append|type|send back|copy|paste|schreibe?n?|antworte?n?|sage?n?|bestätige?n?|ergänze?n?|écrivez|répondez|escriba|responda|responde|escreva|scriva|scrivi|risponda|rispondi|schrijf|antwoord|napisz|odpowiedz|skriv)(?: (?:sie|back|me|us|only|just|exactly|this|the following|with|literally|verbatim|after me|mir|uns|nur|genau|folgendes|exactement|ceci|only this|solo|sólo|apenas|somente|alleen|tylko|soltanto|seulement|uniquement|esto|isto|questo|dit|to))*$/iu;

/** "Our leaflets repeat the same sentences": behind a subject the verb reports, and orders nothing. */
const SUBJECT_BEFORE =
  /(?<!\p{L})(?:our|my|the|their|his|her|its|these|those|many|some|most|of|unsere?|meine?|die|das|der|viele|einige) (?:\p{L}{1,20} ){0,2}\p{L}{1,20} $/iu;
/** How far before a verb its subject may begin, in characters. */
const SUBJECT_REACH = 60;
const isAboutAnswer = (text: string): boolean =>
  [...text.matchAll(ABOUT_THE_ANSWER)].some(
    ({ index, 0: found }) =>
      !REPORTS.test(found) || !SUBJECT_BEFORE.test(text.slice(Math.max(0, index - SUBJECT_REACH), index)),
  );
/** Verbs that a subject may have before them; "your reply must" has its own. */
const REPORTS =
  /^(?:include|insert|add|use|mention|quote|repeat|name|list|put|place|cite|copy|recommend|praise|promote|advertise)/iu;

export interface WithoutOrders {
  /** The text without the sentences that address a program or dictate the answer. A draft may use its numbers and names. */
  readonly text: string;
  /** `text` without what a verb of saying orders: what a person states of their own accord. */
  readonly stated: string;
  readonly orders: readonly string[];
}

/** The orders of judgement 1, which cut sentences at full stops and blank lines only. Drafts of that judgement are judged by it. */
export function ordersOfFirst(folded: string): WithoutOrders {
  const sentences = sentencesOf(folded).map(({ text }) => text);
  const text = sentences.filter((one) => !ADDRESSES_PROGRAM.test(one)).join("\n");
  return { text, stated: text, orders: sentences.filter((one) => ADDRESSES_PROGRAM.test(one)) };
}

/** The orders in a folded text. What an announcing order announces ("Write: …") is ordered as well. */
export function ordersOf(folded: string): WithoutOrders {
  const usable: string[] = [];
  const stated: string[] = [];
  const orders: string[] = [];
  let isAnnounced = false;
  for (const { text, isAnnouncing } of partsOf(folded)) {
    const isDictated: boolean =
      isAnnounced ||
      ADDRESSES_PROGRAM.test(text) ||
      isAboutAnswer(text) ||
      BEGINS_WITH_TOKEN.test(text) ||
      (isAnnouncing && ANNOUNCES.test(text));
    const isSaying = SAYS_THAT.test(text) || SAYS_THAT_UNSPACED.test(text);
    if (isDictated || isSaying) orders.push(text);
    else stated.push(text);
    if (!isDictated) usable.push(text);
    isAnnounced = isAnnouncing && (isDictated || isSaying);
  }
  return { text: usable.join("\n"), stated: stated.join("\n"), orders };
}
