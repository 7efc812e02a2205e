// Tests the single-value formats: which texts they accept, and which near misses they refuse.
import { describe, it } from "vitest";
import { Day, Digest, Hex64, Identity, Instant } from "./formats.ts";

const hex = "0123456789abcdef".repeat(4);

describe("a format", () => {
  it.for([
    ["64 hexadecimal digits", Hex64, hex],
    ["22 letters of base64url", Digest, "GPFcM3MewuH7-d4gBuNG_g"],
    ["a moment", Instant, "2026-03-02T09:00:00.000Z"],
    ["a day", Day, "2026-03-02"],
    ["an identity", Identity, "rosa@sampleworks.example"],
  ] as const)("accepts %s", ([, format, value], { expect }) => {
    expect(format.parse(value)).toBe(value);
  });

  it.for([
    ["63 hexadecimal digits", Hex64, hex.slice(1)],
    ["65 hexadecimal digits", Hex64, `${hex}0`],
    ["capitals", Hex64, hex.toUpperCase()],
    ["a digest with a line break at its end", Hex64, `${hex}\n`],
    ["21 letters", Digest, "GPFcM3MewuH7bd4gBuNG2"],
    ["23 letters", Digest, "GPFcM3MewuH7bd4gBuNG2gA"],
    ["a letter of plain base64", Digest, "GPFcM3MewuH7bd4gBuNG2+"],
    ["a moment without a time zone", Instant, "2026-03-02T09:00:00"],
    ["a moment that is not in UTC", Instant, "2026-03-02T09:00:00+01:00"],
    ["a day that does not exist", Day, "2026-02-30"],
    ["a moment where a day is required", Day, "2026-03-02T09:00:00Z"],
    ["an empty identity", Identity, ""],
  ] as const)("refuses %s", ([, format, value], { expect }) => {
    expect(format.safeParse(value).success).toBe(false);
  });
});
