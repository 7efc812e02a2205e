// The policy this release ships with. Each value has its unit in its name and its reason in a comment here.
// Installations adopt their own policy over it; the shapes are in policy.ts.
import { FREE_MAIL_DOMAINS } from "./free-mail.ts";
import type { Policy, RecordedPolicy } from "./policy.ts";
import { defaultScorePolicy } from "./default-score.ts";
import { defaultTitleRules } from "./default-titles.ts";

/** Three days contain a weekend at most, so that the contact has a working day to answer before the first follow-up. */
const FOLLOWUP_DAYS = 3;

const GERMAN = {
  initial: {
    subject: "Ihre Anfrage an {{organisation}}",
    body: "Guten Tag{{ first_name}},\n\nvielen Dank für Ihre Anfrage an {{organisation}}. Ich habe sie gelesen und möchte verstehen, was Sie brauchen, bevor ich etwas vorschlage.\n\nSchreiben Sie mir, was Sie erreichen möchten und bis wann? Ein, zwei Zeilen genügen.\n\nFreundliche Grüße\n{{sender}}",
  },
  reply: {
    subject: "Re: {{subject}}",
    body: "Guten Tag{{ first_name}},\n\nvielen Dank für Ihre Nachricht. Ich sehe mir das an und beantworte Ihre Frage ausführlich.\n\nGibt es noch etwas, worauf ich in derselben Antwort eingehen soll?\n\nFreundliche Grüße\n{{sender}}",
  },
  followups: [
    {
      subject: "Noch einmal zu Ihrer Anfrage",
      body: "Guten Tag{{ first_name}},\n\nvor einigen Tagen habe ich Ihnen zu Ihrer Anfrage geschrieben. Ist sie noch aktuell?\n\nWenn ja, genügt eine kurze Antwort, und ich kümmere mich um alles Weitere.\n\nFreundliche Grüße\n{{sender}}",
    },
    {
      subject: "Ist das noch aktuell?",
      body: "Guten Tag{{ first_name}},\n\nich möchte nicht, dass Ihre Anfrage verloren geht. Wenn der Zeitpunkt nicht passt, sagen Sie mir, wann es besser wäre.\n\nFreundliche Grüße\n{{sender}}",
    },
    {
      subject: "Ich schließe Ihre Anfrage",
      body: "Guten Tag{{ first_name}},\n\nich habe nichts von Ihnen gehört, deshalb ist dies meine letzte Nachricht zu Ihrer Anfrage. Sollte sie wieder wichtig werden, erreicht mich eine Antwort auf diese Nachricht.\n\nFreundliche Grüße\n{{sender}}",
    },
  ],
  yourMessage: "Ihre Nachricht",
  optOut: "Wenn Sie nichts mehr von uns hören möchten, genügt dieser Link:",
};

export const defaultPolicy: Policy = {
  // 3, then 5, then 7 days: each follow-up waits longer than the one before. After three without an answer the sequence is complete.
  ladder: { followupDays: [FOLLOWUP_DAYS, 5, 7] },
  // 0.4 for writing to us at all, 0.3 for a known company and 0.3 for a known role or seniority: one of the two qualifies (0.7 ≥ 0.6).
  qualify: {
    base: 4_000,
    companyKnown: 3_000,
    roleOrSeniorityKnown: 3_000,
    qualifiedFrom: 6_000,
    unknownSeniorities: ["", "unknown", "other", "n/a", "none"],
    freeMailDomains: [...FREE_MAIL_DOMAINS].toSorted(),
  },
  // 0.5 for an opportunity without any fact, 0.1 more for each live fact, and at most 0.9: facts never make it certain.
  analyze: { base: 5_000, perFact: 1_000, cap: 9_000 },
  compose: {
    sender: {
      person: "Robin Sample",
      organisation: "Sample Works Ltd",
      address: "robin@sampleworks.example",
      postalAddress: "1 Sample Street, 10115 Berlin, Germany",
      website: "https://sampleworks.example",
    },
    templates: {
      initial: {
        subject: "Your enquiry to {{organisation}}",
        body: "Hello{{ first_name}},\n\nthank you for getting in touch with {{organisation}}. I read your enquiry and would like to understand what you need before I suggest anything.\n\nWould you tell me what you would like to achieve, and by when? A line or two is enough.\n\nKind regards\n{{sender}}",
      },
      reply: {
        subject: "Re: {{subject}}",
        body: "Hello{{ first_name}},\n\nthank you for your message. I am looking into it and will answer your question in detail.\n\nIs there anything else you would like me to cover in the same answer?\n\nKind regards\n{{sender}}",
      },
      followups: [
        {
          subject: "Following up on your enquiry",
          body: "Hello{{ first_name}},\n\nI wrote to you a few days ago about your enquiry. Is it still of interest?\n\nIf so, a short reply is enough, and I will take it from there.\n\nKind regards\n{{sender}}",
        },
        {
          subject: "Is this still of interest?",
          body: "Hello{{ first_name}},\n\nI do not want your enquiry to get lost. If the time is wrong, tell me when it would be better.\n\nKind regards\n{{sender}}",
        },
        {
          subject: "Closing your enquiry",
          body: "Hello{{ first_name}},\n\nI have not heard back, so this is my last message about your enquiry. Should it matter again, a reply to this message reaches me.\n\nKind regards\n{{sender}}",
        },
      ],
      languages: { de: GERMAN },
    },
    // A subject of 150 characters can still be read in a list of messages; more would be cut there.
    subjectCharacters: 150,
    bodyCharacters: 4_000,
  },
  hold: {
    expiryHours: 72,
    snoozeMaxHours: 14 * 24,
    stepPatienceSeconds: 60,
    stepPatienceMaxSeconds: 3_600,
    autoConfirm: { actions: [], sources: [] },
  },
  ingest: {
    // A form sends a few kilobytes. A queue accepts messages up to 128 000 bytes; half of that leaves room for the envelope.
    bodyBytes: 65_536,
    depth: 20,
    // A form builder sends about thirteen keys for each question: enough for 150 questions. `bodyBytes` bounds the work in any case.
    keys: 2_000,
    signatureToleranceSeconds: 300,
    receiptWindowSeconds: 600,
  },
  titles: defaultTitleRules,
  model: {
    // Four stages in JSON are about 30 tokens. After 15 seconds the rules plan the lead, because a late plan is worth less.
    plan: { outputTokens: 120, deadlineSeconds: 15 },
    // 180 words are about 240 tokens as JSON. Only the reviewer waits for a draft, so 30 seconds are acceptable.
    compose: { outputTokens: 260, deadlineSeconds: 30 },
    // The answer is one word in JSON. The processing of the contact's message waits for it, so the deadline is short.
    classify: { outputTokens: 30, deadlineSeconds: 15 },
    // A plan, a draft and the draft's retry; each of these three once more after a rate limit or a crash.
    callsPerRun: 6,
    // Enough for about 1,000 leads a day from one source, and 5,000 from all sources.
    tokensPerSourceAndDay: 2_000_000,
    tokensPerDay: 10_000_000,
    // Less than `hold.stepPatienceSeconds`, so that the object's alarm does not send the step's message again during the wait.
    longestWaitSeconds: 45,
  },
  score: defaultScorePolicy,
  // A server tries a mail again for up to five days, so two weeks of trouble are at least two of our mails. A mailbox that is full or a reputation
  // that is bad for so long will not read the next mail either.
  bounces: { softReports: 5, withinDays: 14 },
  // Who says "next quarter" is remembered; who says "next year" writes again or is a task for a person. After two delays a third one is a no.
  plan: { furthestUntilDays: 92, putOffs: 2 },
  // Facts of one company come within minutes of each other, from a tool or a file: an hour takes them together, and a reviewer who reads a draft
  // does not see it change under their eyes all day.
  grading: { againAfterMinutes: 60 },
  // Six turns are three questions with their answers. 500 characters hold most mails without greetings; all together are about 500 tokens.
  conversation: { turns: 6, turnCharacters: 500, characters: 2_000 },
  // A plain week. The clock of an installation is its own to choose; UTC favours no place.
  hours: {
    timeZone: "UTC",
    days: ["monday", "tuesday", "wednesday", "thursday", "friday"],
    from: "09:00",
    to: "17:00",
  },
  draft: {
    words: {
      initial: { least: 25, most: 180 },
      reply: { least: 15, most: 120 },
      followups: [
        { least: 15, most: 120 },
        { least: 15, most: 100 },
        { least: 15, most: 80 },
      ],
    },
    // A list of messages on a phone shows about 50 characters.
    subjectCharacters: 50,
    hosts: ["sampleworks.example"],
    bannedPhrases: [
      "act now",
      "as an ai",
      "as per my last email",
      "circle back",
      "don't miss out",
      "game changer",
      "i hope this email finds you well",
      "i hope this finds you well",
      "just checking in",
      "limited time offer",
      "low-hanging fruit",
      "no-brainer",
      "once in a lifetime",
      "synergy",
      "touch base",
      "world-class",
    ],
    promises: [
      "at no cost",
      "best price",
      "commit to",
      "discount",
      "for free",
      "free of charge",
      "free trial",
      "guarantee",
      "guaranteed",
      "money back",
      "money-back",
      "no obligation",
      "promise",
      "refund",
      "risk-free",
      "we will deliver",
    ],
    statements: [
      {
        id: "what-we-do",
        text: "Sample Works builds and runs qualification of inbound leads with a person at every release.",
      },
      { id: "answer-in-person", text: "A person reads and answers every reply." },
    ],
  },
};

/** Completes a policy that an older release recorded: a section that it does not have gets the default of this release. */
export const completePolicy = (recorded: RecordedPolicy): Policy => ({ ...defaultPolicy, ...recorded });
