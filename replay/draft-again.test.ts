// Forged drafts that a model wrote: an attacker with write access to the log changes the event of a draft, and verification must
// find it. Honest drafts have no fault.
import { companyBook } from "./companies.ts";
import { logKeysOf } from "../domain/log-keys.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { describe, it } from "vitest";
import { ada } from "../testing/people.ts";
import { aContact, action, confirm, draft, draftText, grades, lead, runOf } from "../testing/contact/scenario.ts";
import type { Brief } from "../schema/answers.ts";
import { canonicalJson } from "../schema/canonical.ts";
import type { CommandOf } from "../schema/commands.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { EventOf, Sealed, StoredEvent } from "../schema/events.ts";
import type { ModelCall } from "../schema/model-call.ts";
import { commandIdOf } from "../schema/ids.ts";
import { policyMark } from "../schema/policy.ts";
import type { WrittenDraft } from "../schema/written-draft.ts";
import { citedRows, givenFor, JUDGEMENT } from "../domain/draft/given.ts";
import { judgeDraft } from "../domain/draft/judge-draft.ts";
import type { LogContext } from "./context.ts";
import { checkDraft, checkUnused } from "./draft-again.ts";
import { judgeLaws } from "./lawful.ts";
import type { Finding } from "./faults.ts";
import { policiesOf } from "../domain/policies.ts";
import type { Placed } from "./placed.ts";
import { noKeys } from "./source.ts";
import { suppressionBook } from "./suppressions.ts";

const brief: Brief = {
  runId: runOf("1"),
  action: "initial",
  sequence: 0,
  lead: { kind: "lead", email: "ada@engine.example", name: "Ada Byron", title: "Director", text: "Please call me." },
  message: null,
  messageClass: null,
  version: 1,
  flags: { do_not_contact: false, bounced: false, unsubscribed: false, replied: false },
  lookups: [],
  source: "test",
  sent: null,
  turns: [],
  calls: { ofRun: 0, ofStep: 0 },
};
const markers = ["a".repeat(32), "b".repeat(32)] as const;
const given = givenFor({
  contactId: ada,
  brief,
  hydrated: undefined,
  policy: samplePolicy,
  at: "2026-03-01T00:00:00.000Z",
  markers,
});
const refOf = (about: string): string => given.sources.find((source) => source.about === about)?.ref ?? "";

const written = {
  subject: "Your message to us",
  body: "Hello Ada,\n\nthank you for your message. Before I suggest anything, I would like to understand how you work today and what should change. Could you tell me a little more about it?",
  claims: [{ text: "thank you for your message", evidence: [refOf("form")] }],
};
const good = JSON.stringify(written);
const linked = JSON.stringify({ ...written, body: `${written.body} See https://deals.example/now.` });

const judged = (reply: string) => {
  const found = judgeDraft(reply, given, samplePolicy);
  if (found.kind !== "kept") throw new Error(`the sample is not kept: ${JSON.stringify(found)}`);
  return found;
};
const offencesOf = (reply: string) => {
  const found = judgeDraft(reply, given, samplePolicy);
  return found.kind === "refused" ? found.offences : [];
};

const call = (outcome: ModelCall["outcome"] = "ok"): ModelCall => ({
  step: "write_draft",
  model: "deepseek-flash",
  promptDigest: "a".repeat(22),
  tokensIn: 1,
  tokensCached: 0,
  tokensOut: 1,
  costMicroDollars: 1,
  latencyMs: 1,
  outcome,
});
const kept = judged(good);
const base = { given: canonicalJson(given), flags: kept.flags, claims: kept.claims };
const nothing = { given: canonicalJson(given), flags: [], claims: [] };
const WRITTEN: WrittenDraft = { ...base, outcome: "written", offences: [], replies: [good], calls: [call()] };
const REWRITTEN: WrittenDraft = {
  ...base,
  outcome: "rewritten",
  offences: offencesOf(linked),
  replies: [linked, good],
  calls: [call(), call()],
};
const REFUSED: WrittenDraft = {
  ...nothing,
  outcome: "draft_refused",
  offences: offencesOf(linked),
  replies: [linked, linked],
  calls: [call(), call()],
};
const UNREADABLE: WrittenDraft = {
  ...nothing,
  outcome: "draft_unreadable",
  offences: [],
  replies: ["no"],
  calls: [call()],
};
const TIMEOUT: WrittenDraft = { ...nothing, outcome: "timeout", offences: [], replies: [], calls: [call("timeout")] };
const LATE: WrittenDraft = {
  ...nothing,
  outcome: "cut_off",
  offences: offencesOf(linked),
  replies: [linked, '{"subject":"Yo'],
  calls: [call(), call("cut_off")],
};
const UNASKED: WrittenDraft = { ...nothing, outcome: "over_budget", offences: [], replies: [], calls: [] };

type Held = EventOf<"DraftHeld">;
type Unused = EventOf<"DraftUnused">;
type Change = (event: Held, opened: { words: Record<string, unknown> }) => StoredEvent;

/** The findings about a held draft after `change`. Without `isOpen` the sealed words stay closed. */
function findings(written: WrittenDraft | undefined, change: Change = asItIs, isOpen = true): string[] {
  const run = runOf("1");
  const command = commandWith(written);
  const contact = aContact().given(lead(), action(run), grades(run), confirm(run), command);
  const events = contact.stream.events;
  const event = events.find((one): one is Held => one.type === "DraftHeld");
  if (!event) throw new Error("no draft");
  const opened = { words: structuredClone(contact.stream.open(event.version)) as Record<string, unknown> };
  const changed = change(event, opened) as Held;
  const found: Finding[] = [];
  const placed: Placed = {
    contactId: ada,
    event: changed,
    before: contact.stream.contact,
    states: [],
    past: events.slice(0, event.version - 1),
  };
  const context: LogContext = {
    policies: policiesOf(),
    suppressions: suppressionBook(),
    companies: companyBook(),
    logKeys: logKeysOf([LOG_SIGNER.key]),
    keys: noKeys,
    openWords: () => (isOpen ? (opened as Sealed) : null),
  };
  checkDraft(changed, placed, context, (finding) => void found.push(finding));
  return found.map(({ name, field }) => `${name} ${field}`);
}

/** The command that holds a draft with this record. */
function commandWith(written: WrittenDraft | undefined): CommandOf<"HoldDraft"> {
  const isModel = written?.outcome === "written" || written?.outcome === "rewritten";
  return {
    ...draft(runOf("1")),
    draft: isModel ? { ...draftText, subject: kept.subject, body: kept.body } : draftText,
    evidence: [
      { table: "events", id: `${ada}@1`, columns: {} },
      ...citedRows(given, written?.claims ?? []),
      { table: "policy", id: policyMark(samplePolicy, "draft").digest, columns: { section: "draft" } },
    ],
    ...(written ? { written } : {}),
  };
}

/** The findings about a draft for which no hold was opened, because its run was superseded, after `change`. */
function unusedFindings(written: WrittenDraft, change: (event: Unused) => StoredEvent = (event) => event): string[] {
  const contact = aContact().given(lead(), action(runOf("1")), grades(runOf("1")), confirm(runOf("1")), lead("2"));
  contact.perform(commandWith(written));
  const { events } = contact.stream;
  const event = events.find((one): one is Unused => one.type === "DraftUnused");
  if (!event) throw new Error("no draft");
  const changed = change(event) as Unused;
  const found: Finding[] = [];
  const past = events.slice(0, event.version - 1);
  const placed: Placed = { contactId: ada, event: changed, before: contact.stream.contact, states: [], past };
  const context: LogContext = {
    policies: policiesOf(),
    suppressions: suppressionBook(),
    companies: companyBook(),
    logKeys: logKeysOf([LOG_SIGNER.key]),
    keys: noKeys,
    openWords: ({ version }) => ({ words: contact.stream.open(version) ?? {} }),
  };
  checkUnused(changed, placed, context, (finding) => void found.push(finding));
  judgeLaws(placed, context, (finding) => void found.push(finding));
  return found.map(({ name, field }) => `${name} ${field}`);
}

const asItIs: Change = (event) => event;
const writing =
  (change: Partial<NonNullable<Held["payload"]["writing"]>>): Change =>
  (event) => ({ ...event, payload: { ...event.payload, writing: { ...event.payload.writing!, ...change } } });
const why =
  (change: Partial<Held["provenance"]>): Change =>
  (event) => ({ ...event, provenance: { ...event.provenance, ...change } });
const sealed =
  (change: Record<string, unknown>): Change =>
  (event, opened) => {
    Object.assign(opened.words, change);
    return event;
  };
const sealedWriting =
  (change: Record<string, unknown>): Change =>
  (event, opened) => {
    Object.assign(opened.words["writing"] as object, change);
    return event;
  };

describe("a draft whose subject code has set", () => {
  const answer = { given: canonicalJson({ ...given, subject: "Re: Engines" }) };

  it("has that subject, not the model's", ({ expect }) => {
    const withSubject = (subject: string) => findings({ ...WRITTEN, ...answer }, sealed({ subject }));
    expect(withSubject("Re: Engines")).toEqual([]);
    expect(withSubject(kept.subject)).toEqual(["draft_differs sealed.words.subject"]);
  });
});

describe("a draft that another release judged", () => {
  const other = { given: canonicalJson({ ...given, judgement: JUDGEMENT + 1, more: "than this release knows" }) };

  it("is not judged again by the rules of this release", ({ expect }) => {
    expect(findings(WRITTEN, sealedWriting({ ...other, replies: [linked] }))).toEqual([]);
    expect(findings(WRITTEN, sealedWriting({ replies: [linked] }))).not.toEqual([]);
  });

  it("has a fault when its payload contradicts itself", ({ expect }) => {
    expect(findings({ ...WRITTEN, ...other }, writing({ outcome: "rewritten" }))).not.toEqual([]);
  });
});

describe("a draft in the log, written by a model or by the template that replaced it", () => {
  it.for([
    ["by a template", undefined],
    ["written", WRITTEN],
    ["rewritten", REWRITTEN],
    ["refused", REFUSED],
    ["unreadable", UNREADABLE],
    ["after a failed call", TIMEOUT],
    ["after a failed retry", LATE],
    ["without a call", UNASKED],
  ] as const)("has no fault, with and without the contact's key: %s", ([, written], { expect }) => {
    expect(findings(written)).toEqual([]);
    expect(findings(written, asItIs, false)).toEqual([]);
  });

  it.for<[string, WrittenDraft, Change, string]>([
    [
      "a model's draft under a template's name",
      WRITTEN,
      why({ source: "template:initial@1" }),
      "source_not_allowed provenance.source",
    ],
    [
      "a template under a model's name",
      TIMEOUT,
      why({ source: `llm:x@${"a".repeat(22)}` }),
      "source_not_allowed provenance.source",
    ],
    [
      "a model that was not called",
      WRITTEN,
      why({ source: `llm:x@${"a".repeat(22)}` }),
      "source_not_allowed provenance.source",
    ],
    [
      "a template with confidence 1 after a failed call",
      TIMEOUT,
      why({ confidence: 1 }),
      "draft_differs provenance.confidence",
    ],
    ["a first draft of two calls", REWRITTEN, writing({ outcome: "written" }), "draft_differs payload.writing.outcome"],
    [
      "a retry without a second call",
      WRITTEN,
      writing({ outcome: "rewritten" }),
      "draft_differs payload.writing.outcome",
    ],
    [
      "another outcome than the call's",
      TIMEOUT,
      writing({ outcome: "unavailable" }),
      "draft_differs payload.writing.outcome",
    ],
    [
      "an outcome that hides its call",
      TIMEOUT,
      writing({ outcome: "not_configured" }),
      "draft_differs payload.writing.outcome",
    ],
    [
      "offences of a draft without offences",
      WRITTEN,
      writing({ offences: ["link"] }),
      "draft_differs payload.writing.offences",
    ],
    ["no offence of a refused draft", REFUSED, writing({ offences: [] }), "draft_differs payload.writing.offences"],
    ["claims of a template", TIMEOUT, writing({ claims: 1 }), "draft_differs payload.writing.claims"],
    [
      "no `writing` although a model was called",
      WRITTEN,
      (event) => ({ ...event, payload: { ...event.payload, writing: undefined } }),
      "draft_differs payload.writing",
    ],
  ])("has a fault that shows without the contact's key, with %s", ([, written, change, expected], { expect }) => {
    expect(findings(written, change, false)).toContain(expected);
  });

  it.for<[string, WrittenDraft, Change, string]>([
    ["another text", WRITTEN, sealed({ body: "Something else." }), "draft_differs sealed.words.body"],
    ["another subject", REWRITTEN, sealed({ subject: "Something else" }), "draft_differs sealed.words.subject"],
    [
      "an added flag",
      WRITTEN,
      writing({ flags: [...kept.flags, "hidden_characters_removed"] }),
      "draft_differs payload.writing.flags",
    ],
    ["another offence", REWRITTEN, writing({ offences: ["phone"] }), "draft_differs payload.writing.offences"],
    [
      "claims that the reply does not have",
      WRITTEN,
      sealedWriting({ claims: [{ text: "It is free.", evidence: [refOf("form")] }] }),
      "draft_differs sealed.words.writing.claims",
    ],
    ["another reply", WRITTEN, sealedWriting({ replies: [linked] }), "draft_differs payload.writing.outcome"],
    [
      "a reply that would have been refused",
      WRITTEN,
      sealedWriting({ replies: ["no"] }),
      "draft_differs payload.writing.outcome",
    ],
    ["no material", WRITTEN, sealedWriting({ given: "{}" }), "draft_differs sealed.words.writing"],
    [
      "a confidence that differs from the share of cited claims",
      WRITTEN,
      why({ confidence: 0.3 }),
      "draft_differs provenance.confidence",
    ],
    [
      "a cited row that is missing from the evidence",
      WRITTEN,
      (event) => ({
        ...event,
        provenance: {
          ...event.provenance,
          evidence: event.provenance.evidence.filter(({ table }) => table !== "events"),
        },
      }),
      "claim_unevidenced provenance.evidence.events",
    ],
    [
      "no cited policy for judging it",
      WRITTEN,
      (event) => ({
        ...event,
        provenance: {
          ...event.provenance,
          evidence: event.provenance.evidence.filter(({ table }) => table !== "policy"),
        },
      }),
      "claim_unevidenced policy.draft",
    ],
  ])("has a fault that only the contact's key shows, with %s", ([, written, change, expected], { expect }) => {
    expect(findings(written, change)).toContain(expected);
  });
});

describe("a draft for which no hold was opened", () => {
  it.for([
    ["written", WRITTEN],
    ["rewritten", REWRITTEN],
    ["refused", REFUSED],
    ["unreadable", UNREADABLE],
    ["after a failed call", TIMEOUT],
    ["after a failed retry", LATE],
  ] as const)("has no fault: %s", ([, written], { expect }) => {
    expect(unusedFindings(written)).toEqual([]);
  });

  it.for<[string, WrittenDraft, (event: Unused) => StoredEvent, string]>([
    [
      "another outcome",
      WRITTEN,
      (event) => ({
        ...event,
        payload: { ...event.payload, writing: { ...event.payload.writing, outcome: "rewritten" } },
      }),
      "draft_differs payload.writing.outcome",
    ],
    [
      "offences that its reply does not have",
      REFUSED,
      (event) => ({
        ...event,
        payload: { ...event.payload, writing: { ...event.payload.writing, offences: ["phone"] } },
      }),
      "draft_differs payload.writing.offences",
    ],
    [
      "a model's source although the template would have replaced it",
      REFUSED,
      (event) => ({ ...event, provenance: { ...event.provenance, source: `llm:x@${"a".repeat(22)}` } }),
      "source_not_allowed provenance.source",
    ],
    [
      "no call of a model by its command",
      WRITTEN,
      (event) => ({ ...event, commandId: commandIdOf("HoldDraft", "other") }),
      "event_unlawful commandId",
    ],
    [
      "a run that does not exist",
      WRITTEN,
      (event) => ({ ...event, payload: { ...event.payload, runId: runOf("other") } }),
      "event_unlawful payload.runId",
    ],
  ])("has a fault with %s", ([, written, change, expected], { expect }) => {
    expect(unusedFindings(written, change)).toContain(expected);
  });
});
