// Makes every score again from the open values that its event cites, with the functions that made it, and checks that a role fit is called what
// it is: a model's only with the model's call or an earlier answer, the rule's otherwise.
import type { EventOf } from "../schema/events.ts";
import type { ScorePolicy, Vertical } from "../schema/policy.ts";
import { AddressState, ScoreTerm } from "../schema/score-lists.ts";
import { LEVEL_OF } from "../schema/title-rules.ts";
import { intentsOf } from "../domain/contact/intents.ts";
import { byModel } from "../domain/evidence.ts";
import { isLive } from "../domain/rules/analyze-opportunity.ts";
import { pointsOf, scoredUntil, termsOf, weigh } from "../domain/rules/score.ts";
import { countedIntents, fallbackFit, type IntentSignal, type ScoredTitle } from "../domain/rules/score-terms.ts";
import type { LogContext } from "./context.ts";
import { compare, type Report } from "./faults.ts";
import { citedPolicy } from "./grades-again.ts";
import { type Columns, evidenceOf, type Placed, text, versionOf } from "./placed.ts";
import { basisVersion, titleIn } from "./scored-facts.ts";

type Scored = EventOf<"ContactScored">;

const unevidenced = (field: string, report: Report): void => report({ name: "claim_unevidenced", field });

export function checkScore(event: Scored, placed: Placed, { policies }: LogContext, report: Report): void {
  const row = evidenceOf(event, "contacts")?.columns;
  const version = basisVersion(event);
  if (!row || version === null) return unevidenced(row ? "events" : "contacts", report);
  const rules = event.policy && policies.section("score", event.policy.digest);
  if (!rules) return;
  const vertical = rules.verticals.find(({ slug }) => slug === event.payload.vertical);
  if (!vertical) return report({ name: "score_differs", field: "payload.vertical", found: event.payload.vertical });
  checkCited(event, report);
  checkVertical(event, { vertical, rules }, report);
  checkTitle(event, row, policies, report);
  const intents = checkIntents(event, { placed, version, rules }, report);
  const title = titleIn(row);
  checkAddress(row, placed, version, report);
  checkTerms(event, { title, row, intents, rules }, report);
  checkRoleFit(event, { title, vertical, rules, placed }, report);
  checkWeights(event, { vertical, rules }, report);
  checkUntil(event, { vertical, rules, intents }, report);
}

function checkCited(event: Scored, report: Report): void {
  const cited = citedPolicy(event, "score");
  if (cited) compare(report, "evidence_differs", "provenance.evidence.policy", event.policy?.digest, cited.id);
  else unevidenced("policy.score", report);
  const { evidence } = event.provenance;
  for (const [term, { rows }] of Object.entries(event.payload.terms))
    if (rows.some((place) => place >= evidence.length)) unevidenced(`payload.terms.${term}.rows`, report);
}

interface Rules {
  readonly vertical: Vertical;
  readonly rules: ScorePolicy;
}

/** A vertical other than the default one needs a live fact of the company that the policy names. */
function checkVertical(event: Scored, { vertical, rules }: Rules, report: Report): void {
  const fact = evidenceOf(event, "company_facts")?.columns;
  if (!fact) return compare(report, "claim_unevidenced", "payload.vertical", rules.defaultVertical, vertical.slug);
  const isNamed = vertical.facts.some(
    ({ kind, value }) => kind === fact["kind"] && plain(value) === plain(String(fact["value"])),
  );
  const live = { found: fact["found"] === true, expiresAt: text(fact["expires_at"]) };
  if (!isNamed || !isLive(live, new Date(event.payload.asOf))) unevidenced("payload.vertical", report);
}

const plain = (value: string): string => value.trim().toLowerCase();

/** Checks that the cited title rules have the rule and its level, and that the row has a title. */
function checkTitle(event: Scored, row: Columns, policies: LogContext["policies"], report: Report): void {
  const rule = text(row["title_rule"]);
  if (rule === null) return;
  if (!("title" in row)) return unevidenced("contacts.title", report);
  const cited = citedPolicy(event, "titles");
  if (!cited) return unevidenced("policy.titles", report);
  const known = policies.section("titles", cited.id)?.rules.find(({ id }) => id === rule);
  const level = known ? LEVEL_OF[known.seniority] : "no such rule";
  compare(report, "evidence_differs", "provenance.evidence.contacts.title_level", level, row["title_level"]);
}

/** The signals that counted: those of the stream up to the version that the score was made from. */
function checkIntents(
  event: Scored,
  { placed, version, rules }: { readonly placed: Placed; readonly version: number; readonly rules: ScorePolicy },
  report: Report,
): readonly IntentSignal[] {
  const since = placed.before.erasedVersion ?? 0;
  const known = placed.past.slice(since, version).flatMap(intentsOf);
  const counted = countedIntents(known, rules);
  const cited = event.provenance.evidence.flatMap(({ table, id, columns }) =>
    table === "events" && "intent" in columns
      ? [`${versionOf(placed.contactId, id)} ${String(columns["intent"])} ${String(columns["at"])}`]
      : [],
  );
  const wanted = counted.map((one) => `${one.version} ${one.intent} ${one.at}`);
  compare(report, "score_differs", "provenance.evidence.events", wanted.join(", "), cited.join(", "));
  return counted;
}

/** An address counts as verified when a message came from it; that a mailbox is a function's is sealed with the address. */
function checkAddress(row: Columns, { past, before }: Placed, version: number, report: Report): void {
  const state = AddressState.safeParse(row["address"]).data;
  if (state === "role") return;
  const wrote = past
    .slice(before.erasedVersion ?? 0, version)
    .some((one) => one.type === "SignalReceived" && one.payload.kind === "message");
  compare(report, "score_differs", "provenance.evidence.contacts.address", wrote ? "verified" : "unverified", state);
}

function checkTerms(
  event: Scored,
  {
    title,
    row,
    intents,
    rules,
  }: {
    readonly title: ScoredTitle | null;
    readonly row: Columns;
    readonly intents: readonly IntentSignal[];
    readonly rules: ScorePolicy;
  },
  report: Report,
): void {
  const address = AddressState.safeParse(row["address"]).data ?? "unverified";
  const { asOf, terms } = event.payload;
  const again = termsOf({ title, hasProfile: row["profile"] === true, address, intents, roleFit: null }, asOf, rules);
  for (const term of ScoreTerm.exclude(["role_fit"]).options)
    compare(report, "score_differs", `payload.terms.${term}`, again[term], terms[term]?.basisPoints);
}

/** A role fit says who gave it: the rule, with the rule's own number; or a model, with a call before this event, or kept from an earlier one. */
function checkRoleFit(
  event: Scored,
  { title, vertical, rules, placed }: Rules & { readonly title: ScoredTitle | null; readonly placed: Placed },
  report: Report,
): void {
  const { roleFit, terms } = event.payload;
  const points = terms.role_fit?.basisPoints;
  const { source } = event.provenance;
  if (!roleFit || !title) {
    compare(report, "score_differs", "payload.terms.role_fit", null, points);
    compare(report, "score_differs", "payload.roleFit", title === null, roleFit === undefined);
    return compare(report, "source_not_allowed", "provenance.source", "rule:score@1", source);
  }
  if (roleFit.by === "rule") {
    compare(report, "score_differs", "payload.terms.role_fit", fallbackFit(title, vertical, rules), points);
    compare(report, "source_not_allowed", "provenance.source", "rule_based_fallback", source);
    if (roleFit.because === undefined) unevidenced("payload.roleFit.because", report);
    return;
  }
  if (roleFit.reason === undefined || points === undefined) unevidenced("payload.roleFit.reason", report);
  if (!source.startsWith("llm:"))
    report({ name: "source_not_allowed", field: "provenance.source", expected: "llm:…", found: source });
  if (roleFit.by === "kept") return;
  const call = placed.past.at(-1);
  const isCall =
    call?.type === "LlmCalled" &&
    call.commandId === event.commandId &&
    call.payload.step === "judge_role" &&
    call.payload.outcome === "ok";
  compare(report, "claim_unevidenced", "payload.roleFit.by", source, isCall ? byModel(call.payload) : "no call");
}

function checkWeights(event: Scored, { vertical, rules }: Rules, report: Report): void {
  const { terms, weights, shares, composite, tier } = event.payload;
  const again = weigh(pointsOf(terms), vertical, rules);
  for (const term of ScoreTerm.options) {
    compare(report, "score_differs", `payload.weights.${term}`, again.weights[term], weights[term]);
    compare(report, "score_differs", `payload.shares.${term}`, again.shares[term], shares[term]);
  }
  compare(report, "score_differs", "payload.composite", again.composite, composite);
  compare(report, "score_differs", "payload.tier", again.tier, tier);
  compare(report, "score_differs", "provenance.reason", `tier_${again.tier.toLowerCase()}`, event.provenance.reason);
  compare(report, "score_differs", "provenance.confidence", again.composite / 10_000, event.provenance.confidence);
}

function checkUntil(
  event: Scored,
  { vertical, rules, intents }: Rules & { readonly intents: readonly IntentSignal[] },
  report: Report,
): void {
  const { asOf, terms, roleFit, until } = event.payload;
  const given = { terms: pointsOf(terms), intents, vertical, asOf, because: roleFit?.because };
  compare(report, "score_differs", "payload.until", scoredUntil(given, rules), until);
}
