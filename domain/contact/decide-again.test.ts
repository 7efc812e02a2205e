// Tests that an open hold is graded again when something else is recorded of its company, by examples and over random histories.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { arithmeticOf } from "../../schema/shown-hold.ts";
import { HOUR_MS, MINUTE_MS } from "../../schema/time.ts";
import {
  aContact,
  type AContact,
  action,
  approve,
  claim,
  confirm,
  dismiss,
  draft,
  edit,
  flag,
  lead,
  optOut,
  previewOf,
  reject,
  runOf,
  snooze,
} from "../../testing/contact/scenario.ts";
import { again, firstGrades, type GradedCompany } from "../../testing/contact/graded.ts";
import { ada } from "../../testing/people.ts";
import { draftIdOf, holdIdOf } from "../../schema/ids.ts";
import { replacedHold, roundOf } from "./again.ts";
import { effectsOf } from "./effects.ts";
import { holdRow } from "./rows.ts";
import { runRows } from "./run-rows.ts";
import { openHold } from "./state.ts";

const run = runOf("1");
const GRADED = ["QualificationGraded", "OpportunityAnalyzed"];
const known: GradedCompany = { facts: { hiring: "two planners" } };

const withPreview = (company: GradedCompany | null = null): AContact =>
  aContact().given(lead(), action(run), firstGrades(run, company));
const withDraft = (company: GradedCompany | null = null): AContact =>
  withPreview(company).given(confirm(run), draft(run));
function withEdit(): AContact {
  const contact = withDraft();
  return contact.given(edit(run, contact.digest(run), "Own words."));
}
const runIn = ({ stream }: AContact) => stream.contact.runs[run]!;
const openIn = ({ stream }: AContact) => openHold(stream.contact);
function openRow({ stream }: AContact, hold = openHold(stream.contact)!) {
  return holdRow(ada, stream.contact, hold, stream.events, stream.open);
}

describe("an open preview", () => {
  it("is voided and opens again with the new grades", ({ expect }) => {
    const contact = withPreview();
    expect(contact.perform(again(run, known))).toEqual({
      made: ["HoldVoided", ...GRADED, "PreviewHeld"],
      refusal: null,
    });
    expect(openIn(contact)).toMatchObject({ holdId: previewOf(run, 1), kind: "preview" });
    expect(contact.stream.contact.holds[previewOf(run)]?.end).toMatchObject({ as: "voided", by: "changed" });
    expect(runIn(contact)).toMatchObject({ step: "preview", end: null, qualification: { basisPoints: 7_000 } });
  });

  it("says what changed, in its row and not in that of the hold before", ({ expect }) => {
    const contact = withPreview();
    contact.given(again(run, known));
    const row = openRow(contact);
    expect([row.qualifyBasisPoints, row.analyzeBasisPoints]).toEqual([7_000, 6_000]);
    expect(arithmeticOf(row).again).toEqual({
      at: contact.at(),
      hold: previewOf(run),
      was: { qualification: 4_000, opportunity: 5_000 },
      company: { is: "known" },
      arrived: ["hiring: two planners (jobs.example)"],
      gone: [],
    });
    const before = openRow(contact, contact.stream.contact.holds[previewOf(run)]!);
    expect([before.qualifyBasisPoints, before.analyzeBasisPoints, arithmeticOf(before).again]).toEqual([
      4_000,
      5_000,
      undefined,
    ]);
  });

  it("is graded down when its company is blocked and a fact is taken back", ({ expect }) => {
    const contact = withPreview(known);
    contact.given(again(run, { status: "blocked", version: 3 }));
    expect(arithmeticOf(openRow(contact)).again).toMatchObject({
      company: { was: "known", is: "blocked" },
      arrived: [],
      gone: ["hiring: two planners (jobs.example)"],
    });
    expect(openRow(contact)).toMatchObject({ verdict: "needs_review", qualifyBasisPoints: 4_000 });
  });

  it.for<[string, GradedCompany | null, GradedCompany | null]>([
    ["nothing is recorded", null, null],
    ["only the company's name is another one", known, { ...known, version: 9 }],
  ])("stays as it is when %s", ([, before, now], { expect }) => {
    const contact = withPreview(before);
    expect(contact.perform(again(run, now))).toEqual({ made: [], refusal: null });
  });

  it("goes on to a draft of its own when it is confirmed, and the row of its run names both", ({ expect }) => {
    const contact = withPreview();
    contact.given(again(run, known), confirm(run, "rosa", 1));
    contact.given(draft(run));
    expect(openIn(contact)).toMatchObject({ holdId: holdIdOf(run, "draft", 1), draftId: draftIdOf(run, 1) });
    expect(runRows(ada, contact.stream.contact, contact.stream.events)).toMatchObject([
      { verdict: "qualified", previewId: previewOf(run, 1), draftHoldId: holdIdOf(run, "draft", 1) },
    ]);
  });

  it("keeps its reviewer and its snooze", ({ expect }) => {
    const contact = withPreview();
    const until = new Date(Date.parse(contact.at()) + 80 * HOUR_MS).toISOString();
    contact.given(snooze(run, until), again(run, known));
    expect(openIn(contact)).toMatchObject({
      snoozedUntil: until,
      expiresAt: new Date(Date.parse(until) + 72 * HOUR_MS).toISOString(),
    });
  });

  it("refuses a click on the hold before", ({ expect }) => {
    const contact = withPreview();
    contact.given(again(run, known));
    for (const click of [confirm(run), dismiss(run)])
      expect(contact.perform(click).refusal).toMatchObject({ reason: "already_settled", as: "voided", by: "changed" });
  });
});

describe("an open draft", () => {
  it("is voided, and its run goes to the composer without another preview", ({ expect }) => {
    const contact = withDraft();
    expect(contact.perform(again(run, known))).toEqual({ made: ["HoldVoided", ...GRADED], refusal: null });
    expect(runIn(contact)).toMatchObject({ step: "compose", end: null });
    expect(effectsOf(ada, contact.stream.contact)).toMatchObject([
      { isOwn: true, message: { queue: "compose", holdId: holdIdOf(run, "draft") } },
    ]);
    contact.given(draft(run, holdIdOf(run, "draft")));
    expect(openIn(contact)).toMatchObject({ kind: "draft", draftId: draftIdOf(run, 1), edited: false });
    expect(arithmeticOf(openRow(contact)).again).toMatchObject({
      hold: holdIdOf(run, "draft"),
      was: { qualification: 4_000 },
    });
  });

  it("is not made from what was written before the new grades", ({ expect }) => {
    const contact = withDraft();
    contact.given(again(run, known));
    const late = { ...draft(run), commandId: draft(run, previewOf(run)).commandId };
    expect(contact.perform(late).refusal).toEqual({ reason: "not_wanted", step: "graded_again" });
    contact.given(draft(run, holdIdOf(run, "draft")));
    expect(contact.perform(reject(run)).refusal).toMatchObject({ reason: "already_settled", by: "changed" });
  });

  it("stays when a person edited it, beside the new grades", ({ expect }) => {
    const contact = withEdit();
    expect(contact.perform(again(run, known))).toEqual({ made: GRADED, refusal: null });
    expect(openIn(contact)).toMatchObject({
      edited: true,
      draftId: draftIdOf(run),
      touched: contact.stream.contact.version,
    });
    expect(openRow(contact)).toMatchObject({ qualifyBasisPoints: 7_000 });
    expect(arithmeticOf(openRow(contact)).again).toMatchObject({
      was: { qualification: 4_000 },
      arrived: [expect.any(String)],
    });
    expect(contact.perform(approve(run, contact.digest(run))).refusal).toBeNull();
  });

  it("is left alone once it is approved, and the approval stands", ({ expect }) => {
    const contact = withDraft();
    contact.given(approve(run, contact.digest(run)));
    expect(contact.perform(again(run, known))).toEqual({ made: [], refusal: null });
    expect(contact.perform(claim(run, contact.approvalOf(run))).refusal).toBeNull();
  });
});

describe("how often", () => {
  it("a run is graded again once in an hour; what comes sooner is refused, and recorded later", ({ expect }) => {
    const contact = withPreview();
    const at = Date.parse(contact.at());
    contact.given(again(run, known));
    const next = again(run, null, 2);
    const refusal = { reason: "graded_lately", until: new Date(at + HOUR_MS).toISOString() };
    expect(contact.pass(HOUR_MS - MINUTE_MS).perform(next)).toEqual({ made: [], refusal });
    expect(contact.pass(MINUTE_MS).perform(next).made).toEqual(["HoldVoided", ...GRADED, "PreviewHeld"]);
    expect(openIn(contact)).toMatchObject({ holdId: previewOf(run, 2) });
  });

  it("an edited draft has the same hour", ({ expect }) => {
    const contact = withEdit();
    contact.given(again(run, known));
    expect(contact.perform(again(run, null, 2)).refusal).toMatchObject({ reason: "graded_lately" });
  });

  it("the same command twice records once", ({ expect }) => {
    const contact = withDraft();
    contact.given(again(run, known), draft(run, holdIdOf(run, "draft")));
    expect(contact.perform(again(run, known))).toEqual({ made: [], refusal: null });
  });
});

describe("a veto", () => {
  it.for([withPreview, withDraft, withEdit])("that was found meanwhile ends the run (%#)", (begin, { expect }) => {
    const contact = begin();
    const listed = contact.perform(again(run, known), { hit: true, revision: 9 });
    expect(listed.made).toEqual(["SafetyVetoed", "HoldVoided"]);
    expect(listed.refusal).toMatchObject({ reason: "vetoed", veto: "suppressed" });
    expect(runIn(contact)).toMatchObject({ step: "ended", end: "vetoed" });
  });

  it("of a flag has closed the hold already", ({ expect }) => {
    const contact = withPreview();
    contact.given(flag("do_not_contact"));
    expect(contact.perform(again(run, known)).made).toEqual([]);
  });
});

/** What may happen between two grades. Each is performed, and may be refused. */
const COMPANIES: readonly (GradedCompany | null)[] = [null, {}, known, { ...known, status: "blocked", version: 4 }];
const anyStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("grade" as const),
      company: fc.constantFrom(...COMPANIES),
      passed: fc.constantFrom(0, 20, 61),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom("confirm", "compose", "edit", "approve", "claim", "reject", "list", "bounce", "lead"),
    }),
  },
);

describe("over random histories", () => {
  it("an edited draft stays, an approval stands, one remake an hour, and the newest grades are those of the open hold", ({
    expect,
  }) => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 25 }), (steps) => {
        const contact = withPreview();
        for (const [turn, step] of steps.entries()) {
          const { stream } = contact;
          const before = { hold: openIn(contact), run: runIn(contact) };
          const round = roundOf(stream.contact, run);
          switch (step.kind) {
            case "grade": {
              contact.pass(step.passed * MINUTE_MS);
              const { made, refusal } = contact.perform(again(run, step.company, turn));
              if (before.hold?.edited) expect(made).not.toContain("HoldVoided");
              if (!before.hold) expect(made).toEqual([]);
              if (refusal === null && before.hold)
                expect(runIn(contact).qualification?.basisPoints).toBe(
                  again(run, step.company).qualification.basisPoints,
                );
              break;
            }
            case "confirm":
              contact.perform(confirm(run, "rosa", round));
              break;
            case "compose":
              contact.perform(draft(run, replacedHold(stream.contact, before.run)?.holdId));
              break;
            case "edit":
              contact.perform(edit(run, contact.digest(run, round), `Words ${turn}.`, "rosa", round));
              break;
            case "approve":
              contact.perform(approve(run, contact.digest(run, round), "rosa", round));
              break;
            case "claim":
              if (before.run.approvalId) contact.perform(claim(run, before.run.approvalId));
              break;
            case "reject":
              if (turn % 3 === 0) contact.perform({ ...reject(run), draftId: draftIdOf(run, round) });
              break;
            case "list":
              if (turn % 5 === 0) contact.perform(again(run, known, 200 + turn), { hit: true, revision: 9 });
              break;
            case "bounce":
              if (turn % 7 === 0) contact.perform(optOut(`b${turn}`, "bounce"));
              break;
            case "lead":
              if (turn % 7 === 1) contact.perform(lead(`l${turn}`));
              break;
          }
        }
        const { contact: state, events } = contact.stream;
        const voids = events.filter((event) => event.type === "HoldVoided" && event.payload.cause === "changed");
        for (const [index, { at }] of voids.entries())
          if (index > 0) expect(Date.parse(at) - Date.parse(voids[index - 1]!.at)).toBeGreaterThanOrEqual(HOUR_MS);
        // A fact takes no approval back, and no draft out of a person's hands.
        expect(
          events.filter((event) => event.type === "ApprovalVoided" && event.payload.cause === ("changed" as never)),
        ).toEqual([]);
        for (const hold of Object.values(state.holds)) if (hold.end?.by === "changed") expect(hold.edited).toBe(false);
        expect(Object.values(state.holds).filter(({ end }) => end === null).length).toBeLessThanOrEqual(1);
        expect(
          new Set(
            Object.values(state.holds)
              .map(({ draftId }) => draftId)
              .filter(Boolean),
          ).size,
        ).toBe(Object.values(state.holds).filter(({ draftId }) => draftId !== null).length);
      }),
    );
  });
});
