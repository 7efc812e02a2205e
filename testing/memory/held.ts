// Contacts with an open preview hold in a deployment: each step of their run through the port of its stage, without the stages.
import { lookupsOf } from "../../domain/address.ts";
import type { ContactCommand } from "../../schema/commands.ts";
import { type ContactId, runIdOf, type RunId } from "../../schema/ids.ts";
import { performOne } from "../../schema/only-answer.ts";
import { action, grades, lead } from "../contact/scenario.ts";
import type { aDeployment } from "./deployment.ts";

/** What of a deployment is used: a test in workerd has its own. */
type Deployment = Pick<ReturnType<typeof aDeployment>, "crm" | "port" | "systemKey" | "idOf" | "now">;

/** A contact of the deployment, and their run. */
export interface Held {
  readonly contactId: ContactId;
  readonly runId: RunId;
  /** A command of the scenario, as one about this contact. */
  readonly own: <C extends ContactCommand>(command: C) => C;
}

/** The contact of a first lead, at the step `plan`. `phone`: the number that the lead claims. */
export async function leadFrom(deployment: Deployment, email: string, phone?: string): Promise<Held> {
  const contactId = deployment.idOf(email);
  const { signal, ...first } = lead();
  const at = new Date(deployment.now()).toISOString();
  await deployment.crm.upsertContacts([{ id: contactId, email, domain: null, at }]);
  await performOne(deployment.port("ingest"), {
    ...first,
    contactId,
    signal: { ...signal, email } as typeof signal,
    lookups: lookupsOf(deployment.systemKey, { address: email, phone }),
  });
  return { contactId, runId: runIdOf(contactId, first.signalId), own: (command) => ({ ...command, contactId }) };
}

/** The same with an open preview hold. */
export async function holdOf(deployment: Deployment, email: string, phone?: string): Promise<Held> {
  const held = await leadFrom(deployment, email, phone);
  await performOne(deployment.port("planner"), held.own(action(held.runId)));
  await performOne(deployment.port("qualifier"), held.own(grades(held.runId)));
  return held;
}
