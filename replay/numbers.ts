// Counts the numbers of schema/numbers.ts from the events of a log. It is slow and exact, and shares no code with the counting in the read models:
// tests compare the two, and `holdpoint metrics` prints this one.
import type { StoredEvent } from "../schema/events.ts";
import type { ContactId, StreamId } from "../schema/ids.ts";
import {
  type ClassCount,
  type Counted,
  type Figure,
  type Measured,
  NUMBERS,
  type NumberDimension,
  type NumberId,
  type NumbersQuery,
} from "../schema/numbers.ts";
import { workingTime } from "../schema/working-time.ts";
import { LEAD_ROWS } from "../schema/lead-rows.ts";
import type { HoursPolicy } from "../schema/policy.ts";
import { HOUR_MS } from "../schema/time.ts";
import { foldStream } from "./fold.ts";
import { type Lead, type LeadHold, type LeadScore, leadsOf } from "./leads.ts";
import { evidenceOf } from "./placed.ts";
import type { StreamRows } from "./source.ts";

/** How a number counts a lead. */
interface Rule {
  readonly of: (lead: Lead) => boolean;
  readonly out?: (lead: Lead) => boolean;
  readonly took?: (lead: Lead) => readonly [from: string | null | undefined, to: string | null | undefined];
  /** The part of `took` that counts: all of it, or working time. */
  readonly isWorkingTime?: true;
  readonly sum?: (lead: Lead) => number;
  readonly ratio?: (lead: Lead) => readonly [part: number, whole: number];
  /** The hold whose reviewer the number is divided by. */
  readonly hold?: "preview" | "draft";
}

const isHandedOver = ({ preview }: Lead): boolean => preview?.state === "confirmed";
const isPersons = (hold: LeadHold | null): boolean => hold?.by?.startsWith("policy:") === false;
const isApproved = ({ draft }: Lead): boolean => draft?.state === "approved";
const isSent = ({ sent }: Lead): boolean => sent === "sent";
const hasOutcome = ({ reports }: Lead): boolean =>
  (["opportunity_created", "meeting_booked", "not_ready", "lost"] as const).some((kind) => reports.has(kind));
const every = (): boolean => true;

/** What the calls for a lead cost up to the newest change of its rows. */
function spent({ calls, complete, preview, draft }: Lead, field: "tokens" | "microDollars"): number {
  const last = Math.max(complete ?? 0, preview?.touched ?? 0, draft?.touched ?? 0);
  return calls.filter(({ version }) => version <= last).reduce((sum, call) => sum + call[field], 0);
}

/** A part of the contact's score as the newest row of the lead has it: each row has the score at its own last change. */
function scoreOf(lead: Lead, part: (score: LeadScore) => string | null): string | null {
  const { draft, preview, complete, scores } = lead;
  const found = [draft?.touched, preview?.touched, complete].map((version) => {
    const score = scores.findLast((one) => one.version <= (version ?? 0));
    return score ? part(score) : null;
  });
  return found.find((value) => value !== null) ?? null;
}

/** When the contact was first scored after the lead began, as the lead's rows know it. */
function scoredAt({ draft, preview, complete, scores, beganAt }: Lead): string | null {
  const known = Math.max(draft?.touched ?? 0, preview?.touched ?? 0, complete ?? 0);
  return scores.find(({ version, at, tier }) => tier !== null && version <= known && at >= beganAt)?.at ?? null;
}

/** The billed rows of a lead, by how far it went. */
function rowsOf({ sent, draft, preview }: Lead): number {
  if (sent === "sent") return LEAD_ROWS.sent;
  if (draft?.state === "approved" || draft?.state === "rejected") return LEAD_ROWS.decided;
  if (draft) return LEAD_ROWS.draft;
  return preview ? LEAD_ROWS.preview : LEAD_ROWS.ended;
}

const RULES: Readonly<Record<NumberId, Rule>> = {
  conversion: { of: isHandedOver, out: ({ reports }) => reports.has("opportunity_created"), hold: "preview" },
  time_to_qualification: {
    of: ({ gradedAt }) => gradedAt !== null,
    took: ({ beganAt, gradedAt }) => [beganAt, gradedAt],
  },
  time_to_score: {
    of: (lead) => scoredAt(lead) !== null,
    took: (lead) => [lead.beganAt, scoredAt(lead)],
  },
  handover_acceptance: {
    of: ({ preview }) => (preview?.state === "confirmed" || preview?.state === "dismissed") && isPersons(preview),
    out: isHandedOver,
    hold: "preview",
  },
  false_positives: {
    of: (lead) => isHandedOver(lead) && hasOutcome(lead),
    out: ({ reports }) => reports.has("not_ready"),
    hold: "preview",
  },
  leads: { of: every },
  handed_over: { of: isHandedOver, hold: "preview" },
  skipped: { of: every, out: ({ decision }) => decision?.action === "skip" },
  skip_reasons: { of: ({ decision }) => decision?.action === "skip" },
  veto_hits: { of: ({ hits }) => hits.size > 0 },
  machine_clock: {
    of: ({ preview }) => preview !== null,
    took: ({ beganAt, preview }) => [beganAt, preview?.openedAt],
  },
  preview_clock: {
    of: (lead) => isHandedOver(lead) && isPersons(lead.preview),
    took: ({ preview }) => [preview?.openedAt, preview?.endedAt],
    isWorkingTime: true,
    hold: "preview",
  },
  release_clock: {
    of: isApproved,
    took: ({ draft }) => [draft?.openedAt, draft?.endedAt],
    isWorkingTime: true,
    hold: "draft",
  },
  contact_clock: { of: isApproved, took: ({ beganAt, draft }) => [beganAt, draft?.endedAt], hold: "draft" },
  drafts_approved: {
    of: ({ draft }) => draft?.state === "approved" || draft?.state === "rejected",
    out: isApproved,
    hold: "draft",
  },
  draft_rejections: { of: ({ draft }) => draft?.state === "rejected", hold: "draft" },
  drafts_edited: { of: isApproved, out: ({ draft }) => draft?.edited === true, hold: "draft" },
  words_changed: {
    of: isApproved,
    sum: (lead) => (isApproved(lead) ? (lead.draft?.change?.changed ?? 0) : 0),
    hold: "draft",
  },
  sentences_deleted: {
    of: (lead) => isApproved(lead) && (lead.draft?.change ?? null) !== null,
    ratio: ({ draft }) => [draft?.change?.deleted ?? 0, draft?.change?.sentences ?? 0],
    hold: "draft",
  },
  quick_approvals: {
    of: isApproved,
    out: ({ draft }) => Date.parse(draft?.endedAt ?? "") - Date.parse(draft?.openedAt ?? "") < 5_000,
    hold: "draft",
  },
  plan_fallbacks: { of: ({ plan }) => plan !== null, out: ({ plan }) => plan === "fallback" },
  draft_fallbacks: {
    of: ({ draft }) => draft !== null && draft.writing !== null,
    out: ({ draft }) => draft?.writing !== "written" && draft?.writing !== "rewritten",
    hold: "draft",
  },
  score_fallbacks: {
    of: (lead) => scoreOf(lead, ({ roleFit }) => roleFit) !== null,
    out: (lead) => scoreOf(lead, ({ roleFit }) => roleFit) === "rule",
  },
  mail_sent: { of: isApproved, out: isSent, hold: "draft" },
  mail_bounced: { of: isSent, out: ({ reports }) => reports.has("bounced"), hold: "draft" },
  mail_complained: { of: isSent, out: ({ reports }) => reports.has("complained"), hold: "draft" },
  unsubscribed: { of: isSent, out: ({ reports }) => reports.has("unsubscribed"), hold: "draft" },
  tokens_per_lead: { of: every, sum: (lead) => spent(lead, "tokens") },
  dollars_per_lead: { of: every, sum: (lead) => spent(lead, "microDollars") },
  dollars_per_release: { of: isApproved, sum: (lead) => spent(lead, "microDollars") },
  rows_per_lead: { of: every, sum: rowsOf },
};

/** The values of a lead in a dimension: several where a lead counts more than once. */
function keysOf(lead: Lead, dimension: NumberDimension, rule: Rule): readonly (string | null)[] {
  const hold = rule.hold === undefined ? null : lead[rule.hold];
  switch (dimension) {
    case "day":
      return [lead.beganAt.slice(0, 10)];
    case "source":
      return [lead.source];
    case "population":
      return [lead.decision?.population ?? null];
    case "arm":
      return [lead.decision?.arm ?? null];
    case "started":
      return [lead.startedBy];
    case "vertical":
    case "tier":
      return [scoreOf(lead, (score) => score[dimension])];
    case "policy":
      return [lead.decision?.ladder ?? null];
    case "reviewer":
      return [hold?.by ?? null];
    case "owner":
      return [hold?.owner ?? null];
    case "template":
      return [hold?.template ?? null];
    case "reason":
      return [rule === RULES.draft_rejections ? (hold?.rejection ?? null) : (lead.decision?.reason ?? null)];
    case "hit":
      return [...lead.hits];
  }
}

/** Figures that grow lead by lead. */
function openFigure(hours: HoursPolicy) {
  let [of, out, sum, whole] = [0, 0, 0, 0];
  const times = new Map<number, number>();
  return {
    add(lead: Lead, rule: Rule): void {
      if (rule.sum) sum += rule.sum(lead);
      if (!rule.of(lead)) return;
      of += 1;
      if (rule.out?.(lead)) out += 1;
      const [part, all] = rule.ratio?.(lead) ?? [0, 0];
      sum += part;
      whole += all;
      const [from, to] = rule.took?.(lead) ?? [];
      if (!rule.took) return;
      const took = rule.isWorkingTime
        ? workingTime(from ?? "", to ?? "", hours)
        : Date.parse(to ?? "") - Date.parse(from ?? "");
      times.set(took, (times.get(took) ?? 0) + 1);
    },
    figure: (): Figure => ({ of, out, sum, whole, times: [...times].toSorted(([one], [other]) => one - other) }),
  };
}

/** Counts the messages of which a model was asked, by what it and the rules said. */
function openClassCount({ period, by }: NumbersQuery) {
  const counts = new Map<string, ClassCount>();
  return {
    add(event: StoredEvent): void {
      const day = event.at.slice(0, 10);
      if (event.type !== "SignalReceived" || day < period.from || day > period.to) return;
      const { by_rules: rules, by_model: model } = evidenceOf(event, "receipts")?.columns ?? {};
      const { source, class: own = "" } = event.payload;
      if (!rules && !model) return;
      const said = rules
        ? { byRules: String(rules), byModel: own, counted: "model" }
        : { byRules: own, byModel: String(model), counted: "rules" };
      const counted = { key: by === "source" ? source : day, ...said };
      const name = Object.values(counted).join("\n");
      counts.set(name, { ...counted, messages: (counts.get(name)?.messages ?? 0) + 1 });
    },
    counts: (): readonly ClassCount[] =>
      [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, count]) => count),
  };
}

export interface NumberCount {
  /** Counts the leads of a contact's whole stream. */
  add(stream: StreamRows): void;
  counted(): Counted;
  /** The streams that could not be read to their end: what came later in them is not counted. */
  unreadable(): readonly StreamId[];
}

/** Counts the numbers of a query, stream by stream. It keeps the figures, and no lead. */
export function openNumberCount(query: NumbersQuery): NumberCount {
  const { period, by, now, hours } = query;
  const classes = openClassCount(query);
  const totals = new Map(NUMBERS.map(({ id }) => [id, openFigure(hours)]));
  const groups = new Map(NUMBERS.map(({ id }) => [id, new Map<string | null, ReturnType<typeof openFigure>>()]));
  const broken: StreamId[] = [];
  const waiting = { under4Hours: 0, under1Day: 0, under3Days: 0, older: 0 };

  const count = (lead: Lead): void => {
    for (const { id } of NUMBERS) {
      const rule = RULES[id];
      totals.get(id)?.add(lead, rule);
      const own = groups.get(id);
      for (const key of by === undefined ? [] : keysOf(lead, by, rule)) {
        const figure = own?.get(key) ?? openFigure(hours);
        own?.set(key, figure);
        figure.add(lead, rule);
      }
    }
  };
  const wait = (openedAt: string): void => {
    const hours = (Date.parse(now) - Date.parse(openedAt)) / HOUR_MS;
    if (hours < 4) waiting.under4Hours += 1;
    else if (hours < 24) waiting.under1Day += 1;
    else if (hours < 72) waiting.under3Days += 1;
    else waiting.older += 1;
  };
  const measured = (id: NumberId, isDivided: boolean): Measured => ({
    total: totals.get(id)?.figure() ?? openFigure(hours).figure(),
    groups: isDivided
      ? new Map(
          [...(groups.get(id) ?? [])]
            .map(([key, figure]) => [key, figure.figure()] as const)
            .filter(([, { of }]) => of > 0)
            .toSorted(([one], [other]) => ((one ?? "") < (other ?? "") ? -1 : 1)),
        )
      : null,
  });

  return {
    add: (stream) => {
      const { events, stoppedAt } = foldStream(stream);
      if (stoppedAt !== null) broken.push(stream.streamId);
      for (const event of events) classes.add(event);
      for (const lead of leadsOf(stream.streamId as ContactId, events)) {
        for (const hold of [lead.preview, lead.draft]) if (hold?.state === "open") wait(hold.openedAt);
        const day = lead.beganAt.slice(0, 10);
        if (lead.complete !== null && day >= period.from && day <= period.to) count(lead);
      }
    },
    counted: () => ({
      numbers: new Map(NUMBERS.map((number) => [number.id, measured(number.id, by !== undefined && by in number.by)])),
      openHolds: waiting,
      classes: classes.counts(),
      deadLetters: null,
      refusedBodies: null,
    }),
    unreadable: () => broken,
  };
}
