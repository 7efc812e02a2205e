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

it("refuses a step from a turn whose progress another turn has replaced", async ({ expect }) => {
  const work = d1CronWork(env.EVENTS_0);
  await work.replace({ name: "list", from: null, to: "1", at });
  expect(await work.replace({ name: "list", from: null, to: "mine", at })).toBe(false);
  await work.replace({ name: "list", from: "1", to: "2", at });
  expect(await work.replace({ name: "list", from: "1", to: "mine", at })).toBe(false);
  expect(await work.read("list")).toBe("2");
});
