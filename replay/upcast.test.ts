// A log with events in an older shape, read by this release. The test makes the older shape with a mock, because no event type
// has a second shape yet.
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { describe, it, vi } from "vitest";
import { canonicalJson } from "../schema/canonical.ts";
import { eventInRow } from "../schema/events.ts";
import type { EventRow } from "../schema/shipment.ts";
import { ADA, idOf, MASTER_KEY } from "../testing/people.ts";
import { countingRandom } from "../testing/contact/scenario.ts";
import { openWords, sealWords } from "../domain/contact/seal.ts";
import { openStream } from "../domain/contact/stream.ts";
import { foldStream } from "./fold.ts";
import { edited, FULL_STORY, rechained, deploymentAfter } from "../testing/honest-log.ts";
import { memorySource } from "./source.ts";
import { storyOf } from "./story.ts";
import { verifyLog } from "./verify.ts";

/** The mocked version 1 of `PreviewConfirmed` has other names for the person and the reason. */
vi.mock("../schema/upcasts.ts", () => {
  type Fields = Record<string, unknown>;
  const renamed = ({ person, ...payload }: Fields) => ({ ...payload, by: person });
  return {
    UPCASTS: {
      PreviewConfirmed: [
        {
          event: (event: Fields) => ({ ...event, payload: renamed(event["payload"] as Fields) }),
          words: ({ comment, ...words }: Fields) => ({ ...words, why: comment }),
        },
      ],
    },
  };
});

const deployment = await deploymentAfter(FULL_STORY);
const ada = idOf(ADA);
const newest = deployment.streamOf(ada).rows;
const isConfirmed = ({ body }: EventRow) => body.includes('"type":"PreviewConfirmed"');

/** The stream as the older release would have written it. */
const older = rechained(
  newest.map((row) =>
    isConfirmed(row)
      ? edited(row, (event) => {
          const key = deployment.keys(ada)!;
          const { by, ...payload } = event.payload as { by: string };
          const { words, ...rest } = openWords(key, ada, event.version, event.sealed ?? "");
          const { why, ...others } = words ?? {};
          const opened = { ...rest, words: { ...others, comment: why } };
          const sealed = sealWords(key, ada, event.version, opened, countingRandom());
          return { ...event, schemaVersion: 1, payload: { ...payload, person: by }, sealed };
        })
      : row,
  ),
);
const others = deployment.rows().filter(({ streamId }) => streamId !== ada);
const olderLog = [...others, ...older];
const withVersion = (schemaVersion: number) =>
  rechained(older.map((row) => (isConfirmed(row) ? edited(row, (event) => ({ ...event, schemaVersion })) : row)));

describe("a log of an older release", () => {
  it("has bodies that differ from those of this release", ({ expect }) => {
    const versionsOf = (rows: readonly EventRow[]) =>
      rows.filter(isConfirmed).map((row) => eventInRow(row).schemaVersion);
    expect([versionsOf(newest), versionsOf(older)]).toEqual([[2], [1]]);
    expect(older.find(isConfirmed)?.body).toContain('"person":');
  });

  it("has no fault, with its keys and without", async ({ expect }) => {
    expect((await verifyLog(memorySource(olderLog))).faults).toEqual([]);
    expect((await verifyLog(memorySource(olderLog), { keys: deployment.keys })).faults).toEqual([]);
  });

  it("folds to the same state, and gives the same story", ({ expect }) => {
    const stateOf = (rows: readonly EventRow[]) => {
      const { contact, stoppedAt } = foldStream({ streamId: ada, rows });
      return [canonicalJson({ ...contact, head: "" }), stoppedAt];
    };
    expect(stateOf(older)).toEqual(stateOf(newest));
    const storyIn = (rows: readonly EventRow[]) =>
      storyOf({ streamId: ada, rows }, { keys: deployment.keys }).entries.map(({ says, words }) => [says, words]);
    expect(storyIn(older)).toEqual(storyIn(newest));
  });

  it("can be loaded by its object, which opens the words in the newest shape", ({ expect }) => {
    const { wrappedKey } = deployment.streamOf(ada);
    const store = {
      load: () => ({ rows: older, wrappedKey }),
      commit: () => undefined,
      replaceKey: () => undefined,
      forgetKey: () => undefined,
    };
    const stream = openStream({
      store: store as never,
      masterKey: MASTER_KEY,
      signer: LOG_SIGNER,
      random: countingRandom(),
    });
    const { version } = older.find(isConfirmed)!;
    expect(stream.open(version)).toEqual({ why: "because" });
    expect(stream.events[version - 1]).toMatchObject({ schemaVersion: 1, payload: { by: "you@localhost" } });
  });
});

describe("an event of a later release", () => {
  const later = withVersion(3);

  it("is reported as schema_version_unknown, and the fold stops there", async ({ expect }) => {
    const { version } = later.find(isConfirmed)!;
    const { faults } = await verifyLog(memorySource([...others, ...later]));
    expect(faults).toEqual([
      {
        name: "schema_version_unknown",
        streamId: ada,
        version,
        field: "schemaVersion",
        expected: "1 to 2",
        found: "3",
      },
    ]);
    expect(foldStream({ streamId: ada, rows: later }).stoppedAt).toBe(version);
  });

  it("is refused when its object loads the stream", ({ expect }) => {
    const store = {
      load: () => ({ rows: later, wrappedKey: null }),
      commit: () => undefined,
      replaceKey: () => undefined,
      forgetKey: () => undefined,
    };
    expect(() =>
      openStream({ store: store as never, masterKey: MASTER_KEY, signer: LOG_SIGNER, random: countingRandom() }),
    ).toThrow("event PreviewConfirmed has schema version 3; this release knows it up to 2");
  });
});
