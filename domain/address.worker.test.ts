// Tests the canonical address in workerd: contact ids are made from it, so workerd must give the same form as Node, in which
// imports and tools run.
import { it } from "vitest";
import { canonicalAddress, comparisonKey, registrableDomain } from "./address.ts";

it.for([
  [" Ada@EXAMPLE.com ", "ada@example.com"],
  ["ada@BU\u0308CHER.example", "ada@xn--bcher-kva.example"],
  ["ada@stra\u00dfe.example", "ada@xn--strae-oqa.example"],
  ["ada@exampl\u{1d522}.net", "ada@example.net"],
  ["ada@s\u{1d736}mple.org", "ada@xn--smple-d9d.org"],
  ["\u0130.\u03a3@example\u3002com", "i\u0307.\u03c2@example.com"],
  ["ada@0x7f.1", undefined],
  ["ada@\uff11.\uff12", undefined],
  ["ada@exa\u200bmple.com", undefined],
] as const)("in workerd the canonical form of %j is %j", ([text, expected], { expect }) => {
  const result = canonicalAddress(text);
  expect(result.ok ? result.value : undefined).toBe(expected);
});

it("in workerd the public suffix list and the rules of mailbox providers are available", ({ expect }) => {
  expect(registrableDomain("ada@mail.example.co.uk")).toBe("example.co.uk");
  expect(comparisonKey("a.da+x@googlemail.com")).toBe("ada@gmail.com");
});
