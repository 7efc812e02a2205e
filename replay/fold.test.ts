// Tests the fold of a log and its read models: both are equal to what the objects have and ship.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { canonicalJson } from "../schema/canonical.ts";
import { callsOf } from "../testing/contact/calls.ts";
import { gatherContext } from "./context.ts";
import { foldStream } from "./fold.ts";
import { compareReadModels, readModelsOf } from "./read-models.ts";
import { ADA, idOf } from "../testing/people.ts";
import { anyStory, FULL_STORY, deploymentAfter } from "../testing/honest-log.ts";
import { memorySource, type StreamRows } from "./source.ts";
import { compareState } from "./verify.ts";

const streamsOf = (rows: StreamRows["rows"]): StreamRows[] =>
  [...Map.groupBy(rows, ({ streamId }) => streamId)].map(([streamId, own]) => ({ streamId, rows: own }));
const isContact = ({ streamId }: StreamRows) => streamId.startsWith("ct_");
const ada = async () => {
  const deployment = await deploymentAfter(FULL_STORY);
  return { deployment, stream: { streamId: idOf(ADA), rows: deployment.streamOf(idOf(ADA)).rows } };
};

describe("the fold of the log", { timeout: LONG_MILLISECONDS }, () => {
  it("is the object's state, byte for byte in canonical JSON, for every stream", async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(anyStory(60), async (story) => {
        const deployment = await deploymentAfter(story);
        const context = await gatherContext(memorySource(deployment.rows()));
        for (const stream of streamsOf(deployment.rows())) {
          const { contact } = deployment.streamOf(stream.streamId);
          expect(canonicalJson(foldStream(stream).contact)).toBe(canonicalJson(contact));
          if (isContact(stream)) expect(compareState(stream, context, contact)).toEqual([]);
        }
      }),
      runs(10),
    );
  });

  it("has a fault with the name of the field of the state that differs", async ({ expect }) => {
    const { deployment, stream } = await ada();
    const { contact } = deployment.streamOf(stream.streamId);
    const other = { ...contact, flags: { ...contact.flags, bounced: true } };
    const context = await gatherContext(memorySource(deployment.rows()));
    expect(compareState(stream, context, other)).toMatchObject([{ name: "state_differs", field: "flags" }]);
  });

  it("ends at a version or a time, inclusive", async ({ expect }) => {
    const { stream } = await ada();
    const all = foldStream(stream);
    for (const event of all.events) {
      const upTo = foldStream(stream, { version: event.version });
      expect(upTo).toMatchObject({ contact: { version: event.version, at: event.at }, stoppedAt: null });
      const atThen = foldStream(stream, { at: event.at });
      expect(atThen.contact.version).toBe(all.events.findLast(({ at }) => at === event.at)?.version);
    }
    expect(foldStream(stream, { at: "2020-01-01T00:00:00.000Z" }).events).toEqual([]);
  });

  it("stops at a missing row, and returns the version", async ({ expect }) => {
    const { stream } = await ada();
    const rows = stream.rows.toSpliced(3, 1);
    expect(foldStream({ ...stream, rows })).toMatchObject({ contact: { version: 3 }, stoppedAt: 5 });
  });
});

describe("the read models of the log", { timeout: LONG_MILLISECONDS }, () => {
  it("are the rows that objects ship, for any story", async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(anyStory(60), async (story) => {
        const deployment = await deploymentAfter(story);
        for (const stream of streamsOf(deployment.rows()).filter(isContact)) {
          // An object that has shipped nothing yet ships all its rows.
          const object = deployment.wake(stream.streamId);
          const calls = callsOf(() => object);
          const run = Object.keys(deployment.streamOf(stream.streamId).contact.runs)[0] ?? "run_none";
          const { ship } = await calls.ask({
            type: "History",
            contactId: stream.streamId as never,
            runId: run as never,
            follows: 0,
          });
          const made = readModelsOf(stream, deployment.keys);
          expect([made.holds, made.tasks]).toEqual([ship.holds, ship.tasks]);
          expect(made.contact).toEqual(ship.contact);
          expect(
            compareReadModels(
              stream,
              { ...ship, comparisons: [], classes: [], score: ship.score ?? null, unwritten: ship.unwritten ?? [] },
              deployment.keys,
            ),
          ).toEqual([]);
        }
      }),
      runs(8),
    );
  });

  it("have a fault for each row and field that differs", async ({ expect }) => {
    const { deployment, stream } = await ada();
    const made = readModelsOf(stream, deployment.keys);
    const [first, ...others] = made.holds;
    const missing = compareReadModels(stream, { ...made, holds: others }, deployment.keys);
    expect(missing).toMatchObject([{ name: "read_model_differs", field: `holds.${first!.holdId}`, expected: "a row" }]);
    const added = compareReadModels(stream, { ...made, contact: { ...made.contact!, bounced: true } }, deployment.keys);
    expect(added).toMatchObject([
      { field: `contact_flags.${stream.streamId}.bounced`, expected: "false", found: "true" },
    ]);
    const words = { ...made, holds: [{ ...first!, shown: '{"email":"eve@x.example"}' }, ...others] };
    expect(compareReadModels(stream, words, deployment.keys)).toMatchObject([
      { field: `holds.${first!.holdId}.shown`, found: "…" },
    ]);
    // Without the key only the personal column is not compared.
    expect(compareReadModels(stream, words)).toEqual([]);
  });
});
