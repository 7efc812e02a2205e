// `holdpoint verify`: whether the log holds.
import { resolve } from "node:path";
import { gatherContext } from "../../replay/context.ts";
import { judgeStream } from "../../replay/verify.ts";
import { digestArgument, timeArgument } from "../arguments.ts";
import { streamNamed } from "../contact-argument.ts";
import { openTally, type TallySummary, tallyText } from "../found.ts";
import { counted, many, progressOn } from "../progress.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { openExportFile } from "../sources/export-file.ts";
import { verifySource } from "../verify-log.ts";
import { answer, type Answer, type End, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint verify
  $ npx holdpoint verify --from log.ndjson --root 98df5546aca1…
  $ npx holdpoint verify --against last-month.ndjson        nothing that was there may be gone or another
  $ npx holdpoint verify --contact ada@example.com
  $ npx holdpoint verify --since 2026-11-01 --json

Every version follows the one before, every hash is that of its event and the hash before, every event was written by somebody who
may, its evidence is there, and every veto, action and grade is decided again from what was recorded and must be equal.
What is sealed or erased is counted, not a fault. A root proves that no whole stream was taken away or replaced: have it from elsewhere.`;

export const verifyCommand = (shell: Shell, end: End) =>
  reading("verify")
    .description("tell whether the log holds: chains, writers, evidence, and every decision made again")
    .option("--since <time>", "judge only events from then on; chains are followed whole", timeArgument)
    .option("--contact <contact>", "this one alone: an id (ct_…) or an address")
    .option("--root <digest>", "the root over all heads that it must have", digestArgument)
    .option("--against <export>", "an earlier export: what was in it must still be")
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { contact, since = null, root = null, against } = options;
      if (contact !== undefined && (root !== null || against !== undefined)) {
        throw new CannotRun("--root and --against are about the whole log, --contact about one stream.");
      }
      const earlier = against === undefined ? null : openExportFile(resolve(shell.cwd, against));
      await answer(shell, options, end, async (source) => {
        if (contact !== undefined) {
          const streamId = streamNamed(contact, shell, options);
          const context = await gatherContext(source.log);
          for await (const stream of source.log.streams({ ids: [streamId] })) {
            const { faults, sealed, events, head } = judgeStream(stream, context, { since });
            const tally = openTally();
            tally.add(faults);
            const sum = `${many(events, "event")}, head ${head?.hash ?? "none"}\n${sealedText(sealed)}`;
            return verified(`${streamId} in ${source.name}`, tally.summary(), { streamId, events, head, sealed }, sum);
          }
          throw new CannotRun(`${contact} is not in ${source.name}.`);
        }
        const progress = progressOn(shell, "verifying");
        const { faultCount, faultsByName, faults, ...report } = await verifySource(source, {
          since,
          root,
          against: earlier,
          onEvents: progress.add,
        });
        progress.end();
        const { events, streams, sealed } = report;
        const sum = `${many(events, "event")} of ${many(streams, "stream")}, root ${report.root}\n${sealedText(sealed)}, ${many(sealed.erasedStreams, "erased contact")}`;
        return verified(source.name, { faultCount, faultsByName, faults }, report, sum);
      });
    });

const sealedText = ({ closed, opened }: { readonly closed: number; readonly opened: number }): string =>
  `personal words: ${counted(closed)} sealed, ${counted(opened)} opened`;

function verified(name: string, tally: TallySummary, report: object, sum: string): Answer {
  const holds = tally.faultCount === 0;
  const said = holds ? `Holds: ${name}.` : `Does not hold: ${name}.`;
  return {
    code: holds ? 0 : 1,
    json: { holds, ...report, ...tally },
    text: `${holds ? "" : `${tallyText(tally)}\n\n`}${said}\n${sum}`,
  };
}
