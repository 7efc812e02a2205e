// Tests the judge of a storm: it accepts a log in which every promise is kept, and finds each kind of broken promise.
import { describe, it } from "vitest";
import { judgeLog, judgeObjects } from "./judge.ts";
import { openLedger, type Ledger } from "./ledger.ts";
import type { LoggedEvent, StoredLog } from "./state-files.ts";

type Written = readonly [type: string, payload: Readonly<Record<string, unknown>>];

const ANSWERED_AT = Date.parse("2026-11-28T10:00:00.000Z");
const LATER = "2026-11-28T10:00:01.000Z";
const run = { runId: "run_1" };
const approval = { approvalId: "ap_1", ...run };
const RECEIVED: Written = ["SignalReceived", { receipt: "rc_1", ...run }];
const DECIDED: Written = ["ActionDecided", { action: "initial", ...run }];
const PREVIEW: Written = ["PreviewHeld", { holdId: "hd_1", ...run }];
const CONFIRMED: Written = ["PreviewConfirmed", { holdId: "hd_1", ...run }];
const DRAFT: Written = ["DraftHeld", { holdId: "hd_2", ...run }];
const APPROVED: Written = ["DraftApproved", { holdId: "hd_2", ...approval }];
const CLAIMED: Written = ["DispatchClaimed", approval];
const SUCCEEDED: Written = ["DispatchSucceeded", approval];
const VOIDED: Written = ["ApprovalVoided", approval];
const FLAGGED: Written = ["ContactFlagged", { flag: "unsubscribed" }];
const OPTED_OUT: Written = ["SignalReceived", { receipt: "rc_2" }];
const SENT = { stream_id: "ct_ada", approval_id: "ap_1", recipient: "ada@engine.example", at: LATER };
const TO_DRAFT = [RECEIVED, DECIDED, PREVIEW, CONFIRMED, DRAFT];
const WHOLE = [...TO_DRAFT, APPROVED, CLAIMED, SUCCEEDED];

const logOf = (written: readonly Written[], of: Partial<StoredLog> = {}): StoredLog => ({
  rows: [],
  events: written.map(([type, payload], index): LoggedEvent => {
    return { type, payload, at: LATER, streamId: "ct_ada", version: index + 1 };
  }),
  sent: [],
  deadLetters: [],
  ...of,
});

function promised(): Ledger {
  const ledger = openLedger();
  const ada = { email: "ada@engine.example", answeredAt: ANSWERED_AT };
  ledger.webhooks.push(
    { id: "lead_1", ...ada, receipt: "rc_1", isOptOut: false },
    { id: "lead_1", ...ada, receipt: "rc_1", isOptOut: false },
  );
  ledger.clicks.push({ type: "confirm", holdId: "hd_1", answeredAt: ANSWERED_AT });
  return ledger;
}
function withOptOut(): Ledger {
  const ledger = openLedger();
  ledger.webhooks.push({
    id: "out_1",
    email: "ada@engine.example",
    receipt: "rc_2",
    isOptOut: true,
    answeredAt: ANSWERED_AT,
  });
  return ledger;
}
const judged = (ledger: Ledger, log: StoredLog): readonly string[] => judgeLog(ledger, log, () => "ct_ada");

describe("judgeLog", () => {
  it.for<[string, readonly Written[], StoredLog["sent"]]>([
    ["a message that was sent", WHOLE, [SENT]],
    ["an open draft", TO_DRAFT, []],
    ["an approval that was voided", [...TO_DRAFT, APPROVED, VOIDED], []],
    ["a run that a veto stopped at its hold", [RECEIVED, DECIDED, PREVIEW, CONFIRMED, ["SafetyVetoed", run]], []],
    [
      "a run that a newer one replaces",
      [...TO_DRAFT.slice(0, 4), ["SignalReceived", { receipt: "rc_3", supersedes: "run_1" }]],
      [],
    ],
  ])("accepts %s", ([, written, sent], { expect }) => {
    expect(judged(promised(), logOf(written, { sent }))).toEqual([]);
  });

  it.for<[string, StoredLog, string]>([
    ["a lost receipt", logOf([DECIDED, PREVIEW, CONFIRMED, DRAFT]), "rc_1 of ada@engine.example .* is lost"],
    ["a receipt twice", logOf([RECEIVED, ...TO_DRAFT]), "rc_1 is in the log twice"],
    ["a lost click", logOf([RECEIVED, DECIDED, PREVIEW]), "PreviewConfirmed hd_1 .* is lost"],
    ["a click twice", logOf([...TO_DRAFT, CONFIRMED]), "PreviewConfirmed hd_1 is in the log twice"],
    ["an approval without a message", logOf(WHOLE), "ap_1 is approved, 0 times in the outbox, and 1 times settled"],
    ["an approval between", logOf([...TO_DRAFT, APPROVED, CLAIMED], { sent: [SENT] }), "and 0 times settled"],
    ["a message twice", logOf(WHOLE, { sent: [SENT, SENT] }), "run_1 to ada@engine.example is sent twice"],
    ["a claim twice", logOf([...WHOLE, CLAIMED], { sent: [SENT] }), "run_1 is claimed twice"],
    ["a message without approval", logOf(TO_DRAFT, { sent: [SENT] }), "ap_1 has no approval"],
    ["a run without an end", logOf(TO_DRAFT.slice(0, 4)), "run_1 is unfinished"],
    ["a run with two ends", logOf([...WHOLE, VOIDED], { sent: [SENT] }), "DispatchSucceeded and ApprovalVoided"],
    ["a dead letter", logOf(TO_DRAFT, { deadLetters: ["dl_1"] }), "dl_1 is a dead letter"],
  ])("finds %s", ([, log, found], { expect }) => {
    expect(judged(promised(), log).join("\n")).toMatch(new RegExp(found));
  });

  it("accepts a run that the opt-out voids, and finds whatever comes after it", ({ expect }) => {
    const voided: Written = ["HoldVoided", { holdId: "hd_2", ...run }];
    expect(judged(withOptOut(), logOf([...TO_DRAFT, OPTED_OUT, FLAGGED, voided]))).toEqual([]);
    expect(judged(withOptOut(), logOf([OPTED_OUT]))[0]).toMatch(/the opt-out of ada@engine.example .* not in force/);
    const broken = judged(withOptOut(), logOf([OPTED_OUT, FLAGGED, ...WHOLE], { sent: [SENT] }));
    expect(broken).toEqual([
      ...["PreviewHeld", "DraftHeld", "DraftApproved", "DispatchClaimed"].map(
        (type) => `ada@engine.example has opted out, and then ${type}`,
      ),
      `ada@engine.example has opted out at 2026-11-28T10:00:00.000Z, and was written to at ${LATER}`,
    ]);
  });
});

it("judgeObjects finds an object that is behind the log, ahead of it, or different", ({ expect }) => {
  const row = (version: number, hash = "a") => ({ stream_id: "ct_ada", version, hash, body: "{}" });
  const judge = (own: readonly ReturnType<typeof row>[], logged: readonly ReturnType<typeof row>[]) =>
    judgeObjects(new Map(own.length > 0 ? [["ct_ada", { file: "", rows: own }]] : []), logOf([], { rows: logged }));
  expect(judge([row(1), row(2)], [row(1), row(2)])).toEqual([]);
  expect(judge([row(1)], [row(1), row(2)])).toEqual(["ct_ada differs: 1 events in the object, 2 in the log"]);
  expect(judge([row(1), row(2)], [row(1)])).toHaveLength(1);
  expect(judge([], [row(1)])).toHaveLength(1);
  expect(judge([row(1, "b")], [row(1)])).toHaveLength(1);
});
