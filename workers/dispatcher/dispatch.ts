// The dispatch stage: claims the message (with the last veto, in the object), calls the provider, and records the outcome. The
// claim is in the log before the call, so that after any crash the message is sent once or a person is asked.
import { canonicalAddress } from "../../domain/address.ts";
import { mailIdOf } from "../../domain/mail-id.ts";
import { referencesOf } from "../../domain/mail-thread.ts";
import type { Claim, ClaimAnswer } from "../../schema/answers.ts";
import type { DispatchOutcome } from "../../schema/commands.ts";
import { commandIdOf } from "../../schema/ids.ts";
import { DispatchMessage } from "../../schema/messages.ts";
import { outcomeOfAnswer, type StageOutcome } from "../stage/outcome.ts";
import type { Stage } from "../stage/stage.ts";
import { perform, type Step } from "../stage/step.ts";
import { writeMail } from "./mime.ts";
import type { OutgoingMail, Transport } from "./transports.ts";

export interface DispatchPorts {
  readonly transport: Transport;
  now(): Date;
}

export function dispatchStage(ports: DispatchPorts): Stage<"dispatcher", DispatchMessage, undefined> {
  return {
    queue: "dispatch",
    schema: DispatchMessage,
    read: async () => undefined,
    async handle({ message }) {
      const { approvalId, ...cause } = causeOf(message);
      const commandId = commandIdOf("ClaimDispatch", approvalId);
      const provider = ports.transport.name;
      return perform({ ...cause, type: "ClaimDispatch", commandId, approvalId, provider } as const, (answer) =>
        claimed(message, answer, ports),
      );
    },
  };
}

/** The step after a claim, which the log has. When this delivery may send, it calls the provider and records the outcome. */
async function claimed(
  message: DispatchMessage,
  answer: ClaimAnswer,
  ports: DispatchPorts,
): Promise<Step<"dispatcher">> {
  const { claim } = answer;
  // The claim was refused.
  if (claim === null) return outcomeOfAnswer(answer);
  if (claim.settled !== null) return noted(message, claim, { kind: claim.settled, next: outcomeOfAnswer(answer) });
  const afterSeconds = leaseLeftSeconds(claim, ports);
  if (afterSeconds > 0) return { kind: "retry", reason: "claimed_elsewhere", afterSeconds };
  const { approvalId, runId: _run, follows: _version, ...cause } = causeOf(message);
  const outcome = await deliver(message, claim, ports);
  const settle = {
    ...cause,
    type: "SettleDispatch",
    commandId: commandIdOf("SettleDispatch", approvalId),
    approvalId,
    provider: claim.provider,
    outcome,
  } as const;
  return perform(settle, (settled) => noted(message, claim, { kind: outcome.kind, next: outcomeOfAnswer(settled) }));
}

/**
 * The step that notes a mail which was sent, or may have been, after its outcome is recorded: a CRM that is down makes no send uncertain. The next
 * delivery of the message notes what this one could not.
 */
function noted(
  { contactId }: DispatchMessage,
  { text: { recipient, subject }, claimedAt: at }: Claim,
  { kind, next }: { readonly kind: DispatchOutcome["kind"]; readonly next: StageOutcome },
): Step<"dispatcher"> {
  if (kind === "failed" || next.kind !== "done") return next;
  return perform({ type: "NoteWritten", contactId, recipient, subject, at } as const, () => next);
}

const causeOf = ({ id, contactId, correlationId, approvalId, runId, follows }: DispatchMessage) => ({
  contactId,
  correlationId,
  causationId: id,
  approvalId,
  runId,
  follows,
});

/**
 * The longest run of a queue consumer (15 min of wall time), and a minute for clock differences. Until then the consumer that
 * claimed may still be sending, so an outcome would be a guess.
 * https://developers.cloudflare.com/queues/platform/limits/
 */
const LEASE_SECONDS = 16 * 60;

function leaseLeftSeconds({ resumed, claimedAt, provider }: Claim, { transport, now }: DispatchPorts): number {
  const isRepeatable = transport.idempotent && provider === transport.name;
  if (!resumed || isRepeatable) return 0;
  const secondsSinceClaim = (now().getTime() - Date.parse(claimedAt)) / 1_000;
  return Math.max(0, Math.ceil(LEASE_SECONDS - secondsSinceClaim));
}

async function deliver(message: DispatchMessage, claim: Claim, { transport }: DispatchPorts): Promise<DispatchOutcome> {
  if (claim.resumed && claim.provider !== transport.name) return { kind: "uncertain", reason: "provider_changed" };
  if (claim.resumed && !transport.idempotent) return { kind: "uncertain", reason: "resumed_without_key" };
  const mail = mailOf(message, claim);
  if ("kind" in mail) return mail;
  try {
    return await transport.send(mail);
  } catch (error) {
    if (transport.idempotent) throw error;
    return { kind: "uncertain", reason: "provider_threw" };
  }
}

/** The message for the provider, or the failure of a message that cannot be written. */
function mailOf(
  { contactId }: DispatchMessage,
  { approvalId, idempotencyKey, sender: { person, address }, text, before, claimedAt, witness }: Claim,
): OutgoingMail | Extract<DispatchOutcome, { kind: "failed" }> {
  const { recipient, subject, body, footer, unsubscribeUrl } = text;
  const canonical = canonicalAddress(recipient);
  if (!canonical.ok || canonical.value !== recipient) return { kind: "failed", reason: "recipient_invalid" };
  const messageId = mailIdOf(contactId, idempotencyKey, address);
  const written = writeMail({
    from: { name: person, address },
    to: recipient,
    subject,
    text: `${body}\n\n${footer}`,
    at: new Date(claimedAt),
    messageId,
    references: referencesOf(
      before.map((mail) => (typeof mail === "string" ? mail : mailIdOf(contactId, mail.ours, mail.sender))),
    ),
    unsubscribeUrl,
    witness,
  });
  if (!written.ok) return { kind: "failed", reason: `${written.error.reason}_${written.error.field}` };
  return {
    idempotencyKey,
    contactId,
    approvalId,
    sender: address,
    recipient,
    subject,
    message: written.value,
    messageId,
    at: claimedAt,
  };
}
