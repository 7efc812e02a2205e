// Makes scores again that have had their time, or that another policy made. It is bounded, and needs no memory of its own: a score that was made
// again is not due any more, so the next turn goes on with the rest.
import type { ScoresDue } from "../../schema/answers.ts";
import { shortDigestOf } from "../../schema/canonical.ts";
import { ContactId, messageIdOf } from "../../schema/ids.ts";
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

/**
 * Scores the contacts that are due, in the order of their ids, at most `most` of them. Returns how many it looked at. Each day begins at another
 * place of that order, so that contacts whose score cannot be made never keep the turn from the others.
 */
export async function rescore({ port, policy, now, run }: RescorePorts, most = MOST): Promise<number> {
  const at = now().toISOString();
  const { digest } = policyMark(policy, "score");
  const start = placeOf(at.slice(0, 10));
  let after: ContactId | null = start;
  let hasTurned = false;
  let looked = 0;
  while (looked < most) {
    const limit = Math.min(PAGE, most - looked);
    const page: ScoresDue = await askOne(port, { type: "ScoresDue", at, policy: digest, after, limit });
    const due = hasTurned ? page.due.filter(({ contactId }) => contactId <= start) : page.due;
    if (due.length > 0) await run(due.map(deliveryOf));
    looked += due.length;
    if (hasTurned && (page.next === null || due.length < page.due.length)) break;
    hasTurned ||= page.next === null;
    after = page.next;
  }
  return looked;
}

/** A place in the order of contacts' ids, which are digests. */
const placeOf = (day: string): ContactId => ContactId.parse(`ct_${shortDigestOf(["rescore", day])}`);

/** A message that no queue delivered: what fails is due at the next turn. */
function deliveryOf({ contactId, version }: ScoresDue["due"][number]): Delivery {
  const causationId = messageIdOf("score", `${contactId}@${version}`);
  const body: ScoreMessage = scoreMessage({ contactId, correlationId: causationId, causationId, follows: version });
  return { id: body.id, body, attempts: 1, ack: () => undefined, retry: () => undefined };
}
