// The policy this release ships with. Each number has its unit in its name and its reason here.
import { FREE_MAIL_DOMAINS } from "./free-mail.ts";
import type { Policy, RecordedPolicy } from "./policy.ts";
import { defaultTitleRules } from "./default-titles.ts";

/** Three days leave a weekend to answer before anybody is reminded. */
const FOLLOWUP_DAYS = 3;

export const defaultPolicy: Policy = {
  // 3, then 5, then 7 days: each reminder waits longer than the last, and after three silence is an answer.
  ladder: { followupDays: [FOLLOWUP_DAYS, 5, 7] },
  // 0.4 for writing to us at all, 0.3 for each thing a row vouches for; one of the two is enough to qualify (0.7 ≥ 0.6).
  qualify: {
    base: 4_000,
    companyKnown: 3_000,
    roleOrSeniorityKnown: 3_000,
    qualifiedFrom: 6_000,
    unknownSeniorities: ["", "unknown", "other", "n/a", "none"],
    freeMailDomains: [...FREE_MAIL_DOMAINS].toSorted(),
  },
  // 0.5 for an opportunity we know nothing about, 0.1 a live fact; never certainty (0.9).
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
    },
    // Long enough to be understood in a list of messages, short enough not to be cut there.
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
    // A form has a few kilobytes. The largest message a queue takes is 128 000 bytes; half of that leaves room for the envelope.
    bodyBytes: 65_536,
    depth: 20,
    // A form builder says about thirteen things of each question: enough for 150 questions, and the byte limit bounds the work anyway.
    keys: 2_000,
    signatureToleranceSeconds: 300,
    receiptWindowSeconds: 600,
  },
  titles: defaultTitleRules,
  model: {
    // Four stages in JSON take about 30 tokens. A lead that waits longer is better planned by rules than late.
    plan: { outputTokens: 120, deadlineSeconds: 15 },
    // 180 words are about 240 tokens with what JSON adds; a reviewer waits, not the person who wrote.
    compose: { outputTokens: 260, deadlineSeconds: 30 },
    // One word in JSON. The person's message waits for it.
    classify: { outputTokens: 30, deadlineSeconds: 15 },
    // A plan, a draft and its retry, and one more of each after a wait; and one for a crash.
    callsPerRun: 6,
    // About 1,000 leads of one source, 5,000 of all.
    tokensPerSourceAndDay: 2_000_000,
    tokensPerDay: 10_000_000,
    // Less than the first patience with a step, so that the object's alarm does not ask meanwhile.
    longestWaitSeconds: 45,
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
    // Lists of messages on a telephone show about this much.
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

/** A policy of the log as today's: what it was adopted without is as this release ships it. */
export const completePolicy = ({ model, draft, ...sections }: RecordedPolicy): Policy => ({
  ...sections,
  model: model ?? defaultPolicy.model,
  draft: draft ?? defaultPolicy.draft,
});
