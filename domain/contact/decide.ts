// The only function that turns a contact's command into events or a refusal. Pure: no clock, no random ids, no I/O.
import type { ContactCommand } from "../../schema/commands.ts";
import { recordModelCall } from "./decide-call.ts";
import { claimDispatch, makeFollowupDue, settleDispatch } from "./decide-dispatch.ts";
import { eraseContact } from "./decide-erase.ts";
import { approveDraft, confirmPreview, dismissPreview, editDraft, rejectDraft, undoApproval } from "./decide-hold.ts";
import { closeTask, flagContact } from "./decide-person.ts";
import { correctContact } from "./decide-correct.ts";
import { placeContact } from "./decide-place.ts";
import { recordAction } from "./decide-action.ts";
import { checkList } from "./decide-list.ts";
import { gradeAgain } from "./decide-again.ts";
import { holdDraft } from "./decide-draft.ts";
import { recordGrades } from "./decide-grades.ts";
import { clearRevisit, makeRevisitDue, setRevisit } from "./decide-revisit.ts";
import { recordScore } from "./decide-score.ts";
import { receiveSignal, reportConflict } from "./decide-signal.ts";
import { expireHold, reassignHold, requestRun, snoozeHold } from "./decide-waiting.ts";
import type { Circumstances, Decision } from "./decision.ts";

/** Decides `command` in the given circumstances. The caller has checked that the command is new. */
export function decide(command: ContactCommand, circumstances: Circumstances): Decision {
  switch (command.type) {
    case "ReceiveSignal":
      return receiveSignal(command, circumstances);
    case "ReportConflict":
      return reportConflict(command, circumstances);
    case "RecordModelCall":
      return recordModelCall(command, circumstances);
    case "RecordAction":
      return recordAction(command, circumstances);
    case "RecordGrades":
      return recordGrades(command, circumstances);
    case "RecordScore":
      return recordScore(command, circumstances);
    case "HoldDraft":
      return holdDraft(command, circumstances);
    case "ClaimDispatch":
      return claimDispatch(command, circumstances);
    case "SettleDispatch":
      return settleDispatch(command, circumstances);
    case "ConfirmPreview":
      return confirmPreview(command, circumstances);
    case "DismissPreview":
      return dismissPreview(command, circumstances);
    case "EditDraft":
      return editDraft(command, circumstances);
    case "ApproveDraft":
      return approveDraft(command, circumstances);
    case "RejectDraft":
      return rejectDraft(command, circumstances);
    case "UndoApproval":
      return undoApproval(command, circumstances);
    case "SnoozeHold":
      return snoozeHold(command, circumstances);
    case "ReassignHold":
      return reassignHold(command, circumstances);
    case "RequestRun":
      return requestRun(command, circumstances);
    case "FlagContact":
      return flagContact(command, circumstances);
    case "CloseTask":
      return closeTask(command, circumstances);
    case "PlaceContact":
      return placeContact(command, circumstances);
    case "CorrectContact":
      return correctContact(command, circumstances);
    case "EraseContact":
      return eraseContact(command, circumstances);
    case "CheckList":
      return checkList(command, circumstances);
    case "GradeAgain":
      return gradeAgain(command, circumstances);
    case "ExpireHold":
      return expireHold(command, circumstances);
    case "SetRevisit":
      return setRevisit(command, circumstances);
    case "ClearRevisit":
      return clearRevisit(command, circumstances);
    case "MakeRevisitDue":
      return makeRevisitDue(command, circumstances);
    case "MakeFollowupDue":
      return makeFollowupDue(command, circumstances);
  }
}
