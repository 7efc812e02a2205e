// Says that a hold was graded again while it waited, when, and what is recorded of its company now that its grades before did not have.
import type { HoldRow } from "../../../schema/shipment.ts";
import { arithmeticOf, type GradedAgain } from "../../../schema/shown-hold.ts";
import { companyStatusText, gradeText } from "../../../schema/words.ts";
import { Moment } from "./parts.tsx";
import type { View } from "./view.ts";

/** Whether the hold stayed open while its run was graded again, because a person had edited its draft. */
export const isGradedBeside = (hold: HoldRow): boolean => {
  const { again } = arithmeticOf(hold);
  return again !== undefined && again.hold === undefined && hold.edited && again.at >= hold.openedAt;
};

export const GradedAgainLine = ({ view, hold }: { readonly view: View; readonly hold: HoldRow }) => {
  const { again } = arithmeticOf(hold);
  // After an erasure nothing says where the person worked.
  if (!again || hold.shown === "") return null;
  return (
    <div class="again">
      <p>
        <span class="label">Graded again</span> <Moment iso={again.at} now={view.now} />
        {`: ${gradesText(hold, again)}.`}
        {again.company && ` ${companyStatusText(again.company)}.`}
      </p>
      {again.isTitleCorrected && <p>A person corrected the title, or took a correction back.</p>}
      <Facts label="New" facts={again.arrived} />
      <Facts label="No longer" facts={again.gone} />
      {isGradedBeside(hold) && (
        <p class="warning">A person edited this draft, so it was kept. Read whether it still fits.</p>
      )}
      {again.hold && (
        <p class="hint">
          It took the place of <a href={`/holds/${again.hold}`}>the hold before</a>.
        </p>
      )}
    </div>
  );
};

const Facts = ({ label, facts }: { readonly label: string; readonly facts: readonly string[] }) =>
  facts.length === 0 ? null : (
    <ul class="sum" aria-label={label}>
      {facts.map((fact) => (
        <li>
          {`${label}: `}
          <bdi>{fact}</bdi>
        </li>
      ))}
    </ul>
  );

/** `qualification 0.40 → 0.70, opportunity 0.50 → 0.60`; a grade that stayed is named without an arrow. */
function gradesText({ qualifyBasisPoints, analyzeBasisPoints }: HoldRow, { was }: GradedAgain): string {
  const from = (name: string, before: number, now: number | null): string =>
    now === null || now === before
      ? `${name} ${gradeText(before)} as before`
      : `${name} ${gradeText(before)} → ${gradeText(now)}`;
  return [
    from("qualification", was.qualification, qualifyBasisPoints),
    from("opportunity", was.opportunity, analyzeBasisPoints),
  ].join(", ");
}
