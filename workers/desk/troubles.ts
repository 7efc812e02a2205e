// Troubles of a request that arise before any click runs.
import type { Trouble } from "./refusals.ts";
import { REPAIR_ROWS } from "./unreadable.ts";

export const closed: Trouble = {
  status: 403,
  reason: "desk_closed",
  title: "The desk is closed",
  detail:
    "Nobody can sign in, because no sign-in is set up here. The operator of this installation sets DESK_TOKENS and SESSION_KEY.",
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
export const unreadable: Trouble = {
  status: 503,
  reason: "unreadable",
  title: "The desk could not read what it shows",
  detail: "Nothing was changed. Please try again in a moment.",
};
