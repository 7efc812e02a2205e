// Tests that replay understands a run that was graded again: its log has no fault, forgeries of it are found, and its receipt cites the grades that the
// draft was written after.
import { describe, it } from "vitest";
import { currentRun } from "../domain/contact/state.ts";
import { canonicalJson } from "../schema/canonical.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { EventType, StoredEvent } from "../schema/events.ts";
import { deploymentAfter, type Move, replanted } from "../testing/honest-log.ts";
import { ADA, idOf } from "../testing/people.ts";
import { wholeContext } from "../testing/whole-context.ts";
import { memorySource } from "./source.ts";
import { verifyLog } from "./verify.ts";
import { whatIfStream } from "./what-if.ts";
import { receiptOf } from "./why.ts";

const ada = idOf(ADA);
const moves = (...names: readonly Move["what"][]): readonly Move[] =>
  names.map((what) => ({ what, who: 0, pick: what === "facts" ? 1 : 0 }));
const RECORDED = ["company", "facts", "gradeAgain", "drain"] as const;
const PREVIEWED = moves("lead", "drain", ...RECORDED);
const DRAFTED = moves("lead", "drain", "confirm", "drain", ...RECORDED, "approve", "drain");
const EDITED = moves("lead", "drain", "confirm", "drain", "edit", ...RECORDED, "approve", "drain");

async function logOf(story: readonly Move[]) {
  const deployment = await deploymentAfter(story);
  const rows = deployment.rows();
  const { rows: own, events, contact } = deployment.streamOf(ada);
  const last = (type: EventType): StoredEvent => events.findLast((event) => event.type === type)!;
  const context = await wholeContext(memorySource(rows), deployment.keys);
  const forged = async (type: EventType, change: (event: StoredEvent) => unknown) => {
    const others = rows.filter(({ streamId }) => streamId !== ada);
    const { faults } = await verifyLog(memorySource([...others, ...replanted(own, last(type).version, change)]));
    return faults.map(({ name, field }) => `${name} ${field ?? ""}`);
  };
  return { rows, own, contact, last, context, forged, stream: { streamId: ada, rows: own } };
}
const copy = (event: StoredEvent) => JSON.parse(canonicalJson(event)) as StoredEvent;

describe("the log of a run that was graded again", () => {
  it.for([
    ["a preview", PREVIEWED, "PreviewHeld"],
    ["a draft", DRAFTED, "DispatchSucceeded"],
    ["an edited draft", EDITED, "DispatchSucceeded"],
  ] as const)("has no fault (%s)", async ([, story, ends], { expect }) => {
    const { rows, own, last, contact } = await logOf(story);
    expect((await verifyLog(memorySource(rows))).faults).toEqual([]);
    expect(last("QualificationGraded")).toMatchObject({ writer: "object" });
    expect(last(ends).version).toBe(own.length);
    expect(currentRun(contact)?.gradedAgainAt).toBeDefined();
  });

  it("differs under no policy that is the same", async ({ expect }) => {
    const { stream, context } = await logOf(DRAFTED);
    expect(whatIfStream(stream, samplePolicy, context)).toMatchObject({ changes: [], unknowns: [] });
  });

  it("names a grade by another writer, and a void that cites no policy of grading", async ({ expect }) => {
    const { forged } = await logOf(PREVIEWED);
    const otherWriter = await forged("QualificationGraded", (event) => ({ ...copy(event), writer: "qualifier" }));
    const withoutPolicy = await forged("HoldVoided", (event) => {
      const evidence = event.provenance.evidence.filter(({ table }) => table !== "policy");
      return { ...copy(event), provenance: { ...event.provenance, evidence } };
    });
    expect(otherWriter).toContain("event_unlawful writer");
    expect(withoutPolicy).toContain("event_unlawful provenance.evidence");
  });
});

describe("the receipt of a run that was graded again", () => {
  it("cites the grades that its draft was written after, and has the grades before as steps", async ({ expect }) => {
    const { stream, context, last } = await logOf(DRAFTED);
    const [run] = receiptOf(stream, context)!.runs;
    expect(run?.qualification).toMatchObject({ version: last("QualificationGraded").version, rows: expect.any(Array) });
    expect(run?.texts).toHaveLength(1);
    expect(run?.steps.map(({ type }) => type)).toEqual([
      "QualificationGraded",
      "OpportunityAnalyzed",
      "PreviewHeld",
      "PreviewConfirmed",
      "DraftHeld",
      "HoldVoided",
      "DraftHeld",
      "DraftApproved",
      "DispatchClaimed",
      "DispatchSucceeded",
    ]);
  });

  it("of an edited draft has the later grades as steps", async ({ expect }) => {
    const { stream, context, last } = await logOf(EDITED);
    const [run] = receiptOf(stream, context)!.runs;
    expect(run!.qualification!.version).toBeLessThan(last("DraftHeld").version);
    expect(run?.steps.filter(({ type }) => type === "QualificationGraded")).toMatchObject([
      { version: last("QualificationGraded").version },
    ]);
  });
});
