// The part of the policy with limits: of messages and drafts, of what a model reads and costs, of delivery reports, and of the door.
import type { Policy } from "../../../schema/policy.ts";
import { field, type PolicyPart } from "./part.ts";

const CALLS = [
  ["model.plan", "a plan", "After it, the rules plan the lead."],
  ["model.compose", "a draft", "After it, the template is used."],
  ["model.classify", "what somebody wrote", "After it, the rules read it."],
  ["score.roleFit", "how a role fits a market", "After it, the titles of the market count."],
] as const;

export const LIMITS: PolicyPart = {
  title: "Limits",
  intro: "How long a message may be, what a model may read and cost, and what is accepted from outside.",
  groups: (policy) => [
    {
      title: "Messages",
      fields: [
        field(
          "compose.subjectCharacters",
          "Longest subject, in characters",
          "number",
          "A template or an edit with a longer one is refused.",
        ),
        field("compose.bodyCharacters", "Longest text, in characters", "number", "Without the footer."),
        field("draft.subjectCharacters", "Longest subject of a model's draft", "number", "A longer one is refused."),
        ...draftWords(policy),
      ],
    },
    {
      title: "What a model reads of earlier messages",
      fields: [
        field("conversation.turns", "Messages, the newest", "number", "0: none. At most 12."),
        field("conversation.turnCharacters", "Characters of each", "number"),
        field("conversation.characters", "Characters of all together", "number", "The oldest are cut first."),
      ],
    },
    {
      title: "What models cost",
      fields: [
        field(
          "model.tokensPerDay",
          "Tokens in a day (UTC)",
          "number",
          "Above it no model is asked until the next day: rules and templates do the work.",
        ),
        field("model.tokensPerSourceAndDay", "Of these, for the leads of one source", "number"),
        field("score.roleFit.tokensPerDay", "Tokens in a day for scores, apart from these", "number"),
        field("model.callsPerRun", "Calls for one message", "number", "From the plan to the draft, with repeats."),
        field(
          "model.longestWaitSeconds",
          "Longest wait when the model is busy, in seconds",
          "number",
          "It is asked once more when it asks to wait no longer than this.",
        ),
        ...CALLS.flatMap(([at, what, then]) => [
          field(`${at}.deadlineSeconds`, `Seconds for ${what}`, "number", then),
          field(`${at}.outputTokens`, `Longest answer about ${what}, in tokens`, "number"),
        ]),
      ],
    },
    {
      title: "Mail that does not arrive",
      fields: [
        field(
          "bounces.softReports",
          "Days with a report until an address counts as dead",
          "number",
          "A full mailbox, a delay. Nobody is written to at a dead address.",
        ),
        field("bounces.withinDays", "Within so many days", "number"),
      ],
    },
    {
      title: "What is accepted from forms and tools",
      fields: [
        field("ingest.bodyBytes", "Longest message, in bytes", "number", "A longer one is refused."),
        field("ingest.depth", "Deepest nesting", "number"),
        field("ingest.keys", "Most fields", "number"),
        field(
          "ingest.signatureToleranceSeconds",
          "Oldest signature, in seconds",
          "number",
          "Long enough for a slow sender, short enough that a copied message is of no use.",
        ),
        field(
          "ingest.receiptWindowSeconds",
          "Seconds in which the same message counts once",
          "number",
          "Where its sender gives it no id.",
        ),
      ],
    },
    {
      title: "Repeats inside",
      fields: [
        field(
          "hold.stepPatienceSeconds",
          "Seconds until a step that did not answer is asked again",
          "number",
          "The time doubles with each repeat.",
        ),
        field("hold.stepPatienceMaxSeconds", "At most so many", "number"),
      ],
    },
  ],
};

const draftWords = ({ draft: { words } }: Policy) =>
  [
    ["initial", "a first message"] as const,
    ["reply", "an answer"] as const,
    ...words.followups.map((_, index) => [`followups.${index}`, `follow-up ${index + 1}`] as const),
  ].flatMap(([at, what]) => [
    field(`draft.words.${at}.least`, `Fewest words of a model's draft of ${what}`, "number", "Fewer are flagged."),
    field(`draft.words.${at}.most`, `Most words of a model's draft of ${what}`, "number", "More are refused."),
  ]);
