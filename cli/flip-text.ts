// Missing inputs and work lists as text for a terminal.
import type { Flip, Missing, MissingInput, WorkItem } from "../replay/flip.ts";
import type { ScoreFact, ScoreFactName, ScoreFlip, ScoreWay } from "../replay/flip-score.ts";
import { gradeText } from "../schema/words.ts";
import { counted, many } from "../domain/counted.ts";
import { tableText } from "./table.ts";

const WORDS: Readonly<Record<Missing, string>> = {
  company_row: "a company with the address’s domain",
  company_link: "a link to the contact’s company, because the address is of a mailbox provider",
  company_status: "the status “known” for the contact’s company",
  title: "the contact’s title, or a seniority with its source",
  title_rule: "a rule for the contact’s title, or a seniority with its source",
};

const subjectOf = ({ shown, subject }: Pick<MissingInput, "shown" | "subject">): string => shown ?? subject;

export function flipText({ contactId, runId, at, verdict, basisPoints, qualifiedFrom, ways, open }: Flip): string {
  const graded = `${contactId}, ${runId}, graded ${gradeText(basisPoints)} at ${at}${open ? "" : "; that run has ended"}`;
  if (verdict === "qualified") return `Qualified: nothing is missing.\n${graded}`;
  const bound = `needs review; qualified from ${gradeText(qualifiedFrom)}`;
  if (ways.length === 0) return `No missing input would change the verdict.\n${graded}: ${bound}`;
  const lines = ways.map((way, index) => {
    const inputs = way.map((input) => `${WORDS[input.what]} (${subjectOf(input)}), +${gradeText(input.basisPoints)}`);
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

export interface WorkList {
  readonly open: number;
  readonly qualified: number;
  readonly items: readonly WorkItem[];
}

export function workListText({ open, qualified, items }: WorkList): string {
  const sum = `${many(open, "graded lead")} ${open === 1 ? "waits" : "wait"}, ${counted(qualified)} of them qualified.`;
  if (items.length === 0) return `No missing inputs.\n${sum}`;
  const rows = items.slice(0, SHOWN).map((item) => {
    const [first = "", ...others] = item.contacts;
    const more = item.unlocks + item.helps - 1;
    return [
      counted(item.unlocks),
      counted(item.helps),
      WORDS[item.what],
      subjectOf(item),
      others.length === 0 ? first : `${first} and ${counted(more)} more`,
    ];
  });
  const rest = items.length > SHOWN ? [`… and ${counted(items.length - SHOWN)} more inputs`] : [];
  return [tableText(["UNLOCKS", "HELPS", "FIND OUT", "ABOUT", "LEADS"], rows), ...rest, "", sum].join("\n");
}
