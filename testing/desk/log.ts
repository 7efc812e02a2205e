// A sample contact with a real log, for the desk's pages that read the log. The real stages and objects write the log from a
// story.
import type { ContactRecord, DeskReads } from "../../drizzle/desk-reads.ts";
import { readModelsOf } from "../../replay/read-models.ts";
import { ADA, idOf } from "../people.ts";
import { FULL_STORY, type Move, deploymentAfter } from "../honest-log.ts";
import type { Timeline } from "../../schema/answers.ts";
import type { ContactId } from "../../schema/ids.ts";

export interface SampleLog extends Pick<DeskReads, "record" | "stream" | "contactStreams" | "outboxMessage"> {
  readonly contactId: ContactId;
  timeline(contactId: ContactId): Timeline | null;
}

/** A first message, its follow-up, and then a lead that is vetoed by a suppression. */
const STORY: readonly Move[] = [
  ...FULL_STORY,
  { what: "snooze", who: 0, pick: 1 },
  { what: "suppress", who: 0, pick: 1 },
  { what: "lead", who: 0, pick: 3 },
  { what: "drain", who: 0, pick: 0 },
];

/** Makes the log. It never changes afterwards, so tests may share it. `words` replaces texts of the contact and of reviewers. */
export async function sampleLog({
  words,
  story = STORY,
}: { readonly words?: string; readonly story?: readonly Move[] } = {}): Promise<SampleLog> {
  const contactId = idOf(ADA);
  const deployment = await deploymentAfter(story, words === undefined ? {} : { words });
  const stream = { streamId: contactId, rows: deployment.streamOf(contactId).rows };
  const record: ContactRecord = { rows: stream.rows, ...readModelsOf(stream, deployment.keys) };
  return {
    contactId,
    record: async (id) =>
      id === contactId
        ? record
        : {
            rows: [],
            holds: [],
            tasks: [],
            contact: null,
            comparisons: [],
            score: null,
            runs: [],
            reports: [],
            classes: [],
            unwritten: [],
          },
    // A page has one contact, so that what reads on is tested, too.
    contactStreams: async ({ after = "" }) => {
      const ids = [...new Set(deployment.ids().filter((id) => id.startsWith("ct_")))].toSorted() as ContactId[];
      const [streamId, next] = ids.filter((id) => id > after);
      const rows = streamId ? [{ streamId, rows: deployment.streamOf(streamId).rows }] : [];
      return { rows, next: next && streamId ? streamId : null };
    },
    stream: async (id) => deployment.rows().filter(({ streamId }) => streamId === id),
    outboxMessage: async (key) => {
      const mail = deployment.mails.find(({ idempotencyKey }) => idempotencyKey === key);
      if (!mail) return null;
      const { idempotencyKey, approvalId, recipient, subject, message, at } = mail;
      return { idempotencyKey, streamId: contactId, approvalId, recipient, subject, message, at };
    },
    timeline: (id) => (id === contactId ? deployment.timelineOf(id) : null),
  };
}
