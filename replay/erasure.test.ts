// Tests the log of an erased contact: it has no fault, opens no erased words, and planted faults of an erasure are found.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { GENESIS_HASH } from "../schema/events.ts";
import { chainHash } from "../domain/contact/record.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { wholeContext } from "../testing/whole-context.ts";
import { foldStream } from "./fold.ts";
import { neverContact } from "./never-contact.ts";
import { compareReadModels, readModelsOf } from "./read-models.ts";
import { ADA, idOf } from "../testing/people.ts";
import { anyStory, edited, FULL_STORY, type Move, rechained, deploymentAfter } from "../testing/honest-log.ts";
import { memorySource } from "./source.ts";
import { storyOf } from "./story.ts";
import { compareState, verifyLog, verifyStream } from "./verify.ts";
import { receiptOf } from "./why.ts";

const moves = (...what: Move["what"][]): Move[] => what.map((one) => ({ what: one, who: 0, pick: 0 }));
/** A story: the contact gets a message, is erased, and writes again while on the suppression list. */
const RETURNED = [...FULL_STORY, ...moves("erase", "lead", "drain")];
/** The same story. Then the suppression is lifted, and the contact writes again until a draft is held. */
const READMITTED = [...RETURNED, ...moves("lift", "lead", "drain", "confirm", "drain")];

const ada = idOf(ADA);
/** Ada's stream after a story, with the log and the context to verify it. */
async function afterStory(story: readonly Move[]) {
  const deployment = await deploymentAfter(story);
  const rows = deployment.rows().filter(({ streamId }) => streamId === ada);
  const source = memorySource(deployment.rows());
  return { deployment, source, stream: { streamId: ada, rows }, context: await wholeContext(source, deployment.keys) };
}

/** Random stories with many erasures, returns and lifts. */
const mostlyErasures: fc.Arbitrary<readonly Move[]> = fc
  .array(fc.tuple(anyStory(4), fc.constantFrom<Move["what"][]>(["erase"], ["erase", "lift"], ["lift"], ["lead"])), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => parts.flatMap(([story, then]) => [...story, ...moves("onward", ...then)]));

describe("the log of an erased contact", () => {
  it(
    "has no fault, with any events before and after the erasure, with keys and without",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(mostlyErasures, async (story) => {
          const deployment = await deploymentAfter(story);
          const source = memorySource(deployment.rows());
          for (const keys of [undefined, deployment.keys])
            expect((await verifyLog(source, keys ? { keys } : {})).faults).toEqual([]);
          expect(await neverContact(source)).toMatchObject({ result: "holds", unlogged: 0 });
          const context = await wholeContext(source, deployment.keys);
          for await (const stream of source.streams()) {
            if (!stream.streamId.startsWith("ct_")) continue;
            expect(compareState(stream, context, deployment.streamOf(stream.streamId).contact)).toEqual([]);
            const models = readModelsOf(stream, deployment.keys);
            expect(compareReadModels(stream, models)).toEqual([]);
          }
        }),
        runs(20),
      );
    },
  );

  it("has a receipt that names the erasure and the reason why the returned contact got no message", async ({
    expect,
  }) => {
    const { stream, context, source, deployment } = await afterStory(RETURNED);
    const receipt = receiptOf(stream, context);
    expect(receipt).toMatchObject({ erased: true, faults: [], seal: "closed" });
    expect(receipt?.runs[0]).toMatchObject({
      end: "vetoed",
      gates: [{ passed: false, hits: [{ reason: "suppressed", because: { kind: "list", entry: "legal" } }] }],
    });
    expect(await verifyLog(source, { keys: deployment.keys })).toMatchObject({
      faults: [],
      sealed: { erasedStreams: 1 },
    });
    expect(JSON.stringify(storyOf(stream, { keys: deployment.keys }))).not.toMatch(/Byron|Engine|ada@/i);
  });

  it("opens only words from after the lift of the suppression", async ({ expect }) => {
    const { stream, source, deployment } = await afterStory(READMITTED);
    const { contact, events } = foldStream(stream);
    expect(contact).toMatchObject({ erased: false, keyVersion: expect.any(Number) });
    const sealed = events.filter((event) => event.sealed !== null);
    const since = sealed.filter(({ version }) => version > (contact.erasedVersion ?? 0));
    expect(since.length).toBeGreaterThan(2);
    expect(sealed.length).toBeGreaterThan(since.length);
    expect(await verifyLog(source, { keys: deployment.keys })).toMatchObject({
      faults: [],
      sealed: { opened: since.length, closed: sealed.length - since.length },
    });
    const { holds } = readModelsOf(stream, deployment.keys);
    expect(holds.map(({ shown }) => shown !== "")).toEqual([false, false, false, true, true]);
  });

  it("has a fault when the row of an erased hold has words again, also without a key", async ({ expect }) => {
    const { stream } = await afterStory(RETURNED);
    const models = readModelsOf(stream);
    const [first, ...others] = models.holds;
    const found = { ...models, holds: [{ ...first!, shown: '{"name":"Ada"}' }, ...others] };
    expect(compareReadModels(stream, found)).toMatchObject([
      { name: "read_model_differs", field: `holds.${first!.holdId}.shown` },
    ]);
  });
});

describe("verification finds", () => {
  it("a second erasure of an erased contact", async ({ expect }) => {
    const { stream, context } = await afterStory([...FULL_STORY, ...moves("erase")]);
    const last = stream.rows.at(-1)!;
    const again = edited(last, (event) => ({ ...event, commandId: `${event.commandId.slice(0, -4)}zzzz` }));
    const rows = rechained([...stream.rows, again]);
    expect(verifyStream({ ...stream, rows }, context)).toMatchObject([{ name: "event_unlawful", field: "streamId" }]);
  });
  it("an erasure that leaves a hold open", async ({ expect }) => {
    const { stream, context } = await afterStory([...moves("lead", "drain", "erase")]);
    const voided = stream.rows.findIndex(({ body }) => body.includes('"HoldVoided"'));
    expect(voided).toBeGreaterThan(0);
    const rows = rechained(stream.rows.filter((_, index) => index !== voided));
    expect(verifyStream({ ...stream, rows }, context)).toContainEqual(
      expect.objectContaining({ name: "event_unlawful", field: "payload", found: "open preview" }),
    );
  });
  it("an erasure by another writer than the desk", async ({ expect }) => {
    const { stream, context } = await afterStory([...moves("lead", "drain", "erase")]);
    const last = edited(stream.rows.at(-1)!, (event) => ({ ...event, writer: "timer" }));
    const before = stream.rows.at(-2)?.hash ?? GENESIS_HASH;
    const rows = [...stream.rows.slice(0, -1), { ...last, hash: chainHash(before, last) }];
    expect(verifyStream({ ...stream, rows }, context)).toContainEqual(
      expect.objectContaining({ name: "writer_not_allowed" }),
    );
  });
});
