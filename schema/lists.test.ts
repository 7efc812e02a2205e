// Tests that the words of the closed lists and the event types do not change, because stored events contain them.
import { describe, it } from "vitest";
import * as z from "zod";
import { EVENTS, EventType, Gate, Increment } from "./events.ts";
import * as hearing from "./hearing.ts";
import * as lists from "./lists.ts";
import { Scope } from "./people.ts";
import * as scoreLists from "./score-lists.ts";
import { DraftFlag, DraftOffence, DraftOutcome } from "./written-draft.ts";

/** Every closed list, word by word. Stored events contain these words, so a change here needs a new schema version and an upcast. */
const FROZEN = {
  Writer: "ingest planner qualifier scorer composer dispatcher desk object timer deploy cron",
  Queue: "ingest plan qualify compose dispatch score",
  Flag: "do_not_contact bounced unsubscribed replied",
  VetoReason: "suppressed do_not_contact bounced unsubscribed replied",
  ReplyClass: "interested info_request not_interested unsubscribe bounced auto_reply",
  SignalKind: "lead message bounce complaint unsubscribe outcome activity takeover handback history",
  Action: "reply initial followup skip",
  ActReason: "reply_due first_contact followup_due",
  SkipReason:
    "suppressed do_not_contact bounced unsubscribed replied too_soon sequence_complete sequence_closed plan_skip hold_open",
  ActionReason:
    "reply_due first_contact followup_due suppressed do_not_contact bounced unsubscribed replied too_soon sequence_complete sequence_closed plan_skip hold_open",
  PlanStage: "qualify analyze_opportunity compose skip",
  UnwrittenReason:
    "suppressed do_not_contact bounced unsubscribed replied too_soon sequence_complete sequence_closed plan_skip hold_open dismissed rejected undone expired superseded changed erased failed",
  PlanSkipReason: "not_now no_need wrong_person already_talking not_a_lead",
  Arm: "scripted reasoning shadow",
  ReleaseVerdict: "PROMOTE HOLD ROLLBACK",
  Verdict: "qualified needs_review",
  Tier: "A B C D",
  HoldKind: "preview draft",
  HoldEnd: "confirmed dismissed approved rejected expired voided",
  HoldVoidCause: "superseded vetoed erased changed",
  ApprovalVoidCause: "superseded vetoed erased undone",
  GatePlace: "plan hold approve dispatch",
  Outcome: "opportunity_created meeting_booked not_ready lost",
  Unwritable: "mailbox_name domain_reserved",
  ReportKind: "opportunity_created meeting_booked not_ready lost bounced complained unsubscribed",
  RunStart: "signal followup request",
  Activity: "page product",
  Language: "en de fr es it pt nl pl sv da nb fi cs tr ja zh",
  HearingMark:
    "alone mixed machine soft_report left_company possible_opt_out ambiguous_person role_sender language_unknown other_sender",
  ConversationMethod: "message_id address alias subject",
  RejectionReason: "wrong_person wrong_facts wrong_words wrong_time no_message_wanted other",
  Population: "scripted agentic",
  InstallationKey: "MASTER_KEY SYSTEM_KEY LOG_KEY",
  SuppressionKind: "address comparison domain phone contact legal",
  AdministrativeReason: "person_asked person_agreed legal audit incident mistake own_business other",
  RebuildTarget: "object read_models list",
  ExportScope: "events contacts",
  FlagCause:
    "bounce complaint unsubscribe reply_unsubscribe reply_bounced soft_reports dispatched_reply takeover handback history desk",
  TaskKind:
    "hot_reply hold_open approval_voided dispatch_uncertain dispatch_failed receipt_conflict inbound_unanswered possible_opt_out ambiguous_person report_without_contact left_company",
  TaskClosing: "done taken_over handed_back run_again kept sent not_sent answered opted_out",
  CompanyStatus: "known blocked unknown",
  FactMethod: "person import tool sample",
  CitationFault:
    "company_unknown company_version_unknown fact_unknown company_value_differs fact_left_out placement_differs correction_differs",
  CorrectedField: "name title company",
  SourceTrust: "public trusted",
  SendableKind: "lead message outcome activity history",
  SourceSends: "signals companies",
  FormField: "email name firstName lastName company title phone profile subject text occurredAt submissionId",
  ScoreTerm: "seniority role_fit reachability propensity",
  Intent: "form interested_reply info_request booking page product not_interested",
  AddressState: "verified unverified role",
  RoleFitReason: "decides influences uses gatekeeper other_department too_junior anti_profile unclear",
  RoleFitBy: "model kept rule",
  DraftOutcome:
    "written rewritten draft_refused draft_unreadable timeout rate_limited unavailable refused cut_off empty malformed over_budget breaker_open not_configured",
  DraftOffence:
    "empty too_long subject_too_long subject_not_one_line placeholder banned_phrase link markup address phone mixed_scripts number_without_evidence name_without_evidence promise_without_evidence event_without_evidence evidence_unknown speaks_to_reviewer order_obeyed canary binds_us demand threat insult false_authority unwanted_admitted degenerate",
  DraftFlag:
    "short no_claims claim_without_evidence claim_not_in_text hidden_characters_removed promise_told_back about_us_reworded about_them_reworded about_us_unsupported about_them_unsupported",
} as const;

/** Lists whose words are in no event's payload, and where they are used instead. */
const ELSEWHERE = {
  Writer: "the envelope of every event",
  Queue: "messages",
  ScoreTerm: "the names of a score's terms",
  CitationFault: "the refusal evidence_unresolved, and the faults of a log",
  Intent: "evidence of a score",
  AddressState: "evidence of a score",
  SignalKind: "SignalReceived, except for kinds that have their own event type",
  InstallationKey: "the refusal key_differs",
  ReportKind: "Outcome, and what the cause of a flag reports: rows for the numbers",
  ConversationMethod: "a column of the evidence of SignalReceived",
  UnwrittenReason:
    "rows of runs that ended without a message: an action's reason, or the type of the event that ended the run",
  RunStart: "the type of the event that begins a run",
  HoldKind: "the type of the event: PreviewHeld, DraftHeld",
  HoldEnd: "the type of the event that ends a hold",
} as const;

const CATALOGUE = `
  SignalReceived ContactFlagged SafetyVetoed PlanProposed ActionDecided QualificationGraded OpportunityAnalyzed ContactScored
  PreviewHeld PreviewConfirmed PreviewDismissed DraftHeld DraftUnused DraftEdited DraftApproved DraftRejected
  HoldSnoozed HoldReassigned HoldExpired HoldVoided ApprovalVoided
  DispatchClaimed DispatchSucceeded DispatchFailed DispatchUncertain RunRequested RevisitSet RevisitCleared ContactsLinked ContactsUnlinked FollowupDue
  TaskRaised TaskClosed OutcomeReported ActivityReported HistoryImported LlmCalled ContactErased
  PolicyAdopted SourceChanged SuppressionAdded SuppressionLifted ExportOpened WordsRead LogKeyAdopted RootPublished ReleaseJudged RoleChanged TokenIssued TokenRevoked ActionAsked ActionAgreed ActionDeclined ActionTaken DispatchStopped DispatchResumed
  CompanyRecorded FactRecorded FactRetracted CompaniesMerged ContactPlaced ContactCorrected
`;

const words = (text: string): string[] => text.trim().split(/\s+/);
const listsByName: ReadonlyMap<string, { readonly options: readonly string[] }> = new Map(
  Object.entries({
    ...lists,
    ...scoreLists,
    Language: hearing.Language,
    HearingMark: hearing.HearingMark,
    ConversationMethod: hearing.ConversationMethod,
    DraftOutcome,
    DraftOffence,
    DraftFlag,
  }),
);
const listNames = Object.keys(FROZEN) as (keyof typeof FROZEN)[];

/** Every closed list within a shape, each as one text of its words. */
function enumsIn(shape: z.ZodType): readonly string[] {
  const found: string[] = [];
  JSON.stringify(z.toJSONSchema(shape, { unrepresentable: "any", reused: "inline" }), (key, value: unknown) => {
    if (key === "enum" && Array.isArray(value)) found.push(value.join(" "));
    return value;
  });
  return found;
}

describe("the closed lists", () => {
  it.for(listNames)("include %s with its frozen words", (name, { expect }) => {
    expect(listsByName.get(name)?.options).toEqual(words(FROZEN[name]));
  });

  it("are all frozen in this test", ({ expect }) => {
    expect([...listsByName.keys()].toSorted()).toEqual(listNames.toSorted());
  });

  const inEvents = new Set(EventType.options.flatMap((type) => enumsIn(EVENTS[type].payload)));
  const wordsInEvents = words([...inEvents].join(" "));

  it.for(listNames.filter((name) => !(name in ELSEWHERE)))(
    "have no word of %s that no event can contain",
    (name, { expect }) => {
      expect(words(FROZEN[name]).filter((word) => !wordsInEvents.includes(word))).toEqual([]);
    },
  );

  it("are used whole: no event accepts only a part of a list", ({ expect }) => {
    const whole: readonly string[] = [
      ...Object.values(FROZEN),
      // The kinds of SignalReceived: every SignalKind that has no event type of its own.
      "lead message bounce complaint unsubscribe",
      Increment.shape.rule.options.join(" "),
      "PROMOTE HOLD ROLLBACK",
      Scope.options.join(" "),
    ];
    const ofPolicy = enumsIn(EVENTS.PolicyAdopted.payload);
    expect([...inEvents].filter((list) => !whole.includes(list) && !ofPolicy.includes(list))).toEqual([]);
  });

  it("have the veto's reasons in the order of its checks: the suppression list, then the flags", ({ expect }) => {
    expect(lists.VetoReason.options).toEqual(["suppressed", ...lists.Flag.options]);
  });
});

describe("the event catalogue", () => {
  it("has exactly the events of v1", ({ expect }) => {
    expect(EventType.options.toSorted()).toEqual(words(CATALOGUE).toSorted());
  });

  it.for(["ActionDecided", "PreviewHeld", "DraftHeld", "DraftApproved", "DispatchClaimed"] as const)(
    "gives %s a `gate` field",
    (type, { expect }) => {
      expect(EVENTS[type].payload.shape).toHaveProperty("gate");
    },
  );

  it.for(["PreviewHeld", "DraftHeld", "DraftApproved", "DispatchClaimed"] as const)(
    "refuses %s without a passed gate",
    (type, { expect }) => {
      expect(EVENTS[type].payload.shape.gate.safeParse(undefined).success).toBe(false);
    },
  );

  it("refuses a gate that omits a flag", ({ expect }) => {
    const flags = { do_not_contact: false, bounced: false, unsubscribed: false, replied: false };
    expect(Gate.safeParse({ where: "hold", flags, revision: 0 }).success).toBe(true);
    for (const flag of lists.Flag.options) {
      const others = Object.fromEntries(Object.entries(flags).filter(([name]) => name !== flag));
      expect(Gate.safeParse({ where: "hold", flags: others, revision: 0 }).success, flag).toBe(false);
    }
  });

  it("refuses an unknown field in every payload", ({ expect }) => {
    for (const type of EventType.options) {
      const { error } = EVENTS[type].payload.safeParse({ score: 1 });
      expect(
        error?.issues.some(({ code }) => code === "unrecognized_keys"),
        type,
      ).toBe(true);
    }
  });
});
