// The policy this release ships with. Each number has its unit in its name and its reason here.
import { FREE_MAIL_DOMAINS } from "./free-mail.ts";
import type { Policy } from "./policy.ts";
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
};
