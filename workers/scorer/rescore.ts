// Makes scores again that have had their time, or that another policy made. It is bounded, and needs no memory of its own: a score that was made
// again is not due any more, so the next turn goes on with the rest.
import type { ScoresDue } from "../../schema/answers.ts";
import { type ContactId, messageIdOf } from "../../schema/ids.ts";
import { type ScoreMessage, scoreMessage } from "../../schema/messages.ts";
import { type Policy, policyMark } from "../../schema/policy.ts";
import { askOne } from "../../schema/only-answer.ts";
import type { Port } from "../../schema/ports.ts";
import type { Delivery } from "../stage/delivery.ts";

/** The most contacts of a turn: about two minutes of work. */
const MOST = 1_000;
/** As many as a batch of the queue. */
const PAGE = 50;

export interface RescorePorts {
  readonly port: Port<"scorer">;
  readonly policy: Policy;
  readonly now: () => Date;
  /** Runs the score stage over a batch. */
  readonly run: (deliveries: readonly Delivery[]) => Promise<void>;
}

/** Scores the contacts that are due, in the order of their ids, at most `most` of them. Returns how many it looked at. */
export async function rescore({ port, policy, now, run }: RescorePorts, most = MOST): Promise<number> {
  const at = now().toISOString();
  const { digest } = policyMark(policy, "score");
  let after: ContactId | null = null;
  let looked = 0;
  do {
    const limit = Math.min(PAGE, most - looked);
    const page: ScoresDue = await askOne(port, { type: "ScoresDue", at, policy: digest, after, limit });
    if (page.due.length > 0) await run(page.due.map(deliveryOf));
    looked += page.due.length;
    after = page.next;
  } while (after !== null && looked < most);
  return looked;
}

/** A message that no queue delivered: what fails is due at the next turn. */
function deliveryOf({ contactId, version }: ScoresDue["due"][number]): Delivery {
  const causationId = messageIdOf("score", `${contactId}@${version}`);
  const body: ScoreMessage = scoreMessage({ contactId, correlationId: causationId, causationId, follows: version });
  return { id: body.id, body, attempts: 1, ack: () => undefined, retry: () => undefined };
}
