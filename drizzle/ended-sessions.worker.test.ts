// Tests the ended sessions in D1: an ended one is found until it could not be used any more.
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { d1EndedSessions } from "./ended-sessions.ts";

const ended = { sessionId: "s1", expiresAt: "2026-11-22T20:00:00.000Z" };
const morning = new Date("2026-11-22T09:00:00.000Z");

it("finds an ended session, also after a repeat, and no other", async ({ expect }) => {
  const sessions = d1EndedSessions(env.EVENTS_0);
  await sessions.end(ended, morning);
  await sessions.end(ended, morning);
  expect([await sessions.has("s1"), await sessions.has("s2")]).toEqual([true, false]);
});

it("forgets a session only a day after it would have expired, when another one ends", async ({ expect }) => {
  const sessions = d1EndedSessions(env.EVENTS_0);
  await sessions.end(ended, morning);
  await sessions.end({ sessionId: "s2", expiresAt: "2026-11-24T08:00:00.000Z" }, new Date("2026-11-23T19:59:59.000Z"));
  expect(await sessions.has("s1")).toBe(true);
  await sessions.end({ sessionId: "s3", expiresAt: "2026-11-24T08:00:00.000Z" }, new Date("2026-11-23T20:00:01.000Z"));
  expect([await sessions.has("s1"), await sessions.has("s2"), await sessions.has("s3")]).toEqual([false, true, true]);
});
