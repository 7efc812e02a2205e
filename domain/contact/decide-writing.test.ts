// Tests how a draft command with a model's writing is recorded: the model calls, the held draft, the veto. No model is called
// here.
import { describe, it } from "vitest";
import type { ContactCommand, ListReading } from "../../schema/commands.ts";
import type { StoredEvent } from "../../schema/events.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import type { WrittenDraft } from "../../schema/written-draft.ts";
import { commandIdOf } from "../../schema/ids.ts";
import { ada } from "../../testing/people.ts";
import { aContact, action, confirm, draft, edit, erase, grades, lead, runOf } from "../../testing/contact/scenario.ts";

const modelCall = (fields: Partial<ModelCall> = {}): ModelCall => ({
  step: "write_draft",
  model: "deepseek-flash",
  promptDigest: "a".repeat(22),
  tokensIn: 900,
  tokensCached: 500,
  tokensOut: 200,
  costMicroDollars: 180,
  latencyMs: 2_000,
  outcome: "ok",
  ...fields,
});
const writtenDraft = (fields: Partial<WrittenDraft> = {}): WrittenDraft => ({
  outcome: "written",
  offences: [],
  flags: ["short"],
  claims: [
    { text: "You run four sites.", evidence: ["S1"] },
    { text: "You are growing.", evidence: [] },
  ],
  given: '{"action":"initial","sources":[]}',
  replies: ['{"subject":"Hello"}'],
  calls: [modelCall()],
  ...fields,
});

const run = runOf("1");
const evidence: ShownEvidence[] = [
  { table: "events", id: `${ada}@1`, columns: { action: "initial" }, personal: { first_name: "Ada" } },
  { table: "company_facts", id: "fact_1", columns: { found: true } },
  { table: "policy", id: "test", columns: { section: "draft" } },
];
/** A lead with a confirmed preview, and the command that puts its draft on hold; without `written` it is a template's draft. */
function readyForDraft(written: WrittenDraft | undefined) {
  const contact = aContact();
  contact.given(lead(), action(run), grades(run), confirm(run));
  const version = contact.stream.contact.version;
  const command: ContactCommand = { ...draft(run), evidence, ...(written ? { written } : {}) };
  return { contact, command, since: () => contact.stream.events.slice(version) };
}
const types = (events: readonly StoredEvent[]): string[] => events.map(({ type }) => type);
const suppressed: ListReading = { hit: true, revision: 4 };

describe("a draft by a model or by a template", () => {
  it("has its model calls, outcome, offences, flags and claim count in clear, and material, replies and claims sealed", ({
    expect,
  }) => {
    const { contact, command, since } = readyForDraft(
      writtenDraft({
        outcome: "rewritten",
        offences: ["link"],
        calls: [modelCall(), modelCall({ tokensOut: 180 })],
      }),
    );
    contact.given(command);
    const [first, , held] = since();
    expect(types(since())).toEqual(["LlmCalled", "LlmCalled", "DraftHeld"]);
    expect(new Set(since().map(({ commandId }) => commandId)).size).toBe(1);
    expect(first).toMatchObject({ writer: "composer", sealed: null, payload: { source: "test", runId: run } });
    expect(first?.provenance.evidence.map(({ table }) => table)).toEqual(["events", "company_facts"]);
    expect(held?.payload).toMatchObject({
      writing: { outcome: "rewritten", offences: ["link"], flags: ["short"], claims: 2 },
    });
    expect(held?.provenance).toMatchObject({
      source: `llm:deepseek-flash@${"a".repeat(22)}`,
      confidence: 0.5,
      reason: "first_contact",
    });
    expect(JSON.stringify(held)).not.toMatch(/four sites|Hello/);
    expect(contact.stream.open(held!.version)).toMatchObject({
      body: draft(run).draft.body,
      writing: { given: writtenDraft().given, replies: writtenDraft().replies, claims: writtenDraft().claims },
    });
  });

  it("has the template as its source and confidence 0 when the template replaces a model's draft", ({ expect }) => {
    const { contact, command, since } = readyForDraft(
      writtenDraft({ outcome: "timeout", claims: [], flags: [], replies: [] }),
    );
    contact.given(command);
    expect(since().at(-1)).toMatchObject({
      payload: { writing: { outcome: "timeout" } },
      provenance: { source: "template:initial@1", confidence: 0 },
    });
  });

  it("has no writing record when no model was asked", ({ expect }) => {
    const { contact, command, since } = readyForDraft(undefined);
    contact.given(command);
    expect(types(since())).toEqual(["DraftHeld"]);
    expect(since()[0]?.payload).not.toHaveProperty("writing");
    expect(since()[0]?.provenance).toMatchObject({ source: "template:initial@1", confidence: 1 });
    expect(contact.stream.open(since()[0]!.version)).not.toHaveProperty("writing");
  });

  it("has the same digest for the same words and evidence, written by template or model", ({ expect }) => {
    const digests = [undefined, writtenDraft(), writtenDraft({ outcome: "draft_refused" })].map((written) => {
      const { contact, command } = readyForDraft(written);
      contact.given(command);
      return contact.digest(run);
    });
    expect(new Set(digests).size).toBe(1);
  });

  it("is vetoed when the contact is suppressed, and its model calls are recorded once", ({ expect }) => {
    const { contact, command, since } = readyForDraft(writtenDraft());
    const first = contact.perform(command, suppressed);
    expect(first.refusal).toMatchObject({ reason: "vetoed", veto: "suppressed" });
    expect(types(since())).toEqual(["LlmCalled", "DraftUnused", "SafetyVetoed"]);
    expect(contact.perform(command, suppressed)).toEqual({ made: [], refusal: first.refusal });
    expect(contact.stream.contact.runs[run]?.calls).toEqual({ write_draft: 1 });
  });

  it("has its digest in SafetyVetoed only when a model wrote it, because a template's draft can be made again", ({
    expect,
  }) => {
    const passed = readyForDraft(writtenDraft());
    passed.contact.given(passed.command);
    const digestOf = (written: WrittenDraft | undefined) => {
      const { contact, command, since } = readyForDraft(written);
      contact.perform(command, suppressed);
      const veto = since().find(({ type }) => type === "SafetyVetoed");
      return veto?.type === "SafetyVetoed" && veto.payload.digest;
    };
    expect(digestOf(writtenDraft())).toBe(passed.contact.digest(run));
    expect(digestOf(undefined)).toBeUndefined();
  });

  it("is refused when the contact was erased before it came, and only its call is recorded, without a word", ({
    expect,
  }) => {
    const { contact, command } = readyForDraft(writtenDraft());
    contact.given(erase());
    contact.stream.forgetKey();
    const { version } = contact.stream.contact;
    expect(contact.perform(command).refusal).toEqual({ reason: "erased" });
    const added = contact.stream.events.slice(version);
    expect(types(added)).toEqual(["LlmCalled"]);
    expect(added[0]).toMatchObject({ sealed: null, payload: { runId: run, step: "write_draft" } });
    expect(added[0]?.provenance.evidence.map(({ table }) => table)).toEqual(["events"]);
    expect(JSON.stringify(added)).not.toContain("Ada");
  });

  it("is recorded with its calls and its record before it is refused, when its run was superseded", ({ expect }) => {
    const { contact, command } = readyForDraft(writtenDraft({ calls: [modelCall(), modelCall()] }));
    contact.given(lead("2"));
    const { version } = contact.stream.contact;
    const { refusal } = contact.perform(command);
    expect(refusal).toEqual({ reason: "superseded" });
    const added = contact.stream.events.slice(version);
    expect(types(added)).toEqual(["LlmCalled", "LlmCalled", "DraftUnused"]);
    expect(added[2]).toMatchObject({
      payload: { runId: run, writing: { outcome: "written", claims: 2 } },
      provenance: { reason: "superseded", source: `llm:deepseek-flash@${"a".repeat(22)}`, confidence: 0.5 },
      policy: { section: "compose" },
    });
    const { given, replies, claims } = writtenDraft();
    expect(contact.stream.open(added[2]!.version)).toEqual({ writing: { given, replies, claims } });
    expect(contact.perform(command)).toEqual({ made: [], refusal });
  });

  it("is recorded beside the held draft of another delivery, and the hold stays", ({ expect }) => {
    const { contact, command } = readyForDraft(writtenDraft());
    contact.given(command);
    const { holds, version } = contact.stream.contact;
    const other = { ...command, commandId: commandIdOf("HoldDraft", run, "another payment") };
    expect(contact.perform(other).refusal).toEqual({ reason: "not_wanted", step: "draft" });
    expect(types(contact.stream.events.slice(version))).toEqual(["LlmCalled", "DraftUnused"]);
    expect(contact.stream.contact.holds).toEqual(holds);
  });

  it("keeps its writing record after an edit; DraftEdited has no writing record", ({ expect }) => {
    const { contact, command, since } = readyForDraft(writtenDraft());
    contact.given(command);
    contact.given(edit(run, contact.digest(run), "Better words."));
    const edited = since().at(-1)!;
    expect(edited.type).toBe("DraftEdited");
    expect(contact.stream.open(edited.version)).not.toHaveProperty("writing");
    expect(since().at(-2)?.payload).toMatchObject({ writing: { outcome: "written" } });
  });
});
