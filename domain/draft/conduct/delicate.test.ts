// Tests what a first answer has no business with, in questions, denials and conditions too, and what it may well ask and say.
import { describe, it } from "vitest";
import { isDelicate } from "./delicate.ts";

describe("a sentence is delicate", () => {
  it.for([
    // What is theirs alone to know or to open.
    "What do your drivers earn?",
    "Would your bookkeeper mind sending last year's tax return over?",
    "Could I see the quote from the other provider?",
    "It would help if our technician had an account on your server.",
    "Haben Sie die Krankentage Ihrer Leute als Datei?",
    "Könnten wir für eine Woche vollen Zugriff auf Ihren Kalender haben?",
    // Their refusal, and our right to write.
    "Did you really mean it when you asked for no more letters?",
    "Nobody here checked whether you had agreed to hear from us.",
    "Please do not take it amiss that I write.",
    "Wenn Sie sich nicht abgemeldet hätten, wäre das schneller gegangen.",
    "Ob wir Ihnen überhaupt schreiben dürfen, weiß ich nicht.",
    // Pressure.
    "Next time I will not ask so nicely.",
    "It is up to you whether this stays between us.",
    "Das war unsere letzte freundliche Nachricht.",
    "Das sollten Sie sich sehr genau überlegen.",
  ])("%s", (text, { expect }) => {
    expect(isDelicate(text)).toBe(true);
  });
});

describe("a sentence is none of that", () => {
  it.for([
    "If it is no longer a subject, a short no is enough.",
    "A yes or a no is enough for me.",
    "How many vans do you have, and where do they start?",
    "Could you send me the postcode?",
    "Whether the date is still free I will find out.",
    "I will not ask again until you do.",
    "This is my last reminder about the gauges.",
    "Wie alt sind Ihre drei Stapler?",
    "Was bei einer Absage am Tag vorher gilt, kläre ich.",
    "Haben Sie jemanden, der den Server betreut?",
    "Wer genau Zugriff hat, kläre ich für Sie.",
  ])("%s", (text, { expect }) => {
    expect(isDelicate(text)).toBe(false);
  });
});
