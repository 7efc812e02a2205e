import { describe, it } from "vitest";
import type { ContactCommand, ListReading } from "../../schema/commands.ts";
import type { StoredEvent } from "../../schema/events.ts";
import type { ModelCall } from "../../schema/model-call.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import type { WrittenDraft } from "../../schema/written-draft.ts";
import { ada } from "../../testing/people.ts";
import { aContact, action, confirm, draft, edit, erase, grades, lead, runOf } from "../../testing/contact/scenario.ts";

const call = (more: Partial<ModelCall> = {}): ModelCall => ({
  step: "write_draft",
  model: "deepseek-flash",
  promptDigest: "a".repeat(64),
  tokensIn: 900,
  tokensCached: 500,
  tokensOut: 200,
  costMicroDollars: 180,
  latencyMs: 2_000,
  outcome: "ok",
  ...more,
});
const written = (more: Partial<WrittenDraft> = {}): WrittenDraft => ({
  outcome: "written",
  offences: [],
  flags: ["short"],
  claims: [
    { text: "You run four sites.", evidence: ["S1"] },
    { text: "You are growing.", evidence: [] },
  ],
  given: '{"action":"initial","sources":[]}',
  replies: ['{"subject":"Hello"}'],
  calls: [call()],
  ...more,
});

const run = runOf("1");
const evidence: ShownEvidence[] = [
  { table: "events", id: `${ada}@1`, columns: { action: "initial" }, personal: { first_name: "Ada" } },
  { table: "company_facts", id: "fact_1", columns: { found: true } },
  { table: "policy", id: "test", columns: { section: "draft" } },
];
/** A lead with a confirmed preview, and the command that holds its draft. */
function before(how: WrittenDraft | undefined) {
  const contact = aContact();
  contact.given(lead(), action(run), grades(run), confirm(run));
  const version = contact.stream.contact.version;
  const command: ContactCommand = { ...draft(run), evidence, ...(how ? { written: how } : {}) };
  return { contact, command, since: () => contact.stream.events.slice(version) };
}
const types = (events: readonly StoredEvent[]): string[] => events.map(({ type }) => type);
const listed: ListReading = { hit: true, revision: 4 };

describe("a draft that a model was to write", () => {
  it("records its calls and the draft by one command, with an open account of how it was written", ({ expect }) => {
    const { contact, command, since } = before(
      written({ outcome: "rewritten", offences: ["link"], calls: [call(), call({ tokensOut: 180 })] }),
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
      source: `llm:deepseek-flash@${"a".repeat(64)}`,
      confidence: 0.5,
      reason: "first_contact",
    });
    expect(JSON.stringify(held)).not.toMatch(/four sites|Hello/);
    expect(contact.stream.open(held!.version)).toMatchObject({
      body: draft(run).draft.body,
      writing: { given: written().given, replies: written().replies, claims: written().claims },
    });
  });

  it("has the template's name and confidence 0 where the template replaces it", ({ expect }) => {
    const { contact, command, since } = before(written({ outcome: "timeout", claims: [], flags: [], replies: [] }));
    contact.given(command);
    expect(since().at(-1)).toMatchObject({
      payload: { writing: { outcome: "timeout" } },
      provenance: { source: "template:initial@1", confidence: 0 },
    });
  });

  it("has no model fields where no model was to write", ({ expect }) => {
    const { contact, command, since } = before(undefined);
    contact.given(command);
    expect(types(since())).toEqual(["DraftHeld"]);
    expect(since()[0]?.payload).not.toHaveProperty("writing");
    expect(since()[0]?.provenance).toMatchObject({ source: "template:initial@1", confidence: 1 });
    expect(contact.stream.open(since()[0]!.version)).not.toHaveProperty("writing");
  });

  it("has the same digest for the same words and evidence, written by template or model", ({ expect }) => {
    const digests = [undefined, written(), written({ outcome: "draft_refused" })].map((how) => {
      const { contact, command } = before(how);
      contact.given(command);
      return contact.digest(run);
    });
    expect(new Set(digests).size).toBe(1);
  });

  it("is stopped by the veto, and its calls are still recorded", ({ expect }) => {
    const { contact, command, since } = before(written());
    const told = contact.tell(command, listed);
    expect(told.refusal).toMatchObject({ reason: "vetoed", veto: "suppressed" });
    expect(types(since()).slice(0, 2)).toEqual(["LlmCalled", "SafetyVetoed"]);
    expect(contact.tell(command, listed)).toEqual({ made: [], refusal: told.refusal });
    expect(contact.stream.contact.runs[run]?.calls).toEqual({ write_draft: 1 });
  });

  it("has its digest in the veto that stopped it; a template's draft does not, because it can be made again", ({
    expect,
  }) => {
    const passed = before(written());
    passed.contact.given(passed.command);
    const digestOf = (how: WrittenDraft | undefined) => {
      const { contact, command, since } = before(how);
      contact.tell(command, listed);
      const veto = since().find(({ type }) => type === "SafetyVetoed");
      return veto?.type === "SafetyVetoed" && veto.payload.digest;
    };
    expect(digestOf(written())).toBe(passed.contact.digest(run));
    expect(digestOf(undefined)).toBeUndefined();
  });

  it("that is too late records nothing for an ended run", ({ expect }) => {
    const { contact, command } = before(written());
    contact.given(erase());
    const version = contact.stream.contact.version;
    expect(contact.tell(command).refusal).toEqual({ reason: "erased" });
    expect(contact.stream.contact.version).toBe(version);
  });

  it("keeps its origin when a person edits it; the edit has none", ({ expect }) => {
    const { contact, command, since } = before(written());
    contact.given(command);
    contact.given(edit(run, contact.digest(run), "Better words."));
    const edited = since().at(-1)!;
    expect(edited.type).toBe("DraftEdited");
    expect(contact.stream.open(edited.version)).not.toHaveProperty("writing");
    expect(since().at(-2)?.payload).toMatchObject({ writing: { outcome: "written" } });
  });
});
