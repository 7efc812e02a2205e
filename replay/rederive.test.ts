// Forged events: an attacker with write access to the log changes one event and computes all hashes again. Verification must find each change by
// its fault name.
import { describe, it } from "vitest";
import { canonicalJson } from "../schema/canonical.ts";
import type { StoredEvent } from "../schema/events.ts";
import type { StreamId } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";
import { countingRandom } from "../testing/contact/scenario.ts";
import { openWords, sealWords } from "../domain/contact/seal.ts";
import { wholeContext } from "../testing/whole-context.ts";
import type { Fault, FaultName } from "./faults.ts";
import { ADA, idOf } from "../testing/people.ts";
import { FULL_STORY, type HonestDeployment, type Move, replanted, deploymentAfter } from "../testing/honest-log.ts";
import { memorySource } from "./source.ts";
import { verifyStream } from "./verify.ts";

const ada: StreamId = idOf(ADA);
const move = (what: Move["what"], pick = 0): Move => ({ what, who: 0, pick });
/** A contact with two flags and a list entry, who then sends a lead. */
const VETOED: readonly Move[] = [
  ...FULL_STORY,
  move("flag", 4),
  move("flag", 2),
  move("suppress"),
  move("lead"),
  move("drain"),
];
const REPLIED: readonly Move[] = [...FULL_STORY, move("message"), move("drain"), move("onward"), move("onward")];

type Json = Record<string, unknown>;
/** Changes the JSON of the first event of a type, or of the `nth`. */
type Plant = readonly [
  type: StoredEvent["type"],
  change: (event: Json, key: Uint8Array, first: Json) => void,
  nth?: number,
];

async function faultsOf(
  deployment: HonestDeployment,
  [type, change, nth = 0]: Plant,
): Promise<{ faults: readonly Fault[]; version: number }> {
  const own = deployment.rows().filter(({ streamId }) => streamId === ada);
  const version = own.filter(({ body }) => body.includes(`"type":"${type}"`))[nth]?.version ?? 0;
  const key = deployment.keys(ada)!;
  const rows: readonly EventRow[] = replanted(own, version, (event) => {
    const json = JSON.parse(canonicalJson(event)) as Json;
    change(json, key, JSON.parse(own[0]!.body) as Json);
    return json;
  });
  const context = await wholeContext(memorySource(deployment.rows()), deployment.keys);
  return { faults: verifyStream({ streamId: ada, rows }, context), version };
}

const payload = (change: Json) => (event: Json) => void Object.assign(event["payload"] as Json, change);
const rows = (event: Json) =>
  (event["provenance"] as { evidence: { table: string; id: string; columns: Json }[] }).evidence;
const columns =
  (table: string, change: Json, which: (columns: Json) => boolean = () => true) =>
  (event: Json) =>
    void Object.assign(rows(event).find((row) => row.table === table && which(row.columns))?.columns ?? {}, change);
const without = (table: string) => (event: Json) => {
  (event["provenance"] as Json)["evidence"] = rows(event).filter((row) => row.table !== table);
};
const gate = (change: Json) => (event: Json) => {
  const held = event["payload"] as { gate: Json };
  held.gate = { ...held.gate, ...change };
};
const all =
  (...changes: readonly ((event: Json) => void)[]) =>
  (event: Json) => {
    for (const change of changes) change(event);
  };
/** Opens the sealed words, changes them and seals them again under the same key. */
const words =
  (change: (opened: { words: Json; evidence: Record<string, string> }) => void) => (event: Json, key: Uint8Array) => {
    const [streamId, version] = [String(event["streamId"]), Number(event["version"])];
    const opened = openWords(key, streamId, version, String(event["sealed"])) as {
      words: Json;
      evidence: Record<string, string>;
    };
    change(opened);
    event["sealed"] = sealWords(key, streamId, version, opened, countingRandom());
  };
const history = (change: Json) => columns("events", change, (row) => "asked_at" in row);

const PLANTED: readonly (readonly [what: string, name: FaultName, plant: Plant, story?: readonly Move[]])[] = [
  ["a better grade", "grade_differs", ["QualificationGraded", payload({ basisPoints: 9_999 })]],
  ["another verdict", "grade_differs", ["QualificationGraded", payload({ verdict: "needs_review" })]],
  [
    "an increment without evidence",
    "grade_differs",
    ["QualificationGraded", all(columns("companies", { found: false, status: null }))],
  ],
  ["a grade without its company row", "claim_unevidenced", ["QualificationGraded", without("companies")]],
  ["a grade without its contact row", "claim_unevidenced", ["QualificationGraded", without("contacts")]],
  [
    "a title that no rule recognises",
    "evidence_differs",
    ["QualificationGraded", columns("contacts", { title_rule: "title.king" })],
  ],
  [
    "a recognised title that the row does not have",
    "claim_unevidenced",
    ["QualificationGraded", (event) => delete rows(event)[0]?.columns["title"]],
  ],
  [
    "a seniority without a source",
    "claim_unevidenced",
    ["QualificationGraded", columns("contacts", { stored_seniority_known: true, seniority_has_source: false })],
  ],
  [
    "a grade by an unknown policy",
    "policy_unknown",
    ["QualificationGraded", (event) => void (event["policy"] = { section: "qualify", digest: "0".repeat(22) })],
  ],
  ["a grade by another section", "policy_unknown", ["QualificationGraded", (event) => void (event["policy"] = null)]],
  [
    "a grade by another rule",
    "rule_unknown",
    ["QualificationGraded", (event) => void ((event["provenance"] as Json)["source"] = "rule:qualify@9")],
  ],
  [
    "a grade with more confidence",
    "grade_differs",
    ["QualificationGraded", (event) => void ((event["provenance"] as Json)["confidence"] = 0.9)],
  ],
  ["a fact without evidence", "claim_unevidenced", ["OpportunityAnalyzed", payload({ facts: { hiring: 3 } })]],
  ["a better opportunity", "grade_differs", ["OpportunityAnalyzed", payload({ basisPoints: 9_000 })]],
  ["another summary", "grade_differs", ["OpportunityAnalyzed", payload({ summary: "much" })]],
  ["another action", "action_differs", ["ActionDecided", payload({ action: "reply" })]],
  ["another reason", "action_differs", ["ActionDecided", payload({ reason: "reply_due" })]],
  [
    "a follow-up that was too soon",
    "action_differs",
    ["ActionDecided", payload({ action: "followup", reason: "followup_due" })],
  ],
  ["another sequence", "action_differs", ["ActionDecided", payload({ sequence: 2 })]],
  [
    "a history that differs from the stream",
    "evidence_differs",
    ["ActionDecided", history({ unanswered_at: "2026-03-01T00:00:00.000Z" })],
  ],
  ["a decision without its history", "claim_unevidenced", ["ActionDecided", without("events")]],
  ["a decision without the suppression list", "claim_unevidenced", ["ActionDecided", without("suppressions")]],
  [
    "a decision without a gate",
    "gate_missing",
    ["ActionDecided", (event) => delete (event["payload"] as Json)["gate"]],
  ],
  ["a gate of another step", "gate_differs", ["PreviewHeld", gate({ where: "plan" })]],
  ["a gate with another revision of the list", "gate_differs", ["PreviewHeld", gate({ revision: 99 })]],
  [
    "a gate with other flags",
    "gate_differs",
    ["PreviewHeld", gate({ flags: { do_not_contact: false, bounced: true, unsubscribed: false, replied: false } })],
  ],
  ["a gate that passed a hit", "gate_ignored", ["PreviewHeld", columns("suppressions", { hit: true })]],
  ["a gate without the suppression list", "claim_unevidenced", ["DispatchClaimed", without("suppressions")]],
  [
    "a veto with its hits in another order",
    "veto_differs",
    ["SafetyVetoed", payload({ hits: ["do_not_contact", "suppressed", "unsubscribed"] })],
    VETOED,
  ],
  ["a veto with another reason", "veto_differs", ["SafetyVetoed", payload({ reason: "do_not_contact" })], VETOED],
  [
    "a veto without one of its hits",
    "veto_differs",
    ["SafetyVetoed", payload({ hits: ["suppressed", "do_not_contact"] })],
    VETOED,
  ],
  ["a veto with another revision of the list", "veto_differs", ["SafetyVetoed", payload({ revision: 1 })], VETOED],
  ["a veto without the list", "claim_unevidenced", ["SafetyVetoed", without("suppressions")], VETOED],
  ["a veto without the flags", "claim_unevidenced", ["SafetyVetoed", without("flags")], VETOED],
  [
    "a skip with another reason than its veto",
    "action_differs",
    ["ActionDecided", payload({ reason: "replied" }), 2],
    VETOED,
  ],
  ["a skip of another veto", "action_differs", ["ActionDecided", payload({ vetoedAt: 1 }), 2], VETOED],
  ["an action in spite of a veto", "action_differs", ["ActionDecided", payload({ action: "initial" }), 2], VETOED],
  [
    "evidence from the future",
    "evidence_unresolved",
    ["PreviewHeld", (event) => void (rows(event)[0]!.id = `${ada}@99`)],
  ],
  [
    "evidence from another stream",
    "evidence_unresolved",
    ["PreviewHeld", (event) => void (rows(event)[0]!.id = "ct_other@1")],
  ],
  [
    "evidence about another contact",
    "evidence_unresolved",
    ["QualificationGraded", (event) => void (rows(event)[0]!.id = "ct_other")],
  ],
  ["a citation with another value", "evidence_differs", ["DraftApproved", columns("events", { digest: "other" })]],
  ["flags that differ from the contact's", "evidence_differs", ["PreviewHeld", columns("flags", { bounced: true })]],
  [
    "a revision under another number",
    "evidence_differs",
    ["PreviewHeld", (event) => void (rows(event).at(-1)!.id = "revision-7")],
  ],
  ["a webhook of another kind", "evidence_differs", ["SignalReceived", columns("receipts", { kind: "message" })]],
  ["an approval of another text", "event_unlawful", ["DraftApproved", payload({ digest: "a".repeat(22) })]],
  ["an edit of another text", "event_unlawful", ["DraftEdited", payload({ replaces: "a".repeat(22) })]],
  ["a confirmation of an unknown hold", "event_unlawful", ["PreviewConfirmed", payload({ holdId: "hd_other" })]],
  ["a hold that expires later", "event_unlawful", ["PreviewHeld", payload({ expiresAt: "2027-01-01T00:00:00.000Z" })]],
  ["a hold for another action", "event_unlawful", ["PreviewHeld", payload({ action: "reply" })]],
  [
    "how much an edit changed",
    "draft_differs",
    ["DraftEdited", (event) => void Object.assign((event["payload"] as { change: Json }).change, { deleted: 7 })],
  ],
  ["a draft of a run at another step", "event_unlawful", ["DraftHeld", payload({ runId: "run_other" })]],
  ["a claim of another text", "event_unlawful", ["DispatchClaimed", payload({ digest: "a".repeat(22) })]],
  ["a claim of no approval", "event_unlawful", ["DispatchClaimed", payload({ approvalId: "ap_other" })]],
  ["an outcome of no claim", "event_unlawful", ["DispatchSucceeded", payload({ approvalId: "ap_other" })]],
  [
    "a person's decision with confidence below 1",
    "event_unlawful",
    ["DraftApproved", (event) => void ((event["provenance"] as Json)["confidence"] = 0.5)],
  ],
  ["an approval by another person than its source", "source_not_allowed", ["DraftApproved", payload({ by: "eve" })]],
  ["a signal from another source", "source_not_allowed", ["SignalReceived", payload({ source: "crm" })]],
  ["a template that is not named", "source_not_allowed", ["DraftHeld", payload({ template: "other" })]],
  [
    "a confirmation by a policy that does not confirm",
    "writer_not_allowed",
    ["PreviewConfirmed", payload({ by: "policy:000000000000" })],
  ],
  [
    "a follow-up before it is due",
    "followup_differs",
    ["FollowupDue", (event) => void (event["at"] = "2026-03-02T12:00:00.000Z")],
  ],
  ["another follow-up", "followup_differs", ["FollowupDue", payload({ sequence: 2 })]],
  [
    "an event older than the one before",
    "time_reversed",
    ["PreviewHeld", (event) => void (event["at"] = "2026-03-01T00:00:00.000Z")],
  ],
  [
    "a later event of an earlier command",
    "command_split",
    ["PreviewHeld", (event, _, first) => void (event["commandId"] = first["commandId"]), 1],
  ],
  [
    "an administrative event in a contact's stream",
    "stream_not_allowed",
    [
      "SignalReceived",
      (event) =>
        Object.assign(event, {
          type: "SourceChanged",
          schemaVersion: 1,
          writer: "desk",
          payload: { source: "x", change: "y", by: "eve" },
        }),
    ],
  ],
  [
    "other words than were approved",
    "digest_differs",
    ["DraftHeld", words((opened) => void (opened.words["body"] = "Buy now."))],
  ],
  [
    "words of another shape",
    "words_invalid",
    ["DraftHeld", words((opened) => void (opened.words["cc"] = "eve@x.example"))],
  ],
  [
    "a signal of another kind",
    "words_invalid",
    ["SignalReceived", words((opened) => void (opened.words["signal"] = { kind: "unsubscribe", email: ADA }))],
  ],
  [
    "a sealed title that was not recognised",
    "evidence_differs",
    ["QualificationGraded", words((opened) => void (opened.evidence["0.title"] = "Clerk"))],
  ],
  [
    "a changed ciphertext",
    "seal_broken",
    ["DraftHeld", (event) => void (event["sealed"] = String(event["sealed"]).replace(/^./, "_").replace("_", "Z"))],
  ],
];

describe("a forged event in a log with recomputed hashes", () => {
  const deployments = new Map<readonly Move[], Promise<HonestDeployment>>();
  const houseOf = (story: readonly Move[]) => {
    const deployment = deployments.get(story) ?? deploymentAfter(story);
    deployments.set(story, deployment);
    return deployment;
  };

  it.for([FULL_STORY, VETOED, REPLIED])("has no fault when nothing was changed", async (story, { expect }) => {
    const { faults } = await faultsOf(await houseOf(story), ["SignalReceived", () => undefined]);
    expect(faults).toEqual([]);
  });

  it.for(PLANTED)("has the fault of its change: %s", async ([, name, plant, story], { expect }) => {
    const { faults, version } = await faultsOf(await houseOf(story ?? FULL_STORY), plant);
    expect(version).toBeGreaterThan(0);
    expect(faults).toContainEqual(expect.objectContaining({ name, version, streamId: ada }));
  });
});
