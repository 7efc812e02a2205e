// Tests working time at its edges, over weekends, in time zones and over changes of the clocks, and against a walk minute by minute.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { HoursPolicy, Weekday } from "./policy.ts";
import { MINUTE_MS } from "./time.ts";
import { runs } from "../testing/properties.ts";
import { workingTime } from "./working-time.ts";

const hours: HoursPolicy = {
  timeZone: "UTC",
  days: ["monday", "tuesday", "wednesday", "thursday", "friday"],
  from: "09:00",
  to: "17:00",
};
const berlin = { ...hours, timeZone: "Europe/Berlin" };
const HOUR = 60 * MINUTE_MS;

describe("working time", () => {
  it.for([
    ["within a day", "2026-11-02T10:00:00.000Z", "2026-11-02T11:30:00.250Z", 1.5 * HOUR + 250],
    ["before the day begins", "2026-11-02T05:00:00.000Z", "2026-11-02T10:00:00.000Z", HOUR],
    ["after the day ends", "2026-11-02T16:00:00.000Z", "2026-11-02T23:00:00.000Z", HOUR],
    ["one night", "2026-11-02T16:00:00.000Z", "2026-11-03T10:00:00.000Z", 2 * HOUR],
    ["only at night", "2026-11-02T17:00:00.000Z", "2026-11-03T09:00:00.000Z", 0],
    ["a weekend", "2026-11-06T16:00:00.000Z", "2026-11-09T10:00:00.000Z", 2 * HOUR],
    ["only at the weekend", "2026-11-07T09:00:00.000Z", "2026-11-08T17:00:00.000Z", 0],
    ["two weeks", "2026-11-02T09:00:00.000Z", "2026-11-16T09:00:00.000Z", 80 * HOUR],
    ["no time", "2026-11-02T10:00:00.000Z", "2026-11-02T10:00:00.000Z", 0],
    ["backwards", "2026-11-02T12:00:00.000Z", "2026-11-02T10:00:00.000Z", 0],
  ] as const)("counts %s", ([, from, to, expected], { expect }) => {
    expect(workingTime(from, to, hours)).toBe(expected);
  });

  it("is by the wall clock of the time zone, also over a change of the clocks", ({ expect }) => {
    expect(workingTime("2026-11-02T08:00:00.000Z", "2026-11-02T09:00:00.000Z", berlin)).toBe(HOUR);
    expect(workingTime("2026-11-02T07:00:00.000Z", "2026-11-02T08:00:00.000Z", berlin)).toBe(0);
    // Friday 16:00 in summer time to Monday 10:00 in winter time.
    expect(workingTime("2026-10-23T14:00:00.000Z", "2026-10-26T09:00:00.000Z", berlin)).toBe(2 * HOUR);
  });

  it("equals a walk minute by minute", ({ expect }) => {
    const minute = fc.integer({ min: 0, max: 14 * 24 * 60 });
    fc.assert(
      fc.property(
        minute,
        minute,
        fc.constantFrom("UTC", "Asia/Kolkata", "America/New_York"),
        fc.uniqueArray(fc.constantFrom(...Weekday.options), { minLength: 1 }),
        (one, other, timeZone, days) => {
          // The clocks of New York change within these two weeks, at night.
          const start = Date.parse("2026-10-25T00:00:00.000Z");
          const [from, to] = [Math.min(one, other), Math.max(one, other)].map((at) => start + at * MINUTE_MS) as [
            number,
            number,
          ];
          const format = new Intl.DateTimeFormat("en-GB", {
            timeZone,
            weekday: "long",
            hour: "2-digit",
            minute: "2-digit",
          });
          let minutes = 0;
          for (let at = from; at < to; at += MINUTE_MS) {
            const [day = "", time = ""] = format.format(at).split(" ");
            if (days.some((worked) => worked === day.toLowerCase()) && time >= "09:00" && time < "17:00") minutes += 1;
          }
          const found = workingTime(new Date(from).toISOString(), new Date(to).toISOString(), {
            ...hours,
            timeZone,
            days,
          });
          expect(found).toBe(minutes * MINUTE_MS);
        },
      ),
      runs(40),
    );
  });

  it("has hours that a day can have, in a time zone that there is", ({ expect }) => {
    for (const wrong of [
      { from: "17:00", to: "09:00" },
      { from: "9:00" },
      { to: "24:01" },
      { timeZone: "Mars/Olympus" },
      { days: [] },
    ])
      expect(HoursPolicy.safeParse({ ...hours, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
    expect(HoursPolicy.safeParse({ ...hours, to: "24:00" }).success).toBe(true);
  });
});
