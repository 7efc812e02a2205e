// Shows the two grades with their arithmetic. Grades inform the reviewer; they decide nothing.
import type { HoldRow } from "../../../schema/shipment.ts";
import { arithmeticOf } from "../../../schema/shown-hold.ts";
import { gradeText, incrementWord } from "../../../schema/words.ts";

const FULL = 10_000;

export const Grades = ({ hold }: { readonly hold: HoldRow }) => {
  const { increments, facts, summary } = arithmeticOf(hold);
  const isQualified = hold.verdict === "qualified";
  return (
    <div class="grades">
      {hold.qualifyBasisPoints !== null && (
        <div class="grade">
          <p>
            <span class="grade-name">Qualification</span> <strong>{gradeText(hold.qualifyBasisPoints)}</strong>{" "}
            <span class={`tag ${isQualified ? "good" : "warn"}`}>{isQualified ? "qualified" : "needs review"}</span>
          </p>
          <meter min={0} max={FULL} value={hold.qualifyBasisPoints} aria-label="Qualification">
            {gradeText(hold.qualifyBasisPoints)}
          </meter>
          <ul class="sum">
            {increments.map((increment) => (
              <li class={increment.applied ? "applied" : "missing"}>
                <span class="points">{increment.applied ? `+ ${gradeText(increment.basisPoints)}` : "+ 0.00"}</span>{" "}
                {incrementWord(increment.rule)}
                {!increment.applied && <span class="none"> (no)</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {hold.analyzeBasisPoints !== null && (
        <div class="grade">
          <p>
            <span class="grade-name">Opportunity</span> <strong>{gradeText(hold.analyzeBasisPoints)}</strong>
          </p>
          <meter min={0} max={FULL} value={hold.analyzeBasisPoints} aria-label="Opportunity">
            {gradeText(hold.analyzeBasisPoints)}
          </meter>
          <p class="summary">
            {summary === "" ? `${Object.keys(facts).length} kinds of live facts` : <bdi>{summary}</bdi>}
          </p>
        </div>
      )}
    </div>
  );
};
