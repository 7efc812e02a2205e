// Tests the stored progress of the cron's jobs: of two concurrent turns only one can store its step.
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { d1CronWork } from "./cron-work.ts";

const at = "2026-11-22T00:15:00.000Z";

it("stores the progress of each job under its name", async ({ expect }) => {
  const work = d1CronWork(env.EVENTS_0);
  expect(await work.read("heads")).toBeNull();
  expect(await work.replace({ name: "heads", from: null, to: "1", at })).toBe(true);
  expect(await work.replace({ name: "heads", from: "1", to: "2", at })).toBe(true);
  expect([await work.read("heads"), await work.read("root")]).toEqual(["2", null]);
});

it("refuses a step of a turn when another turn has replaced the progress that it read", async ({ expect }) => {
  const work = d1CronWork(env.EVENTS_0);
  await work.replace({ name: "list", from: null, to: "1", at });
  expect(await work.replace({ name: "list", from: null, to: "late", at })).toBe(false);
  await work.replace({ name: "list", from: "1", to: "2", at });
  expect(await work.replace({ name: "list", from: "1", to: "late", at })).toBe(false);
  expect(await work.read("list")).toBe("2");
});
