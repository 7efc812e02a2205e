// Stops and resumes sending in a simulated world, as a person does at the desk.
import { performOne } from "../schema/only-answer.ts";
import type { Actor } from "./call-gate.ts";
import type { RolePorts } from "./consumers.ts";
import type { Ledger } from "./ledger.ts";

/** Stops sending. Throws when there is no answer. */
export const stopNow = (ports: RolePorts, actor: Actor) =>
  performOne(ports.open("desk", actor), { type: "Stop", by: "rosa", reason: "incident", why: "a test" });

/** Resumes sending when it is stopped. False when it is to be tried again. */
export async function resumeNow(ports: RolePorts, actor: Actor, { list }: Pick<Ledger, "list">): Promise<boolean> {
  const row = list.dispatching.now();
  if (!row?.isStopped) return row !== null;
  const wish = { type: "Resume", stopped: row.version, by: "rosa", reason: "mistake", why: "" } as const;
  const { refusal } = await performOne(ports.open("desk", actor), wish);
  return refusal === null && list.dispatching.now()?.isStopped === false;
}
