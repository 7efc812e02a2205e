// The notices that a page shows after a successful click.

export const NOTICES = {
  confirmed: "Confirmed. The draft is being written and will be held for your approval.",
  dismissed: "Dismissed. Nothing will be written for this run.",
  edited: "Saved. This is the text you would release now.",
  approved: "Approved. The message goes out once the last check has passed.",
  approved_waits:
    "Approved. It waits: sending is stopped. It goes out when sending is resumed and the last check has passed.",
  rejected: "Rejected. Nothing will be sent.",
  snoozed: "Snoozed. The hold comes back at the time you chose.",
  reassigned: "Reassigned.",
  run_requested: "Asked for a new run. Its preview will appear in the inbox.",
  look_again_set: "Noted. On that day a run begins, unless a veto stops it.",
  look_again_cleared: "Taken back. Nothing begins on that day.",
  taken_over: "The conversation is yours. Nothing is written to this contact until you hand it back.",
  handed_back: "Handed back. The next message from this contact starts a run.",
  flagged: "The contact's flag is changed.",
  erased: "Erased. The words are gone, here and in the databases; the address is on the suppression list.",
  placed: "Placed. Runs that are graded from now on use that company. Run again to grade anew.",
  unplaced: "Taken back. The domain of the address says again where the contact belongs.",
  corrected: "Corrected. Runs that are graded from now on use it. Run again to grade anew.",
  woken: "What the current run waits for was sent again.",
  undone: "The approval is taken back. Nothing will be sent.",
  task_closed: "The task is closed.",
  suppressed: "Suppressed. Nothing will be sent there.",
  lifted: "The suppression is lifted. Flags of the contact, if any, stay as they are.",
  company_recorded: "Recorded. Grades that are made from now on use it.",
  fact_recorded: "Recorded. Grades that are made from now on count it.",
  fact_retracted: "Taken back. Grades that counted it before stay what they are.",
  companies_merged: "Merged. The contacts of both are graded by the company that goes on.",
  policy_adopted: "The policy is adopted.",
  agreed: "Agreed. It can be done now, once, exactly as asked.",
  declined: "Ended. Nothing is done.",
  role_changed: "Changed. It counts at the person’s next click.",
  token_revoked: "Revoked. The token is refused from now on.",
  source_changed: "Saved. It counts for the next message, within 10 seconds.",
  secret_dropped: "Taken away. What is signed with it is refused within 10 seconds.",
  source_enabled: "It is on. What it sends is accepted within 10 seconds.",
  source_disabled: "It is off. What it sends is refused within 10 seconds.",
  sending_stopped: "Sending is stopped. What is approved waits.",
  sending_resumed: "Sending is resumed. What waited goes out now.",
  redriven: "Sent again. Should it be refused again, it waits here again with the reason.",
  discarded: "Discarded. Its body is emptied.",
} as const;

export type Notice = keyof typeof NOTICES;

export const isNotice = (word: string): word is Notice => Object.hasOwn(NOTICES, word);
