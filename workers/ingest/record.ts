// The queue side of ingest: receipts, the CRM's rows, then the contact's stream; `plan` follows. CRM rows come first and are idempotent,
// so a row may wait for its event, but never an event for its row.
import type { Crm, ReceiptClaim } from "../../drizzle/crm.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import { isFreeMail, registrableDomain } from "../../schema/address.ts";
import type { MessageId } from "../../schema/ids.ts";
import { IngestMessage } from "../../schema/messages.ts";
import { type OptOut, optOutOf } from "../../schema/opt-out.ts";
import type { IngestPort } from "../../schema/ports.ts";
import { outcomeOfAnswer, type StageOutcome } from "../outcome.ts";
import type { Stage } from "../stage.ts";
import { claimOf, isOwnClaim, reportConflict, underOwnReceipt } from "./claim.ts";
import { classifyReply } from "./classify-reply.ts";
import { receiveCommand, type Reply } from "./receive-command.ts";
import { suppressAddress } from "./suppress.ts";

export interface RecordPorts {
  readonly port: Pick<IngestPort, "receive" | "reportConflict" | "addSuppressions">;
  readonly crm: Pick<Crm, "claimReceipts" | "upsertContacts">;
  readonly list: Pick<SuppressionList, "add">;
  readonly systemKey: string;
}

/** What stands for each message's receipt: its own claim, or an earlier one with another body. */
type Claims = ReadonlyMap<MessageId, ReceiptClaim>;

export function recordStage(ports: RecordPorts): Stage<IngestMessage, Claims> {
  return {
    queue: "ingest",
    schema: IngestMessage,
    async read(messages) {
      const standing = await ports.crm.claimReceipts(messages.map(claimOf));
      const claims = new Map(
        messages.flatMap(({ id }, index) => (standing[index] ? [[id, standing[index]] as const] : [])),
      );
      await ports.crm.upsertContacts(messages.filter((message) => isOwn(message, claims)).map(contactOf));
      return claims;
    },
    handle: (message, claims) => (isOwn(message, claims) ? receive(message, ports) : conflict(message, claims, ports)),
  };
}

const isOwn = (message: IngestMessage, claims: Claims): boolean => isOwnClaim(message, claims.get(message.id));

function contactOf({
  contactId: id,
  signal,
  receivedAt: at,
}: IngestMessage): Parameters<Crm["upsertContacts"]>[0][number] {
  const { email } = signal;
  const domain = registrableDomain(email);
  const said = signal.kind === "lead" || signal.kind === "history" ? signal : undefined;
  const name = "name" in signal ? signal.name : undefined;
  return {
    id,
    email,
    name,
    company: said?.company,
    title: said?.title,
    phone: said?.phone,
    domain: isFreeMail(domain) ? null : domain,
    at,
  };
}

async function receive(message: IngestMessage, ports: RecordPorts): Promise<StageOutcome> {
  const { reply, optOut } = readingOf(message);
  if (optOut) return receiveOptOut(message, { optOut, reply, ports });
  const answer = await ports.port.receive(receiveCommand(message, { systemKey: ports.systemKey, reply }));
  // A key of its own later than the first event: somebody who was erased is back. Their row may have been closed when it was written above.
  if ((answer.ship.keySince ?? 1) > 1) await ports.crm.upsertContacts([contactOf(message)]);
  return outcomeOfAnswer(answer);
}

/** What a message's own words say, and whether they are an opt-out. */
function readingOf({ signal }: IngestMessage): { readonly reply: Reply | undefined; readonly optOut: OptOut | null } {
  const reply = signal.kind === "message" ? replyOf(classifyReply(signal)) : undefined;
  return { reply, optOut: optOutOf(signal.kind, reply?.class) };
}

const replyOf = ({ class: as, rule, reason }: ReturnType<typeof classifyReply>): Reply => ({
  class: as,
  rule: `${rule}#${reason}`,
});

/** An opt-out inside a message: the list's rows first, then the contact, then the events of the rows. */
export async function receiveOptOut(
  message: Pick<IngestMessage, "contactId" | "correlationId" | "receipt" | "source" | "signal" | "id">,
  { optOut, reply, ports }: { optOut: OptOut; reply?: Reply | undefined; ports: Omit<RecordPorts, "crm"> },
): Promise<StageOutcome> {
  const { port, list, systemKey } = ports;
  const { revision, commands } = await suppressAddress(message.signal.email, {
    list,
    systemKey,
    cause: optOut.cause,
    commandKey: message.receipt,
  });
  const outcome = outcomeOfAnswer(await port.receive(receiveCommand(message, { systemKey, reply, revision })));
  if (outcome.kind !== "done") return outcome;
  const listed = await Promise.all(commands.map((command) => port.addSuppressions(command)));
  return { ...outcome, ship: [...outcome.ship, ...listed.map(({ ship }) => ship)] };
}

/** A second body that opts out is heard all the same: whoever asks for silence gets it, whatever their sender's ids are worth. */
async function conflict(message: IngestMessage, claims: Claims, ports: RecordPorts): Promise<StageOutcome> {
  const reported = await reportConflict(message, claims.get(message.id), ports.port);
  const { reply, optOut } = readingOf(message);
  if (!optOut || reported.kind !== "done") return reported;
  const heard = await receiveOptOut(underOwnReceipt(message), { optOut, reply, ports });
  return heard.kind === "done"
    ? { ...heard, ship: [...reported.ship, ...heard.ship], next: [...reported.next, ...heard.next] }
    : heard;
}
