// Tests the two plain forms of a text: one kind of line end, and one line.
import { describe, it } from "vitest";
import { asOneLine, isSameText, withLf } from "./plain-lines.ts";

describe("a text in plain form", () => {
  it.for([
    ["a\r\nb", "a\nb"],
    ["a\rb", "a\nb"],
    ["a\nb", "a\nb"],
    ["a\r\n\r\nb\r", "a\n\nb\n"],
    ["a\n\rb", "a\n\nb"],
    [" a\tb ", " a\tb "],
  ] as const)("has only \\n as line ends: %j becomes %j", ([text, lines], { expect }) => {
    expect(withLf(text)).toBe(lines);
  });

  it.for([
    ["a\nb", "a\r\nb", true],
    ["a\nb", "a \t\nb\n\n", true],
    ["\u00a0a", "a", true],
    ["a\nb", "a b", false],
    ["a\nb", "a\n b", false],
    ["a\n\nb", "a\nb", false],
  ] as const)("are the same but for the ends of lines: %j and %j: %s", ([one, other, isSame], { expect }) => {
    expect(isSameText(one, other)).toBe(isSame);
  });

  it.for([
    ["a\r\nBcc: b", "a Bcc: b"],
    ["a\rb\nc\td", "a b c d"],
    ["a\u2028b\u2029c", "a b c"],
    ["\n a  b \r\n", "a  b"],
    ["\r\n\t", ""],
  ] as const)("is one trimmed line: %j becomes %j", ([text, line], { expect }) => {
    expect(asOneLine(text)).toBe(line);
  });
});
