// The parts of the policy that are edited on the desk, field by field, in the words of somebody who sells. Each field says what it does to the
// next message. The rest of the policy is edited in a file (`npx holdpoint policy`).
import type { Language } from "../../../schema/hearing.ts";
import { ScoreTerm } from "../../../schema/score-lists.ts";
import { type Policy, Weekday } from "../../../schema/policy.ts";

/**
 * How a value is written in a form: `line` and `text` as they are, `number`, `numbers` with commas between, `lines` one to a line, `statements` as
 * `id: words`, one to a line, `days` as boxes.
 */
export type FieldKind = "line" | "text" | "number" | "numbers" | "lines" | "statements" | "days";

export interface PolicyField {
  /** Where the value is in the policy. A number is a place in a list. */
  readonly path: readonly (string | number)[];
  readonly label: string;
  /** What it does to the next message. */
  readonly help?: string;
  readonly kind: FieldKind;
  /** Emptied, the value is left out. */
  readonly optional?: true;
}

export interface PolicyGroup {
  readonly title: string;
  readonly fields: readonly PolicyField[];
}

export const PART_NAMES = ["sender", "templates", "words", "timing", "markets"] as const;
export type PartName = (typeof PART_NAMES)[number];

export interface PolicyPart {
  readonly title: string;
  readonly intro: string;
  /** The groups of fields for this policy: a group for each follow-up, for each market. */
  readonly groups: (policy: Policy, language: Language | null) => readonly PolicyGroup[];
}

const field = (path: string, label: string, kind: FieldKind, help?: string): PolicyField => ({
  path: path.split("."),
  label,
  kind,
  ...(help === undefined ? {} : { help }),
});

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
  groups: ({ compose: { templates } }, language) => {
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

const MARKETS: PolicyPart = {
  title: "Markets",
  intro: "Whom you sell to. A score orders the inbox; it never decides whether somebody is written to.",
  groups: ({ score: { verticals } }) =>
    verticals.map(({ slug }, index) => {
      const at = (name: string, ...rest: readonly string[]) => ["score", "verticals", index, name, ...rest];
      return {
        title: slug,
        fields: [
          { path: at("description"), label: "Who is sought", kind: "text", help: "A model reads it beside a title." },
          { path: at("antiProfile"), label: "Who is not sought, although the title may look right", kind: "text" },
          {
            path: at("titles"),
            label: "Titles of the people who buy",
            kind: "lines",
            help: "One to a line. They count where no model answers.",
          },
          ...ScoreTerm.options.map((term) => ({
            path: at("weights", term),
            label: TERM_LABELS[term],
            kind: "number" as const,
            ...(term === "seniority" ? { help: "Only the ratio of the weights counts." } : {}),
          })),
        ],
      } satisfies PolicyGroup;
    }),
};

export const PARTS: Readonly<Record<PartName, PolicyPart>> = {
  sender: SENDER,
  templates: TEMPLATES,
  words: WORDS,
  timing: TIMING,
  markets: MARKETS,
};

export const WEEKDAYS = Weekday.options;
