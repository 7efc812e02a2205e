// `holdpoint verify`: verifies a log or one contact. The checks are in replay/verify.ts and verify-log.ts.
import { resolve } from "node:path";
import type { StreamId } from "../../schema/ids.ts";
import { logKeyArgument, rootArgument, timeArgument } from "../arguments.ts";
import { contactNamed } from "../contact-argument.ts";
import { type TallySummary, tallyText } from "../tally.ts";
import { deskClient } from "../desk-client.ts";
import { counted, many } from "../../domain/counted.ts";
import { progressOn } from "../progress.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { openExportFile } from "../sources/export-file.ts";
import { openRootFile, type RootFile } from "../sources/root-file.ts";
import type { OpenedSource } from "../sources/opened-source.ts";
import { type Noted, unreadableObjects, unreadableText } from "../unreadable-objects.ts";
import { notComparedText } from "../verify-list.ts";
import { type ContactReport, verifyOne, type VerifyReport, verifySource } from "../verify-log.ts";
import { answer, type Answer, type SetExitCode, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint verify
  $ npx holdpoint verify --from log.ndjson --root 98df5546aca1…
  $ npx holdpoint verify --root 2026-11-22.ndjson           all heads of a daily root must still be events
  $ npx holdpoint verify --against last-month.ndjson        all events of an earlier export must still be there
  $ npx holdpoint verify --contact ada@example.com
  $ npx holdpoint verify --since 2026-11-01 --json
  $ npx holdpoint verify --objects                          also each object’s storage, while Holdpoint runs

Checks that every version follows the one before, every hash covers its event and the previous hash, the last event of every stream is signed
by the log's key, every writer is allowed and all evidence exists. Every veto, action and grade is derived again from the recorded inputs and must be equal.
In databases, schema, keys, read models, outbox, CRM and suppression list are checked too; in an export, the lines must match the manifest.
With the master key, sealed words are opened and compared; none is printed. Closed or erased words are counted and are no fault. A root from another place proves that no whole stream was removed or replaced.
A root of 64 digits must be that of the log as it is now. The file of a daily root lists its heads, so the log may be longer now.`;

export const verifyCommand = (shell: Shell, end: SetExitCode) =>
  reading("verify")
    .description("verify the log: chains, writers, evidence, and every decision derived again")
    .option("--since <time>", "check only events from this time on; chains are always checked whole", timeArgument)
    .option("--contact <contact>", "only this contact: an id (ct_…) or an address")
    .option(
      "--root <digest or file>",
      "the root over all heads that the log must have, or the file of a daily root",
      rootArgument,
    )
    .option("--key <public key>", "the newest key of the log’s signatures, from another place", logKeyArgument)
    .option("--against <export>", "an earlier export, whose events must still be in the log")
    .option("--objects", "also compare every object with the log, through the desk")
    .option("--desk <url>", "with --objects: the desk; otherwise HOLDPOINT_DESK_URL, otherwise that of npm start")
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { contact, since = null, root = null, key: logKey = null, against } = options;
      if (options.objects && (contact !== undefined || (options.from !== "local" && options.from !== "remote")))
        throw new CannotRun("--objects compares all objects of a live log, not one contact’s, and not an export.");
      if (contact !== undefined && (root !== null || logKey !== null || against !== undefined)) {
        throw new CannotRun("--root, --key and --against need the whole log, but --contact selects one stream.");
      }
      const earlier = against === undefined ? null : openExportFile(resolve(shell.cwd, against));
      const rootFile = root && "path" in root ? openRootFile(resolve(shell.cwd, root.path)) : null;
      const digest = root && "digest" in root ? root.digest : null;
      const streamId = contact === undefined ? null : contactNamed(contact, shell, options);
      await answer(shell, options, end, async (source) => {
        const now = new Date(shell.now());
        const noted = await unreadableObjects(source);
        if (streamId !== null) {
          const own = noted.filter((object) => object.streamId === streamId);
          return withUnreadable(oneVerified(source, streamId, await verifyOne(source, streamId, { since, now })), own);
        }
        const progress = progressOn(shell, "verifying");
        const question = {
          since,
          root: digest,
          logKey,
          against: earlier,
          rootFile,
          onEvents: progress.add,
          now,
        };
        const report = await verifySource(source, {
          ...question,
          objects: options.objects ? deskClient(shell, options) : null,
        });
        progress.end();
        return withUnreadable(allVerified(source, report, rootFile), noted);
      });
    });

/** The answer, and the objects that cannot be read. They are no fault of the log, so the exit code is the same. */
const withUnreadable = ({ code, json, text }: Answer, noted: Noted): Answer => ({
  code,
  json: { ...(json as object), unreadable: noted },
  text: [text, ...unreadableText(noted)].join("\n"),
});

export function oneVerified({ name }: OpenedSource, streamId: StreamId, report: ContactReport | null): Answer {
  if (!report) throw new CannotRun(`${streamId} is not in ${name}.`);
  const { events, head, sealed } = report;
  const sum = `${many(events, "event")}, head ${head?.hash ?? "none"}\n${sealedText(sealed)}`;
  return verified(`${streamId} in ${name}`, report, sum);
}

export function allVerified(source: OpenedSource, report: VerifyReport, rootFile: RootFile | null): Answer {
  const { name } = source;
  const { events, streams, root, logKey, sealed } = report;
  const sum = `${many(events, "event")} of ${many(streams, "stream")}, root ${root}\nsigned by ${logKey ?? "no key"}`;
  const asOf = rootFile ? `\n${rootText(rootFile)}` : "";
  return verified(
    name,
    report,
    `${sum}${asOf}\n${sealedText(sealed)}, ${many(sealed.erasedStreams, "erased contact")}\n${listText(source, report)}${objectsText(report)}`,
  );
}

const rootText = ({ header: { day, root, streams, madeAt } }: RootFile): string =>
  `compared with the root of ${day}, ${root}: ${many(streams, "head")}, made ${madeAt}`;

const listText = (source: OpenedSource, { listEntries }: VerifyReport): string =>
  listEntries === null
    ? notComparedText(source)
    : `suppression list: ${many(listEntries, "entry").replace("entrys", "entries")} of the log compared with its rows`;

const objectsText = ({ objects }: VerifyReport): string =>
  objects === null ? "" : `\nobjects: ${counted(objects)} compared with the log`;

const sealedText = ({ closed, opened }: { readonly closed: number; readonly opened: number }): string =>
  `personal words: ${counted(closed)} sealed, ${counted(opened)} opened`;

function verified(name: string, report: TallySummary, sum: string): Answer {
  const holds = report.faultCount === 0;
  const result = `${holds ? "Holds" : "Does not hold"}: ${name}.`;
  return {
    code: holds ? 0 : 1,
    json: { holds, ...report },
    text: `${holds ? "" : `${tallyText(report)}\n\n`}${result}\n${sum}`,
  };
}
