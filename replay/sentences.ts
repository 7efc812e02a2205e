// What happened, as a sentence for people: one for each type of event. Nothing personal is in it; words stand beside it where they open.
import type { PayloadOf, StoredEvent } from "../schema/events.ts";
import type { FlagCause, SuppressionKind } from "../schema/lists.ts";
import { offenceWord, outcomeWord } from "../schema/draft-words.ts";
import type { ModelStep } from "../schema/model-call.ts";
import { isModels } from "../schema/written-draft.ts";
import { actionWord, flagWord, gradeText, reasonWord, vetoWords, voidWord } from "../schema/words.ts";

const CAUSES: Readonly<Record<FlagCause, string>> = {
  bounce: "a bounce was reported",
  complaint: "a complaint was reported",
  unsubscribe: "they used the unsubscribe link or a list told us",
  reply_unsubscribe: "they asked for it in a message",
  reply_bounced: "a message said that the address does not exist",
  dispatched_reply: "a reply of ours went out",
  takeover: "a person took the conversation over",
  handback: "a person handed the conversation back",
  history: "an import said so",
  desk: "a person said so",
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

/** A reason of an action as it stands inside a sentence. */
export const reasonInside = (reason: string): string => {
  const word = reasonWord(reason);
  return word === reason ? reason : `${word.slice(0, 1).toLowerCase()}${word.slice(1)}`;
};

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

const ASKED: Readonly<Record<string, string>> = {
  plan_tasks: "a plan",
  write_draft: "a draft",
  classify_reply: "the class of a message",
} satisfies Record<ModelStep, string>;
const askedWord = (step: string): string => ASKED[step] ?? step;

/** What of an event a sentence is made of. */
export type Told = {
  [T in StoredEvent["type"]]: Pick<Extract<StoredEvent, { type: T }>, "type" | "payload">;
}[StoredEvent["type"]];

export function sentenceOf(event: Told): string {
  switch (event.type) {
    case "SignalReceived": {
      const { kind, class: as, source, runId, supersedes } = event.payload;
      const what = kind === "message" ? `A message (${as ?? "unclassified"})` : `A ${kind}`;
      const then = runId ? `; a run began${supersedes ? " and took the place of another" : ""}` : "";
      return `${what} came in from ${source}${then}.`;
    }
    case "ContactFlagged": {
      const { flag, on, cause } = event.payload;
      return `“${flagWord(flag)}” was ${on ? "set" : "cleared"}: ${causeWord(cause)}.`;
    }
    case "SafetyVetoed":
      return `The veto spoke (${event.payload.where}): ${vetoWords(event.payload.hits)}.`;
    case "PlanProposed":
      return planWords(event.payload);
    case "ActionDecided":
      return `Decided: ${actionWord(event.payload.action).toLowerCase()}, because ${reasonInside(event.payload.reason)}.`;
    case "QualificationGraded":
      return `Qualification ${gradeText(event.payload.basisPoints)}: ${event.payload.verdict.replace("_", " ")}.`;
    case "OpportunityAnalyzed":
      return `Opportunity ${gradeText(event.payload.basisPoints)}: ${event.payload.summary}.`;
    case "ContactScored":
      return `Scored ${gradeText(event.payload.composite)}, tier ${event.payload.tier}.`;
    case "PreviewHeld":
      return `Held as a preview for a person, until ${event.payload.expiresAt}.`;
    case "PreviewConfirmed":
      return `The preview was confirmed by ${event.payload.by}.`;
    case "PreviewDismissed":
      return `The preview was dismissed by ${event.payload.by}.`;
    case "DraftHeld":
      return draftWords(event.payload);
    case "DraftEdited":
      return `The draft was edited by ${event.payload.by}.`;
    case "DraftApproved":
      return `The draft was approved by ${event.payload.by}.`;
    case "DraftRejected":
      return `The draft was rejected by ${event.payload.by}.`;
    case "HoldSnoozed":
      return `The hold was put aside until ${event.payload.until} by ${event.payload.by}.`;
    case "HoldReassigned":
      return `The hold was given to ${event.payload.to} by ${event.payload.by}.`;
    case "HoldExpired":
      return "The hold expired: nobody decided in time.";
    case "HoldVoided":
      return `The hold became void: ${voidWord(event.payload.cause)}.`;
    case "ApprovalVoided":
      return event.payload.by === undefined
        ? `The approval became void: ${event.payload.cause === "undone" ? "it was undone" : voidWord(event.payload.cause)}.`
        : `The approval was taken back by ${event.payload.by}.`;
    case "DispatchClaimed":
      return `The message was claimed for ${event.payload.provider}.`;
    case "DispatchSucceeded":
      return `The message was sent by ${event.payload.provider}${event.payload.by ? `, says ${event.payload.by}` : ""}.`;
    case "DispatchFailed":
      return `The message could not be sent by ${event.payload.provider}: ${event.payload.reason}.`;
    case "DispatchUncertain":
      return `Nobody knows whether ${event.payload.provider} sent the message: ${event.payload.reason}.`;
    case "RunRequested":
      return `A run was asked for by ${event.payload.by}${event.payload.supersedes ? "; it took the place of another" : ""}.`;
    case "ContactsLinked":
      return `Linked with ${event.payload.other} by ${event.payload.by}.`;
    case "ContactsUnlinked":
      return `Unlinked from ${event.payload.other} by ${event.payload.by}.`;
    case "FollowupDue":
      return `Follow-up ${event.payload.sequence} came due; a run began.`;
    case "TaskRaised":
      return `A task was raised for a person: ${event.payload.kind}.`;
    case "TaskClosed":
      return `A task was closed (${event.payload.how}) by ${event.payload.by}.`;
    case "OutcomeReported":
      return `An outcome was reported by ${event.payload.source}: ${event.payload.outcome}.`;
    case "HistoryImported":
      return `A history was imported from ${event.payload.source}: ${plural(event.payload.sends.length, "send")}, ${plural(event.payload.messages.length, "message")}.`;
    case "LlmCalled":
      return `The model ${event.payload.model} was asked for ${askedWord(event.payload.step)}: ${event.payload.outcome.replaceAll("_", " ")}.`;
    case "ContactErased":
      return "The contact was erased.";
    case "PolicyAdopted":
      return `A policy was adopted by ${event.payload.by}.`;
    case "SourceChanged":
      return `The source ${event.payload.source} was changed (${event.payload.change}) by ${event.payload.by}.`;
    case "SuppressionAdded":
      return `${plural(event.payload.entries.length, "entry").replace("entrys", "entries")} joined the suppression list: ${causeWord(event.payload.cause)}.`;
    case "SuppressionLifted":
      return `An entry of the suppression list was lifted by ${event.payload.by}.`;
    case "ExportOpened":
      return `The words of an export of ${plural(event.payload.events, "event")} were opened by ${event.payload.by}: ${event.payload.why}`;
    case "RootPublished":
      return `The root over ${plural(event.payload.heads, "head")} was published.`;
    case "ReleaseJudged":
      return `The release ${event.payload.release} was judged: ${event.payload.verdict}.`;
    case "RoleChanged":
      return `${event.payload.identity} became ${event.payload.role}, by ${event.payload.by}.`;
  }
}

function planWords({ arm, stages, fallback }: PayloadOf<"PlanProposed">): string {
  const whose = arm === "shadow" ? "A plan was made in the shadow, and the rules decided" : "A plan was made";
  return fallback
    ? `${whose}: nothing came of it, so the rules stand.`
    : `${whose}: ${stages.map((stage) => stage.replaceAll("_", " ")).join(", ")}.`;
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
