// `holdpoint rebuild`: what is kept beside the log, made from the log again by the installation itself, and then verified.
import { z } from "zod";
import type { StreamId } from "../../schema/ids.ts";
import { streamNamed } from "../contact-argument.ts";
import { type DeskClient, deskClient } from "../desk-client.ts";
import { counted, many, progressOn } from "../progress.ts";
import { CannotRun, type ExitCode, type Shell } from "../shell.ts";
import type { OpenedSource } from "../sources/opened-source.ts";
import { verifyOne, verifySource } from "../verify-log.ts";
import { answer, type Answer, type End, reading } from "./reading.ts";
import { allVerified, oneVerified } from "./verify.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint rebuild --object ada@example.com      the storage of one contact’s object
  $ npx holdpoint rebuild --object ad_policy            of an administrative stream’s
  $ npx holdpoint rebuild --read-models                 the rows people read: holds, tasks, flags
  $ npx holdpoint rebuild --read-models --from remote --database <id of EVENTS_0> --desk https://desk.example

The installation does it, asked through its desk by you: HOLDPOINT_DESK_TOKEN, or the local installation’s own token. Then the log and
those rows are verified. Nothing is written to the log but what the object has and the log lacks, which is shipped first. An object may have
events that the log does not take, because it began anew: nothing followed from them, and --discard gives them up.`;

export const rebuildCommand = (shell: Shell, end: End) =>
  reading("rebuild")
    .description("make objects and the rows people read from the log again, and verify them")
    .option("--object <contact>", "the object of a contact, an id (ct_…) or an address, or of a stream (ad_…)")
    .option("--read-models", "holds, tasks and flags of all contacts")
    .option("--discard", "with --object: give up its events that the log does not take")
    .option("--desk <url>", "the desk of the installation; else HOLDPOINT_DESK_URL, else where npm start runs")
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const { object, readModels = false, discard = false } = options;
      if (object === undefined && !readModels) {
        throw new CannotRun("Rebuild what?", {
          advice: "An object (--object <contact>), or the rows (--read-models).",
        });
      }
      if (object === undefined && discard) throw new CannotRun("--discard is about one object: --object <contact>.");
      const streamId = object === undefined ? null : streamNamed(object, shell, options);
      const desk = deskClient(shell, options);
      await answer(shell, options, end, async (source) => {
        if (source.file) throw new CannotRun("An export is a file: there is nothing beside it to rebuild.");
        const one = streamId === null ? null : await rebuildOne(desk, streamId, discard);
        const rows = readModels ? await rebuildRows(desk, shell) : null;
        const verified = await verifiedAfter(source, streamId, rows !== null, shell);
        const left = rows?.left ?? [];
        return {
          code: worst(verified.code, left.length > 0 ? 1 : 0),
          json: { object: one && { streamId, ...one }, readModels: rows, verified: verified.json },
          text: [one && streamId ? oneText(streamId, one) : [], rows ? rowsText(rows) : [], verified.text]
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
type Rebuilt = z.infer<typeof Rebuilt>;

async function rebuildOne(desk: DeskClient, streamId: StreamId, discard: boolean): Promise<Rebuilt> {
  const { body } = await desk.post(`/streams/${streamId}/rebuild`, { discard });
  return Rebuilt.parse(body);
}

function oneText(streamId: StreamId, { events, changed, discarded, wordsLost }: Rebuilt): readonly string[] {
  const found = changed ? "had something else, and has them now" : "had them all: nothing was to do";
  return [
    `${streamId}: ${many(events, "event")} in the log; its object ${found}.`,
    ...(discarded > 0 ? [`Given up, for the log has others: ${many(discarded, "event")}.`] : []),
    ...(wordsLost ? ["No key to its sealed words was found: they stay closed."] : []),
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
  /** Contacts whose rows were left alone. */
  readonly left: readonly string[];
}

async function rebuildRows(desk: DeskClient, shell: Shell): Promise<Rows> {
  const progress = progressOn(shell, "rebuilding", { noun: "contact", lookEvery: 1 });
  let done: Rows = { streams: 0, changed: 0, removed: 0, left: [] };
  for (let after: string | null = null; ;) {
    const page: z.infer<typeof Page> = Page.parse((await desk.post("/read-models/rebuild", { after })).body);
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
    `Rows of ${many(streams, "contact")}: ${counted(changed)} made anew, ${counted(removed)} taken away.`,
    ...left.map(
      (id) =>
        `Left alone: ${id}, which is no chain, does not open, or moves: see \`npx holdpoint verify --contact ${id}\``,
    ),
  ];
}

async function verifiedAfter(
  source: OpenedSource,
  streamId: StreamId | null,
  isWhole: boolean,
  shell: Shell,
): Promise<Answer> {
  if (streamId !== null && !isWhole) return oneVerified(source, streamId, await verifyOne(source, streamId, null));
  const progress = progressOn(shell, "verifying");
  const report = await verifySource(source, { since: null, root: null, against: null, onEvents: progress.add });
  progress.end();
  return allVerified(source, report, null);
}
