// Missing inputs and work lists as text for a terminal.
import type { MissingInput, WorkItem } from "../domain/rules/work-list.ts";
import { visible } from "../domain/visible-text.ts";
import type { Flip } from "../replay/flip.ts";
import type { ScoreFact, ScoreFactName, ScoreFlip, ScoreWay } from "../replay/flip-score.ts";
import { missingText, missingWord } from "../schema/missing.ts";
import { gradeText } from "../schema/words.ts";
import { counted, many } from "../domain/counted.ts";
import { tableText } from "./table.ts";

const subjectOf = ({ shown, subject }: Pick<MissingInput, "shown" | "subject">): string => shown ?? subject;

export function flipText({ contactId, runId, at, verdict, basisPoints, qualifiedFrom, ways, open }: Flip): string {
  const graded = `${contactId}, ${runId}, graded ${gradeText(basisPoints)} at ${at}${open ? "" : "; that run has ended"}`;
  if (verdict === "qualified") return `Qualified: nothing is missing.\n${graded}`;
  const bound = `needs review; qualified from ${gradeText(qualifiedFrom)}`;
  if (ways.length === 0) return `No missing input would change the verdict.\n${graded}: ${bound}`;
  const lines = ways.map((way, index) => {
    const inputs = way.map(
      (input) => `${missingText(input.what)} (${subjectOf(input)}), +${gradeText(input.basisPoints)}`,
    );
    return `  ${index === 0 ? "  " : "or"} ${inputs.join("\n     and ")}`;
  });
  return [`Missing:`, ...lines, `${graded}: ${bound}`].join("\n");
}

const SCORE_WORDS: Readonly<Record<ScoreFactName, string>> = {
  profile: "a public profile of the contact",
  title: "the contact’s title",
  address: "an address of the person, instead of a function’s",
  info_request: "a request for information, should the contact send one",
  interested_reply: "a reply that asks for something, should the contact send one",
  booking: "a booked meeting",
};

const factText = ({ what, example }: ScoreFact): string =>
  example === null ? SCORE_WORDS[what] : `${SCORE_WORDS[what]}, if it is one such as “${example}” (role fit by rule)`;

const wayText = ({ facts, adds, composite, tier }: ScoreWay): string =>
  `${facts.map(factText).join("\n     and ")}: +${gradeText(adds)}, ${gradeText(composite)} tier ${tier}`;

/** What would reach the next tier, the cheapest first. */
export function scoreFlipText(score: ScoreFlip | null): string {
  if (!score) return "Score: not scored, or by a policy that is not in the log.";
  const { tier, composite, vertical, asOf, next, ways } = score;
  const now = `Score ${gradeText(composite)}, tier ${tier} in ${vertical}, as of ${asOf}. No score decides about a message.`;
  if (!next) return `${now}\nThere is no better tier.`;
  const bound = `Tier ${next.tier} from ${gradeText(next.from)}`;
  if (ways.length === 0) return `${now}\n${bound}: no two missing facts would reach it.`;
  const lines = ways.map((way, index) => `  ${index === 0 ? "  " : "or"} ${wayText(way)}`);
  return [now, `${bound}, the cheapest first:`, ...lines].join("\n");
}

/** The most work items in the text; `--json` has all. */
const SHOWN = 50;

/** Widths of the columns with text of any length, so that a line has at most a hundred characters. */
const WIDTHS = { about: 34, leads: 30 };

export interface ListedItem extends Pick<WorkItem, "what" | "unlocks" | "helps"> {
  /** What the input is about, and the leads by name or id: `Ada Lovelace`. */
  readonly about: string;
  readonly leads: readonly string[];
  /** Where the input is recorded; null for an export. */
  readonly form: string | null;
}

export interface WorkList {
  readonly open: number;
  readonly qualified: number;
  readonly items: readonly ListedItem[];
  readonly total: number;
}

export function workListText({ open, qualified, items, total }: WorkList): string {
  const sum = `${many(open, "open hold")}, ${counted(qualified)} of them qualified.`;
  if (items.length === 0) return `Nothing that can be found out would change a verdict.\n${sum}`;
  const shown = items.slice(0, SHOWN);
  const rows = shown.map((item) => {
    const [first = "", ...others] = item.leads;
    const more = item.unlocks + item.helps - 1;
    const rest = others.length === 0 && more === 0 ? "" : ` + ${counted(more)} more`;
    return [
      counted(item.unlocks),
      counted(item.helps),
      missingWord(item.what),
      cut(item.about, WIDTHS.about),
      `${cut(first, WIDTHS.leads - rest.length)}${rest}`,
    ];
  });
  const [header = "", ...lines] = tableText(["UNLOCKS", "HELPS", "FIND OUT", "ABOUT", "LEADS"], rows).split("\n");
  const linked = lines.flatMap((line, index) => {
    const form = shown[index]?.form ?? null;
    return form === null ? [line] : [line, `         ${form}`];
  });
  const rest = total > shown.length ? [`… and ${counted(total - shown.length)} more inputs`] : [];
  return [header, ...linked, ...rest, "", sum].join("\n");
}

/** Strangers' text on one line of at most so many characters. */
function cut(text: string, most: number): string {
  const characters = [...visible(text).replaceAll("\n", " ")];
  return characters.length <= most ? characters.join("") : `${characters.slice(0, most - 1).join("")}…`;
}
