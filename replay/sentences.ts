// The sentence of each event type, for people. A sentence has no personal data; the caller prints opened words beside it.
import { guardedWords } from "../schema/second-person.ts";
import type { EventType, PayloadOf, TypedEvent } from "../schema/events.ts";
import type { AdministrativeReason, CorrectedField, FlagCause, SuppressionKind } from "../schema/lists.ts";
import { offenceWord, outcomeWord } from "../schema/draft-words.ts";
import { skipText } from "../schema/plan-words.ts";
import type { ModelStep } from "../schema/model-call.ts";
import { isModels } from "../schema/written-draft.ts";
import {
  actionWord,
  administrativeWord,
  flagWord,
  gradeText,
  reasonWord,
  rejectionWord,
  vetoWords,
  voidWord,
} from "../schema/words.ts";

const CAUSES: Readonly<Record<FlagCause, string>> = {
  bounce: "a bounce was reported",
  complaint: "a complaint was reported",
  unsubscribe: "the contact used the unsubscribe link, or an unsubscribe was reported",
  reply_unsubscribe: "the contact asked for it in a message",
  reply_bounced: "a message said that the address does not exist",
  soft_reports: "one delivery report after another said that our mail did not arrive",
  dispatched_reply: "our reply was sent",
  takeover: "a person took over the conversation",
  handback: "a person handed the conversation back",
  history: "it was imported",
  desk: "a person set it",
};
export const causeWord = (cause: FlagCause): string => CAUSES[cause];

const ENTRIES: Readonly<Record<SuppressionKind, string>> = {
  address: "the address",
  comparison: "another spelling of the address",
  domain: "the domain",
  phone: "the phone number",
  contact: "the contact",
  legal: "the contact, by law",
};
export const entryWord = (kind: SuppressionKind): string => ENTRIES[kind];

/** The reason of an action, for use inside a sentence: without a capital first letter. */
export const reasonInside = (reason: string): string => {
  const word = reasonWord(reason);
  return word === reason ? reason : `${word.slice(0, 1).toLowerCase()}${word.slice(1)}`;
};

const givenWord = (reason: AdministrativeReason | undefined): string =>
  reason === undefined || reason === "other" ? "" : ` (${administrativeWord(reason)})`;

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

const MODEL_STEPS: Readonly<Record<string, string>> = {
  plan_tasks: "a plan",
  write_draft: "a draft",
  classify_reply: "the class of a message",
  judge_role: "how a role fits",
} satisfies Record<ModelStep, string>;
const modelStepWord = (step: string): string => MODEL_STEPS[step] ?? step;

/** The sentence of each event. */
export const SENTENCES: { readonly [T in EventType]: (payload: PayloadOf<T>) => string } = {
  SignalReceived: ({ kind, class: as, source, runId, supersedes }) => {
    const what = kind === "message" ? `A message (${as ?? "unclassified"})` : `A ${kind}`;
    const then = runId ? `; a run began${supersedes ? " and replaced another run" : ""}` : "";
    return `${what} was received from ${source}${then}.`;
  },
  ContactFlagged: ({ flag, on, cause }) => `“${flagWord(flag)}” was ${on ? "set" : "cleared"}: ${causeWord(cause)}.`,
  SafetyVetoed: ({ where, hits }) => `A veto stopped the run (${where}): ${vetoWords(hits)}.`,
  PlanProposed: planWords,
  ActionDecided: ({ action, reason }) =>
    `Decided: ${actionWord(action).toLowerCase()}, because ${reasonInside(reason)}.`,
  QualificationGraded: ({ basisPoints, verdict }) =>
    `Qualification ${gradeText(basisPoints)}: ${verdict.replace("_", " ")}.`,
  OpportunityAnalyzed: ({ basisPoints, summary }) => `Opportunity ${gradeText(basisPoints)}: ${summary}.`,
  ContactScored: ({ composite, tier, vertical }) => `Scored ${gradeText(composite)}, tier ${tier} in ${vertical}.`,
  PreviewHeld: ({ expiresAt }) => `Held as a preview for a person, until ${expiresAt}.`,
  PreviewConfirmed: ({ by }) => `The preview was confirmed by ${by}.`,
  PreviewDismissed: ({ by }) => `The preview was dismissed by ${by}.`,
  DraftHeld: draftWords,
  DraftUnused: ({ writing }) =>
    isModels(writing.outcome)
      ? "A model wrote a draft, and no hold was opened for it."
      : `A model was asked for a draft, and no hold was opened: ${outcomeWord(writing.outcome)}.`,
  DraftEdited: ({ by, change }) =>
    change === null
      ? `The draft was edited by ${by}.`
      : `The draft was edited by ${by}: ${change.changed} words removed or added to ${change.words}.`,
  DraftApproved: ({ by }) => `The draft was approved by ${by}.`,
  DraftRejected: ({ by, reason }) =>
    reason === null ? `The draft was rejected by ${by}.` : `The draft was rejected by ${by}: ${rejectionWord(reason)}.`,
  HoldSnoozed: ({ until, by }) => `The hold was snoozed until ${until} by ${by}.`,
  HoldReassigned: ({ to, by }) => `The hold was assigned to ${to} by ${by}.`,
  HoldExpired: () => "The hold expired: no person decided in time.",
  HoldVoided: ({ cause }) => `The hold was voided: ${voidWord(cause)}.`,
  ApprovalVoided: ({ by, cause }) =>
    by === undefined
      ? `The approval was voided: ${cause === "undone" ? "it was undone" : voidWord(cause)}.`
      : `The approval was undone by ${by}.`,
  DispatchClaimed: ({ provider }) => `The message was claimed for ${provider}.`,
  DispatchSucceeded: ({ provider, by }) => `The message was sent by ${provider}${by ? `, as ${by} reported` : ""}.`,
  DispatchFailed: ({ provider, reason }) => `The message could not be sent by ${provider}: ${reason}.`,
  DispatchUncertain: ({ provider, reason }) => `It is unknown whether ${provider} sent the message: ${reason}.`,
  RunRequested: ({ by, supersedes, revisit }) =>
    revisit === undefined
      ? `A run was requested by ${by}${supersedes ? "; it replaced another run" : ""}.`
      : `The day had come that ${by} gave to look again; a run began.`,
  RevisitSet: ({ on, by }) => `To be looked at again on ${on}, said ${by}.`,
  RevisitCleared: ({ by }) => `Not to be looked at again on a day, said ${by}.`,
  ContactsLinked: ({ other, by }) => `Linked with ${other} by ${by}.`,
  ContactsUnlinked: ({ other, by }) => `Unlinked from ${other} by ${by}.`,
  FollowupDue: ({ sequence }) => `Follow-up ${sequence} became due; a run began.`,
  TaskRaised: ({ kind }) => `A task was raised for a person: ${kind}.`,
  TaskClosed: ({ how, by }) => `A task was closed (${how}) by ${by}.`,
  ActivityReported: ({ source, activity }) =>
    `${activity === "page" ? "A look at a page" : "A use of the product"} was reported by ${source}.`,
  OutcomeReported: ({ source, outcome }) => `An outcome was reported by ${source}: ${outcome}.`,
  HistoryImported: ({ source, by, sends, messages }) =>
    `A history was imported from ${source}${by === undefined ? "" : `, by ${by}`}: ${plural(sends.length, "send")}, ${plural(messages.length, "message")}.`,
  LlmCalled: ({ model, step, outcome }) =>
    `The model ${model} was asked for ${modelStepWord(step)}: ${outcome.replaceAll("_", " ")}.`,
  ContactErased: () => "The contact was erased.",
  PolicyAdopted: ({ by }) => `A policy was adopted by ${by}.`,
  SourceChanged: ({ source, change, by }) => `The source ${source} was changed (${change}) by ${by}.`,
  SuppressionAdded: ({ entries, cause, reason }) =>
    `Added ${plural(entries.length, "entry").replace("entrys", "entries")} to the suppression list: ${causeWord(cause)}${givenWord(reason)}.`,
  SuppressionLifted: ({ by, reason }) => `An entry of the suppression list was lifted by ${by}${givenWord(reason)}.`,
  ExportOpened: ({ events, contacts, by, reason }) =>
    contacts !== undefined
      ? `Names and addresses of ${plural(contacts, "contact")} were exported by ${by}${givenWord(reason)}.`
      : `The words of an export of ${plural(events, "event")} were opened by ${by}${givenWord(reason)}.`,
  WordsRead: ({ day, by, contacts, opened }) =>
    `On ${day} ${by} read personal words of ${plural(contacts, "contact")}, and opened those of one contact ${plural(opened, "time")}.`,
  LogKeyAdopted: ({ key, before }) =>
    `The key ${key} ${before === null ? "was the first to sign the log" : `replaced ${before} as the key that signs the log`}.`,
  RootPublished: ({ heads }) => `The root over ${plural(heads, "head")} was published.`,
  ReleaseJudged: ({ release, verdict }) => `The release ${release} was judged: ${verdict}.`,
  RoleChanged: ({ identity, role, by }) =>
    role === "none" ? `${identity} has no role any more, by ${by}.` : `${identity} became ${role}, by ${by}.`,
  TokenIssued: ({ name, scopes, expiresAt, by }) =>
    `The token ${name} was issued for ${scopes.join(", ")} until ${expiresAt}, by ${by}.`,
  TokenRevoked: ({ tokenId, by }) => `The token ${tokenId} was revoked by ${by}.`,
  ActionAsked: ({ action, by, reason }) =>
    `${by} asked that a second person agrees to ${guardedWords(action)}${givenWord(reason)}.`,
  ActionAgreed: ({ requestId, by }) => `${by} agreed to the request ${requestId}.`,
  ActionDeclined: ({ requestId, by }) => `${by} ended the request ${requestId}: nothing is done.`,
  ActionTaken: ({ requestId, by, people }) =>
    `What ${people.join(" and ")} agreed on (${requestId}) was performed by ${by}.`,
  DispatchStopped: ({ by, reason }) => `Sending was stopped by ${by}${givenWord(reason)}.`,
  DispatchResumed: ({ by, reason }) => `Sending was resumed by ${by}${givenWord(reason)}.`,
  ContactPlaced: ({ companyId, by }) =>
    companyId === null
      ? `The contact's placement was taken back by ${by}.`
      : `The contact was placed at the company ${companyId} by ${by}.`,
  ContactCorrected: ({ corrected, takenBack, by }) =>
    [
      ...(corrected.length > 0 ? [`The contact's ${listed(corrected)} was corrected by ${by}.`] : []),
      ...(takenBack.length > 0
        ? [`The correction of the contact's ${listed(takenBack)} was taken back by ${by}.`]
        : []),
    ].join(" "),
  CompanyRecorded: ({ name, domains, status, by }) =>
    `The company ${name}${domains[0] === undefined ? "" : ` (${domains.join(", ")})`} was recorded as ${status}, by ${by}.`,
  FactRecorded: ({ kind, value, source, found, by }) =>
    found
      ? `A fact was recorded (${kind}: ${value}), as ${source} says, by ${by}.`
      : `It was recorded that ${source} knows no ${kind}, by ${by}.`,
  FactRetracted: ({ factId, by, reason }) => `The fact ${factId} was retracted by ${by}${givenWord(reason)}.`,
  CompaniesMerged: ({ merged, into, by, reason }) =>
    `The company ${merged} was merged into ${into} by ${by}${givenWord(reason)}.`,
};

const listed = (fields: readonly CorrectedField[]): string => fields.join(" and ");

/** An event as a sentence; of the event, its type and its payload are enough. */
export const sentenceOf = <T extends EventType>({ type, payload }: Pick<TypedEvent<T>, "type" | "payload">): string =>
  SENTENCES[type](payload);

function planWords({ arm, stages, fallback, skipReason, until }: PayloadOf<"PlanProposed">): string {
  const said = skipText({ skipReason: skipReason ?? null, until: until ?? null });
  const whose = arm === "shadow" ? "A shadow plan was made, and the rules decided" : "A plan was made";
  return fallback
    ? `${whose}: the model gave no usable plan, so the rules decided.`
    : `${whose}: ${stages.map((stage) => stage.replaceAll("_", " ")).join(", ")}${said === "" ? "" : `; ${said}`}.`;
}

function draftWords({ template, expiresAt, writing }: PayloadOf<"DraftHeld">): string {
  const held = `held for a person, until ${expiresAt}.`;
  if (writing && isModels(writing.outcome)) {
    const before =
      writing.offences.length > 0
        ? ` after one that broke a rule (${writing.offences.map(offenceWord).join("; ")})`
        : "";
    return `A model wrote a draft${before}, with ${plural(writing.claims, "claim")}; it was ${held}`;
  }
  const why = writing ? `, because ${outcomeWord(writing.outcome)},` : "";
  return `A draft was written from the template ${template}${why} and ${held}`;
}
