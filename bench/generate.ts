// An honest log of any size. Stories are told once by the real objects and stages; then each contact is copied under other ids, and
// chained anew, until there are events enough: a million events told one by one would take the better part of an hour.
import * as fc from "fast-check";
import { aHouse, anyStory, FULL_STORY, type Move, rechained } from "../testing/honest-log.ts";
import type { LogSource, StreamRows } from "../replay/source.ts";
import { sha256 } from "../schema/canonical.ts";
import { ContactId } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";

/** Different enough that no branch predictor and no inline cache knows the next one. */
const STORIES = 60;
const SEED = 20_261_122;
/** What would put people on the suppression list, whose revisions are one order for all: a copy would have none of its own. */
const NOT_COPIED: readonly Move["what"][] = ["optOut", "unsubscribeLink", "suppress", "lift", "history"];

/** A contact's rows, and every text in them that is its own. */
interface Original {
  readonly rows: readonly EventRow[];
  readonly own: readonly string[];
}

const HEX = /[0-9a-f]{64}/;

/** Digests of the address and phone: other people, other digests. */
function ownTexts(rows: readonly EventRow[]): readonly string[] {
  const digests = rows.flatMap(({ body }) => {
    const { payload } = JSON.parse(body) as { payload: { lookups?: Readonly<Record<string, string>> } };
    return Object.values(payload.lookups ?? {}).filter((value) => HEX.test(value));
  });
  return [...new Set([...rows.slice(0, 1).map(({ streamId }) => streamId.slice(3)), ...digests])];
}

/** The stories also try kinds of facts that are numbers, which nobody has and a reader takes the slow way. */
const hasOddKinds = (rows: readonly EventRow[]): boolean => rows.some(({ body }) => /"kind":"\d/.test(body));

/** The contacts of all stories, and the policy they were decided by. */
async function originals(): Promise<{ readonly policy: readonly EventRow[]; readonly contacts: readonly Original[] }> {
  const stories = fc
    .sample(anyStory(60), { numRuns: STORIES, seed: SEED })
    .map((story) => story.filter(({ what }) => !NOT_COPIED.includes(what)));
  const contacts: Original[] = [];
  let policy: readonly EventRow[] = [];
  for (const story of [FULL_STORY, ...stories]) {
    const house = aHouse();
    await house.adopt();
    await house.tell(story);
    await house.drain();
    const streams = Map.groupBy(house.rows(), ({ streamId }) => streamId);
    policy = [...streams].find(([id]) => id === "ad_policy")?.[1] ?? policy;
    // A message may ask to be left alone, too.
    if ([...streams.keys()].some((id) => id.startsWith("ad_suppressions"))) continue;
    for (const [id, rows] of streams) {
      if (id.startsWith("ct_") && !hasOddKinds(rows)) contacts.push({ rows, own: ownTexts(rows) });
    }
  }
  return { policy, contacts };
}

function copied({ rows, own }: Original, streamId: ContactId): StreamRows {
  const texts = own.map((text, index) => [text, index === 0 ? streamId.slice(3) : sha256(streamId, text)] as const);
  const copy = rows.map((row) => ({
    ...row,
    streamId,
    body: texts.reduce((body, [old, other]) => body.replaceAll(old, other), row.body),
  }));
  return { streamId, rows: rechained(copy) };
}

/** A log of at least `events` events, in whole streams. */
export async function generatedLog(events: number): Promise<LogSource> {
  const { policy, contacts } = await originals();
  const plan: { readonly streamId: ContactId; readonly original: Original }[] = [];
  for (let [count, index] = [policy.length, 0]; count < events; index += 1) {
    const original = contacts[index % contacts.length]!;
    plan.push({ streamId: ContactId.parse(`ct_${sha256("bench", String(index)).slice(0, 32)}`), original });
    count += original.rows.length;
  }
  const inOrder = plan.toSorted((a, b) => (a.streamId < b.streamId ? -1 : 1));
  return {
    async *streams() {
      const [first] = policy;
      if (first) yield { streamId: first.streamId, rows: policy };
      for (const { streamId, original } of inOrder) yield copied(original, streamId);
    },
  };
}
