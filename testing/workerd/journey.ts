// Runs a new lead through the real stages up to the stage under test, in workerd. Each function returns the message that this
// stage then receives. Each message is delivered in a batch of its own.
import { approvalIdOf, draftIdOf, holdIdOf } from "../../schema/ids.ts";
import {
  composeMessage,
  type ComposeMessage,
  dispatchMessage,
  type DispatchMessage,
  PlanMessage,
  QualifyMessage,
  ScoreMessage,
} from "../../schema/messages.ts";
import { askOne } from "../../schema/only-answer.ts";
import { addressOf, contactNamed, ROSA } from "../people.ts";
import { ingestMessage, type Workerd, workerdDeployment } from "./deployment.ts";

const AT = new Date("2026-11-22T12:00:00.000Z");

/** The cause of a message that follows from another message of the same run. */
const causeIn = (
  { contactId, correlationId, causationId, runId }: QualifyMessage | ComposeMessage,
  follows: number,
) => ({
  contactId,
  correlationId,
  causationId,
  runId,
  follows,
});

export function journey(workerd: Omit<Workerd, "now">) {
  const { deliver, confirm, approve, openHold, typesLogged, ports, list, crm } = workerdDeployment({
    ...workerd,
    now: () => AT,
  });

  const toPlan = async (name: string): Promise<PlanMessage> => {
    const signal = { kind: "lead", email: addressOf(name), name: "Ada Lovelace" } as const;
    const [message] = await deliver(ingestMessage(signal, `1-${name}`, AT));
    return PlanMessage.parse(message);
  };
  /** Her title and what she did are known. */
  const toScore = async (name: string, title = "Director"): Promise<ScoreMessage> => {
    const signal = { kind: "lead", email: addressOf(name), name: "Ada Lovelace", title } as const;
    const messages = await deliver(ingestMessage(signal, `1-${name}`, AT));
    return ScoreMessage.parse(messages.find(({ queue }) => queue === "score"));
  };
  const toQualify = async (name: string): Promise<QualifyMessage> => {
    const [message] = await deliver(await toPlan(name));
    return QualifyMessage.parse(message);
  };
  const toCompose = async (name: string): Promise<ComposeMessage> => {
    const message = await toQualify(name);
    await deliver(message);
    const follows = await confirm(message.contactId);
    return composeMessage(causeIn(message, follows), holdIdOf(message.runId, "preview"));
  };
  const toDispatch = async (name: string): Promise<DispatchMessage> => {
    const message = await toCompose(name);
    await deliver(message);
    const { digest } = await openHold(message.contactId);
    const follows = await approve(message.contactId);
    return dispatchMessage(causeIn(message, follows), approvalIdOf(draftIdOf(message.runId), digest, ROSA));
  };

  return {
    toPlan,
    toScore,
    toQualify,
    toCompose,
    toDispatch,
    typesLogged: (name: string) => typesLogged(contactNamed(name)),
    versionOf: async (name: string): Promise<number> =>
      (await askOne(ports.desk, { type: "Timeline", contactId: contactNamed(name), by: "rosa" })).version,
    ports,
    list,
    crm,
  };
}
