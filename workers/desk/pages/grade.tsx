// Shows the two grades with their arithmetic, in the order in which the plan had them made. Grades inform the reviewer; they decide nothing.
import type { HoldRow } from "../../../schema/shipment.ts";
import { arithmeticOf, countedCompany, planOf } from "../../../schema/shown-hold.ts";
import { SCRIPTED_PLAN } from "../../../schema/shown-plan.ts";
import { gradeText, incrementWord } from "../../../schema/words.ts";
import { CountedCompany, type CompanyNames } from "./counted-company.tsx";

const FULL = 10_000;

export const Grades = ({ hold, companies }: { readonly hold: HoldRow; readonly companies: CompanyNames }) => {
  const { order } = planOf(hold) ?? SCRIPTED_PLAN;
  return (
    <div class="grades">
      {order.map(({ stage, planned }) => {
        if (stage === "qualify") return <Qualification hold={hold} planned={planned} companies={companies} />;
        return stage === "analyze_opportunity" ? <Opportunity hold={hold} planned={planned} /> : null;
      })}
    </div>
  );
};

interface GradeProps {
  readonly hold: HoldRow;
  readonly planned: boolean;
}

/** A mark for a grade that the plan did not have, and that was made all the same. */
const NotPlanned = ({ planned }: Pick<GradeProps, "planned">) =>
  planned ? null : (
    <>
      {" "}
      <span class="tag">not planned</span>
    </>
  );

const Qualification = ({ hold, planned, companies }: GradeProps & { readonly companies: CompanyNames }) => {
  if (hold.qualifyBasisPoints === null) return null;
  const isQualified = hold.verdict === "qualified";
  return (
    <div class="grade">
      <p>
        <span class="grade-name">Qualification</span> <strong>{gradeText(hold.qualifyBasisPoints)}</strong>{" "}
        <span class={`tag ${isQualified ? "good" : "warn"}`}>{isQualified ? "qualified" : "needs review"}</span>
        <NotPlanned planned={planned} />
      </p>
      <meter min={0} max={FULL} value={hold.qualifyBasisPoints} aria-label="Qualification">
        {gradeText(hold.qualifyBasisPoints)}
      </meter>
      <ul class="sum">
        {arithmeticOf(hold).increments.map((increment) => (
          <li class={increment.applied ? "applied" : "missing"}>
            <span class="points">{increment.applied ? `+ ${gradeText(increment.basisPoints)}` : "+ 0.00"}</span>{" "}
            {incrementWord(increment.rule)}
            {increment.rule === "company_known" && countedCompany(hold) && (
              <>
                {": "}
                <CountedCompany hold={hold} names={companies} />
              </>
            )}
            {!increment.applied && <span class="none"> (no)</span>}
          </li>
        ))}
      </ul>
    </div>
  );
};

const Opportunity = ({ hold, planned }: GradeProps) => {
  if (hold.analyzeBasisPoints === null) return null;
  const { facts, summary } = arithmeticOf(hold);
  return (
    <div class="grade">
      <p>
        <span class="grade-name">Opportunity</span> <strong>{gradeText(hold.analyzeBasisPoints)}</strong>
        <NotPlanned planned={planned} />
      </p>
      <meter min={0} max={FULL} value={hold.analyzeBasisPoints} aria-label="Opportunity">
        {gradeText(hold.analyzeBasisPoints)}
      </meter>
      <p class="summary">
        {summary === "" ? `${Object.keys(facts).length} kinds of live facts` : <bdi>{summary}</bdi>}
      </p>
    </div>
  );
};
