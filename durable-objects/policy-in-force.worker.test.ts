// Tests in workerd that objects follow the policy in force: at their next look, by click and by alarm, and not before.
import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { it, vi } from "vitest";
import { LOOK_EVERY_MS } from "../domain/followed.ts";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { eventInRow, type StoredEvent } from "../schema/events.ts";
import { holdIdOf } from "../schema/ids.ts";
import { performOne } from "../schema/only-answer.ts";
import { policyDigest, policyMark } from "../schema/policy.ts";
import { HOUR_MS } from "../schema/time.ts";
import { action, lead, runOf, snooze } from "../testing/contact/scenario.ts";
import { ada } from "../testing/people.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { ports } from "../testing/workerd/ports.ts";
import { toDraft } from "../testing/workerd/to-draft.ts";

const run = runOf("1");
const withHold = (hold: Partial<typeof samplePolicy.hold>) => ({
  ...samplePolicy,
  hold: { ...samplePolicy.hold, ...hold },
});
const adopt = (policy: typeof samplePolicy, replaces: number) =>
  performOne(ports.desk, { type: "AdoptPolicy", policy, replaces, by: "rosa", reason: "own_business", why: "" });
const pass = (ms: number) => vi.setSystemTime(new Date(Date.now() + ms));
const events = async (): Promise<readonly StoredEvent[]> =>
  (await d1EventLog([env.EVENTS_0]).read({ streamId: ada })).map((row) => eventInRow(row));

it("objects decide by the adopted policy from their next look on, by a click, an alarm and a stage's command", async ({
  expect,
}) => {
  await toDraft();
  const snoozed = async (hours: number, by: string) => {
    const until = new Date(Date.now() + hours * HOUR_MS).toISOString();
    return (await performOne(ports.desk, { ...snooze(run, until, by), holdId: holdIdOf(run, "draft") })).refusal;
  };
  await adopt(withHold({ snoozeMaxHours: 1 }), 0);
  pass(LOOK_EVERY_MS);
  expect(await snoozed(2, "rosa")).toEqual({ reason: "invalid", field: "until" });
  expect(await snoozed(1, "ben")).toBeNull();

  const later = withHold({ snoozeMaxHours: 3 });
  await adopt(later, 1);
  pass(100 * HOUR_MS);
  expect(await runDurableObjectAlarm(env.CONTACT.get(env.CONTACT.idFromName(ada)))).toBe(true);
  const expired = (await events()).at(-1);
  expect([expired?.type, expired?.policy]).toEqual(["HoldExpired", policyMark(later, "hold")]);
});

it("a command is decided by the policy that it names, which the object reads when it does not know it, and else not at all", async ({
  expect,
}) => {
  const sooner = { ...samplePolicy, ladder: { followupDays: [1] } };
  const { version } = await adopt(sooner, 2);
  expect(version).toBe(3);
  await performOne(ports.ingest, lead("2"));
  const named = (policy: string) => performOne(ports.planner, { ...action(runOf("2")), policy });
  await expect(named("x".repeat(22))).rejects.toThrow("no answer: failed");
  expect(await named(policyDigest(sooner))).toMatchObject({ refusal: null });
  const decided = (await events()).findLast(({ type }) => type === "ActionDecided");
  expect(decided?.policy).toEqual(policyMark(sooner, "ladder"));
});
