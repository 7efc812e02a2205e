// Turns refusals into HTTP statuses and sentences for people.
import { differingKeyIn } from "../../schema/only-answer.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { ClickOutcome } from "./actions/action.ts";
import { momentText } from "./moments.ts";
import { unwritableText, vetoWords } from "../../schema/words.ts";
import { holdEndText } from "./words.ts";

export type Status = 202 | 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 422 | 500 | 503;

/** A failed request, before it becomes a page or a problem document. */
export interface Trouble {
  readonly status: Status;
  /** A word of a closed list: the last part of the problem's urn. */
  readonly reason: string;
  readonly title: string;
  readonly detail: string;
  /** Fields for programs beside the sentence. */
  readonly particulars?: Readonly<Record<string, unknown>>;
  /** The thrown error: for the log, never for the answer. */
  readonly cause?: string;
}

/** The `retry-after` of a 503, in seconds: a suppression list that cannot be read is usually back within seconds. */
export const RETRY_AFTER_SECONDS = 10;

/** The trouble of a click's outcome that is not `done`. */
export function troubleOf(outcome: Exclude<ClickOutcome, { kind: "done" }>): Trouble {
  switch (outcome.kind) {
    case "refused": {
      const { reason, ...particulars } = outcome.refusal;
      return { reason, particulars, ...sentenceFor(outcome.refusal) };
    }
    case "invalid":
      return {
        status: 422,
        reason: "invalid",
        title: "Something in the form is missing or not usable",
        detail: `Nothing was changed. Please check: ${outcome.fields.join(", ")}.`,
        particulars: { fields: outcome.fields },
      };
    case "not_redriven":
      return outcome.cause === "unknown"
        ? { status: 404, reason: "unknown", title: "There is no such dead letter", detail: "Nothing was sent." }
        : {
            status: 409,
            reason: "not_redriven",
            title: "The message was not sent again",
            detail: `Nothing was sent (${outcome.cause}).`,
            particulars: { cause: outcome.cause },
          };
    case "not_discarded":
      return outcome.cause === "unknown"
        ? { status: 404, reason: "unknown", title: "There is no such refused body", detail: "Nothing was discarded." }
        : {
            status: 409,
            reason: "not_discarded",
            title: "The body does not wait any more",
            detail: "It was sent again or discarded before your click. Nothing was changed.",
            particulars: { cause: outcome.cause },
          };
  }
}

/** The command that makes the lost entries of the suppression list again. */
export const LIST_REPAIR = "npx holdpoint rebuild --list";

/** The trouble of a request that a Worker with another key than the installation's refused; null for any other error. */
export function keyTrouble(thrown: unknown): Trouble | null {
  const key = differingKeyIn(thrown);
  return key && troubleOf({ kind: "refused", refusal: { reason: "key_differs", key } });
}

type Sentence = Pick<Trouble, "status" | "title" | "detail">;

const tooLate = (title: string, detail: string): Sentence => ({ status: 409, title, detail });

function sentenceFor(refusal: Refusal): Sentence {
  switch (refusal.reason) {
    case "already_settled":
      return tooLate(
        "Too late: it is decided",
        `This was ${holdEndText(refusal.as, refusal.by)}, on ${momentText(refusal.at)}. ${refusal.by === "changed" ? "Its page links to the new one" : "That stands"}; your click changed nothing.`,
      );
    case "changed":
      return tooLate(
        "The draft has changed since you read it",
        "Nothing was done. Read the text as it is now, then decide again.",
      );
    case "digest_differs":
      return tooLate(
        "The words are not those that the event states",
        `Event ${refusal.version} of this contact states the digest of other words than its object has. Nothing is shown and nothing was released. “npx holdpoint verify” says more.`,
      );
    case "vetoed":
      return tooLate(
        "Cancelled: this contact must not be written to",
        `Since the hold was opened: ${vetoWords(refusal.hits)}. The message will not be sent, and the hold is closed. The veto is recorded.`,
      );
    case "superseded":
      return tooLate(
        "A newer message took its place",
        "The contact wrote again, and a new run has begun. Nothing was done here.",
      );
    case "erased":
      return tooLate("This contact was erased", "Nothing further happens in its runs.");
    case "key_differs":
      return {
        status: 503,
        title: `${refusal.key} is not the key of this installation`,
        detail: "Nothing was done. Whoever runs the installation must give the Worker its own key again.",
      };
    case "policy_changed":
      return tooLate(
        "Another policy was adopted",
        "Somebody changed the policy after you opened it. Look at it again first.",
      );
    case "graded_lately":
      return tooLate("Graded a short time ago", `The next grade waits until ${momentText(refusal.until)}.`);
    case "not_wanted":
      return tooLate("This step is over", `The run is at “${refusal.step}” by now. Nothing was done.`);
    case "approval_void":
      return tooLate("The approval is no longer there", `It was taken back (${refusal.cause}). Nothing was done.`);
    case "already_claimed":
      return tooLate(
        "Too late: the message is on its way",
        "It was handed over for sending before your click. It cannot be taken back.",
      );
    case "no_address":
      return {
        status: 422,
        title: "This contact has not written to us",
        detail:
          "Nothing was started: only an outcome or an activity was reported of this contact, so the suppression list could not be asked about an address.",
      };
    case "address_unwritable":
      return {
        status: 422,
        title: "Mail cannot be sent to this address",
        detail: `Nothing was released. ${unwritableText(refusal.why)} Answer the contact in another way, and dismiss or reject this hold.`,
      };
    case "unknown":
      return { status: 404, title: `There is no such ${refusal.what}`, detail: "Nothing was done." };
    case "invalid":
      return {
        status: 422,
        title: "Something in the form is missing or not usable",
        detail: `Nothing was changed. Please check: ${refusal.field}.`,
      };
    case "evidence_unresolved":
      return {
        status: 409,
        title: "The evidence is not in the log",
        detail: `Nothing was recorded: ${refusal.id} is not what the log has of this company (${refusal.what}).`,
      };
    case "public_suffix":
      return {
        status: 422,
        title: "A public suffix cannot be suppressed",
        detail: `Nothing was changed. “${refusal.domain}” is a public suffix: each name below it belongs to another registrant, so an entry for it would cover no company. Suppress the registered domain (“example.${refusal.domain}”), or single addresses.`,
      };
    case "free_mail":
      return {
        status: 409,
        title: "Everybody can get an address at this domain",
        detail: `Nothing was changed. “${refusal.domain}” is a public mailbox provider: an entry would cover every contact who writes from there. If you mean that, tick “also a public mailbox provider” (in the API: "confirmed": true), and suppress it again.`,
      };
    case "company_merged":
      return {
        status: 409,
        title: "This company was merged",
        detail: `Nothing was recorded: ${refusal.companyId} is one company with ${refusal.into}, which goes on for both. Record it there.`,
      };
    case "role_needed":
      return {
        status: 403,
        title: `This needs the role ${refusal.role}`,
        detail: "Nothing was changed: you do not have this role, or not any more.",
      };
    case "last_admin":
      return {
        status: 409,
        title: "Somebody has to be an admin",
        detail: `Nothing was changed: ${refusal.identity} is the only admin, and nobody else could give a role again. Make another person an admin first.`,
      };
    case "name_taken":
      return {
        status: 409,
        title: "There is a token of this name",
        detail: `Nothing was made. Revoke the token “${refusal.name}” first, or choose another name.`,
      };
    case "source_exists":
      return {
        status: 409,
        title: "There is a source of this name",
        detail: `Nothing was recorded: “${refusal.source}” exists. Choose another name, or change that one on its page.`,
      };
    case "two_secrets":
      return {
        status: 409,
        title: "This source has two secrets already",
        detail: `Nothing was recorded. Take away the secret that “${refusal.source}” does not use any more, then make a new one.`,
      };
    case "last_secret":
      return {
        status: 409,
        title: "This is the only secret of the source",
        detail: `Nothing was changed. Without a secret nothing from “${refusal.source}” could be accepted. Make a new secret first, or disable the source.`,
      };
    case "merged_with_itself":
      return {
        status: 422,
        title: "A company cannot be merged with itself",
        detail: "Nothing was recorded. Name two companies.",
      };
    case "merged_in_a_circle":
      return {
        status: 409,
        title: "It is merged the other way round already",
        detail: `Nothing was recorded: ${refusal.into} was merged into ${refusal.companyId}, which goes on for both.`,
      };
    case "second_person_needed":
      return tooLate(
        "Asked: a second person must agree",
        `Nothing was done yet. Another admin has until ${momentText(refusal.expiresAt)} to agree, on the page “Second person”. Then do the same again: it is performed once, exactly as asked (${refusal.requestId}).`,
      );
    case "request_expired":
      return tooLate("The request has expired", "Nobody agreed to it in time, or it was not used in time. Ask again.");
    case "request_declined":
      return tooLate("The request was declined", "Nothing was done. Whoever declined it is named on its page.");
    case "request_withdrawn":
      return tooLate("The request was withdrawn", "Nothing was done. Ask again if it is still meant.");
    case "request_used":
      return tooLate(
        "The agreement was used already",
        "An agreement is for one performance. Ask again if it is to be done once more.",
      );
    case "request_void":
      return tooLate("The request counts no more", "Somebody who asked or agreed is no admin any more. Ask again.");
    case "request_differs":
      return tooLate(
        "The request is for something else",
        "Nothing was done: an agreement holds for exactly what was asked. Something changed since, or another request was named.",
      );
    case "own_request":
      return {
        status: 403,
        title: "Somebody else must agree",
        detail: "You asked for it yourself, under this or another login. Another admin has to agree.",
      };
    case "person_needed":
      return {
        status: 403,
        title: "Only a person can agree",
        detail: "A token of a program can ask, and can perform what two people agreed to. It cannot agree.",
      };
    case "agreement_unlogged":
      return {
        status: 503,
        title: "The log does not answer",
        detail:
          "Nothing was done: the log must have that the agreement is used before anything is. Try again in a moment.",
      };
    case "list_went_back":
      return {
        status: 503,
        title: "The suppression list is behind its log",
        detail: `Nothing was recorded and nothing was released: the list has lost entries that the log has. This command makes them again: ${LIST_REPAIR}`,
      };
    case "dispatch_stopped":
      return tooLate(
        "Sending was stopped again",
        `Nothing was changed: ${refusal.by} stopped sending on ${momentText(refusal.since)}, after the page that you decided on. Read why, then decide again.`,
      );
    case "dispatching_unknown":
      return {
        status: 503,
        title: "Whether sending is stopped cannot be read",
        detail: "Nothing was sent. It is tried again by itself.",
      };
    case "list_unreadable":
      return {
        status: 503,
        title: "The suppression list cannot be read",
        detail: "Nothing was recorded and nothing was released. Please try again in a moment.",
      };
  }
}
