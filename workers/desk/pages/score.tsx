// Shows a contact's score: short on cards, and on the contact's page with its arithmetic. It informs and orders; it decides nothing.
import type { ExplainedScore, ExplainedTerm } from "../../../replay/explained-score.ts";
import { judgeWord, NOT_SCORED, termWord } from "../../../schema/score-words.ts";
import type { ListedScore } from "../../../schema/shown-score.ts";
import { gradeText } from "../../../schema/words.ts";
import { Moment, Phrase } from "./parts.tsx";
import type { View } from "./view.ts";

const FULL = 10_000;

/** Tier and score on one line, and who judged the role where a rule stood in for a model. */
export const ScoreLine = ({ view, score }: { readonly view: View; readonly score: ListedScore }) => (
  <p class="score">
    <span class="label">Score</span> <ScoreShort score={score} />
    {score !== null && score !== "unreadable" && (
      <>
        {" "}
        in <bdi>{score.vertical}</bdi>
        {score.roleFit === "rule" && <span class="hint">; role fit {judgeWord("rule")}</span>}
        <span class="hint">
          {"; as of "}
          <Moment iso={score.scoredAt} now={view.now} />
        </span>
      </>
    )}
  </p>
);

/** Tier and score in a few characters. */
export const ScoreShort = ({ score }: { readonly score: ListedScore }) => {
  if (score === null) return <span class="none">{NOT_SCORED}</span>;
  if (score === "unreadable") return <span class="tag warn">cannot be read</span>;
  return (
    <>
      <span class={`tag tier tier-${score.tier.toLowerCase()}`}>tier {score.tier}</span>{" "}
      <strong>{gradeText(score.composite)}</strong>
    </>
  );
};

/** The score with each of its terms. */
export const Score = ({ view, score }: { readonly view: View; readonly score: ExplainedScore | null }) => (
  <section class="card scored" id="score">
    <h2>Score</h2>
    {score === null ? (
      <p class="none">{NOT_SCORED}</p>
    ) : (
      <>
        <p>
          <span class={`tag tier tier-${score.tier.toLowerCase()}`}>tier {score.tier}</span>{" "}
          <strong>{gradeText(score.composite)}</strong> in <bdi>{score.vertical}</bdi>
          <span class="hint">
            {", as of "}
            <Moment iso={score.asOf} now={view.now} /> (<a href={`#v${score.version}`}>event {score.version}</a>)
          </span>
        </p>
        <p class="hint">A score orders lists. It decides about no message.</p>
        <ul class="terms">
          {score.terms.map((term) => (
            <li class={term.basisPoints === null ? "missing" : "applied"}>
              <Term term={term} judge={term.term === "role_fit" ? score.judge : null} />
            </li>
          ))}
        </ul>
      </>
    )}
  </section>
);

const Term = ({ term, judge }: { readonly term: ExplainedTerm; readonly judge: string | null }) => {
  const { basisPoints, weight, share, adds, rows, missing } = term;
  if (basisPoints === null) {
    return (
      <p>
        <span class="grade-name">{termWord(term.term)}</span>{" "}
        <span class="none">
          left out: {missing}. Its weight of {gradeText(weight)} goes to the others.
        </span>
      </p>
    );
  }
  return (
    <>
      <p>
        <span class="grade-name">{termWord(term.term)}</span> <strong>{gradeText(basisPoints)}</strong>{" "}
        <span class="hint">
          × weight {gradeText(weight)}
          {share === weight ? "" : `, of the terms that are there ${gradeText(share)}`} = {gradeText(adds)}
        </span>
      </p>
      <meter min={0} max={FULL} value={basisPoints} aria-label={termWord(term.term)}>
        {gradeText(basisPoints)}
      </meter>
      {judge !== null && <p class="hint">Judged {judge}.</p>}
      <ul class="counted">
        {rows.map(({ table, id, says }) => (
          <li>
            <Phrase text={says} /> <code>{`${table} ${id}`}</code>
          </li>
        ))}
      </ul>
    </>
  );
};
