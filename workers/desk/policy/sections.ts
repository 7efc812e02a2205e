// The parts of the policy that are edited on the desk, field by field, in the words of somebody who sells. Each field says what it does to the next message
// or grade. The grammar of titles and new rules for them are edited in a file (`npx holdpoint policy`).
import { Language } from "../../../schema/hearing.ts";
import { ScoreTerm } from "../../../schema/score-lists.ts";
import { Weekday } from "../../../schema/policy.ts";
import { Department } from "../../../schema/title-rules.ts";
import { GRADES, SCORES, TITLES } from "./grading-sections.ts";
import { LIMITS } from "./limit-sections.ts";
import { field, type PolicyGroup, type PolicyPart } from "./part.ts";

export const PART_NAMES = [
  "sender",
  "templates",
  "words",
  "timing",
  "grades",
  "titles",
  "markets",
  "scores",
  "limits",
] as const;
export type PartName = (typeof PART_NAMES)[number];

const SENDER: PolicyPart = {
  title: "Who writes",
  intro:
    "The sender of every message. Name, postal address and website stand in the footer, which nobody can leave out.",
  groups: () => [
    {
      title: "Sender",
      fields: [
        field("compose.sender.person", "Name of the person", "line", "Stands under the message and in the footer."),
        field(
          "compose.sender.organisation",
          "Organisation",
          "line",
          "Stands in templates at {{organisation}}, and in the footer.",
        ),
        field(
          "compose.sender.address",
          "Address",
          "line",
          "Messages are sent from it, and answers come to it. Its domain must be set up for sending.",
        ),
        field(
          "compose.sender.postalAddress",
          "Postal address",
          "line",
          "Stands in the footer. The law asks for it in most countries.",
        ),
        field("compose.sender.website", "Website", "line", "Stands in the footer, with https://."),
      ],
    },
  ],
};

const template = (at: readonly (string | number)[], title: string, subjectHelp: string): PolicyGroup => ({
  title,
  fields: [
    { path: [...at, "subject"], label: "Subject", kind: "line", help: subjectHelp },
    {
      path: [...at, "body"],
      label: "Text",
      kind: "text",
      help: "Blanks: {{ first_name}} brings its own space and vanishes without a name; {{organisation}}, {{sender}}, {{subject}}.",
    },
  ],
});

const TEMPLATES: PolicyPart = {
  title: "Templates",
  intro:
    "The words of a message where no model writes it, and where a model's draft was refused. A person reads each message before it is sent.",
  languages: Language.options,
  groups: ({ compose: { templates } }, chosen) => {
    const language = Language.nullable().catch(null).parse(chosen);
    const at = ["compose", "templates", ...(language === null ? [] : ["languages", language])];
    const own = language === null ? templates : templates.languages?.[language];
    // One more than there are, so that a follow-up can be added.
    const followups = Array.from(
      { length: Math.min((own?.followups.length ?? 0) + 1, MOST_FOLLOWUPS) },
      (_, index) => index,
    );
    return [
      ...(language === null ? [] : [wordsAround(at)]),
      template([...at, "initial"], "First message", "To somebody who filled in a form and was not written to yet."),
      template(
        [...at, "reply"],
        "Answer",
        "Used where their message has no subject: an answer has the subject of what it answers.",
      ),
      ...followups.map((index) => {
        const group = template(
          [...at, "followups", index],
          `Follow-up ${index + 1}`,
          "After days without an answer. Emptied, the follow-up has the words of the one before it.",
        );
        return { ...group, fields: group.fields.map((one) => ({ ...one, optional: true as const })) };
      }),
    ];
  },
};

/** As the policy's schema allows. */
const MOST_FOLLOWUPS = 10;

const wordsAround = (at: readonly (string | number)[]): PolicyGroup => ({
  title: "Words around the message",
  fields: [
    {
      path: [...at, "yourMessage"],
      label: "“Your message”",
      kind: "line",
      help: "Stands at {{subject}} where their message has none.",
    },
    {
      path: [...at, "optOut"],
      label: "Line above the opt-out link",
      kind: "line",
      help: "In the footer of every message in this language.",
    },
  ],
});

const WORDS: PolicyPart = {
  title: "What a draft may say",
  intro:
    "Rules for what a model writes. A template is not judged by them: people wrote it. A refused draft is written again, then the template is used.",
  groups: () => [
    {
      title: "Statements about yourselves",
      fields: [
        field(
          "draft.statements",
          "Statements",
          "statements",
          "One to a line, as “price: The service costs 49 euros a month.” A model tells about you only in these words. Write each so that it can stand alone in a letter, in each language that you answer in.",
        ),
      ],
    },
    {
      title: "Limits of words",
      fields: [
        field(
          "draft.hosts",
          "Websites that a draft may link to",
          "lines",
          "One to a line, without https://. A draft with another link is refused.",
        ),
        field(
          "draft.bannedPhrases",
          "Phrases that you do not use",
          "lines",
          "One to a line. A draft with one of them is refused.",
        ),
        field(
          "draft.promises",
          "Words that promise something",
          "lines",
          "One to a line. A draft may have one only where a statement of yours has it.",
        ),
      ],
    },
  ],
};

const TIMING: PolicyPart = {
  title: "When to write",
  intro: "How long to wait, how often to write, and when people work.",
  groups: () => [
    {
      title: "Follow-ups",
      fields: [
        field(
          "ladder.followupDays",
          "Days before each follow-up",
          "numbers",
          "With commas: “3, 5, 7” writes at most three follow-ups, the first after three days without an answer.",
        ),
        field(
          "plan.putOffs",
          "How often a follow-up may be put off",
          "number",
          "By a plan that names a later day. After that the sequence ends.",
        ),
        field(
          "plan.furthestUntilDays",
          "Days ahead that a plan may put somebody off",
          "number",
          "A later day in a plan counts for nothing.",
        ),
      ],
    },
    {
      title: "Waiting for a person",
      fields: [
        field(
          "hold.expiryHours",
          "Hours until an undecided message expires",
          "number",
          "It then stays listed under “Not written to”, and can be run again.",
        ),
        field("hold.snoozeMaxHours", "Hours that a reviewer may put it off", "number"),
        field(
          "grading.againAfterMinutes",
          "Minutes until a waiting message is graded again at the earliest",
          "number",
          "When something new is recorded of the company. A tool that sends fact after fact then makes one new draft, not ten.",
        ),
      ],
    },
    {
      title: "Plans that need no person",
      fields: [
        field(
          "hold.autoConfirm.actions",
          "Messages whose plan is confirmed without a person",
          "lines",
          "One to a line: reply, initial (a first message), followup. Empty: a person looks at every plan. The draft that follows always waits for a person.",
        ),
        field(
          "hold.autoConfirm.sources",
          "Sources whose plans are confirmed without a person",
          "lines",
          "Their names, one to a line. The draft that follows always waits for a person.",
        ),
      ],
    },
    {
      title: "Working hours",
      fields: [
        field(
          "hours.timeZone",
          "Time zone",
          "line",
          "As Europe/Berlin. Numbers about people's time leave out what is outside of working hours; no message waits for them.",
        ),
        field("hours.days", "Working days", "days"),
        field("hours.from", "From", "line", "As 09:00."),
        field("hours.to", "To", "line", "As 17:00."),
      ],
    },
  ],
};

const TERM_LABELS = {
  seniority: "Weight of seniority",
  role_fit: "Weight of the role",
  reachability: "Weight of reachability",
  propensity: "Weight of signals of intent",
} as const satisfies Readonly<Record<ScoreTerm, string>>;

/** As the policy's schema allows. */
const MOST_MARKETS = 20;

const MARKETS: PolicyPart = {
  title: "Markets",
  intro:
    "Whom you sell to, and how a contact of each market is scored. A score orders the inbox; it never decides whether somebody is written to.",
  groups: ({ score: { verticals } }) => [
    {
      title: "Which market",
      fields: [
        field(
          "score.defaultVertical",
          "Market of everybody else",
          "line",
          "The name of the market of a contact whose company has no fact of another one.",
        ),
      ],
    },
    // One more than there are, so that a market can be added.
    ...Array.from({ length: Math.min(verticals.length + 1, MOST_MARKETS) }, (_, index) =>
      marketGroup(index, verticals[index]?.slug),
    ),
  ],
};

function marketGroup(index: number, slug: string | undefined): PolicyGroup {
  const at = (...names: readonly string[]) => ["score", "verticals", index, ...names];
  const fields = [
    {
      path: at("slug"),
      label: "Name",
      kind: "line",
      help: "Small letters, digits and dashes, as “logistics”. A market goes away when all its fields are emptied.",
    },
    { path: at("description"), label: "Who is sought", kind: "text", help: "A model reads it beside a title." },
    { path: at("antiProfile"), label: "Who is not sought, although the title may look right", kind: "text" },
    {
      path: at("facts"),
      label: "Facts by which a company belongs to it",
      kind: "facts",
      help: "One to a line, as “industry: logistics”. One of them is enough. The market of everybody else needs none.",
    },
    {
      path: at("titles"),
      label: "Titles of the people who buy",
      kind: "lines",
      help: "One to a line. They count where no model answers.",
    },
    {
      path: at("departments"),
      label: "Departments that buy",
      kind: "lines",
      help: `One to a line, of: ${Department.options.join(", ")}.`,
    },
    ...ScoreTerm.options.map((term) => ({
      path: at("weights", term),
      label: TERM_LABELS[term],
      kind: "number" as const,
      ...(term === "seniority" ? { help: "Only the ratio of the weights counts." } : {}),
    })),
  ] as const satisfies PolicyGroup["fields"];
  return { title: slug ?? "Another market", fields: fields.map((one) => ({ ...one, entry: at() })) };
}

export const PARTS: Readonly<Record<PartName, PolicyPart>> = {
  sender: SENDER,
  templates: TEMPLATES,
  words: WORDS,
  timing: TIMING,
  grades: GRADES,
  titles: TITLES,
  markets: MARKETS,
  scores: SCORES,
  limits: LIMITS,
};

export const WEEKDAYS = Weekday.options;
