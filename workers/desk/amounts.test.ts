// Tests how amounts are shown to people.
import { it } from "vitest";
import { bytesText, countText, shareText } from "./amounts.ts";

it.for([
  [0, "0.1 MB"],
  [49_152, "0.1 MB"],
  [4_096_000, "4.1 MB"],
  [241_565_696, "242 MB"],
  [999_400_000, "999 MB"],
  [999_600_000, "1 GB"],
  [7_318_204_416, "7.32 GB"],
  [10_000_000_000, "10 GB"],
] as const)("%i bytes are %s", ([bytes, text], { expect }) => {
  expect(bytesText(bytes)).toBe(text);
});

it.for([
  [0, "under 0.1 %"],
  [0.0009, "under 0.1 %"],
  [0.001, "0.1 %"],
  [0.0241, "2.4 %"],
  [0.6999, "69.9 %"],
  [0.7, "70 %"],
  [0.0701, "7 %"],
  [1, "100 %"],
] as const)("the share %f is %s", ([share, text], { expect }) => {
  expect(shareText(share)).toBe(text);
});

it.for([
  [0, "0"],
  [0.4, "0"],
  [87, "87"],
  [1_234, "1,200"],
  [445_000, "450,000"],
  [18_310_546, "18 million"],
] as const)("a count of %f is about %s", ([count, text], { expect }) => {
  expect(countText(count)).toBe(text);
});
