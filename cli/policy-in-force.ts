// The policy that a log has in force: that of its last adoption, or this release's.
import { foldStream } from "../replay/fold.ts";
import { policiesOf } from "../domain/policies.ts";
import type { LogSource } from "../replay/source.ts";
import { AdminId } from "../schema/ids.ts";
import type { Policy } from "../schema/policy.ts";

export async function policyInForce(log: LogSource): Promise<Policy> {
  const policies = policiesOf();
  for await (const stream of log.streams({ ids: [AdminId.parse("ad_policy")] }))
    for (const event of foldStream(stream).events) policies.learn(event);
  return policies.inForce();
}
