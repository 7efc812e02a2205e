// Judges an installation after crashes: compares what it has stored with what it had promised. It shares no code with the product, so that a
// mistake there is not repeated here. Each function returns the broken promises as sentences; empty when everything holds.
import type { AcceptedClick, ClickType, Ledger } from "./ledger.ts";
import type { LoggedEvent, readObjects, StoredLog, StoredRow } from "./state-files.ts";

/** The id of the contact with this address. */
export type ContactOf = (email: string) => string;

/** Everything that the log alone shows. While messages are under way, it is not quiet yet, and some promises are still open. */
export const judgeLog = (ledger: Ledger, log: StoredLog, contactOf: ContactOf): readonly string[] => [
  ...judgeReceipts(ledger, log),
  ...judgeClicks(ledger, log),
  ...judgeSends(log),
  ...judgeOptOuts(ledger, log, contactOf),
  ...judgeRuns(log),
  ...log.deadLetters.map((id) => `${id} is a dead letter`),
];

const ofType = ({ events }: StoredLog, ...types: readonly string[]): readonly LoggedEvent[] =>
  events.filter(({ type }) => types.includes(type));

const countBy = <T>(all: readonly T[], key: (one: T) => unknown): ReadonlyMap<unknown, number> =>
  new Map([...Map.groupBy(all, key)].map(([name, own]) => [name, own.length]));

/** Every accepted webhook is in the log, once. A repeat of a form without ids may have another receipt; one of them is in the log. */
function judgeReceipts({ webhooks }: Ledger, log: StoredLog): readonly string[] {
  const signals = countBy(ofType(log, "SignalReceived"), ({ payload }) => payload["receipt"]);
  const twice = [...signals].filter(([, count]) => count > 1).map(([receipt]) => `${receipt} is in the log twice`);
  const lost = [...Map.groupBy(webhooks, ({ id }) => id).values()]
    .flatMap((answered) => (answered.some(({ receipt }) => signals.has(receipt)) ? [] : answered.slice(0, 1)))
    .map(({ receipt, email, answeredAt }) => `${receipt} of ${email} was accepted at ${time(answeredAt)} and is lost`);
  return [...twice, ...lost];
}

const EVENT_OF_CLICK: Readonly<Record<ClickType, string>> = {
  confirm: "PreviewConfirmed",
  approve: "DraftApproved",
  reject: "DraftRejected",
};

/** Every accepted click is in the log, once; and what was approved is in the outbox once, or was lawfully voided. */
function judgeClicks({ clicks }: Ledger, log: StoredLog): readonly string[] {
  const events = ofType(log, ...Object.values(EVENT_OF_CLICK));
  const counts = countBy(events, ({ type, payload }) => `${type} ${String(payload["holdId"])}`);
  const nameOf = ({ type, holdId }: AcceptedClick): string => `${EVENT_OF_CLICK[type]} ${holdId}`;
  return [
    ...clicks
      .filter((click) => !counts.has(nameOf(click)))
      .map((click) => `${nameOf(click)} was accepted at ${time(click.answeredAt)} and is lost`),
    ...[...counts].filter(([, count]) => count > 1).map(([name]) => `${String(name)} is in the log twice`),
    ...judgeApprovals(log),
  ];
}

/** Each approval in the log, whether its click was answered or not. */
function judgeApprovals(log: StoredLog): readonly string[] {
  const sent = countBy(log.sent, ({ approval_id }) => approval_id);
  const settled = countBy(ofType(log, "DispatchSucceeded"), ({ payload }) => payload["approvalId"]);
  const voided = new Set(ofType(log, "ApprovalVoided").map(({ payload }) => payload["approvalId"]));
  const vetoed = new Set(ofType(log, "SafetyVetoed").map(({ payload }) => payload["runId"]));
  return ofType(log, "DraftApproved").flatMap(({ payload }) => {
    const id = payload["approvalId"];
    const [inOutbox, ends] = [sent.get(id) ?? 0, settled.get(id) ?? 0];
    if (inOutbox === 1 && ends === 1) return [];
    if (inOutbox === 0 && ends === 0 && (voided.has(id) || vetoed.has(payload["runId"]))) return [];
    return [`${String(id)} is approved, ${inOutbox} times in the outbox, and ${ends} times settled`];
  });
}

/** No run is sent twice, and nothing is sent without an approval. */
function judgeSends(log: StoredLog): readonly string[] {
  const runs = new Map(ofType(log, "DraftApproved").map(({ payload }) => [payload["approvalId"], payload["runId"]]));
  const perRun = countBy(log.sent, ({ approval_id, recipient }) => `${String(runs.get(approval_id))} to ${recipient}`);
  const claims = countBy(ofType(log, "DispatchClaimed"), ({ payload }) => payload["runId"]);
  return [
    ...log.sent.filter(({ approval_id }) => !runs.has(approval_id)).map((row) => `${row.approval_id} has no approval`),
    ...[...perRun].filter(([, count]) => count > 1).map(([name]) => `${String(name)} is sent twice`),
    ...[...claims].filter(([, count]) => count > 1).map(([run]) => `${String(run)} is claimed twice`),
  ];
}

const AFTER_OPT_OUT = ["PreviewHeld", "DraftHeld", "DraftApproved", "DispatchClaimed"];

/** After an opt-out was answered, nothing about this person is held, approved, claimed or sent. */
function judgeOptOuts({ webhooks }: Ledger, log: StoredLog, contactOf: ContactOf): readonly string[] {
  return webhooks
    .filter(({ isOptOut }) => isOptOut)
    .flatMap(({ email, answeredAt }) => {
      const stream = contactOf(email);
      const own = log.events.filter(({ streamId }) => streamId === stream);
      const flagged = own.find(({ type, payload }) => type === "ContactFlagged" && payload["flag"] === "unsubscribed");
      if (!flagged) return [`the opt-out of ${email} was accepted at ${time(answeredAt)} and is not in force`];
      return [
        ...own
          .filter(({ type, version }) => AFTER_OPT_OUT.includes(type) && version > flagged.version)
          .map(({ type }) => `${email} has opted out, and then ${type}`),
        ...log.sent
          .filter(({ stream_id, at }) => stream_id === stream && Date.parse(at) > answeredAt)
          .map(({ at }) => `${email} has opted out at ${time(answeredAt)}, and was written to at ${at}`),
      ];
    });
}

const ENDS = [
  "PreviewDismissed",
  "DraftRejected",
  "HoldExpired",
  "HoldVoided",
  "ApprovalVoided",
  "DispatchSucceeded",
  "DispatchFailed",
  "DispatchUncertain",
];

/** Every run has exactly one end, or one open hold. */
function judgeRuns(log: StoredLog): readonly string[] {
  const superseded = new Set(log.events.map(({ payload }) => payload["supersedes"]));
  const runs = Map.groupBy(
    log.events.filter(({ payload }) => payload["runId"] !== undefined),
    ({ payload }) => payload["runId"],
  );
  return [...runs].flatMap(([run, events]) => {
    const states = statesOf(events, superseded.has(run));
    const types = events.map(({ type }) => type).join(" ");
    return states.length === 1 ? [] : [`${String(run)} is ${states.join(" and ") || "unfinished"}: ${types}`];
  });
}

function statesOf(events: readonly LoggedEvent[], isSuperseded: boolean): readonly string[] {
  const has = (type: string): boolean => events.some((event) => event.type === type);
  const ends = events
    .filter(({ type, payload }) => ENDS.includes(type) || (type === "ActionDecided" && payload["action"] === "skip"))
    .map(({ type }) => type);
  if (ends.length > 0) return ends;
  // These end a run that has nothing open, and then leave no other trace.
  if (has("SafetyVetoed")) return ["vetoed"];
  if (isSuperseded) return ["superseded"];
  if (has("DraftHeld")) return has("DraftApproved") ? [] : ["held as a draft"];
  return has("PreviewHeld") && !has("PreviewConfirmed") ? ["held as a preview"] : [];
}

/** Every stream is the same in its object and in the log. */
export function judgeObjects(objects: ReturnType<typeof readObjects>, log: StoredLog): readonly string[] {
  const streams = Map.groupBy(log.rows, ({ stream_id }) => stream_id);
  return [...new Set([...streams.keys(), ...objects.keys()])].flatMap((id) => {
    const [logged, own] = [streams.get(id) ?? [], objects.get(id)?.rows ?? []];
    const isSame = logged.length === own.length && own.every((row, place) => isEqual(row, logged[place]));
    return isSame ? [] : [`${id} differs: ${own.length} events in the object, ${logged.length} in the log`];
  });
}

const isEqual = (one: StoredRow, other: StoredRow | undefined): boolean =>
  one.version === other?.version && one.hash === other.hash && one.body === other.body;

const time = (milliseconds: number): string => new Date(milliseconds).toISOString();
