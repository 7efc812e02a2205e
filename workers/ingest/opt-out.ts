// Records opt-outs before the answer: first the list's rows, then the events of contact and list. After a 200 the person will not be
// written to again.
import type { Crm } from "../../drizzle/crm.ts";
import type { SuppressionList } from "../../drizzle/suppression-list.ts";
import type { ContactId } from "../../schema/ids.ts";
import { messageIdOf, receiptOf } from "../../schema/ids.ts";
import type { IngestMessage } from "../../schema/messages.ts";
import { optOutOf } from "../../domain/rules/opt-out.ts";
import { askOne } from "../../schema/only-answer.ts";
import type { Port } from "../../schema/ports.ts";
import { ended, record } from "../stage/step.ts";
import { asClaimed, claimOf, conflictCommand, isOwnClaim, underOwnReceipt } from "./claim.ts";
import { receiveCommand } from "./receive-command.ts";
import { optOutCommands, type SignalCommand } from "./record.ts";
import { suppressAddresses } from "./suppress.ts";

export interface OptOutPorts {
  readonly port: Port<"ingest">;
  readonly list: Pick<SuppressionList, "add">;
  readonly crm: Pick<Crm, "hydrate" | "claimReceipts">;
  readonly systemKey: string;
}

/**
 * Records a bounce, complaint or unsubscribe that a provider reports, and claims its receipt, so that another body under it is a
 * conflict. When another body already has the receipt, the opt-out is recorded and the conflict reported. Throws when any part fails:
 * the sender then retries.
 */
export async function recordOptOut(message: IngestMessage, ports: OptOutPorts): Promise<void> {
  const optOut = optOutOf(message.signal.kind);
  if (!optOut) throw new Error(`${message.signal.kind} is not an opt-out`);
  const atLeast = await askOne(ports.port, { type: "ListRevision" });
  const [claim] = await ports.crm.claimReceipts([claimOf(message)]);
  const isOwn = isOwnClaim(message, claim);
  const recorded = claim && isOwn ? asClaimed(message, claim) : underOwnReceipt(ports.systemKey, message);
  const commands = await optOutCommands(recorded, {
    optOut,
    ports,
    atLeast,
  });
  await recordNow([...commands, ...(isOwn ? [] : [conflictCommand(message)])], ports);
}

/**
 * Records a click on a contact's unsubscribe link. It works any number of times, also after the suppression was lifted. Throws
 * when any part fails.
 */
export async function recordUnsubscribe(contactId: ContactId, ports: OptOutPorts): Promise<void> {
  const { list, systemKey, crm } = ports;
  const contact = (await crm.hydrate([contactId])).get(contactId)?.contact;
  // Every contact that was written to has a row. Without it there is no address to suppress, and the page must not report
  // success.
  if (!contact) throw new Error("the contact of an unsubscribe link has no row");
  // The contact was erased: its row has no address, and the list still has its entries.
  if (contact.email === "") return;
  const atLeast = await askOne(ports.port, { type: "ListRevision" });
  const { revision, commands } = await suppressAddresses([contact.email], {
    list,
    systemKey,
    cause: "unsubscribe",
    atLeast,
  });
  const receipt = receiptOf(systemKey, "unsubscribe-link", `${contactId}:${revision}`);
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
  await recordNow([command, ...commands], ports);
}

/** No model is called for an unsubscribe link. */
const NOTHING_KEPT = (): void => undefined;

/** Sends the commands in one call of the port. Throws when one of them is not recorded, or not in the log. */
async function recordNow(commands: readonly SignalCommand[], { port }: OptOutPorts): Promise<void> {
  const [outcome] = await ended<"ingest">([record(...commands)], port, NOTHING_KEPT);
  if (outcome?.kind !== "done") throw new Error(`opt-out not recorded: ${outcome?.reason}`);
}
