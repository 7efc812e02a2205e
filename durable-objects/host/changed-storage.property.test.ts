// Tests that no changed byte in the storage of an object is used: at any place of any stream the object refuses to open, by name, and
// a rebuild from the log makes the storage again.
import { GENESIS_HASH } from "../../schema/events.ts";
import * as fc from "fast-check";
import { logKeysOf } from "../../domain/log-keys.ts";
import { LOG_SIGNER } from "../../testing/log-keys.ts";
import { describe, it } from "vitest";
import { StreamId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { playStory, story } from "../../testing/contact/any-story.ts";
import { countingRandom, memoryStore } from "../../testing/contact/scenario.ts";
import { ada, MASTER_KEY } from "../../testing/people.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { memoryEventLog } from "../../testing/twins/memory-event-log.ts";
import { rebuildObject, type Stored } from "./rebuild.ts";
import { ObjectUnreadable, openWhole } from "./unreadable.ts";

interface Change {
  readonly field: "body" | "sealed" | "hash" | "streamId" | "version";
  /** The row and the character, as shares of what there is. */
  readonly row: number;
  readonly place: number;
  /** Added to the code of the character, so that it is another one. */
  readonly by: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  field: fc.constantFrom("body", "sealed", "hash", "streamId", "version"),
  row: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  by: fc.integer({ min: 1, max: 95 }),
});

/** The text with one other printable character. */
function changedText(text: string, { place, by }: Change): string {
  const at = Math.floor(place * text.length);
  const other = String.fromCharCode(((text.charCodeAt(at) - 32 + by) % 96) + 32);
  return text.slice(0, at) + (other === text[at] ? "~" : other) + text.slice(at + 1);
}

function changed(rows: readonly EventRow[], how: Change): readonly EventRow[] {
  const at = Math.floor(how.row * rows.length);
  return rows
    .map((row, index): EventRow => {
      if (index !== at) return row;
      if (how.field === "version") return { ...row, version: row.version + how.by };
      return { ...row, [how.field]: changedText(row[how.field] ?? " ", how) };
    })
    .toSorted((one, other) => one.version - other.version);
}

const opened = ({ rows, wrappedKey }: Stored) =>
  openWhole({
    store: { ...memoryStore(), load: () => ({ rows, wrappedKey }) },
    masterKey: MASTER_KEY,
    signer: LOG_SIGNER,
    random: countingRandom(),
  });

function troubleOf(stored: Stored): ObjectUnreadable | null {
  try {
    opened(stored);
    return null;
  } catch (cause) {
    if (cause instanceof ObjectUnreadable) return cause;
    throw cause;
  }
}

async function rebuilt(own: Stored, whole: Stored): Promise<{ readonly refusal: string | null; readonly now: Stored }> {
  const log = memoryEventLog();
  await log.append([
    {
      streamId: ada,
      events: [...whole.rows],
      prevHash: GENESIS_HASH,
      wrappedKey: whole.wrappedKey,
      holds: [],
      tasks: [],
      contact: null,
      runs: [],
      reports: [],
    },
  ]);
  let now = own;
  const { refusal } = await rebuildObject(
    { streamId: StreamId.parse(ada), discard: false },
    {
      store: { load: () => now, isSound: () => true },
      log,
      keys: async () => whole.wrappedKey,
      logKeys: async () => logKeysOf([LOG_SIGNER.key]),
      masterKey: MASTER_KEY,
      random: countingRandom(),
      report: () => undefined,
      replace: (stored) => void (now = stored),
    },
  );
  return { refusal, now };
}

describe("an object with one changed byte", () => {
  it(
    "does not open, names the damage, and opens again after a rebuild",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(story, fc.array(change, { minLength: 1, maxLength: 8 }), async (scenes, changes) => {
          const whole = playStory(scenes, () => undefined).store.load();
          for (const how of changes) {
            const own = { ...whole, rows: changed(whole.rows, how) };
            const trouble = troubleOf(own);
            expect(trouble?.reason, JSON.stringify(how)).toBe("object_differs");
            const { refusal, now } = await rebuilt(own, whole);
            expect(refusal).toBeNull();
            expect(now.rows).toEqual(whole.rows);
            expect(opened(now).contact.version).toBe(whole.rows.length);
          }
        }),
        runs(60),
      );
    },
  );
});
