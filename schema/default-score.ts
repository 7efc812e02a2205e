// The default score policy. Each value has its unit in its name and its reason in a comment here. The rules are in domain/rules/score*.ts, the
// arithmetic with an example in docs/scoring.md.
import { type ScorePolicy, type Vertical, VerticalSlug } from "./policy.ts";

const slug = (text: string): VerticalSlug => VerticalSlug.parse(text);

/** What is sold is the same in each vertical, and so are the people who buy it. */
const BUYERS = [
  "head of sales operations",
  "sales operations manager",
  "head of revenue operations",
  "vp sales",
  "head of sales",
  "sales director",
  "chief revenue officer",
  "head of customer service",
] as const;

const general: Vertical = {
  slug: slug("general"),
  description:
    "Companies that get inbound enquiries by form and mail and want each of them looked at, answered and accounted for. The buyer runs sales, revenue operations or marketing, or the whole company where it is small.",
  antiProfile: "Students, job seekers, recruiters, and people who want to sell something to us.",
  // The role says most about whether a company buys, what somebody did says when.
  weights: { seniority: 2_500, role_fit: 3_500, reachability: 1_500, propensity: 2_500 },
  titles: [...BUYERS, "managing director", "chief executive officer", "founder", "head of marketing"],
  departments: ["sales", "marketing", "operations", "general"],
  facts: [],
};

const logistics: Vertical = {
  slug: slug("logistics"),
  description:
    "Carriers, forwarders and warehouses with many enquiries for quotes. The buyer runs sales or operations; in a small company the owner.",
  antiProfile: "Drivers and warehouse staff who look for work, and brokers who offer capacity to us.",
  // Enquiries for quotes are urgent: what somebody did counts as much as the role.
  weights: { seniority: 2_000, role_fit: 3_000, reachability: 1_500, propensity: 3_500 },
  titles: [...BUYERS, "operations director", "head of operations", "managing director", "owner"],
  departments: ["sales", "operations", "general"],
  facts: ["logistics", "freight", "transport", "warehousing", "shipping"].map((value) => ({ kind: "industry", value })),
};

const software: Vertical = {
  slug: slug("software"),
  description:
    "Software and IT service companies with a sales team. The buyer runs sales, revenue operations or growth; engineering is asked about the integration.",
  antiProfile: "Developers who look for a job, agencies that offer development to us, and students.",
  // Long decisions by several people: the role counts most.
  weights: { seniority: 2_500, role_fit: 4_000, reachability: 1_500, propensity: 2_000 },
  titles: [...BUYERS, "head of growth", "chief technology officer", "chief executive officer", "founder"],
  departments: ["sales", "marketing", "operations", "product", "engineering", "general"],
  facts: ["software", "saas", "it services"].map((value) => ({ kind: "industry", value })),
};

export const defaultScorePolicy: ScorePolicy = {
  levels: {
    c_level: 10_000,
    founder_president: 9_500,
    partner: 9_000,
    vp: 8_500,
    director_head: 7_500,
    manager_lead: 5_000,
    senior: 2_500,
    ic: 1_000,
  },
  // HR and recruiting decide about people, not about purchases.
  gatekeeper: 4_000,
  reachability: {
    authority: 6_000,
    profile: 4_000,
    // A director or head signs alone in most companies.
    wholeAuthorityFrom: 7_000,
    // An address that nobody has written from is not worth less: most first leads have one. A mailbox of a function reaches whoever is there.
    address: { verified: 10_000, unverified: 10_000, role: 2_000 },
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
      form: 10_000,
      interested_reply: 15_000,
      info_request: 13_000,
      booking: 20_000,
      page: 3_000,
      product: 3_000,
      not_interested: 0,
    },
    // A booked meeting is the whole. With a form as the whole, a lead of whom nothing but a form is known would stand above every known one.
    wholeFrom: 20_000,
    halfLifeDays: 28,
    activities: 3,
    signals: 12,
  },
  fallback: { title: 7_000, seniority: 1_500, department: 1_500 },
  tiers: { A: 8_000, B: 6_000, C: 4_000 },
  // Two hundredths: less is not worth an event, a row and a look.
  movedBy: 200,
  // Two fields in JSON are about fifteen tokens. Nothing waits for the answer. A question is about 500 tokens and is asked once, so that a day has
  // room for 1,000 new ones.
  roleFit: { outputTokens: 40, deadlineSeconds: 15, tokensPerDay: 500_000 },
  verticals: [general, logistics, software],
  defaultVertical: general.slug,
};
