// The page of one hold: its material, the decision with its forms, and the events of the hold's run.
import type { Timeline } from "../../../schema/answers.ts";
import { approvalIdOf } from "../../../schema/ids.ts";
import type { ContactRow, HoldRow } from "../../../schema/shipment.ts";
import { hiddenCount } from "../../../domain/visible-text.ts";
import { shownOf } from "../shown-hold.ts";
import { actionWord, reasonWord } from "../../../schema/words.ts";
import { holdEndText, kindWord } from "../words.ts";
import { DecideDraft, DecidePreview, OtherChoices, RunAgain } from "./decisions.tsx";
import { FlagTags } from "./flags.tsx";
import { Grades } from "./grade.tsx";
import { Draft, Person } from "./hold-material.tsx";
import { HoldMarks } from "./inbox-page.tsx";
import { Page } from "./layout.tsx";
import { ActionForm, Moment, Reason } from "./parts.tsx";
import { Events } from "./provenance.tsx";
import type { View } from "./view.ts";

interface HoldProps {
  readonly view: View;
  readonly hold: HoldRow;
  readonly flags: ContactRow | null;
  readonly timeline: Timeline;
}

export const HoldPage = ({ view, hold, flags, timeline }: HoldProps) => {
  const isOpen = hold.state === "open";
  const entries = timeline.entries.filter((entry) => belongsTo(hold, entry.payload));
  return (
    <Page view={view} title={`${kindWord(hold.kind)}: ${actionWord(hold.action).toLowerCase()}`} intro={introOf(hold)}>
      <p class="tags">
        <span class={`tag kind ${hold.kind}`}>{kindWord(hold.kind)}</span>
        <HoldMarks view={view} hold={hold} />
        <FlagTags flags={flags} />
      </p>
      <div class="columns">
        <div class="material">
          <Person hold={hold} />
          <Draft hold={hold} timeline={timeline} />
        </div>
        <aside class="decide" aria-label="Decision">
          {isOpen ? (
            <Decide view={view} hold={hold} timeline={timeline} />
          ) : (
            <Ended view={view} hold={hold} timeline={timeline} />
          )}
          <section>
            <h2>Why now</h2>
            <p>
              {reasonWord(hold.reason)} <code>{hold.reason}</code>
            </p>
            <Grades hold={hold} />
          </section>
        </aside>
      </div>
      <section id="provenance">
        <h2>How this came about</h2>
        <Events view={view} entries={entries} label="Events of this run" />
      </section>
    </Page>
  );
};

const introOf = (hold: HoldRow): string => {
  if (hold.state !== "open") return "This hold is closed. What was shown then is shown here.";
  return hold.kind === "draft"
    ? "Approving releases exactly the text below, once."
    : "Confirming has a draft written, which is then held again.";
};

/** Whether an event names this hold's run. The signal that began the run names it too. */
function belongsTo(hold: HoldRow, payload: string): boolean {
  const parsed: unknown = JSON.parse(payload);
  return typeof parsed === "object" && parsed !== null && "runId" in parsed && parsed.runId === hold.runId;
}

const Decide = ({ view, hold, timeline }: Omit<HoldProps, "flags">) => {
  const { subject, body } = shownOf(hold);
  const isHidden = hiddenCount(`${subject ?? ""}${body ?? ""}`) > 0;
  return (
    <section>
      <h2>Your decision</h2>
      <p>
        <span class="label">Expires</span> <Moment iso={hold.expiresAt} now={view.now} />
      </p>
      {hold.snoozedUntil && hold.snoozedUntil > view.now.toISOString() && (
        <p>
          <span class="label">Snoozed until</span> <Moment iso={hold.snoozedUntil} now={view.now} />
        </p>
      )}
      {isHidden && (
        <p class="warning">
          The draft has hidden characters. They are written out in the text; look at them before you approve.
        </p>
      )}
      {hold.kind === "preview" ? <DecidePreview view={view} hold={hold} /> : <DecideDraft view={view} hold={hold} />}
      <OtherChoices view={view} hold={hold} version={timeline.version} />
    </section>
  );
};

/** How the hold ended and by whom. While an approval can be taken back, the form for it is shown. */
const Ended = ({ view, hold, timeline }: Omit<HoldProps, "flags">) => {
  const approvalId =
    hold.state === "approved" && hold.draftId && hold.digest && hold.endedBy
      ? approvalIdOf(hold.draftId, hold.digest, hold.endedBy)
      : null;
  const mayUndo = approvalId !== null && timeline.step === "dispatch";
  return (
    <section>
      <h2>What happened</h2>
      <p class={`ended ${hold.state}`}>
        This hold was <strong>{hold.state === "open" ? "opened" : holdEndText(hold.state, hold.endedBy ?? "")}</strong>
        {hold.endedAt && (
          <>
            {", on "}
            <Moment iso={hold.endedAt} now={view.now} />
          </>
        )}
        .
      </p>
      {mayUndo && (
        <ActionForm view={view} path={`/approvals/${approvalId}/undo`} fields={{ contactId: hold.streamId }}>
          <Reason id="undo-why" />
          <button type="submit">Take the approval back</button>
        </ActionForm>
      )}
      <RunAgain view={view} hold={hold} version={timeline.version} />
      <p>
        <a class="button" href="/">
          Back to the inbox
        </a>
      </p>
    </section>
  );
};
