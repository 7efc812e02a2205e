// Makes the timeline, hold, card and flags of a sample lead (leads.ts), as the log and the databases would have them.
import { type DraftMaterial, JUDGEMENT } from "../../domain/draft/given.ts";
import { weigh } from "../../domain/rules/score.ts";
import type { ContactCard } from "../../drizzle/desk-reads.ts";
import type { TimelineEntry } from "../../schema/answers.ts";
import { sha256, shortDigestOf, shortened } from "../../schema/canonical.ts";
import { ContactId, draftIdOf, holdIdOf, runIdOf } from "../../schema/ids.ts";
import type { Provenance } from "../../schema/provenance.ts";
import type { ContactRow, HoldRow, HoldShown } from "../../schema/shipment.ts";
import { samplePolicy } from "../sample-policy.ts";
import type { ShownScore } from "../../schema/shown-score.ts";
import { citedShare, type Writing, type WritingWords } from "../../schema/written-draft.ts";
import { SAMPLE_COMPANY } from "./companies.ts";
import { hoursFromNow, type Lead, type LeadScore, type LeadWriting } from "./leads.ts";

const NO_FLAGS = {
  doNotContact: false,
  bounced: false,
  unsubscribed: false,
  replied: false,
  sequenceClosed: false,
  erased: false,
};
const HELD_FOOTER =
  "Robin Sample, Sample Works Ltd, 1 Sample Street, 10115 Berlin, Germany\nIf you do not want to hear from us again: https://desk.example/u/k1.ct_1.abc";

export interface SampleContact {
  readonly contactId: ContactId;
  readonly hold: HoldRow;
  readonly card: ContactCard;
  readonly flags: ContactRow;
  readonly score: ShownScore | null;
  readonly entries: readonly TimelineEntry[];
}

export function contactOf(lead: Lead): SampleContact {
  const contactId = ContactId.parse(`ct_${shortened(sha256(lead.email))}`);
  const runId = runIdOf(contactId, "sample");
  const holdId = holdIdOf(runId, lead.hold);
  const draftId = lead.hold === "draft" ? draftIdOf(runId) : null;
  const digest = lead.draft ? shortDigestOf(lead.draft) : null;
  const { name, email, company, title, wrote } = lead;
  const shown: HoldShown = {
    name,
    email,
    company,
    title,
    wrote,
    subject: lead.draft?.subject ?? null,
    body: lead.draft?.body ?? null,
    footer: lead.draft ? HELD_FOOTER : null,
  };
  const facts = lead.facts ?? {};
  const kinds = Object.keys(facts);
  const arithmetic = {
    increments: [
      { rule: "base", basisPoints: 4_000, applied: true },
      { rule: "company_known", basisPoints: 3_000, applied: lead.grade >= 7_000 },
      { rule: "role_or_seniority_known", basisPoints: 3_000, applied: lead.grade >= 10_000 },
    ],
    facts,
    summary:
      kinds.length === 0
        ? "no live facts"
        : kinds.map((kind) => `${kind}: two planners (jobs.example, 2026-11-01)`).join("; "),
    // The company of this lead is the sample company.
    ...(lead.key === "ada" ? { company: `${SAMPLE_COMPANY}@1` } : {}),
  };
  const hold: HoldRow = {
    holdId,
    streamId: contactId,
    version: 7,
    runId,
    kind: lead.hold,
    state: "open",
    action: lead.action,
    reason: lead.reason,
    verdict: lead.verdict,
    qualifyBasisPoints: lead.grade,
    analyzeBasisPoints: 5_000 + kinds.length * 1_000,
    arithmetic: JSON.stringify(arithmetic),
    openedAt: hoursFromNow(lead.opened),
    expiresAt: hoursFromNow(lead.opened + 72),
    snoozedUntil: null,
    assignedTo: lead.assignedTo ?? null,
    marked: lead.marked ?? false,
    endedAt: null,
    endedBy: null,
    draftId,
    digest,
    shown: JSON.stringify(shown),
    source: lead.source ?? "website",
    beganAt: hoursFromNow(lead.opened),
    population: lead.plan ? "agentic" : "scripted",
    arm: lead.plan?.arm ?? "scripted",
    template: draftId && `${lead.action}@1`,
    writing: null,
    edited: false,
    words: null,
    changedWords: null,
    sentences: null,
    deletedSentences: null,
    rejection: null,
    plan: lead.plan ? JSON.stringify(lead.plan) : null,
    vertical: null,
    tier: null,
    roleFit: null,
    scoredAt: null,
    tokens: 0,
    microDollars: 0,
  };
  return {
    contactId,
    hold,
    entries: entriesOf(lead, hold, shown),
    card: {
      id: contactId,
      email,
      name,
      companyName: company,
      title,
      domain: email.split("@").at(-1) ?? null,
      companyId: null,
      updatedAt: hoursFromNow(lead.opened),
    },
    flags: {
      streamId: contactId,
      version: 1,
      sequence: lead.action === "initial" ? 0 : 1,
      lastSentAt: lead.action === "initial" ? null : hoursFromNow(-90),
      ...NO_FLAGS,
      bounced: lead.isBounced ?? false,
      sends: "{}",
    },
    score: lead.score ? shownScore(lead.score, lead) : null,
  };
}

const weighed = ({ terms, vertical }: LeadScore) => {
  const of = samplePolicy.score.verticals.find(({ slug }) => slug === vertical);
  if (!of) throw new Error(`the policy has no vertical ${vertical}`);
  return weigh(terms, of, samplePolicy.score);
};

function shownScore(score: LeadScore, { opened }: Lead): ShownScore {
  const { tier, composite } = weighed(score);
  return {
    vertical: score.vertical,
    tier,
    composite,
    roleFit: score.roleFit?.by ?? null,
    scoredAt: hoursFromNow(opened),
  };
}

const MODEL_OF_ROLES = `llm:deepseek-flash@${shortened(sha256("role"))}`;

/** The event of the score, with one row as evidence for each term. */
function scoredEvent(
  score: LeadScore,
  { opened }: Lead,
  streamId: ContactId,
): { readonly payload: object; readonly why: Provenance } {
  const { vertical, terms, roleFit } = score;
  const result = weighed(score);
  const at = hoursFromNow(opened);
  const title = { title_rule: "title.head", title_level: "director_head", department: "operations", likeness: 8_200 };
  return {
    payload: {
      vertical,
      asOf: at,
      terms: Object.fromEntries(
        Object.entries(terms).map(([term, basisPoints]) => [
          term,
          { basisPoints, rows: [term === "propensity" ? 1 : 0] },
        ]),
      ),
      ...result,
      ...(roleFit ? { roleFit: { ...roleFit, question: shortDigestOf({ vertical, roleFit }) } } : {}),
      until: null,
    },
    why: {
      confidence: result.composite / 10_000,
      reason: `tier_${result.tier.toLowerCase()}`,
      source: !roleFit ? "rule:score@1" : roleFit.by === "rule" ? "rule_based_fallback" : MODEL_OF_ROLES,
      evidence: [
        { table: "contacts" as const, id: streamId, columns: { address: "unverified", profile: true, ...title } },
        { table: "events" as const, id: `${streamId}@1`, columns: { intent: "form", at } },
      ],
    },
  };
}

function entriesOf(lead: Lead, hold: HoldRow, shown: HoldShown): readonly TimelineEntry[] {
  const entry = (
    version: number,
    type: string,
    writer: string,
    content: { payload?: object; words?: object; why: Partial<Provenance> },
  ): TimelineEntry => ({
    version,
    type,
    writer,
    at: hoursFromNow(lead.opened),
    payload: JSON.stringify({ ...(type === "ContactScored" ? {} : { runId: hold.runId }), ...content.payload }),
    provenance: JSON.stringify({
      confidence: 1,
      reason: "first_contact",
      source: "rule:ladder@1",
      evidence: [
        {
          table: "events",
          id: `${hold.streamId}@${Math.max(version - 1, 1)}`,
          columns: { sequence: 0, last_sent_at: null },
        },
      ],
      ...content.why,
    }),
    words: content.words ? JSON.stringify(content.words) : null,
    sealed: content.words !== undefined,
    hash: sha256(hold.streamId, String(version)),
  });
  const { name, email, company, title, wrote } = lead;
  const received = {
    payload: { kind: "lead", source: "website" },
    why: { reason: "lead", source: "webhook:website" },
    words: {
      signal: {
        kind: "lead",
        email,
        ...(name ? { name } : {}),
        ...(company ? { company } : {}),
        ...(title ? { title } : {}),
        ...(wrote ? { text: wrote } : {}),
      },
    },
  };
  const decided = { payload: { action: lead.action, reason: lead.reason, sequence: 0 }, why: { reason: lead.reason } };
  const graded = {
    payload: { verdict: lead.verdict, basisPoints: lead.grade },
    why: {
      reason: lead.verdict,
      source: "rule:qualify@1",
      confidence: lead.grade / 10_000,
      evidence: [{ table: "companies" as const, id: "co_1", columns: { status: "known", found: true } }],
    },
  };
  const analyzed = {
    payload: { basisPoints: hold.analyzeBasisPoints },
    why: { reason: "facts", source: "rule:analyze@1", confidence: 0.6 },
  };
  const held = {
    payload: { holdId: hold.holdId, action: lead.action, expiresAt: hold.expiresAt },
    why: { reason: "held", source: "rule:hold@1" },
  };
  const { written } = lead;
  const drafted = {
    payload: {
      holdId: hold.holdId,
      draftId: hold.draftId,
      digest: hold.digest,
      template: lead.action,
      action: lead.action,
      expiresAt: hold.expiresAt,
      ...(written ? { writing: openWriting(written) } : {}),
    },
    why: written
      ? {
          reason: lead.reason,
          source: `llm:deepseek-flash@${shortened(sha256("prompt"))}`,
          confidence: citedShare(written.claims),
        }
      : { reason: lead.reason, source: `template:${lead.action}` },
    words: {
      recipient: email,
      subject: shown.subject,
      body: shown.body,
      footer: shown.footer,
      unsubscribeUrl: "https://desk.example/u/k1.ct_1.abc",
      ...(written ? { writing: sealedWriting(written, hold.streamId) } : {}),
    },
  };
  return [
    entry(1, "SignalReceived", "ingest", received),
    entry(2, "ActionDecided", "planner", decided),
    entry(3, "QualificationGraded", "qualifier", graded),
    entry(4, "OpportunityAnalyzed", "qualifier", analyzed),
    entry(5, "PreviewHeld", "object", held),
    ...(lead.draft
      ? [
          entry(6, "PreviewConfirmed", "desk", {
            payload: { by: "linus" },
            why: { reason: "confirmed", source: "human:linus" },
          }),
          entry(7, "DraftHeld", "object", drafted),
        ]
      : []),
    ...(lead.score
      ? [entry(lead.draft ? 8 : 6, "ContactScored", "scorer", scoredEvent(lead.score, lead, hold.streamId))]
      : []),
  ];
}

/** The part of a writing record that the log has in the clear. */
const openWriting = ({ outcome, offences, flags, claims }: LeadWriting): Writing => ({
  outcome,
  offences: [...offences],
  flags: [...flags],
  claims: claims.length,
});

/** The part of a writing record that the log has only sealed: the words. */
const sealedWriting = ({ given, claims, replies }: LeadWriting, contactId: ContactId): WritingWords => ({
  given: JSON.stringify({
    judgement: JUDGEMENT,
    action: "reply",
    sequence: 0,
    sources: given.map(({ about, text, table }, index) => ({
      ref: `S${index + 1}`,
      about,
      text,
      row: { table, id: table === "contacts" ? contactId : `${table}_${index}`, columns: { found: true } },
      column: null,
    })),
    theirs: { addresses: [], phones: [] },
    markers: [],
  } satisfies DraftMaterial),
  claims: [...claims],
  replies: [...replies],
});
