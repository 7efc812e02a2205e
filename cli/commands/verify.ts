// `holdpoint verify`: whether the log holds.
import { resolve } from "node:path";
import type { StreamId } from "../../schema/ids.ts";
import { rootArgument, timeArgument } from "../arguments.ts";
import { contactNamed } from "../contact-argument.ts";
import { type TallySummary, tallyText } from "../found.ts";
import { counted, many, progressOn } from "../progress.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { openExportFile } from "../sources/export-file.ts";
import { openRootFile, type RootFile } from "../sources/root-file.ts";
import type { OpenedSource } from "../sources/opened-source.ts";
import { type ContactReport, verifyOne, type VerifyReport, verifySource } from "../verify-log.ts";
import { answer, type Answer, type End, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint verify
  $ npx holdpoint verify --from log.ndjson --root 98df5546aca1…
  $ npx holdpoint verify --root 2026-11-22.ndjson           what a daily root saw must still be there
  $ npx holdpoint verify --against last-month.ndjson        nothing that was there may be gone or another
  $ npx holdpoint verify --contact ada@example.com
  $ npx holdpoint verify --since 2026-11-01 --json

Every version follows the one before, every hash is that of its event and the hash before, every event was written by somebody who
may, its evidence is there, and every veto, action and grade is decided again from what was recorded and must be equal.
In databases, the rows made for reading must be what the events say, too; in an export, its lines what its manifest says.
What is sealed or erased is counted, not a fault. A root proves that no whole stream was taken away or replaced: have it from elsewhere.
As 64 digits it must be that of the log as it is now; the file of a daily root lists its heads, so that the log may have grown since.`;

export const verifyCommand = (shell: Shell, end: End) =>
  reading("verify")
    .description("tell whether the log holds: chains, writers, evidence, and every decision made again")
    .option("--since <time>", "judge only events from then on; chains are followed whole", timeArgument)
    .option("--contact <contact>", "this one alone: an id (ct_…) or an address")
    .option(
      "--root <digest or file>",
      "the root over all heads that it must have, or the file of a daily root",
      rootArgument,
    )
    .option("--against <export>", "an earlier export: what was in it must still be")
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { contact, since = null, root = null, against } = options;
      if (contact !== undefined && (root !== null || against !== undefined)) {
        throw new CannotRun("--root and --against are about the whole log, --contact about one stream.");
      }
      const earlier = against === undefined ? null : openExportFile(resolve(shell.cwd, against));
      const rootFile = root && "path" in root ? openRootFile(resolve(shell.cwd, root.path)) : null;
      const digest = root && "digest" in root ? root.digest : null;
      const streamId = contact === undefined ? null : contactNamed(contact, shell, options);
      await answer(shell, options, end, async (source) => {
        if (streamId !== null) return oneVerified(source, streamId, await verifyOne(source, streamId, since));
        const progress = progressOn(shell, "verifying");
        const question = { since, root: digest, against: earlier, rootFile, onEvents: progress.add };
        const report = await verifySource(source, question);
        progress.end();
        return allVerified(source, report, rootFile);
      });
    });

export function oneVerified({ name }: OpenedSource, streamId: StreamId, report: ContactReport | null): Answer {
  if (!report) throw new CannotRun(`${streamId} is not in ${name}.`);
  const { events, head, sealed } = report;
  const sum = `${many(events, "event")}, head ${head?.hash ?? "none"}\n${sealedText(sealed)}`;
  return verified(`${streamId} in ${name}`, report, sum);
}

export function allVerified({ name }: OpenedSource, report: VerifyReport, rootFile: RootFile | null): Answer {
  const { events, streams, root, sealed } = report;
  const sum = `${many(events, "event")} of ${many(streams, "stream")}, root ${root}`;
  const asOf = rootFile ? `\n${rootText(rootFile)}` : "";
  return verified(
    name,
    report,
    `${sum}${asOf}\n${sealedText(sealed)}, ${many(sealed.erasedStreams, "erased contact")}`,
  );
}

const rootText = ({ header: { day, root, streams, madeAt } }: RootFile): string =>
  `compared with the root of ${day}, ${root}: ${many(streams, "head")}, made ${madeAt}`;

const sealedText = ({ closed, opened }: { readonly closed: number; readonly opened: number }): string =>
  `personal words: ${counted(closed)} sealed, ${counted(opened)} opened`;

function verified(name: string, report: TallySummary, sum: string): Answer {
  const holds = report.faultCount === 0;
  const said = `${holds ? "Holds" : "Does not hold"}: ${name}.`;
  return {
    code: holds ? 0 : 1,
    json: { holds, ...report },
    text: `${holds ? "" : `${tallyText(report)}\n\n`}${said}\n${sum}`,
  };
}
