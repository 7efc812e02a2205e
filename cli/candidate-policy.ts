// The policy to try: the one in force, with the sections of a file in the place of its own.
import { z } from "zod";
import { linksOf } from "../replay/chain.ts";
import type { LogSource } from "../replay/source.ts";
import { defaultPolicy } from "../schema/default-policy.ts";
import { AdminId } from "../schema/ids.ts";
import { Policy } from "../schema/policy.ts";
import { jsonIn } from "./export-format.ts";
import { CannotRun } from "./shell.ts";

const Sections = Policy.partial();

/** Throws `CannotRun` when the text is no sections of a policy; it says which field is wrong. */
export async function candidatePolicy(text: string, name: string, log: LogSource): Promise<Policy> {
  const value = jsonIn(text);
  if (value === undefined) throw new CannotRun(`${name} is no JSON.`);
  const sections = Sections.safeParse(value);
  if (!sections.success) {
    throw new CannotRun(`${name} is no policy: ${z.prettifyError(sections.error).split("\n").join(" ")}`, {
      advice: "Give whole sections; `npx holdpoint what-if --help` shows how.",
    });
  }
  return { ...(await policyInForce(log)), ...sections.data } as Policy;
}

/** The policy adopted last; the one this version comes with while none was. */
export async function policyInForce(log: LogSource): Promise<Policy> {
  let policy = defaultPolicy;
  for await (const stream of log.streams({ ids: [AdminId.parse("ad_policy")] })) {
    for (const { event } of linksOf(stream)) if (event?.type === "PolicyAdopted") policy = event.payload.policy;
  }
  return policy;
}
