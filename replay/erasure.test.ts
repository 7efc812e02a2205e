import * as fc from "fast-check";
import { describe, it } from "vitest";
import { GENESIS_HASH } from "../schema/events.ts";
import { chainHash } from "../domain/contact/record.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { gatherContext } from "./context.ts";
import { foldStream } from "./fold.ts";
import { neverContact } from "./never-contact.ts";
import { compareReadModels, readModelsOf } from "./read-models.ts";
import { ADA, idOf } from "../testing/people.ts";
import { anyStory, edited, FULL_STORY, type Move, rechained, told } from "../testing/honest-log.ts";
import { memorySource } from "./source.ts";
import { storyOf } from "./story.ts";
import { compareState, verifyLog, verifyStream } from "./verify.ts";
import { receiptOf } from "./why.ts";

const moves = (...what: Move["what"][]): Move[] => what.map((one) => ({ what: one, who: 0, pick: 0 }));
/** A contact who was written to, erased, and wrote again while on the suppression list. */
const RETURNED = [...FULL_STORY, ...moves("erase", "lead", "drain")];
/** The same contact, whose suppression was then lifted, and who wrote again up to a draft hold. */
const READMITTED = [...RETURNED, ...moves("lift", "lead", "drain", "confirm", "drain")];

const ada = idOf(ADA);
async function toldOfAda(story: readonly Move[]) {
  const house = await told(story);
  const rows = house.rows().filter(({ streamId }) => streamId === ada);
  const source = memorySource(house.rows());
  return { house, source, stream: { streamId: ada, rows }, context: await gatherContext(source, house.keys) };
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
    "has no fault with any events before and after, with keys and without",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(mostlyErasures, async (story) => {
          const house = await told(story);
          const source = memorySource(house.rows());
          for (const keys of [undefined, house.keys])
            expect((await verifyLog(source, keys ? { keys } : {})).faults).toEqual([]);
          expect(await neverContact(source)).toMatchObject({ result: "holds", unlogged: 0 });
          const context = await gatherContext(source, house.keys);
          for await (const stream of source.streams()) {
            if (!stream.streamId.startsWith("ct_")) continue;
            expect(compareState(stream, context, house.streamOf(stream.streamId).contact)).toEqual([]);
            const models = readModelsOf(stream, house.keys);
            expect(compareReadModels(stream, models)).toEqual([]);
          }
        }),
        runs(20),
      );
    },
  );

  it("has a receipt that says so, and why the returned contact was not written to", async ({ expect }) => {
    const { stream, context, source, house } = await toldOfAda(RETURNED);
    const receipt = receiptOf(stream, context);
    expect(receipt).toMatchObject({ erased: true, faults: [], seal: "closed" });
    expect(receipt?.runs[0]).toMatchObject({
      end: "vetoed",
      gates: [{ passed: false, hits: [{ reason: "suppressed", because: { kind: "list", entry: "legal" } }] }],
    });
    expect(await verifyLog(source, { keys: house.keys })).toMatchObject({ faults: [], sealed: { erasedStreams: 1 } });
    expect(JSON.stringify(storyOf(stream, { keys: house.keys }))).not.toMatch(/Byron|Engine|ada@/i);
  });

  it("opens the words from after a lift, and none from before", async ({ expect }) => {
    const { stream, source, house } = await toldOfAda(READMITTED);
    const { contact, events } = foldStream(stream);
    expect(contact).toMatchObject({ erased: false, keyVersion: expect.any(Number) });
    const sealed = events.filter((event) => event.sealed !== null);
    const since = sealed.filter(({ version }) => version > (contact.erasedVersion ?? 0));
    expect(since.length).toBeGreaterThan(2);
    expect(sealed.length).toBeGreaterThan(since.length);
    expect(await verifyLog(source, { keys: house.keys })).toMatchObject({
      faults: [],
      sealed: { opened: since.length, closed: sealed.length - since.length },
    });
    const { holds } = readModelsOf(stream, house.keys);
    expect(holds.map(({ shown }) => shown !== "")).toEqual([false, false, false, true, true]);
  });

  it("has a fault when the row of an erased hold has words again, also without a key", async ({ expect }) => {
    const { stream } = await toldOfAda(RETURNED);
    const models = readModelsOf(stream);
    const [first, ...others] = models.holds;
    const found = { ...models, holds: [{ ...first!, shown: '{"name":"Ada"}' }, ...others] };
    expect(compareReadModels(stream, found)).toMatchObject([
      { name: "read_model_differs", field: `holds.${first!.holdId}.shown` },
    ]);
  });
});

describe("a planted fault is found:", () => {
  it("a second erasure of an erased contact", async ({ expect }) => {
    const { stream, context } = await toldOfAda([...FULL_STORY, ...moves("erase")]);
    const last = stream.rows.at(-1)!;
    const again = edited(last, (event) => ({ ...event, commandId: `${event.commandId.slice(0, -4)}zzzz` }));
    const rows = rechained([...stream.rows, again]);
    expect(verifyStream({ ...stream, rows }, context)).toMatchObject([{ name: "event_unlawful", field: "streamId" }]);
  });
  it("an erasure that leaves a hold open", async ({ expect }) => {
    const { stream, context } = await toldOfAda([...moves("lead", "drain", "erase")]);
    const voided = stream.rows.findIndex(({ body }) => body.includes('"HoldVoided"'));
    expect(voided).toBeGreaterThan(0);
    const rows = rechained(stream.rows.filter((_, index) => index !== voided));
    expect(verifyStream({ ...stream, rows }, context)).toContainEqual(
      expect.objectContaining({ name: "event_unlawful", field: "payload", found: "open preview" }),
    );
  });
  it("an erasure by another writer than the desk", async ({ expect }) => {
    const { stream, context } = await toldOfAda([...moves("lead", "drain", "erase")]);
    const last = edited(stream.rows.at(-1)!, (event) => ({ ...event, writer: "timer" }));
    const before = stream.rows.at(-2)?.hash ?? GENESIS_HASH;
    const rows = [...stream.rows.slice(0, -1), { ...last, hash: chainHash(before, last.body) }];
    expect(verifyStream({ ...stream, rows }, context)).toContainEqual(
      expect.objectContaining({ name: "writer_not_allowed" }),
    );
  });
});
