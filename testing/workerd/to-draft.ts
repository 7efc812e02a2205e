// Brings a contact in workerd to its draft hold, each command through its role's port. Also performs a command without a port.
import { env } from "cloudflare:workers";
import type { ObjectVerbs } from "../../durable-objects/host/object.ts";
import type { Answer } from "../../schema/answers.ts";
import type { ContactCommand } from "../../schema/commands.ts";
import type { Queue } from "../../schema/lists.ts";
import type { WithShipment } from "../../schema/object-calls.ts";
import { onlyAnswer, performOne } from "../../schema/only-answer.ts";
import { action, confirm, draft, grades, lead, runOf } from "../contact/scenario.ts";
import { ports } from "./ports.ts";

/** From a lead to the open draft of its run, `runOf("1")`. */
export async function toDraft(first = lead()): Promise<void> {
  const run = runOf("1");
  await performOne(ports.ingest, first);
  await performOne(ports.planner, action(run));
  await performOne(ports.qualifier, grades(run));
  await performOne(ports.desk, confirm(run));
  await performOne(ports.composer, draft(run));
}

/**
 * Performs a stage's command in its contact's object without a port: the log does not get the events, as when a port ends before its
 * append. The answer has what the port would have appended.
 */
export async function performUnlogged(
  command: ContactCommand,
  sends: Queue | null = null,
): Promise<WithShipment<Answer>> {
  const { CONTACT } = env as unknown as { readonly CONTACT: DurableObjectNamespace };
  // The platform's RPC types lose which command has which answer; `ObjectVerbs` has it.
  const object = CONTACT.get(CONTACT.idFromName(command.contactId)) as unknown as ObjectVerbs;
  return onlyAnswer(await object.perform([{ type: "Relay", command, sends }]));
}
