// Follows the policy in force through a Worker's port. A Worker has no policy of its own: what it decides by is what the log's last adoption says, or
// the default policy before the first one, which its port answers, too.
import { followed } from "../../domain/followed.ts";
import { askOne } from "../../schema/only-answer.ts";
import type { Policy } from "../../schema/policy.ts";
import type { PolicyAnswer } from "../../schema/policy-answer.ts";
import type { Port } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";

/** A role that may ask which policy is in force. */
type Follower = Exclude<PortRole, "dispatcher">;

/** The port's binding. The platform's RPC types do not say which answer belongs to which query; `Port` does. */
interface Binding {
  ask(queries: never): unknown;
}

interface InForce {
  readonly digest: PolicyAnswer["digest"];
  readonly policy: Policy;
}

/**
 * Returns a function that returns the policy in force, kept while the isolate lives. Throws while none is known yet: the caller's messages are tried
 * again, and never decided by another policy. With `patienceMs`, a look that takes longer has failed.
 */
export function followPolicy(now: () => number, patienceMs?: number): (port: Binding) => Promise<Policy> {
  let port: Binding | null = null;
  const look = (known: InForce | null): Promise<InForce> =>
    patienceMs === undefined ? newest(port, known) : within(newest(port, known), patienceMs);
  const inForce = followed({ look, now });
  return async (binding) => {
    // Bindings do not change while the isolate lives.
    port = binding;
    return (await inForce()).policy;
  };
}

async function newest(port: Binding | null, known: InForce | null): Promise<InForce> {
  const query = { type: "PolicyInForce", known: known?.digest ?? null } as const;
  // Every role of `Follower` has the query; the compiler cannot derive that for all of them at once.
  const { digest, policy } = await askOne(port as unknown as Port<Extract<Follower, "planner">>, query);
  if (policy) return { digest, policy };
  if (known?.digest !== digest) throw new Error(`the policy ${digest} was not answered`);
  return known;
}

/** The promise's value; throws when it is not there within `ms`. What it waits for goes on. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the port did not answer in time")), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
