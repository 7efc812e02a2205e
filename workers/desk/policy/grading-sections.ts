// The parts of the policy that grade and score: what a lead must have to be qualified, which titles are recognised, and how a score is weighed.
import { AddressState, Intent } from "../../../schema/score-lists.ts";
import { type Seniority, TitleLanguage, TitleLevel } from "../../../schema/title-rules.ts";
import { field, type PolicyGroup, type PolicyPart } from "./part.ts";

export const GRADES: PolicyPart = {
  title: "Grades",
  intro:
    "When a lead is qualified, by what is known of company and person. A grade decides nothing: a lead that needs review goes the same way and says so to the reviewer.",
  groups: () => [
    {
      title: "Qualified or needs review",
      fields: [
        field("qualify.base", "For writing to you at all", "share", "As 0.40. The parts below are added to it."),
        field("qualify.companyKnown", "When the company is known", "share"),
        field("qualify.roleOrSeniorityKnown", "When the role or the seniority is known", "share"),
        field(
          "qualify.qualifiedFrom",
          "Qualified from",
          "share",
          "With less, the next lead is marked “needs review”. With 0.60 and the parts above, one of company and role is enough.",
        ),
      ],
    },
    {
      title: "What tells nothing",
      fields: [
        field(
          "qualify.freeMailDomains",
          "Mailbox providers",
          "lines",
          "One domain to a line. An address there says nothing about a company.",
        ),
        field(
          "qualify.unknownSeniorities",
          "Seniorities that mean “not known”",
          "lines",
          "One to a line, as forms and tools fill them in by themselves. “(empty)” is an empty field.",
        ),
      ],
    },
    {
      title: "Opportunity",
      fields: [
        field("analyze.base", "Without any fact about the company", "share", "As 0.50."),
        field("analyze.perFact", "More for each kind of fact that still counts", "share"),
        field("analyze.cap", "At most", "share", "Facts never make an opportunity certain."),
      ],
    },
  ],
};

const SENIORITIES: Readonly<Record<Seniority, string>> = {
  c_level: "Top of the company",
  founder: "Founders and owners",
  partner: "Partners",
  vp: "Vice presidents",
  head: "Heads of a department",
  director: "Directors",
  manager: "Managers and team leads",
  senior: "Seniors and specialists",
  individual: "People who lead no team",
  junior: "Juniors, trainees, assistants",
};

export const TITLES: PolicyPart = {
  title: "Titles",
  intro:
    "The words of a job title that mean a seniority. A recognised title counts in the next grade (“role or seniority known”) and in the score.",
  languages: TitleLanguage.options,
  groups: ({ titles: { rules } }, chosen) => {
    const language = chosen ?? "en";
    return rules.flatMap(({ id, seniority, words }, index): readonly PolicyGroup[] =>
      // A rule without any word is what the grammar makes of other words ("deputy director").
      Object.keys(words).length === 0
        ? []
        : [
            {
              title: `${SENIORITIES[seniority]}: ${id.slice("title.".length).replaceAll("_", " ")}`,
              fields: [
                {
                  path: ["titles", "rules", index, "words", language],
                  label: "Titles",
                  kind: "titles",
                  optional: true,
                  help: "One to a line, without what the person is in charge of: “head”, “managing director”.",
                },
              ],
            },
          ],
    );
  },
};

const LEVELS: Readonly<Record<TitleLevel, string>> = {
  c_level: "Top of the company",
  founder_president: "Founder, owner or president",
  partner: "Partner",
  vp: "Vice president",
  director_head: "Director or head of a department",
  manager_lead: "Manager or team lead",
  senior: "Senior or specialist",
  ic: "Leads no team, or junior",
};
const INTENTS: Readonly<Record<Intent, string>> = {
  form: "Filled in a form",
  interested_reply: "Answered with interest",
  info_request: "Asked for information",
  booking: "Booked a meeting",
  page: "Looked at a page",
  product: "Used the product",
  not_interested: "Said no",
};
const ADDRESSES: Readonly<Record<AddressState, string>> = {
  verified: "Wrote from it",
  unverified: "Never wrote from it",
  role: "Mailbox of a function, as info@",
};

export const SCORES: PolicyPart = {
  title: "Scores",
  intro:
    "How the parts of a score are made, and which tier a score is. A score orders the inbox; it never decides whether somebody is written to.",
  groups: () => [
    {
      title: "Tiers",
      fields: [
        field("score.tiers.A", "A from", "share", "As 0.80. Each tier begins lower than the one before."),
        field("score.tiers.B", "B from", "share"),
        field("score.tiers.C", "C from", "share", "What is lower is D."),
        field(
          "score.movedBy",
          "Least change that is a new score",
          "share",
          "A score in the same tier that moved by less stays as it was.",
        ),
      ],
    },
    {
      title: "Seniority",
      fields: [
        ...TitleLevel.options.map((level) => field(`score.levels.${level}`, LEVELS[level], "share")),
        field(
          "score.gatekeeper",
          "Share of it for people in HR and recruiting",
          "share",
          "They decide about people, not about what you sell.",
        ),
      ],
    },
    {
      title: "Reachability",
      fields: [
        field("score.reachability.authority", "Part for the seniority", "share"),
        field("score.reachability.profile", "Part for a profile on LinkedIn", "share"),
        field(
          "score.reachability.wholeAuthorityFrom",
          "Seniority from which its part is whole",
          "share",
          "Below, it counts in proportion.",
        ),
        ...AddressState.options.map((state) =>
          field(`score.reachability.address.${state}`, `Share that an address keeps: ${ADDRESSES[state]}`, "share"),
        ),
        field(
          "score.reachability.roleMailboxes",
          "Mailboxes of a function",
          "lines",
          "What stands before the @, one to a line.",
        ),
      ],
    },
    {
      title: "Signals of intent",
      fields: [
        ...Intent.options.map((intent) => field(`score.propensity.points.${intent}`, INTENTS[intent], "number")),
        field("score.propensity.wholeFrom", "So many points are all of it", "number"),
        field("score.propensity.halfLifeDays", "Days after which a signal counts half", "number"),
        field("score.propensity.activities", "Newest visits and uses that count", "number"),
        field("score.propensity.signals", "Newest signals that count", "number"),
      ],
    },
    {
      title: "The role, where no model answers",
      fields: [
        field("score.fallback.title", "Part for a title like one of the market", "share"),
        field("score.fallback.seniority", "Part for the seniority", "share"),
        field("score.fallback.department", "Part for the department", "share"),
      ],
    },
  ],
};
