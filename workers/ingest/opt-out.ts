// Opt-outs at the door: list row, contact and log, all before the answer. A sender who hears 200 will never be written to again.
import type { Crm } from "../../drizzle/crm.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import type { ContactId } from "../../schema/ids.ts";
import { messageIdOf, receiptOf } from "../../schema/ids.ts";
import type { IngestMessage } from "../../schema/messages.ts";
import { optOutOf } from "../../domain/rules/opt-out.ts";
import type { IngestPort } from "../../schema/ports.ts";
import type { StageOutcome } from "../stage/outcome.ts";
import { claimOf, isOwnClaim, reportConflict, underOwnReceipt } from "./claim.ts";
import { receiveCommand } from "./receive-command.ts";
import { receiveOptOut } from "./record.ts";
import { suppressAddress } from "./suppress.ts";

export interface OptOutPorts {
  readonly port: Pick<IngestPort, "receive" | "reportConflict" | "addSuppressions">;
  readonly list: Pick<SuppressionList, "add">;
  readonly log: Pick<EventLog, "append">;
  readonly crm: Pick<Crm, "hydrate" | "claimReceipts">;
  readonly systemKey: string;
}

/**
 * Records a bounce, complaint or unsubscribe that a provider reports, and claims its receipt, so that another body under it is a conflict.
 * Under a receipt that another body has it is heard first, and then reported. Throws when any part did not come through: the sender tries again.
 */
export async function recordOptOut(message: IngestMessage, ports: OptOutPorts): Promise<void> {
  const optOut = optOutOf(message.signal.kind);
  if (!optOut) throw new Error(`${message.signal.kind} is no opt-out`);
  const [claim] = await ports.crm.claimReceipts([claimOf(message)]);
  const isOwn = isOwnClaim(message, claim);
  await shipAll(await receiveOptOut(isOwn ? message : underOwnReceipt(message), { optOut, ports }), ports);
  if (!isOwn) await shipAll(await reportConflict(message, claim, ports.port), ports);
}

/**
 * Records a click on a contact's own unsubscribe link. It works any number of times: whoever was let back onto the list since is taken off again.
 * Throws when any part did not come through.
 */
export async function recordUnsubscribe(contactId: ContactId, ports: OptOutPorts): Promise<void> {
  const { port, list, systemKey, crm } = ports;
  const contact = (await crm.hydrate([contactId])).get(contactId)?.contact;
  // Everybody who was ever written to has a row; without it there is no address to suppress, and nobody may be told it worked.
  if (!contact) throw new Error("a link to a contact without a row");
  // Nothing is known of this person any more: who was erased is on the list for good.
  if (contact.email === "") return;
  const { revision, commands } = await suppressAddress(contact.email, { list, systemKey, cause: "unsubscribe" });
  const receipt = receiptOf("unsubscribe-link", `${contactId}:${revision}`);
  const command = receiveCommand(
    {
      contactId,
      receipt,
      source: "unsubscribe-link",
      correlationId: receipt,
      id: messageIdOf("ingest", receipt),
      signal: { kind: "unsubscribe", email: contact.email },
    },
    { systemKey, revision },
  );
  const answers = [
    await port.receive(command),
    ...(await Promise.all(commands.map((one) => port.addSuppressions(one)))),
  ];
  await shipAll({ kind: "done", ship: answers.map(({ ship }) => ship), next: [] }, ports);
}

async function shipAll(outcome: StageOutcome, { log }: OptOutPorts): Promise<void> {
  if (outcome.kind !== "done") throw new Error(`opt-out not recorded: ${outcome.reason}`);
  const shipments = outcome.ship.filter(({ events }) => events.length > 0);
  if (shipments.length === 0) return;
  const { failed, conflicts } = await log.append(shipments);
  if (failed.length + conflicts.length > 0) throw new Error("the log does not have the opt-out");
}
