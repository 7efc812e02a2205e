// The default policy of the first release, frozen. A log that was decided by it before any policy was adopted names its sections, so it stays known,
// whatever later releases begin with (default-policy.ts). A release that changes title rules or mailbox providers keeps the ones of before here.
import { defaultTitleRules } from "./default-titles.ts";
import { FREE_MAIL_DOMAINS } from "./free-mail.ts";
import { Policy } from "./policy.ts";

export const firstPolicy: Policy = Policy.parse({
  qualify: {
    base: 4000,
    companyKnown: 3000,
    roleOrSeniorityKnown: 3000,
    qualifiedFrom: 6000,
    unknownSeniorities: ["", "unknown", "other", "n/a", "none"],
    freeMailDomains: [...FREE_MAIL_DOMAINS].toSorted(),
  },
  titles: defaultTitleRules,
  ladder: {
    followupDays: [3, 5, 7],
  },
  analyze: {
    base: 5000,
    perFact: 1000,
    cap: 9000,
  },
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
    subjectCharacters: 150,
    bodyCharacters: 4000,
  },
  hold: {
    expiryHours: 72,
    snoozeMaxHours: 336,
    stepPatienceSeconds: 60,
    stepPatienceMaxSeconds: 3600,
    autoConfirm: {
      actions: [],
      sources: [],
    },
  },
  ingest: {
    bodyBytes: 65536,
    depth: 20,
    keys: 2000,
    signatureToleranceSeconds: 300,
    receiptWindowSeconds: 600,
  },
  model: {
    plan: {
      outputTokens: 120,
      deadlineSeconds: 15,
    },
    compose: {
      outputTokens: 260,
      deadlineSeconds: 30,
    },
    classify: {
      outputTokens: 30,
      deadlineSeconds: 15,
    },
    callsPerRun: 6,
    tokensPerSourceAndDay: 2000000,
    tokensPerDay: 10000000,
    longestWaitSeconds: 45,
  },
  score: {
    levels: {
      c_level: 10000,
      founder_president: 9500,
      partner: 9000,
      vp: 8500,
      director_head: 7500,
      manager_lead: 5000,
      senior: 2500,
      ic: 1000,
    },
    gatekeeper: 4000,
    reachability: {
      authority: 6000,
      profile: 4000,
      wholeAuthorityFrom: 7000,
      address: {
        verified: 10000,
        unverified: 10000,
        role: 2000,
      },
      roleMailboxes: [
        "admin",
        "billing",
        "contact",
        "enquiries",
        "hello",
        "help",
        "info",
        "inquiries",
        "kontakt",
        "mail",
        "marketing",
        "office",
        "post",
        "sales",
        "service",
        "support",
        "team",
        "vertrieb",
        "webmaster",
      ],
    },
    propensity: {
      points: {
        form: 10000,
        interested_reply: 15000,
        info_request: 13000,
        booking: 20000,
        page: 3000,
        product: 3000,
        not_interested: 0,
      },
      wholeFrom: 20000,
      halfLifeDays: 28,
      activities: 3,
      signals: 12,
    },
    fallback: {
      title: 7000,
      seniority: 1500,
      department: 1500,
    },
    tiers: {
      A: 8000,
      B: 6000,
      C: 4000,
    },
    movedBy: 200,
    roleFit: {
      outputTokens: 40,
      deadlineSeconds: 15,
      tokensPerDay: 500000,
    },
    verticals: [
      {
        slug: "general",
        description:
          "Companies that get inbound enquiries by form and mail and want each of them looked at, answered and accounted for. The buyer runs sales, revenue operations or marketing, or the whole company where it is small.",
        antiProfile: "Students, job seekers, recruiters, and people who want to sell something to us.",
        weights: {
          seniority: 2500,
          role_fit: 3500,
          reachability: 1500,
          propensity: 2500,
        },
        titles: [
          "head of sales operations",
          "sales operations manager",
          "head of revenue operations",
          "vp sales",
          "head of sales",
          "sales director",
          "chief revenue officer",
          "head of customer service",
          "managing director",
          "chief executive officer",
          "founder",
          "head of marketing",
        ],
        departments: ["sales", "marketing", "operations", "general"],
        facts: [],
      },
      {
        slug: "logistics",
        description:
          "Carriers, forwarders and warehouses with many enquiries for quotes. The buyer runs sales or operations; in a small company the owner.",
        antiProfile: "Drivers and warehouse staff who look for work, and brokers who offer capacity to us.",
        weights: {
          seniority: 2000,
          role_fit: 3000,
          reachability: 1500,
          propensity: 3500,
        },
        titles: [
          "head of sales operations",
          "sales operations manager",
          "head of revenue operations",
          "vp sales",
          "head of sales",
          "sales director",
          "chief revenue officer",
          "head of customer service",
          "operations director",
          "head of operations",
          "managing director",
          "owner",
        ],
        departments: ["sales", "operations", "general"],
        facts: [
          {
            kind: "industry",
            value: "logistics",
          },
          {
            kind: "industry",
            value: "freight",
          },
          {
            kind: "industry",
            value: "transport",
          },
          {
            kind: "industry",
            value: "warehousing",
          },
          {
            kind: "industry",
            value: "shipping",
          },
        ],
      },
      {
        slug: "software",
        description:
          "Software and IT service companies with a sales team. The buyer runs sales, revenue operations or growth; engineering is asked about the integration.",
        antiProfile: "Developers who look for a job, agencies that offer development to us, and students.",
        weights: {
          seniority: 2500,
          role_fit: 4000,
          reachability: 1500,
          propensity: 2000,
        },
        titles: [
          "head of sales operations",
          "sales operations manager",
          "head of revenue operations",
          "vp sales",
          "head of sales",
          "sales director",
          "chief revenue officer",
          "head of customer service",
          "head of growth",
          "chief technology officer",
          "chief executive officer",
          "founder",
        ],
        departments: ["sales", "marketing", "operations", "product", "engineering", "general"],
        facts: [
          {
            kind: "industry",
            value: "software",
          },
          {
            kind: "industry",
            value: "saas",
          },
          {
            kind: "industry",
            value: "it services",
          },
        ],
      },
    ],
    defaultVertical: "general",
  },
  bounces: {
    softReports: 5,
    withinDays: 14,
  },
  plan: {
    furthestUntilDays: 92,
    putOffs: 2,
  },
  grading: {
    againAfterMinutes: 60,
  },
  conversation: {
    turns: 6,
    turnCharacters: 500,
    characters: 2000,
  },
  hours: {
    timeZone: "UTC",
    days: ["monday", "tuesday", "wednesday", "thursday", "friday"],
    from: "09:00",
    to: "17:00",
  },
  draft: {
    words: {
      initial: {
        least: 25,
        most: 180,
      },
      reply: {
        least: 15,
        most: 120,
      },
      followups: [
        {
          least: 15,
          most: 120,
        },
        {
          least: 15,
          most: 100,
        },
        {
          least: 15,
          most: 80,
        },
      ],
    },
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
      {
        id: "answer-in-person",
        text: "A person reads and answers every reply.",
      },
    ],
  },
});
