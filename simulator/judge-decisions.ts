// Invariants of the decisions in a stream: gates, ends of holds, approvals, and evidence (I4 to I7, I14).
import { citationIn } from "../domain/company/citations.ts";
import { evolve } from "../domain/contact/evolve.ts";
import { type Contact, emptyContact, lookupsIn } from "../domain/contact/state.ts";
import { canonicalJson } from "../schema/canonical.ts";
import type { Gate, StoredEvent } from "../schema/events.ts";
import { type ContactId, DISPATCH_STREAM, type StreamId } from "../schema/ids.ts";
import type { World } from "./world.ts";

/** The beginning of an id, enough to find it in a log. */
export const short = (id: string): string => id.slice(0, 9);

type Guarded = Extract<
  StoredEvent,
  { type: "ActionDecided" | "PreviewHeld" | "DraftHeld" | "DraftApproved" | "DispatchClaimed" }
>;
const isGuarded = (event: StoredEvent): event is Guarded =>
  ["ActionDecided", "PreviewHeld", "DraftHeld", "DraftApproved", "DispatchClaimed"].includes(event.type);

/** Each event with the state of the contact before it. */
export function* withStates(
  { ledger }: World,
  streamId: StreamId,
): Generator<readonly [before: Contact, event: StoredEvent]> {
  const { rows, events } = ledger.of(streamId);
  let contact = emptyContact;
  for (const [index, event] of events.entries()) {
    yield [contact, event];
    contact = evolve(contact, event, rows[index]!.hash);
  }
}

/** I4: no hold, approval or claim that a flag forbids at its version, or the list at the revision that the gate carries. */
export function gatesHeld(world: World, streamId: ContactId): string[] {
  return [...withStates(world, streamId)].flatMap(([before, event]) => {
    if (!isGuarded(event)) return [];
    const { gate, runId } = event.payload;
    const at = `I4: ${event.type} of ${short(streamId)}@${event.version}`;
    if (event.type === "ActionDecided" && !gate)
      return event.payload.action === "skip" && event.payload.vetoedAt ? [] : [`${at} has neither gate nor veto`];
    if (!gate) return [`${at} has no gate`];
    const wrong: string[] = [];
    const flags = Object.entries(before.flags).filter(([, isSet]) => isSet);
    if (flags.length > 0) wrong.push(`${at} although ${flags.map(([flag]) => flag).join()}`);
    if (canonicalJson(gate.flags) !== canonicalJson(before.flags)) wrong.push(`${at} read other flags than there were`);
    if (before.erased) wrong.push(`${at} of an erased contact`);
    if (event.type !== "ActionDecided" && before.runs[runId]?.action === "skip") wrong.push(`${at} of a skip`);
    return [...wrong, ...listHeld(world, before, { gate, event, at })];
  });
}

/** The contact was not listed at the gate's revision, and the list was really read for this contact at this revision. */
function listHeld(
  { ledger }: World,
  before: Contact,
  { gate, event, at }: { readonly gate: Gate; readonly event: Guarded; readonly at: string },
): string[] {
  const digests = lookupsIn(before, event.payload.runId).flatMap((lookup) => Object.values(lookup));
  const asOf = ledger.listRows.filter(({ revision }) => revision <= gate.revision);
  const onList = digests.filter((digest) => asOf.findLast((row) => row.digest === digest)?.op === "add");
  // The planner checks only the digest that it knows. Digests that became known later are checked when the hold opens.
  const checked = event.type === "ActionDecided" ? digests.slice(0, 1) : digests;
  const isRead = ledger.readings.some(
    (reading) =>
      reading.revision === gate.revision &&
      reading.at <= Date.parse(event.at) &&
      checked.every((digest) => reading.digests.has(digest)),
  );
  return [
    ...(onList.length > 0 ? [`${at} although suppressed at revision ${gate.revision}`] : []),
    ...(isRead ? [] : [`${at} without a reading of all its entries at revision ${gate.revision}`]),
  ];
}

/** I4: a veto by the list has an entry for what the run looks up, and not for what another lead claimed. */
export function vetoesListed(world: World, streamId: ContactId): string[] {
  const { listRows } = world.ledger;
  return [...withStates(world, streamId)].flatMap(([before, event]) => {
    if (event.type !== "SafetyVetoed" || !event.payload.hits.includes("suppressed")) return [];
    const { revision, runId } = event.payload;
    const own = new Set(lookupsIn(before, runId).flatMap((lookup) => Object.values(lookup)));
    const isListed = listRows.some((row) => row.revision <= revision && own.has(row.digest));
    return isListed ? [] : [`I4: SafetyVetoed of ${short(streamId)}@${event.version} without an entry for its run`];
  });
}

const HOLD_ENDS = [
  "PreviewConfirmed",
  "PreviewDismissed",
  "DraftApproved",
  "DraftRejected",
  "HoldExpired",
  "HoldVoided",
];

/** I5: each hold ends exactly once, and is opened once. */
export function holdsEndOnce({ ledger }: World, streamId: ContactId): string[] {
  const { events } = ledger.of(streamId);
  const opened = events.flatMap((event) =>
    event.type === "PreviewHeld" || event.type === "DraftHeld" ? [event.payload.holdId] : [],
  );
  const ended = events.flatMap((event) =>
    HOLD_ENDS.includes(event.type) && "holdId" in event.payload ? [event.payload.holdId] : [],
  );
  return [
    ...opened
      .filter((id) => ended.filter((one) => one === id).length !== 1)
      .map((id) => `I5: hold ${short(id)} ended ${ended.filter((one) => one === id).length} times`),
    ...(new Set(opened).size === opened.length ? [] : [`I5: ${short(streamId)} opened a hold twice`]),
  ];
}

/** I6: an approval has the digest of the draft at that time, and a claim has the digest of its approval. */
export function approvedAsShown(world: World, streamId: ContactId): string[] {
  return [...withStates(world, streamId)].flatMap(([before, event]) => {
    if (event.type === "DraftApproved" && before.holds[event.payload.holdId]?.digest !== event.payload.digest)
      return [`I6: ${short(streamId)}@${event.version} approves another draft than was shown`];
    if (event.type === "DispatchClaimed" && before.approvals[event.payload.approvalId]?.digest !== event.payload.digest)
      return [`I6: ${short(streamId)}@${event.version} claims another draft than was approved`];
    return [];
  });
}

/** I14: the words that were approved are those that the desk drew for this person. */
export function approvedAsDrawn({ ledger, objects }: World, streamId: ContactId): string[] {
  const stream = objects.streamOf(streamId);
  return Object.values(stream.contact.approvals).flatMap(({ approvalId, by, digest, textVersion }) => {
    const words = stream.open(textVersion);
    if (!words) return [];
    const seen = ledger.drawn.filter((drawing) => drawing.by === by && drawing.digest === digest);
    if (seen.length === 0) return [`I14: ${short(approvalId)} approves a text that was not drawn for ${by}`];
    return seen.some(({ text }) => Object.entries(text).some(([field, value]) => words[field] !== value))
      ? [`I14: ${short(approvalId)} approves another text than was drawn`]
      : [];
  });
}

/** I7: evidence refers to existing rows or to earlier events. The shape of evidence is checked when the event is parsed. */
export async function evidenceExists({ ledger, crm }: World, streamId: ContactId): Promise<string[]> {
  const rows = (await crm.hydrate([streamId])).get(streamId);
  return ledger.of(streamId).events.flatMap((event) =>
    event.provenance.evidence.flatMap(({ table, id, columns }) => {
      const at = `I7: ${event.type} of ${short(streamId)}@${event.version} cites ${table} ${id}`;
      if (table === "events") {
        const [stream, version] = id.split("@");
        return stream === streamId && Number(version) >= 1 && Number(version) < event.version ? [] : [at];
      }
      if (table === "contacts" && columns["found"] === true) return rows?.contact?.id === id ? [] : [at];
      const company = columns["found"] === true ? citationIn({ table, id, columns }) : null;
      if (company) return ledger.of(company.companyId).events.length >= company.version ? [] : [at];
      return [];
    }),
  );
}

/** I25: each claim names a resumption, or no version while nobody had stopped sending before. */
export function claimsWhileGoing({ ledger }: World, streamId: ContactId): string[] {
  const switches = ledger.of(DISPATCH_STREAM).events;
  return ledger.of(streamId).events.flatMap((event) => {
    if (event.type !== "DispatchClaimed") return [];
    const { dispatching = 0 } = event.payload.gate;
    if (dispatching === 0 || switches[dispatching - 1]?.type === "DispatchResumed") return [];
    return [`I25: the claim of ${streamId}@${event.version} was made at version ${dispatching} of the stop switch`];
  });
}
