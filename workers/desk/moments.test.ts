// Tests how times are shown to people, and the choices for a snooze.
import { describe, it } from "vitest";
import { distanceText, momentText, snoozeChoices } from "./moments.ts";

const now = new Date("2026-11-22T12:03:20.000Z");

describe("points in time", () => {
  it("are shown in UTC", ({ expect }) => {
    expect(momentText("2026-11-22T23:30:00.000Z")).toBe("22 Nov 2026, 23:30 UTC");
    expect(momentText("not a time")).toBe("not a time");
  });

  it.for([
    ["2026-11-22T12:03:00.000Z", "now"],
    ["2026-11-22T12:04:50.000Z", "in 1 minute"],
    ["2026-11-22T10:03:20.000Z", "2 hours ago"],
    ["2026-11-24T12:03:19.000Z", "in 47 hours"],
    ["2026-11-25T12:03:20.000Z", "in 3 days"],
    ["not a time", ""],
  ])("%s is shown as the distance %j", ([iso, expected], { expect }) => {
    expect(distanceText(iso ?? "", now)).toBe(expected);
  });

  it("are the same choices for a snooze within a quarter of an hour", ({ expect }) => {
    const later = new Date(now.getTime() + 5 * 60_000);
    expect(snoozeChoices(later)).toEqual(snoozeChoices(now));
    expect(snoozeChoices(now)[0]).toEqual({ until: "2026-11-22T16:15:00.000Z", label: "4 hours" });
  });
});
