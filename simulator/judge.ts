// Checks the invariants of a quiet world. A violation begins with the number of the invariant (see README.md) and states what is broken where.
import { canonicalJson } from "../schema/canonical.ts";
import { chainHash } from "../domain/contact/record.ts";
import { type Approval, dueRevisit } from "../domain/contact/state.ts";
import { GENESIS_HASH, type StoredEvent } from "../schema/events.ts";
import type { ContactId, StreamId } from "../schema/ids.ts";
import { conflictLetterIdOf, RECEIPT_CONFLICT } from "../schema/messages.ts";
import { underOwnReceipt } from "../workers/ingest/claim.ts";
import {
  claimsWhileGoing,
  approvedAsDrawn,
  approvedAsShown,
  evidenceExists,
  gatesHeld,
  holdsEndOnce,
  short,
  vetoesListed,
} from "./judge-decisions.ts";
import { gradedAgainWell } from "./judge-grades.ts";
import { scoresHold } from "./judge-scores.ts";
import { optOutOf } from "../domain/rules/opt-out.ts";
import { letterFaults } from "./letters.ts";
import { paidFor } from "./paying-model.ts";
import type { World } from "./world.ts";

/** All violations in a quiet world. */
export async function judge(world: World): Promise<readonly string[]> {
  const streams = world.ledger.streams();
  const contacts = streams.filter((id): id is ContactId => id.startsWith("ct_"));
  const found = [
    ...world.ledger.violations,
    ...acceptedOnce(world),
    ...nothingSwallowed(world),
    ...streams.flatMap((id) => chained(world, id)),
    ...streams.flatMap((id) => foldsToState(world, id)),
    ...contacts.flatMap((id) => gatesHeld(world, id)),
    ...contacts.flatMap((id) => vetoesListed(world, id)),
    ...contacts.flatMap((id) => claimsWhileGoing(world, id)),
    ...contacts.flatMap((id) => holdsEndOnce(world, id)),
    ...contacts.flatMap((id) => approvedAsShown(world, id)),
    ...contacts.flatMap((id) => approvedAsDrawn(world, id)),
    ...contacts.flatMap((id) => scoresHold(world, id)),
    ...contacts.flatMap((id) => gradedAgainWell(world, id)),
    ...contacts.flatMap((id) => finished(world, id)),
    ...contacts.flatMap((id) => sentOnce(world, id)),
    ...deliveriesApproved(world),
  ];
  const letters = await letterFaults({
    ...world,
    masterKey: world.masterKey(),
    isQueued: (text) => world.queues.has("dead-letters", text),
  });
  const evidence = await Promise.all(contacts.map((id) => evidenceExists(world, id)));
  return [
    ...new Set([
      ...found,
      ...letters,
      ...evidence.flat(),
      ...(await knownToCrm(world, contacts)),
      ...(await paidFor(world)),
    ]),
  ];
}

/** I16: whoever wrote to us has a row of the CRM, by which the next stages know the person; an erased person has none. */
async function knownToCrm({ crm, ledger }: World, contacts: readonly ContactId[]): Promise<string[]> {
  const known = contacts.filter((id) => {
    const { contact, events } = ledger.of(id);
    return (
      contact.erasedVersion === null &&
      events.some((event) => event.type === "SignalReceived" && event.payload.kind === "lead")
    );
  });
  const rows = await crm.hydrate(known);
  return known.filter((id) => !rows.get(id)?.contact).map((id) => `I16: ${short(id)} has no row of the CRM`);
}

/** I1: every accepted request has exactly one event. An opt-out with a used receipt has an event, too. */
function acceptedOnce({ accepted, ledger }: World): string[] {
  const events = ledger.streams().flatMap((id) => ledger.of(id).events.flatMap((event) => received(event)));
  const byReceipt = Map.groupBy(events, ({ receipt }) => receipt);
  // A form sends no id, so its repeats may have several receipts, and one event.
  const submissions = Map.groupBy(accepted, ([receipt, { id, source }]) => (source === "form" ? id : receipt));
  const wrong = [...submissions].flatMap(([name, answered]) => {
    const own = answered.flatMap(([receipt]) => byReceipt.get(receipt) ?? []);
    const kinds = own.map(({ kind }) => kind);
    const wishes = kinds.filter((kind) => !optOutOf(kind));
    const isRight = own.length > 0 && wishes.length <= 1 && new Set(kinds).size === own.length;
    return isRight ? [] : [`I1: ${name} has the events ${kinds.join() || "none"}`];
  });
  return [...wrong, ...sameSubmissionTwice(accepted)];
}

/**
 * I15: of the bodies with one receipt, one is recorded; each other one is kept as a letter about which its own contact has a task, or, as an
 * opt-out, is recorded under a receipt of its own.
 */
function nothingSwallowed({ ledger, letters, systemKey }: World): string[] {
  const kept = letters.sent.filter((letter) => letters.isKept(letter));
  const byReceipt = Map.groupBy(ledger.ingested, ({ receipt }) => receipt);
  return [...byReceipt].flatMap(([receipt, messages]) => {
    const bodies = new Map(messages.map((message) => [`${message.contactId} ${message.bodyDigest}`, message]));
    const unkept = [...bodies.values()].filter((message) => {
      const own = underOwnReceipt(systemKey, message).receipt;
      const { events, contact } = ledger.of(message.contactId);
      const isTask = Object.values(contact.tasks).some(({ about }) => about === conflictLetterIdOf(systemKey, own));
      const isLetter = kept.some(({ reason, body }) =>
        reason === RECEIPT_CONFLICT ? isTask && body.includes(own) : body.includes(message.id),
      );
      return !isLetter && !events.some((event) => received(event).some((one) => one.receipt === own));
    });
    return unkept.length > 1 ? [`I15: ${short(receipt)} swallowed ${unkept.length - 1} bodies`] : [];
  });
}

function received(event: StoredEvent): readonly { readonly receipt: string; readonly kind: string }[] {
  if (event.type === "SignalReceived") return [event.payload];
  if (event.type !== "HistoryImported" && event.type !== "OutcomeReported" && event.type !== "ActivityReported")
    return [];
  return [{ receipt: event.payload.receipt, kind: event.type }];
}

/** The same webhook has one receipt, however often it was sent. */
function sameSubmissionTwice(accepted: World["accepted"]): string[] {
  const withIds = [...accepted].filter(([, { source }]) => source !== "form");
  const receipts = Map.groupBy(withIds, ([, { id }]) => id);
  return [...receipts]
    .filter(([, own]) => own.length > 1)
    .map(([id, own]) => `I1: webhook ${id} has ${own.length} receipts`);
}

/** I2 and I11: versions 1 to n without a gap, each on the hash of the one before. */
function chained({ ledger }: World, streamId: StreamId): string[] {
  const { rows, events } = ledger.of(streamId);
  let head = GENESIS_HASH;
  return events.flatMap((event, index) => {
    const row = rows[index]!;
    const wrong: string[] = [];
    if (row.version !== index + 1 || event.version !== row.version || event.streamId !== streamId)
      wrong.push(`I2: ${short(streamId)} has version ${row.version} at place ${index + 1}`);
    if (row.hash !== chainHash(head, row))
      wrong.push(`I11: ${short(streamId)}@${row.version} does not follow from the one before`);
    head = row.hash;
    return wrong;
  });
}

/** I3: the log has all events of the object, and the fold of the log equals the state of an object that wakes now. */
function foldsToState({ ledger, objects }: World, streamId: StreamId): string[] {
  const logged = ledger.of(streamId);
  const own = objects.rowsOf(streamId);
  if (own.length !== logged.rows.length)
    return [`I3: ${short(streamId)} has ${own.length} events, the log ${logged.rows.length}`];
  return canonicalJson(logged.contact) === canonicalJson(objects.stateOf(streamId))
    ? []
    : [`I3: the fold of ${short(streamId)} differs from its object`];
}

/** I9: every run has ended, or its message is a dead letter; every look again that is due was made; every errand is done; no message is left. */
function finished({ ledger, errands, queues, letters, now }: World, streamId: ContactId): string[] {
  const { contact } = ledger.of(streamId);
  const revisit = dueRevisit(contact);
  const open = Object.values(contact.runs).filter(
    ({ runId, step }) =>
      step !== "ended" && !letters.sent.some((letter) => letter.body.includes(runId) && letters.isParked(letter)),
  );
  return [
    ...open.map(({ runId, step }) => `I9: ${short(runId)} stays at ${step}`),
    ...(revisit && Date.parse(revisit.dueAt) < now() ? [`I9: ${short(revisit.runId)} was not looked at again`] : []),
    ...errands.open().map((name) => `I9: ${name} never came through`),
    ...(queues.depth() > 0 ? [`I9: ${queues.depth()} messages are left`] : []),
  ];
}

const needsSending = ({ voided, outcome }: Approval): boolean =>
  voided === null && outcome !== "failed" && outcome !== "uncertain";

/** I4 and I9: the mail of an approval is delivered at most once, and exactly once when nothing voids the approval. */
function sentOnce(world: World, streamId: ContactId): string[] {
  const { ledger } = world;
  const { contact, events } = ledger.of(streamId);
  return Object.values(contact.approvals).flatMap((approval) => {
    const { approvalId } = approval;
    // A person may close an uncertain dispatch as sent. This answer stands, right or wrong.
    const isClosedAsSent = events.some(
      (event) =>
        event.type === "DispatchSucceeded" && event.payload.approvalId === approvalId && event.payload.by !== undefined,
    );
    const delivered = ledger.deliveries.filter((mail) => mail.approvalId === approvalId).length;
    const isVetoed = events.some((event) => event.type === "SafetyVetoed" && event.payload.runId === approval.runId);
    if (delivered > 1) return [`I4: ${short(approvalId)} was delivered ${delivered} times`];
    if (delivered === 1 && approval.outcome === null)
      return [`I9: ${short(approvalId)} was delivered, but no outcome is recorded`];
    return delivered === 0 && needsSending(approval) && !isVetoed && !isClosedAsSent
      ? [`I9: ${short(approvalId)} was never delivered`]
      : [];
  });
}

/** I4: every delivered mail has the idempotency key of a claim. */
function deliveriesApproved({ ledger }: World): string[] {
  return ledger.deliveries.flatMap(({ contactId, approvalId, idempotencyKey }) => {
    const claim = ledger.of(contactId).contact.approvals[approvalId]?.claim;
    return claim?.idempotencyKey === idempotencyKey ? [] : [`I4: ${idempotencyKey} left without an approval`];
  });
}
