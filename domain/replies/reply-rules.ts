// The phrases that identify a reply class, English and German. Whole words in lower case; punctuation counts as a space ("e-mail"
// is "e mail").
import type { ReplyClass } from "../../schema/lists.ts";

export interface ReplyRule {
  /** The reason recorded with the class. */
  readonly id: string;
  readonly class: ReplyClass;
  readonly phrases: readonly string[];
}

const list = (text: string): readonly string[] => text.split("|").map((phrase) => phrase.trim());

/** This rule wins over every other rule, even inside a question: a missed opt-out cannot be repaired, a needless opt-out can. */
export const OPT_OUT: ReplyRule = {
  id: "reply.opt_out",
  class: "unsubscribe",
  phrases: list(
    `unsubscribe|unsubscribed|opt out|opt me out|opting out|remove me|remove my email|remove my e mail|remove my address|remove my data|remove my details
    |remove us|remove this address|take me off|take us off|off your list|off your mailing list|off this list|stop emailing|stop e mailing|stop mailing|stop contacting
    |stop writing|stop sending|stop messaging|do not contact|don't contact|dont contact|do not email|don't email|dont email|do not e mail|don't e mail|do not write
    |don't write|never contact|never email|no more emails|no more e mails|no more mails|no more messages|no further emails|no further e mails|no further messages
    |no further contact|delete my data|delete my details|delete my email|erase my data|leave me alone|abmelden|abmeldung|abbestellen|abbestellung|austragen
    |keine weiteren mails|keine weiteren emails|keine weiteren e mails|keine weiteren nachrichten|keine mails mehr|keine emails mehr|keine e mails mehr|keine nachrichten mehr
    |keine werbung|nicht mehr kontaktieren|nicht mehr anschreiben|nicht mehr schreiben|nicht kontaktieren|kontaktieren sie mich nicht|schreiben sie mir nicht
    |löschen sie meine|löscht meine|meine daten löschen|meine daten zu löschen|aus dem verteiler|aus ihrem verteiler|aus eurem verteiler|von der liste|von ihrer liste
    |lassen sie mich in ruhe|widerspreche der`,
  ),
};

/** Texts that opt out when they are the whole message. */
export const OPT_OUT_ALONE: ReadonlySet<string> = new Set([
  "stop",
  "stopp",
  "remove",
  "end",
  "quit",
  "cancel",
  "stop please",
  "please stop",
  "bitte stoppen",
]);

export const OUT_OF_OFFICE: ReplyRule = {
  id: "reply.out_of_office",
  class: "auto_reply",
  phrases: list(
    `out of office|out of the office|ooo|automatic reply|automated reply|automatic response|automated response|auto reply|autoreply|auto response|autoresponder
    |away from the office|away from my desk|on annual leave|on parental leave|on maternity leave|on paternity leave|on sick leave|limited access to email
    |limited access to my email|limited access to e mail|no access to email|no access to my email|this mailbox is not monitored|we have received your message and
    |abwesenheitsnotiz|abwesenheitsnachricht|abwesenheitsassistent|automatische antwort|automatisch generierte|automatisch erstellte|nicht im büro|nicht im haus
    |außer haus|in elternzeit|im mutterschutz|derzeit abwesend|zurzeit abwesend|momentan abwesend|bin abwesend|wieder erreichbar|wieder im büro`,
  ),
};

export const BOUNCE: ReplyRule = {
  id: "reply.bounce",
  class: "bounced",
  phrases: list(
    `undeliverable|undelivered mail|delivery status notification|mail delivery failed|mail delivery failure|mail delivery system|message not delivered|could not be delivered
    |couldn't be delivered|wasn't delivered|was not delivered|delivery has failed|delivery failed|delivery to the following recipient|address not found|user unknown|unknown user
    |no such user|recipient address rejected|recipient not found|mailbox not found|mailbox unavailable|mailbox does not exist|address does not exist|account does not exist
    |account that you tried to reach|mailer daemon|returned mail|unzustellbar|nicht zustellbar|nicht zugestellt|zustellung fehlgeschlagen|empfänger unbekannt|adresse existiert nicht`,
  ),
};

/** The rule for a mail whose header marks it as automatic and in which no phrase matched. */
export const AUTO_SUBMITTED: ReplyRule = { id: "reply.auto_submitted", class: "auto_reply", phrases: [] };

/** The remaining rules; the first match decides. */
export const WORDINGS: readonly ReplyRule[] = [
  {
    id: "reply.not_interested",
    class: "not_interested",
    phrases: list(
      `not interested|no interest|not currently interested|no longer interested|aren't interested|isn't interested|no thanks|no thank you|not for us|not for me|not a fit|not a good fit
      |not the right fit|not a match|no need for|don't need|do not need|dont need|we already have|already have a supplier|already have a solution|not at this time|not right now
      |not relevant|went with another|gone with another|decided against|chose another|pass on this|kein interesse|keinerlei interesse|nicht interessiert|nicht mehr interessiert
      |kein bedarf|keinen bedarf|nein danke|brauchen wir nicht|benötigen wir nicht|passt nicht|passt für uns nicht|haben bereits einen|haben uns anders entschieden|kommt nicht in frage`,
    ),
  },
  {
    id: "reply.question",
    class: "info_request",
    phrases: list(
      `how much|pricing|price list|prices|quote|quotation|more information|more info|more details|further information|tell me more|tell us more|send me|send us|send over|send details
      |can you|could you|do you|does it|is it possible|would like to know|want to know|wondering|what is|what are|how does|how do|when can|where can|brochure|data sheet|datasheet
      |was kostet|was kosten|preis|preise|preisliste|angebot|weitere informationen|mehr informationen|mehr infos|nähere informationen|können sie|könnten sie|könnt ihr|schicken sie
      |senden sie|wie funktioniert|wie viel|wieviel|gibt es|haben sie|bieten sie|ich hätte eine frage|ich habe eine frage|wüsste gerne|broschüre|datenblatt|unterlagen`,
    ),
  },
  {
    id: "reply.interested",
    class: "interested",
    phrases: list(
      `interested|interesting|sounds good|sounds great|sounds interesting|looks good|looks great|let's talk|lets talk|let us talk|let's meet|let's do|let's schedule|let's go|book a call
      |book a meeting|set up a call|set up a meeting|schedule a call|schedule a meeting|schedule a demo|happy to talk|happy to chat|happy to meet|would love to|love to learn|yes please
      |count me in|works for me|looking forward|call me|give me a call|interessiert|interesse|interessant|klingt gut|klingt interessant|klingt spannend|hört sich gut an|sehr gerne|gerne
      |lassen sie uns|lass uns|termin vereinbaren|einen termin|rufen sie mich|ruf mich|freue mich|ja bitte|passt mir|passt gut`,
    ),
  },
];

/** The rule when no other rule matched: a person reads the message. Its class neither opts out nor in. */
export const DEFAULT_RULE: ReplyRule = { id: "reply.default", class: "info_request", phrases: [] };
