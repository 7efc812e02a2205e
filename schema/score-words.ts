// The closed lists of the score as plain English, for the desk and the CLI. The codes themselves are in score-lists.ts.
import { outcomeWord } from "./draft-words.ts";
import type { RoleFit } from "./events.ts";
import { ModelOutcome } from "./model-call.ts";
import type { Evidence, EvidenceTable, Scalar } from "./provenance.ts";
import type { AddressState, Intent, RoleFitBy, RoleFitReason, ScoreTerm } from "./score-lists.ts";
import { DAY_MS } from "./time.ts";
import type { TitleLevel } from "./title-rules.ts";

export const NOT_SCORED = "not scored yet";

const TERMS: Readonly<Record<ScoreTerm, string>> = {
  seniority: "Seniority",
  role_fit: "Role fit",
  reachability: "Reachability",
  propensity: "Signals of intent",
};
export const termWord = (term: ScoreTerm): string => TERMS[term];

const MISSING: Readonly<Record<ScoreTerm, string>> = {
  seniority: "the title is not known",
  role_fit: "the title is not known",
  reachability: "neither a title nor a public profile is known",
  propensity: "the contact did nothing yet that shows an intent",
};
/** Why a term is left out. */
export const missingTermWord = (term: ScoreTerm): string => MISSING[term];

const JUDGES: Readonly<Record<RoleFitBy, string>> = {
  model: "by a model",
  kept: "by an earlier answer of a model to the same question",
  rule: "by rule: no model judged this role",
};
/** Who judged the role. */
export const judgeWord = (by: RoleFitBy): string => JUDGES[by];

const FITS: Readonly<Record<RoleFitReason, string>> = {
  decides: "the role decides about such a purchase",
  influences: "the role is asked before such a decision",
  uses: "the role would use what we sell",
  gatekeeper: "the role keeps sellers away, or hires people",
  other_department: "the role is in a department that has nothing to do with it",
  too_junior: "the role is too junior",
  anti_profile: "the role is one that is not sought",
  unclear: "the title does not say enough",
};

const Unanswered = ModelOutcome.exclude(["ok"]);

/** Why no model gave the role fit. */
function noModelWord(because: string): string {
  if (because === "vetoed") return "the contact must not be written to, so no model was asked";
  if (because === "list_unreadable") return "the suppression list could not be read, so no model was asked";
  const outcome = Unanswered.safeParse(because);
  return outcome.success ? outcomeWord(outcome.data) : because;
}

/** Who judged the role, and why so: a model's reason, or why the rule stands in for a model. `source` is the event's. */
export function roleFitWords({ by, reason, because }: Omit<RoleFit, "question">, source: string): string {
  const judge =
    by !== "rule" && source.startsWith("llm:") ? `${JUDGES[by]} (${source.slice("llm:".length)})` : JUDGES[by];
  const why = by === "rule" ? because && noModelWord(because) : reason && FITS[reason];
  return why ? `${judge}; ${why}` : judge;
}

const INTENTS: Readonly<Record<Intent, string>> = {
  form: "a form",
  interested_reply: "a reply that asks for something",
  info_request: "a request for information",
  booking: "a booked meeting",
  page: "a look at a page",
  product: "a use of the product",
  not_interested: "“not interested”",
};

const ADDRESSES: Readonly<Record<AddressState, string>> = {
  verified: "the contact wrote from this address",
  unverified: "the contact has not written from this address",
  role: "the address is a function’s, such as info@",
};

const LEVELS: Readonly<Record<TitleLevel, string>> = {
  c_level: "C-level",
  founder_president: "founder or president",
  partner: "partner",
  vp: "vice president",
  director_head: "director or head",
  manager_lead: "manager or lead",
  senior: "senior",
  ic: "leads no team",
};

type Columns = Readonly<Record<string, Scalar>>;
const wordIn = (words: Readonly<Record<string, string>>, value: Scalar | undefined): string =>
  words[String(value)] ?? String(value);

type Counted = (term: ScoreTerm, columns: Columns, asOf: string) => string | null;

const COUNTED: Readonly<Partial<Record<EvidenceTable, Counted>>> = {
  contacts: contactWords,
  companies: (_, columns) => (columns["found"] === false ? "no company row" : "the company’s row"),
  company_facts: (_, columns) => `the company’s ${String(columns["kind"])}: ${String(columns["value"])}`,
  events: (_, columns, asOf) => `${wordIn(INTENTS, columns["intent"])}, ${daysBefore(String(columns["at"]), asOf)}`,
};

/** What a term counted in a row that it cites; null for a row of which nothing is counted. */
export const countedWords = (term: ScoreTerm, { table, columns }: Evidence, asOf: string): string | null =>
  COUNTED[table]?.(term, columns, asOf) ?? null;

function contactWords(term: ScoreTerm, columns: Columns): string | null {
  const { title_level: level, title_rule: rule, department, likeness, address } = columns;
  const gatekeeper = columns["gatekeeper"] === true ? "; decides about people, so that a part of it counts" : "";
  const title = level === undefined ? "" : `${wordIn(LEVELS, level)} (${String(rule)})${gatekeeper}`;
  switch (term) {
    case "seniority":
      return title;
    case "role_fit":
      return `${title}, department ${String(department)}, as like as ${(Number(likeness) / 10_000).toFixed(2)} to a title that is sought`;
    case "reachability":
      return [
        title === "" ? "title not known" : title,
        columns["profile"] === true ? "a public profile" : "no public profile",
        wordIn(ADDRESSES, address),
      ].join("; ");
    case "propensity":
      return null;
  }
}

function daysBefore(at: string, asOf: string): string {
  const days = Math.max(0, Date.parse(asOf) - Date.parse(at)) / DAY_MS;
  return days < 0.05 ? "just before" : `${days.toFixed(1)} days before`;
}
