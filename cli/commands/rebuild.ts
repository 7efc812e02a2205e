// `holdpoint rebuild`: requests through the desk that the installation rebuilds an object's storage, the suppression list or the read models from
// the log, and then verifies the result. The rebuild itself runs in the installation.
import * as z from "zod";
import type { StreamId } from "../../schema/ids.ts";
import { streamNamed } from "../contact-argument.ts";
import { setAsideDamagedFile } from "../damaged-file.ts";
import { type DeskClient, deskClient, DeskRefused, isLocalDesk } from "../desk-client.ts";
import { localState } from "../local-installation.ts";
import { counted, many } from "../../domain/counted.ts";
import { progressOn } from "../progress.ts";
import { REQUEST_OPTION } from "../reason-options.ts";
import { type Named, rebuildList, rebuiltListText } from "../rebuild-list.ts";
import { CannotRun, type ExitCode, type Shell } from "../shell.ts";
import { chooseSource } from "../sources/choose-source.ts";
import type { OpenedSource } from "../sources/opened-source.ts";
import { verifyOne, verifySource } from "../verify-log.ts";
import { answer, type Answer, type SetExitCode, reading } from "./reading.ts";
import { allVerified, oneVerified } from "./verify.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint rebuild --object ada@example.com      the storage of one contact’s object
  $ npx holdpoint rebuild --object ad_policy            the storage of an administrative stream’s object
  $ npx holdpoint rebuild --read-models                 the read models: holds, tasks, flags
  $ npx holdpoint rebuild --list                        the suppression list, after it has lost entries
  $ npx holdpoint rebuild --read-models --from remote --database <id of EVENTS_0> --desk https://desk.example

You request this through the desk, with HOLDPOINT_DESK_TOKEN or the local installation’s own token, and the installation does it. Then the log
and the rows are verified. The log itself is changed only in one case: events that the object has and the log lacks are appended first. If the
object was emptied and started again, it may have events that the log refuses; nothing followed from these, and --discard drops them.
This also repairs an object that cannot be read. If its file is no database, the command renames the file first; for that it must run on the
machine of the installation.`;

export const rebuildCommand = (shell: Shell, end: SetExitCode) =>
  reading("rebuild")
    .description("rebuild an object’s storage, the suppression list or the read models from the log, and verify them")
    .option("--object <contact>", "the object of a contact, an id (ct_…) or an address, or of a stream (ad_…)")
    .option("--read-models", "holds, tasks and flags of all contacts")
    .option("--list", "the rows of the suppression list that an event has and the list lacks")
    .option("--request <id>", REQUEST_OPTION)
    .option("--discard", "with --object: drop its events that the log refuses")
    .option(
      "--desk <url>",
      "the desk of the installation; otherwise HOLDPOINT_DESK_URL, otherwise the desk of npm start",
    )
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { object, readModels = false, list = false, discard = false, request } = options;
      const named = request === undefined ? {} : { request };
      if (object === undefined && !readModels && !list) {
        throw new CannotRun("Nothing to rebuild was named.", {
          advice:
            "Name an object (--object <contact>), the read models (--read-models), or the suppression list (--list).",
        });
      }
      if (object === undefined && discard) throw new CannotRun("--discard needs one object: --object <contact>.");
      const streamId = object === undefined ? null : streamNamed(object, shell, options);
      const desk = deskClient(shell, options);
      const setAside = async (id: StreamId) =>
        isLocalDesk(shell, options) ? setAsideDamagedFile(localState(shell, options), id, shell.now()) : null;
      // Opened before anything is rebuilt, so that a log which cannot be verified is refused; and again afterwards, because an opened
      // local log stays as it was.
      const before = await chooseSource(shell, options);
      await before.close();
      if (before.file) throw new CannotRun("An export has no objects, no list and no read models to rebuild.");
      const one = streamId === null ? null : await rebuildOne(desk, streamId, { discard, named, setAside });
      const listed = list ? await rebuildList(desk, named) : null;
      const rows = readModels ? await rebuildRows(desk, shell, named) : null;
      await answer(shell, options, end, async (source) => {
        const verified = await verifiedAfter(source, streamId, rows !== null || listed !== null, shell);
        const isPartial = (rows?.left ?? []).length > 0 || listed?.isBehind === true;
        return {
          code: worst(verified.code, isPartial ? 1 : 0),
          json: { object: one && { streamId, ...one }, list: listed, readModels: rows, verified: verified.json },
          text: [
            one && streamId ? oneText(streamId, one) : [],
            listed ? rebuiltListText(listed) : [],
            rows ? rowsText(rows) : [],
            verified.text,
          ]
            .flat()
            .join("\n"),
        };
      });
    });

const worst = (one: ExitCode, other: ExitCode): ExitCode => (one > other ? one : other);

const Rebuilt = z.object({
  events: z.int(),
  changed: z.boolean(),
  discarded: z.int(),
  wordsLost: z.boolean(),
});
type Rebuilt = z.infer<typeof Rebuilt> & {
  /** The file of the object that was no database and is not used any more; null when it was one. */
  readonly setAside: string | null;
};

interface RebuildOptions {
  /** The request to which two people agreed, where one is named. */
  readonly named: Named;
  readonly discard: boolean;
  /** Sets the damaged file of the object aside, and returns its new name; null when there is none on this machine. */
  readonly setAside: (streamId: StreamId) => Promise<string | null>;
}

async function rebuildOne(
  desk: DeskClient,
  streamId: StreamId,
  { discard, named, setAside }: RebuildOptions,
): Promise<Rebuilt> {
  const rebuilt = async () =>
    Rebuilt.parse((await desk.post(`/streams/${streamId}/rebuild`, { discard, ...named })).body);
  try {
    return { ...(await rebuilt()), setAside: null };
  } catch (cause) {
    // The installation repairs every object that the runtime can start.
    const file = cause instanceof DeskRefused && cause.reason === "object_unreadable" ? await setAside(streamId) : null;
    if (file === null) throw cause;
    return { ...(await rebuilt()), setAside: file };
  }
}

function oneText(streamId: StreamId, { events, changed, discarded, wordsLost, setAside }: Rebuilt): readonly string[] {
  const found = changed ? "differed, and has them now" : "had them all, so nothing was changed";
  return [
    `${streamId}: ${many(events, "event")} in the log; its object ${found}.`,
    ...(setAside === null ? [] : [`The file of its object was damaged, and is kept as ${setAside}`]),
    ...(discarded > 0 ? [`Discarded, because the log has other events: ${many(discarded, "event")}.`] : []),
    ...(wordsLost ? ["No key to its sealed words was found, so they stay closed."] : []),
  ];
}

const Page = z.object({
  next: z.string().nullable(),
  streams: z.int(),
  changed: z.int(),
  removed: z.int(),
  left: z.array(z.string()),
});

interface Rows {
  readonly streams: number;
  readonly changed: number;
  readonly removed: number;
  /** Contacts whose rows were not rebuilt. */
  readonly left: readonly string[];
}

async function rebuildRows(desk: DeskClient, shell: Shell, named: Named): Promise<Rows> {
  const progress = progressOn(shell, "rebuilding", { noun: "stream", lookEvery: 1 });
  let done: Rows = { streams: 0, changed: 0, removed: 0, left: [] };
  for (let after: string | null = null; ;) {
    const page: z.infer<typeof Page> = Page.parse((await desk.post("/read-models/rebuild", { after, ...named })).body);
    progress.add(page.streams);
    done = {
      streams: done.streams + page.streams,
      changed: done.changed + page.changed,
      removed: done.removed + page.removed,
      left: [...new Set([...done.left, ...page.left])],
    };
    if (page.next === null) break;
    after = page.next;
  }
  progress.end();
  return done;
}

function rowsText({ streams, changed, removed, left }: Rows): readonly string[] {
  return [
    `Rows of ${many(streams, "stream")}: ${counted(changed)} rebuilt, ${counted(removed)} removed.`,
    ...left.map(
      (id) =>
        `Not rebuilt: ${id}. Its chain is broken, its words do not open, or it kept changing: see \`npx holdpoint verify --contact ${id}\``,
    ),
  ];
}

async function verifiedAfter(
  source: OpenedSource,
  streamId: StreamId | null,
  isWhole: boolean,
  shell: Shell,
): Promise<Answer> {
  const now = new Date(shell.now());
  if (streamId !== null && !isWhole)
    return oneVerified(source, streamId, await verifyOne(source, streamId, { since: null, now }));
  const progress = progressOn(shell, "verifying");
  const report = await verifySource(source, {
    since: null,
    root: null,
    against: null,
    onEvents: progress.add,
    now,
  });
  progress.end();
  return allVerified(source, report, null);
}
