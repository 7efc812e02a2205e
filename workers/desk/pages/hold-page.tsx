// The page of one hold: its material, the decision with its forms, and the events of the hold's run.
import { approvalIdOf } from "../../../schema/ids.ts";
import type { DrawnHold } from "../../../schema/answers.ts";
import { hiddenCount } from "../../../domain/visible-text.ts";
import type { OpenedHold } from "../opened-hold.ts";
import { actionWord, reasonWord, unwritableText } from "../../../schema/words.ts";
import { holdEndText, kindWord } from "../words.ts";
import { DecideDraft, DecidePreview, OtherChoices, RunAgain } from "./decisions.tsx";
import { FlagTags } from "./flags.tsx";
import { Grades } from "./grade.tsx";
import { GradedAgainLine } from "./graded-again.tsx";
import { Draft, Passed, Person } from "./hold-material.tsx";
import { HoldMarks } from "./inbox-page.tsx";
import { heardAtHold } from "../inbound.ts";
import { Heard } from "./inbound.tsx";
import { Page } from "./layout.tsx";
import { ActionForm, Moment, Reason } from "./parts.tsx";
import { PlanLine } from "./plan.tsx";
import { Events } from "./provenance.tsx";
import { ScoreLine } from "./score.tsx";
import { RowDiffers } from "./unreadable.tsx";
import type { View } from "./view.ts";

interface HoldProps {
  readonly view: View;
  readonly opened: OpenedHold;
}

export const HoldPage = ({ view, opened }: HoldProps) => {
  const { hold: drawn, flags, timeline, differing, score, companies } = opened;
  const hold = drawn.row;
  // A form that the hold answers is shown with the person.
  const inbound = heardAtHold(timeline, hold);
  const isOpen = hold.state === "open";
  return (
    <Page view={view} title={`${kindWord(hold.kind)}: ${actionWord(hold.action).toLowerCase()}`} intro={introOf(drawn)}>
      <p class="tags">
        <span class={`tag kind ${hold.kind}`}>{kindWord(hold.kind)}</span>
        <HoldMarks view={view} hold={hold} />
        <FlagTags flags={flags} />
      </p>
      {differing.length > 0 && <RowDiffers differing={differing} />}
      <div class="columns">
        <div class="material">
          <Person hold={hold} companies={companies} />
          {(inbound.latest?.kind === "message" || !inbound.isLatestAnswered) && (
            <Heard view={view} heard={inbound} hold={hold} />
          )}
          <Draft drawn={drawn} timeline={timeline} />
        </div>
        <aside class="decide" aria-label="Decision">
          {isOpen ? <Decide view={view} opened={opened} /> : <Ended view={view} opened={opened} />}
          <section>
            <h2>Why now</h2>
            <p>
              {reasonWord(hold.reason)} <code>{hold.reason}</code>
            </p>
            <PlanLine hold={hold} />
            <Grades hold={hold} companies={companies} />
            <GradedAgainLine view={view} hold={hold} />
            {isOpen ? (
              <ScoreLine view={view} score={score} />
            ) : (
              <p class="hint">
                The score of that time is in <a href={`/contacts/${hold.streamId}/receipt`}>the receipt</a>.
              </p>
            )}
            <Passed gate={drawn.gate} />
          </section>
        </aside>
      </div>
      <section id="provenance">
        <h2>How this came about</h2>
        <Events view={view} entries={timeline.entries} label="Events of this run" />
      </section>
    </Page>
  );
};

const introOf = ({ row: hold, unwritable }: DrawnHold): string => {
  if (hold.state !== "open") return "This hold is closed. What was shown then is shown here.";
  if (unwritable) return "Nothing can be sent from here: read what the contact wants, and answer in another way.";
  return hold.kind === "draft"
    ? "Approving releases exactly the text below, once."
    : "Confirming has a draft written, which is then held again.";
};

const Decide = ({ view, opened: { hold: drawn, timeline } }: HoldProps) => {
  const { row: hold, text, unwritable } = drawn;
  const isHidden = hiddenCount(`${text?.subject ?? ""}${text?.body ?? ""}`) > 0;
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
      {unwritable && <p class="warning">{unwritableText(unwritable)}</p>}
      {isHidden && (
        <p class="warning">
          The draft has hidden characters. They are written out in the text; look at them before you approve.
        </p>
      )}
      {hold.kind === "preview" ? (
        <DecidePreview view={view} drawn={drawn} />
      ) : (
        <DecideDraft view={view} drawn={drawn} />
      )}
      <OtherChoices view={view} hold={hold} version={timeline.version} isSendable={unwritable === null} />
    </section>
  );
};

/** How the hold ended and by whom. While an approval can be taken back, the form for it is shown. */
const Ended = ({ view, opened: { hold: drawn, timeline, replacement } }: HoldProps) => {
  const { row: hold } = drawn;
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
      {replacement && (
        <p>
          <a class="button primary" href={`/holds/${replacement}`}>
            The new one is here
          </a>
        </p>
      )}
      {!replacement && hold.endedBy === "changed" && timeline.step === "compose" && (
        <p>The new draft is being written.</p>
      )}
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
