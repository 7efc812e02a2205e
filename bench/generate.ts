// Generates a valid log of any size. The real objects and stages play some stories; then each contact is copied with other ids and a new hash
// chain, until there are enough events. Playing a million events would take most of an hour.
import { AUDIT_STREAM } from "../domain/log-keys.ts";
import { ADOPTION } from "../testing/log-keys.ts";
import * as fc from "fast-check";
import { honestDeployment, anyStory, FULL_STORY, type Move, rechained } from "../testing/honest-log.ts";
import type { LogSource, StreamRows } from "../replay/source.ts";
import { sha256, shortened } from "../schema/canonical.ts";
import { ContactId } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";

/** Enough different stories that branch prediction and inline caches do not distort the measurement. */
const STORIES = 60;
const SEED = 20_261_122;
/** Moves that add to the suppression list. A copy would repeat the list's revisions, which must be unique in the log. */
const NOT_COPIED: readonly Move["what"][] = ["softReports", "optOut", "unsubscribeLink", "suppress", "lift", "history"];

/** A contact's rows, and the texts in them that identify the contact. */
interface Original {
  readonly rows: readonly EventRow[];
  readonly own: readonly string[];
}

/** The texts that a copy must replace: the stream's id, and the digests of address and telephone number. */
function ownTexts(rows: readonly EventRow[]): readonly string[] {
  const digests = rows.flatMap(({ body }) => {
    const { payload } = JSON.parse(body) as { payload: { lookups?: Readonly<Record<string, string>> } };
    return Object.values(payload.lookups ?? {});
  });
  return [...new Set([...rows.slice(0, 1).map(({ streamId }) => streamId.slice(3)), ...digests])];
}

/** Whether a contact has facts whose kind is a number. No real fact has such a kind, and reading it is slow. */
const hasOddKinds = (rows: readonly EventRow[]): boolean => rows.some(({ body }) => /"kind":"\d/.test(body));

/** The contacts of all stories, and their policy. */
async function originals(): Promise<{ readonly policy: readonly EventRow[]; readonly contacts: readonly Original[] }> {
  const stories = fc
    .sample(anyStory(60), { numRuns: STORIES, seed: SEED })
    .map((story) => story.filter(({ what }) => !NOT_COPIED.includes(what)));
  const contacts: Original[] = [];
  let policy: readonly EventRow[] = [];
  for (const story of [FULL_STORY, ...stories]) {
    const deployment = honestDeployment();
    await deployment.adopt();
    await deployment.play(story);
    await deployment.drain();
    const streams = Map.groupBy(deployment.rows(), ({ streamId }) => streamId);
    policy = [...streams].find(([id]) => id === "ad_policy")?.[1] ?? policy;
    // A message may be an opt-out, which adds to the list, too.
    if ([...streams.keys()].some((id) => id.startsWith("ad_suppressions"))) continue;
    for (const [id, rows] of streams) {
      if (id.startsWith("ct_") && !hasOddKinds(rows)) contacts.push({ rows, own: ownTexts(rows) });
    }
  }
  return { policy, contacts };
}

function copied({ rows, own }: Original, streamId: ContactId): StreamRows {
  const texts = own.map(
    (text, index) => [text, index === 0 ? streamId.slice(3) : shortened(sha256(streamId, text))] as const,
  );
  const copy = rows.map((row) => ({
    ...row,
    streamId,
    body: texts.reduce((body, [old, other]) => body.replaceAll(old, other), row.body),
  }));
  return { streamId, rows: rechained(copy) };
}

/** A log of at least `events` events. Streams are complete. */
export async function generatedLog(events: number): Promise<LogSource> {
  const { policy, contacts } = await originals();
  const plan: { readonly streamId: ContactId; readonly original: Original }[] = [];
  for (let [count, index] = [policy.length + 1, 0]; count < events; index += 1) {
    const original = contacts[index % contacts.length]!;
    plan.push({ streamId: ContactId.parse(`ct_${shortened(sha256("bench", String(index)))}`), original });
    count += original.rows.length;
  }
  const inOrder = plan.toSorted((a, b) => (a.streamId < b.streamId ? -1 : 1));
  return {
    async *streams() {
      yield { streamId: AUDIT_STREAM, rows: [ADOPTION] };
      const [first] = policy;
      if (first) yield { streamId: first.streamId, rows: policy };
      for (const { streamId, original } of inOrder) yield copied(original, streamId);
    },
  };
}
