// Policies that a person adopts in a simulated world, at any moment. Objects follow what the log has, stages look for it every ten seconds, as the
// product's do (durable-objects/host/policies-of.ts, workers/stage/follow-policy.ts).
import { LOOK_EVERY_MS } from "../domain/followed.ts";
import { type Policies, policiesOf } from "../domain/policies.ts";
import { AdminId } from "../schema/ids.ts";
import { performOne } from "../schema/only-answer.ts";
import type { Policy } from "../schema/policy.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { Actor } from "./call-gate.ts";
import type { Followed, RolePorts, Surroundings } from "./consumers.ts";
import type { Ledger } from "./ledger.ts";

export const POLICY_STREAM = AdminId.parse("ad_policy");

/** What objects and stages of a world follow: the adoptions of its log. */
export function followingIn({ ledger, now }: Pick<Surroundings, "ledger" | "now">): Followed {
  const book = policiesOf([samplePolicy]);
  const learned = (): Policies => {
    for (const event of ledger.of(POLICY_STREAM).events) book.learn(event);
    return book;
  };
  let looked: { readonly at: number; readonly policy: Policy } | null = null;
  return {
    objects: {
      section: (section, digest) => learned().section(section, digest),
      whole: (digest) => learned().whole(digest),
      inForce: () => learned().inForce(),
      adoption: () => learned().adoption(),
      mostCallsPerRun: () => learned().mostCallsPerRun(),
    },
    ofBatch: () => {
      if (!looked || now() - looked.at >= LOOK_EVERY_MS) looked = { at: now(), policy: learned().inForce() };
      return looked.policy;
    },
  };
}

/** Adopts a policy as a person does at the desk. False when it is to be tried again. */
export async function adoptNow(
  ports: RolePorts,
  actor: Actor,
  { ledger, policy }: { readonly ledger: Ledger; readonly policy: Policy },
): Promise<boolean> {
  const replaces = ledger.of(POLICY_STREAM).events.length;
  const wish = { type: "AdoptPolicy", policy, replaces, by: "rosa", reason: "own_business", why: "" } as const;
  const { refusal, logged } = await performOne(ports.open("desk", actor), wish);
  return refusal === null && logged;
}
