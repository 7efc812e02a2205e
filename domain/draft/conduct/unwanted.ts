// Rule against drafts to a person who, as the draft itself says, did not want to be written to.
import { sentencesOf } from "../draft-text.ts";
import { isElsewhere } from "./languages.ts";
import { JUDGEMENT, SECOND_JUDGEMENT } from "../given.ts";
import { word } from "./word.ts";

const DECLINED = word(
  String.raw`(?:opted|opting|opt) out|opt-out|unsubscrib\p{L}*|unsubscription|took you off|removed (?:you|your \p{L}+) from|asked (?:us |me )?(?:\p{L}+ )?(?:not to|to (?:stop|be removed|be left|be taken off|end|cease|delete|remove)|for no)|asked to be (?:removed|left|taken)|(?:told|wrote|said|made it clear|stated|informed|instructed|requested|let)(?: \p{L}+){0,4} (?:not to|to stop|no more|to leave you|you (?:did not|didn't|do not|don't|no longer|never) (?:want|wish)|not interested|no)|(?:did not|didn't|do not|don't|no longer|never|not) (?:actually |really )?(?:want|wanted|wish|wished|like|agree|consent|agreed|consented|ask|asked|subscribe|subscribed|sign up|signed up)(?: (?:to|us|me|any|for|for|our|these|this|more|further|be|being|hear|receive|get))* (?:written|contacted|emailed|mail|mails|e-mail|e-mails|emails|message|messages|hear|from us|contact|approached|write|receive|newsletter|this|called)|do-?not-?contact|(?:your|the) (?:objection|opt-out|refusal|unsubscription|complaint|request not to|request to stop|withdrawal)|(?:withdrew|withdrawn|revoked|without) (?:your )?consent|suppression list|blocked us|marked us as spam|blocklist|said no|not interested|against your (?:will|wish\p{L}*)|rather not (?:hear|be)|stop(?:ped)? (?:writing|e-?mailing|contacting|messaging)|no (?:more|further) (?:e-?mails|mails|messages|contact)|left alone|to be left|turned us down|declined`,
  String.raw`abgemeldet|abmeldung(?! (?:vom|von der|zum|für))|abbestell\p{L}*|widerspruch\p{L}*|widersprochen|widerrufen|austragung|ausgetragen|keine (?:weiteren |e-?mails|mails|nachrichten|werbung|post)(?: \p{L}+){0,3}|nicht mehr (?:\p{L}+ ){0,3}(?:angeschrieben|kontaktiert|schreiben|hören|anschreiben|erhalten|bekommen|kontaktieren|behelligt)|nicht (?:\p{L}+ ){0,2}(?:angeschrieben|kontaktiert werden|kontaktieren)|kein interesse|sperrliste|in ruhe (?:gelassen|lassen)|ohne ihre (?:einwilligung|zustimmung|erlaubnis)|gegen ihren (?:willen|wunsch)|nicht (?:\p{L}+ )?(?:eingewilligt|zugestimmt)|abgelehnt|nein gesagt|aufzuhören|unerwünscht\p{L}*|von der liste`,
);
const ADMITS = word(
  String.raw`although|even though|though|despite|in spite|notwithstanding|regardless|ignoring|ignored|nevertheless|nonetheless|anyway|all the same|still|yet|again|but|however|even if|contrary|against|you|your|we know|i know|i am aware|we are aware|aware|i see|we see|our records|noticed|sorry|apolog\p{L}*|forgive|exception|one more|just this once|once more|on our list`,
  String.raw`obwohl|trotz\p{L}*|dennoch|ungeachtet|gleichwohl|doch|aber|noch einmal|nochmals|sie|ihr\p{L}{0,2}|wir wissen|ich weiß|bekannt|bewusst|ausnahme|entschuldig\p{L}*|verzeih\p{L}*|gegen`,
);
/** "If you no longer want these mails": a condition admits nothing. */
const CONDITION =
  /(?<!\p{L})(?:(?<!even |as )if|should|whether|in case|unless|whenever|when you|falls|wenn|sollten|sofern|can|may|you could|you are free to|at any time|jederzeit|können)(?!\p{L})/iu;
/** That we may not write, or that they said no: "eigentlich dürfte ich Ihnen nicht schreiben", "your no reached us". */
const MAY_NOT_WRITE = word(
  String.raw`(?:i|we) (?:should|may|must|ought) (?:really |actually )?not (?:really |actually |even )?(?:be )?(?:to )?(?:write|writing|contact|contacting|mail|mailing)(?: to)? you|your (?:clear )?no (?:reached|came|arrived|was|is)`,
  String.raw`(?:dürfte|darf|sollte|dürften|dürfen|sollten) (?:ich|wir) (?:ihnen |sie )?(?:\p{L}+ ){0,2}nicht (?:mehr )?(?:schreiben|anschreiben|kontaktieren)|ihr (?:klares )?nein`,
);
/** Whether the draft admits that the person declined to be written to. */
export const admitsUnwanted = (folded: string, judgement: number = JUDGEMENT): boolean =>
  sentencesOf(folded).some(
    ({ text }) =>
      isElsewhere("unwanted", text) ||
      (DECLINED.test(text) && ADMITS.test(text) && !CONDITION.test(text)) ||
      (judgement > SECOND_JUDGEMENT && MAY_NOT_WRITE.test(text)),
  );
