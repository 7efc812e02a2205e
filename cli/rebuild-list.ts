// Requests page by page that the installation makes the suppression list again from the log, and adds the pages up.
import * as z from "zod";
import type { DeskClient } from "./desk-client.ts";

/** The request to which two people agreed, as a field of a request to the desk. */
export interface Named {
  readonly request?: string;
}
import { counted, many } from "../domain/counted.ts";

const Page = z.object({
  next: z.string().nullable(),
  entries: z.int(),
  added: z.int(),
  differing: z.array(z.int()),
  unlogged: z.array(z.int()),
  left: z.array(z.string()),
  isBehind: z.boolean(),
});
type RebuiltList = Omit<z.infer<typeof Page>, "next">;

/** Requests every page, one after the other, and adds them up. Throws when the desk does not answer or refuses. */
export async function rebuildList(desk: DeskClient, named: Named = {}): Promise<RebuiltList> {
  let done: RebuiltList = { entries: 0, added: 0, differing: [], unlogged: [], left: [], isBehind: false };
  for (let after: string | null = null; ;) {
    const page: z.infer<typeof Page> = Page.parse((await desk.post("/suppressions/rebuild", { after, ...named })).body);
    done = {
      entries: done.entries + page.entries,
      added: done.added + page.added,
      differing: [...done.differing, ...page.differing],
      unlogged: [...done.unlogged, ...page.unlogged],
      left: [...done.left, ...page.left],
      isBehind: page.isBehind,
    };
    if (page.next === null) return done;
    after = page.next;
  }
}

/** The most revisions in one line; the counts are complete. */
const MOST_NAMED = 20;

const named = (revisions: readonly number[]): string =>
  `${revisions.slice(0, MOST_NAMED).join(", ")}${revisions.length > MOST_NAMED ? ", …" : ""}`;

/** What was made again and what was left, one line for each finding, and whether the gates go on. */
export function rebuiltListText({
  entries,
  added,
  differing,
  unlogged,
  left,
  isBehind,
}: RebuiltList): readonly string[] {
  return [
    `Suppression list: ${counted(added)} of ${many(entries, "entry").replace("entrys", "entries")} made again.`,
    ...(differing.length > 0
      ? [
          `Left as they are, because they differ from their event: ${counted(differing.length)} (revisions ${named(differing)}).`,
        ]
      : []),
    ...(unlogged.length > 0
      ? [`Left as they are, because no event has them: ${counted(unlogged.length)} (revisions ${named(unlogged)}).`]
      : []),
    ...left.map((id) => `Left out, because its chain is broken: ${id}. See \`npx holdpoint verify --contact ${id}\``),
    isBehind
      ? "The list is still behind its log, so nothing is planned, approved or sent. See what was left, above."
      : "The list is level with its log: the gates go on by themselves.",
  ];
}
