// Troubles of a request that arise before any click runs.
import type { PersonRole, Scope } from "../../schema/people.ts";
import type { Trouble } from "./refusals.ts";
import { REPAIR_ROWS } from "./unreadable.ts";

export const closed: Trouble = {
  status: 403,
  reason: "desk_closed",
  title: "The desk is closed",
  detail:
    "Nobody can sign in, because no sign-in is set up here. The operator of this installation sets DESK_TOKENS and SESSION_KEY.",
};
/** A route that the table of permissions does not have. A test fails for one; a request is refused. */
export const unlistedRoute: Trouble = {
  status: 403,
  reason: "unlisted_route",
  title: "Nobody may do this",
  detail: "The desk has no permission for it. Nothing was changed.",
};
const whoCan = (admins: readonly string[]): string =>
  admins.length === 0
    ? "Nobody is an admin: the operator of this installation names one in the desk’s configuration."
    : `An admin can change that: ${admins.join(", ")}.`;
export const noRole = (identity: string, admins: readonly string[]): Trouble => ({
  status: 403,
  reason: "no_role",
  title: "You have no role on this desk",
  detail: `You are signed in as ${identity}, and may not see anything here, or not any more. ${whoCan(admins)}`,
  particulars: { admins },
});
interface Lacking {
  readonly role: PersonRole;
  readonly needed: PersonRole;
  readonly admins: readonly string[];
}
export const roleNeeded = ({ role, needed, admins }: Lacking): Trouble => ({
  status: 403,
  reason: "role_needed",
  title: `This needs the role ${needed}`,
  detail: `Nothing was changed: you are ${role === "viewer" ? "a" : "an"} ${role}. ${whoCan(admins)}`,
  particulars: { role: needed, admins },
});
export const tokenNeeded = (scope: Scope | null): Trouble => ({
  status: 403,
  reason: "token_needed",
  title: "Only a token may do this",
  detail: `Nothing was changed: no person may, only a program with a token of the scope “${scope}”. An admin issues it on the page People.`,
  particulars: { scope },
});
export const scopeNeeded = (scope: Scope | null): Trouble => ({
  status: 403,
  reason: "scope_needed",
  title: scope === null ? "No token may do this" : `This needs a token with the scope ${scope}`,
  detail:
    scope === null
      ? "Nothing was changed: a person has to do it."
      : "Nothing was changed. A token keeps the scopes with which it was issued; an admin issues another one on the page People.",
  particulars: { scope },
});
export const notThroughAccess: Trouble = {
  status: 403,
  reason: "not_through_access",
  title: "This desk is reached through Cloudflare Access only",
  detail:
    "The request did not come through it, so it is not known who sent it. Open the address at which your organisation signs you in.",
};
export const accessRefused: Trouble = {
  status: 403,
  reason: "access_refused",
  title: "Your sign-in is not valid here",
  detail:
    "Cloudflare Access signed it for another application or another time, or you have signed out. Open the desk again to sign in.",
};
export const accessUnavailable: Trouble = {
  status: 503,
  reason: "access_unavailable",
  title: "Your sign-in cannot be checked just now",
  detail: "Cloudflare Access does not give its keys. Nothing was changed. Please try again in a moment.",
};
export const signInElsewhere: Trouble = {
  status: 403,
  reason: "sign_in_elsewhere",
  title: "Your organisation signs you in",
  detail: "This desk takes no token and no code: Cloudflare Access signs people in before they reach it.",
};
export const notSignedIn: Trouble = {
  status: 401,
  reason: "not_signed_in",
  title: "You are not signed in",
  detail: "Send a token that is known here: Authorization: Bearer <token>.",
};
export const wrongToken: Trouble = {
  status: 403,
  reason: "wrong_token",
  title: "This is not a valid code or token",
  detail: "Nobody was signed in. Check what you entered, or get a new code with “npx holdpoint sign-in”.",
};
/** One text for a wrong, a used, an expired and a voided code: the desk remembers only codes that are valid. */
export const wrongCode: Trouble = {
  status: 403,
  reason: "wrong_code",
  title: "This code is not valid",
  detail:
    "Nobody was signed in. A code works once, and for ten minutes; too many wrong codes void it. Get a new code with “npx holdpoint sign-in”.",
};
export const sessionOver: Trouble = {
  status: 403,
  reason: "session_over",
  title: "You are not signed in any more",
  detail: "Nothing was changed. Sign in, then decide again.",
};
export const foreignRequest: Trouble = {
  status: 403,
  reason: "foreign_request",
  title: "This did not come from the desk",
  detail: "Nothing was changed. Open the page on the desk and use its button.",
};
export const wrongStamp: Trouble = {
  status: 403,
  reason: "wrong_stamp",
  title: "This form is not valid any more",
  detail: "Nothing was changed. Open the page again and use its button.",
};
export const notFound: Trouble = {
  status: 404,
  reason: "not_found",
  title: "There is nothing here",
  detail: "The address is wrong, or what it named is gone.",
};
export const noProof: Trouble = {
  status: 404,
  reason: "no_proof",
  title: "No published root has this contact yet",
  detail: "The next one is published within a day, or now with this command: npx holdpoint root",
};
export const methodNotAllowed: Trouble = {
  status: 405,
  reason: "method_not_allowed",
  title: "That is not possible here",
  detail: "This address does not take that kind of request.",
};
export const invalidQuery: Trouble = {
  status: 400,
  reason: "invalid_query",
  title: "The address is not usable",
  detail: "Something after the question mark is not known here.",
};
/** `what` describes which field of the candidate is wrong. */
export const invalidPolicy = (what: string): Trouble => ({
  status: 422,
  reason: "invalid",
  title: "This is not a valid policy",
  detail: what,
  particulars: { fields: ["policy"] },
});
export const unreachable: Trouble = {
  status: 503,
  reason: "unreachable",
  title: "The desk could not reach what it needs",
  detail:
    "Whether it was recorded is not known. Trying again is safe: the same decision of the same person counts once.",
};
export const recorded: Trouble = {
  status: 202,
  reason: "recorded",
  title: "Recorded",
  detail:
    "Your decision is recorded. The log cannot be written just now; what follows goes out by itself when the log has it.",
};
/** No list of contacts is opened before the log has who opens it. */
export const notExported: Trouble = {
  status: 503,
  reason: "not_exported",
  title: "The log cannot be written just now",
  detail: "Nothing was exported: who exports contacts is in the log before. Please try again in a moment.",
};
/** Larger than an upload may be; a body that is larger than any form is refused while it arrives. */
export const fileTooLarge: Trouble = {
  status: 413,
  reason: "file_too_large",
  title: "The file is too large for the desk",
  detail:
    "Nothing was changed. The command line imports files of any size: npx holdpoint companies|facts|contacts|suppressions import",
};
/** The file of the preview is not the one that its page has shown. */
export const otherFile: Trouble = {
  status: 409,
  reason: "other_file",
  title: "This is not the file that was previewed",
  detail: "Nothing was changed. Choose the file again, look at its preview, and apply that.",
};
export const erasing: Trouble = {
  status: 202,
  reason: "erasing",
  title: "Erased, and still being destroyed",
  detail:
    "The log says that this contact is erased, and nothing is written to it any more. A copy could not be reached just now; the contact's object retries by itself until every copy is destroyed.",
};
/** Words are shown from the contact's object only: without its answer there is nothing that a person could decide. */
export const objectSilent: Trouble = {
  status: 503,
  reason: "object_silent",
  title: "The object of this contact does not answer",
  detail:
    "Its words are shown from the object only, so nothing of it can be read or decided now. Nothing was changed. Please try again in a moment.",
};
/** The row has a hold that the contact's object does not have. */
export const readModelDiffers: Trouble = {
  status: 409,
  reason: "read_model_differs",
  title: "The list and the contact’s object differ",
  detail: `The list has this hold, and the object of its contact does not: no event made it. Nothing is shown of it, and nothing of it can be decided. This command repairs the list: ${REPAIR_ROWS}`,
  particulars: { differing: ["row"], command: REPAIR_ROWS },
};
/** A token is told only once the log has it. */
export const tokenNotMade: Trouble = {
  status: 503,
  reason: "token_not_made",
  title: "The log cannot be written just now",
  detail:
    "No token is told, so none can be used. If one of this name appears in the list later, revoke it and issue another one.",
};
export const unreadable: Trouble = {
  status: 503,
  reason: "unreadable",
  title: "The desk could not read what it shows",
  detail: "Nothing was changed. Please try again in a moment.",
};
