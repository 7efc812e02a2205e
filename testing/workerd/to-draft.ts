// Brings a contact in workerd to its draft hold: each command through its role's port, and each answer's events into the log.
import { env } from "cloudflare:workers";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import type { Answer } from "../../schema/answers.ts";
import { performOne } from "../../schema/only-answer.ts";
import { action, confirm, draft, grades, lead, runOf } from "../contact/scenario.ts";
import { ports } from "./ports.ts";

/** Appends the events of an answer, as a stage does. */
export async function relay(answer: Answer): Promise<void> {
  const { EVENTS_0 } = env as unknown as { readonly EVENTS_0: D1Database };
  const report = await d1EventLog([EVENTS_0]).append([answer.ship]);
  if (report.appended.length === 0) throw new Error(JSON.stringify(report));
}

/** From a lead to the open draft of its run, `runOf("1")`. */
export async function toDraft(first = lead()): Promise<void> {
  const run = runOf("1");
  await relay(await performOne(ports.ingest, first));
  await relay(await performOne(ports.planner, action(run)));
  await relay(await performOne(ports.qualifier, grades(run)));
  await performOne(ports.desk, confirm(run));
  await relay(await performOne(ports.composer, draft(run)));
}
