// Makes a score again under a candidate policy, from the values that its event cites, and reports another tier, vertical or composite. Only the
// recorded scores are made again: under another policy there may have been others, at other times. No score changes anything else.
import { shortDigestOf } from "../schema/canonical.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import type { Policy, ScorePolicy, Vertical } from "../schema/policy.ts";
import type { Contact } from "../domain/contact/state.ts";
import { intentsOf } from "../domain/contact/intents.ts";
import { countedIntents, type ScoredTitle } from "../domain/rules/score-terms.ts";
import { scoredTitle } from "../domain/rules/score-facts.ts";
import type { LogContext } from "./context.ts";
import type { DifferenceReport } from "./differences.ts";
import { citedPolicy } from "./grades-again.ts";
import { text } from "./placed.ts";
import { basisVersion, citedFacts, weighedOf } from "./scored-facts.ts";
import { openSealed } from "./sealed.ts";

type Scored = EventOf<"ContactScored">;

interface Before {
  readonly contact: Contact;
  readonly past: readonly StoredEvent[];
}

/** Reports how a score differs under the candidate policy. */
export function scoreUnder(
  event: Scored,
  { contact, past }: Before,
  candidate: Policy,
  context: LogContext,
  report: DifferenceReport,
): void {
  const recorded = event.policy && context.policies.section("score", event.policy.digest);
  const known = recorded?.verticals.find(({ slug }) => slug === event.payload.vertical);
  const [cited, version] = [citedFacts(event), basisVersion(event)];
  if (!recorded || !known || !cited || version === null) return report.unknown("score", "policy_unknown");
  const rules = candidate.score;
  const vertical = verticalUnder(known, recorded, rules);
  // Which of a company's facts would have chosen a vertical of the candidate is in no event.
  if (!vertical) return report.unknown("score", "not_recorded");
  // The address is sealed with the contact, so that no event says which mailbox it has.
  if (!isSame(recorded.reachability.roleMailboxes, rules.reachability.roleMailboxes))
    return report.unknown("score", "not_recorded");
  const title = titleUnder(event, cited.title, { known, vertical, candidate, context });
  if (title === "sealed") return report.unknown("score", "sealed");
  const isSameQuestion = isSame(questionOf(title, vertical), questionOf(cited.title, known));
  // A model would have been asked another question.
  if (cited.judged !== null && title && !isSameQuestion) return report.unknown("score", "never_asked");
  const intents = countedIntents(past.slice(contact.erasedVersion ?? 0, version).flatMap(intentsOf), rules);
  const { asOf, tier, composite } = event.payload;
  const again = weighedOf({ ...cited, title, intents }, { rules, vertical, asOf });
  const words = (one: Pick<typeof again, "tier" | "composite">): string => `${one.tier} (${exact(one.composite)})`;
  if (again.tier !== tier) report.change("tier", words({ tier, composite }), words(again));
  else if (again.composite !== composite) report.change("score", exact(composite), exact(again.composite));
}

/** To the basis point, so that no change looks like none. */
const exact = (composite: number): string => (composite / 10_000).toFixed(4);

const isSame = (one: unknown, other: unknown): boolean => shortDigestOf(one) === shortDigestOf(other);

/** The candidate's vertical of the same name, when it chooses verticals by the same facts; otherwise the choice is unknown. */
function verticalUnder(known: Vertical, recorded: ScorePolicy, candidate: ScorePolicy): Vertical | undefined {
  const choice = ({ verticals, defaultVertical }: ScorePolicy) => ({
    defaultVertical,
    verticals: verticals.filter(({ facts }) => facts.length > 0).map(({ slug, facts }) => ({ slug, facts })),
  });
  if (!isSame(choice(recorded), choice(candidate))) return undefined;
  return candidate.verticals.find(({ slug }) => slug === known.slug);
}

/** The title as the candidate reads it. `sealed`: it would be read anew, and its words are not open. */
function titleUnder(
  event: Scored,
  recorded: ScoredTitle | null,
  {
    known,
    vertical,
    candidate,
    context,
  }: {
    readonly known: Vertical;
    readonly vertical: Vertical;
    readonly candidate: Policy;
    readonly context: LogContext;
  },
): ScoredTitle | null | "sealed" {
  const index = event.provenance.evidence.findIndex(({ table }) => table === "contacts");
  if (event.provenance.evidence[index]?.columns["title"] === undefined) return null;
  const areRulesSame = citedPolicy(event, "titles")?.id === shortDigestOf(candidate.titles);
  const isLikenessSame = recorded === null || isSame(known.titles, vertical.titles);
  if (areRulesSame && isLikenessSame) return recorded;
  const title = text(openSealed(event, context)?.evidence?.[`${index}.title`]);
  return title === null ? "sealed" : scoredTitle(title, vertical, candidate.titles);
}

/** What a model is asked: the recognised title without its likeness, and the vertical as the prompt describes it. */
const questionOf = (title: ScoredTitle | null, { description, antiProfile, departments }: Vertical) => ({
  title: title && { ...title, likeness: null },
  description,
  antiProfile,
  departments,
});
