// Tests the reader of times: in all spellings of forms and programs, without a guess.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusFile } from "../../testing/corpora.ts";
import { spelledTimes } from "../../testing/form-cases.ts";
import { runs } from "../../testing/properties.ts";
import { isBeyond, readTime } from "./read-time.ts";

describe("is read", () => {
  it.for<[unknown, string]>([
    ["2026-11-27T16:05:00Z", "16:05:00.000Z"],
    ["2026-11-27t16:05:00z", "16:05:00.000Z"],
    ["2026-11-27T16:05:00.5Z", "16:05:00.500Z"],
    ["2026-11-27T16:05:00,25Z", "16:05:00.250Z"],
    ["2026-11-27T16:05:00.123456789Z", "16:05:00.123Z"],
    ["2026-11-27T17:05:00+01:00", "16:05:00.000Z"],
    ["2026-11-27T17:05:00+0100", "16:05:00.000Z"],
    ["2026-11-27T17:05:00+01", "16:05:00.000Z"],
    ["2026-11-27T11:05:00-05:00", "16:05:00.000Z"],
    ["2026-11-27T11:05:00\u221205:00", "16:05:00.000Z"],
    ["2026-11-27T21:35:00+05:30", "16:05:00.000Z"],
    ["2026-11-27T16:05:00+0000", "16:05:00.000Z"],
    ["2026-11-27T16:05:00-00:00", "16:05:00.000Z"],
    ["2026-11-27T16:05:00", "16:05:00.000Z"],
    ["2026-11-27T16:05", "16:05:00.000Z"],
    ["2026-11-27T16:05Z", "16:05:00.000Z"],
    ["2026-11-27 16:05:00", "16:05:00.000Z"],
    ["2026-11-27 16:05", "16:05:00.000Z"],
    ["2026-11-27  16:05:00 ", "16:05:00.000Z"],
    ["2026-11-27 16:05:00 UTC", "16:05:00.000Z"],
    ["2026-11-27 16:05:00 +0000 UTC", "16:05:00.000Z"],
    ["2026-11-27 17:05:00 +0100", "16:05:00.000Z"],
    ["2026-11-27 17:05:00+01", "16:05:00.000Z"],
    ["2026-11-27 16:05:00.000000", "16:05:00.000Z"],
    ["2026-11-27_16:05:00", "16:05:00.000Z"],
    ["2026-11-27, 16:05", "16:05:00.000Z"],
    ["2026-11-27 4:05 PM", "16:05:00.000Z"],
    ["2026-11-27 4:05 p.m.", "16:05:00.000Z"],
    ["2026/11/27 16:05:00", "16:05:00.000Z"],
    ["2026.11.27 16:05", "16:05:00.000Z"],
    ["20261127T160500Z", "16:05:00.000Z"],
    ["20261127T1605Z", "16:05:00.000Z"],
    ["20261127", "00:00:00.000Z"],
    ["2026-11-27", "00:00:00.000Z"],
    ['"2026-11-27T16:05:00Z"', "16:05:00.000Z"],
    ["\u200e2026-11-27T16:05:00Z", "16:05:00.000Z"],
    ["２０２６-11-27 16:05", "16:05:00.000Z"],
    ["2026-11-27T17:05:00+01:00[Europe/Berlin]", "16:05:00.000Z"],
    [1_795_795_500, "16:05:00.000Z"],
    ["1795795500", "16:05:00.000Z"],
    [1_795_795_500_250, "16:05:00.250Z"],
    ["1795795500250", "16:05:00.250Z"],
    [1_795_795_500.5, "16:05:00.500Z"],
    ["1795795500.123", "16:05:00.123Z"],
    ["1795795500123456", "16:05:00.123Z"],
    ["1795795500123456789", "16:05:00.123Z"],
    ["/Date(1795795500000)/", "16:05:00.000Z"],
    ["/Date(1795795500000+0100)/", "16:05:00.000Z"],
    ["Fri, 27 Nov 2026 16:05:00 +0000", "16:05:00.000Z"],
    ["Fri, 27 Nov 2026 17:05:00 +0100 (CET)", "16:05:00.000Z"],
    ["Fri, 27 Nov 2026 16:05:00 GMT", "16:05:00.000Z"],
    ["27 Nov 2026 11:05 EST", "16:05:00.000Z"],
    ["27 November 2026 16:05", "16:05:00.000Z"],
    ["27-Nov-2026 16:05:00", "16:05:00.000Z"],
    ["27th November 2026", "00:00:00.000Z"],
    ["Friday, November 27, 2026 4:05 PM", "16:05:00.000Z"],
    ["November 27, 2026 at 4:05 pm", "16:05:00.000Z"],
    ["Nov 27, 2026 @ 4:05 pm", "16:05:00.000Z"],
    ["Nov 27, 2026", "00:00:00.000Z"],
    ["Fri Nov 27 2026 17:05:00 GMT+0100 (Central European Standard Time)", "16:05:00.000Z"],
    ["Fri Nov 27 16:05:00 2026", "16:05:00.000Z"],
    ["Fri Nov 27 16:05:00 UTC 2026", "16:05:00.000Z"],
    ["11/27/2026 4:05 PM", "16:05:00.000Z"],
    ["11/27/2026 16:05", "16:05:00.000Z"],
    ["11/27/2026, 4:05:00 PM", "16:05:00.000Z"],
    ["27/11/2026 16:05", "16:05:00.000Z"],
    ["27.11.2026 16:05", "16:05:00.000Z"],
    ["27.11.2026, 16:05:00", "16:05:00.000Z"],
    ["27. 11. 2026", "00:00:00.000Z"],
    ["27-11-2026", "00:00:00.000Z"],
    [["2026-11-27T16:05:00Z"], "16:05:00.000Z"],
  ])("%j", ([value, time], { expect }) => {
    expect(readTime(value)).toBe(`2026-11-27T${time}`);
  });

  it.for([
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
    ["2026-11-27T24:00:00Z", "2026-11-28T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["05.03.2026", "2026-03-05T00:00:00.000Z"],
    ["03/05/2026 1:00 AM", "2026-03-05T01:00:00.000Z"],
    ["03/05/2026 12:00 AM", "2026-03-05T00:00:00.000Z"],
    ["04/04/2026", "2026-04-04T00:00:00.000Z"],
  ] as const)("%s", ([value, time], { expect }) => {
    expect(readTime(value)).toBe(time);
  });
});

it.for([
  "",
  " ",
  "yesterday",
  "now",
  "soon",
  "next Friday",
  "16:05",
  "2026",
  "2026-11",
  "0000-00-00 00:00:00",
  "0001-01-01T00:00:00Z",
  "2026-02-29T10:00:00Z",
  "2026-02-30",
  "2026-13-01",
  "2026-11-31",
  "2026-11-27T25:00:00Z",
  "2026-11-27T16:60:00Z",
  "2026-11-27T16:05:61Z",
  "2026-11-27T24:00:01Z",
  "2026-11-27T16:05:00+25:00",
  "2026-11-27T16:05:00 XYZ",
  "03/05/2026",
  "3/5/2026 16:05",
  "27 Foo 2026",
  "13:00 PM",
  "2026-11-27 13:05 PM",
  "2026-11-27T16:05:00Z 2026-11-28T16:05:00Z",
  "about 2026-11-27",
  "1",
  17,
  "0",
  -1,
  0,
  1e300,
  Number.NaN,
  null,
  undefined,
  true,
  {},
  [],
  ["2026-11-27", "2026-11-28"],
  "x".repeat(5_000),
  "9999999999999999999999",
])("is not read: %j", (value, { expect }) => {
  expect(readTime(value)).toBeNull();
});

const Field = z.object({ items: z.array(z.object({ id: z.string(), body: z.string() })) });
const Body = z.looseObject({ submitted_at: z.unknown(), timestamp: z.unknown() });

it("reads the times of the field corpus, but for the day that no calendar has", ({ expect }) => {
  const read = Field.parse(JSON.parse(corpusFile("field/c16.json"))).items.map(({ id, body }) => {
    const { submitted_at: submitted, timestamp } = Body.partial().parse(JSON.parse(body));
    return [id, readTime(submitted ?? timestamp)];
  });
  expect(read).toEqual([
    ["date-mysql", "2026-11-27T16:05:00.000Z"],
    ["date-offset-hours", "2026-11-27T15:05:00.000Z"],
    ["date-epoch-s", "2026-11-27T16:05:00.000Z"],
    ["date-us", "2026-11-27T16:05:00.000Z"],
    ["date-nanos", "2026-11-27T16:05:00.123Z"],
    ["date-leap-wrong", null],
    ["date-24h", "2026-11-28T00:00:00.000Z"],
    ["unsub-bad-time", "2026-11-27T16:05:00.000Z"],
    ["unsub-mysql", "2026-11-27T16:05:00.000Z"],
  ]);
});

describe("the spelled times of the corpus", () => {
  it.for(spelledTimes())("$id $value: $why", ({ value, time }, { expect }) => {
    expect(readTime(value)).toBe(time);
  });
});

describe("for any value", () => {
  it("is a time of RFC 3339 in UTC that is read as itself, or null", ({ expect }) => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ unit: "binary", maxLength: 120 })), (value) => {
        const time = readTime(value);
        if (time !== null) expect(readTime(time)).toBe(time);
      }),
      runs(500),
    );
  });

  it("every instant of its years is read in each spelling", ({ expect }) => {
    const dates = fc.date({ min: new Date("1990-01-01"), max: new Date("2199-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        const iso = date.toISOString();
        const seconds = `${iso.slice(0, 19)}.000Z`;
        expect(readTime(iso)).toBe(iso);
        expect(readTime(iso.replace("T", " "))).toBe(iso);
        expect(readTime(date.toUTCString())).toBe(seconds);
        if (date.getTime() > 1e12) expect(readTime(date.getTime())).toBe(iso);
      }),
      runs(300),
    );
  });
});

it("is beyond from a day after now on", ({ expect }) => {
  const now = new Date("2026-11-27T16:05:00Z");
  expect(isBeyond("2026-11-28T16:05:00.000Z", now)).toBe(false);
  expect(isBeyond("2026-11-28T16:05:00.001Z", now)).toBe(true);
});
