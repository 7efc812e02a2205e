// The forms of a hold. Each is a separate form for one path, and no stranger's text is inside another form's controls.
import type { DrawnHold } from "../../../schema/answers.ts";
import { RejectionReason } from "../../../schema/lists.ts";
import type { HoldRow } from "../../../schema/shipment.ts";
import { rejectionWord } from "../../../schema/words.ts";
import { bodyField, reasonField, subjectField } from "../fields.ts";
import { snoozeChoices } from "../moments.ts";
import { ActionForm, Reason } from "./parts.tsx";
import type { View } from "./view.ts";

interface HoldFormProps {
  readonly view: View;
  readonly hold: HoldRow;
}

/** The fields that every form of a hold sends, so that its click needs no database. */
const refFieldsOf = (hold: HoldRow) => ({ contactId: hold.streamId, runId: hold.runId });
const pathOf = (hold: HoldRow, name: string): string => `/holds/${hold.holdId}/${name}`;

interface DecideProps {
  readonly view: View;
  readonly drawn: DrawnHold;
}

/** The fields of a form that decides: the digest of what the page has drawn, and those of every form. */
const drawnFieldsOf = ({ digest, row }: DrawnHold) => ({ shown: digest ?? "", fields: refFieldsOf(row) });

export const DecidePreview = ({ view, drawn }: DecideProps) => (
  <>
    {drawn.unwritable === null && (
      <ActionForm view={view} path={pathOf(drawn.row, "confirm")} {...drawnFieldsOf(drawn)} label="Confirm">
        <Reason id="confirm-why" />
        <button class="primary" type="submit">
          Confirm: write a draft
        </button>
      </ActionForm>
    )}
    <ActionForm view={view} path={pathOf(drawn.row, "dismiss")} {...drawnFieldsOf(drawn)} label="Dismiss">
      <Reason id="dismiss-why" label="Reason to dismiss" required />
      <button class="danger" type="submit">
        Dismiss
      </button>
    </ActionForm>
  </>
);

export const DecideDraft = ({ view, drawn }: DecideProps) => {
  const { row, text, unwritable } = drawn;
  return (
    <>
      {unwritable === null && (
        <ActionForm view={view} path={pathOf(row, "approve")} {...drawnFieldsOf(drawn)} label="Approve">
          <Reason id="approve-why" />
          <button class="primary" type="submit">
            Approve and send
          </button>
        </ActionForm>
      )}
      <ActionForm view={view} path={pathOf(row, "reject")} {...drawnFieldsOf(drawn)} label="Reject">
        <p class="field">
          <label for="reject-reason">
            In a word <span class="optional">optional</span>
          </label>
          <select id="reject-reason" name="reason">
            <option value="">No word of the list</option>
            {RejectionReason.options.map((reason) => (
              <option value={reason}>{rejectionWord(reason)}</option>
            ))}
          </select>
        </p>
        <Reason id="reject-why" label="Reason to reject" required />
        <button class="danger" type="submit">
          Reject
        </button>
      </ActionForm>
      {unwritable === null && (
        <details class="edit">
          <summary>Edit the text</summary>
          <ActionForm view={view} path={pathOf(row, "edit")} {...drawnFieldsOf(drawn)} label="Edit">
            <p class="field">
              <label for="edit-subject">Subject</label>
              <input
                id="edit-subject"
                name="subject"
                type="text"
                dir="auto"
                maxlength={subjectField.characters}
                value={text?.subject ?? ""}
                required
              />
            </p>
            <p class="field">
              <label for="edit-body">Text</label>
              {/* HTML parsers drop the first line break inside a textarea, so one is added. */}
              <textarea id="edit-body" name="body" dir="auto" rows={14} maxlength={bodyField.characters} required>
                {`\n${text?.body ?? ""}`}
              </textarea>
            </p>
            <Reason id="edit-why" label="What you changed, and why" />
            <button type="submit">Save the edit</button>
          </ActionForm>
        </details>
      )}
    </>
  );
};

interface OtherChoicesProps extends HoldFormProps {
  readonly version: number;
  /** Whether a mail can be sent at all: a new run would end at the same address. */
  readonly isSendable: boolean;
}

/** The choices that do not decide the hold: snooze, reassign, run again. */
export const OtherChoices = ({ view, hold, version, isSendable }: OtherChoicesProps) => (
  <details class="others">
    <summary>{isSendable ? "Later, somebody else, or anew" : "Later, or somebody else"}</summary>
    <ActionForm view={view} path={pathOf(hold, "snooze")} fields={refFieldsOf(hold)} label="Snooze">
      <p class="field">
        <label for="snooze-until">Put aside for</label>
        <select id="snooze-until" name="until">
          {snoozeChoices(view.now).map(({ until, label }) => (
            <option value={until}>{label}</option>
          ))}
        </select>
      </p>
      <button type="submit">Snooze</button>
    </ActionForm>
    <ActionForm
      view={view}
      path={pathOf(hold, "reassign")}
      fields={{ ...refFieldsOf(hold), seen: String(hold.version) }}
      label="Reassign"
    >
      <p class="field">
        <label for="reassign-to">Give to</label>
        <select id="reassign-to" name="to">
          {view.people.map((person) => (
            <option value={person} selected={person === hold.assignedTo}>
              {person}
            </option>
          ))}
        </select>
      </p>
      <button type="submit">Reassign</button>
    </ActionForm>
    {isSendable && <RunAgain view={view} hold={hold} version={version} />}
  </details>
);

/** `version` is the stream's, as displayed: after a later event, the same click is another command. */
export const RunAgain = ({ view, hold, version }: HoldFormProps & { readonly version: number }) => (
  <ActionForm
    view={view}
    path={pathOf(hold, "run")}
    fields={{ ...refFieldsOf(hold), seen: String(version) }}
    label="Run again"
  >
    <p class="field">
      <label for="run-why">
        Reason to run again <span class="optional">optional</span>
      </label>
      <input id="run-why" name="why" type="text" maxlength={reasonField.characters} autocomplete="off" />
    </p>
    <button type="submit">Run again</button>
    {hold.state === "open" && <p class="hint">A new run takes this hold’s place.</p>}
  </ActionForm>
);
