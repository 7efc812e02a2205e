// `holdpoint rank`: the scored contacts of a vertical, the best first. The order is made in domain/rules/score-rank.ts.
import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { openRanking, type RankedContact } from "../../domain/rules/score-rank.ts";
import type { ScorePolicy } from "../../schema/policy.ts";
import { policyInForce } from "../policy-in-force.ts";
import { progressOn } from "../progress.ts";
import { rankPieces, unreadableText } from "../rank-text.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { chooseSource } from "../sources/choose-source.ts";
import { scorePages } from "../sources/score-rows.ts";
import { reading, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint rank                                the contacts of the default vertical
  $ npx holdpoint rank --vertical logistics --limit 50
  $ npx holdpoint rank --csv > ranked.csv

Equal scores are in ascending order of the contacts' ids. Scores of two verticals cannot be compared, because their weights differ. The order says where to
look first: no score lets a message pass, and the list has contacts who must not be written to, too.`;

/** Output is written in pieces of about this many characters. */
const PIECE = 65_536;

export const rankCommand = (shell: Shell, end: SetExitCode) =>
  reading("rank")
    .description("list the scored contacts of a vertical, the best first")
    .option("--vertical <name>", "the vertical; otherwise the default one of the policy in force")
    .option("--limit <n>", "only the first of them", limitArgument)
    .addOption(new Option("--csv", "print lines of CSV").conflicts("json"))
    .addHelpText("after", EXAMPLES)
    .action(async ({ limit = Infinity, csv, json, vertical: named, ...options }) => {
      const source = await chooseSource(shell, options);
      try {
        const policy = (await policyInForce(source.log)).score;
        const vertical = named ?? policy.defaultVertical;
        const ranking = openRanking();
        const progress = progressOn(shell, "reading", { noun: "contact" });
        let unreadable = 0;
        for await (const page of scorePages(source, vertical)) {
          for (const contact of page.contacts) ranking.add(contact);
          unreadable += page.unreadable;
          progress.add(page.contacts.length);
        }
        progress.end();
        requireVertical(vertical, ranking.size + unreadable, policy);
        if (csv && unreadable > 0) shell.err(`holdpoint: ${unreadableText(unreadable)}\n`);
        const contacts = firstOf(ranking.contacts(), limit);
        const format = csv ? "csv" : json ? "json" : "text";
        write(shell, rankPieces({ vertical, contacts, size: ranking.size, unreadable }, format));
        end(0);
      } finally {
        await source.close();
      }
    });

function limitArgument(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Give a number of contacts, from 1 on.");
  return Number(text);
}

/** A vertical that the policy does not have may have contacts from before. Without any it is a wrong name. */
function requireVertical(vertical: string, contacts: number, { verticals }: ScorePolicy): void {
  if (contacts > 0 || verticals.some(({ slug }) => slug === vertical)) return;
  throw new CannotRun(`There is no vertical ${vertical}, and no contact is scored in it.`, {
    advice: `The policy in force has: ${verticals.map(({ slug }) => slug).join(", ")}.`,
  });
}

function* firstOf(contacts: Iterable<RankedContact>, limit: number): Generator<RankedContact> {
  let count = 0;
  for (const contact of contacts) {
    yield contact;
    count += 1;
    if (count === limit) return;
  }
}

function write(shell: Shell, pieces: Iterable<string>): void {
  let waiting = "";
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < PIECE) continue;
    shell.out(waiting);
    waiting = "";
  }
  shell.out(waiting);
}
